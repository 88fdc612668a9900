"""Readings out of the tables, as they were added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Table, select

from tocsin.actors.types import Actor, Mention
from tocsin.documents.types import Document, Kind
from tocsin.reading.types import Event, Reading
from tocsin.record import schema
from tocsin.record.packing import unpacked_statement

_actor = msgspec.json.Decoder(Actor)
_event = msgspec.json.Decoder(Event)


def number_of(connection: Connection, document_id: str) -> int | None:
    """The number of the document with an id, None where there is none."""
    documents = schema.documents.c
    return connection.execute(select(documents.number).where(documents.id == document_id)).scalar_one_or_none()


def document_of(connection: Connection, number: int) -> Document:
    """The document with a number."""
    return document_in(connection.execute(select(schema.documents).where(schema.documents.c.number == number)).one())


def document_in(row: Row[Any]) -> Document:
    """The document that a row of `documents` is."""
    return Document(
        id=row.id,
        title=row.title,
        source=row.source,
        url=row.url,
        published=row.published,
        language=row.language,
        kind=msgspec.convert(row.kind, Kind),
        text=row.text,
    )


def actors_of(connection: Connection, number: int) -> Iterator[Actor]:
    """The actors as the document with a number has them."""
    table = schema.appearances.c
    for row in connection.execute(select(table.body).where(table.document == number).order_by(table.position)):
        yield _actor.decode(row.body)


def event_in(body: str) -> Event:
    """The event that a row of `events` keeps."""
    return _event.decode(body)


def reading_of(connection: Connection, number: int) -> Reading:
    """The reading of the document with a number, as it was added."""
    document = document_of(connection, number)

    def parts(table: Table) -> list[Row[Any]]:
        wanted = select(table).where(table.c.document == number).order_by(table.c.position)
        return list(connection.execute(wanted))

    def numbered(table: Table) -> list[Row[Any]]:
        wanted = select(table).where(table.c.number.between(*schema.numbers_of(number))).order_by(table.c.number)
        return list(connection.execute(wanted))

    return Reading(
        document=document,
        actors=tuple(actors_of(connection, number)),
        mentions=tuple(Mention(span=(row.start, row.end), actor=row.actor) for row in parts(schema.mentions)),
        statements=tuple(unpacked_statement(row.body, document.text) for row in numbered(schema.statements)),
        events=tuple(event_in(row.body) for row in numbered(schema.events)),
        warnings=tuple(row.text for row in parts(schema.warnings)),
    )
