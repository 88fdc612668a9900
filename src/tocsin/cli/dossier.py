"""An actor's dossier on the terminal: names, roles with their proofs, memberships, statements, corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tocsin.cli.output import console

if TYPE_CHECKING:
    from tocsin.record import Correction
    from tocsin.record.dossier import Belonging, Dossier, Holder, Office, Proof


def plain(words: str) -> str:
    """Words of a text for the terminal: on one line, no markup, nothing that the terminal would obey."""
    from rich.markup import escape

    return escape("".join(c if c.isprintable() else " " for c in words))


def print_dossier(one: Dossier) -> None:
    """Print it."""
    from rich.padding import Padding
    from rich.table import Table

    actor = one.actor
    console().print(
        f"[bold]{plain(actor.name)}[/] ({plain(actor.id)}, {actor.type}, {actor.country or 'no country'})",
        soft_wrap=True,
    )
    belonging = "; ".join(_belonging(row, actor.id) for row in one.memberships)
    parts: tuple[tuple[str, list[str]], ...] = (
        ("names", [plain("; ".join(one.names))]),
        ("roles", [line for office in one.roles for line in _office_lines(office)]),
        (
            "members" if actor.id in {row.organisation for row in one.memberships} else "memberships",
            [plain(belonging)],
        ),
        ("statements", list(_statement_lines(one))),
        ("corrections", list(_correction_lines(one.corrections))),
    )
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", width=12)
    for label, lines in parts:
        for place, line in enumerate(filter(None, lines)):
            table.add_row(label if place == 0 else "", line)
    console().print(Padding(table, (0, 0, 0, 2)))


def _office_lines(office: Office) -> Iterator[str]:
    when = office.start if office.start == office.last else f"{office.start} to {office.last}"
    documents = f"{office.documents} document{'s' if office.documents != 1 else ''}"
    holder = f" of {plain(office.organisation)}" if office.organisation else ""
    aside = "" if office.taught else ", not learnt"
    yield f"[bold]{plain(office.title)}[/]{holder}, seen {when} in {documents}{aside}"
    for proof in office.proofs:
        yield f"  {proof.day} {_quoted(proof)} [dim]({plain(proof.document)})[/]"
    for other in office.contradicted_by:
        yield f"  contradicted: {_holder(other)}"
    if office.followed_by:
        yield f"  ended by {office.end}: then {_holder(office.followed_by)}"


def _quoted(proof: Proof) -> str:
    return f"… {plain(proof.before)}[bold]“{plain(proof.words)}”[/]{plain(proof.after)} …"


def _holder(other: Holder) -> str:
    when = other.start if other.start == other.last else f"{other.start} to {other.last}"
    return f"{plain(other.name)} ({plain(other.actor)}), seen {when}"


def _belonging(row: Belonging, shown: str) -> str:
    since = f"{row.status}, since {row.start or '?'}{', not checked for a year' if row.stale else ''}"
    if row.organisation == shown:
        return f"{row.of} ({since})"
    return f"{row.organisation} ({since})" if row.of == shown else f"{row.organisation} ({row.of} {since})"


def _statement_lines(one: Dossier) -> Iterator[str]:
    from tocsin.reading.shown import axes_words

    for said in one.statements:
        act = f"[bold]{said.act}[/]{plain(axes_words(said.negated, said.time, ''))}"
        yield f"{said.day} {act} {plain(' '.join(said.words.split()))} [dim]({plain(said.statement)})[/]"


def _correction_lines(found: Iterable[Correction]) -> Iterator[str]:
    for one in found:
        why = f": {one.why}" if one.why else ""
        undone = f", undone {one.undone[:10]} by {one.undone_by}" if one.undone else ""
        yield plain(f"{one.number} {one.kind} {one.what} ({one.who}, {one.made[:10]}{why}{undone})")
