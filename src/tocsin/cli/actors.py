"""`tocsin actors`: who is on record, with roles and the words that prove them."""

from __future__ import annotations

from typing import Any

import click

from tocsin.cli.output import Row, console, emit, format_option

ACTOR_COLUMNS = ("id", "type", "name", "country")
_SHOWN_STATEMENTS = 10


@click.group()
def actors() -> None:
    """Actors on record, with roles and the words that prove them."""


@actors.command(name="list")
@click.argument("search", required=False)
@format_option
@click.pass_obj
def list_actors(obj: dict[str, Any], search: str | None, form: str) -> None:
    """The actors on record whose name matches: tocsin actors list Sakovich"""
    from tocsin.record import open as open_record

    with open_record(obj["db"]) as record:
        rows = ({key: getattr(actor, key) for key in ACTOR_COLUMNS} for actor in record.actors(search))
        emit(rows, form, ACTOR_COLUMNS, _table)


@actors.command()
@click.argument("name")
@click.pass_obj
def show(obj: dict[str, Any], name: str) -> None:
    """Names, roles over time with the words that prove them, and statements: tocsin actors show "Sakovich" """
    from rich.markup import escape

    from tocsin.errors import RecordError
    from tocsin.record import Query
    from tocsin.record import open as open_record

    with open_record(obj["db"]) as record:
        found = list(record.actors(name))
        if not found:
            raise RecordError(name, "nobody on record bears this name", "tocsin actors list shows who does")
        for actor in found:
            console().print(
                f"[bold]{escape(actor.name)}[/] ({actor.id}, {actor.type}, {actor.country or 'no country'})"
            )
            for role in record.roles(actor.id):
                reading = record.reading(role.document)
                text = reading.document.text if reading else ""
                proof = " ... ".join(text[start:end] for start, end in role.spans)
                holder = f" of {role.organisation}" if role.organisation else ""
                console().print(
                    f"  {role.day} {escape(role.title)}{holder}: [dim]“{escape(proof)}” ({role.document})[/]"
                )
            for entry in record.statements(Query(speaker=actor.id, limit=_SHOWN_STATEMENTS)):
                statement = entry.statement
                words = escape(statement.content.text or statement.cue.text)
                console().print(f"  {entry.day} [bold]{statement.acts[0].act}[/] {words} [dim]({entry.key})[/]")


def _table(rows: Any) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table(*ACTOR_COLUMNS, box=None, header_style="bold", pad_edge=False)
    found: list[Row] = list(rows)
    for row in found:
        table.add_row(*(escape(str(row[key] or "")) for key in ACTOR_COLUMNS))
    console().print(table if found else "no actor on record answers this")
