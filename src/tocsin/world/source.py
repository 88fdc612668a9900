"""One folder of world files, read row by row with the line each row stands on."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tocsin.world.types import Problem

LIMIT = 16 * 2**20
"""Bytes; a larger file is refused unread."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
"""What has no place in a table, moves a terminal's cursor, or ends a line for some readers and not for others."""


class Rows:
    """Reader that gathers problems instead of raising, so that one wrong row hides no other."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, where: str, what: str, cure: str = "") -> None:
        self.problems.append(Problem(where=where, what=what, cure=cure))

    def table(
        self, path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, dict[str, str]]]:
        """Rows of a CSV file as (`file:line`, fields); unknown or missing columns are a problem of line 1."""
        text = self.text(path)
        if text is None:
            return
        reader = csv.reader(text.splitlines(keepends=True), strict=True)
        try:
            header = [cell.strip() for cell in next(reader, [])]
            missing = [column for column in columns if column not in header]
            unknown = [column for column in header if column not in columns + optional]
            if missing or unknown:
                what = f"missing columns {', '.join(missing)}" if missing else f"unknown columns {', '.join(unknown)}"
                self.wrong(f"{path}:1", what, f"the columns are {', '.join(columns + optional)}")
                return
            for cells in reader:
                where = f"{path}:{reader.line_num}"
                if not any(cells):
                    continue
                if len(cells) != len(header):
                    self.wrong(
                        where,
                        f"{len(cells)} cells for {len(header)} columns",
                        "put quotes around a cell that holds a comma",
                    )
                    continue
                yield where, dict(zip(header, (cell.strip() for cell in cells), strict=True))
        except csv.Error as error:
            self.wrong(f"{path}:{reader.line_num}", f"not CSV: {error}", "close every quotation mark")

    def yaml(self, path: Path) -> dict[str, Any]:
        """A YAML file's top mapping; inner mappings carry their line number as `LINE`."""
        text = self.text(path)
        if text is None:
            return {}
        try:
            content = yaml.load(text, _Lines)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.wrong(f"{path}:{line}", f"not YAML: {error.problem}", "check indentation, colons and quotes")
            return {}
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            self.wrong(f"{path}:1", f"not YAML: {error}", "check indentation, colons and quotes")
            return {}
        if not isinstance(content, dict):
            self.wrong(f"{path}:1", "a mapping is expected at the top", "see docs/world.md")
            return {}
        return content

    def day(self, where: str, column: str, value: object) -> date | None:
        """A date cell; empty is None."""
        if value in (None, ""):
            return None
        try:
            return _day(str(value))
        except ValueError:
            self.wrong(where, f"{column} is {value!r}, not a date", "write YYYY-MM-DD or leave it empty")
            return None

    def text(self, path: Path) -> str | None:
        """A file's text, or None and a problem where it is too large, not UTF-8, unreadable, or holds control
        characters.
        """
        try:
            if path.stat().st_size > LIMIT:
                self.wrong(str(path), f"larger than {LIMIT // 2**20} MiB", "split it")
                return None
            text = path.read_text(encoding="utf-8-sig")
            if control := _CONTROL.search(text):
                line = text.count("\n", 0, control.start()) + 1
                self.wrong(f"{path}:{line}", f"holds the control character {control[0]!r}", "delete it")
                return None
            return text
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.wrong(f"{path}:{line}", "not UTF-8", "save it as UTF-8")
        except OSError as error:
            self.wrong(str(path), f"cannot be read: {error.strerror}")
        return None


LINE = "_line"


class _Lines(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's safe loader in C where there is one; mappings remember their line, dates stay text."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        mapping[LINE] = node.start_mark.line + 1
        return mapping


_Lines.yaml_implicit_resolvers = {}
_Lines.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])
_Lines.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(?:null|~|)$"), ["n", "~", ""])


@lru_cache(maxsize=8192)
def _day(text: str) -> date:
    return date.fromisoformat(text)
