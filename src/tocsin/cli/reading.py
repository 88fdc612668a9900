"""`tocsin read`."""

from __future__ import annotations

import sys
from typing import Any

import click

from tocsin.cli.layers import actors_option, world_of
from tocsin.cli.output import console
from tocsin.documents.types import KINDS

_TOLD_CHANGES = 5


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--again", is_flag=True, help="Read anew what is on record; without PATHS, all of it.")
@click.option("--source", default="", help="Publisher, where a text does not say.")
@click.option("--date", "day", default=None, metavar="DAY", help="Day of publication, where a text does not say.")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="Kind of text, where it does not say.")
@click.option("--language", default="en", show_default=True, help="Language, where a text does not say.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "none"]), default="table", show_default=True)
@actors_option
@click.pass_context
def read(
    ctx: click.Context,
    paths: tuple[str, ...],
    again: bool,
    source: str,
    day: str | None,
    kind: Any,
    language: str,
    form: str,
) -> None:
    """Read files, folders, addresses or - into the record and print what they say.

    Files are read in the order of their days, each with the offices that earlier days have shown people to hold. A
    document already on record is printed again, not read again. Whatever cannot be read is named on stderr, the rest
    is read all the same, and the exit code is 1.

    With --again, as after a change of the model or of --actors, a document on record is read anew with what the days
    before it show, and its reading replaced; its text, title, source, day and kind stay, and so do corrections. Without
    PATHS that is every document on record. A run that is stopped has lost nothing.

    \b
    tocsin read article.txt --source "Kabul daily" --date 2026-02-03
    tocsin read corpus/*.jsonl.gz --format jsonl > readings.jsonl
    cat speech.txt | tocsin read - --kind transcript
    tocsin read --again --actors my-world --format none
    """
    from tocsin.cli.progress import counting
    from tocsin.documents import DocumentNotice, gather
    from tocsin.errors import DocumentError, TocsinError
    from tocsin.reading.format import to_line
    from tocsin.reading.shown import show_reading
    from tocsin.record import open as open_record
    from tocsin.record.intake import AT_ONCE, Intake

    obj: dict[str, Any] = ctx.obj
    if not paths and not again:
        raise click.UsageError("Missing argument 'PATHS...'.", ctx)
    failed = done = 0
    at_once = 1 if any(_comes_slowly(path) for path in paths) else AT_ONCE
    with open_record(obj["db"]) as record, counting("documents", quiet=form == "table") as step:
        intake = Intake(record, world_of(obj), again=again)
        documents = (
            gather(paths, source=source, date=day, kind=kind, language=language, stdin=sys.stdin.buffer)
            if paths
            else record.in_turn()
        )
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
    if again:
        click.echo(f"tocsin: {intake.replaced:,} of {done:,} readings changed", err=True)
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
