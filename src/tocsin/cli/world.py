"""`tocsin world`: slow facts, as of a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from tocsin.cli.days import as_of_option
from tocsin.cli.layers import actors_option, world_of
from tocsin.cli.output import console, emit, format_option, print_json

MEMBER_COLUMNS = ("organisation", "country", "name", "status", "start", "end", "note", "source",
"verified_on", "confidence", "stale")  # fmt: skip
NEIGHBOUR_COLUMNS = ("id", "name", "standing", "source", "verified_on", "confidence", "stale")


@click.group()
def world() -> None:
    """Slow facts: members, actors, borders, as of a day, each with its source and how sure it is."""


@world.command()
@click.argument("organisation")
@as_of_option
@format_option
@actors_option
@click.pass_obj
def members(obj: dict[str, Any], organisation: str, as_of: date | None, form: str) -> None:
    """Who belonged to an organisation on a day: tocsin world members CSTO --as-of 2013-01-01"""
    from tocsin.world import members as members_of

    found = members_of(organisation, as_of or date.today(), world_of(obj))
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
@actors_option
@click.pass_obj
def actor(obj: dict[str, Any], name: str, as_of: date | None, form: str) -> None:
    """Whom a name meant on a day: tocsin world actor Kabul --as-of 2021-08-14"""
    from rich.markup import escape

    from tocsin.world import describe

    found = describe(name, as_of or date.today(), world_of(obj))
    if form == "json":
        print_json(found)
        return
    for card in found.actors:
        console().print(f"[bold]{escape(card.name)}[/] ({card.id}, {card.type}) on {found.as_of}")
        lines = {
            "names": ", ".join(card.names),
            "governed by": "; ".join(
                f"{g.name} ({g.relation}, since {g.start or '?'}{_old(g)})" for g in card.governments
            ),
            "governs": "; ".join(f"{g.country} ({g.relation}, since {g.start or '?'}{_old(g)})" for g in card.governs),
            "member of": ", ".join(f"{m.organisation} ({m.status}{_old(m)})" for m in card.memberships),
            "allied in": ", ".join(card.alliances),
            "borders": ", ".join(card.borders),
            "source": f"{card.source} ({card.confidence}{_old(card)})",
        }
        for label, words in lines.items():
            if words:
                console().print(f"  [dim]{label:12s}[/] {escape(words)}")
    _warn(found.warnings)


@world.command()
@click.argument("country")
@format_option
@actors_option
@click.pass_obj
def borders(obj: dict[str, Any], country: str, form: str) -> None:
    """The land neighbours of a state: tocsin world borders TJK"""
    from tocsin.world import borders as borders_of

    found = borders_of(country, world_of(obj))
    if form == "json":
        print_json(found)
        return
    rows = [_plain(row) for row in found.borders]
    emit(rows, form, NEIGHBOUR_COLUMNS, _table(("id", "name", "standing")))
    if not rows:
        click.echo(f"tocsin: {found.name} has no land border on file", err=True)
    _warn(found.warnings)


@world.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[DIR]...")
@click.option("--stale", "and_stale", is_flag=True, help="Name facts checked more than a year ago too; no fault.")
@actors_option
@click.pass_obj
def check(obj: dict[str, Any], folders: tuple[Path, ...], and_stale: bool) -> None:
    """Everything wrong with world files, a line each: tocsin world check my-world

    Checks the folders given, else those of --actors, laid over ours. Exit code 1 where anything is wrong.
    """
    from tocsin.world import stale, validate

    layers = folders or obj.get("actors", ())
    problems = validate(*layers)
    for problem in problems:
        click.echo(str(problem))
    if and_stale:
        for problem in stale(*layers, today=date.today()):
            click.echo(str(problem))
    if problems:
        click.echo(f"tocsin: {len(problems)} wrong; nothing of the folder is used until they are mended", err=True)
        raise click.exceptions.Exit(1)


def _plain(row: Any) -> dict[str, Any]:
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(row)
    return plain


def _old(fact: Any) -> str:
    return ", stale" if fact.stale else ""


def _table(heads: tuple[str, ...]) -> Any:
    def draw(rows: Any) -> None:
        from rich.markup import escape
        from rich.table import Table

        shown = (*heads, "stale") if any(row.get("stale") for row in rows) else heads
        table = Table(*shown, box=None, header_style="bold", pad_edge=False)
        for row in rows:
            cells = {**row, "stale": f"checked {row.get('verified_on')}" if row.get("stale") else ""}
            table.add_row(*(escape(str(cells[head] or "")) for head in shown))
        console().print(table)

    return draw


def _warn(warnings: tuple[str, ...]) -> None:
    for warning in warnings:
        click.echo(f"tocsin: {warning}", err=True)
