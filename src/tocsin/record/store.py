"""The record: one object over a database, safe to share between threads."""

from __future__ import annotations

import datetime
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, Row, Select, StaticPool, Table, select
from sqlalchemy.exc import IntegrityError

from tocsin.actors import Chronicle, Memory, Tenure, general_knowledge, merged
from tocsin.actors.types import Actor
from tocsin.documents.types import Document, Span
from tocsin.reading.types import Reading
from tocsin.record import correcting, queries, schema
from tocsin.record.adding import added
from tocsin.record.corrections import Correction, Corrections, corrected_event, corrected_statement
from tocsin.record.faults import told
from tocsin.record.identities import corrections_on
from tocsin.record.learning import sightings
from tocsin.record.linking import keys_of
from tocsin.record.packing import unpacked_statement
from tocsin.record.readings import actors_of, document_in, document_of, event_in, number_of, reading_of
from tocsin.record.replacing import replaced
from tocsin.record.types import Counts, Entry, EventEntry, Query, RoleEntry
from tocsin.world import World

_ATTEMPTS = 3
_AT_ONCE = 500
_GROUPS_AT_ONCE = 1000
_T = TypeVar("_T")
_View = tuple[Document, dict[str, str], dict[str, Actor]]
"""A document, the ids in it that corrections replace, and its actors as corrected."""
_actor = msgspec.json.Decoder(Actor)
_spans = msgspec.json.Decoder(tuple[Span, ...])


class Record:
    """Everything that was read, from which every answer is drawn. Made by `tocsin.record.open`.

    What is asked for comes lazily, in the order of days, and as it stood when the first of it was fetched: the record
    may be written meanwhile. Corrections are applied to all answers but `reading` and `readings`, which give what was
    added. A document without a day of publication counts for the day (UTC) on which it was stored.
    Every method raises RecordError when the database fails.
    """

    def __init__(self, engine: Engine, address: str) -> None:
        self._in_memory = isinstance(engine.pool, StaticPool)
        options: dict[str, Any] = {"alone": self._in_memory}
        if engine.dialect.name == "postgresql":
            # What is asked for in several statements stands as at the first, as it does in SQLite.
            options["isolation_level"] = "REPEATABLE READ"
        self._engine = engine.execution_options(**options)
        self._writer = engine.execution_options(writes=True)
        self.address = address
        """The database, without its password."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database. What was added is there already."""
        self._engine.dispose()

    def has(self, document_id: str) -> bool:
        """Whether a document is on record."""
        ids = schema.documents.c.id
        return self._read(
            lambda connection: connection.execute(select(ids).where(ids == document_id)).first() is not None
        )

    def add(self, reading: Reading, *, now: datetime.datetime | None = None) -> bool:
        """Stores a reading in one transaction; False, and nothing changes, where the document is on record.

        Parameters:
            now: When it is stored; the clock's time (UTC) if None.

        Raises:
            RecordError: Another text has its id, it points outside its text, or the database fails.
        """
        return self._write(added, reading, now)

    def replace(self, reading: Reading, *, now: datetime.datetime | None = None) -> bool:
        """Puts a reading in the place of that which is kept of the same text, in one transaction.

        The document keeps its number, the moment it was stored and, where it has no date, the day it counts for;
        corrections stay, and apply to the new reading. A document that is not on record is added.

        Parameters:
            now: When it is stored where it is added; the clock's time (UTC) if None.

        Returns:
            False, and nothing changes, where the reading that is kept is this one byte for byte.

        Raises:
            RecordError: Another text has its id, it points outside its text, or the database fails.
        """
        return self._write(replaced, reading, now)

    def reading(self, document_id: str) -> Reading | None:
        """The reading of a document as it was added, or None."""

        def asked(connection: Connection) -> Reading | None:
            number = number_of(connection, document_id)
            return None if number is None else reading_of(connection, number)

        return self._read(asked)

    def document(self, document_id: str) -> Document | None:
        """A document, or None."""

        def asked(connection: Connection) -> Document | None:
            number = number_of(connection, document_id)
            return None if number is None else document_of(connection, number)

        return self._read(asked)

    def readings(self) -> Iterator[Reading]:
        """All readings, by day and then as they were stored."""
        for connection, row in self._stream(queries.all_documents):
            yield reading_of(connection, row.number)

    def documents(self) -> Iterator[Document]:
        """All documents, by day and then as they were stored."""
        for connection, row in self._stream(queries.all_documents):
            yield document_of(connection, row.number)

    def in_turn(self) -> Iterator[Document]:
        """All documents, by day, those without a date last; a few at a time, as they stand when their turn comes.

        The record may be written meanwhile, for as long as it takes: nothing is held open.
        """
        for dated in (True, False):
            after: tuple[str, int] | None = ("", 0)
            while after is not None:
                rows = self._read(partial(queries.page, dated=dated, after=after))
                yield from map(document_in, rows)
                after = (rows[-1].day, rows[-1].number) if rows else None

    def statements(self, query: Query | None = None) -> Iterator[Entry]:
        """The statements that answer a query, by day, document and place in the text."""
        rows = self._stream(partial(queries.statements_that, query=query or Query()))
        return self._entries(rows)

    def recent(self, query: Query, limit: int) -> Iterator[Entry]:
        """The latest statements that answer a query, the last first."""
        return self._entries(self._stream(partial(queries.latest_statements_that, query=query, limit=limit)))

    def _entries(self, rows: Iterable[tuple[Connection, Row[Any]]]) -> Iterator[Entry]:
        for row, view, places in _with_documents(rows, schema.statements, schema.statement_places):
            document, ids, actors = view
            statement = corrected_statement(unpacked_statement(row.body, document.text), ids)
            named = [statement.source.actor, *statement.addressees, *(carrier.actor for carrier in statement.via)]
            for act in statement.acts:
                named += [*act.targets, *act.about]
            yield Entry(
                document=document,
                statement=statement,
                actors=_chosen(actors, named),
                day=row.day,
                places=places,
                why=row.why,
            )

    def events(self, query: Query | None = None) -> Iterator[EventEntry]:
        """The events that answer a query, by day, document and place in the text."""
        rows = self._stream(partial(queries.events_that, query=query or Query()))
        for row, view, places in _with_documents(rows, schema.events, schema.event_places):
            document, ids, actors = view
            event = corrected_event(event_in(row.body), ids)
            named = [*event.actors, *event.recipients, event.location]
            yield EventEntry(
                document=document, event=event, actors=_chosen(actors, named), day=row.day, places=places, why=row.why
            )

    def entries(self, until: datetime.date) -> Iterator[Entry]:
        """All statements of documents published up to the end of a day, in date order: the register's input.

        Documents without a date count for the day on which they were stored.
        """
        return self.statements(Query(until=until.isoformat()))

    def actors(self, search: str | None = None) -> Iterator[Actor]:
        """All actors, or those that an id, a country code or words of a name match, by id.

        Each is one over all documents, with its fullest name; `roles` is empty, as offices have days: see `roles`.
        """
        corrected = deque(self._read(lambda connection: queries.corrected_actors(connection, search)))
        for _, row in self._stream(partial(queries.actors_named, name=search)):
            while corrected and corrected[0].id < row.id:
                yield corrected.popleft()
            yield correcting.actor_of(row)
        yield from corrected

    def find(self, name: str) -> Actor:
        """The actor whom an id or a name means.

        Raises:
            RecordError: nobody on record bears the name, or several do: then it lists them.
        """
        return self._read(lambda connection: correcting.the_one(connection, name))

    def roles(self, actor: str) -> Iterator[RoleEntry]:
        """The offices that documents gave to an actor, by day."""
        for row in self._read(lambda connection: list(connection.execute(queries.roles_of(connection, actor)))):
            yield RoleEntry(
                actor=actor,
                title=row.title,
                organisation=row.organisation,
                document=row.id,
                day=row.day,
                spans=_spans.decode(row.spans),
                dated=row.dated,
            )

    def names(self, actor: str) -> tuple[str, ...]:
        """The names that documents gave to an actor, the most frequent first; of the latest documents where many do."""

        def asked(connection: Connection) -> tuple[str, ...]:
            rows = connection.execute(queries.appearances_of(connection, actor))
            counted = Counter(_actor.decode(row.body).name for row in rows)
            return tuple(sorted(counted, key=lambda name: (-counted[name], name)))

        return self._read(asked)

    def memory(self, beneath: Memory | None = None) -> Chronicle:
        """Who held which office when, as the dated documents on record show it, for readings to come.

        Parameters:
            beneath: What counts where the record says nothing; what ships if None.
        """
        beneath = general_knowledge() if beneath is None else beneath
        seen, one = self._read(lambda connection: sightings(connection, as_corrected=False))
        return Chronicle(seen, beneath, one)

    def recall(self, memory: Chronicle, since: str, until: str | None) -> None:
        """Has a memory learn what the dated documents of some days show, as `memory` gives it for all days.

        Parameters:
            since: The first day, ISO; from the beginning if empty.
            until: The day after the last; all that is on record if None.
        """
        seen, one = self._read(lambda connection: sightings(connection, as_corrected=False, since=since, until=until))
        memory.learn(seen, one)

    def tenures(self) -> tuple[Tenure, ...]:
        """Who held which office from when to when, as the dated documents on record show it and corrections have it."""
        seen, _ = self._read(lambda connection: sightings(connection, as_corrected=True))
        return merged(seen)

    def corrections(self) -> tuple[Correction, ...]:
        """All corrections, in the order in which they were made, those undone too."""
        return self._read(corrections_on).all

    def corrected(self, reading: Reading) -> Reading:
        """A reading as the corrections have it: what was added stays as it was."""
        return self._read(corrections_on).corrected(reading)

    def merge(
        self,
        actor: str,
        other: str,
        *,
        who: str,
        why: str = "",
        force: bool = False,
        world: World | None = None,
        now: datetime.datetime | None = None,
    ) -> Correction:
        """Makes another actor be one from now on, in what was read and what will be. Each is given by id or name.

        Parameters:
            actor: The one that stays; what is not on record may be of `world` (default: what ships).
            force: Also where they are of different types or states.

        Raises:
            RecordError: One is unknown or ambiguous, they are one already, or differ and nobody forces it.
        """
        asked = partial(correcting.merge, name=actor, other_name=other, who=who, why=why, force=force, world=world)
        return self._correct(now, asked)

    def split(
        self,
        actor: str,
        *,
        of: str | None = None,
        documents: Sequence[str] = (),
        name: str = "",
        who: str,
        why: str = "",
        now: datetime.datetime | None = None,
    ) -> Correction:
        """Makes a part of what is said of an actor that of another, whose id is the correction's `other`.

        Parameters:
            of: The part is who is of this state, or holds an office of this state or organisation.
            documents: The part is who these documents name.
            name: The part's name, where it has another.

        Raises:
            RecordError: The actor is unknown or ambiguous, no document names the part, or all do.
        """
        asked = partial(correcting.split, name=actor, of=of, documents=documents, part_name=name, who=who, why=why)
        return self._correct(now, asked)

    def rename(
        self, actor: str, name: str, *, who: str, why: str = "", now: datetime.datetime | None = None
    ) -> Correction:
        """Gives an actor another name; the old ones find it too.

        Raises:
            RecordError: The actor is unknown or ambiguous, or is named so already.
        """
        return self._correct(now, partial(correcting.rename, name=actor, new_name=name, who=who, why=why))

    def note(
        self, actor: str, words: str, *, who: str, why: str = "", now: datetime.datetime | None = None
    ) -> Correction:
        """Keeps a note on an actor.

        Raises:
            RecordError: The actor is unknown or ambiguous, or the note is empty.
        """
        return self._correct(now, partial(correcting.note, name=actor, words=words, who=who, why=why))

    def undo(self, number: int, *, who: str, why: str = "", now: datetime.datetime | None = None) -> Correction:
        """Takes a correction back; it stays on record as undone.

        Raises:
            RecordError: There is no such correction, or it is undone.
        """
        return self._correct(now, partial(correcting.undo, number=number, who=who, why=why))

    def _write(
        self,
        written: Callable[[Connection, Reading, datetime.datetime], bool],
        reading: Reading,
        now: datetime.datetime | None,
    ) -> bool:
        now = now or datetime.datetime.now(datetime.UTC)
        with told(self.address):
            for attempt in range(1, _ATTEMPTS + 1):
                try:
                    with self._writer.begin() as connection:
                        return written(connection, reading, now)
                except IntegrityError:
                    # Two writers met the same new actor or document; the second look finds the first one's rows.
                    if attempt == _ATTEMPTS:
                        raise
        raise AssertionError("unreachable")

    def _correct(self, now: datetime.datetime | None, made: Callable[..., Correction]) -> Correction:
        with told(self.address), self._writer.begin() as connection:
            return made(connection, now=now or datetime.datetime.now(datetime.UTC))

    def counts(self) -> Counts:
        """How much is on record, and from when to when."""
        return Counts(**self._read(queries.counted))

    def _read(self, asked: Callable[[Connection], _T]) -> _T:
        with told(self.address), self._engine.connect() as connection:
            return asked(connection)

    def _stream(self, asked: Callable[[Connection], Select[Any]]) -> Iterator[tuple[Connection, Row[Any]]]:
        with told(self.address), self._engine.connect() as connection:
            rows = connection.execute(asked(connection).execution_options(yield_per=_AT_ONCE))
            # A database in memory has one connection for all, which a writer may need before the last row is asked for.
            for row in list(rows) if self._in_memory else rows:
                yield connection, row


def _with_documents(
    rows: Iterable[tuple[Connection, Row[Any]]], subject: Table, places: Table
) -> Iterator[tuple[Row[Any], _View, tuple[str, ...]]]:
    """Each row with its document and the document's actors, which are fetched once, and the keys of its group."""
    groups: dict[int, tuple[str, ...]] = {}
    number = -1
    view: _View | None = None
    corrections: Corrections | None = None
    for connection, row in rows:
        if corrections is None:
            corrections = corrections_on(connection)
        if view is None or row.document != number:
            number = row.document
            document = document_of(connection, number)
            view = (document, *corrections.view(document.id, actors_of(connection, number)))
        if row.same is not None and row.same not in groups:
            if len(groups) >= _GROUPS_AT_ONCE:
                groups.clear()
            groups[row.same] = keys_of(connection, subject, places, row.same)
        yield row, view, groups.get(row.same, ())


def _chosen(actors: dict[str, Actor], named: list[str | None]) -> dict[str, Actor]:
    return {key: actors[key] for key in dict.fromkeys(named) if key is not None and key in actors}
