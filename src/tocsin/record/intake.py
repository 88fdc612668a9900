"""Documents read into a record, each with what the record has learnt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tocsin.actors import Cast, Chronicle, Tenure, general_knowledge, learnt
from tocsin.documents.types import Document
from tocsin.errors import DocumentError, RecordError, TocsinError
from tocsin.reading.types import Reading
from tocsin.record.store import Record
from tocsin.world import World

AT_ONCE = 256
"""Documents put in the order of days at a time."""
CHARACTERS_AT_ONCE = 4_000_000
_ALL_DAYS = "~"
"""Follows every ISO day."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its reading, as corrected, or what went wrong."""

    document: Document
    reading: Reading | None = None
    error: Exception | None = None


class Intake:
    """Reads documents into a record, by the slow facts of `world` (default: what ships).

    Who held which office is recalled from the record once, when the first document is to be read, and learnt from each
    document that is read here. A document is read with what the record held then and what documents of the days read
    before it have taught, never with what others of its own day teach: so it does not matter in what order, or by how
    many workers, those of one day are read.

    Parameters:
        again: Documents on record are read anew, as they are kept, and their readings replaced. Each is read with what
            the record shows of the days before its own: as if all were read in the order of days, never with what it
            or one of its day taught; those without a date with what all days show.
    """

    def __init__(self, record: Record, world: World | None = None, *, again: bool = False) -> None:
        self._record = record
        self._world = world
        self._again = again
        self._until = ""
        self._replaced = 0
        self._memory: Chronicle | None = None
        self._day: str | None = None
        self._taught: list[Tenure] = []
        self._changes: dict[tuple[str, str], tuple[Tenure, Tenure]] = {}

    @property
    def changes(self) -> tuple[tuple[Tenure, Tenure], ...]:
        """The changes of holder that were noticed: who held an office, and who was the first seen to follow.

        None where documents are read again: they teach what the record had learnt.
        """
        self._learn()
        return tuple(self._changes.values())

    @property
    def replaced(self) -> int:
        """How many readings on record have made way for others."""
        return self._replaced

    def read(self, document: Document) -> Reading:
        """The reading of a document, as corrected; it is added, or taken from the record where it is there already and
        nothing is read again.

        Raises:
            RecordError: another text has its id, or the database fails.
            ModelError: the model is missing or damaged.
        """
        if self._again:
            return self._record.corrected(self._read_again(self._as_kept(document)))
        kept = self._record.reading(document.id)
        if kept is None or kept.document.text != document.text:
            kept = self._read(document)
        return self._record.corrected(kept)

    def outcomes(
        self, documents: Iterable[Document | DocumentError], at_once: int = AT_ONCE
    ) -> Iterator[Outcome | DocumentError]:
        """What becomes of documents, in the order in which they are given.

        They are read in the order of their days, `at_once` at a time, those without a day last; of one day, as given.

        Raises:
            TocsinError: what stops more than one document, such as a missing model.
        """
        batch: list[Document] = []
        size = 0
        for document in documents:
            if isinstance(document, DocumentError):
                yield document
                continue
            if self._again:
                document = self._as_kept(document)
            batch.append(document)
            size += len(document.text)
            if len(batch) >= at_once or size >= CHARACTERS_AT_ONCE:
                yield from self._in_order_of_days(batch)
                batch, size = [], 0
        yield from self._in_order_of_days(batch)

    def _in_order_of_days(self, batch: list[Document]) -> Iterator[Outcome]:
        done: dict[int, Outcome] = {}
        told = 0
        for place in sorted(range(len(batch)), key=lambda place: (batch[place].published or _ALL_DAYS, place)):
            done[place] = self._outcome(batch[place])
            while told in done:
                yield done.pop(told)
                told += 1

    def _outcome(self, document: Document) -> Outcome:
        try:
            return Outcome(document, reading=self.read(document))
        except (DocumentError, RecordError) as error:
            return Outcome(document, error=error)
        except TocsinError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours in one document must not stop the others
            return Outcome(document, error=error)

    def _read(self, document: Document) -> Reading:
        from tocsin.reading import read as read_document

        if self._memory is None:
            self._memory = self._record.memory(general_knowledge(self._world))
        if document.published != self._day:
            self._learn()
            self._day = document.published
        reading = read_document(document, known=self._memory, world=self._world)
        if self._record.add(reading):
            self._taught += learnt(Cast(actors=reading.actors), document.id, document.published)
        return reading

    def _read_again(self, document: Document) -> Reading:
        from tocsin.reading import read as read_document

        reading = read_document(document, known=self._recalled(document.published), world=self._world)
        is_kept = self._record.has(document.id)
        if self._record.replace(reading) and is_kept:
            self._replaced += 1
        return reading

    def _as_kept(self, document: Document) -> Document:
        """A document with the title, source, day and kind that it has on record."""
        kept = self._record.document(document.id)
        return document if kept is None or kept.text != document.text else kept

    def _recalled(self, day: str | None) -> Chronicle:
        """What the record shows of the days before one, or of all; only what came since the last call is asked for."""
        until = day or _ALL_DAYS
        if self._memory is None or until < self._until:
            self._memory, self._until = Chronicle((), general_knowledge(self._world)), ""
        if self._until < until:
            self._record.recall(self._memory, self._until, day)
            self._until = until
        return self._memory

    def _learn(self) -> None:
        if self._taught and self._memory is not None:
            for before, after in self._memory.learn(self._taught):
                self._changes[(before.actor, after.actor)] = (before, after)
        self._taught = []
