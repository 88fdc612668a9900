"""A document's statements and events out of what tells the same: what stays is linked as if it had never been there.

Only those are looked at that one of its places was linked with, or that hang together through it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Table, bindparam, delete, func, insert, select, update

from tocsin.reading.types import Reading
from tocsin.record import schema
from tocsin.record.linking import places_told
from tocsin.record.readings import reading_of
from tocsin.record.sameness import Place, handles, looked_for, twin_key, why_same
from tocsin.record.search import Subject
from tocsin.record.types import Why

_MANY = 500
_DOCUMENTS = 64
"""Documents whose places are remembered while twins are looked for among them."""
_FORGET = delete(schema.handles).where(
    schema.handles.c.handle == bindparam("one"), schema.handles.c.number == bindparam("other")
)
_decoder = msgspec.msgpack.Decoder(Place)
_encoder = msgspec.msgpack.Encoder()


def unlink(connection: Connection, reading: Reading, number: int, day: str) -> None:
    """Takes the places of a document out, while its statements and events are still on record.

    Args:
        reading: As it was added.
        number: The document's.
        day: The day it counts for, ISO.
    """
    for table, subject, told in places_told(reading, number, day):
        links = _Links(connection, table, subject)
        own = dict(told)
        wanted = select(table).where(table.c.number.between(*schema.numbers_of(number))).order_by(table.c.number)
        rows = connection.execute(wanted).all()
        alone = [row for row in rows if row.same is None]
        links.drop([(row.number, _decoder.decode(row.body) if row.body is not None else None) for row in alone])
        for row in rows:
            if row.same is not None:
                links.take_out(row.number, own.get(row.number))


class _Links:
    """The places of statements or of events, and what links them."""

    def __init__(self, connection: Connection, table: Table, subject: Subject) -> None:
        self._connection = connection
        self._table = table
        self._subject: Subject = subject
        self._of_document = lru_cache(maxsize=_DOCUMENTS)(self._read)
        self._kept: dict[int, Place] = {}
        self._near: dict[int, dict[int, Why]] = {}
        self._keys: dict[int, tuple[frozenset[int], frozenset[int]]] = {}

    def take_out(self, number: int, told: Place | None) -> None:
        """Takes one place out; what is left of its group stays one or falls apart.

        Args:
            told: The place as its document tells it, of use where it is not kept because another is equal.
        """
        self._kept.clear()
        self._near.clear()
        self._keys.clear()
        (row,) = self._rows([number])
        if row.same is None:
            self.drop([(number, _decoder.decode(row.body) if row.body is not None else None)])
        elif row.body is None:
            self.drop([(number, None)])
            self._tidy(row.same)
            self._settle(self._holders(told))
        else:
            self._take_out_kept(row, _decoder.decode(row.body))

    def drop(self, gone: Sequence[tuple[int, Place | None]]) -> None:
        """Takes out places, with the keys under which they are found."""
        kept = [{"one": key, "other": number} for number, place in gone if place for key in self._found_by(place)]
        if kept:
            self._connection.execute(_FORGET, kept)
        numbers = [number for number, _ in gone]
        for at in range(0, len(numbers), _MANY):
            self._connection.execute(delete(self._table).where(self._table.c.number.in_(numbers[at : at + _MANY])))

    def _take_out_kept(self, row: Row[Any], place: Place) -> None:
        heir = self._twin(row.same, place)
        near = [] if heir is not None else sorted(self._neighbours(row.number, place))
        self.drop([(row.number, place)])
        if heir is not None:
            # Equal in all that links places: it stands where the other stood.
            body = _encoder.encode(place)
            self._connection.execute(update(self._table).where(self._table.c.number == heir).values(body=body))
            rows = [{"handle": key, "number": heir} for key in self._found_by(place)]
            self._connection.execute(insert(schema.handles), rows)
            self._tidy(row.same)
            self._settle([heir])
            return
        self._near.clear()
        for part in self._parts(near):
            self._part(row.same, part)
        self._tidy(row.same)
        self._settle(near)

    def _found_by(self, place: Place) -> set[int]:
        key = twin_key(place, self._subject)
        return {*handles(place), *(() if key is None else (key,))}

    def _holders(self, place: Place | None) -> list[int]:
        """The place, one at most, that is kept for all that are equal to one."""
        key = twin_key(place, self._subject) if place else None
        table = schema.handles.c
        if key is None:
            return []
        return list(self._connection.execute(select(table.number).where(table.handle == key)).scalars())

    def _parts(self, near: Sequence[int]) -> list[set[int]]:
        """What hangs together, among those that were linked with a place that is gone, without the last such part."""
        parts = self._hanging_together(near)
        done: list[set[int]] = []
        while len(parts) > 1:
            part = parts.pop()
            beyond = sorted(part)
            meets: set[int] | None = None
            while beyond and meets is None:
                for other in self._neighbours_of(beyond.pop()):
                    if other not in part:
                        part.add(other)
                        beyond.append(other)
                        meets = meets or next((one for one in parts if other in one), None)
            if meets is None:
                done.append(part)
            else:
                meets |= part
        return done

    def _hanging_together(self, near: Sequence[int]) -> list[set[int]]:
        """Groups of those that are linked among themselves, which is how most of them hang together."""
        left = list(near)
        parts = []
        while left:
            beyond = [left.pop()]
            part = set(beyond)
            while beyond and left:
                one = beyond.pop()
                reached = {other for other in left if self._why(one, other)}
                left = [other for other in left if other not in reached]
                part |= reached
                beyond += sorted(reached)
            parts.append(part)
        return parts

    def _part(self, group: int, kept: set[int]) -> None:
        """Makes some of a group, with those equal to them, a group of their own."""
        places = self._places(sorted(kept))
        members = set(kept)
        for day in {place.day for place in places.values()}:
            equal = [place for place in places.values() if place.day == day]
            members |= {number for number, place in self._unkept(group, day) if place in equal}
        table = self._table.c
        ordered = sorted(members)
        # The old name stays with the rest until that is named anew.
        values: dict[str, Any] = {"same": max(members)} if max(members) != group else {"same": min(members)}
        if len(members) == 1:
            values = {"same": None, "why": None}
        for at in range(0, len(ordered), _MANY):
            self._connection.execute(
                update(self._table).where(table.number.in_(ordered[at : at + _MANY])).values(**values)
            )

    def _tidy(self, group: int) -> None:
        """Names a group by a member, and dissolves that of one."""
        table = self._table.c
        of_group = table.same == group
        members, first = self._connection.execute(select(func.count(), func.min(table.number)).where(of_group)).one()
        if members == 1:
            self._connection.execute(update(self._table).where(of_group).values(same=None, why=None))
        elif members:
            is_member = self._connection.execute(select(table.number).where(of_group, table.number == group)).first()
            if is_member is None:
                self._connection.execute(update(self._table).where(of_group).values(same=first))

    def _settle(self, numbers: Iterable[int]) -> None:
        """Says anew what links places with others, where what linked them by their words may be gone."""
        rows = [row for row in self._rows(sorted(numbers)) if row.same is not None and row.why == "words"]
        near = [row.number for row in rows]
        for row in rows:
            place = self._place(row.number)
            by_words = (
                any(self._why(row.number, other) == "words" for other in near if other != row.number)
                or "words" in self._neighbours_of(row.number).values()
                or self._twin(row.same, place) is not None
            )
            if not by_words:
                here = self._table.c.number == row.number
                self._connection.execute(update(self._table).where(here).values(why="parties"))

    def _why(self, one: int, other: int) -> Why | None:
        """What links two places, None where nothing does."""
        if self._keys_of(one)[1].isdisjoint(self._keys_of(other)[0]):
            return None
        return self._linked(one, self._place(one), other, self._place(other))

    def _linked(self, one: int, place: Place, other: int, others: Place) -> Why | None:
        of_one_document = one // schema.PER_DOCUMENT == other // schema.PER_DOCUMENT
        return why_same(place, others, of_one_document=of_one_document)

    def _keys_of(self, number: int) -> tuple[frozenset[int], frozenset[int]]:
        """The keys under which a place is kept, and under which others are looked for."""
        if number not in self._keys:
            place = self._place(number)
            self._keys[number] = frozenset(handles(place)), frozenset(looked_for(place))
        return self._keys[number]

    def _neighbours_of(self, number: int) -> dict[int, Why]:
        if number not in self._near:
            self._near[number] = self._neighbours(number, self._place(number))
        return self._near[number]

    def _neighbours(self, number: int, place: Place) -> dict[int, Why]:
        """The places kept that are linked with one."""
        keys = looked_for(place)
        table = schema.handles.c
        found = select(table.number).where(table.handle.in_(keys), table.number != number).distinct()
        places = self._places(sorted(self._connection.execute(found).scalars()))
        return {other: why for other, others in places.items() if (why := self._linked(number, place, other, others))}

    def _twin(self, group: int, place: Place) -> int | None:
        """The first place of a group that is not kept because a given one is equal."""
        if twin_key(place, self._subject) is None:
            return None
        return next((number for number, other in self._unkept(group, place.day) if other == place), None)

    def _unkept(self, group: int, day: int) -> Iterable[tuple[int, Place]]:
        """The places of a group that are of one day (an ordinal) and not kept, read anew from their documents."""
        of_subject = schema.statements if self._subject == "statement" else schema.events
        wanted = (
            select(self._table.c.number)
            .join_from(self._table, of_subject, of_subject.c.number == self._table.c.number)
            .where(self._table.c.same == group, self._table.c.body.is_(None))
            .where(of_subject.c.day == datetime.date.fromordinal(day).isoformat())
            .order_by(self._table.c.number)
        )
        for number in self._connection.execute(wanted).scalars().all():
            place = self._of_document(number // schema.PER_DOCUMENT).get(number)
            if place is not None:
                yield number, place

    def _read(self, document: int) -> dict[int, Place]:
        day = self._connection.execute(
            select(schema.documents.c.day).where(schema.documents.c.number == document)
        ).scalar_one()
        told = places_told(reading_of(self._connection, document), document, day)
        return next(dict(numbered) for table, _, numbered in told if table is self._table)

    def _place(self, number: int) -> Place:
        return self._places([number])[number]

    def _places(self, numbers: Sequence[int]) -> dict[int, Place]:
        missing = [number for number in numbers if number not in self._kept]
        for row in self._rows(missing):
            if row.body is not None:
                self._kept[row.number] = _decoder.decode(row.body)
        return {number: self._kept[number] for number in numbers if number in self._kept}

    def _rows(self, numbers: Sequence[int]) -> list[Row[Any]]:
        found: list[Row[Any]] = []
        for at in range(0, len(numbers), _MANY):
            wanted = select(self._table).where(self._table.c.number.in_(numbers[at : at + _MANY]))
            found += self._connection.execute(wanted.order_by(self._table.c.number)).all()
        return found
