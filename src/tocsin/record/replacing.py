"""A reading in the place of the one that is kept of the same text, whole or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, update

from tocsin.actors.types import Actor
from tocsin.reading.types import Reading
from tocsin.record import schema, search
from tocsin.record.adding import (
    CHANGE_ACTOR,
    MOST_NAMES,
    added,
    check,
    check_text,
    document_row,
    merged_row,
    searched_events,
    searched_statements,
    take_turn,
    write,
)
from tocsin.record.readings import reading_of
from tocsin.record.unlinking import unlink

_AT_ONCE = 200
_MANY = 500
_actor = msgspec.json.Decoder(Actor)
_json = msgspec.json.encode


def replaced(connection: Connection, reading: Reading, now: datetime.datetime) -> bool:
    """Puts a reading in the place of the kept one within the connection's transaction, adds it where there is none;
    False where the kept one is this byte for byte.

    Raises:
        RecordError: Another text has the document's id, or the reading points outside its text.
    """
    take_turn(connection, alone=True)
    document = reading.document
    documents = schema.documents.c
    wanted = select(documents.number, documents.day, documents.stored, documents.digest)
    kept = connection.execute(wanted.where(documents.id == document.id)).one_or_none()
    if kept is None:
        return added(connection, reading, now)
    check_text(document, kept.digest)
    before = reading_of(connection, kept.number)
    if _json(before) == _json(reading):
        return False
    check(reading)
    day = document.published or kept.stored[:10]
    unlink(connection, before, kept.number, kept.day)
    _take_out(connection, before, kept.number)
    connection.execute(
        update(schema.documents).where(documents.number == kept.number).values(document_row(document, day))
    )
    write(connection, reading, kept.number, day)
    _settle(connection, before.actors, reading.actors)
    return True


def _take_out(connection: Connection, reading: Reading, number: int) -> None:
    """Takes out everything of a reading but its document and the actors themselves."""
    numbers = schema.numbers_of(number)
    search.unindex(connection, "statement", searched_statements(reading, number))
    search.unindex(connection, "event", searched_events(reading, number))
    for column in (
        schema.acts.c.statement,
        schema.parties.c.statement,
        schema.statements.c.number,
        schema.event_parties.c.event,
        schema.events.c.number,
    ):
        connection.execute(delete(column.table).where(column.between(*numbers)))
    for table in (schema.warnings, schema.mentions, schema.roles, schema.appearances):
        connection.execute(delete(table).where(table.c.document == number))


def _settle(connection: Connection, before: Iterable[Actor], after: Iterable[Actor]) -> None:
    """Makes the rows of actors whom a document named, and now names otherwise or not at all, what all documents say."""
    gone, come = _said(before), _said(after)
    concerned = sorted(key for key, said in gone.items() if come.get(key) != said)
    table = schema.actors
    for first in range(0, len(concerned), _MANY):
        wanted = select(table).where(table.c.id.in_(concerned[first : first + _MANY]))
        for found in connection.execute(wanted).all():
            known = dict(found._mapping)
            row = _row(connection, known)
            if row is None:
                connection.execute(delete(table).where(table.c.id == found.id))
            elif row != known:
                connection.execute(CHANGE_ACTOR, {**row, "key": found.id})


def _said(actors: Iterable[Actor]) -> dict[str, list[tuple[str | None, ...]]]:
    """What a document adds to the row of each actor."""
    said: dict[str, list[tuple[str | None, ...]]] = {}
    for actor in actors:
        said.setdefault(actor.id, []).append((actor.type, actor.name, actor.country, actor.wikidata))
    return said


def _row(connection: Connection, known: dict[str, Any]) -> dict[str, Any] | None:
    """An actor's row from the documents that name it, None where none does.

    No more of them are read than it takes to have all that is known of the actor: its names from the latest, which a
    record that is read again in the order of days has replaced last, and what the first document decides from there.
    """
    names = known["names_folded"].count("\n") + 1
    if names >= MOST_NAMES:
        row: dict[str, Any] | None = None
        for actor in _appearances(connection, known["id"]):
            row = merged_row(row, actor)
        return row
    first: dict[str, Any] | None = None
    for actor in _appearances(connection, known["id"]):
        first = merged_row(first, actor)
        if all(first[field] or not known[field] for field in ("country", "wikidata")):
            break
    row = first
    for actor in _appearances(connection, known["id"], backwards=True):
        row = merged_row(row, actor)
        if (row["name"], row["names_folded"]) == (known["name"], known["names_folded"]):
            break
    return row and first and {**row, **{field: first[field] for field in ("type", "country", "wikidata")}}


def _appearances(connection: Connection, actor: str, *, backwards: bool = False) -> Iterator[Actor]:
    table = schema.appearances.c
    order = (table.document.desc(), table.position.desc()) if backwards else (table.document, table.position)
    wanted = select(table.body).where(table.actor == actor).order_by(*order)
    with connection.execute(wanted.execution_options(yield_per=_AT_ONCE)) as rows:
        for row in rows:
            yield _actor.decode(row.body)
