"""Who is meant, where corrections say that ids mean others: as actors, and as conditions of SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from sqlalchemy import BindParameter, ColumnElement, Connection, Row, and_, bindparam, or_, select, true

from tocsin.actors.types import Actor
from tocsin.record import schema
from tocsin.record.corrections import Correction, Corrections, part_of
from tocsin.record.folding import folded

_MANY = 500
_actor = msgspec.json.Decoder(Actor)


class _Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a row of `corrections` keeps beside its columns."""

    text: str = ""
    of: str | None = None
    documents: tuple[str, ...] = ()
    into: Actor | None = None


_body = msgspec.json.Decoder(_Body)


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whom a correction concerns.

    Attributes:
        actor: As corrected, over all documents, without roles.
        names: The names he, she or it is found by, folded.
        members: Ids that stand for it, each with the numbers of the documents where it does, None for all.
    """

    actor: Actor
    names: frozenset[str]
    members: tuple[tuple[str, tuple[int, ...] | None], ...]

    def is_exactly(self, name: str) -> bool:
        """Whether a name is the id, that of somebody merged into it, or the country's code."""
        ids = {self.actor.id, *(i for i, documents in self.members if documents is None)}
        return name in ids or name == self.actor.country

    def is_named(self, name: str) -> bool:
        """Whether words stand in a name, the last perhaps only begun."""
        wanted = folded(name)
        return bool(wanted) and any(f" {wanted}" in f" {known}" for known in self.names)


class Identities:
    """Everybody whom corrections concern; everybody else is who the documents say."""

    def __init__(self, corrections: Corrections, known: Iterable[Identity] = ()) -> None:
        self.corrections = corrections
        self.by_id = {identity.actor.id: identity for identity in known}

    def is_plain(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """That no correction concerns a column's id."""
        touched = sorted(self.corrections.touched)
        return ~column.in_(touched) if touched else true()

    def that(self, holds: Callable[[Identity], bool]) -> list[Identity]:
        """Those for whom something holds, by id."""
        return [identity for _, identity in sorted(self.by_id.items()) if holds(identity)]

    def is_one_of(
        self, column: ColumnElement[str], document: ColumnElement[int], meant: Iterable[Identity]
    ) -> list[ColumnElement[bool]]:
        """That a column's id means one of some, in the document whose number is the other's; none for none."""
        always: list[str] = []
        conditions: list[ColumnElement[bool]] = []
        for identity in meant:
            for member, documents in identity.members:
                if documents is None:
                    always.append(member)
                else:
                    # Written into the statement: a driver takes only so many parameters.
                    numbers: BindParameter[Any] = bindparam(None, documents, expanding=True, literal_execute=True)
                    conditions.append(and_(column == member, document.in_(numbers)))
        return [column.in_(always), *conditions] if always else conditions


def corrections_on(connection: Connection) -> Corrections:
    """The corrections on record."""
    rows = connection.execute(select(schema.corrections).order_by(schema.corrections.c.number))
    return Corrections(
        Correction(
            number=row.number,
            kind=row.kind,
            actor=row.actor,
            other=row.other,
            who=row.who,
            made=row.made,
            why=row.why,
            undone=row.undone,
            undone_by=row.undone_by,
            undone_why=row.undone_why,
            **{field: getattr(body, field) for field in _Body.__struct_fields__},
        )
        for row in rows
        for body in (_body.decode(row.body),)
    )


def body_of(correction: Correction) -> str:
    """What a row of `corrections` keeps beside its columns, as JSON."""
    fields = {field: getattr(correction, field) for field in _Body.__struct_fields__}
    return msgspec.json.encode(_Body(**fields)).decode()


def identities_on(connection: Connection) -> Identities:
    """Everybody on record whom corrections concern."""
    corrections = corrections_on(connection)
    found: dict[str, _Gathered] = {}
    for row in _rows(connection, sorted(corrections.touched)):
        if corrections.is_split(row.id):
            _gather_parts(connection, corrections, row.id, found)
        else:
            (who,) = corrections.outcomes(row.id)
            known = found.setdefault(who, _Gathered())
            known.actors.append(
                Actor(id=row.id, type=row.type, name=row.name, country=row.country, wikidata=row.wikidata)
            )
            known.names.update(name.strip() for name in row.names_folded.split("\n"))
            known.members.append((row.id, None))
    return Identities(corrections, (_identity(corrections, who, known) for who, known in found.items()))


class _Gathered:
    def __init__(self) -> None:
        self.actors: list[Actor] = []
        self.names: set[str] = set()
        self.members: list[tuple[str, tuple[int, ...] | None]] = []


def _identity(corrections: Corrections, who: str, known: _Gathered) -> Identity:
    actor = corrections.described(who, known.actors)
    names = known.names | {folded(actor.name)} | ({folded(who)} if ":" not in who else set())
    return Identity(
        actor=actor, names=frozenset(names - {""}), members=tuple(sorted(known.members, key=lambda m: m[0]))
    )


def _rows(connection: Connection, ids: list[str]) -> Iterable[Row[Any]]:
    for first in range(0, len(ids), _MANY):
        wanted = select(schema.actors).where(schema.actors.c.id.in_(ids[first : first + _MANY]))
        yield from connection.execute(wanted.order_by(schema.actors.c.id))


def _gather_parts(connection: Connection, corrections: Corrections, actor: str, found: dict[str, _Gathered]) -> None:
    """The parts of a split actor, from its appearances."""
    appearances, documents = schema.appearances.c, schema.documents.c
    wanted = (
        select(appearances.document, appearances.body, documents.id)
        .join_from(schema.appearances, schema.documents, documents.number == appearances.document)
        .where(appearances.actor == actor)
        .order_by(appearances.document)
    )
    numbers: dict[str, list[int]] = {}
    fullest: dict[str, Actor] = {}
    for row in connection.execute(wanted):
        seen = _actor.decode(row.body)
        who = corrections.identity(actor, part_of(row.id, seen))
        numbers.setdefault(who, []).append(row.document)
        found.setdefault(who, _Gathered()).names.add(folded(seen.name))
        fullest[who] = _fuller(fullest.get(who), seen)
    for who, where in numbers.items():
        found[who].actors.append(fullest[who])
        found[who].members.append((actor, tuple(where)))


def _fuller(known: Actor | None, seen: Actor) -> Actor:
    if known is None:
        return msgspec.structs.replace(seen, roles=())
    name = max(known.name, seen.name, key=lambda name: (len(name.split()), len(name), name))
    return msgspec.structs.replace(
        known, name=name, country=known.country or seen.country, wikidata=known.wikidata or seen.wikidata
    )


def meaning(
    identities: Identities, column: ColumnElement[str], document: ColumnElement[int], plain: ColumnElement[bool],
    meant: Iterable[Identity],
) -> ColumnElement[bool]:  # fmt: skip
    """That a column's id is of an actor on record for whom `plain` holds and whom no correction concerns, or means one
    of some."""
    actors = schema.actors.c
    found = column.in_(select(actors.id).where(plain, identities.is_plain(actors.id)))
    return or_(found, *identities.is_one_of(column, document, meant))
