"""Runs the migrations in the transaction of the connection that opening hands over."""

from alembic import context

from tocsin.record.schema import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
