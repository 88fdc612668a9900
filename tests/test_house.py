"""Data goes one way: a room imports only from rooms before it."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "tocsin"
ORDER = ["errors", "documents", "world", "actors", "reading", "record", "register", "brief"]
OVER_ALL = {"cli", "demo", "spacy", "__main__", "__init__"}


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {name for name in found if name.startswith("tocsin.")}


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_imports_only_from_rooms_before_it(path: Path) -> None:
    room = room_of(path)
    if room in OVER_ALL or "migrations" in path.parts:
        return
    for name in imports_of(path):
        other = name.split(".")[1]
        assert other not in OVER_ALL, f"{room} imports {name}"
        if other != room:
            assert ORDER.index(other) < ORDER.index(room), f"{room} imports {name}"
