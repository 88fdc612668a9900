"""`tocsin world`: slow facts, as of a day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from tocsin.cli.days import Day, as_of_option
from tocsin.cli.layers import actors_option, world_of
from tocsin.cli.output import console, emit, format_option, print_json

MEMBER_COLUMNS = ("organisation", "country", "name", "status", "start", "end", "note", "source",
"verified_on", "confidence", "stale")  # fmt: skip
NEIGHBOUR_COLUMNS = ("id", "name", "standing", "source", "verified_on", "confidence", "stale")
CHANGES = ("new", "changed", "ended", "agrees")
_TWO_YEARS = timedelta(days=730)


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
            "offices": "; ".join(
                f"{o.title}: {o.name} (since {o.start or '?'}, {o.confidence}{_old(o)})" for o in card.offices
            ),
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


@world.command()
@click.option(
    "--write",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE.csv",
    help="Where to put the proposal.",
)
@click.option(
    "--since",
    type=Day(),
    metavar="DAY",
    help="Leave out what ended before that day and is on no file. Default: two years ago.",
)
@click.option("--only", multiple=True, metavar="NAME", help="A position or organisation; more than one may be given.")
@click.option("--endpoint", metavar="ADDRESS", help="A SPARQL service with Wikidata's data. Default: Wikidata's own.")
@click.option("--contact", default="", metavar="WHO", help="Your address or page, which the service asks for.")
@actors_option
@click.pass_obj
def refresh(
    obj: dict[str, Any], path: Path, since: date | None, only: tuple[str, ...], endpoint: str | None, contact: str
) -> None:
    """Ask Wikidata who holds office and who belongs to what, and write what differs as a proposal.

    Nothing is changed: a person marks rows of the proposal, and tocsin world accept moves them. Exit code 1 where a
    question got no answer; it is named, and what was answered is written all the same.

    \b
    tocsin world refresh --write proposal.csv
    tocsin world refresh --write proposal.csv --only "head of state" --only CSTO
    """
    from tocsin.cli.progress import counting
    from tocsin.errors import WorldError
    from tocsin.world import refresh as ask
    from tocsin.world import write_proposal
    from tocsin.world.service import WIKIDATA, Service

    if path.exists():
        raise WorldError(str(path), "is there already, perhaps with marks in it", "accept or move it, or name another")
    if not path.absolute().parent.is_dir():
        raise WorldError(str(path), "its folder is not there", "name a folder that exists")
    today = date.today()
    facts = world_of(obj)
    with Service(endpoint or WIKIDATA, contact=contact) as service, counting("questions") as step:
        found = ask(facts, service, today=today, since=since or today - _TWO_YEARS, only=only, step=step)
    write_proposal(found.rows, path)
    for doubt in found.doubts:
        click.echo(f"tocsin: {doubt}", err=True)
    for failure in found.failed:
        click.echo(f"tocsin: no answer: {failure}", err=True)
    counts: Counter[str] = Counter(row.change for row in found.rows)
    click.echo(f"wrote {path}: {', '.join(f'{counts[change]} {change}' for change in CHANGES)}", err=True)
    if found.failed:
        raise click.exceptions.Exit(1)


@world.command()
@click.argument("proposal", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Your folder of world files; it is made where it is not there.",
)
@click.option("--all", "everything", is_flag=True, help="Every row, marked or not.")
@click.option(
    "--change", "changes", type=click.Choice(CHANGES), multiple=True, help="Every row of this kind, marked or not."
)
@actors_option
@click.pass_obj
def accept(obj: dict[str, Any], proposal: Path, into: Path, everything: bool, changes: tuple[Any, ...]) -> None:
    """Move the rows of a proposal that are marked yes into a folder of your own.

    The folder is checked first as it would be: where anything would be wrong in it, nothing is moved and the exit code
    is 1. Rows not chosen stay in the proposal.

    \b
    tocsin world accept proposal.csv --into my-world
    tocsin world accept proposal.csv --into my-world --change agrees
    """
    from tocsin.world import accept as move

    beneath = [folder for folder in obj.get("actors", ()) if folder.absolute() != into.absolute()]
    done = move(proposal, into, changes=CHANGES if everything else changes, beneath=beneath)
    files = ", ".join(map(str, done.files))
    click.echo(f"moved {done.moved} rows into {files}; {done.left} left in {proposal}", err=True)


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
