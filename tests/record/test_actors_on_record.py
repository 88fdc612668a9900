"""One actor over many documents: the fullest name, the roles with their days and proofs."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin import record
from tocsin.actors.types import Actor
from tocsin.reading.types import Reading
from tocsin.record import Query, Record

from .sample import reading

NOW = datetime.datetime(2026, 3, 9, tzinfo=datetime.UTC)


def named(document: str, actor: Actor) -> Reading:
    one = reading(document)
    return replace(one, actors=(*one.actors, actor))


def test_the_fullest_name_stands_and_every_name_is_found(store: Record) -> None:
    for document, name, country in (
        ("1", "Orozbekov", None),
        ("2", "Talant Orozbekov", "KGZ"),
        ("3", "T. Orozbekov", None),
    ):
        store.add(named(document, Actor(id="person:orozbekov", type="person", name=name, country=country)))
    (actor,) = store.actors("talant")
    assert actor == Actor(id="person:orozbekov", type="person", name="Talant Orozbekov", country="KGZ")
    assert [found.id for found in store.actors("t orozbekov")] == ["person:orozbekov"]
    one = store.reading("1")
    assert one is not None
    assert one.actors[-1].name == "Orozbekov"


def test_roles_come_with_their_day_and_their_words(store: Record) -> None:
    store.add(reading("later", published="2026-05-01"))
    store.add(reading("earlier", published="2026-03-02"))
    roles = list(store.roles("person:aizada-toktorova"))
    assert [(role.day, role.title, role.organisation) for role in roles] == [
        ("2026-03-02", "foreign minister", "KGZ"),
        ("2026-05-01", "foreign minister", "KGZ"),
    ]
    kept = store.reading(roles[0].document)
    assert kept is not None
    ((start, end),) = roles[0].spans
    assert kept.document.text[start:end] == "the foreign minister of Kyrgyzstan"


def test_an_earlier_entry_does_not_learn_from_later_documents(store: Record) -> None:
    short = replace(reading("1").actors[0], name="Toktorova")
    one = reading("1")
    store.add(replace(one, actors=(short, *one.actors[1:])))
    store.add(reading("2"))
    entry = next(store.statements(Query(document="1")))
    assert entry.actors[short.id].name == "Toktorova"


@settings(max_examples=25, deadline=None)
@given(st.permutations(["Orozbekov", "Talant Orozbekov", "Talant B. Orozbekov", "OROZBEKOV", "Талант Орозбеков"]))
def test_the_order_of_reading_does_not_matter(names: list[str]) -> None:
    with record.open("sqlite://") as store:
        for place, name in enumerate(names):
            store.add(named(str(place), Actor(id="person:orozbekov", type="person", name=name)), now=NOW)
        (actor,) = store.actors("person:orozbekov")
        assert actor.name == "Talant B. Orozbekov"
