"""The tables. Plain SQLAlchemy Core that SQLite and PostgreSQL both take; the migrations make the same.

A statement's number is its document's number times a million plus its place, so that documents, statements and events
need no round trip to learn their keys, and ordering by (day, number) is the order of reading. Tables without a number
of their own are kept by their key in SQLite (`sqlite_with_rowid=False`), which halves them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)

VERSION = "0003"
"""The newest migration. A record that says the same opens without loading the migrations."""
VERSION_TABLE = "tocsin_version"

PER_DOCUMENT = 1_000_000
"""Statements, and events, that one document may have at most."""

_Number = BigInteger().with_variant(Integer(), "sqlite")
_Day = String(10)

metadata = MetaData()


def numbers_of(document: int) -> tuple[int, int]:
    """The first and the last number that a document's statements, or events, can have."""
    return document * PER_DOCUMENT, (document + 1) * PER_DOCUMENT - 1


documents = Table(
    "documents",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_folded", Text, nullable=False),
    Column("url", Text),
    Column("published", _Day),
    Column("day", _Day, nullable=False),
    Column("stored", String(32), nullable=False),
    Column("language", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Index("documents_by_day", "day", "number"),
)

actors = Table(
    "actors",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("country", String(8)),
    Column("wikidata", String(32)),
    Column("names_folded", Text, nullable=False),
    Index("actors_by_country", "country"),
)

appearances = Table(
    "appearances",
    metadata,
    Column("document", _Number, ForeignKey("documents.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("actor", Text, ForeignKey("actors.id"), nullable=False),
    Column("body", Text, nullable=False),
    Index("appearances_by_actor", "actor"),
    sqlite_with_rowid=False,
)

roles = Table(
    "roles",
    metadata,
    Column("document", _Number, ForeignKey("documents.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("actor", Text, ForeignKey("actors.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("organisation", Text),
    Column("day", _Day, nullable=False),
    Column("spans", Text, nullable=False),
    Column("country", String(8)),
    Column("dated", Boolean, nullable=False, server_default=false()),
    Index("roles_by_actor", "actor", "day"),
    Index("roles_by_day", "day"),
    sqlite_with_rowid=False,
)
"""Offices that documents give; `dated` where the document is, and so teaches who held what when."""

mentions = Table(
    "mentions",
    metadata,
    Column("document", _Number, ForeignKey("documents.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("actor", Text, nullable=False),
    sqlite_with_rowid=False,
)

statements = Table(
    "statements",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("document", _Number, ForeignKey("documents.number"), nullable=False),
    Column("day", _Day, nullable=False),
    Column("id", Text, nullable=False),
    Column("speaker", Text),
    Column("speaker_folded", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("statements_by_day", "day", "number"),
)

acts = Table(
    "acts",
    metadata,
    Column("statement", _Number, ForeignKey("statements.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("act", String(16), nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("conditional", Boolean, nullable=False),
    Column("time", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    Index("acts_by_act", "act", "statement"),
    sqlite_with_rowid=False,
)

parties = Table(
    "parties",
    metadata,
    Column("statement", _Number, ForeignKey("statements.number"), primary_key=True),
    Column("side", String(16), primary_key=True),
    Column("actor", Text, primary_key=True),
    Index("parties_by_actor", "actor", "side", "statement"),
    sqlite_with_rowid=False,
)
"""Who a statement names: as `speaker`, `target`, `about`, `addressee` or `carrier`."""

events = Table(
    "events",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("document", _Number, ForeignKey("documents.number"), nullable=False),
    Column("day", _Day, nullable=False),
    Column("id", Text, nullable=False),
    Column("event", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Index("events_by_day", "day", "number"),
)

event_parties = Table(
    "event_parties",
    metadata,
    Column("event", _Number, ForeignKey("events.number"), primary_key=True),
    Column("side", String(16), primary_key=True),
    Column("actor", Text, primary_key=True),
    Index("event_parties_by_actor", "actor", "side", "event"),
    sqlite_with_rowid=False,
)
"""Who an event names: as `actor`, `recipient` or `location`."""

warnings = Table(
    "warnings",
    metadata,
    Column("document", _Number, ForeignKey("documents.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

corrections = Table(
    "corrections",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("actor", Text, nullable=False),
    Column("other", Text),
    Column("body", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("made", String(32), nullable=False),
    Column("why", Text, nullable=False),
    Column("undone", String(32)),
    Column("undone_by", Text),
    Column("undone_why", Text),
)
"""What people correct about actors (`corrections.Correction`); no row is ever deleted."""

handles = Table(
    "handles",
    metadata,
    Column("handle", _Number, primary_key=True, autoincrement=False),
    Column("number", _Number, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Under which keys places are found that may tell the same (`sameness.handles`); a key is of one subject only."""


def _places(subject: Table) -> Table:
    return Table(
        f"{subject.name.removesuffix('s')}_places",
        metadata,
        Column("number", _Number, ForeignKey(subject.c.number), primary_key=True, autoincrement=False),
        Column("body", LargeBinary),
        Column("same", _Number),
        Column("why", String(16)),
        Index(f"{subject.name.removesuffix('s')}_places_by_group", "same"),
    )


statement_places = _places(statements)
event_places = _places(events)
"""What is kept of the place of a statement or event (`sameness.Place`; none where another's is equal), and its group:
the number of a member, the same for all of them, none for what is told once."""
