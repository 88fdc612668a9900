"""Who speaks in a statement, and in whose name."""

from __future__ import annotations

from datetime import date

import pytest
from tests.told import Said, person, told

from tocsin.actors.types import Actor
from tocsin.record.types import Entry
from tocsin.register import Parties, naming_of, speakers
from tocsin.world import World

VEIL = person("Anna Veil", "LVA", "Foreign Minister")
OSIS = person("Jan Osis", "LVA", "President")
HALL = person("Mary Hall", "GBR", "analyst")
STATES = Actor(id="group:states", type="group", name="member states")
BOTH = Actor(id="group:both", type="group", name="Anna Veil and Jan Osis")
PEOPLE = Actor(id="group:people", type="group", name="residents", country="LVA")
OUTLETS = Actor(id="group:outlets", type="medium", name="two outlets", country="LVA")
CAST = (VEIL, OSIS, HALL, STATES, BOTH, PEOPLE, OUTLETS)


def spoken(source: str, actor: str | None, world: World) -> list[tuple[str, str]]:
    (entry,) = told(f"{source} said so.", Said(source, "said", "so", "concern", actor), actors=CAST)
    return [(one.actor, one.party) for one in speakers(entry, Parties([entry], world), naming_of(world))]


@pytest.mark.parametrize(
    ("source", "actor", "found"),
    [
        ("Anna Veil", VEIL.id, [(VEIL.id, "LVA")]),
        ("Latvia", "LVA", [("LVA", "LVA")]),
        ("the Taliban", "taliban", [("taliban", "AFG")]),
        ("President Jan Osis and Anna Veil", OSIS.id, [(OSIS.id, "LVA"), (VEIL.id, "LVA")]),
        ("Anna Veil and Jan Osis", BOTH.id, [(VEIL.id, "LVA"), (OSIS.id, "LVA")]),
        ("member states of the CSTO", STATES.id, [(STATES.id, "CSTO")]),
        ("the Latvian government", None, [("LVA", "LVA")]),
        ("Mary Hall", HALL.id, []),
        ("residents of Latvia", PEOPLE.id, []),
        ("two outlets citing Anna Veil", OUTLETS.id, []),
        ("officials of Latvia and Estonia", None, []),
        ("", None, []),
    ],
)
def test_speakers(source: str, actor: str | None, found: list[tuple[str, str]], world: World) -> None:
    assert spoken(source, actor, world) == found


def test_one_mistaken_document_does_not_change_a_ministers_country(world: World) -> None:
    lost = person("Anna Veil", "EST", "Foreign Minister")
    entries: list[Entry] = []
    for number, actor in enumerate((VEIL, VEIL, lost)):
        said = Said("Anna Veil", "said", "so", "concern", VEIL.id)
        entries += told("Anna Veil said so.", said, day=f"2026-03-0{number + 1}", doc=f"d{number}", actors=(actor,))
    assert Parties(entries, world).party(VEIL.id, date(2026, 3, 9)) == "LVA"


def test_an_office_named_once_is_remembered_through_later_bare_names(world: World) -> None:
    bare = person("Anna Veil", None)
    entries: list[Entry] = []
    for number in range(20):
        said = Said("Anna Veil", "said", "so", "concern", VEIL.id)
        actor = VEIL if number == 0 else bare
        entries += told(
            "Anna Veil said so.", said, day=f"2026-03-{number + 1:02}", doc=f"d{number:02}", actors=(actor,)
        )
    parties = Parties(entries, world)
    assert parties.speaks_for(VEIL.id, date(2026, 3, 31)) == "LVA"
    assert parties.speaks_for(VEIL.id, date(2026, 2, 28)) is None
