"""Everything on one actor: offices with proofs, contradictions, memberships, statements, corrections."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from tocsin.actors.types import Role
from tocsin.record import Dossier, Record, dossier_of

from .sample import reading

DAY = date(2026, 6, 1)


def of(store: Record, name: str, **given: Any) -> Dossier:
    return dossier_of(store, store.find(name), as_of=DAY, **given)


def test_an_office_over_time_is_proved_by_the_words_of_its_documents(store: Record) -> None:
    for number in range(1, 6):
        store.add(reading(f"d{number}", published=f"2026-03-0{number}"))
    (office,) = of(store, "toktorova").roles
    assert (office.title, office.organisation, office.start, office.last, office.end, office.documents) == (
        "foreign minister",
        "KGZ",
        "2026-03-01",
        "2026-03-05",
        None,
        5,
    )
    assert office.taught
    assert [proof.document for proof in office.proofs] == ["d1", "d4", "d5"]
    first = office.proofs[0]
    document = store.document("d1")
    assert document is not None
    assert [document.text[start:end] for start, end in first.spans] == [first.words]
    assert (first.before, first.words) == ("Aizada Toktorova, ", "the foreign minister of Kyrgyzstan")
    assert first.after == ", said that the closed crossing at Kyzyl-Bel worried her"
    assert [len(of(store, "toktorova", proofs=n).roles[0].proofs) for n in (1, 2, 9)] == [1, 2, 5]


def test_successors_and_contradictions_are_shown(store: Record) -> None:
    for document, speaker, day in (
        ("1", "Aizada Toktorova", "2026-03-01"),
        ("2", "Daler Rahimov", "2026-03-05"),
        ("3", "Aizada Toktorova", "2026-03-09"),
        ("4", "Nurlan Asanov", "2026-05-01"),
    ):
        store.add(reading(document, speaker=speaker, published=day))
    (minister,) = of(store, "toktorova").roles
    assert [other.name for other in minister.contradicted_by] == ["Daler Rahimov"]
    assert minister.end == "2026-05-01"
    assert minister.followed_by is not None
    assert minister.followed_by.name == "Nurlan Asanov"
    (disputed,) = of(store, "rahimov").roles
    assert [other.name for other in disputed.contradicted_by] == ["Aizada Toktorova"]
    assert disputed.end == "2026-03-09"


def test_what_teaches_nothing_is_shown_all_the_same(store: Record) -> None:
    store.add(reading("undated", published=None))
    one = reading("former")
    was = Role(title="former President", organisation="KGZ", spans=((0, 6),))
    store.add(replace(one, actors=(replace(one.actors[0], roles=(was,)), *one.actors[1:])))
    assert [(office.title, office.taught) for office in of(store, "toktorova").roles] == [
        ("former President", False),
        ("foreign minister", False),
    ]
    assert store.tenures() == ()


def test_statements_are_the_latest_and_the_last_comes_first(store: Record) -> None:
    for number in range(1, 6):
        store.add(reading(f"d{number}", published=f"2026-03-0{number}", said=f"crossing {number} was shut"))
    said = of(store, "toktorova", statements=2).statements
    assert [(one.statement, one.day, one.words) for one in said] == [
        ("d5#s1", "2026-03-05", "crossing 5 was shut"),
        ("d4#s1", "2026-03-04", "crossing 4 was shut"),
    ]


def test_memberships_are_the_states_or_the_organisations_members(store: Record) -> None:
    one = reading()
    store.add(
        replace(
            one, actors=(*one.actors, replace(one.actors[1], id="CSTO", name="CSTO", type="organisation", country=None))
        )
    )
    state, person, alliance = (of(store, name).memberships for name in ("KGZ", "toktorova", "CSTO"))
    assert state == person
    assert {"CSTO"} <= {row.organisation for row in state}
    assert {row.of for row in state} == {"KGZ"}
    assert {"KGZ", "TJK"} <= {row.of for row in alliance}
    assert "Kyrgyz Republic" in of(store, "KGZ").names


def test_corrections_are_shown_with_those_undone(store: Record) -> None:
    store.add(reading("1"))
    store.add(reading("2", speaker="A Toktorova"))
    store.merge("person:aizada-toktorova", "person:a-toktorova", who="registrar", why="initials")
    store.note("aizada", "holds a second passport", who="registrar")
    store.undo(2, who="editor")
    found = of(store, "aizada")
    assert [(c.number, c.kind, c.undone_by) for c in found.corrections] == [(1, "merge", None), (2, "note", "editor")]
    assert found.names == ("Aizada Toktorova", "A Toktorova")
