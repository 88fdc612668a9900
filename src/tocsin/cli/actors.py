"""`tocsin actors`: who is on record, who held which office, and what people correct about them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli.days import Day, as_of_option
from tocsin.cli.dossier import plain, print_dossier
from tocsin.cli.layers import actors_option
from tocsin.cli.output import Row, console, emit, format_option, print_json

if TYPE_CHECKING:
    from tocsin.actors import Tenure
    from tocsin.record import Correction, Record

ACTOR_COLUMNS = ("id", "type", "name", "country")
ROLE_COLUMNS = (
    "organisation", "title", "name", "actor", "start", "last", "end", "documents", "contradicted_by",
)  # fmt: skip
CHANGE_COLUMNS = (
    "day", "organisation", "title", "before", "before_actor", "last_seen", "after", "after_actor", "documents",
)  # fmt: skip
CORRECTION_COLUMNS = ("number", "kind", "what", "who", "made", "why", "undone", "undone_by", "undone_why")
_SHOWN_ACTORS = 5


@click.group()
def actors() -> None:
    """Actors on record, their offices with the words that prove them, and corrections.

    \b
    tocsin actors show Lavrov
    tocsin actors merge person:ilze-ozola person:i-ozola --why "one minister, two spellings"
    tocsin actors undo 1
    """


@actors.command(name="list")
@click.argument("search", required=False)
@format_option
@click.pass_obj
def list_actors(obj: dict[str, Any], search: str | None, form: str) -> None:
    """The actors on record whose name matches.

    tocsin actors list Sakovich
    """
    from tocsin.record import open as open_record

    with open_record(obj["db"]) as record:
        rows = ({key: getattr(actor, key) for key in ACTOR_COLUMNS} for actor in record.actors(search))
        emit(rows, form, ACTOR_COLUMNS, _table(ACTOR_COLUMNS, "no actor on record answers this"))


@actors.command()
@click.argument("name")
@as_of_option
@click.option("--statements", type=click.IntRange(0), default=10, show_default=True, help="Latest statements shown.")
@click.option("--proofs", type=click.IntRange(1), default=3, show_default=True, help="Documents quoted for a role.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@actors_option
@click.pass_obj
def show(obj: dict[str, Any], name: str, as_of: date | None, statements: int, proofs: int, form: str) -> None:
    """Roles with their proofs, memberships, statements, corrections.

    Names; roles over time with the words that prove them, who contradicts them and who followed; memberships on a day,
    of a person's country; the latest statements; corrections.

    \b
    tocsin actors show Sakovich
    tocsin actors show person:pavel-sakovich --format json
    """
    from tocsin.cli.layers import world_of
    from tocsin.errors import RecordError
    from tocsin.record import dossier_of
    from tocsin.record import open as open_record

    with open_record(obj["db"]) as record:
        found = list(record.actors(name)) if name.strip() else []
        found = [actor for actor in found if actor.id == name] or found
        if not found:
            raise RecordError(name, "nobody on record bears this name", "tocsin actors list shows who does")
        tenures, world = record.tenures(), world_of(obj)
        shown = [
            dossier_of(
                record,
                actor,
                as_of=as_of or date.today(),
                tenures=tenures,
                world=world,
                statements=statements,
                proofs=proofs,
            )
            for actor in found[:_SHOWN_ACTORS]
        ]
        if form == "json":
            print_json({"actors": shown})
        else:
            for one in shown:
                print_dossier(one)
        if len(found) > _SHOWN_ACTORS:
            rest = ", ".join(actor.id for actor in found[_SHOWN_ACTORS : 3 * _SHOWN_ACTORS])
            click.echo(f"tocsin: {name}: {len(found) - _SHOWN_ACTORS} more bear this name: {rest}", err=True)


@actors.command()
@click.option("--of", metavar="ID", help="Only of this state or organisation.")
@click.option("--as-of", type=Day(), metavar="DAY", help="Only those who held office on that day.")
@format_option
@click.pass_obj
def roles(obj: dict[str, Any], of: str | None, as_of: date | None, form: str) -> None:
    """Who held which office from when to when.

    As documents show it: `start` and `last` are the first and the last day seen, `end` the day that showed a successor.
    Contradictions stand beside each other.

    \b
    tocsin actors roles --of LVA
    tocsin actors roles --of CSTO --as-of 2026-02-03 --format json
    """
    from tocsin.actors import conflicts
    from tocsin.actors.memory import holds, place_of
    from tocsin.record import open as open_record

    with open_record(obj["db"]) as record:
        found = [t for t in record.tenures() if of is None or of in (t.organisation, t.country, place_of(t))]
    others: dict[Tenure, list[str]] = {}
    for a, b in conflicts(found):
        others.setdefault(a, []).append(b.name)
        others.setdefault(b, []).append(a.name)
    day = as_of.isoformat() if as_of else None
    found = [t for t in found if day is None or holds(t, day)]
    rows = (
        {
            "organisation": place_of(t),
            "title": t.title,
            "name": t.name,
            "actor": t.actor,
            "start": t.start,
            "last": t.last,
            "end": t.end,
            "documents": t.seen,
            "contradicted_by": others.get(t, []),
        }
        for t in sorted(found, key=lambda t: (place_of(t), t.title.casefold(), t.start or "", t.actor))
    )
    shown = tuple(column for column in ROLE_COLUMNS if column != "actor")
    emit(rows, form, ROLE_COLUMNS, _table(shown, "no office on record answers this"))


@actors.command()
@click.option("--of", metavar="ID", help="Only of this state or organisation.")
@click.option("--since", type=Day(), metavar="DAY", help="First seen on this day or later.")
@format_option
@click.pass_obj
def changes(obj: dict[str, Any], of: str | None, since: date | None, form: str) -> None:
    """Who followed whom in an office.

    Of offices that one person holds at a time, as documents show it, by the day that first shows the successor.
    """
    from tocsin.actors import changes as changes_of
    from tocsin.actors.memory import place_of
    from tocsin.record import open as open_record

    with open_record(obj["db"]) as record:
        found = changes_of(record.tenures())
    rows = (
        {
            "day": after.start,
            "organisation": place_of(after),
            "title": after.title,
            "before": before.name,
            "before_actor": before.actor,
            "last_seen": before.last,
            "after": after.name,
            "after_actor": after.actor,
            "documents": after.seen,
        }
        for before, after in found
        if (of is None or of in (after.organisation, after.country, place_of(after)))
        and (since is None or (after.start or "") >= since.isoformat())
    )
    shown = ("day", "organisation", "title", "before", "last_seen", "after", "documents")
    emit(rows, form, CHANGE_COLUMNS, _table(shown, "no change of holder on record answers this"))


def _signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Who corrects, and why."""
    who = click.option(
        "--who",
        metavar="NAME",
        help="Who makes the correction. Default: $TOCSIN_USER, else the name you are logged in by.",
    )
    return who(click.option("--why", default="", metavar="WORDS", help="Why.")(command))


def _user(who: str | None) -> str:
    import getpass

    if given := (who or os.environ.get("TOCSIN_USER", "")).strip():
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise click.UsageError("nobody is logged in: give --who NAME") from None


@actors.command()
@click.argument("actor")
@click.argument("other")
@click.option("--force", is_flag=True, help="Also where they are of different types or states.")
@_signed
@actors_option
@click.pass_obj
def merge(obj: dict[str, Any], actor: str, other: str, force: bool, who: str | None, why: str) -> None:
    """Make OTHER be ACTOR, who stays.

    In what was read and in what will be. Each is an id, or a name that only one bears. ACTOR may be an id of the world
    files.

    \b
    tocsin actors merge "Ilze Ozola" "I. Ozola" --why "one minister, two spellings"
    tocsin actors merge taliban "Islamic Emirate forces"
    """
    from tocsin.cli.layers import world_of

    world = world_of(obj)
    _correct(obj, lambda record: record.merge(actor, other, who=_user(who), why=why, force=force, world=world))


@actors.command()
@click.argument("actor")
@click.option("--of", metavar="ID", help="Split off who is of this state or holds an office of this organisation.")
@click.option("--document", "documents", multiple=True, metavar="ID", help="Split off who this document names; repeat.")
@click.option("--name", default="", help="The name of who is split off, where it differs.")
@_signed
@click.pass_obj
def split(
    obj: dict[str, Any], actor: str, of: str | None, documents: tuple[str, ...], name: str, who: str | None, why: str
) -> None:
    """Make ACTOR two: another of the same name.

    What is said of one state's, or in some documents, is of another, who gets an id and, where given, a name.

    \b
    tocsin actors split "Ivan Petrov" --of BGR --name "Ivan Petrov (Bulgaria)"
    tocsin actors split person:ivan-petrov --document report-7 --document report-9
    """
    _correct(obj, lambda record: record.split(actor, of=of, documents=documents, name=name, who=_user(who), why=why))


@actors.command()
@click.argument("actor")
@click.argument("name")
@_signed
@click.pass_obj
def rename(obj: dict[str, Any], actor: str, name: str, who: str | None, why: str) -> None:
    """Give ACTOR another name.

    The old ones find it too: tocsin actors rename person:i-ozola "Ilze Ozola"
    """
    _correct(obj, lambda record: record.rename(actor, name, who=_user(who), why=why))


@actors.command()
@click.argument("actor")
@click.argument("words")
@_signed
@click.pass_obj
def note(obj: dict[str, Any], actor: str, words: str, who: str | None, why: str) -> None:
    """Keep a note on ACTOR.

    `show` prints it: tocsin actors note Ozola "left office in May"
    """
    _correct(obj, lambda record: record.note(actor, words, who=_user(who), why=why))


@actors.command()
@click.argument("number", type=int)
@_signed
@click.pass_obj
def undo(obj: dict[str, Any], number: int, who: str | None, why: str) -> None:
    """Take correction NUMBER back.

    It stays on record as undone: tocsin actors undo 3 --why "they are brothers"
    """
    _correct(obj, lambda record: record.undo(number, who=_user(who), why=why))


@actors.command()
@click.argument("name", required=False)
@format_option
@click.pass_obj
def corrections(obj: dict[str, Any], name: str | None, form: str) -> None:
    """All corrections, or those of one actor.

    With who made them, when and why, and who undid them.
    """
    from tocsin.record import open as open_record
    from tocsin.record.corrections import Corrections

    with open_record(obj["db"]) as record:
        found = record.corrections()
        if name:
            found = Corrections(found).about(record.find(name).id)
    rows = ({key: getattr(one, key) for key in CORRECTION_COLUMNS} for one in found)
    shown = ("number", "kind", "what", "who", "made", "why", "undone")
    emit(rows, form, CORRECTION_COLUMNS, _table(shown, "no correction on record answers this"))


def _correct(obj: dict[str, Any], made: Callable[[Record], Correction]) -> None:
    from tocsin.record import open as open_record

    with open_record(obj["db"]) as record:
        done = made(record)
    click.echo(
        f"correction {done.number} is undone: {done.what}"
        if done.undone
        else f"correction {done.number}: {done.what} (tocsin actors undo {done.number} takes it back)"
    )


def _table(columns: tuple[str, ...], empty: str) -> Callable[[Iterable[Row]], None]:
    def draw(rows: Iterable[Row]) -> None:
        from rich.table import Table

        table = Table(*columns, box=None, header_style="bold", pad_edge=False)
        for row in rows:
            table.add_row(*(plain(_cell(row[key])) for key in columns))
        console().print(table if table.row_count else empty)

    return draw


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
