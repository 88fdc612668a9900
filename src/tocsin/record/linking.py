"""The same statement or event in several places, linked as documents come: `same_as` and everything it rests on.

Groups are the connected components of `sameness.why_same`. A group's first place is by day, then document id, then
place in the text, so that neither groups nor firsts depend on the order in which documents were added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, Table, func, insert, select, update

from tocsin.documents.types import Document
from tocsin.reading.sentences import sentences
from tocsin.reading.types import Event, Reading
from tocsin.record import schema
from tocsin.record.sameness import (
    Place,
    event_place,
    handles,
    looked_for,
    statement_place,
    twin_key,
    why_same,
)
from tocsin.record.search import Subject
from tocsin.record.types import Why

_MANY = 500
_decoder = msgspec.msgpack.Decoder(Place)
_encoder = msgspec.msgpack.Encoder()

Numbered = tuple[int, Place]
_Edge = tuple[int, int, Why]


def link(connection: Connection, reading: Reading, number: int, day: str) -> None:
    """Links what a document that has just been added tells with what others, or it itself, told before.

    Args:
        number: The document's.
        day: The day it counts for, ISO.
    """
    for table, subject, told in places_told(reading, number, day):
        _link(connection, table, subject, told)


def places_told(reading: Reading, number: int, day: str) -> tuple[tuple[Table, Subject, list[Numbered]], ...]:
    """The places of a document's statements and of its events, each with its number and the table that keeps it."""
    first = schema.numbers_of(number)[0]
    actors = {actor.id: actor for actor in reading.actors}
    statements = [
        (at, place)
        for at, statement in enumerate(reading.statements, first)
        if (place := statement_place(statement, actors, day)) is not None
    ]
    events = _events(reading.document, reading.events, first, day)
    return (schema.statement_places, "statement", statements), (schema.event_places, "event", events)


def firsts(table: Table, places: Table, matching: Select[Any]) -> Select[Any]:
    """The numbers of statements or events that are the first place of their group among those matching.

    Args:
        table: `statements` or `events`.
        places: What is kept of their places.
        matching: Selects the numbers among which to look.
    """
    documents = schema.documents.c
    group = func.coalesce(places.c.same, table.c.number)
    rank = func.row_number().over(partition_by=group, order_by=(table.c.day, documents.id, table.c.number))
    joined = table.join(schema.documents, documents.number == table.c.document)
    ranked = (
        select(table.c.number, rank.label("rank"))
        .select_from(joined.outerjoin(places, places.c.number == table.c.number))
        .where(table.c.number.in_(matching))
        .subquery()
    )
    return select(ranked.c.number).where(ranked.c.rank == 1)


def keys_of(connection: Connection, table: Table, places: Table, group: int) -> tuple[str, ...]:
    """`<document id>#<id>` of every place of a group, the first first."""
    documents = schema.documents.c
    wanted = (
        select(documents.id.label("document"), table.c.id)
        .select_from(places.join(table, table.c.number == places.c.number))
        .join(schema.documents, documents.number == table.c.document)
        .where(places.c.same == group)
        .order_by(table.c.day, documents.id, table.c.number)
    )
    return tuple(f"{row.document}#{row.id}" for row in connection.execute(wanted))


def _events(document: Document, events: Sequence[Event], first: int, day: str) -> list[Numbered]:
    spans = sentences(document.text) if events else []
    return [(at, event_place(event, document, spans, day)) for at, event in enumerate(events, first)]


def _link(connection: Connection, table: Table, subject: Subject, told: Sequence[Numbered]) -> None:
    if not told:
        return
    keys = {number: twin_key(place, subject) for number, place in told}
    known = dict(_kept(connection, [key for key in keys.values() if key is not None]))
    edges: list[_Edge] = []
    new: list[Numbered] = []
    for number, place in told:
        key = keys[number]
        if key is not None and key in known:
            # Alike in all that the relation looks at: whatever it is like, its twin is like, so that nobody need ask.
            edges.append((known[key], number, "words"))
            continue
        if key is not None:
            known[key] = number
        new.append((number, place))
    bodies = {number: _encoder.encode(place) for number, place in new}
    rows = [{"number": number, "body": bodies.get(number)} for number, _ in told]
    connection.execute(insert(table), rows)
    kept = {
        (handle, number) for number, place in new for handle in (*handles(place), keys[number]) if handle is not None
    }
    if kept:
        connection.execute(insert(schema.handles), [{"handle": one, "number": other} for one, other in sorted(kept)])
    edges += _like(connection, table, new)
    if edges:
        _join(connection, table, edges)


def _like(connection: Connection, table: Table, new: Sequence[Numbered]) -> list[_Edge]:
    """Edges between new places and all that tell the same."""
    by_handle: dict[int, list[int]] = {}
    for at, (_, place) in enumerate(new):
        for handle in looked_for(place):
            by_handle.setdefault(handle, []).append(at)
    pairs = {
        (at, number)
        for handle, number in _kept(connection, list(by_handle))
        for at in by_handle[handle]
        if number != new[at][0]
    }
    others = _places(connection, table, sorted({number for _, number in pairs}))
    edges: list[_Edge] = []
    for at, number in sorted(pairs):
        own, place = new[at]
        of_one_document = own // schema.PER_DOCUMENT == number // schema.PER_DOCUMENT
        why = why_same(place, others[number], of_one_document=of_one_document)
        if why is not None:
            edges.append((number, own, why))
    return edges


def _kept(connection: Connection, keys: Sequence[int]) -> Iterator[tuple[int, int]]:
    table = schema.handles.c
    for at in range(0, len(keys), _MANY):
        wanted = select(table.handle, table.number).where(table.handle.in_(keys[at : at + _MANY]))
        for row in connection.execute(wanted).all():
            yield row.handle, row.number


def _places(connection: Connection, table: Table, numbers: Sequence[int]) -> dict[int, Place]:
    return {row.number: _decoder.decode(row.body) for row in _rows(connection, table, numbers) if row.body is not None}


def _rows(connection: Connection, table: Table, numbers: Sequence[int]) -> Iterator[Row[Any]]:
    for at in range(0, len(numbers), _MANY):
        yield from connection.execute(select(table).where(table.c.number.in_(numbers[at : at + _MANY]))).all()


def _join(connection: Connection, table: Table, edges: Sequence[_Edge]) -> None:
    """Puts the ends of every edge into one group, the smaller of two groups into the larger."""
    ends = sorted({end for one, other, _ in edges for end in (one, other)})
    rows = {row.number: row for row in _rows(connection, table, ends)}
    had = {row.same for row in rows.values() if row.same is not None}
    sizes = _sizes(connection, table, sorted(had))
    group = {number: row.same if row.same is not None else number for number, row in rows.items()}
    root = {one: one for one in group.values()}

    def top(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    why: dict[int, Why] = {number: row.why for number, row in rows.items() if row.why}
    for one, other, reason in edges:
        low, high = top(group[one]), top(group[other])
        if low != high:
            if sizes.get(low, 1) < sizes.get(high, 1):
                low, high = high, low
            root[high] = low
            sizes[low] = sizes.get(low, 1) + sizes.get(high, 1)
        for end in (one, other):
            if reason == "words" or end not in why:
                why[end] = reason
    columns = table.c
    for moved in sorted(had):
        if top(moved) != moved:
            connection.execute(update(table).where(columns.same == moved).values(same=top(moved)))
    for number, row in rows.items():
        same = top(group[number])
        if (row.same, row.why) != (same, why[number]):
            connection.execute(update(table).where(columns.number == number).values(same=same, why=why[number]))


def _sizes(connection: Connection, table: Table, groups: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for at in range(0, len(groups), _MANY):
        wanted = (
            select(table.c.same, func.count()).where(table.c.same.in_(groups[at : at + _MANY])).group_by(table.c.same)
        )
        found.update({row[0]: row[1] for row in connection.execute(wanted)})
    return found
