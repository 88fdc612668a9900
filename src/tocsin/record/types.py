"""What the record hands out: statements and events with the document they stand in and the actors they name."""

from __future__ import annotations

from typing import Literal

import msgspec

from tocsin.actors.types import Actor
from tocsin.documents.types import Document, Span
from tocsin.reading.types import Event, Statement

Why = Literal["words", "parties"]
"""What links two places that tell the same: near-identical words within days; the same category between the same
parties on the same day (events only).
"""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One statement on record.

    `document.text` is the whole text, so that words can be shown in their context. `actors` holds every actor that the
    statement names, by id, as this document knows it: no later document changes what an earlier one said.
    `day` is the day it counts for, the document's day of publication, else the day on which it was stored; empty only
    in an entry that comes from no record. `places` are the keys of all places where it was told, by day and document,
    none where it was told once; `why` says what links this one with others (docs/record.md).
    """

    document: Document
    statement: Statement
    actors: dict[str, Actor]
    day: str = ""
    places: tuple[str, ...] = ()
    why: Why | None = None

    @property
    def key(self) -> str:
        """`<document id>#<statement id>`, the address of the statement in the register and the brief."""
        return f"{self.document.id}#{self.statement.id}"

    @property
    def same_as(self) -> str | None:
        """The key of the first place that told it; None where this is the first."""
        return _same_as(self.key, self.places)


class EventEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One event on record, with its document, the actors it names, the day it counts for, and where else it is told."""

    document: Document
    event: Event
    actors: dict[str, Actor]
    day: str = ""
    places: tuple[str, ...] = ()
    why: Why | None = None

    @property
    def key(self) -> str:
        """`<document id>#<event id>`."""
        return f"{self.document.id}#{self.event.id}"

    @property
    def same_as(self) -> str | None:
        """The key of the first place that told it; None where this is the first."""
        return _same_as(self.key, self.places)


def _same_as(key: str, places: tuple[str, ...]) -> str | None:
    return places[0] if places and places[0] != key else None


class RoleEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An office that a document gives to an actor, on the day the document counts for, with the words that prove it.

    `dated` says whether that is the document's day of publication: only then does it show who held what when.
    """

    actor: str
    title: str
    organisation: str | None
    document: str
    day: str
    spans: tuple[Span, ...]
    dated: bool = True


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much the record holds, and the first and last day of its documents (None when it is empty)."""

    documents: int
    statements: int
    events: int
    actors: int
    first: str | None
    last: str | None


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Which statements or events: every given field narrows the answer; an empty text is as good as None.

    `speaker`, `target` and `about` each match an actor's id or an ISO country code (both as they are written: `CSTO`,
    `AFG`), which takes that actor, or every actor of that country; else words of a name, the last perhaps only begun,
    whatever their case and accents (`lavr`, `foreign minis`).

    Attributes:
        speaker: Who speaks. Where nobody was resolved, the words of the source are matched. Of an event: its actors.
        act: Any act of the statement (`concern`). Of an event: its PLOVER category (`CONSULT`).
        about: Whom the statement names, as a target or in its content. Of an event: any party or its location.
        target: At whom an act is directed. Of an event: its recipients.
        country: ISO alpha-3 code of the speaker's country. Of an event: of an actor's.
        source: Part of the publisher's name.
        since, until: ISO days, both included, of the document's publication, or of its storing where it has no date.
        search: Words, "phrases" and beginnings (`troop*`) that must all stand in the content, the source or the title
            of the document; English endings do not matter.
        document: A document's id.
        once: Of the places that answer and tell the same, only the first.
        limit: At most so many, the earliest first.
    """

    speaker: str | None = None
    act: str | None = None
    about: str | None = None
    target: str | None = None
    country: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    search: str | None = None
    document: str | None = None
    once: bool = False
    limit: int | None = None
