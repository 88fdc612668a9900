"""What a database complains of, in words for the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from tocsin.errors import RecordError

BUSY_SECONDS = 30
"""How long a writer waits for another."""

_COMPLAINTS = (
    ("file is not a database", "not an SQLite database", "name another file, or move this one away"),
    ("malformed", "the database is damaged", "restore a copy, or move it away and read the documents again"),
    ("readonly", "the database is not writable", "check the permissions of the file and its folder"),
    ("unable to open database file", "cannot be opened or made", "check the folder and its permissions"),
    ("locked", f"another program has been writing for {BUSY_SECONDS} seconds", "wait for it, then run again"),
    ("full", "no space left for the database", "make room, then run again: what is stored stays"),
    ("no such module: fts5", "this Python's SQLite has no full-text search (FTS5)", "use another Python"),
)


@contextmanager
def told(address: str) -> Iterator[None]:
    """Turns what the database raises into a RecordError about the address."""
    try:
        yield
    except DBAPIError as error:
        complaint = str(error.orig).strip() or type(error.orig).__name__
        for sign, why, cure in _COMPLAINTS:
            if sign in complaint:
                raise RecordError(address, why, cure) from error
        raise RecordError(address, complaint.splitlines()[0]) from error
    except SQLAlchemyError as error:
        raise RecordError(address, str(error).splitlines()[0]) from error
    except UnicodeEncodeError as error:
        raise RecordError(address, "half a surrogate pair, which is no text", "write it as UTF-8") from error
