"""Documents read into a record: in the order of days, each with what earlier days taught."""

from __future__ import annotations

from collections.abc import Iterable
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
