"""What the record answers."""

from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace
from sqlalchemy import event

from tocsin import record
from tocsin.actors.types import Actor
from tocsin.errors import RecordError
from tocsin.record import Query, Record
from tocsin.record import store as store_module

from .sample import ALLIANCE, KYRGYZSTAN, TAJIKISTAN, reading

CYPRUS = Actor(id="CYP", type="state", name="Cyprus", country="CYP")
RUSSIA = Actor(id="RUS", type="state", name="Russia", country="RUS")
ENVOY = Actor(id="person:envoy", type="person", name="Émile Ødegård", country="CYP")


@pytest.fixture
def filled(store: Record) -> Record:
    store.add(reading("b", published="2026-03-04", speaker="Bermet Sadykova", act="accuse", source="Naryn Wire"))
    store.add(reading("a", published="2026-03-02"))
    store.add(reading("c", published="2026-03-04", act="deny", target=RUSSIA, said="no 100% plan_x existed"))
    store.add(reading("d", published="2026-03-09", target=ENVOY, title="An envoy leaves Nicosia"))
    store.add(reading("e", published="2026-03-11", target=CYPRUS))
    store.add(reading("f", published="2026-03-12", target=ALLIANCE))
    return store


def found(store: Record, query: Query) -> str:
    return "".join(entry.document.id for entry in store.statements(query))


@pytest.mark.parametrize(
    ("query", "documents"),
    [
        (Query(), "abcdef"),
        (Query(limit=2), "ab"),
        (Query(limit=0), ""),
        (Query(since="2026-03-04", until="2026-03-09"), "bcd"),
        (Query(document="c"), "c"),
        (Query(act="accuse"), "b"),
        (Query(source="naryn"), "b"),
        (Query(source="wire nary"), ""),
        (Query(speaker="sadyk"), "b"),
        (Query(speaker="BERMET SADYKOVA"), "b"),
        (Query(speaker="person:bermet-sadykova"), "b"),
        (Query(speaker="KGZ"), "abcdef"),
        (Query(speaker="Kyrgyzstan"), ""),
        (Query(target="TJK"), "ab"),
        (Query(target="CYP"), "de"),
        (Query(target="odegard"), "d"),
        (Query(target="Émile"), "d"),
        (Query(target="CSTO"), "f"),
        (Query(target="csto"), "f"),
        (Query(target="treaty org"), "f"),
        (Query(target="KGZ"), ""),
        (Query(about="KGZ"), "abcdef"),
        (Query(about="Tajikistan", act="concern"), "a"),
        (Query(target="RUS"), "c"),
        (Query(target="rus"), "c"),
        (Query(country="KGZ"), "abcdef"),
        (Query(country="kgz", act="accuse"), "b"),
        (Query(country="TJK"), ""),
        (Query(country="Kyrgyzstan"), ""),
        (Query(speaker="%"), ""),
        (Query(speaker="_"), ""),
        (Query(speaker="' OR 1=1 --"), ""),
        (Query(speaker="", act="", search=""), "abcdef"),
    ],
)
def test_each_field_narrows_the_answer(filled: Record, query: Query, documents: str) -> None:
    assert found(filled, query) == documents


@pytest.mark.parametrize(
    ("search", "documents"),
    [
        ("crossing", "abcdef"),
        ("crossings worry", "abdef"),
        ("WORRIED", "abdef"),
        ('"closed crossing"', "abdef"),
        ('"crossing closed"', ""),
        ("kyz*", "abdef"),
        ("kyz", ""),
        ("nicosia worry", "d"),
        ("sadykova", "b"),
        ("plan", "c"),
        ('"', ""),
        ("NOT (", ""),
        ('content:"x" OR *', ""),
        ("Садыкова", "b"),
    ],
)
def test_search_wants_every_word_in_content_source_or_title(filled: Record, search: str, documents: str) -> None:
    assert found(filled, Query(search=search)) == documents


def test_events_are_found_by_party_category_place_and_words(filled: Record) -> None:
    def found(query: Query) -> str:
        return "".join(entry.document.id for entry in filled.events(query))

    assert found(Query()) == "abcdef"
    assert found(Query(act="consult", target="TJK")) == "ab"
    assert found(Query(act="ASSAULT")) == ""
    assert found(Query(speaker="KGZ", about="CYP")) == "de"
    assert found(Query(country="KGZ")) == "abcdef"
    assert found(Query(country="CYP")) == ""
    assert found(Query(search="envoys osh", since="2026-03-11")) == "ef"


def test_an_entry_holds_its_document_and_the_actors_that_it_names(filled: Record) -> None:
    entry = next(filled.statements(Query(document="a")))
    assert entry.key == "a#s1"
    assert entry.document == reading("a").document
    assert list(entry.actors) == ["person:aizada-toktorova", "TJK", "KGZ"]
    assert entry.actors["TJK"] == TAJIKISTAN
    assert [role.title for role in entry.actors["person:aizada-toktorova"].roles] == ["foreign minister"]


def test_entries_until_a_day_are_what_was_known_at_its_end(filled: Record) -> None:
    days = [entry.day for entry in filled.entries(datetime.date(2026, 3, 4))]
    assert days == ["2026-03-02", "2026-03-04", "2026-03-04"]


def test_a_speaker_that_nobody_knows_is_found_by_the_words_of_the_text(store: Record) -> None:
    one = reading()
    statement = replace(one.statements[0], source=replace(one.statements[0].source, actor=None))
    store.add(replace(one, statements=(statement,)))
    assert found(store, Query(speaker="toktorova")) == "crossing-1"
    assert found(store, Query(speaker="foreign minister of K")) == "crossing-1"
    assert found(store, Query(speaker="sadykova")) == ""


def test_an_answer_is_as_of_its_beginning_and_may_be_written_into(
    filled: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_AT_ONCE", 2)
    seen = []
    for entry in filled.statements(Query(since="2026-03-04")):
        seen.append(entry.document.id)
        assert filled.add(reading(f"new-{len(seen)}", published="2026-05-01"))
    assert seen == ["b", "c", "d", "e", "f"]
    assert [one.document.id for one in filled.readings()][6:] == [f"new-{n}" for n in range(1, 6)]
    assert [one.id for one in filled.documents()][:6] == ["a", "b", "c", "d", "e", "f"]


def test_in_memory_too_more_may_be_written_meanwhile() -> None:
    with record.open("sqlite://") as store:
        store.add(reading("1"))
        store.add(reading("2"))
        for entry in store.statements():
            store.add(reading(f"{entry.document.id}-again"))
        assert store.counts().documents == 4


def test_answers_left_half_read_hold_nothing_back(filled: Record) -> None:
    halves = [filled.statements() for _ in range(40)]
    assert {next(half).document.id for half in halves} == {"a"}
    assert filled.add(reading("g"))


def test_counts(filled: Record) -> None:
    counts = filled.counts()
    assert (counts.documents, counts.statements, counts.events, counts.actors) == (6, 6, 6, 8)
    assert (counts.first, counts.last) == ("2026-03-02", "2026-03-12")


def test_a_day_that_is_none_is_refused(store: Record) -> None:
    with pytest.raises(RecordError, match="--since: 'last week' is no ISO day"):
        list(store.statements(Query(since="last week")))


def test_actors_by_name_code_and_id(filled: Record) -> None:
    assert [actor.id for actor in filled.actors("CYP")] == ["CYP", "person:envoy"]
    assert [actor.name for actor in filled.actors("odegard")] == ["Émile Ødegård"]
    assert next(filled.actors("KGZ")) == KYRGYZSTAN
    assert list(filled.actors("nobody")) == []


def test_one_reading_costs_the_same_however_much_is_on_record(store: Record) -> None:
    for number in range(40):
        store.add(reading(str(number)))
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        del connection, cursor, rest
        asked.append(statement)

    event.listen(store._engine, "before_cursor_execute", note)
    store.reading("7")
    list(store.statements(Query(document="7")))
    on_statements = [statement for statement in asked if "FROM statements" in statement]
    assert len(on_statements) == 2
    assert all("statements.number BETWEEN" in statement for statement in on_statements)
