"""Tests of the record run on SQLite, and on PostgreSQL where TOCSIN_TEST_POSTGRESQL names a database to empty."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin import record
from tocsin.record import Record

POSTGRESQL = os.environ.get("TOCSIN_TEST_POSTGRESQL", "")


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRESQL else [])])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/record.db"
    from sqlalchemy import create_engine, text

    engine = create_engine(POSTGRESQL)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return POSTGRESQL


@pytest.fixture
def store(address: str) -> Iterator[Record]:
    with record.open(address) as opened:
        yield opened
