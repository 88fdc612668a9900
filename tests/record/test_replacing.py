"""A reading makes way for another of the same text: as if it had never been there, whole or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select

from tocsin import record
from tocsin.actors.types import Actor
from tocsin.errors import RecordError
from tocsin.reading.types import Date, Event, Reading, Source, Statement, Words
from tocsin.record import Query, Record, replacing, schema

from .sample import TAJIKISTAN, reading
from .test_same_as import ACTORS, WARNING, day_of, happened, listed, placed, said

MONDAY = datetime.datetime(2026, 3, 9, 23, 30, tzinfo=datetime.UTC)
FRIDAY = datetime.datetime(2026, 3, 13, 8, 0, tzinfo=datetime.UTC)
json = msgspec.json.encode


def other_reading(**changes: Any) -> Reading:
    """The sample's text, read as somebody else's worry, with no event."""
    first = reading()
    speaker = Actor(id="person:toktorova-elder", type="person", name="A. Toktorova", country="KGZ")
    statement = first.statements[0]
    source = replace(statement.source, actor=speaker.id)
    changed = replace(statement, source=source, acts=(replace(statement.acts[0], act="accuse", targets=()),))
    parts = {"actors": (speaker, *first.actors[1:2]), "mentions": (), "statements": (changed,), "events": ()}
    return replace(first, **{**parts, **changes})


def everything(store: Record) -> dict[str, Any]:
    """All that a record answers, and the rows that answers are found by."""
    answers: dict[str, Any] = {
        "counts": store.counts(),
        "readings": [json(one) for one in store.readings()],
        "actors": list(store.actors()),
        "tenures": store.tenures(),
    }
    for once in (False, True):
        answers[f"statements {once}"] = [
            (e.key, e.day, e.places, e.same_as, e.why, e.actors) for e in store.statements(Query(once=once))
        ]
        answers[f"events {once}"] = [
            (e.key, e.day, e.places, e.same_as, e.why, e.actors) for e in store.events(Query(once=once))
        ]
    for word in ("crossing", "dam", "water", "reservoir", "harvest", "post", "Osh"):
        answers[f"search {word}"] = [e.key for e in store.statements(Query(search=word))]
        answers[f"search events {word}"] = [e.key for e in store.events(Query(search=word))]
    with store._engine.connect() as connection:
        for name in ("actors", "appearances", "roles", "mentions", "acts", "parties", "event_parties", "warnings"):
            answers[name] = sorted(map(repr, connection.execute(select(schema.metadata.tables[name]))))
        for places in (schema.statement_places, schema.event_places):
            rows = connection.execute(select(places)).all()
            numbers = {row.number for row in rows}
            names_a_member = {row.same for row in rows} - {None} <= {row.number for row in rows if row.same is not None}
            answers[places.name] = numbers, names_a_member, sum(row.body is not None for row in rows)
        answers["handles"] = len(connection.execute(select(schema.handles)).all())
    return answers


def replaced_record(first: Sequence[Reading], then: Sequence[Reading]) -> dict[str, Any]:
    with record.open("sqlite://") as store:
        for one in first:
            assert store.add(one, now=MONDAY)
        for one in then:
            store.replace(one, now=FRIDAY)
        return everything(store)


def fresh_record(readings: Sequence[Reading]) -> dict[str, Any]:
    with record.open("sqlite://") as store:
        for one in readings:
            store.add(one, now=MONDAY)
        return everything(store)


def final(first: Sequence[Reading], then: Sequence[Reading]) -> list[Reading]:
    last = {one.document.id: one for one in (*first, *then)}
    return [last[one.document.id] for one in first]


def test_a_new_reading_takes_the_place_of_the_kept_one(store: Record) -> None:
    store.add(reading(), now=MONDAY)
    assert store.replace(other_reading(), now=FRIDAY)
    assert json(store.reading("crossing-1")) == json(other_reading())
    (entry,) = store.statements()
    assert (entry.statement.acts[0].act, entry.statement.source.actor) == ("accuse", "person:toktorova-elder")
    assert list(store.events()) == []
    assert list(store.statements(Query(act="concern"))) == []
    assert [e.key for e in store.statements(Query(search="crossing"))] == ["crossing-1#s1"]
    assert list(store.events(Query(search="envoys"))) == []


def test_the_same_reading_changes_nothing(store: Record) -> None:
    store.add(reading())
    before = everything(store)
    assert store.replace(reading()) is False
    assert everything(store) == before


def test_what_is_not_on_record_is_added(store: Record) -> None:
    assert store.replace(reading())
    assert json(store.reading("crossing-1")) == json(reading())


def test_an_id_still_belongs_to_one_text(store: Record) -> None:
    store.add(reading())
    with pytest.raises(RecordError, match="crossing-1: the id is taken by another text"):
        store.replace(reading(said="the crossing had opened again"))
    assert json(store.reading("crossing-1")) == json(reading())


def test_a_document_keeps_its_number_its_moment_and_its_day(store: Record) -> None:
    store.add(reading(published=None), now=MONDAY)
    store.add(reading("later", published=None), now=MONDAY)
    row = select(schema.documents.c.number, schema.documents.c.stored).where(schema.documents.c.id == "crossing-1")
    with store._engine.connect() as connection:
        before = connection.execute(row).one()
    undated = other_reading(document=replace(reading().document, published=None, title="Shut for winter"))
    assert store.replace(undated, now=FRIDAY)
    with store._engine.connect() as connection:
        assert connection.execute(row).one() == before
    assert [(e.key, e.day) for e in store.statements()] == [
        ("crossing-1#s1", "2026-03-09"),
        ("later#s1", "2026-03-09"),
    ]
    assert [e.key for e in store.statements(Query(search="shut winter"))] == ["crossing-1#s1"]
    assert store.replace(other_reading(), now=FRIDAY)
    assert {e.key: e.day for e in store.statements()}["crossing-1#s1"] == "2026-03-02"
    assert list(store.statements(Query(search="winter"))) == []


def test_whom_nobody_names_any_more_is_gone(store: Record) -> None:
    store.add(reading())
    store.replace(other_reading())
    assert [actor.id for actor in store.actors()] == ["KGZ", "person:toktorova-elder"]
    assert store.counts().actors == 2
    assert store.tenures() == ()
    with pytest.raises(RecordError, match="nobody on record bears this name"):
        store.find("Aizada")
    assert store.find("Toktorova").id == "person:toktorova-elder"


def test_an_actor_is_what_the_documents_left_make_of_it(store: Record) -> None:
    fuller = replace(TAJIKISTAN, name="Republic of Tajikistan", wikidata="Q1")
    store.add(reading("a", target=fuller))
    store.add(reading("b"))
    assert store.find("TJK").name == "Republic of Tajikistan"
    store.replace(reading("a"))
    actor = store.find("TJK")
    assert (actor.name, actor.wikidata) == ("Tajikistan", None)
    assert list(store.actors("Republic")) == []


def test_corrections_stay_and_apply_to_the_new_reading(store: Record) -> None:
    store.add(reading())
    store.add(reading("b", speaker="Aizada Marlen Toktorova"))
    store.merge("person:aizada-marlen-toktorova", "person:aizada-toktorova", who="registrar")
    store.rename("KGZ", "Kyrgyz Republic", who="registrar")
    again = other_reading(actors=reading().actors[:2], statements=reading().statements)
    store.replace(again)
    assert {e.statement.source.actor for e in store.statements()} == {"person:aizada-marlen-toktorova"}
    assert store.find("KGZ").name == "Kyrgyz Republic"
    assert [c.number for c in store.corrections()] == [1, 2]
    store.replace(other_reading())
    assert store.find("person:aizada-marlen-toktorova").name == "Aizada Marlen Toktorova"
    store.undo(1, who="registrar")
    assert [actor.id for actor in store.actors("Aizada")] == ["person:aizada-marlen-toktorova"]


def test_the_first_of_a_group_leaves_it_to_the_others(store: Record) -> None:
    for at, name in enumerate(("wire", "weekly", "digest")):
        store.add(said(id=name, day=at))
    (once,) = store.statements(Query(once=True))
    assert once.places == ("wire#s1", "weekly#s1", "digest#s1")
    store.replace(replace(said(id="wire"), statements=()))
    (once,) = store.statements(Query(once=True))
    assert (once.key, once.places, once.same_as) == ("weekly#s1", ("weekly#s1", "digest#s1"), None)
    store.replace(said(id="wire"))
    assert listed(store, "statements") == [("wire#s1", "weekly#s1", "digest#s1")]


def test_a_copy_stands_in_for_the_one_it_was_equal_to(store: Record) -> None:
    for name in ("a", "b", "c"):
        store.add(said(id=name))
    store.replace(replace(said(id="a"), statements=()))
    store.add(said(WARNING.replace("harvest", "sowing"), id="d", day=1))
    store.add(said(id="e"))
    assert listed(store, "statements") == [("b#s1", "c#s1", "e#s1", "d#s1")]
    for name in ("b", "c", "e"):
        store.replace(replace(said(id=name), statements=()))
    assert listed(store, "statements") == [("d#s1",)]


def test_a_group_falls_apart_without_what_held_it_together(store: Record) -> None:
    store.add(said(id="a", day=0))
    store.add(said(id="b", day=3))
    store.add(said(id="c", day=6))
    assert listed(store, "statements") == [("a#s1", "b#s1", "c#s1")]
    store.replace(replace(said(id="b", day=3), statements=()))
    assert listed(store, "statements") == [("a#s1",), ("c#s1",)]
    assert [(e.places, e.why) for e in store.statements()] == [((), None), ((), None)]


def test_events_linked_by_words_and_by_parties_say_so_anew(store: Record) -> None:
    first = Date(value=day_of(0), precision="day")
    store.add(happened(id="a"))
    store.add(happened(id="b", day=1, date=first))
    store.add(happened("It was the fort that fell.", id="c", day=6, date=first))
    assert [e.why for e in store.events()] == ["words", "words", "parties"]
    store.replace(replace(happened(id="b", day=1, date=first), events=()))
    assert [(e.why, e.places) for e in store.events()] == [("parties", ("a#e1", "c#e1"))] * 2


@pytest.mark.parametrize("broken", ["write", "unlink", "_settle", "_take_out"])
def test_a_replacement_that_breaks_off_leaves_the_old_reading_whole(
    store: Record, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    store.add(reading())
    store.add(reading("copy"))
    before = everything(store)
    sound = getattr(replacing, broken)

    def breaks_off(*given: Any) -> None:
        sound(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(replacing, broken, breaks_off)
    with pytest.raises(KeyboardInterrupt):
        store.replace(other_reading())
    assert everything(store) == before
    monkeypatch.undo()
    assert store.replace(other_reading())


def test_what_cannot_be_pointed_at_replaces_nothing(store: Record) -> None:
    store.add(reading())
    before = everything(store)
    with pytest.raises(RecordError, match=r"points at \[0, 9999\)"):
        store.replace(other_reading(events=(Event(id="e1", event="AID", spans=((0, 9999),)),)))
    assert everything(store) == before


def test_the_index_is_whole_after_many_replacements(store: Record) -> None:
    for at in range(20):
        store.add(reading(f"d{at}"))
    for at in range(20):
        whole = reading(f"d{at}")
        store.replace(replace(whole, statements=()) if at % 2 else replace(whole, events=()))
    assert len(list(store.statements(Query(search="crossing")))) == 10
    assert len(list(store.events(Query(search="envoys")))) == 10
    if store.address.startswith("sqlite"):
        with store._writer.begin() as connection:
            for subject in ("statement", "event"):
                check = f"INSERT INTO {subject}_search ({subject}_search) VALUES ('integrity-check')"
                connection.exec_driver_sql(check)


WORDS = ["dam", "gate", "water", "snow", "road", "talks", "guards", "harvest"]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=6, max_size=9).map(" ".join)
BASE = "the dam held water and the gate by the road stayed shut until harvest"
TOLD = st.one_of(
    st.just(BASE),
    SENTENCES,
    st.sampled_from(WORDS).map(lambda word: BASE.replace("harvest", word)),
    st.sampled_from(WORDS).map(lambda word: BASE.replace("the dam", f"{word} and")),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(
        lambda two: BASE.replace("gate", two[0]).replace("shut", two[1])
    ),
)
STATES = (("KGZ",), ("TJK",), ("KGZ", "TJK"), ())
statement_parts = st.tuples(
    TOLD, st.sampled_from(["person:osmonova", "KGZ", "person:rahimov", None]), st.sampled_from(["reported", "own"])
)
event_parts = st.tuples(st.integers(0, 3), st.sampled_from(STATES), st.sampled_from(STATES), st.integers(0, 2))
variants = st.tuples(st.lists(statement_parts, max_size=3), st.lists(event_parts, max_size=2), st.integers(0, 3))
documents = st.lists(st.tuples(st.integers(0, 6), st.lists(variants, min_size=1, max_size=3)), min_size=1, max_size=6)


def read_as(at: int, day: int, told: list[Any], variant: Any) -> Reading:
    """One reading of a document that says everything which any of its readings finds in it."""
    statements, events, named = variant
    text = ". ".join(["Guards shelled a post by the road", "It fell", *told]) + "."
    sentences = ((0, 33), (35, 42))
    actors = tuple(
        replace(actor, name=f"{actor.name} {'of the Pass' * (named == place)}".strip(), country=country)
        for place, actor in enumerate(ACTORS)
        for country in ((None if named == 3 else actor.country),)
        if place != named or place > 1
    )
    return replace(
        placed(text, id=f"d{at}", day=day),
        actors=actors,
        statements=tuple(
            Statement(
                id=f"s{place}",
                voice=voice,
                source=Source(spans=(), text="Osmonova", actor=by),
                content=Words(spans=((text.index(words), text.index(words) + len(words)),), text=words),
            )
            for place, (words, by, voice) in enumerate(statements)
        ),
        events=tuple(
            Event(
                id=f"e{place}",
                event="ASSAULT",
                actors=who,
                recipients=whom,
                date=Date(value=day_of(on), precision="day"),
                spans=(sentences[which % 2],),
            )
            for place, (on, who, whom, which) in enumerate(events)
        ),
    )


@settings(max_examples=150, deadline=None)
@given(documents, st.randoms(use_true_random=False))
def test_a_record_that_was_read_again_answers_as_a_fresh_one(several: list[Any], chance: Any) -> None:
    first, then = [], []
    for at, (day, read) in enumerate(several):
        told = sorted({words for statements, _, _ in read for words, _, _ in statements})
        one, *again = (read_as(at, day, told, variant) for variant in read)
        first.append(one)
        then += again
    chance.shuffle(first)
    chance.shuffle(then)
    assert replaced_record(first, then) == fresh_record(final(first, then))
