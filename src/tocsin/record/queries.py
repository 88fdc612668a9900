"""What the record is asked: conditions on statements, events and actors, and the pages in which answers come.

Every answer is read in pages by key, none of which holds a transaction open between them: memory stays bounded whatever
the record holds, and it may be written while an answer is still being read.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, func, or_, select, tuple_

from tocsin.errors import RecordError
from tocsin.record import schema, search
from tocsin.record.folding import folded
from tocsin.record.types import Query

PAGE = 1000

Reader = Callable[[Callable[[Connection], list[Row[Any]]]], list[Row[Any]]]
"""Runs one function on a connection of its own."""


def statement_rows(read: Reader, query: Query) -> Iterator[Row[Any]]:
    """Rows of `statements` that answer a query, by day and number."""
    table = schema.statements

    def asked(connection: Connection) -> Select[Any]:
        parties, side = schema.parties, schema.parties.c.side
        wanted = select(table).where(*_common(connection, query, table, "statement"))
        if query.act:
            wanted = wanted.where(
                table.c.number.in_(select(schema.acts.c.statement).where(schema.acts.c.act == query.act))
            )
        if query.speaker:
            named = table.c.number.in_(
                select(parties.c.statement).where(
                    side == "speaker", _is_actor(connection, parties.c.actor, query.speaker)
                )
            )
            unresolved = and_(table.c.speaker.is_(None), _has_words(table.c.speaker_folded, query.speaker))
            wanted = wanted.where(or_(named, unresolved))
        if query.country:
            speakers = select(parties.c.statement).where(side == "speaker", _is_of(parties.c.actor, query.country))
            wanted = wanted.where(table.c.number.in_(speakers))
        for name, sides in ((query.target, ("target",)), (query.about, ("target", "about"))):
            if name:
                wanted = wanted.where(
                    table.c.number.in_(
                        select(parties.c.statement).where(side.in_(sides), _is_actor(connection, parties.c.actor, name))
                    )
                )
        return wanted

    yield from _pages(read, asked, table, query.limit)


def event_rows(read: Reader, query: Query) -> Iterator[Row[Any]]:
    """Rows of `events` that answer a query, by day and number."""
    table = schema.events

    def asked(connection: Connection) -> Select[Any]:
        parties, side = schema.event_parties, schema.event_parties.c.side
        wanted = select(table).where(*_common(connection, query, table, "event"))
        if query.act:
            wanted = wanted.where(table.c.event == query.act.upper())
        if query.country:
            doers = select(parties.c.event).where(side == "actor", _is_of(parties.c.actor, query.country))
            wanted = wanted.where(table.c.number.in_(doers))
        for name, sides in (
            (query.speaker, ("actor",)),
            (query.target, ("recipient",)),
            (query.about, ("actor", "recipient", "location")),
        ):
            if name:
                wanted = wanted.where(
                    table.c.number.in_(
                        select(parties.c.event).where(side.in_(sides), _is_actor(connection, parties.c.actor, name))
                    )
                )
        return wanted

    yield from _pages(read, asked, table, query.limit)


def document_rows(read: Reader) -> Iterator[Row[Any]]:
    """Numbers and days of all documents, by day and number."""
    table = schema.documents
    yield from _pages(read, lambda _: select(table.c.number, table.c.day), table, None)


def actor_rows(read: Reader, name: str | None) -> Iterator[Row[Any]]:
    """Rows of `actors` that a name, id or country code matches, by id."""
    table = schema.actors
    last = ""
    while True:

        def page(connection: Connection, after: str = last) -> list[Row[Any]]:
            wanted = select(table).where(table.c.id > after).order_by(table.c.id).limit(PAGE)
            if name:
                wanted = wanted.where(_is_actor(connection, table.c.id, name))
            return list(connection.execute(wanted))

        rows = read(page)
        yield from rows
        if len(rows) < PAGE:
            return
        last = rows[-1].id


def counted(connection: Connection) -> dict[str, Any]:
    """Rows a table, and the first and last day."""
    found: dict[str, Any] = {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (schema.documents, schema.statements, schema.events, schema.actors)
    }
    days = schema.documents.c.day
    found["first"], found["last"] = connection.execute(select(func.min(days), func.max(days))).one()
    return found


def _pages(
    read: Reader, asked: Callable[[Connection], Select[Any]], table: Table, limit: int | None
) -> Iterator[Row[Any]]:
    key = tuple_(table.c.day, table.c.number)
    after: tuple[str, int] = ("", 0)
    left = limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)

        def page(connection: Connection, after: tuple[str, int] = after, size: int = size) -> list[Row[Any]]:
            wanted = asked(connection).where(key > after).order_by(table.c.day, table.c.number).limit(size)
            return list(connection.execute(wanted))

        rows = read(page)
        yield from rows
        if len(rows) < size:
            return
        after = (rows[-1].day, rows[-1].number)
        if left is not None:
            left -= len(rows)


def _common(
    connection: Connection, query: Query, table: Table, subject: search.Subject
) -> Iterator[ColumnElement[bool]]:
    documents = schema.documents.c
    if query.since:
        yield table.c.day >= _day("since", query.since)
    if query.until:
        yield table.c.day <= _day("until", query.until)
    if query.document:
        yield table.c.document.in_(select(documents.number).where(documents.id == query.document))
    if query.source:
        yield table.c.document.in_(select(documents.number).where(_has_words(documents.source_folded, query.source)))
    if query.search:
        yield search.matching(connection.dialect.name, subject, table.c.number, query.search)


def _is_actor(connection: Connection, column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """That a column's actor is the one with this id, or of the country with this code, or has these words in a name."""
    actors = schema.actors.c
    exact = or_(actors.id == name, actors.country == name)
    if connection.execute(select(actors.id).where(exact).limit(1)).first():
        return column.in_(select(actors.id).where(exact))
    return column.in_(select(actors.id).where(_has_words(actors.names_folded, name)))


def _is_of(column: ColumnElement[str], country: str) -> ColumnElement[bool]:
    """That a column's actor is of the country with this ISO code."""
    return column.in_(select(schema.actors.c.id).where(schema.actors.c.country == country.upper()))


def _has_words(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """That words stand in a folded text, the last perhaps only begun. Folding leaves nothing that LIKE could expand."""
    wanted = folded(words)
    return column.like(f"% {wanted}%") if wanted else column.is_(None)


def _day(field: str, value: str) -> str:
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise RecordError(f"--{field}", f"{value[:40]!r} is no ISO day", "write it as 2026-02-03") from None
