"""`tocsin actors`: offices with their proofs, corrections made, listed and undone."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.cli.conftest import Run
from tests.record.sample import reading

from tocsin import record

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def ministers(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A record of a minister of two spellings, her successor, and one document that contradicts them."""
    monkeypatch.setenv("TOCSIN_USER", "registrar")
    with record.open(f"sqlite:///{tmp_path}/tocsin.db") as store:
        for document, speaker, day, said in (
            ("post-0302", "Aizada Toktorova", "2026-03-02", "the closed crossing worried her government"),
            ("post-0305", "Daler Rahimov", "2026-03-05", "the crossing was open"),
            ("post-0309", "A Toktorova", "2026-03-09", "the crossing [had] to be watched"),
            ("post-0501", "Nurlan Asanov", "2026-05-01", "the crossing was quiet"),
        ):
            one = reading(document, speaker=speaker, published=day, said=said)
            store.add(replace(one, actors=(replace(one.actors[0], country=None), *one.actors[1:])))
    return run


def same_as_golden(output: str, name: str) -> None:
    lines = [line.rstrip() for line in output.splitlines()]
    assert lines == (GOLDEN / name).read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("actors-help.txt", ["actors", "--help"]),
        ("actors-show.txt", ["actors", "show", "aizada"]),
        ("actors-roles.txt", ["actors", "roles", "--of", "KGZ"]),
        ("actors-changes.txt", ["actors", "changes"]),
        ("actors-list.txt", ["actors", "list", "toktorova"]),
    ],
)
def test_output_is_the_golden_file(ministers: Run, name: str, args: list[str]) -> None:
    result = ministers(*args)
    assert result.exit_code == 0, result.output
    same_as_golden(result.stdout, name)


def test_a_merge_is_made_shown_listed_and_undone(ministers: Run) -> None:
    before = ministers("statements", "--format", "jsonl").stdout
    made = ministers("actors", "merge", "aizada", "A Toktorova", "--why", "initials")
    assert made.stdout == (
        "correction 1: person:a-toktorova is person:aizada-toktorova (tocsin actors undo 1 takes it back)\n"
    )
    shown = ministers("actors", "show", "A Toktorova").stdout
    assert "Aizada Toktorova (person:aizada-toktorova, person" in shown
    assert "in 2 documents" in shown
    assert "(registrar, " in shown
    rows = [
        json.loads(line)
        for line in ministers("statements", "--speaker", "aizada", "--format", "jsonl").stdout.splitlines()
    ]
    assert [(row["speaker"], row["document"]) for row in rows] == [
        ("Aizada Toktorova", "post-0302"),
        ("Aizada Toktorova", "post-0309"),
    ]
    roles = json.loads(ministers("actors", "roles", "--of", "KGZ", "--format", "json").stdout)
    assert [(row["name"], row["last"], row["contradicted_by"]) for row in roles] == [
        ("Aizada Toktorova", "2026-03-09", ["Daler Rahimov"]),
        ("Daler Rahimov", "2026-03-05", ["Aizada Toktorova"]),
        ("Nurlan Asanov", "2026-05-01", []),
    ]
    undone = ministers("actors", "undo", "1", "--who", "editor", "--why", "sisters")
    assert undone.stdout == "correction 1 is undone: person:a-toktorova is person:aizada-toktorova\n"
    assert ministers("statements", "--format", "jsonl").stdout == before
    (row,) = json.loads(ministers("actors", "corrections", "--format", "json").stdout)
    assert {key: row[key] for key in ("number", "kind", "who", "why", "undone_by", "undone_why")} == {
        "number": 1, "kind": "merge", "who": "registrar", "why": "initials",
        "undone_by": "editor", "undone_why": "sisters",
    }  # fmt: skip
    assert json.loads(ministers("actors", "corrections", "asanov", "--format", "json").stdout) == []


def test_every_kind_of_correction_has_a_command(ministers: Run) -> None:
    assert ministers("actors", "rename", "A Toktorova", "Asel Toktorova").exit_code == 0
    assert ministers("actors", "note", "asel", "her sister is a minister").exit_code == 0
    assert ministers("actors", "merge", "aizada", "asel").exit_code == 0
    split = ministers("actors", "split", "aizada", "--document", "post-0309", "--name", "Asel Toktorova")
    assert split.stdout.startswith("correction 4: person:aizada-toktorova in post-0309 is person:aizada-toktorova~2")
    assert "person:aizada-toktorova~2" in ministers("actors", "list", "asel").stdout
    listed = ministers("actors", "corrections").stdout
    assert all(kind in listed for kind in ("rename", "note", "merge", "split"))


def test_json_holds_the_proofs_with_their_characters(ministers: Run) -> None:
    (one,) = json.loads(ministers("actors", "show", "asanov", "--format", "json").stdout)["actors"]
    assert one["actor"]["id"] == "person:nurlan-asanov"
    (office,) = one["roles"]
    (proof,) = office["proofs"]
    assert (proof["document"], proof["spans"], proof["words"]) == (
        "post-0501",
        [[15, 49]],
        "the foreign minister of Kyrgyzstan",
    )
    assert [said["statement"] for said in one["statements"]] == ["post-0501#s1"]
    (state,) = json.loads(ministers("actors", "show", "KGZ", "--as-of", "2020-01-01", "--format", "json").stdout)[
        "actors"
    ]
    assert "CSTO" in [row["organisation"] for row in state["memberships"]]


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["show", "Nobody"], "Nobody: nobody on record bears this name (tocsin actors list shows who does)"),
        (["note", "toktorova", "x"], "toktorova: may be any of 2: person:a-toktorova (A Toktorova); "
         "person:aizada-toktorova (Aizada Toktorova) (name one by its id)"),
        (["merge", "KGZ", "asanov"],
         "KGZ, person:nurlan-asanov: are a state and a person (--force merges them all the same)"),
        (["merge", "asanov", "asanov"], "asanov, asanov: are one already: person:nurlan-asanov (Nurlan Asanov)"),
        (["undo", "5"], "correction 5: there is none of this number (tocsin actors corrections lists them)"),
        (["split", "asanov"], "person:nurlan-asanov: nothing says who is split off "
         "(give --of STATE-OR-ORGANISATION or --document ID)"),
    ],
)  # fmt: skip
def test_an_error_is_one_line_with_its_cure(ministers: Run, args: list[str], line: str) -> None:
    result = ministers("actors", *args)
    assert result.exit_code == 1
    assert str(result.exception) == line


def test_words_from_texts_are_no_markup(ministers: Run) -> None:
    ministers("actors", "rename", "asanov", "[red]Asanov[/red]")
    assert "[red]Asanov[/red]" in ministers("actors", "show", "person:nurlan-asanov").stdout
    assert "the crossing [had] to be watched" in " ".join(
        ministers("actors", "show", "person:a-toktorova").stdout.split()
    )


def test_words_from_texts_command_no_terminal(ministers: Run, tmp_path: Path) -> None:
    with record.open(f"sqlite:///{tmp_path}/tocsin.db") as store:
        store.add(reading("hostile", speaker="Olim\x1b]0;owned\x07 Rahim", said="the road \x1b[2J was mined"))
    shown = ministers("actors", "show", "olim").stdout
    assert "Rahim" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_what_one_day_shows_the_next_day_knows(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("Latvian Foreign Minister Ilona Kalns said on Monday that the border was quiet.", "utf-8")
    second.write_text("The Latvian foreign minister said on Friday that drones had been seen over Riga.", "utf-8")
    # A successor to whoever ships takes two documents.
    again = tmp_path / "again.txt"
    again.write_text("“We are watching,” Latvian Foreign Minister Ilona Kalns told reporters.", "utf-8")
    for path, day in ((first, "2026-03-02"), (again, "2026-03-03"), (second, "2026-03-06")):
        assert run("read", str(path), "--date", day, "--format", "none").exit_code == 0
    rows = json.loads(run("statements", "--search", "drones", "--format", "json").stdout)
    assert [row["speaker"] for row in rows] == ["Ilona Kalns"]
