"""The first tables: documents, actors, statements, events and their search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_FTS5 = "CREATE VIRTUAL TABLE {}_search USING fts5(words, source, title, content='', tokenize='porter unicode61')"
_TSVECTOR = "CREATE TABLE {}_search (number BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)"


def number() -> sa.types.TypeEngine[int]:
    """The type of a key that counts up by itself."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """From nothing."""
    op.create_table(
        "documents",
        sa.Column("number", number(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("source_folded", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("published", sa.String(10)),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("stored", sa.String(32), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("documents_by_day", "documents", ["day", "number"])
    op.create_table(
        "actors",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("country", sa.String(8)),
        sa.Column("wikidata", sa.String(32)),
        sa.Column("names_folded", sa.Text, nullable=False),
    )
    op.create_index("actors_by_country", "actors", ["country"])
    op.create_table(
        "appearances",
        sa.Column("document", number(), sa.ForeignKey("documents.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("actor", sa.Text, sa.ForeignKey("actors.id"), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("appearances_by_actor", "appearances", ["actor"])
    op.create_table(
        "roles",
        sa.Column("document", number(), sa.ForeignKey("documents.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("actor", sa.Text, sa.ForeignKey("actors.id"), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("spans", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("roles_by_actor", "roles", ["actor", "day"])
    op.create_table(
        "mentions",
        sa.Column("document", number(), sa.ForeignKey("documents.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statements",
        sa.Column("number", number(), primary_key=True, autoincrement=False),
        sa.Column("document", number(), sa.ForeignKey("documents.number"), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("speaker", sa.Text),
        sa.Column("speaker_folded", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("statements_by_day", "statements", ["day", "number"])
    op.create_table(
        "acts",
        sa.Column("statement", number(), sa.ForeignKey("statements.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("negated", sa.Boolean, nullable=False),
        sa.Column("conditional", sa.Boolean, nullable=False),
        sa.Column("time", sa.String(16), nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("acts_by_act", "acts", ["act", "statement"])
    op.create_table(
        "parties",
        sa.Column("statement", number(), sa.ForeignKey("statements.number"), primary_key=True),
        sa.Column("side", sa.String(16), primary_key=True),
        sa.Column("actor", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("parties_by_actor", "parties", ["actor", "side", "statement"])
    op.create_table(
        "events",
        sa.Column("number", number(), primary_key=True, autoincrement=False),
        sa.Column("document", number(), sa.ForeignKey("documents.number"), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("events_by_day", "events", ["day", "number"])
    op.create_table(
        "event_parties",
        sa.Column("event", number(), sa.ForeignKey("events.number"), primary_key=True),
        sa.Column("side", sa.String(16), primary_key=True),
        sa.Column("actor", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("event_parties_by_actor", "event_parties", ["actor", "side", "event"])
    op.create_table(
        "warnings",
        sa.Column("document", number(), sa.ForeignKey("documents.number"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    for subject in ("statement", "event"):
        if op.get_bind().dialect.name == "sqlite":
            op.execute(_FTS5.format(subject))
        else:
            op.execute(_TSVECTOR.format(subject))
            op.create_index(f"{subject}_search_words", f"{subject}_search", ["words"], postgresql_using="gin")
