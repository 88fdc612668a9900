"""The store of everything read: statements and events with their characters, actors, search.

`open` and the types cost nothing to import; SQLAlchemy is loaded when a record is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.record.corrections import Correction
from tocsin.record.opening import DEFAULT
from tocsin.record.opening import open_record as open  # noqa: A004 - `tocsin.record.open` is what it does
from tocsin.record.types import Counts, Entry, EventEntry, Query, RoleEntry

if TYPE_CHECKING:
    from tocsin.record.store import Record

__all__ = ["DEFAULT", "Correction", "Counts", "Entry", "EventEntry", "Query", "Record", "RoleEntry", "open"]


def __getattr__(name: str) -> Any:
    if name == "Record":
        from tocsin.record.store import Record

        return Record
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
