"""What the record is asked: statements, events, documents and actors, as SQL.

Each function gives one statement for the database to answer in the order of days; it is read as a stream.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, false, func, or_, select

from tocsin.errors import RecordError
from tocsin.record import linking, schema, search
from tocsin.record.folding import folded
from tocsin.record.types import Query


def statements_that(connection: Connection, query: Query) -> Select[Any]:
    """Rows of `statements` that answer a query, by day and number, with `same` and `why` of their places."""
    table, named = schema.statements.c, schema.parties.c
    wanted = select(schema.statements).where(*_common(connection, query, schema.statements, "statement"))
    if query.act:
        wanted = wanted.where(table.number.in_(select(schema.acts.c.statement).where(schema.acts.c.act == query.act)))

    def names(who: str, *sides: str) -> ColumnElement[bool]:
        is_meant = _is_actor(connection, named.actor, who)
        return table.number.in_(select(named.statement).where(named.side.in_(sides), is_meant))

    if query.speaker:
        unresolved = and_(table.speaker.is_(None), _has_words(table.speaker_folded, query.speaker))
        wanted = wanted.where(or_(names(query.speaker, "speaker"), unresolved))
    if query.country:
        spoken = select(named.statement).where(named.side == "speaker", _is_of(named.actor, query.country))
        wanted = wanted.where(table.number.in_(spoken))
    if query.target:
        wanted = wanted.where(names(query.target, "target"))
    if query.about:
        wanted = wanted.where(names(query.about, "target", "about"))
    return _told(wanted, schema.statements, schema.statement_places, query)


def events_that(connection: Connection, query: Query) -> Select[Any]:
    """Rows of `events` that answer a query, by day and number, with `same` and `why` of their places."""
    table, named = schema.events.c, schema.event_parties.c
    wanted = select(schema.events).where(*_common(connection, query, schema.events, "event"))
    if query.act:
        wanted = wanted.where(table.event == query.act.upper())
    if query.country:
        done = select(named.event).where(named.side == "actor", _is_of(named.actor, query.country))
        wanted = wanted.where(table.number.in_(done))
    for who, sides in (
        (query.speaker, ("actor",)),
        (query.target, ("recipient",)),
        (query.about, ("actor", "recipient", "location")),
    ):
        if who:
            is_meant = _is_actor(connection, named.actor, who)
            wanted = wanted.where(table.number.in_(select(named.event).where(named.side.in_(sides), is_meant)))
    return _told(wanted, schema.events, schema.event_places, query)


def all_documents(_: Connection) -> Select[Any]:
    """Numbers of documents, by day and number."""
    table = schema.documents.c
    return select(table.number).order_by(table.day, table.number)


def actors_named(connection: Connection, name: str | None) -> Select[Any]:
    """Rows of `actors` that an id, a country code or words of a name match, all without one, by id."""
    table = schema.actors.c
    wanted = select(schema.actors).order_by(table.id)
    return wanted.where(_is_actor(connection, table.id, name)) if name else wanted


def counted(connection: Connection) -> dict[str, Any]:
    """Rows a table, and the first and last day."""
    found: dict[str, Any] = {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (schema.documents, schema.statements, schema.events, schema.actors)
    }
    days = schema.documents.c.day
    found["first"], found["last"] = connection.execute(select(func.min(days), func.max(days))).one()
    return found


def _told(wanted: Select[Any], table: Table, places: Table, query: Query) -> Select[Any]:
    """The rows with the group of places that tell the same and why each is in it, by day and number."""
    if query.once:
        matching = wanted.with_only_columns(table.c.number)
        wanted = select(table).where(table.c.number.in_(linking.firsts(table, places, matching)))
    wanted = wanted.add_columns(places.c.same, places.c.why).outerjoin(places, places.c.number == table.c.number)
    return wanted.order_by(table.c.day, table.c.number).limit(query.limit)


def _common(
    connection: Connection, query: Query, table: Table, subject: search.Subject
) -> Iterator[ColumnElement[bool]]:
    documents = schema.documents.c
    if query.since:
        yield table.c.day >= _day("since", query.since)
    if query.until:
        yield table.c.day <= _day("until", query.until)
    if query.document:
        number = connection.execute(select(documents.number).where(documents.id == query.document)).scalar_one_or_none()
        yield false() if number is None else table.c.number.between(*schema.numbers_of(number))
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
