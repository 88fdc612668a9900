"""How results are printed: tables for people, JSON, JSON lines and CSV for programs."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec

if TYPE_CHECKING:
    from rich.console import Console

Row = dict[str, Any]

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="How to print.",
)


def console() -> Console:
    """Standard output for tables: as wide as the terminal, 120 where there is none."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 120, highlight=False)


def print_json(value: object) -> None:
    """One JSON document, indented, UTF-8."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def print_lines(values: Iterable[object]) -> None:
    """One JSON object a line, written as they come."""
    for value in values:
        sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def print_csv(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Comma-separated rows with a header. A cell that a spreadsheet would run as a formula is given a leading quote."""
    writer = csv.DictWriter(sys.stdout, fieldnames=list(columns), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _inert(row.get(key, "")) for key in columns})


def emit(rows: Iterable[Row], form: str, columns: Sequence[str], table: Callable[[Iterable[Row]], None]) -> None:
    """Print rows in the asked form; `table` draws them for people."""
    if form == "json":
        print_json(list(rows))
    elif form == "jsonl":
        print_lines(rows)
    elif form == "csv":
        print_csv(rows, columns)
    else:
        table(rows)


def _inert(cell: object) -> object:
    if isinstance(cell, list | tuple):
        cell = "; ".join(map(str, cell))
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return "" if cell is None else cell
