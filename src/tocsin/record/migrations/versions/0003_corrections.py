"""What people correct, and what roles need to teach later readings."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MANY = 1000


def number() -> sa.types.TypeEngine[int]:
    """The type of a key that counts up by itself."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """From roles without a country, and no corrections."""
    op.create_table(
        "corrections",
        sa.Column("number", number(), primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("other", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("made", sa.String(32), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("undone", sa.String(32)),
        sa.Column("undone_by", sa.Text),
        sa.Column("undone_why", sa.Text),
    )
    op.add_column("roles", sa.Column("country", sa.String(8)))
    op.add_column("roles", sa.Column("dated", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("roles_by_day", "roles", ["day"])
    _fill()


def _fill() -> None:
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "UPDATE roles SET dated = (SELECT published IS NOT NULL FROM documents"
            " WHERE documents.number = roles.document)"
        )
    )
    wanted = sa.text(
        "SELECT DISTINCT appearances.document, appearances.actor, appearances.body FROM appearances"
        " JOIN roles ON roles.document = appearances.document AND roles.actor = appearances.actor"
    )
    rows = [
        {"document": row.document, "actor": row.actor, "country": country}
        for row in connection.execute(wanted)
        if (country := json.loads(row.body).get("country"))
    ]
    change = sa.text("UPDATE roles SET country = :country WHERE document = :document AND actor = :actor")
    for first in range(0, len(rows), _MANY):
        connection.execute(change, rows[first : first + _MANY])
