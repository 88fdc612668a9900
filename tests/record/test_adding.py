"""What goes in comes out, once."""

from __future__ import annotations

import datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import record
from tocsin.actors.types import Actor, Mention
from tocsin.documents.types import Document
from tocsin.errors import RecordError
from tocsin.reading.types import ACTS, Act, Date, Event, Reading, Source, Statement, Words
from tocsin.record import Record

from .sample import reading

NOW = datetime.datetime(2026, 3, 9, 23, 30, tzinfo=datetime.UTC)
json = msgspec.json.encode


def test_a_reading_comes_out_byte_for_byte(store: Record) -> None:
    assert store.add(reading())
    assert json(store.reading("crossing-1")) == json(reading())
    assert [json(one) for one in store.readings()] == [json(reading())]


def test_adding_twice_changes_nothing(store: Record) -> None:
    store.add(reading())
    before = store.counts()
    assert store.add(reading()) is False
    assert store.counts() == before
    assert (before.documents, before.statements, before.events) == (1, 1, 1)


def test_what_is_not_there_is_none(store: Record) -> None:
    store.add(reading())
    assert store.has("crossing-1")
    assert not store.has("crossing-2")
    assert store.reading("crossing-2") is None


def test_an_id_belongs_to_one_text(store: Record) -> None:
    store.add(reading())
    with pytest.raises(RecordError, match="crossing-1: the id is taken by another text"):
        store.add(reading(said="the crossing had opened again"))
    assert json(store.reading("crossing-1")) == json(reading())


def test_a_document_without_a_date_counts_for_the_day_it_was_stored(store: Record) -> None:
    store.add(reading(published=None), now=NOW)
    assert [entry.day for entry in store.statements()] == ["2026-03-09"]
    assert [entry.document.published for entry in store.entries(datetime.date(2026, 3, 9))] == [None]
    assert list(store.entries(datetime.date(2026, 3, 8))) == []


def replaced(**changes: object) -> Reading:
    return msgspec.structs.replace(reading(), **changes)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (replaced(mentions=(Mention(span=(5, 9999), actor="KGZ"),)), r"points at \[5, 9999\) of a text of"),
        (replaced(mentions=(Mention(span=(9, 5), actor="KGZ"),)), r"points at \[9, 5\)"),
        (
            replaced(statements=(Statement(id="s1", cue=Words(spans=((-4, 2),))),)),
            r"#s1: points at \[-4, 2\)",
        ),
        (replaced(events=(Event(id="e1", event="AID", spans=((0, 5000),)),)), r"crossing-1#e1: points at"),
        (replaced(statements=(Statement(id="s1"), Statement(id="s1"))), "two statements have one id"),
        (replaced(document=msgspec.structs.replace(reading().document, published="2 March")), "which is no ISO day"),
    ],
)
def test_what_cannot_be_pointed_at_is_not_recorded(store: Record, bad: Reading, why: str) -> None:
    with pytest.raises(RecordError, match=why):
        store.add(bad)
    assert store.counts().documents == 0
    assert store.counts().actors == 0


def test_words_that_are_not_the_texts_own_are_kept_as_they_are(store: Record) -> None:
    statement = Statement(
        id="s1", content=Words(spans=((0, 6), (8, 11)), text="Aizada ... the"), cue=Words(text="said")
    )
    bare = Statement(id="s2", cue=Words(spans=((0, 6),), text=""))
    store.add(replaced(statements=(statement, bare)))
    kept = store.reading("crossing-1")
    assert kept is not None
    assert kept.statements == (statement, bare)


TEXT = "Нурлан said: “We’ll wait” — 等着瞧 🙂.\r\nThen he left."
spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: (min(pair), max(pair)))
written = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
names = st.sampled_from(["KGZ", "person:nurlan", "CSTO", "unlisted"])
several = st.lists(spans, max_size=3).map(tuple)
exact = several.map(lambda found: Words(spans=found, text=" ".join(TEXT[start:end] for start, end in found)))
words = st.one_of(exact, st.builds(Words, spans=several, text=written))
chance = st.floats(0, 1)
acts = st.builds(
    Act,
    act=st.sampled_from(ACTS),
    targets=st.lists(names, max_size=2).map(tuple),
    about=st.lists(names, max_size=2).map(tuple),
    negated=st.booleans(),
    condition=words,
    time=st.sampled_from(["past", "now", "future"]),
    plover=st.none() | st.just("ACCUSE"),
    confidence=chance,
)
statements = st.builds(
    Statement,
    id=st.uuids().map(str),
    voice=st.sampled_from(["reported", "own"]),
    source=st.builds(Source, spans=several, text=written, actor=st.none() | names),
    cue=words,
    content=words,
    occasion=words,
    date=st.builds(Date, value=st.none() | st.just("2026-03"), precision=st.sampled_from(["month", "unknown"])),
    acts=st.lists(acts, max_size=3).map(tuple),
    within=st.none() | st.just("s9"),
    communicated=st.booleans(),
    confidence=chance,
)
events = st.builds(
    Event,
    id=st.uuids().map(str),
    event=st.just("AID"),
    actors=st.lists(names, max_size=3).map(tuple),
    location=st.none() | names,
    negated=st.booleans(),
    spans=several,
    confidence=chance,
)
readings = st.builds(
    Reading,
    document=st.builds(Document, id=st.uuids().map(str), title=written, source=written, text=st.just(TEXT)),
    actors=st.lists(st.builds(Actor, id=names, type=st.just("person"), name=written), max_size=3).map(tuple),
    mentions=st.lists(st.builds(Mention, span=spans, actor=names), max_size=3).map(tuple),
    statements=st.lists(statements, max_size=3).map(tuple),
    events=st.lists(events, max_size=2).map(tuple),
    warnings=st.lists(written, max_size=2).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(readings, min_size=1, max_size=2))
def test_whatever_is_read_comes_out_byte_for_byte(several: list[Reading]) -> None:
    with record.open("sqlite://") as store:
        for one in several:
            assert store.add(one, now=NOW)
        for one in several:
            assert json(store.reading(one.document.id)) == json(one)
        entries = [(entry.document.id, entry.statement) for entry in store.statements()]
        assert entries == [(one.document.id, statement) for one in several for statement in one.statements]
