"""`tocsin world refresh` and `tocsin world accept`, from the question to the answer of a command."""

import csv
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.world.stand_in import StandIn, running, status

from tocsin.world import World

CSTO = "Collective Security Treaty Organization"


@pytest.fixture
def known(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.setattr("tocsin.world.service.BETWEEN", 0.0)
    with running(StandIn()) as stand_in:
        for state in ("ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"):
            entity = world.entity(state)
            assert entity is not None
            stand_in.add(CSTO, str(entity.wikidata), "Q80", title="CSTO", start="2002-10-07")
        mongolia = world.entity("MNG")
        assert mongolia is not None
        stand_in.add(CSTO, str(mongolia.wikidata), "Q80", title="CSTO", start="2026-03-01")
        yield stand_in


def refresh(run: Run, known: StandIn, *args: str) -> list[dict[str, str]]:
    result = run("world", "refresh", "--write", "proposal.csv", "--endpoint", known.endpoint, *args)
    assert result.exit_code == 0, result.output
    with Path("proposal.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_from_the_question_to_the_answer_of_a_command(run: Run, known: StandIn) -> None:
    rows = refresh(run, known, "--only", "CSTO")
    assert sorted(row["change"] for row in rows) == ["agrees"] * 6 + ["new"]
    marked = Path("proposal.csv").read_text("utf-8").replace(",new,", "yes,new,")
    Path("proposal.csv").write_text(marked, "utf-8")
    accepted = run("world", "accept", "proposal.csv", "--into", "mine")
    assert accepted.exit_code == 0
    assert f"moved 1 rows into {Path('mine/memberships.csv')}; 6 left in proposal.csv" in accepted.stderr
    answer = run("world", "members", "CSTO", "--as-of", "2026-04-01", "--actors", "mine", "--format", "json").stdout
    assert "MNG" in [row["country"] for row in json.loads(answer)["members"]]
    without = run("world", "members", "CSTO", "--as-of", "2026-04-01", "--format", "json").stdout
    assert "MNG" not in [row["country"] for row in json.loads(without)["members"]]


def test_what_is_confirmed_is_no_longer_unverified(run: Run, known: StandIn) -> None:
    refresh(run, known, "--only", "CSTO")
    assert run("world", "accept", "proposal.csv", "--into", "mine", "--change", "agrees").exit_code == 0
    answer = run("world", "members", "CSTO", "--as-of", "2026-04-01", "--actors", "mine", "--format", "json").stdout
    assert all(row["verified_on"] for row in json.loads(answer)["members"])
    # Asked again with the folder, the same facts stand in it.
    Path("proposal.csv").unlink()
    rows = refresh(run, known, "--only", "CSTO", "--actors", "mine")
    assert sum("Wikidata" in row["present"] for row in rows) == 6


def test_everything_may_be_accepted(run: Run, known: StandIn) -> None:
    refresh(run, known, "--only", "CSTO")
    assert "moved 7 rows" in run("world", "accept", "proposal.csv", "--into", "mine", "--all").stderr
    assert run("world", "check", "mine").exit_code == 0


def test_what_is_accepted_agrees_when_it_is_asked_again(run: Run, known: StandIn, world: World) -> None:
    (ours,) = [row for row in world.holders("TJK", None) if row.title == "President"]
    place = world.entity("TJK")
    assert place is not None
    known.add(
        "P35", str(place.wikidata), "Q11", name="Ilona Kalns", title="President of Tajikistan", start="2026-10-01"
    )
    rows = refresh(run, known, "--only", "head of state")
    assert [(row["change"], row["name"], row["end"]) for row in rows] == [
        ("new", "Ilona Kalns", ""),
        ("ended", ours.name, "2026-10-01"),
    ]
    alone = run("world", "accept", "proposal.csv", "--into", "mine", "--change", "new")
    assert alone.exit_code == 1
    assert "two holders of one office (head of state) at once" in str(alone.exception)
    assert run("world", "accept", "proposal.csv", "--into", "mine", "--all").exit_code == 0
    Path("proposal.csv").unlink()
    again = refresh(run, known, "--only", "head of state", "--actors", "mine")
    assert [(row["change"], row["name"]) for row in again] == [("agrees", "Ilona Kalns")]


def test_a_question_without_answer_is_named_and_the_exit_code_is_1(run: Run, known: StandIn) -> None:
    known.faults.append(status(403))
    only = ("--only", "CSTO", "--only", "head of state")
    result = run("world", "refresh", "--write", "p.csv", "--endpoint", known.endpoint, *only)
    assert result.exit_code == 1
    assert "no answer: head of state (Q" in result.stderr
    assert "wrote p.csv: 1 new, 0 changed, 0 ended, 6 agrees" in result.stderr


def test_offline_is_one_line_and_nothing_is_written(run: Run) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/sparql"
    result = run("world", "refresh", "--write", "proposal.csv", "--endpoint", address)
    assert result.exit_code == 1
    assert "you may be offline" in str(result.exception)
    assert not Path("proposal.csv").exists()


def test_a_proposal_with_marks_is_not_written_over(run: Run, known: StandIn) -> None:
    Path("proposal.csv").write_text("mine", "utf-8")
    result = run("world", "refresh", "--write", "proposal.csv", "--endpoint", known.endpoint)
    assert result.exit_code == 1
    assert "is there already" in str(result.exception)
    assert known.queries == []


@pytest.mark.parametrize(
    "args",
    [
        ["world", "refresh"],
        ["world", "refresh", "--write", "p.csv", "--since", "lately"],
        ["world", "accept", "p.csv", "--into", "mine"],
        ["world", "accept", "p.csv"],
    ],
)
def test_a_wrong_call_is_2(run: Run, args: list[str]) -> None:
    assert run(*args).exit_code == 2


def test_a_folder_that_is_not_there_is_said_before_anyone_is_asked(run: Run, known: StandIn) -> None:
    result = run("world", "refresh", "--write", "nowhere/p.csv", "--endpoint", known.endpoint)
    assert "its folder is not there" in str(result.exception)
    assert known.queries == []
