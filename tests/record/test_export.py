"""PLOVER and CAMEO rows of events and acts."""

from __future__ import annotations

from typing import Any

import pytest

from tocsin.actors.types import Actor
from tocsin.documents.types import Document
from tocsin.reading.event_triggers import CATEGORIES
from tocsin.reading.types import Act, Event, Source, Statement
from tocsin.record.export import (
    CAMEO_COLUMNS,
    CAMEO_ROOTS,
    QUADS,
    REDUCTIONS,
    cameo_rows,
    cameo_rows_of_acts,
    plover_row,
    reduced,
)
from tocsin.record.types import Entry, EventEntry

ACTORS = {
    "KAZ": Actor(id="KAZ", type="state", name="Kazakhstan", country="KAZ"),
    "UZB": Actor(id="UZB", type="state", name="Uzbekistan", country="UZB"),
}
DOCUMENT = Document(id="d1", text="Kazakhstan met Uzbekistan.")


def entry(**fields: Any) -> EventEntry:
    event = Event(**{"id": "e1", "event": "CONSULT", "spans": ((0, 10),), "confidence": 0.8, **fields})
    return EventEntry(document=DOCUMENT, event=event, actors=ACTORS, day="2026-02-03")


@pytest.mark.parametrize(
    ("event", "fields", "counted"),
    [
        ("CONSULT", {}, "CONSULT"),
        ("CONSULT", {"time": "past"}, "CONSULT"),
        ("CONSULT", {"time": "future"}, "AGREE"),
        ("ASSAULT", {"time": "hypothetical"}, "THREATEN"),
        ("ASSAULT", {"negated": True}, None),
        ("AID", {"negated": True, "time": "future"}, "REJECT"),
        ("AID", {"time": "hypothetical"}, None),
    ],
)
def test_negation_and_time_are_folded_into_the_category(
    event: str, fields: dict[str, Any], counted: str | None
) -> None:
    assert reduced(entry(event=event, **fields).event) == counted


def test_the_tables_know_every_category() -> None:
    assert set(QUADS) == set(CAMEO_ROOTS) == set(CATEGORIES)
    for axis in ("negated", "future", "hypothetical"):
        assert {event for event, name in REDUCTIONS if name == axis} == set(CATEGORIES)


def test_a_plover_row_keeps_what_it_was_before_the_reduction() -> None:
    row = plover_row(entry(actors=("KAZ", "UZB"), time="future", statement="s2"))
    assert row is not None
    assert (row["event"], row["mode"], row["quad"], row["date"]) == ("AGREE", None, 1, None)
    assert row["unreduced"] == {"event": "CONSULT", "mode": None, "negated": False, "time": "future"}
    assert row["claimed_in"] == "d1#s2"
    assert [party["country"] for party in row["actors"]] == ["KAZ", "UZB"]


def test_what_did_not_happen_gives_no_row() -> None:
    denied = entry(event="ASSAULT", negated=True, actors=("KAZ",), recipients=("UZB",))
    assert plover_row(denied) is None
    assert list(cameo_rows(denied)) == []


def test_parties_that_meet_are_source_and_target_of_each_other() -> None:
    rows = list(cameo_rows(entry(actors=("KAZ", "UZB"))))
    assert [(r["source_country"], r["target_country"]) for r in rows] == [("KAZ", "UZB"), ("UZB", "KAZ")]
    assert all(tuple(row) == CAMEO_COLUMNS for row in rows)
    assert rows[0] | {"cameo_root": "04", "event_date": "2026-02-03", "characters": "0-10"} == rows[0]


@pytest.mark.parametrize(
    ("event", "mode", "root"),
    [
        ("ACCUSE", "investigate", "09"),
        ("COERCE", "embargo", "16"),
        ("COERCE", "arrest", "17"),
        ("ASSAULT", "abduct", "18"),
        ("ASSAULT", "firearms", "19"),
    ],
)
def test_the_mode_finds_the_root_that_plover_merged(event: str, mode: str, root: str) -> None:
    assert [row["cameo_root"] for row in cameo_rows(entry(event=event, mode=mode, actors=("KAZ",)))] == [root]


def test_acts_have_rows_by_their_images() -> None:
    acts = (
        Act(act="accuse", plover="ACCUSE", targets=("UZB",), confidence=0.9),
        Act(act="concern", targets=("UZB",)),
        Act(act="inform"),
        Act(act="threaten", plover="THREATEN", negated=True),
    )
    statement = Statement(id="s1", source=Source(actor="KAZ"), acts=acts)
    said = Entry(document=DOCUMENT, statement=statement, actors=ACTORS, day="2026-02-03")
    rows = list(cameo_rows_of_acts(said))
    assert [(r["cameo_root"], r["source_country"], r["target_country"]) for r in rows] == [
        ("11", "KAZ", "UZB"),
        ("01", "KAZ", "UZB"),
    ]
