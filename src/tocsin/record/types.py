"""What the record hands out: statements with the document they stand in and the actors they name."""

from __future__ import annotations

import msgspec

from tocsin.actors.types import Actor
from tocsin.documents.types import Document
from tocsin.reading.types import Event, Statement


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One statement on record.

    `document.text` is the whole text, so that words can be shown in their context. `actors` holds every actor that the
    statement names, by id.
    """

    document: Document
    statement: Statement
    actors: dict[str, Actor]

    @property
    def key(self) -> str:
        """`<document id>#<statement id>`, the address of the statement in the register and the brief."""
        return f"{self.document.id}#{self.statement.id}"


class EventEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One event on record, with its document and the actors it names."""

    document: Document
    event: Event
    actors: dict[str, Actor]


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Which statements: every given field narrows the answer. Names are matched against actors' ids, names and countries."""

    speaker: str | None = None
    act: str | None = None
    about: str | None = None
    target: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    search: str | None = None
    document: str | None = None
    limit: int | None = None
