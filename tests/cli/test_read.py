"""`tocsin read`: what it prints, keeps and refuses."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.cli.conftest import Run

from tocsin.documents import Document
from tocsin.reading import Reading, shipped_schema

ARTICLE = """RIGA, March 10 — Latvian Defence Minister Artis Veldre said on Tuesday that\
 drones from Belarus threatened the country.

“We will not close our eyes,” he told Continental Wire.

Minsk has not responded to the note. It had previously denied that any drone crossed the border.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_a_line_of_jsonl_satisfies_the_schema_and_points_at_its_words(run: Run, article: Path) -> None:
    result = run("read", str(article), "--date", "2026-03-10", "--source", "Wire", "--format", "jsonl")
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    reading = json.loads(line)
    jsonschema.validate(reading, shipped_schema())
    text = reading["document"]["text"]
    assert text == ARTICLE
    for statement in reading["statements"]:
        for part in ("source", "cue", "content"):
            assert " ".join(text[s:e] for s, e in statement[part]["spans"]) == statement[part]["text"]
    actors = {actor["id"]: actor for actor in reading["actors"]}
    speakers = {actors[s["source"]["actor"]]["name"] for s in reading["statements"] if s["source"]["actor"]}
    assert "Artis Veldre" in speakers
    acts = {s["acts"][0]["act"] for s in reading["statements"]}
    assert {"silent", "deny"} <= acts


def test_reading_twice_prints_the_same_and_keeps_one_document(run: Run, article: Path) -> None:
    first = run("read", str(article), "--format", "jsonl")
    second = run("read", str(article), "--format", "jsonl")
    assert first.stdout == second.stdout
    assert "1 documents" in run("doctor").stdout


def test_what_cannot_be_read_is_named_and_the_rest_is_read(run: Run, article: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n", encoding="utf-8")
    result = run("read", "nowhere.txt", str(empty), str(article), "--format", "jsonl")
    assert result.exit_code == 1
    assert "nowhere.txt" in result.stderr
    assert "empty.txt" in result.stderr
    assert "1 read and kept, 2 not" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_standard_input_is_read(run: Run) -> None:
    result = run("read", "-", "--format", "jsonl", stdin="Varga said that the border was quiet.")
    assert json.loads(result.stdout)["document"]["text"] == "Varga said that the border was quiet."


def test_statements_are_asked_for_by_country_and_act(run: Run, article: Path) -> None:
    run("read", str(article), "--date", "2026-03-10", "--source", "Wire", "--format", "none")
    rows = json.loads(run("statements", "--country", "BLR", "--act", "silent", "--format", "json").stdout)
    assert [row["speaker"] for row in rows] == ["Belarus"]
    latvian = json.loads(run("statements", "--country", "LVA", "--format", "json").stdout)
    assert {row["country"] for row in latvian} == {"LVA"}
    assert run("statements", "--act", "shout").exit_code == 2
    cameo = run("statements", "--act", "deny", "--format", "cameo").stdout.splitlines()
    assert cameo[0].startswith("event_id,")
    assert any(",12," in line for line in cameo[1:])
    assert "no statement" in run("statements", "--speaker", "Nobody").stdout


def test_csv_cells_are_no_formulas(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text("Varga said: “=HYPERLINK(1) is what they sent us on Tuesday.”", encoding="utf-8")
    run("read", str(path), "--format", "none")
    for line in run("statements", "--format", "csv").stdout.splitlines():
        assert not line.startswith("=")
        assert ",=" not in line


def test_a_fault_in_one_document_does_not_stop_the_others(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tocsin.reading

    sound = tocsin.reading.read

    def faulty(document: Document, **given: Any) -> Reading:
        if "trips" in document.text:
            raise IndexError("list index out of range")
        return sound(document, **given)

    monkeypatch.setattr(tocsin.reading, "read", faulty)
    other = tmp_path / "other.txt"
    other.write_text("This text trips the reader.", encoding="utf-8")
    result = run("read", str(other), str(article), "--format", "jsonl")
    assert result.exit_code == 1
    assert "IndexError" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_without_paths_and_without_again_the_usage_is_told(run: Run) -> None:
    result = run("read")
    assert result.exit_code == 2
    assert "Missing argument 'PATHS...'" in result.stderr


NOTE = "“The pass is ours,” Farrukh Olimov, the commander of the Pass Guard, told reporters in Osh on Monday.\n"


@pytest.fixture
def my_world(tmp_path: Path) -> Path:
    folder = tmp_path / "my-world"
    folder.mkdir()
    (folder / "actors.yaml").write_text(
        "entities:\n  - {id: pass-guard, name: Pass Guard, type: armed-group, country: TJK, start: 2025-06-01,"
        " source: my desk, confidence: medium}\n",
        "utf-8",
    )
    return folder


def test_what_is_on_record_is_read_again_with_other_folders(run: Run, tmp_path: Path, my_world: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(NOTE, "utf-8")
    run("read", str(note), "--date", "2026-03-10", "--source", "Osh wire", "--format", "none")
    before = json.loads(run("read", str(note), "--format", "jsonl").stdout)
    assert "pass-guard" not in {actor["id"] for actor in before["actors"]}
    result = run("read", "--again", "--actors", str(my_world), "--format", "jsonl")
    assert result.exit_code == 0, result.output
    assert result.stderr.splitlines()[-1] == "tocsin: 1 of 1 readings changed"
    after = json.loads(result.stdout)
    assert "pass-guard" in {actor["id"] for actor in after["actors"]}
    assert after["document"] == before["document"]
    same = run("read", str(note), "--again", "--actors", str(my_world), "--format", "none")
    assert same.stderr.splitlines()[-1] == "tocsin: 0 of 1 readings changed"
    assert "1 documents" in run("doctor").stdout


def test_reading_all_again_goes_by_day_and_over_a_fault(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tocsin.reading

    earlier = tmp_path / "earlier.txt"
    earlier.write_text("Varga said on Sunday that the border was quiet.", "utf-8")
    run("read", str(article), "--date", "2026-03-10", "--format", "none")
    run("read", str(earlier), "--date", "2026-03-08", "--format", "none")
    empty = run("--db", "sqlite:///other.db", "read", "--again", "--format", "none")
    assert (empty.exit_code, empty.stderr) == (0, "tocsin: 0 of 0 readings changed\n")

    again = run("read", "--again", "--format", "jsonl")
    days = [json.loads(line)["document"]["published"] for line in again.stdout.splitlines()]
    assert days == ["2026-03-08", "2026-03-10"]

    sound = tocsin.reading.read

    def faulty(document: Document, **given: Any) -> Reading:
        if "quiet" in document.text:
            raise IndexError("list index out of range")
        return sound(document, **given)

    monkeypatch.setattr(tocsin.reading, "read", faulty)
    result = run("read", "--again", "--format", "jsonl")
    assert result.exit_code == 1
    assert "IndexError" in result.stderr
    assert result.stdout == again.stdout.splitlines()[1] + "\n"
    assert len(run("read", str(earlier), "--format", "jsonl").stdout.splitlines()) == 1
