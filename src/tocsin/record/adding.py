"""A reading into the tables, whole or not at all."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Insert, Table, bindparam, insert, select, text, update

from tocsin.actors.types import Actor
from tocsin.documents.types import Document, Span
from tocsin.errors import RecordError
from tocsin.reading.types import Reading, Statement
from tocsin.record import schema, search
from tocsin.record.folding import folded
from tocsin.record.linking import link
from tocsin.record.packing import packed_event, packed_statement, spans_of, words_of

_MANY = 500
MOST_NAMES = 64
"""Names kept for matching one actor: no corpus can make one row grow without end."""
CHANGE_ACTOR = (
    update(schema.actors)
    .where(schema.actors.c.id == bindparam("key"))
    .values({name: bindparam(name) for name in ("type", "name", "country", "wikidata", "names_folded")})
)
_encoder = msgspec.json.Encoder()


def added(connection: Connection, reading: Reading, now: datetime.datetime) -> bool:
    """Writes a reading within the connection's transaction; False where the document is there already.

    Raises:
        RecordError: Another text has the document's id, or the reading points outside its text.
    """
    take_turn(connection, alone=False)
    document = reading.document
    digest = digest_of(document)
    known = connection.execute(
        select(schema.documents.c.digest).where(schema.documents.c.id == document.id)
    ).scalar_one_or_none()
    if known is not None:
        check_text(document, known)
        return False
    check(reading)
    day = document.published or now.date().isoformat()
    number = _document(connection, document, digest, day, now)
    write(connection, reading, number, day)
    return True


def take_turn(connection: Connection, *, alone: bool) -> None:
    """Has whoever takes something out of the record wait for those who add to it, and them for it.

    In SQLite one writes at a time anyway.
    """
    if connection.dialect.name == "postgresql":
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        connection.execute(text(f"SELECT {lock}(hashtext('tocsin'))"))


def digest_of(document: Document) -> str:
    """What tells a text from another."""
    return hashlib.sha256(document.text.encode()).hexdigest()


def check_text(document: Document, known: str) -> None:
    """Raises RecordError where the text on record under a document's id, with a digest, is another."""
    if known != digest_of(document):
        raise RecordError(document.id, "the id is taken by another text", "give the changed text an id of its own")


def write(connection: Connection, reading: Reading, number: int, day: str) -> None:
    """Writes everything of a reading but its document, which has a number and counts for a day (ISO)."""
    _actors(connection, reading, number, day)
    _statements(connection, reading, number, day)
    _events(connection, reading, number, day)
    rows = [{"document": number, "position": place, "text": words} for place, words in enumerate(reading.warnings)]
    _insert(connection, schema.warnings, rows)
    link(connection, reading, number, day)


def searched_statements(reading: Reading, document: int) -> list[dict[str, Any]]:
    """What the full-text index has of the statements of the document with a number."""
    title = reading.document.title
    return [
        {"number": number, "words": statement.content.text, "source": statement.source.text, "title": title}
        for number, statement in enumerate(reading.statements, schema.numbers_of(document)[0])
    ]


def searched_events(reading: Reading, document: int) -> list[dict[str, Any]]:
    """What the full-text index has of the events of the document with a number."""
    title, text = reading.document.title, reading.document.text
    return [
        {"number": number, "words": words_of(event.spans, text), "source": "", "title": title}
        for number, event in enumerate(reading.events, schema.numbers_of(document)[0])
    ]


def document_row(document: Document, day: str) -> dict[str, Any]:
    """The columns of `documents` but the text and what is of its storing."""
    return {
        "title": document.title,
        "source": document.source,
        "source_folded": f" {folded(document.source)}",
        "url": document.url,
        "published": document.published,
        "day": day,
        "language": document.language,
        "kind": document.kind,
    }


def check(reading: Reading) -> None:
    """Raises RecordError where a reading points outside its text, or is too much for one document."""
    document = reading.document
    if document.published is not None and not _is_day(document.published):
        raise RecordError(document.id, f"published on {document.published!r}, which is no ISO day", "write 2026-02-03")
    length = len(document.text)
    for what, spans in _pointing(reading):
        for start, end in spans:
            if not 0 <= start <= end <= length:
                raise RecordError(what, f"points at [{start}, {end}) of a text of {length} characters")
    for kind, ids in (
        ("statements", [statement.id for statement in reading.statements]),
        ("events", [event.id for event in reading.events]),
    ):
        if len(set(ids)) != len(ids):
            raise RecordError(document.id, f"two {kind} have one id")
        if len(ids) >= schema.PER_DOCUMENT:
            raise RecordError(document.id, f"{len(ids):,} {kind} in one document", "split the document")


def _pointing(reading: Reading) -> Iterator[tuple[str, Iterable[Span]]]:
    key = reading.document.id
    yield key, (mention.span for mention in reading.mentions)
    for actor in reading.actors:
        for role in actor.roles:
            yield key, role.spans
    for statement in reading.statements:
        yield f"{key}#{statement.id}", spans_of(statement)
    for event in reading.events:
        yield f"{key}#{event.id}", event.spans


def _is_day(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _document(connection: Connection, document: Document, digest: str, day: str, now: datetime.datetime) -> int:
    result = connection.execute(
        insert(schema.documents).values(
            id=document.id,
            stored=now.isoformat(timespec="seconds"),
            digest=digest,
            text=document.text,
            **document_row(document, day),
        )
    )
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def _actors(connection: Connection, reading: Reading, number: int, day: str) -> None:
    _merge(connection, reading.actors)
    _insert(
        connection,
        schema.appearances,
        [
            {"document": number, "position": place, "actor": actor.id, "body": _encoder.encode(actor).decode()}
            for place, actor in enumerate(reading.actors)
        ],
    )
    offices = [(actor, role) for actor in reading.actors for role in actor.roles]
    dated = reading.document.published is not None
    _insert(
        connection,
        schema.roles,
        [
            {
                "document": number,
                "position": place,
                "actor": actor.id,
                "title": role.title,
                "organisation": role.organisation,
                "day": day,
                "spans": _encoder.encode(role.spans).decode(),
                "country": actor.country,
                "dated": dated,
            }
            for place, (actor, role) in enumerate(offices)
        ],
    )
    _insert(
        connection,
        schema.mentions,
        [
            {
                "document": number,
                "position": place,
                "start": mention.span[0],
                "end": mention.span[1],
                "actor": mention.actor,
            }
            for place, mention in enumerate(reading.mentions)
        ],
    )


def _merge(connection: Connection, actors: Iterable[Actor]) -> None:
    """One row an actor, over all documents: its fullest name, the first type, country and Wikidata id known."""
    table = schema.actors
    ids = list({actor.id: None for actor in actors})
    known: dict[str, dict[str, Any]] = {}
    for first in range(0, len(ids), _MANY):
        rows = connection.execute(select(table).where(table.c.id.in_(ids[first : first + _MANY])))
        known.update({row.id: dict(row._mapping) for row in rows})
    after = dict(known)
    for actor in actors:
        after[actor.id] = merged_row(after.get(actor.id), actor)
    _insert(connection, table, [row for key, row in after.items() if key not in known])
    changed = [{**row, "key": key} for key, row in after.items() if key in known and row != known[key]]
    if changed:
        connection.execute(CHANGE_ACTOR, changed)


def merged_row(row: dict[str, Any] | None, actor: Actor) -> dict[str, Any]:
    """A row of `actors` once one more document has named the actor."""
    names = {f" {folded(actor.name)}"}
    if ":" not in actor.id:
        names.add(f" {folded(actor.id)}")
    if row is None:
        return {
            "id": actor.id,
            "type": actor.type,
            "name": actor.name,
            "country": actor.country,
            "wikidata": actor.wikidata,
            "names_folded": "\n".join(sorted(names)),
        }
    have = row["names_folded"].split("\n")
    if len(have) < MOST_NAMES:
        have = sorted(names.union(have))
    return {
        **row,
        "name": max(row["name"], actor.name, key=lambda name: (len(name.split()), len(name), name)),
        "country": row["country"] or actor.country,
        "wikidata": row["wikidata"] or actor.wikidata,
        "names_folded": "\n".join(have),
    }


def _statements(connection: Connection, reading: Reading, document: int, day: str) -> None:
    text = reading.document.text
    numbered = list(enumerate(reading.statements, schema.numbers_of(document)[0]))
    _insert(
        connection,
        schema.statements,
        [
            {
                "number": number,
                "document": document,
                "day": day,
                "id": statement.id,
                "speaker": statement.source.actor,
                "speaker_folded": f" {folded(statement.source.text)}",
                "body": packed_statement(statement, text),
            }
            for number, statement in numbered
        ],
    )
    _insert(
        connection,
        schema.acts,
        [
            {
                "statement": number,
                "position": place,
                "act": act.act,
                "negated": act.negated,
                "conditional": bool(act.condition.text or act.condition.spans),
                "time": act.time,
                "confidence": act.confidence,
            }
            for number, statement in numbered
            for place, act in enumerate(statement.acts)
        ],
    )
    _insert(
        connection,
        schema.parties,
        [
            {"statement": number, "side": side, "actor": actor}
            for number, statement in numbered
            for side, actor in sorted(_parties(statement))
        ],
    )
    search.index(connection, "statement", searched_statements(reading, document))


def _parties(statement: Statement) -> set[tuple[str, str]]:
    named = {("addressee", actor) for actor in statement.addressees}
    named |= {("carrier", carrier.actor) for carrier in statement.via if carrier.actor}
    if statement.source.actor:
        named.add(("speaker", statement.source.actor))
    for act in statement.acts:
        named |= {("target", actor) for actor in act.targets}
        named |= {("about", actor) for actor in act.about}
    return named


def _events(connection: Connection, reading: Reading, document: int, day: str) -> None:
    numbered = list(enumerate(reading.events, schema.numbers_of(document)[0]))
    _insert(
        connection,
        schema.events,
        [
            {
                "number": number,
                "document": document,
                "day": day,
                "id": event.id,
                "event": event.event,
                "body": packed_event(event),
            }
            for number, event in numbered
        ],
    )
    named = {
        (number, side, actor)
        for number, event in numbered
        for side, actors in (
            ("actor", event.actors),
            ("recipient", event.recipients),
            ("location", (event.location,) if event.location else ()),
        )
        for actor in actors
    }
    _insert(
        connection,
        schema.event_parties,
        [{"event": number, "side": side, "actor": actor} for number, side, actor in sorted(named)],
    )
    search.index(connection, "event", searched_events(reading, document))


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(_inserting(table), rows)


@cache
def _inserting(table: Table) -> Insert:
    return insert(table)
