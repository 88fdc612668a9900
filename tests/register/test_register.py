"""The register as a whole: dates, order, ids."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.told import Said, person, told

from tocsin.record.types import Entry
from tocsin.register import register
from tocsin.world import load

WORLD = load()
START = date(2026, 1, 1)
SPEAKERS = (
    person("Anna Veil", "LVA", "Foreign Minister"),
    person("Rasa Vaitke", "LTU", "Defence Minister"),
    person("Oleg Pastuk", "BLR", "Foreign Minister"),
    person("Dana Aben", "KAZ", "Foreign Minister"),
    person("Timur Adil", None, "Secretary General", "CSTO"),
    person("Mary Hall", "GBR", "analyst"),
)
CONTENTS = (
    "drones from Belarus were a threat to Latvia",
    "the build-up of NATO troops endangered Belarus",
    "militants from Afghanistan threatened Central Asia",
    "that no soldier would cross the border of Lithuania",
    "similar concerns",
    "to mediate between Latvia and Belarus if asked",
    "Belarus to withdraw its troops",
)
ACTS = ("concern", "accuse", "threaten", "deny", "assure", "silent", "offer", "demand", "refuse", "inform")


@st.composite
def records(draw: st.DrawFn) -> list[Entry]:
    """Short records of a few documents over a few weeks."""
    entries: list[Entry] = []
    for number in range(draw(st.integers(1, 6))):
        day = START + timedelta(days=draw(st.integers(0, 20)))
        said, text = [], ""
        for _ in range(draw(st.integers(1, 3))):
            speaker, content = draw(st.sampled_from(SPEAKERS)), draw(st.sampled_from(CONTENTS))
            text += f"{speaker.name} spoke: {content}.\n"
            time = draw(st.sampled_from(("now", "past")))
            targets = draw(st.sampled_from(((), ("LVA",), ("BLR",), ("AFG",))))
            said.append(
                Said(speaker.name, "spoke", content, draw(st.sampled_from(ACTS)), speaker.id, targets, time=time)  # type: ignore[arg-type]
            )
        entries += told(text, *said, day=day.isoformat(), doc=f"d{number}", actors=SPEAKERS)
    return entries


@settings(max_examples=40, deadline=None)
@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_entries_and_reading_twice_do_not_matter(entries: list[Entry], random: object) -> None:
    shuffled = [*entries, *entries]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    as_of = START + timedelta(days=30)
    assert register(shuffled, as_of=as_of, world=WORLD) == register(entries, as_of=as_of, world=WORLD)


@settings(max_examples=40, deadline=None)
@given(records(), st.integers(0, 20), st.integers(0, 20))
def test_a_later_day_loses_no_raising_and_changes_no_id(entries: list[Entry], one: int, other: int) -> None:
    early, late = sorted((one, other))
    before = register(entries, as_of=START + timedelta(days=early), world=WORLD)
    after = register(entries, as_of=START + timedelta(days=late), world=WORLD)
    later = {concern.id: concern for concern in after.concerns}
    for concern in before.concerns:
        assert set(concern.raised) <= set(later[concern.id].raised)
        assert set(concern.origins) <= set(later[concern.id].origins)
        assert set(concern.held_by) <= set(later[concern.id].held_by)
    assert {request.id for request in before.requests} <= {request.id for request in after.requests}


@settings(max_examples=40, deadline=None)
@given(records(), st.integers(0, 20))
def test_it_points_only_at_statements_published_by_the_day(entries: list[Entry], days: int) -> None:
    as_of = START + timedelta(days=days)
    known = {entry.key for entry in entries if entry.day <= as_of.isoformat()}
    found = register(entries, as_of=as_of, world=WORLD)
    keys = {raising.statement for concern in found.concerns for raising in concern.raised}
    keys |= {answer.statement for concern in found.concerns for answer in concern.answers}
    keys |= {key for request in found.requests for key in request.statements}
    assert keys <= known
    assert len({concern.id for concern in found.concerns}) == len(found.concerns)
    named = {actor.id for actor in found.actors}
    for concern in found.concerns:
        assert {*concern.origins, *concern.endangers, *concern.held_by} <= named


def test_an_empty_record_gives_an_empty_register() -> None:
    found = register([], as_of=START, world=WORLD)
    assert (found.as_of, found.concerns, found.requests, found.actors) == ("2026-01-01", (), (), ())


def test_an_undated_document_counts_from_the_day_it_was_stored() -> None:
    text = "Anna Veil said that drones from Belarus were a threat to Latvia."
    said = Said("Anna Veil", "said", "drones from Belarus were a threat to Latvia", "concern", SPEAKERS[0].id)
    entries = told(text, said, day=None, stored="2026-01-05", actors=SPEAKERS)
    assert register(entries, as_of=date(2026, 1, 4), world=WORLD).concerns == ()
    (concern,) = register(entries, as_of=date(2026, 1, 5), world=WORLD).concerns
    assert concern.last_change == "2026-01-05"


def test_what_a_copy_tells_again_is_raised_once() -> None:
    text = "Anna Veil said that drones from Belarus were a threat to Latvia."
    said = Said("Anna Veil", "said", "drones from Belarus were a threat to Latvia", "concern", SPEAKERS[0].id)
    entries = [
        msgspec.structs.replace(entry, places=("first#s1", "copy#s1"))
        for doc in ("first", "copy")
        for entry in told(text, said, doc=doc, day="2026-01-04", actors=SPEAKERS)
    ]
    (concern,) = register(entries, as_of=date(2026, 1, 9), world=WORLD).concerns
    assert [raising.statement for raising in concern.raised] == ["copy#s1"]


def test_ten_thousand_statements_take_a_few_seconds() -> None:
    import time

    entries: list[Entry] = []
    for number in range(2500):
        speaker, content = SPEAKERS[number % len(SPEAKERS)], CONTENTS[number % len(CONTENTS)]
        act = ACTS[number % len(ACTS)]
        text = "".join(f"{speaker.name} spoke: {content} ({n}).\n" for n in range(4))
        said = [Said(speaker.name, "spoke", f"{content} ({n})", act, speaker.id, ("BLR",)) for n in range(4)]  # type: ignore[arg-type]
        day = (START + timedelta(days=number % 300)).isoformat()
        entries += told(text, *said, day=day, doc=f"d{number:05}", actors=SPEAKERS)
    start = time.process_time()
    register(entries, as_of=date(2026, 12, 31), world=WORLD)
    assert time.process_time() - start < 10
