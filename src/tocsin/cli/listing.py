"""`tocsin statements`, `tocsin events`: what the record holds, filtered, in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.output import console, print_csv, print_json, print_lines

if TYPE_CHECKING:
    from rich.text import Text

    from tocsin.record.types import Entry, EventEntry


def _filters(command: Any) -> Any:
    options = [
        click.option("--speaker", help="Actor id, ISO country code or part of a name. Of an event: its actors."),
        click.option("--about", help="An actor that the content names. Of an event: any party, or where."),
        click.option("--target", help="An actor that the act is directed at. Of an event: its recipients."),
        click.option("--country", help="ISO alpha-3 code of the speaker's country. Of an event: of an actor's."),
        click.option("--since", metavar="DAY", help="Published on this day or later."),
        click.option("--until", metavar="DAY", help="Published on this day or earlier."),
        click.option("--source", help="Publisher, or part of its name."),
        click.option("--search", help='Words, "phrases" and beginnings* in content, source or title.'),
        click.option("--limit", type=click.IntRange(1), help="At most so many."),
        click.option("--all", "each", is_flag=True, help="Every place that tells the same, not only the first."),
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
def statements(obj: dict[str, Any], /, form: str, each: bool, **filters: Any) -> None:
    """Who said what: the statements on record, filtered, each with its words in their context.

    What several places tell is counted once, with every place in the column `places`; --all lists them all.

    \b
    tocsin statements --speaker Lavrov --act concern --since 2026-01-01
    tocsin statements --about AFG --format csv > afghanistan.csv
    """
    from tocsin.reading.types import ACTS
    from tocsin.record import Query
    from tocsin.record import open as open_record
    from tocsin.record.export import CAMEO_COLUMNS, cameo_rows_of_acts
    from tocsin.record.tables import STATEMENT_COLUMNS, flat, statement_row

    if filters["act"] and filters["act"] not in ACTS:
        raise click.BadParameter(f"{filters['act']!r} is no act; one of: {', '.join(ACTS)}", param_hint="--act")
    with open_record(obj["db"]) as record:
        found = record.statements(Query(**filters, once=not each))
        if form == "cameo":
            print_csv((row for entry in found for row in cameo_rows_of_acts(entry)), CAMEO_COLUMNS)
        elif form == "json":
            print_json([statement_row(entry) for entry in found])
        elif form == "jsonl":
            print_lines(statement_row(entry) for entry in found)
        elif form == "csv":
            print_csv((flat(statement_row(entry)) for entry in found), tuple(STATEMENT_COLUMNS))
        else:
            heads = ("date", "speaker", "act", "to", "words", "source", "told")
            _draw(heads, map(_statement_cells, found), "no statement on record answers this")


@click.command()
@_filters
@click.option("--event", "--act", "event", help="A PLOVER category such as ASSAULT.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv", "plover", "cameo"]),
    default="table",
    show_default=True,
    help="How to print; plover is JSON lines, cameo is CSV, both reduced as docs/events.md says.",
)
@click.pass_obj
def events(obj: dict[str, Any], /, form: str, each: bool, event: str | None, **filters: Any) -> None:
    """What is reported to have happened: the events on record, filtered, each with its words in their context.

    What several places tell is counted once, with every place in the column `places`; --all lists them all.

    \b
    tocsin events --country RUS --event ASSAULT --since 2026-01-01
    tocsin events --format cameo > dyads.csv
    """
    from tocsin.reading.event_triggers import CATEGORIES
    from tocsin.record import Query
    from tocsin.record import open as open_record
    from tocsin.record.export import CAMEO_COLUMNS, cameo_rows, plover_row
    from tocsin.record.tables import EVENT_COLUMNS, event_row, flat

    if event and event.upper() not in CATEGORIES:
        known = ", ".join(CATEGORIES)
        raise click.BadParameter(f"{event!r} is no category of PLOVER; one of: {known}", param_hint="--event")
    with open_record(obj["db"]) as record:
        found = record.events(Query(**filters, act=event, once=not each))
        if form == "plover":
            print_lines(row for entry in found if (row := plover_row(entry)) is not None)
        elif form == "cameo":
            print_csv((row for entry in found for row in cameo_rows(entry)), CAMEO_COLUMNS)
        elif form == "json":
            print_json([event_row(entry) for entry in found])
        elif form == "jsonl":
            print_lines(event_row(entry) for entry in found)
        elif form == "csv":
            print_csv((flat(event_row(entry)) for entry in found), tuple(EVENT_COLUMNS))
        else:
            heads = ("date", "event", "actors", "recipients", "time", "words", "in", "told")
            _draw(heads, map(_event_cells, found), "no event on record answers this")


def _statement_cells(entry: Entry) -> Iterator[str | Text]:
    from rich.markup import escape

    from tocsin.reading.shown import axes_words
    from tocsin.record.tables import statement_row

    row, content = statement_row(entry), entry.statement.content
    yield row["date"] or "undated"
    yield escape(row["speaker"] or "?")
    yield f"[bold]{row['act']}[/]{escape(axes_words(row['negated'], row['time'], row['condition']))}"
    yield escape(", ".join(row["targets"]))
    around = (*entry.statement.source.spans, *entry.statement.cue.spans, *content.spans)
    yield _marked(entry.document.text, content.spans or entry.statement.cue.spans, around)
    yield escape(row["source"])
    yield _told(entry)


def _event_cells(entry: EventEntry) -> Iterator[str | Text]:
    from rich.markup import escape

    from tocsin.record.tables import event_row

    row = event_row(entry)
    yield row["date"] or "undated"
    yield row["event"]
    yield escape(", ".join(row["actors"]))
    yield escape(", ".join(row["recipients"]))
    yield row["time"] + (" (not)" if row["negated"] else "")
    yield _marked(entry.document.text, entry.event.spans, entry.event.spans)
    yield row["statement"] or ""
    yield _told(entry)


def _marked(text: str, spans: Any, around: Any) -> Text:
    """The words in bold in the sentences around them, on one line."""
    from rich.text import Text

    from tocsin.record.context import context, pieces

    line = Text()
    for words, marked in pieces(text, spans, context(text, around)):
        line.append(" ".join(words.split("\n")), style="bold" if marked else "")
    return line


def _told(entry: Entry | EventEntry) -> str:
    """In how many places it was told, or where first."""
    from rich.markup import escape

    if entry.same_as:
        return f"as {escape(entry.same_as)}"
    return f"{len(entry.places)} times" if entry.places else ""


def _draw(heads: tuple[str, ...], rows: Iterable[Iterable[str | Text]], empty: str) -> None:
    from rich.table import Table

    table = Table(*heads, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*row)
    if table.row_count:
        console().print(table)
    else:
        click.echo(empty)
