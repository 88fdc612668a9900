"""Documents read into a record: in the order of days, each with what earlier days taught."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import tocsin.reading
from tocsin import record
from tocsin.actors import Cast, Chronicle, Memory, learnt
from tocsin.actors.types import Role
from tocsin.documents.types import Document
from tocsin.errors import DocumentError, ModelError
from tocsin.reading.types import Reading
from tocsin.record import Intake, Record
from tocsin.record.intake import Outcome

from .sample import reading

Known = dict[str, list[str]]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Known:
    """A reader that finds what the sample says, and notes whom it is told to be foreign minister."""
    told: Known = {}

    def read(document: Document, *, known: Memory, **_: Any) -> Reading:
        holders = known.holders("foreign-minister", "KGZ", document.published)
        told[document.id] = [t.name for t in holders if t.source != "general knowledge"]
        if document.text.startswith("Trips"):
            raise IndexError("list index out of range")
        if document.text.startswith("Model"):
            raise ModelError("model", "is missing")
        return replace(reading(document.id, published=document.published), document=document)

    monkeypatch.setattr(tocsin.reading, "read", read)
    return told


def document(id: str, published: str | None, text: str = "") -> Document:  # noqa: A002
    whole = reading(id, published=published).document
    return replace(whole, text=text) if text else whole


def outcomes(store: Record, documents: Iterable[Document | DocumentError], **given: int) -> list[str]:
    return [
        f"{one.document.id} {'read' if one.reading else type(one.error).__name__}"
        if isinstance(one, Outcome)
        else type(one).__name__
        for one in Intake(store).outcomes(documents, **given)
    ]


def test_documents_are_read_by_day_and_told_as_they_came(store: Record, known: Known) -> None:
    given_so = [document("c", "2026-03-05"), document("undated", None), document("a", "2026-03-02")]
    assert outcomes(store, given_so) == ["c read", "undated read", "a read"]
    assert list(known) == ["a", "c", "undated"]
    assert known == {"a": [], "c": ["Aizada Toktorova"], "undated": ["Aizada Toktorova"]}


def test_documents_of_one_day_do_not_teach_each_other(store: Record, known: Known) -> None:
    outcomes(store, [document("a", "2026-03-02"), document("b", "2026-03-02"), document("c", "2026-03-03")])
    assert known == {"a": [], "b": [], "c": ["Aizada Toktorova"]}


def test_a_later_run_recalls_what_an_earlier_one_learnt(store: Record, known: Known) -> None:
    outcomes(store, [document("a", "2026-03-02")])
    outcomes(store, [document("b", "2026-03-02"), document("before", "2026-02-01")])
    assert known == {"a": [], "before": [], "b": ["Aizada Toktorova"]}


def test_reading_again_reads_nothing_and_doubles_no_tenure(store: Record, known: Known) -> None:
    everything = [document("a", "2026-03-02"), document("b", "2026-03-04")]
    outcomes(store, everything)
    before = store.tenures()
    known.clear()
    assert outcomes(store, [*everything, *everything]) == ["a read", "b read"] * 2
    assert known == {}
    assert store.tenures() == before
    assert [(t.start, t.last, t.seen) for t in before] == [("2026-03-02", "2026-03-04", 2)]


def test_batches_are_told_one_after_another(store: Record, known: Known) -> None:
    days = ["2026-03-09", "2026-03-02", "2026-03-08", "2026-03-01"]
    told = outcomes(store, [document(f"d{place}", day) for place, day in enumerate(days)], at_once=2)
    assert told == [f"d{place} read" for place in range(4)]
    assert list(known) == ["d1", "d0", "d3", "d2"]


@pytest.mark.usefixtures("known")
def test_what_cannot_be_read_is_told_in_its_place(store: Record) -> None:
    missing = DocumentError("nowhere.txt", "is missing")
    several: list[Document | DocumentError] = [
        document("a", "2026-03-02"),
        missing,
        document("b", "2026-03-01", "Trips"),
        document("a", "2026-03-02", "Else."),
    ]
    assert outcomes(store, several) == ["DocumentError", "a read", "b IndexError", "a RecordError"]
    with pytest.raises(ModelError):
        outcomes(store, [document("m", "2026-03-01", "Model")])


def test_a_change_of_holder_is_noticed(store: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(document: Document, **_: Any) -> Reading:
        return replace(reading(document.id, published=document.published, speaker=document.title), document=document)

    monkeypatch.setattr(tocsin.reading, "read", read)
    intake = Intake(store)
    for number, name in enumerate(("Aizada Toktorova", "Aizada Toktorova", "Daler Rahimov")):
        intake.read(
            replace(reading(speaker=name).document, id=f"d{number}", published=f"2026-03-0{number + 1}", title=name)
        )
    ((before, after),) = intake.changes
    assert (before.name, before.last) == ("Aizada Toktorova", "2026-03-02")
    assert (after.name, after.start, after.source) == ("Daler Rahimov", "2026-03-03", "d2")


@pytest.mark.usefixtures("known")
def test_what_is_told_is_corrected_and_what_is_kept_is_not(store: Record) -> None:
    intake = Intake(store)
    intake.read(document("a", "2026-03-02"))
    store.rename("Aizada Toktorova", "Aizada B. Toktorova", who="registrar")
    told = intake.read(document("a", "2026-03-02"))
    kept = store.reading("a")
    assert kept is not None
    assert (told.actors[0].name, kept.actors[0].name) == ("Aizada B. Toktorova", "Aizada Toktorova")


def test_a_merge_or_a_new_name_is_heeded_by_later_readings(store: Record) -> None:
    store.add(reading("long", speaker="Aizada Toktorova", published="2026-03-02"))
    store.add(reading("other", speaker="Aizada Marlen Toktorova", published="2026-03-02"))
    assert {t.actor for t in store.memory().named("Toktorova", "2026-03-03")} == {
        "person:aizada-toktorova", "person:aizada-marlen-toktorova",
    }  # fmt: skip
    store.merge("person:aizada-toktorova", "person:aizada-marlen-toktorova", who="registrar")
    assert len({t.actor for t in store.memory().named("Toktorova", "2026-03-03")}) == 1
    (tenure, *_) = store.memory().named("Aizada Marlen Toktorova", "2026-03-03")
    assert tenure.actor == "person:aizada-marlen-toktorova"
    store.undo(1, who="registrar")
    store.rename("person:aizada-toktorova", "Saltanat Toktorova", who="registrar")
    assert {t.actor for t in store.memory().named("Saltanat Toktorova", "2026-03-03")} == {"person:aizada-toktorova"}


def test_a_part_that_is_split_off_is_another_person_for_later_readings(store: Record) -> None:
    store.add(reading("minister", published="2026-03-02"))
    other = reading("general", published="2026-03-05")
    office = Role(title="General", organisation="TJK", spans=other.actors[0].roles[0].spans)
    store.add(replace(other, actors=(replace(other.actors[0], country="TJK", roles=(office,)), *other.actors[1:])))
    part = store.split("toktorova", of="TJK", who="registrar").other
    found = store.memory().named("Aizada Toktorova", "2026-03-06")
    assert {(t.actor, t.country) for t in found} == {("person:aizada-toktorova", "KGZ"), (part, "TJK")}


days = st.sampled_from(["2026-03-01", "2026-03-02", "2026-03-20", "2026-05-01", None])
sightings = st.lists(
    st.tuples(st.sampled_from(["Ayan Bek", "Olim Rahim", "Dina Sator"]), days,
              st.sampled_from(["foreign minister", "Foreign Minister", "spokesman", "former minister", "gardener"])),
    max_size=8,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(sightings)
def test_what_is_recalled_is_what_was_learnt(several: list[tuple[str, str | None, str]]) -> None:
    learning = Chronicle()
    with record.open("sqlite://") as store:
        for number, (name, day, title) in enumerate(several):
            one = reading(f"d{number}", speaker=name, published=day)
            minister = one.actors[0]
            again = replace(minister.roles[0], title=title)
            one = replace(one, actors=(replace(minister, roles=(*minister.roles, again)), *one.actors[1:]))
            store.add(one)
            learning.learn(learnt(Cast(actors=one.actors), one.document.id, day))
        recalled = store.memory()
    assert {replace(t, source="", title="") for t in recalled.tenures} == {
        replace(t, source="", title="") for t in learning.tenures
    }


def test_reading_again_replaces_what_is_kept_and_says_how_much(store: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, day in enumerate(("2026-03-04", "2026-03-02")):
        store.add(reading(f"d{number}", published=day))

    def better(document: Document, **_: Any) -> Reading:
        kept = reading(document.id, published=document.published)
        return replace(kept, warnings=("read by another model",)) if document.id == "d1" else kept

    monkeypatch.setattr(tocsin.reading, "read", better)
    intake = Intake(store, again=True)
    told = list(intake.outcomes(store.in_turn()))
    assert [one.document.id for one in told if isinstance(one, Outcome)] == ["d1", "d0"]
    assert intake.replaced == 1
    assert intake.changes == ()
    kept = store.reading("d1")
    assert kept is not None
    assert kept.warnings == ("read by another model",)
    assert store.counts().documents == 2


def test_what_is_read_again_knows_the_days_before_and_nothing_of_its_own(store: Record, known: Known) -> None:
    documents = [document("b", "2026-03-04"), document("a", "2026-03-02"), document("undated", None)]
    outcomes(store, documents, at_once=1)
    assert known == {"b": [], "a": [], "undated": ["Aizada Toktorova"]}
    store.add(replace(reading("c", speaker="Daler Rahimov", published="2026-03-05")))
    known.clear()
    list(Intake(store, again=True).outcomes(store.in_turn()))
    assert list(known) == ["a", "b", "c", "undated"]
    assert (known["a"], known["b"], known["c"]) == ([], ["Aizada Toktorova"], ["Aizada Toktorova"])


def test_what_an_earlier_day_taught_is_forgotten_once_it_is_read_otherwise(
    store: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(reading("a", published="2026-03-02"))
    store.add(reading("b", published="2026-03-04"))
    told: Known = {}

    def nobody(document: Document, *, known: Memory, **_: Any) -> Reading:
        holders = known.holders("foreign-minister", "KGZ", document.published)
        told[document.id] = [t.name for t in holders if t.source != "general knowledge"]
        return Reading(document=document)

    monkeypatch.setattr(tocsin.reading, "read", nobody)
    intake = Intake(store, again=True)
    intake.read(document("b", "2026-03-04"))
    assert told == {"b": ["Aizada Toktorova"]}
    store.replace(reading("b", published="2026-03-04"))
    list(Intake(store, again=True).outcomes([document("b", "2026-03-04"), document("a", "2026-03-02")]))
    assert told == {"a": [], "b": []}


@pytest.mark.usefixtures("known")
def test_a_document_that_is_read_again_keeps_its_source_and_day(store: Record) -> None:
    store.add(reading("a", published="2026-03-02"))
    bare = replace(document("a", None), title="", source="")
    again = Intake(store, again=True).read(bare)
    assert (again.document.source, again.document.published) == ("Osh Evening Post", "2026-03-02")
    (told,) = Intake(store, again=True).outcomes([bare])
    assert told.document.published == "2026-03-02"  # type: ignore[union-attr]


@pytest.mark.usefixtures("known")
def test_what_cannot_be_read_again_stays_as_it_was(store: Record) -> None:
    trips = replace(reading("a"), document=document("a", "2026-03-02", "Trips" + "." * 200))
    store.add(trips)
    store.add(reading("b", published="2026-03-03"))
    told = [one for one in Intake(store, again=True).outcomes(store.in_turn()) if isinstance(one, Outcome)]
    assert [type(one.error) for one in told] == [IndexError, type(None)]
    assert store.reading("a") == trips


def test_a_run_that_is_stopped_has_lost_nothing(store: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        store.add(reading(f"d{number}", published=f"2026-03-0{number + 1}"))

    def stopped(document: Document, **_: Any) -> Reading:
        if document.id == "d1":
            raise KeyboardInterrupt
        return Reading(document=document)

    monkeypatch.setattr(tocsin.reading, "read", stopped)
    with pytest.raises(KeyboardInterrupt):
        list(Intake(store, again=True).outcomes(store.in_turn()))
    assert [len(one.statements) for one in store.readings()] == [0, 1, 1]


@settings(max_examples=40, deadline=None)
@given(sightings)
def test_what_is_recalled_day_by_day_is_what_is_recalled_at_once(several: list[tuple[str, str | None, str]]) -> None:
    with record.open("sqlite://") as store:
        for number, (name, day, title) in enumerate(several):
            one = reading(f"d{number}", speaker=name, published=day)
            minister = one.actors[0]
            again = replace(minister.roles[0], title=title)
            store.add(replace(one, actors=(replace(minister, roles=(again,)), *one.actors[1:])))
        if any(name == "Ayan Bek" for name, *_ in several) and any(name == "Olim Rahim" for name, *_ in several):
            store.merge("person:ayan-bek", "person:olim-rahim", who="registrar")
        at_once = store.memory()
        by_day = Chronicle()
        ends = ["", *sorted({day for _, day, _ in several if day}), None]
        for since, until in pairwise(ends):
            store.recall(by_day, since or "", until)
    assert set(by_day.tenures) == set(at_once.tenures)
    assert by_day.named("Ayan Bek", "2026-03-21") == at_once.named("Ayan Bek", "2026-03-21")


def test_documents_come_in_turn_those_without_a_date_last(store: Record) -> None:
    for id, day in (("undated", None), ("late", "2026-03-09"), ("early", "2026-03-01"), ("same", "2026-03-09")):  # noqa: A001
        store.add(reading(id, published=day))
    assert [one.id for one in store.in_turn()] == ["early", "late", "same", "undated"]
    for number in range(250):
        store.add(reading(f"d{number:03}", published="2026-03-05"))
    assert [one.id for one in store.in_turn()] == [
        "early", *(f"d{number:03}" for number in range(250)), "late", "same", "undated",
    ]  # fmt: skip
