"""Answers and silences of the side that a threat comes from."""

from __future__ import annotations

from datetime import date

import pytest
from tests.told import Said, person, told

from tocsin.reading.types import ActName
from tocsin.record.types import Entry
from tocsin.register import Concern, register
from tocsin.world import World

VEIL = person("Anna Veil", "LVA", "Foreign Minister")
PASTUK = person("Oleg Pastuk", "BLR", "Foreign Minister")
CAST = (VEIL, PASTUK)


def raised(day: str, doc: str) -> list[Entry]:
    text = "Anna Veil said that drones from Belarus were a threat to Latvia."
    said = Said("Anna Veil", "said", "drones from Belarus were a threat to Latvia", "concern", VEIL.id, ("BLR",))
    return told(text, said, day=day, doc=doc, actors=CAST)


def answered(act: ActName, day: str, doc: str, time: str = "now") -> list[Entry]:
    text = "Oleg Pastuk spoke of drones over Latvia."
    said = Said("Oleg Pastuk", "spoke", "of drones over Latvia", act, PASTUK.id, ("LVA",), time=time)  # type: ignore[arg-type]
    return told(text, said, day=day, doc=doc, actors=CAST)


def silent(day: str, doc: str) -> list[Entry]:
    text = "Belarus has not responded to Latvia's concern about the drones."
    said = Said("Belarus", "has not responded", "Latvia's concern about the drones", "silent", "BLR", ("LVA",))
    return told(text, said, day=day, doc=doc, actors=CAST)


def concern(entries: list[Entry], world: World, as_of: str) -> Concern:
    found = register(entries, as_of=date.fromisoformat(as_of), world=world).concerns
    return next(one for one in found if "LVA" in one.endangers or "TJK" in one.endangers)


def test_without_any_answer_it_is_open_and_the_silence_is_counted_not_reported(world: World) -> None:
    found = concern(raised("2026-03-01", "a"), world, "2026-03-20")
    assert (found.status, found.standing, found.answers) == ("open", "", ())
    assert [(one.actor, one.since, one.reported) for one in found.silent] == [("BLR", "2026-03-01", False)]


@pytest.mark.parametrize("act", ["deny", "assure", "concede", "accuse", "refuse", "agree"])
def test_acts_of_the_origin_answer_it(act: ActName, world: World) -> None:
    found = concern([*raised("2026-03-01", "a"), *answered(act, "2026-03-04", "b")], world, "2026-03-20")
    assert (found.status, found.standing, found.silent) == ("answered", act, ())
    assert [(answer.actor, answer.act, answer.date) for answer in found.answers] == [(PASTUK.id, act, "2026-03-04")]


@pytest.mark.parametrize("act", ["inform", "support", "threaten", "offer"])
def test_other_acts_do_not(act: ActName, world: World) -> None:
    found = concern([*raised("2026-03-01", "a"), *answered(act, "2026-03-04", "b")], world, "2026-03-20")
    assert found.answers == ()


def test_a_new_round_without_an_answer_is_silence_since_its_first_voice(world: World) -> None:
    entries = [
        *raised("2026-03-01", "a"),
        *answered("deny", "2026-03-04", "b"),
        *raised("2026-03-10", "c"),
        *raised("2026-03-15", "d"),
    ]
    found = concern(entries, world, "2026-03-20")
    assert (found.status, found.standing) == ("silent", "deny")
    assert [(one.since, one.reported) for one in found.silent] == [("2026-03-10", False)]


def test_a_reported_silence_stands_until_the_next_answer(world: World) -> None:
    entries = [*raised("2026-03-01", "a"), *silent("2026-03-03", "b"), *answered("deny", "2026-03-08", "c")]
    before = concern(entries, world, "2026-03-05")
    assert before.status == "silent"
    assert [(one.actor, one.since, one.reported) for one in before.silent] == [("BLR", "2026-03-03", True)]
    after = concern(entries, world, "2026-03-08")
    assert (after.status, after.silent) == ("answered", ())


def test_an_answer_only_recalled_is_listed_but_answers_nothing_new(world: World) -> None:
    entries = [*raised("2026-03-01", "a"), *answered("deny", "2026-03-04", "b", time="past")]
    found = concern(entries, world, "2026-03-20")
    assert [(answer.act, answer.date, answer.time) for answer in found.answers] == [("deny", None, "past")]
    assert found.status == "silent"
    assert found.standing == "deny"


def test_the_answer_that_says_most_stands_of_the_latest_document(world: World) -> None:
    text = "Oleg Pastuk accused Latvia over drones. He admitted that one drone had entered Latvia."
    both = told(
        text,
        Said("He", "admitted", "that one drone had entered Latvia", "concede", PASTUK.id, ("LVA",)),
        Said("Oleg Pastuk", "accused", "Latvia over drones", "accuse", PASTUK.id, ("LVA",)),
        day="2026-03-09",
        doc="c",
        actors=CAST,
    )
    entries = [*raised("2026-03-01", "a"), *answered("deny", "2026-03-04", "b"), *both]
    assert concern(entries, world, "2026-03-20").standing == "concede"


def test_words_of_others_are_no_answer(world: World) -> None:
    text = "Oleg Pastuk denied that wheat from Belarus was dear."
    other = told(
        text,
        Said("Oleg Pastuk", "denied", "that wheat from Belarus was dear", "deny", PASTUK.id),
        day="2026-03-04",
        doc="b",
        actors=CAST,
    )
    assert concern([*raised("2026-03-01", "a"), *other], world, "2026-03-20").answers == ()


def test_a_de_facto_government_answers_for_its_country(world: World) -> None:
    minister = person("Ilir Barzan", "TJK", "Foreign Minister")
    text = (
        "Ilir Barzan warned that militants from Afghanistan endangered Tajikistan. "
        "The Taliban assured Tajikistan that no attack would come from Afghan soil."
    )
    entries = told(
        text,
        Said("Ilir Barzan", "warned", "that militants from Afghanistan endangered Tajikistan", "concern", minister.id),
        Said("The Taliban", "assured", "that no attack would come from Afghan soil", "assure", "taliban", ("TJK",)),
        actors=(minister,),
    )
    found = concern(entries, world, "2026-03-20")
    assert [(answer.actor, answer.act) for answer in found.answers] == [("taliban", "assure")]
