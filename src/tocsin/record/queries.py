"""What the record is asked: statements, events, documents and actors, as SQL.

Each function gives one statement for the database to answer in the order of days; it is read as a stream.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, false, func, or_, select

from tocsin.actors.types import Actor
from tocsin.errors import RecordError
from tocsin.record import linking, schema, search
from tocsin.record.folding import folded
from tocsin.record.identities import Identities, Identity, identities_on, meaning
from tocsin.record.types import Query

_PAGE = 100
_APPEARANCES = 2000
"""So many documents are asked for the names of an actor."""


def statements_that(connection: Connection, query: Query) -> Select[Any]:
    """Rows of `statements` that answer a query, by day and number, with `same` and `why` of their places."""
    table, named = schema.statements.c, schema.parties.c
    wanted = select(schema.statements).where(*_common(connection, query, schema.statements, "statement"))
    if query.act:
        wanted = wanted.where(table.number.in_(select(schema.acts.c.statement).where(schema.acts.c.act == query.act)))

    identities = identities_on(connection)
    document = named.statement // schema.PER_DOCUMENT

    def names(who: str, *sides: str) -> ColumnElement[bool]:
        is_meant = _is_actor(connection, named.actor, document, who, identities)
        return table.number.in_(select(named.statement).where(named.side.in_(sides), is_meant))

    if query.speaker:
        unresolved = and_(table.speaker.is_(None), _has_words(table.speaker_folded, query.speaker))
        wanted = wanted.where(or_(names(query.speaker, "speaker"), unresolved))
    if query.country:
        is_meant = _is_of(named.actor, document, query.country, identities)
        spoken = select(named.statement).where(named.side == "speaker", is_meant)
        wanted = wanted.where(table.number.in_(spoken))
    if query.target:
        wanted = wanted.where(names(query.target, "target"))
    if query.about:
        wanted = wanted.where(names(query.about, "target", "about"))
    return _told(wanted, schema.statements, schema.statement_places, query)


def latest_statements_that(connection: Connection, query: Query, limit: int) -> Select[Any]:
    """The last rows of `statements` that answer a query, the last first."""
    table = schema.statements.c
    wanted = statements_that(connection, query)
    return wanted.order_by(None).order_by(table.day.desc(), table.number.desc()).limit(limit)


def events_that(connection: Connection, query: Query) -> Select[Any]:
    """Rows of `events` that answer a query, by day and number, with `same` and `why` of their places."""
    table, named = schema.events.c, schema.event_parties.c
    wanted = select(schema.events).where(*_common(connection, query, schema.events, "event"))
    if query.act:
        wanted = wanted.where(table.event == query.act.upper())
    identities = identities_on(connection)
    document = named.event // schema.PER_DOCUMENT
    if query.country:
        is_meant = _is_of(named.actor, document, query.country, identities)
        done = select(named.event).where(named.side == "actor", is_meant)
        wanted = wanted.where(table.number.in_(done))
    for who, sides in (
        (query.speaker, ("actor",)),
        (query.target, ("recipient",)),
        (query.about, ("actor", "recipient", "location")),
    ):
        if who:
            is_meant = _is_actor(connection, named.actor, document, who, identities)
            wanted = wanted.where(table.number.in_(select(named.event).where(named.side.in_(sides), is_meant)))
    return _told(wanted, schema.events, schema.event_places, query)


def page(connection: Connection, *, dated: bool, after: tuple[str, int]) -> list[Row[Any]]:
    """The next few documents by day and number, with a date or without."""
    documents = schema.documents.c
    is_dated = documents.published.is_not(None) if dated else documents.published.is_(None)
    day, number = after
    is_next = or_(documents.day > day, and_(documents.day == day, documents.number > number))
    wanted = select(schema.documents).where(is_dated, documents.day >= day, is_next)
    return list(connection.execute(wanted.order_by(documents.day, documents.number).limit(_PAGE)))


def all_documents(_: Connection) -> Select[Any]:
    """Numbers of documents, by day and number."""
    table = schema.documents.c
    return select(table.number).order_by(table.day, table.number)


def actors_named(connection: Connection, name: str | None) -> Select[Any]:
    """Rows of `actors` that no correction concerns and that an id, a country code or words of a name match, all without
    one, by id."""
    table = schema.actors.c
    identities = identities_on(connection)
    wanted = select(schema.actors).where(identities.is_plain(table.id)).order_by(table.id)
    return wanted.where(_matching(connection, name, identities)[0]) if name else wanted


def corrected_actors(connection: Connection, name: str | None) -> list[Actor]:
    """Those whom corrections concern among the actors that a name matches, all without one, by id."""
    identities = identities_on(connection)
    meant = _matching(connection, name, identities)[1] if name else identities.that(lambda _: True)
    return [identity.actor for identity in meant]


def roles_of(connection: Connection, actor: str) -> Select[Any]:
    """The offices that documents gave to an actor, each with its document's id, by day."""
    roles, documents = schema.roles.c, schema.documents.c
    return (
        select(roles.title, roles.organisation, roles.day, roles.spans, roles.dated, documents.id)
        .join_from(schema.roles, schema.documents, documents.number == roles.document)
        .where(_is_exactly(connection, roles.actor, roles.document, actor))
        .order_by(roles.day, roles.document, roles.position)
    )


def appearances_of(connection: Connection, actor: str) -> Select[Any]:
    """An actor as the latest documents have it."""
    table = schema.appearances.c
    is_meant = _is_exactly(connection, table.actor, table.document, actor)
    return select(table.body).where(is_meant).order_by(table.document.desc()).limit(_APPEARANCES)


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


def _is_actor(
    connection: Connection,
    column: ColumnElement[str],
    document: ColumnElement[int],
    name: str,
    identities: Identities,
) -> ColumnElement[bool]:
    """That a column's actor is the one with this id, or of the country with this code, or has these words in a name."""
    return meaning(identities, column, document, *_matching(connection, name, identities))


def _is_exactly(
    connection: Connection, column: ColumnElement[str], document: ColumnElement[int], actor: str
) -> ColumnElement[bool]:
    """That a column's id means the actor with this id."""
    identities = identities_on(connection)
    known = identities.by_id.get(actor)
    if known is None:
        return and_(column == actor, identities.is_plain(column))
    return or_(false(), *identities.is_one_of(column, document, [known]))


def _matching(connection: Connection, name: str, identities: Identities) -> tuple[ColumnElement[bool], list[Identity]]:
    """Whom a name matches: of those whom no correction concerns as a condition on `actors`, and of the others."""
    actors = schema.actors.c
    exact = or_(actors.id == name, actors.country == name)
    exactly = identities.that(lambda identity: identity.is_exactly(name))
    is_plain = identities.is_plain(actors.id)
    if exactly or connection.execute(select(actors.id).where(exact, is_plain).limit(1)).first():
        return exact, exactly
    return _has_words(actors.names_folded, name), identities.that(lambda identity: identity.is_named(name))


def _is_of(
    column: ColumnElement[str], document: ColumnElement[int], country: str, identities: Identities
) -> ColumnElement[bool]:
    """That a column's actor is of the country with this ISO code."""
    code = country.upper()
    meant = identities.that(lambda identity: identity.actor.country == code)
    return meaning(identities, column, document, schema.actors.c.country == code, meant)


def _has_words(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """That words stand in a folded text, the last perhaps only begun. Folding leaves nothing that LIKE could expand."""
    wanted = folded(words)
    return column.like(f"% {wanted}%") if wanted else column.is_(None)


def _day(field: str, value: str) -> str:
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise RecordError(f"--{field}", f"{value[:40]!r} is no ISO day", "write it as 2026-02-03") from None
