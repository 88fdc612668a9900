"""`tocsin world` and folders of one's own: what they print, mark, suggest and refuse."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from tocsin.errors import WorldError

ENTRY = "entities:\n  - {id: pass-guard, type: armed-group, name: Pass Guard, country: TJK, source: my desk}\n"
MEMBERSHIPS = "organisation,country,status,start,end,note,source,verified_on,confidence\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "mine.yaml").write_text(ENTRY, encoding="utf-8")
    return folder


def test_members_on_a_day_for_scripts(run: Run) -> None:
    answer = json.loads(run("world", "members", "CSTO", "--as-of", "2013-01-01", "--format", "json").stdout)
    assert [row["country"] for row in answer["members"]] == ["ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"]
    assert {"start", "end", "source", "verified_on", "confidence", "stale"} <= set(answer["members"][0])
    mid_2024 = json.loads(run("world", "members", "CSTO", "--as-of", "2024-07-01", "--format", "json").stdout)
    assert "ARM" in [row["country"] for row in mid_2024["members"]]
    assert [(row["country"], row["status"]) for row in mid_2024["others"]] == [("ARM", "frozen")]


@pytest.mark.parametrize(
    ("day", "name"), [("2021-08-14", "Islamic Republic of Afghanistan"), ("2021-08-16", "Taliban")]
)
def test_who_governs_from_kabul(run: Run, day: str, name: str) -> None:
    answer = json.loads(run("world", "actor", "Kabul", "--as-of", day, "--format", "json").stdout)
    (card,) = answer["actors"]
    ruling = [row["name"] for row in card["governments"] if row["relation"] in ("government", "de-facto-government")]
    assert ruling == [name]
    assert name in run("world", "actor", "Kabul", "--as-of", day).stdout


def test_the_card_of_a_state_names_who_holds_its_offices_that_day(run: Run) -> None:
    answer = json.loads(run("world", "actor", "RUS", "--as-of", "2010-01-01", "--format", "json").stdout)
    held = {row["title"]: row["name"] for row in answer["actors"][0]["offices"]}
    assert held["President"] == "Dmitry Medvedev"
    assert "President: Dmitry Medvedev (since 2008-05-07, medium)" in " ".join(
        run("world", "actor", "RUS", "--as-of", "2010-01-01").stdout.split()
    )


def test_borders_carry_their_source(run: Run) -> None:
    answer = json.loads(run("world", "borders", "TJK", "--format", "json").stdout)
    assert [row["id"] for row in answer["borders"]] == ["AFG", "CHN", "KGZ", "UZB"]
    assert all(row["source"] and row["confidence"] and row["stale"] is False for row in answer["borders"])
    assert (
        run("world", "borders", "TJK", "--format", "csv").stdout.splitlines()[0].startswith("id,name,standing,source")
    )
    assert "no land border" in run("world", "borders", "Japan").stderr


@pytest.mark.parametrize(
    ("args", "near"),
    [
        (["members", "CSTTO"], "CSTO (CSTO)"),
        (["actor", "Kabull"], "Kabul (AFG)"),
        (["borders", "Tajikisttan"], "Tajikistan (TJK)"),
    ],
)
def test_a_misspelt_name_brings_the_likeliest(run: Run, args: list[str], near: str) -> None:
    result = run("world", *args)
    assert result.exit_code == 1
    assert isinstance(result.exception, WorldError)
    assert near in str(result.exception)


def test_a_name_like_no_other_brings_none(run: Run) -> None:
    assert "check the spelling" in str(run("world", "actor", "Qwxyzzy").exception)


def test_facts_checked_long_ago_are_marked(run: Run, mine: Path) -> None:
    (mine / "memberships.csv").write_text(MEMBERSHIPS + "CSTO,MNG,observer,2020-01-01,,,my desk,2021-05-01,high\n")
    (mine / "borders.csv").write_text("a,b,source,verified_on\nTJK,PAK,my desk,2021-05-01\n")
    members = run("world", "members", "CSTO", "--as-of", "2022-01-01", "--actors", str(mine))
    assert "checked 2021-05-01" in members.stdout
    assert "more than a year ago" in members.stderr
    assert "CSTO (observer, stale)" in run("world", "actor", "Mongolia", "--actors", str(mine)).stdout
    borders = run("world", "borders", "TJK", "--actors", str(mine))
    assert "checked 2021-05-01" in borders.stdout
    assert "1 facts were checked more than a year ago" in borders.stderr


def test_a_folder_is_named_before_or_behind_the_command_or_by_the_environment(
    run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("world", "actor", "Pass Guard").exit_code == 1
    assert run("--actors", str(mine), "world", "actor", "Pass Guard").exit_code == 0
    assert run("world", "actor", "Pass Guard", "--actors", str(mine)).exit_code == 0
    monkeypatch.setenv("TOCSIN_ACTORS", str(mine))
    assert run("world", "actor", "Pass Guard").exit_code == 0
    assert f"{mine} laid over ours" in run("doctor").stdout


def test_what_the_line_names_takes_the_place_of_what_the_environment_does(
    run: Run, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    monkeypatch.setenv("TOCSIN_ACTORS", str(mine))
    assert run("world", "actor", "Pass Guard", "--actors", "other").exit_code == 1
    assert run("--actors", "other", "world", "actor", "Pass Guard").exit_code == 1
    assert run("--actors", "other", "world", "actor", "Pass Guard", "--actors", str(mine)).exit_code == 0


def test_a_folder_that_is_not_there_is_a_wrong_call(run: Run) -> None:
    result = run("world", "borders", "TJK", "--actors", "nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_a_bad_row_stops_the_command_and_check_names_every_one(run: Run, mine: Path) -> None:
    (mine / "memberships.csv").write_text(MEMBERSHIPS + "CSTO,QQQ,observer,,,,x,,\nCSTO,RUS,member,2002-10-07,,,x,,\n")
    result = run("world", "actor", "Pass Guard", "--actors", str(mine))
    assert result.exit_code == 1
    assert "memberships.csv:3: membership CSTO RUS member 2002-10-07 already stands at" in str(result.exception)
    assert "nothing of the folder is used" in str(result.exception)
    check = run("world", "check", str(mine))
    assert check.exit_code == 1
    assert [line.split(":")[1] for line in check.stdout.splitlines()] == ["3", "2"]
    assert run("world", "check").exit_code == 0
    assert run("world", "check", "--actors", str(mine)).stdout == check.stdout


def test_check_names_stale_facts_without_calling_them_wrong(run: Run, mine: Path) -> None:
    (mine / "memberships.csv").write_text(MEMBERSHIPS + "CSTO,MNG,observer,2020-01-01,,,my desk,2021-05-01,high\n")
    result = run("world", "check", str(mine), "--stale")
    assert result.exit_code == 0
    assert "memberships.csv:2: last checked on 2021-05-01" in result.stdout


def test_a_reading_knows_the_actors_of_the_folder(run: Run, mine: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("KHOROG, March 10 — The Pass Guard said on Tuesday that the road was closed.\n", "utf-8")
    result = run("read", str(article), "--date", "2026-03-10", "--format", "jsonl", "--actors", str(mine))
    actors = {actor["id"]: actor for actor in json.loads(result.stdout)["actors"]}
    assert actors["pass-guard"]["country"] == "TJK"
