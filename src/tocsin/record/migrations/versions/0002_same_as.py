"""The same statement or event told in several places."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def number() -> sa.types.TypeEngine[int]:
    """The type of a number of a statement or event."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """From tables without groups; what is on record is linked as if it were added now."""
    op.create_table(
        "handles",
        sa.Column("handle", number(), primary_key=True, autoincrement=False),
        sa.Column("number", number(), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    for subject in ("statement", "event"):
        op.create_table(
            f"{subject}_places",
            sa.Column("number", number(), sa.ForeignKey(f"{subject}s.number"), primary_key=True, autoincrement=False),
            sa.Column("body", sa.LargeBinary),
            sa.Column("same", number()),
            sa.Column("why", sa.String(16)),
        )
        op.create_index(f"{subject}_places_by_group", f"{subject}_places", ["same"])
    _link_all()


def _link_all() -> None:
    from tocsin.record.linking import link
    from tocsin.record.readings import reading_of

    connection = op.get_bind()
    numbers = sa.text("SELECT number, day FROM documents ORDER BY number")
    for row in connection.execute(numbers).all():
        link(connection, reading_of(connection, row.number), row.number, row.day)
