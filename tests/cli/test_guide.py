"""The worked example of docs/world.md, run as it stands there."""

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from tocsin.errors import TocsinError

GUIDE = (Path(__file__).parents[2] / "docs" / "world.md").read_text(encoding="utf-8")
EXAMPLE = GUIDE.split("## A folder of your own")[1].split("## Asking Wikidata")[0]
FILES = dict(re.findall(r"`(my-world/[\w.]+)`:\n\n```\w+\n(.*?)```", EXAMPLE, re.DOTALL))
BLOCKS = re.findall(r"```console\n(.*?)```", EXAMPLE, re.DOTALL)
WRONG_ROW = "CSTO,RUS,member,2002-10-07,,,,my desk,,low"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the guide, where the commands run."""
    assert len(FILES) == 4
    (tmp_path / "my-world").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "my-world"


def printed(run: Run, command: str) -> list[str]:
    """What a command prints, lines of an error and of stderr last, as `main` does."""
    result = run(*shlex.split(command)[1:])
    lines = result.stdout.splitlines() + result.stderr.splitlines()
    if isinstance(result.exception, TocsinError):
        lines.append(f"tocsin: {result.exception}")
    return [re.sub(r"(our \w+\.csv):\d+", r"\1:#", line.rstrip()) for line in lines]


def shown(block: str) -> list[tuple[str, list[str]]]:
    """The commands of a block, each with the lines under it."""
    parts = [part.splitlines() for part in block.split("$ ")[1:]]
    return [(head, [re.sub(r"(our \w+\.csv):\d+", r"\1:#", line) for line in lines]) for head, *lines in parts]


@pytest.mark.usefixtures("folder")
def test_the_commands_print_what_the_guide_shows(run: Run) -> None:
    commands = shown(BLOCKS[0])
    assert len(commands) == 4
    for command, lines in commands:
        assert printed(run, command) == lines, command


def test_a_conflict_is_told_as_the_guide_shows(run: Run, folder: Path) -> None:
    assert WRONG_ROW in EXAMPLE
    with (folder / "memberships.csv").open("a", encoding="utf-8") as file:
        file.write(WRONG_ROW + "\n")
    ((command, lines),) = shown(BLOCKS[1])
    assert printed(run, command) == lines
    assert run("world", "borders", "TJK", "--actors", str(folder)).exit_code == 1


def test_every_file_and_column_of_a_proposal_is_in_the_guide() -> None:
    from tocsin.world import OURS
    from tocsin.world.proposal import CHANGES

    for path in OURS.iterdir():
        if path.suffix == ".csv":
            assert f"`{path.name}`" in GUIDE
    for change in CHANGES:
        assert f"`{change}`" in GUIDE
