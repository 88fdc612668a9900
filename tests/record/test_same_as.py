"""The same statement or event in several places: linked, counted once, and every place kept."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import record
from tocsin.actors.types import Actor
from tocsin.documents.types import Document
from tocsin.reading.types import Date, Event, Reading, Source, Statement, Words
from tocsin.record import Query, Record

from .test_opening import SAMPLE_0001, upgraded

ACTORS = (
    Actor(id="KGZ", type="state", name="Kyrgyzstan", country="KGZ"),
    Actor(id="TJK", type="state", name="Tajikistan", country="TJK"),
    Actor(id="person:osmonova", type="person", name="Gulnara Osmonova", country="KGZ"),
    Actor(id="person:rahimov", type="person", name="Daler Rahimov", country="TJK"),
)
WARNING = "the upper reservoir would run dry before the harvest unless both sides opened the gates"


def day_of(number: int) -> str:
    return (datetime.date(2026, 3, 2) + datetime.timedelta(number)).isoformat()


def said(words: str = WARNING, *, by: str = "person:osmonova", voice: Any = "reported", **fields: Any) -> Reading:
    text = f"Osmonova warned that {words}."
    statement = Statement(
        id="s1",
        voice=voice,
        within=fields.pop("within", None),
        source=Source(spans=((0, 8),), text="Osmonova", actor=by),
        cue=Words(spans=((9, 15),), text="warned"),
        content=Words(spans=((21, 21 + len(words)),), text=words),
    )
    return placed(text, statements=(statement,), **fields)


def happened(
    text: str = "Tajik guards shelled a Kyrgyz post at the upper reservoir before dawn.",
    *,
    who: tuple[str, ...] = ("TJK",),
    whom: tuple[str, ...] = ("KGZ",),
    date: Date | None = None,
    day: int = 0,
    events: int = 1,
    **fields: Any,
) -> Reading:
    axes: dict[str, Any] = {
        name: fields.pop(name) for name in ("event", "negated", "time", "statement", "mode") if name in fields
    }
    on = date or Date(value=day_of(day), precision="day")
    told: dict[str, Any] = {"event": "ASSAULT", "actors": who, "recipients": whom, "date": on, **axes}
    spans = ((0, 5), (13, 20))
    copies = tuple(Event(id=f"e{at + 1}", spans=spans, **told) for at in range(events))
    return placed(text, day=day, events=copies, **fields)


def placed(text: str, *, id: str = "a", day: int = 0, **parts: Any) -> Reading:  # noqa: A002
    return Reading(document=Document(id=id, text=text, published=day_of(day)), actors=ACTORS, **parts)


def groups(readings: list[Reading], what: str = "statements") -> list[tuple[str, ...]]:
    """The places of each thing told, as a new record lists them once."""
    with record.open("sqlite://") as store:
        for reading in readings:
            store.add(reading)
        return sorted(listed(store, what))


def listed(store: Record, what: str) -> list[tuple[str, ...]]:
    return [entry.places or (entry.key,) for entry in getattr(store, what)(Query(once=True))]


def test_a_copy_is_linked_with_the_first_place_and_both_are_kept(store: Record) -> None:
    store.add(said(id="wire"))
    store.add(said(id="weekly", day=1))
    (once,) = store.statements(Query(once=True))
    assert (once.key, once.places, once.same_as, once.why) == ("wire#s1", ("wire#s1", "weekly#s1"), None, "words")
    assert [(entry.key, entry.same_as) for entry in store.statements()] == [
        ("wire#s1", None),
        ("weekly#s1", "wire#s1"),
    ]


def test_what_is_told_once_stands_alone(store: Record) -> None:
    store.add(said())
    (entry,) = store.statements()
    assert (entry.places, entry.same_as, entry.why) == ((), None, None)


@pytest.mark.parametrize(
    ("other", "linked"),
    [
        ({"words": WARNING.replace("harvest", "sowing")}, True),
        ({"words": WARNING, "by": "person:rahimov"}, False),
        ({"words": WARNING, "by": "KGZ"}, True),
        ({"words": WARNING.replace("would run", "would not run")}, False),
        ({"words": WARNING, "day": 9}, False),
        ({"words": "the pass would stay closed to lorries until the snow had gone from the road"}, False),
        ({"words": WARNING.replace("both", "2")}, True),
        ({"words": WARNING, "within": "s2"}, False),
    ],
)
def test_statements_are_the_same_by_words_speaker_and_days(other: dict[str, Any], linked: bool) -> None:
    found = groups([said(id="a"), said(**{"id": "b", "day": 1, **other})])
    assert (len(found) == 1) == linked


def test_numbers_that_differ_part_statements() -> None:
    first, second = (said(WARNING.replace("both", number), id=number) for number in ("2", "3"))
    assert len(groups([first, second])) == 2


def test_few_words_are_the_same_only_if_equal_with_their_source_on_one_day() -> None:
    assert len(groups([said("no talks are planned now", id="a"), said("no talks are planned now", id="b")])) == 1
    assert len(groups([said("no talks are planned", id="a"), said("no talks are planned", id="b", day=1)])) == 2
    assert len(groups([said("we agree", id="a"), said("we agree", id="b")])) == 2


def test_a_speech_held_again_is_another_speech() -> None:
    assert len(groups([said(id="a", voice="own"), said(id="b", voice="own", day=1)])) == 2
    assert len(groups([said(id="a", voice="own"), said(id="b", day=1)])) == 1


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"day": 1, "date": Date(value=day_of(0), precision="day")}, "words"),
        ({"day": 6, "text": "It was the fort that fell.", "date": Date(value=day_of(0), precision="day")}, "parties"),
        ({"text": "It was the fort that fell.", "who": ("KGZ",), "whom": ("TJK",)}, None),
        ({"text": "It was the fort that fell.", "who": (), "whom": ("KGZ",)}, None),
        ({"day": 2, "text": "It was the fort that fell."}, None),
        ({"event": "COERCE"}, None),
        ({"negated": True}, None),
        ({"time": "future"}, None),
        ({"time": "past"}, "words"),
        ({"statement": "s1"}, None),
    ],
)
def test_events_are_the_same_by_words_or_by_day_and_parties(other: dict[str, Any], why: str | None) -> None:
    with record.open("sqlite://") as store:
        store.add(happened(id="a"))
        store.add(happened(**{"id": "b", **other}))
        found = list(store.events(Query(once=True)))
    assert [entry.why for entry in found] == ([why] if why else [None, None])


def test_modes_that_differ_part_events() -> None:
    one, other = (happened(id=mode, event="CONSULT", mode=mode) for mode in ("phone", "visit"))
    assert len(groups([one, other], "events")) == 2


def test_an_article_that_goes_on_about_an_event_counts_it_once() -> None:
    assert groups([happened(events=3)], "events") == [("a#e1", "a#e2", "a#e3")]


def test_of_the_places_that_answer_the_first_is_shown(store: Record) -> None:
    store.add(said(id="wire"))
    store.add(said(id="weekly", day=1))
    (entry,) = store.statements(Query(since=day_of(1), once=True))
    assert (entry.key, entry.same_as) == ("weekly#s1", "wire#s1")
    assert len(list(store.statements(Query(once=True, limit=1)))) == 1


def test_reading_again_changes_nothing(store: Record) -> None:
    for _ in range(2):
        store.add(said(id="wire"))
        store.add(said(id="weekly", day=1))
    assert listed(store, "statements") == [("wire#s1", "weekly#s1")]


WORDS = st.lists(
    st.sampled_from(["dam", "gate", "water", "snow", "road", "talks", "guards", "harvest"]), min_size=6, max_size=9
)
TOLD = st.lists(
    st.tuples(WORDS, st.integers(0, 6), st.sampled_from(["person:osmonova", "KGZ", "person:rahimov"]), st.booleans()),
    min_size=1,
    max_size=7,
)


@settings(max_examples=60, deadline=None)
@given(TOLD, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_documents(told: list[Any], chance: Any) -> None:
    readings = []
    for at, (words, day, by, again) in enumerate(told):
        spoken = " ".join(told[0][0] if again else words)
        readings.append(said(spoken, id=f"d{at}", day=day, by=by))
    shuffled = list(readings)
    chance.shuffle(shuffled)
    assert groups(readings) == groups(shuffled)


EVENTS = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 4), st.sampled_from([(), ("KGZ",), ("KGZ", "TJK")]), WORDS, st.booleans()
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=60, deadline=None)
@given(EVENTS, st.randoms(use_true_random=False))
def test_groups_of_events_do_not_depend_on_it_either(told: list[Any], chance: Any) -> None:
    readings = []
    for at, (day, on, whom, words, again) in enumerate(told):
        text = " ".join(told[0][3] if again else words) + "."
        date = Date(value=day_of(on), precision="day")
        readings.append(happened(text, id=f"d{at}", day=day, date=date, whom=whom))
    shuffled = list(readings)
    chance.shuffle(shuffled)
    first, second = groups(readings, "events"), groups(shuffled, "events")
    assert first == second
    assert sorted(key for group in first for key in group) == sorted(f"d{at}#e1" for at in range(len(told)))


def test_what_an_older_record_holds_is_linked_when_it_is_opened(address: str) -> None:
    engine = upgraded(address, "0001")
    with engine.begin() as connection:
        for line in SAMPLE_0001.format(digest="0").split(";\n"):
            for number in (1, 2) if line.strip() else ():
                if number == 1 or "INTO actors" not in line:
                    copy = line.replace("(1, ", f"({number}, ").replace("(1000000, 1", f"({number}000000, {number}")
                    copy = copy.replace("(1000000", f"({number}000000").replace("'old-1'", f"'old-{number}'")
                    connection.exec_driver_sql(
                        copy.replace("that the ford", "the upper ford at night").replace("%", "%%")
                    )
    engine.dispose()
    with record.open(address) as store:
        assert listed(store, "statements") == [("old-1#s1", "old-2#s1")]


def test_many_copies_cost_each_the_same(store: Record) -> None:
    for at in range(60):
        store.add(said(id=f"d{at:02}"))
    (entry,) = store.statements(Query(once=True))
    assert len(entry.places) == 60
    with store._engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM statement_places WHERE body IS NOT NULL").scalar_one()
    assert kept == 1
