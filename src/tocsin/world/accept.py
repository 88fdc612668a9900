"""Rows of a proposal moved into a user's folder, where they lie over ours."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from tocsin.errors import WorldError
from tocsin.world.layers import OURS, Layers
from tocsin.world.proposal import NO_START, Change, Proposed, Table, read_proposal, write_proposal, write_whole
from tocsin.world.source import Rows
from tocsin.world.types import Holder, Membership
from tocsin.world.validate import faults

FILES: dict[Table, str] = {"roles": "roles.csv", "memberships": "memberships.csv"}
COLUMNS: dict[Table, tuple[str, ...]] = {
    "roles": (
        "name", "title", "country", "organisation", "gender", "wikidata", "start", "end", "note", "override", "source",
        "verified_on", "confidence",
    ),
    "memberships": (
        "organisation", "country", "status", "start", "end", "note", "override", "source", "verified_on", "confidence",
    ),
}  # fmt: skip
_Label = tuple[str, ...]


class Accepted(msgspec.Struct, frozen=True):
    """How many rows were moved, how many stay in the proposal, and the files that were written."""

    moved: int
    left: int
    files: tuple[Path, ...]


def accept(proposal: Path, into: Path, *, changes: Collection[Change] = (), beneath: Sequence[Path] = ()) -> Accepted:
    """Move the rows marked `yes` in the column `accept` (or all rows of the kinds in `changes`) into the folder.

    The folder is made where it is not there. A row that replaces one below says so by `override`, and takes with it
    the other rows that its overriding would hide. The folder is checked as it would be before anything is written.

    Parameters:
        beneath: Folders between ours and this one.

    Raises:
        WorldError: the proposal has a wrong row, nothing is chosen, or the folder would not be sound: nothing is
            written then.
    """
    rows = read_proposal(proposal)
    chosen = [row for row in rows if (row.change in changes if changes else row.accept)]
    if not chosen:
        raise WorldError(str(proposal), "no row is chosen", "write yes in the column accept, or give --all or --change")
    below = Layers((OURS, *beneath))
    texts = {
        into / FILES[table]: _file(into / FILES[table], table, [row for row in chosen if row.table == table], below)
        for table in FILES
        if any(row.table == table for row in chosen)
    }
    _check(into, texts, beneath)
    into.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        write_whole(path, text)
    left = [row for row in rows if row not in chosen]
    write_proposal(left, proposal)
    return Accepted(len(chosen), len(left), tuple(texts))


def _file(path: Path, table: Table, chosen: Sequence[Proposed], below: Layers) -> str:
    """The text of a file of the folder with the chosen rows in it, each in the place of the row it replaces."""
    columns, kept = _kept(path, table)
    for proposed in chosen:
        label = _label(table, _cells(proposed.fact))
        if proposed.replaces:
            kept.pop((*label[:-1], proposed.replaces.removeprefix(NO_START)), None)
            for sibling in _siblings(proposed, below):
                cells = {**_cells(sibling), "override": "true"}
                kept.setdefault(_label(table, cells), cells)
        kept[label] = {**_cells(proposed.fact), "override": "true" if proposed.replaces else ""}
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(kept.values())
    return out.getvalue()


def _kept(path: Path, table: Table) -> tuple[list[str], dict[_Label, dict[str, str]]]:
    """The rows that a file of the folder has already, by label, and its columns with those that it lacks."""
    if not path.exists():
        return list(COLUMNS[table]), {}
    rows = Rows()
    text = rows.text(path) or ""
    header = [cell.strip() for cell in next(csv.reader(text.splitlines()), [])]
    required = tuple(column for column in header if column in COLUMNS[table])
    kept = {_label(table, row): row for _, row in rows.table(path, required, COLUMNS[table])}
    if rows.problems:
        first = rows.problems[0]
        raise WorldError(first.where, first.what, first.cure)
    return [*required, *(column for column in COLUMNS[table] if column not in required)], kept


def _siblings(proposed: Proposed, below: Layers) -> Iterable[Holder | Membership]:
    """Rows below that an overriding row would hide beside the one it replaces: other terms of the same label."""
    fact = proposed.fact
    start = date.fromisoformat(proposed.replaces) if proposed.replaces != NO_START else None
    if isinstance(fact, Holder):
        label = (fact.place, fact.title.casefold(), fact.name)
        return [row for key, row in below.holders.items() if key[:3] == label and row.start != start]
    label = (fact.organisation, fact.country, fact.status)
    return [row for key, row in below.memberships.items() if key[:3] == label and row.start != start]


def _check(into: Path, texts: dict[Path, str], beneath: Sequence[Path]) -> None:
    """Refuse what would not load, with the places as they will be."""
    import shutil
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as scratch:
        draft = Path(scratch) / "draft"
        if into.is_dir():
            draft.mkdir()
            for path in into.iterdir():
                if path.is_file():
                    shutil.copy(path, draft / path.name)
        else:
            draft.mkdir()
        for path, text in texts.items():
            (draft / path.name).write_text(text, encoding="utf-8")
        problems = faults(Layers((OURS, *beneath, draft)))
        if problems:
            first, more = problems[0], len(problems) - 1
            where, what, cure = (text.replace(str(draft), str(into)) for text in (first.where, first.what, first.cure))
            rest = f"; {more} more" if more else ""
            raise WorldError(where, what, f"{cure}{rest}; nothing was accepted".lstrip("; "))


def _label(table: Table, cells: dict[str, str]) -> _Label:
    if table == "roles":
        place = cells.get("organisation") or cells.get("country") or ""
        return (place, cells["title"].casefold(), cells["name"], cells.get("start", ""))
    return (cells["organisation"], cells["country"], cells["status"], cells.get("start", ""))


def _cells(fact: Holder | Membership) -> dict[str, str]:
    return {
        column: value.isoformat() if isinstance(value, date) else str(value or "")
        for column, value in msgspec.structs.asdict(fact).items()
    }
