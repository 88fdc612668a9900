"""What a document says: `read` takes a `Document` and gives a `Reading`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.documents.types import Document
from tocsin.reading.format import from_line, schema, shipped_schema, to_line
from tocsin.reading.types import (
    ACTS,
    FORMAT,
    PLOVER_OF_ACT,
    TIMES,
    Act,
    ActName,
    Carrier,
    Date,
    Event,
    Reading,
    Source,
    Statement,
    Time,
    Words,
)

if TYPE_CHECKING:
    from tocsin.actors import Memory
    from tocsin.world import World

__all__ = [
    "ACTS",
    "FORMAT",
    "PLOVER_OF_ACT",
    "TIMES",
    "Act",
    "ActName",
    "Carrier",
    "Date",
    "Event",
    "Reading",
    "Source",
    "Statement",
    "Time",
    "Words",
    "from_line",
    "model_card",
    "read",
    "schema",
    "shipped_schema",
    "to_line",
]


def read(
    document: Document, *, threshold: float | None = None, known: Memory | None = None, world: World | None = None
) -> Reading:
    """What a document says: its statements with their acts, the actors it names, and its events.

    Args:
        document: The text and what is known of it.
        threshold: Least confidence of a statement, 0 to 1; the model's own where None. Lower finds more, higher only
            the certain.
        known: Who held which office when, `Record.memory()`; what ships where None.
        world: Slow facts, `tocsin.world.load(Path("my-world"))`; what ships where None.

    Raises:
        ModelError: the model is missing or damaged.
    """
    # The model's libraries load when something is read, not when a type of the format is wanted.
    from tocsin.reading.reader import read as read_document

    return read_document(document, threshold=threshold, known=known, world=world)


def model_card() -> dict[str, Any]:
    """Name, version, language and size in MB of the model that ships.

    Raises:
        ModelError: its card is missing or damaged.
    """
    from tocsin.reading.reader import model_card as card

    return card()
