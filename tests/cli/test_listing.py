"""`tocsin statements` and `tocsin events`: every filter, every format, words in their context."""

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from tocsin.record.export import CAMEO_COLUMNS
from tocsin.record.tables import EVENT_COLUMNS, STATEMENT_COLUMNS

WIRE = (
    "Latvian Foreign Minister Ilona Kalns met Estonian President Mart Saar in Tallinn on Monday. "
    "Kalns warned on Monday that drones from Belarus threatened every village along the eastern border of the country."
)
DAILY = "The harvest was good. Belarus expelled two Latvian diplomats on Tuesday."


@pytest.fixture
def told(run: Run, tmp_path: Path) -> Run:
    """A record of a report, its copy in another paper a day later, and another report."""
    for name, text, source, day in (
        ("wire", WIRE, "Continental Wire", "2026-03-09"),
        ("copy", WIRE, "Evening Paper", "2026-03-10"),
        ("daily", DAILY, "Riga Daily", "2026-03-11"),
    ):
        row = {"id": name, "text": text, "source": source, "date": day}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
        assert run("read", f"{name}.jsonl", "--format", "none").exit_code == 0
    return run


def rows(run: Run, *args: str) -> list[dict[str, object]]:
    result = run(*args, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_copies_are_counted_once_and_all_their_places_kept(told: Run) -> None:
    (once,) = rows(told, "statements", "--speaker", "Kalns")
    assert (once["document"], once["same_as"]) == ("wire", None)
    assert [str(place).partition("#")[0] for place in once["places"]] == ["wire", "copy"]  # type: ignore[attr-defined]
    each = rows(told, "statements", "--speaker", "Kalns", "--all")
    assert [row["same_as"] for row in each] == [None, f"wire#{once['statement']}"]
    met = rows(told, "events", "--event", "CONSULT")
    assert [row["document"] for row in met] == ["wire"]
    assert len(rows(told, "events", "--event", "CONSULT", "--all")) == 2


@pytest.mark.parametrize(
    ("args", "documents"),
    [
        (["--speaker", "Kalns"], ["wire"]),
        (["--speaker", "LVA"], ["wire"]),
        (["--act", "concern"], ["wire"]),
        (["--act", "offer"], []),
        (["--about", "BLR"], ["wire"]),
        (["--country", "LVA"], ["wire"]),
        (["--country", "EST"], []),
        (["--since", "2026-03-10"], ["copy"]),
        (["--until", "2026-03-09"], ["wire"]),
        (["--until", "2026-03-08"], []),
        (["--source", "evening"], ["copy"]),
        (["--search", "drone* border"], ["wire"]),
        (["--search", '"border drones"'], []),
        (["--limit", "1"], ["wire"]),
    ],
)
def test_statements_are_filtered(told: Run, args: list[str], documents: list[str]) -> None:
    assert [row["document"] for row in rows(told, "statements", *args)] == documents


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (["--event", "expelled"], None),
        (["--event", "SANCTION"], ["SANCTION"]),
        (["--act", "sanction"], ["SANCTION"]),
        (["--speaker", "BLR"], ["SANCTION"]),
        (["--country", "BLR"], ["SANCTION"]),
        (["--target", "LVA"], ["SANCTION"]),
        (["--about", "EST"], ["CONSULT"]),
        (["--since", "2026-03-11"], ["SANCTION"]),
        (["--until", "2026-03-10"], ["CONSULT"]),
        (["--source", "Riga"], ["SANCTION"]),
        (["--search", "expelled"], ["SANCTION"]),
        (["--limit", "1"], ["CONSULT"]),
    ],
)
def test_events_are_filtered(told: Run, args: list[str], found: list[str] | None) -> None:
    if found is None:
        assert told("events", *args).exit_code == 2
    else:
        assert [row["event"] for row in rows(told, "events", *args)] == found


@pytest.mark.parametrize(
    ("command", "columns"), [("statements", tuple(STATEMENT_COLUMNS)), ("events", tuple(EVENT_COLUMNS))]
)
def test_every_format_has_the_same_rows(told: Run, command: str, columns: tuple[str, ...]) -> None:
    as_json = rows(told, command, "--all")
    lines = [json.loads(line) for line in told(command, "--all", "--format", "jsonl").stdout.splitlines()]
    table = list(csv.DictReader(io.StringIO(told(command, "--all", "--format", "csv").stdout)))
    assert lines == as_json
    assert [tuple(row) for row in table] == [columns] * len(as_json)
    assert [row["document"] for row in table] == [row["document"] for row in as_json]
    assert all(row["spans"] and row["context"] for row in table)


def test_cameo_dyads_and_plover_objects_lead_back_to_the_words(told: Run) -> None:
    dyads = list(csv.DictReader(io.StringIO(told("events", "--format", "cameo").stdout)))
    assert tuple(dyads[0]) == CAMEO_COLUMNS
    expelled = next(row for row in dyads if row["cameo_root"] == "16")
    assert (expelled["source_country"], expelled["target_country"]) == ("BLR", "LVA")
    assert (expelled["publisher"], expelled["places"], expelled["same_as"]) == ("Riga Daily", "1", "")
    assert {row["places"] for row in dyads if row["cameo_root"] == "04"} == {"2"}
    plover = [json.loads(line) for line in told("events", "--all", "--format", "plover").stdout.splitlines()]
    assert [row["same_as"] for row in plover if row["event"] == "CONSULT"] == [None, plover[0]["id"]]
    acts = list(csv.DictReader(io.StringIO(told("statements", "--format", "cameo").stdout)))
    assert [row["publisher"] for row in acts] == ["Continental Wire"]


def test_the_table_shows_words_in_their_context_and_how_often_they_were_told(told: Run) -> None:
    shown = told("events").stdout
    assert "2 times" in shown
    assert "expelled" in shown
    assert "harvest" not in shown
    assert "as wire#" in told("events", "--all").stdout
    assert "no event" in told("events", "--speaker", "Nobody").stdout


def test_a_wrong_day_is_one_line_with_its_cure(told: Run) -> None:
    result = told("events", "--since", "Monday")
    assert result.exit_code == 1
    assert "2026-02-03" in str(result.exception)
