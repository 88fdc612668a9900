"""`tocsin world`: slow facts, as of a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from tocsin.cli.days import as_of_option
from tocsin.cli.output import console, emit, format_option, print_json

MEMBER_COLUMNS = ("organisation", "country", "name", "status", "start", "end", "note", "source", "confidence", "stale")


@click.group()
def world() -> None:
    """Slow facts: members, actors, borders, as of a day, each with its source and how sure it is."""


@world.command()
@click.argument("organisation")
@as_of_option
@format_option
def members(organisation: str, as_of: date | None, form: str) -> None:
    """Who belonged to an organisation on a day: tocsin world members CSTO --as-of 2013-01-01"""
    from tocsin.world import members as members_of

    found = members_of(organisation, as_of or date.today())
    if form == "json":
        print_json(found)
        return
    rows = [_plain(row) for row in (*found.members, *found.others)]
    if form == "table":
        click.echo(f"{found.name} on {found.as_of}")
        if found.pledge:
            click.echo(found.pledge.basis)
    emit(rows, form, MEMBER_COLUMNS, _table(("country", "name", "status", "start", "note", "confidence")))
    _warn(found.warnings)


@world.command()
@click.argument("name")
@as_of_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def actor(name: str, as_of: date | None, form: str) -> None:
    """Whom a name meant on a day: tocsin world actor Kabul --as-of 2021-08-14"""
    from rich.markup import escape

    from tocsin.world import describe

    found = describe(name, as_of or date.today())
    if form == "json":
        print_json(found)
        return
    for card in found.actors:
        console().print(f"[bold]{escape(card.name)}[/] ({card.id}, {card.type}) on {found.as_of}")
        lines = {
            "names": ", ".join(card.names),
            "governed by": "; ".join(f"{g.name} ({g.relation}, since {g.start or '?'})" for g in card.governments),
            "governs": "; ".join(f"{g.country} ({g.relation}, since {g.start or '?'})" for g in card.governs),
            "member of": ", ".join(f"{m.organisation} ({m.status})" for m in card.memberships),
            "allied in": ", ".join(card.alliances),
            "borders": ", ".join(card.borders),
            "source": f"{card.source} ({card.confidence})",
        }
        for label, words in lines.items():
            if words:
                console().print(f"  [dim]{label:12s}[/] {escape(words)}")
    _warn(found.warnings)


@world.command()
@click.argument("country")
@format_option
def borders(country: str, form: str) -> None:
    """The land neighbours of a state: tocsin world borders TJK"""
    from tocsin.world import borders as borders_of

    found = borders_of(country)
    if form == "json":
        print_json(found)
        return
    emit([_plain(row) for row in found.borders], form, ("id", "name", "standing"), _table(("id", "name", "standing")))


def _plain(row: Any) -> dict[str, Any]:
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(row)
    return plain


def _table(heads: tuple[str, ...]) -> Any:
    def draw(rows: Any) -> None:
        from rich.markup import escape
        from rich.table import Table

        table = Table(*heads, box=None, header_style="bold", pad_edge=False)
        for row in rows:
            table.add_row(*(escape(str(row[head] or "")) for head in heads))
        console().print(table)

    return draw


def _warn(warnings: tuple[str, ...]) -> None:
    for warning in warnings:
        click.echo(f"tocsin: {warning}", err=True)
