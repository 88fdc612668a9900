"""From an address to a record that is of this program's version."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.errors import RecordError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

    from tocsin.record.store import Record

DEFAULT = "sqlite:///tocsin.db"
_CURE = "write it as sqlite:///FILE, with a fourth stroke for an absolute path"


def open_record(address: str | None = None) -> Record:
    """The record at an address, made or brought up to date where needed. Close it, or use it in a `with`.

    Parameters:
        address: An SQLAlchemy URL, `sqlite:///desk.db`; if None, what `TOCSIN_DB` says, else `tocsin.db` in the working
            folder.

    Raises:
        RecordError: The address is none, or the database cannot be opened, is not Tocsin's, or of a newer version.
    """
    from tocsin.record.faults import told
    from tocsin.record.store import Record

    url = _url(address or os.environ.get("TOCSIN_DB") or DEFAULT)
    shown = url.render_as_string(hide_password=True)
    engine = _engine(url, shown)
    try:
        with told(shown):
            _bring_up_to_date(engine, shown)
    except RecordError:
        engine.dispose()
        raise
    return Record(engine, shown)


def _url(address: str) -> URL:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    if "://" not in address:
        path = address if address.endswith(".db") else "tocsin.db"
        raise RecordError(address, "is no database address", f"write it as sqlite:///{path}")
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise RecordError(address.split("@")[-1], "is no database address", _CURE) from None
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise RecordError(url.render_as_string(hide_password=True), "only SQLite and PostgreSQL are known", _CURE)
    return url


def _engine(url: URL, shown: str) -> Engine:
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError
    from sqlalchemy.pool import StaticPool

    from tocsin.record.faults import BUSY_SECONDS

    is_sqlite = url.get_backend_name() == "sqlite"
    in_memory = is_sqlite and url.database in (None, "", ":memory:")
    # Every answer that is being read has a connection of its own.
    options: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {"max_overflow": -1}
    if is_sqlite:
        if not in_memory and not str(url.database).startswith("file:"):
            folder = Path(str(url.database)).parent
            if not folder.is_dir():
                raise RecordError(shown, f"there is no folder {folder}", "make it, or name another file")
        options["connect_args"] = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    try:
        engine = create_engine(url, **options)
    except ModuleNotFoundError as error:
        raise RecordError(shown, f"its driver {error.name} is not installed", f"pip install {error.name}") from None
    except (NoSuchModuleError, ArgumentError) as error:
        raise RecordError(shown, str(error).splitlines()[0], _CURE) from None
    if is_sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: Any) -> None:
    # Python's driver must not begin and commit on its own: DDL would slip out of the transaction.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    # With write-ahead logging this is safe against a killed process, and the file stays whole when the power fails.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA cache_size = -16000")
    cursor.execute("PRAGMA wal_autocheckpoint = 4000")
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("writes"):
        # A writer takes its place at once: two that had both begun by reading could not wait for each other.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif not options.get("alone"):
        connection.exec_driver_sql("BEGIN")


def _bring_up_to_date(engine: Engine, shown: str) -> None:
    from tocsin.record.schema import VERSION

    with engine.connect() as connection:
        version = _version(connection, shown)
    if version == VERSION:
        return
    if engine.dialect.name == "sqlite":
        _write_ahead(engine)
    with engine.execution_options(writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            # One program migrates, the others wait for it and then find it done; SQLite's writer's place does the same.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('tocsin'))")
        if _version(connection, shown) != VERSION:
            _migrate(connection)


def _version(connection: Connection, shown: str) -> str | None:
    """The migration that the database is at, None for an empty one."""
    from sqlalchemy import column, inspect, select, table

    from tocsin.record.schema import VERSION, VERSION_TABLE, metadata

    inspector = inspect(connection)
    if not inspector.has_table(VERSION_TABLE):
        others = set(inspector.get_table_names())
        if connection.dialect.name != "sqlite":
            others &= set(metadata.tables)
        if others:
            raise RecordError(shown, "another program's database", "name another file or database")
        return None
    version = connection.execute(select(column("version_num")).select_from(table(VERSION_TABLE))).scalar_one_or_none()
    if version is not None and version > VERSION:
        raise RecordError(shown, f"written by a newer Tocsin (tables {version}, ours {VERSION})", "update Tocsin")
    return version


def _write_ahead(engine: Engine) -> None:
    """Lets others read while one writes; the file remembers it. In memory and on some network drives it is not had.

    SQLite does not wait here for another program that does the same, so we do.
    """
    import sqlite3

    from tocsin.record.faults import BUSY_SECONDS

    connection = engine.raw_connection()
    until = time.monotonic() + BUSY_SECONDS
    try:
        cursor = connection.cursor()
        while True:
            try:
                cursor.execute("PRAGMA journal_mode = WAL")
                break
            except sqlite3.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
        cursor.close()
    finally:
        connection.close()


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
