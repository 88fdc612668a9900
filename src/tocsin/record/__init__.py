"""The store of everything read: statements and events with their characters, actors, search, corrections.

`open` and the types cost nothing to import; SQLAlchemy is loaded when a record is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.record.corrections import Correction
from tocsin.record.opening import DEFAULT
from tocsin.record.opening import open_record as open  # noqa: A004 - `tocsin.record.open` is what it does
from tocsin.record.types import Counts, Entry, EventEntry, Query, RoleEntry

if TYPE_CHECKING:
    from tocsin.record.dossier import Dossier, dossier_of
    from tocsin.record.intake import Intake
    from tocsin.record.store import Record

__all__ = [
    "DEFAULT",
    "Correction",
    "Counts",
    "Dossier",
    "Entry",
    "EventEntry",
    "Intake",
    "Query",
    "Record",
    "RoleEntry",
    "dossier_of",
    "open",
]

_LOADED_WHEN_USED = {"Dossier": "dossier", "dossier_of": "dossier", "Intake": "intake", "Record": "store"}


def __getattr__(name: str) -> Any:
    if name in _LOADED_WHEN_USED:
        from importlib import import_module

        return getattr(import_module(f"tocsin.record.{_LOADED_WHEN_USED[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
