"""What a source says beside what stands in the files: a table for a person to accept, row by row."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast, get_args

import msgspec

from tocsin.errors import WorldError
from tocsin.world import entries
from tocsin.world.source import Rows
from tocsin.world.types import MEMBERSHIP_STATUSES, Holder, Membership

Change = Literal["new", "changed", "ended", "agrees"]
CHANGES: tuple[Change, ...] = get_args(Change)
Table = Literal["roles", "memberships"]
COLUMNS = (
    "accept", "change", "table", "organisation", "country", "status", "name", "title", "gender", "wikidata", "start",
    "end", "note", "source", "verified_on", "confidence", "replaces", "present",
)  # fmt: skip
"""Of a proposal. `accept` is for the person; `replaces` is the start of the row that this one replaces, `-` where that
row has none; `present` says what stands now and where."""
_REQUIRED = tuple(c for c in COLUMNS if c not in ("gender", "wikidata", "note", "present"))
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
NO_START = "-"


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """One row: the fact as a source has it, and how it differs from what stands.

    `new` stands nowhere yet; `changed` has other days, or an end that the source does not know; `ended` has no end in
    the files and one in the source; `agrees` is the same, checked today.
    """

    change: Change
    fact: Holder | Membership
    replaces: str = ""
    present: str = ""
    accept: bool = False

    @property
    def table(self) -> Table:
        """The file that the fact belongs in."""
        return "roles" if isinstance(self.fact, Holder) else "memberships"


def write_proposal(rows: Sequence[Proposed], path: Path) -> None:
    """Write a proposal, whole or not at all.

    Raises:
        WorldError: it cannot be written.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        fields = {**msgspec.structs.asdict(row.fact), "table": row.table}
        fields |= {"change": row.change, "replaces": row.replaces, "present": row.present, "accept": ""}
        writer.writerow({column: _inert(column, fields.get(column)) for column in COLUMNS})
    write_whole(path, out.getvalue())


def read_proposal(path: Path) -> list[Proposed]:
    """The rows of a proposal as a person has left them.

    Raises:
        WorldError: a row is wrong: `file:line` and the cure of the first, and the number of others.
    """
    rows = Rows()
    found = [
        proposed
        for where, row in rows.table(path, _REQUIRED, tuple(c for c in COLUMNS if c not in _REQUIRED))
        if (proposed := _proposed(rows, where, {column: _bare(value) for column, value in row.items()})) is not None
    ]
    if rows.problems:
        first, more = rows.problems[0], len(rows.problems) - 1
        rest = f"; {more} more rows are wrong" if more else ""
        raise WorldError(first.where, first.what, f"{first.cure}{rest}; nothing was accepted".lstrip("; "))
    return found


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a killed run leaves the old one or the new one.

    Raises:
        WorldError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise WorldError(str(path), f"cannot be written: {error.strerror}", "name a folder that exists") from error


def _proposed(rows: Rows, where: str, row: dict[str, str]) -> Proposed | None:
    before = len(rows.problems)
    answer = row["accept"].casefold()
    if answer not in ("", "yes", "no"):
        rows.wrong(where, f"accept is {row['accept']!r}", "write yes, no, or nothing")
    if row["change"] not in CHANGES:
        rows.wrong(where, f"unknown change {row['change']}", f"one of {', '.join(CHANGES)}")
    dated: dict[str, Any] = entries.fact(rows, where, row)
    if row["replaces"] not in ("", NO_START):
        rows.day(where, "replaces", row["replaces"])
    fact: Holder | Membership | None = None
    match row["table"]:
        case "roles" if row["name"] and row["title"] and (row["country"] or row["organisation"]):
            words = ("name", "title", "country", "organisation", "gender", "wikidata")
            fact = Holder(**{word: row.get(word) or None for word in words}, **dated)  # type: ignore[arg-type]
        case "roles":
            rows.wrong(where, "a role needs name, title, and a country or an organisation", "mend or delete the row")
        case "memberships" if row["status"] in MEMBERSHIP_STATUSES:
            label = ("organisation", "country", "status")
            fact = Membership(**{word: row[word] for word in label}, **dated)  # type: ignore[arg-type]
        case "memberships":
            rows.wrong(where, f"unknown status {row['status']}", f"one of {', '.join(MEMBERSHIP_STATUSES)}")
        case table:
            rows.wrong(where, f"unknown table {table}", "one of roles, memberships")
    if fact is None or len(rows.problems) > before:
        return None
    return Proposed(
        change=cast(Change, row["change"]),
        fact=fact,
        replaces=row["replaces"],
        present=row.get("present", ""),
        accept=answer == "yes",
    )


def _inert(column: str, value: object) -> str:
    """A cell; one that a spreadsheet would run as a formula is given a leading quote, which `_bare` takes off."""
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and column != "replaces" else text


def _bare(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text
