"""`tocsin concerns`, `tocsin requests`, `tocsin brief`: what the record amounts to on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from tocsin.cli.days import Day, as_of_option
from tocsin.cli.layers import actors_option, world_of
from tocsin.cli.output import Row, console, emit, print_json
from tocsin.errors import TocsinError

_form = click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl", "csv"]), default="table", show_default=True
)
_FEW = 9
CONCERN_COLUMNS = (
    "id", "title", "status", "standing", "origins", "endangers", "held_by", "alliances", "raised", "answers", "silent",
    "last_change",
)  # fmt: skip
REQUEST_COLUMNS = ("id", "kind", "parties", "asked", "position", "condition", "requested", "status", "statements")


@click.command()
@as_of_option
@_form
@actors_option
@click.pass_obj
def concerns(obj: dict[str, Any], as_of: date | None, form: str) -> None:
    """Threats voiced: who raised them, whose they are by treaty, who answered and who is silent.

    \b
    tocsin concerns --as-of 2026-02-10
    tocsin concerns --format json | jq '.concerns[] | {title, status}'
    """
    register = _register(obj, as_of)
    if form == "json":
        print_json({"as_of": register.as_of, "concerns": register.concerns, "actors": register.actors})
        return
    names = {actor.id: actor.name for actor in register.actors}
    rows = [_concern_row(concern, names) for concern in register.concerns]
    emit(rows, form, CONCERN_COLUMNS, _concern_table)


@click.command()
@as_of_option
@_form
@actors_option
@click.pass_obj
def requests(obj: dict[str, Any], as_of: date | None, form: str) -> None:
    """Requests and conditional offers: who asked whom, on what condition, what they wait for."""
    register = _register(obj, as_of)
    if form == "json":
        print_json({"as_of": register.as_of, "requests": register.requests, "actors": register.actors})
        return
    names = {actor.id: actor.name for actor in register.actors}
    rows = [_request_row(request, names) for request in register.requests]
    emit(rows, form, REQUEST_COLUMNS, _request_table)


@click.command()
@click.argument("subject")
@click.option("--since", type=Day(), metavar="DAY", help="What is new since that day.")
@as_of_option
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A .md or .html file.")
@actors_option
@click.pass_obj
def brief(obj: dict[str, Any], subject: str, since: date | None, as_of: date | None, output: Path | None) -> None:
    """A brief on an alliance, a state or a search, every sentence with the words it rests on.

    \b
    tocsin brief CSTO --since 2026-01-15
    tocsin brief Kazakhstan -o kazakhstan.html
    """
    from tocsin.brief import as_html, as_markdown
    from tocsin.brief import brief as write_brief
    from tocsin.record import open as open_record
    from tocsin.register import register as register_of

    day = as_of or date.today()
    if output and output.suffix.lower() not in (".md", ".html", ".htm"):
        raise click.BadParameter("the file must end in .md or .html", param_hint="-o")
    with open_record(obj["db"]) as record:
        entries = list(record.entries(until=day))
    world = world_of(obj)
    register = register_of(entries, as_of=day, world=world)
    text = write_brief(subject, register, entries, world=world, since=since, as_of=day)
    if output is None:
        click.echo(as_markdown(text))
        return
    rendered = as_markdown(text) if output.suffix.lower() == ".md" else as_html(text)
    try:
        output.write_text(rendered, encoding="utf-8")
    except OSError as error:
        raise TocsinError(str(output), f"cannot be written: {error.strerror}", "name a folder that exists") from error
    click.echo(f"wrote {output}", err=True)


def _register(obj: dict[str, Any], as_of: date | None) -> Any:
    from tocsin.record import open as open_record
    from tocsin.register import register as register_of

    day = as_of or date.today()
    with open_record(obj["db"]) as record:
        return register_of(record.entries(until=day), as_of=day, world=world_of(obj))


def _concern_row(concern: Any, names: dict[str, str]) -> Row:
    def name(actor: str) -> str:
        return names.get(actor, actor)

    return {
        "id": concern.id,
        "title": concern.title,
        "status": concern.status,
        "standing": concern.standing,
        "origins": [name(a) for a in concern.origins],
        "endangers": list(concern.endangers),
        "held_by": [name(a) for a in concern.held_by],
        "alliances": [f"{name(c.alliance)}: {_members(c.members)}; {c.basis}" for c in concern.common_to],
        "raised": [f"{r.date or 'undated'} {name(r.actor)} ({r.statement})" for r in concern.raised],
        "answers": [f"{a.date or 'undated'} {name(a.actor)}: {a.act} ({a.statement})" for a in concern.answers],
        "silent": [
            f"{name(s.actor)} since {s.since or '?'}{' (reported)' if s.reported else ''}" for s in concern.silent
        ],
        "last_change": concern.last_change,
    }


def _members(codes: Sequence[str]) -> str:
    return ", ".join(codes) if len(codes) <= _FEW else f"its {len(codes)} members"


def _request_row(request: Any, names: dict[str, str]) -> Row:
    return {
        "id": request.id,
        "kind": request.kind,
        "parties": [names.get(a, a) for a in request.parties],
        "asked": [names.get(a, a) for a in request.asked],
        "position": request.position,
        "condition": request.condition,
        "requested": request.requested,
        "status": request.status,
        "statements": list(request.statements),
    }


def _concern_table(rows: Iterable[Row]) -> None:
    from rich.markup import escape
    from rich.table import Table

    rows = list(rows)
    if not rows:
        click.echo("no concern on record")
    for row in rows:
        table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 1))
        table.add_column(style="dim", no_wrap=True)
        table.add_column()
        standing = f", standing: {row['standing']}" if row["standing"] else ""
        console().print(f"[bold]{escape(row['title'])}[/]  {row['status']}{standing}  last change {row['last_change']}")
        for key in ("origins", "endangers", "held_by", "alliances", "raised", "answers", "silent"):
            if row[key]:
                separator = "\n" if key in ("alliances", "raised", "answers") else ", "
                table.add_row(key.replace("_", " "), escape(separator.join(row[key])))
        console().print(table)
        console().print()


def _request_table(rows: Iterable[Row]) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table("kind", "parties", "asked", "position", "condition", "requested", "status", box=None, pad_edge=False)
    for row in rows:
        table.add_row(
            row["kind"],
            escape(", ".join(row["parties"])),
            escape(", ".join(row["asked"])),
            row["position"],
            escape(row["condition"]),
            "yes" if row["requested"] else "none on record",
            row["status"],
        )
    if table.row_count:
        console().print(table)
    else:
        click.echo("no request on record")
