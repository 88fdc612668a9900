"""`tocsin read`, `tocsin statements`, `tocsin events`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from tocsin.cli.layers import actors_option, world_of
from tocsin.cli.output import Row, console, emit, print_csv, print_lines
from tocsin.documents.types import KINDS

STATEMENT_COLUMNS = (
    "date", "speaker", "country", "act", "negated", "time", "condition", "targets", "about", "content",
    "confidence", "source", "document", "statement", "spans",
)  # fmt: skip
EVENT_COLUMNS = (
    "date", "event", "mode", "actors", "recipients", "location", "negated", "time", "words", "confidence",
    "source", "document", "event_id", "statement", "spans",
)  # fmt: skip

_TOLD_CHANGES = 5


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--source", default="", help="Publisher, where a text does not say.")
@click.option("--date", "day", default=None, metavar="DAY", help="Day of publication, where a text does not say.")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="Kind of text, where it does not say.")
@click.option("--language", default="en", show_default=True, help="Language, where a text does not say.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "none"]), default="table", show_default=True)
@actors_option
@click.pass_obj
def read(
    obj: dict[str, Any], paths: tuple[str, ...], source: str, day: str | None, kind: Any, language: str, form: str
) -> None:
    """Read files, folders, addresses or - into the record and print what they say.

    Files are read in the order of their days, each with the offices that earlier days have shown people to hold. A
    document already on record is printed again, not read again. Whatever cannot be read is named on stderr, the rest
    is read all the same, and the exit code is 1.

    \b
    tocsin read article.txt --source "Kabul daily" --date 2026-02-03
    tocsin read corpus/*.jsonl.gz --format jsonl > readings.jsonl
    cat speech.txt | tocsin read - --kind transcript
    """
    from tocsin.cli.progress import counting
    from tocsin.documents import DocumentNotice, gather
    from tocsin.errors import DocumentError, TocsinError
    from tocsin.reading.format import to_line
    from tocsin.reading.shown import show_reading
    from tocsin.record import open as open_record
    from tocsin.record.intake import AT_ONCE, Intake

    failed = done = 0
    at_once = 1 if any(_comes_slowly(path) for path in paths) else AT_ONCE
    with open_record(obj["db"]) as record, counting("documents", quiet=form == "table") as step:
        intake = Intake(record, world_of(obj))
        documents = gather(paths, source=source, date=day, kind=kind, language=language, stdin=sys.stdin.buffer)
        for outcome in intake.outcomes(documents, at_once):
            if isinstance(outcome, DocumentError):
                failed += not isinstance(outcome, DocumentNotice)
                click.echo(f"tocsin: {outcome}", err=True)
                continue
            reading, error = outcome.reading, outcome.error
            if reading is None:
                failed += 1
                fault = f"{type(error).__name__}: {error}"
                click.echo(
                    f"tocsin: {error}"
                    if isinstance(error, TocsinError)
                    else f"tocsin: {outcome.document.id}: not read ({fault}): a fault of tocsin's, please report it",
                    err=True,
                )
                continue
            done += 1
            step()
            for warning in reading.warnings:
                click.echo(f"tocsin: {reading.document.id}: {warning}", err=True)
            if form == "jsonl":
                sys.stdout.buffer.write(to_line(reading) + b"\n")
            elif form == "table":
                show_reading(reading, console())
        _tell_changes(intake.changes)
    sys.stdout.flush()
    if failed:
        click.echo(f"tocsin: {done} read and kept, {failed} not (named above)", err=True)
        raise click.exceptions.Exit(1)


def _comes_slowly(path: str) -> bool:
    """Whether what a path gives is told one by one as it comes, not put in the order of days first."""
    return path == "-" or "://" in path


def _tell_changes(changes: Any) -> None:
    for before, after in changes[:_TOLD_CHANGES]:
        place = after.organisation or after.country
        click.echo(
            f"tocsin: {after.title} of {place}: {before.name}, last seen {before.last}, then {after.name} from"
            f" {after.start} ({after.source})",
            err=True,
        )
    if len(changes) > _TOLD_CHANGES:
        click.echo(
            f"tocsin: {len(changes) - _TOLD_CHANGES} more changes of holder (tocsin actors changes lists them)",
            err=True,
        )


def _filters(command: Any) -> Any:
    options = [
        click.option("--speaker", help="Actor id, ISO country code or part of a name."),
        click.option("--about", help="An actor that the content names."),
        click.option("--target", help="An actor that the act is directed at."),
        click.option("--country", help="ISO alpha-3 code of the speaker's country."),
        click.option("--since", metavar="DAY", help="Published on this day or later."),
        click.option("--until", metavar="DAY", help="Published on this day or earlier."),
        click.option("--source", help="Publisher, or part of its name."),
        click.option("--search", help="Words in content, source or title."),
        click.option("--limit", type=click.IntRange(1), help="At most so many."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@_filters
@click.option("--act", help="An act of the codebook, such as concern or deny.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv", "cameo"]),
    default="table",
    show_default=True,
    help="How to print; cameo is CSV of the acts' images in CAMEO.",
)
@click.pass_obj
def statements(obj: dict[str, Any], /, form: str, **filters: Any) -> None:
    """Who said what: the statements on record, filtered, each with its words.

    \b
    tocsin statements --speaker Lavrov --act concern --since 2026-01-01
    tocsin statements --about AFG --format csv > afghanistan.csv
    """
    from tocsin.reading.types import ACTS
    from tocsin.record import Query
    from tocsin.record import open as open_record
    from tocsin.record.export import CAMEO_COLUMNS, cameo_rows_of_acts

    if filters["act"] and filters["act"] not in ACTS:
        raise click.BadParameter(f"{filters['act']!r} is no act; one of: {', '.join(ACTS)}", param_hint="--act")
    with open_record(obj["db"]) as record:
        found = record.statements(Query(**filters))
        if form == "cameo":
            print_csv((row for entry in found for row in cameo_rows_of_acts(entry)), CAMEO_COLUMNS)
            return
        emit((_statement_row(entry) for entry in found), form, STATEMENT_COLUMNS, _statement_table)


@click.command()
@_filters
@click.option("--event", help="A PLOVER category such as ASSAULT.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv", "plover", "cameo"]),
    default="table",
    show_default=True,
    help="How to print; plover is JSON lines, cameo is CSV, both reduced as docs/events.md says.",
)
@click.pass_obj
def events(obj: dict[str, Any], /, form: str, event: str | None, **filters: Any) -> None:
    """What is reported to have happened: the events on record, filtered, each with its words."""
    from tocsin.record import Query
    from tocsin.record import open as open_record
    from tocsin.record.export import CAMEO_COLUMNS, cameo_rows, plover_row

    with open_record(obj["db"]) as record:
        found = record.events(Query(**filters, act=event))
        if form == "plover":
            print_lines(row for entry in found if (row := plover_row(entry)) is not None)
            return
        if form == "cameo":
            print_csv((row for entry in found for row in cameo_rows(entry)), CAMEO_COLUMNS)
            return
        emit((_event_row(entry) for entry in found), form, EVENT_COLUMNS, _event_table)


def _names(ids: Iterable[str], actors: dict[str, Any]) -> list[str]:
    return [actors[i].name if i in actors else i for i in ids]


def _statement_row(entry: Any) -> Row:
    statement, document = entry.statement, entry.document
    act = statement.acts[0] if statement.acts else None
    speaker = entry.actors.get(statement.source.actor) if statement.source.actor else None
    return {
        "date": document.published,
        "speaker": speaker.name if speaker else statement.source.text,
        "country": speaker.country if speaker else None,
        "act": act.act if act else "inform",
        "negated": bool(act and act.negated),
        "time": act.time if act else "now",
        "condition": act.condition.text if act else "",
        "targets": _names(act.targets, entry.actors) if act else [],
        "about": _names(act.about, entry.actors) if act else [],
        "content": statement.content.text,
        "confidence": round(statement.confidence, 3),
        "source": document.source,
        "document": document.id,
        "statement": statement.id,
        "spans": [list(span) for part in (statement.source, statement.cue, statement.content) for span in part.spans],
    }


def _event_row(entry: Any) -> Row:
    event, document = entry.event, entry.document
    return {
        "date": event.date.value or document.published,
        "event": event.event,
        "mode": event.mode,
        "actors": _names(event.actors, entry.actors),
        "recipients": _names(event.recipients, entry.actors),
        "location": event.location,
        "negated": event.negated,
        "time": event.time,
        "words": " ... ".join(document.text[start:end] for start, end in event.spans),
        "confidence": round(event.confidence, 3),
        "source": document.source,
        "document": document.id,
        "event_id": event.id,
        "statement": event.statement,
        "spans": [list(span) for span in event.spans],
    }


def _statement_table(rows: Iterable[Row]) -> None:
    from rich.markup import escape

    from tocsin.reading.shown import axes_words

    def cells() -> Iterator[tuple[str, ...]]:
        for row in rows:
            act = f"[bold]{row['act']}[/]{escape(axes_words(row['negated'], row['time'], row['condition']))}"
            yield (row["date"] or "undated", escape(row["speaker"] or "?"), act, escape(", ".join(row["targets"])),
                   escape(row["content"]), escape(row["source"]))  # fmt: skip

    _draw(("date", "speaker", "act", "to", "words", "source"), cells(), "no statement on record answers this")


def _event_table(rows: Iterable[Row]) -> None:
    from rich.markup import escape

    cells = (
        (row["date"] or "undated", row["event"], escape(", ".join(row["actors"])), escape(", ".join(row["recipients"])),
         row["time"] + (" (not)" if row["negated"] else ""), escape(row["words"]), row["statement"] or "")
        for row in rows
    )  # fmt: skip
    _draw(("date", "event", "actors", "recipients", "time", "words", "in"), cells, "no event on record answers this")


def _draw(heads: tuple[str, ...], cells: Iterable[tuple[str, ...]], empty: str) -> None:
    from rich.table import Table

    table = Table(*heads, box=None, header_style="bold", pad_edge=False)
    for row in cells:
        table.add_row(*row)
    if table.row_count:
        console().print(table)
    else:
        click.echo(empty)
