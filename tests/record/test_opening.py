"""Addresses, damage, versions: one clear line each."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text

from tocsin import record
from tocsin.errors import RecordError
from tocsin.record import Record, opening, schema

from .sample import reading

MIGRATIONS = Path(opening.__file__).parent / "migrations"


def revisions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return [script.revision for script in reversed(list(ScriptDirectory.from_config(config).walk_revisions()))]


def test_the_default_is_a_file_in_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOCSIN_DB", raising=False)
    with record.open() as store:
        assert store.address == "sqlite:///tocsin.db"
    assert (tmp_path / "tocsin.db").is_file()


def test_the_environment_may_name_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_DB", f"sqlite:///{tmp_path}/desk.db")
    record.open().close()
    assert (tmp_path / "desk.db").is_file()


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("x.db", r"x.db: is no database address \(write it as sqlite:///x.db\)"),
        ("/data/desk.db", r"write it as sqlite:////data/desk.db"),
        ("mongodb://host/x", "only SQLite and PostgreSQL are known"),
        ("sqlite:///no/such/folder/x.db", "there is no folder no/such/folder"),
        ("sqlite:////proc/x.db", r"cannot be opened or made \(check the folder and its permissions\)"),
        ("://", "is no database address"),
    ],
)
def test_an_address_that_is_none_says_so(address: str, line: str) -> None:
    with pytest.raises(RecordError, match=line):
        record.open(address)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(RecordError) as error:
        record.open("mysql://analyst:secret@host/x")
    assert "secret" not in str(error.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("Minutes of the meeting at the crossing, second of March. " * 100)
    with pytest.raises(RecordError, match="not an SQLite database"):
        record.open(f"sqlite:///{tmp_path}/notes.db")


def test_a_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with record.open(f"sqlite:///{path}") as store:
        for number in range(50):
            store.add(reading(str(number)))
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xa5" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(RecordError, match="damaged"), record.open(f"sqlite:///{path}") as store:
        list(store.readings())


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")
    with pytest.raises(RecordError, match="another program's database"):
        record.open(f"sqlite:///{path}")
    assert sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall() == [("photos",)]


def test_a_newer_record_is_left_to_a_newer_program(address: str) -> None:
    record.open(address).close()
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9001'"))
    engine.dispose()
    with pytest.raises(RecordError, match=r"written by a newer Tocsin \(tables 9001, ours \d+\) \(update Tocsin\)"):
        record.open(address)


def test_sqlite_writes_ahead_and_checks_keys(tmp_path: Path) -> None:
    with record.open(f"sqlite:///{tmp_path}/record.db") as store, store._engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


def test_opening_what_is_up_to_date_loads_no_migrations(tmp_path: Path) -> None:
    record.open(f"sqlite:///{tmp_path}/record.db").close()
    program = "import sys; from tocsin import record; "
    program += "loaded = 'sqlalchemy' in sys.modules; record.open(sys.argv[1]).close(); "
    program += "print(loaded, 'sqlalchemy' in sys.modules, 'alembic' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program, f"sqlite:///{tmp_path}/record.db"], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True", "False"]


def upgraded(address: str, revision: str) -> Engine:
    """A database as the program of that version left it."""
    from alembic import command

    engine = create_engine(address)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    return engine


def test_the_version_that_the_program_expects_is_the_newest_migration() -> None:
    assert revisions()[-1] == schema.VERSION


def test_the_migrations_make_the_tables_that_the_program_uses(address: str) -> None:
    record.open(address).close()
    engine = create_engine(address)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": schema.VERSION_TABLE})
        differences = [
            difference
            for difference in compare_metadata(context, schema.metadata)
            if not any("_search" in str(part) for part in difference)
        ]
    engine.dispose()
    assert differences == []


SAMPLE_0001 = """
INSERT INTO documents VALUES (1, 'old-1', 'A ford', 'Osh Evening Post', ' osh evening post', NULL, '2025-11-03',
  '2025-11-03', '2025-11-03T08:00:00+00:00', 'en', 'news',
  '{digest}', 'Mr Sadykov warned that the ford would flood.');
INSERT INTO actors VALUES ('person:sadykov', 'person', 'Mr Sadykov', 'KGZ', NULL, ' mr sadykov');
INSERT INTO appearances VALUES (1, 0, 'person:sadykov',
  '{{"id":"person:sadykov","type":"person","name":"Mr Sadykov","country":"KGZ","wikidata":null,"roles":[]}}');
INSERT INTO roles VALUES (1, 0, 'person:sadykov', 'Defence Minister', 'KGZ', '2025-11-03', '[[0,10]]');
INSERT INTO statements VALUES (1000000, 1, '2025-11-03', 's1', 'person:sadykov', ' mr sadykov',
  '{{"id":"s1","source":{{"spans":[[0,10]],"actor":"person:sadykov"}},"cue":{{"spans":[[11,17]]}},
    "content":{{"spans":[[18,43]]}},"acts":[{{"act":"concern","confidence":0.8}}],"confidence":0.9}}');
INSERT INTO acts VALUES (1000000, 0, 'concern', false, false, 'now', 0.8);
INSERT INTO parties VALUES (1000000, 'speaker', 'person:sadykov');
"""


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_a_record_of_an_older_version_is_brought_up_to_date(address: str, revision: str) -> None:
    import hashlib

    engine = upgraded(address, revision)
    digest = hashlib.sha256(b"Mr Sadykov warned that the ford would flood.").hexdigest()
    with engine.begin() as connection:
        for line in SAMPLE_0001.format(digest=digest).split(";\n"):
            if line.strip():
                connection.exec_driver_sql(line.replace("%", "%%"))
    engine.dispose()
    with record.open(address) as store:
        assert_holds_the_sample(store)
        assert store.counts().documents == 1


def assert_holds_the_sample(store: Record) -> None:
    (entry,) = store.statements(record.Query(speaker="sadykov", act="concern"))
    assert entry.statement.content.text == "that the ford would flood"
    assert entry.actors["person:sadykov"].country == "KGZ"
    (tenure,) = store.tenures()
    assert (tenure.actor, tenure.title, tenure.country, tenure.start) == (
        "person:sadykov",
        "Defence Minister",
        "KGZ",
        "2025-11-03",
    )
    assert store.note("sadykov", "seen at the ford", who="registrar").number == 1
    one = store.reading("old-1")
    assert one is not None
    assert store.add(one) is False


def test_a_failed_migration_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    whole = opening._migrate

    def interrupted(connection: Connection) -> None:
        whole(connection)
        raise RecordError("migration", "interrupted")

    monkeypatch.setattr(opening, "_migrate", interrupted)
    with pytest.raises(RecordError, match="interrupted"):
        record.open(f"sqlite:///{path}")
    assert sqlite3.connect(path).execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    monkeypatch.undo()
    record.open(f"sqlite:///{path}").close()
