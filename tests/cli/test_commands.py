"""Commands other than read: their shape, their golden outputs, their errors."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("help.txt", ["--help"]),
        ("read-help.txt", ["read", "--help"]),
        ("members-csto-2013.txt", ["world", "members", "CSTO", "--as-of", "2013-01-01"]),
        ("borders-tjk.txt", ["world", "borders", "TJK"]),
        ("concerns-empty.txt", ["concerns", "--as-of", "2026-01-01"]),
    ],
)
def test_output_is_the_golden_file(run: Run, name: str, args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 0
    assert [line.rstrip() for line in result.stdout.splitlines()] == (GOLDEN / name).read_text("utf-8").splitlines()


def test_members_as_json_answer_for_the_day(run: Run) -> None:
    in_2010 = json.loads(run("world", "members", "CSTO", "--as-of", "2010-01-01", "--format", "json").stdout)
    in_2013 = json.loads(run("world", "members", "CSTO", "--as-of", "2013-01-01", "--format", "json").stdout)
    assert "UZB" in [row["country"] for row in in_2010["members"]]
    assert "UZB" not in [row["country"] for row in in_2013["members"]]


def test_an_unknown_name_is_one_line_with_its_cure(run: Run) -> None:
    result = run("world", "members", "Atlantis")
    assert result.exit_code == 1
    assert "Atlantis" in str(result.exception)


def test_a_wrong_day_says_how_to_write_one(run: Run) -> None:
    result = run("concerns", "--as-of", "yesterday")
    assert result.exit_code == 2
    assert "2026-02-03" in result.stderr


def test_the_schema_is_printed(run: Run) -> None:
    assert json.loads(run("schema").stdout)["title"] == "tocsin/1"


def test_a_completion_script_is_printed(run: Run) -> None:
    assert "_TOCSIN_COMPLETE" in run("completion", "bash").stdout


def test_the_demo_tours_every_command_and_leaves_a_brief(run: Run, tmp_path: Path) -> None:
    result = run("demo")
    assert result.exit_code == 0, result.output
    page = (tmp_path / "brief.html").read_text("utf-8")
    assert "Latvia" in page
    register = json.loads(
        run("--db", "sqlite:///demo.db", "concerns", "--as-of", "2026-04-12", "--format", "json").stdout
    )
    assert any("BLR" in concern["origins"] for concern in register["concerns"])
    waiting = json.loads(
        run("--db", "sqlite:///demo.db", "requests", "--as-of", "2026-04-12", "--format", "json").stdout
    )
    assert any(request["kind"] == "mediation" for request in waiting["requests"])


def test_a_brief_for_the_terminal_is_markdown_and_a_strange_ending_is_refused(run: Run) -> None:
    assert run("brief", "CSTO", "--as-of", "2026-01-01").stdout.startswith("# ")
    assert run("brief", "CSTO", "-o", "brief.docx").exit_code == 2


def test_events_are_exported_as_plover_and_cameo(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "visit.txt"
    path.write_text("Latvian Foreign Minister Ilona Kalns met her Estonian counterpart in Tallinn on Monday.", "utf-8")
    run("read", str(path), "--date", "2026-03-10", "--format", "none")
    rows = [json.loads(line) for line in run("events", "--format", "plover").stdout.splitlines()]
    assert [row["event"] for row in rows] == ["CONSULT"]
    assert run("events", "--format", "cameo").stdout.startswith("event_id,event_date,")
    assert "CONSULT" in run("events").stdout


def test_the_program_itself_exits_with_what_went_wrong(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tocsin", "--db", f"sqlite:///{tmp_path}/r.db"]
    assert subprocess.run([*command, "read", "nowhere.txt"], capture_output=True, check=False).returncode == 1
    assert subprocess.run([*command, "concerns", "--as-of", "soon"], capture_output=True, check=False).returncode == 2
    assert subprocess.run([*command, "concerns"], capture_output=True, check=False).returncode == 0
