"""Tocsin keeps watch for an alliance: who said what about whose security, who answered, who is silent.

import tocsin

reading = tocsin.read(text, date="2026-02-03", source="Kabul daily")
with tocsin.open("sqlite:///tocsin.db") as record:
    record.add(reading)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tocsin.documents.types import Kind
    from tocsin.reading.types import Reading
    from tocsin.record import Record
    from tocsin.record.tables import Cell
    from tocsin.world import World

__all__ = ["events_table", "open", "read", "statements_table"]


def read(
    text: str,
    *,
    date: str | None = None,
    source: str = "",
    title: str = "",
    url: str | None = None,
    kind: Kind = "news",
    language: str = "en",
    id: str | None = None,  # noqa: A002
    threshold: float | None = None,
    world: World | None = None,
) -> Reading:
    """What a text says: statements with their words, acts and actors, as the types of the public format.

    Args:
        text: The document, kept character for character; all spans point into it.
        date: ISO day of publication.
        source: Publisher.
        kind: `news`, `release` or `transcript`.
        id: The document's id; made from the text where None.
        threshold: Least confidence of a statement, 0 to 1; the model's own where None.
        world: Slow facts, `tocsin.world.load(Path("my-world"))`; what ships where None.

    Raises:
        DocumentError: the text is empty or the date is no day.
        ModelError: the model is missing or damaged.
    """
    from tocsin.documents import document_from_text
    from tocsin.reading import read as read_document

    document = document_from_text(
        text, id=id, title=title, source=source, url=url, date=date, language=language, kind=kind
    )
    return read_document(document, threshold=threshold, world=world)


def open(db: str | None = None) -> Record:  # noqa: A001
    """The record at an SQLAlchemy address; by default `$TOCSIN_DB`, else `sqlite:///tocsin.db` in the working folder.

    Raises:
        RecordError: it cannot be opened or was written by a newer version.
    """
    from tocsin.record import open as open_record

    return open_record(db)


def statements_table(record: Record, *, once: bool = True, **filters: Any) -> Iterator[dict[str, Cell]]:
    """The statements on record that answer, one flat row each, for pandas, polars and R.

    Args:
        once: What several places tell is one row, the first place that answers; else a row a place.
        filters: Fields of `tocsin.record.Query`, such as `speaker="RUS"` or `since="2026-01-01"`.

    The columns are those of `tocsin.record.tables.STATEMENT_COLUMNS`, which says what each holds.
    """
    from tocsin.record.tables import statements_table as rows

    return rows(record, once=once, **filters)


def events_table(record: Record, *, once: bool = True, **filters: Any) -> Iterator[dict[str, Cell]]:
    """The events on record that answer, one flat row each: see `statements_table`.

    The columns are those of `tocsin.record.tables.EVENT_COLUMNS`.
    """
    from tocsin.record.tables import events_table as rows

    return rows(record, once=once, **filters)
