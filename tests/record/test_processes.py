"""Killed writers and several at once, as real processes."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
from sqlalchemy import text

from tocsin import record

from .sample import reading

TESTS = Path(__file__).parent.parent


def writer(address: str, first: int, last: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "record.writer", address, str(first), str(last)],
        cwd=TESTS,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_killed_run_loses_at_most_the_document_in_hand_and_the_next_finishes(address: str) -> None:
    told = 0
    with writer(address, 0, 1000) as killed:
        assert killed.stdout is not None
        for line in killed.stdout:
            told += 1
            if line.startswith("300 "):
                os.kill(killed.pid, signal.SIGKILL)
                break
        told += len(killed.stdout.readlines())
    assert killed.returncode == -signal.SIGKILL
    assert 301 <= told < 1000

    with record.open(address) as store:
        kept = store.counts().documents
        assert told <= kept <= told + 1
        for number in range(kept):
            whole = store.reading(f"document-{number}")
            expected = reading(f"document-{number}", said=f"incident {number} at the crossing was grave")
            assert msgspec.json.encode(whole) == msgspec.json.encode(expected)

    with writer(address, 0, 1000) as second:
        assert second.stdout is not None
        lines = second.stdout.read().splitlines()
    assert second.returncode == 0
    assert [line.split()[1] for line in lines] == ["there"] * kept + ["added"] * (1000 - kept)
    with record.open(address) as store:
        assert store.counts().documents == store.counts().statements == 1000
        if address.startswith("sqlite"):
            with store._engine.connect() as connection:
                assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def test_two_processes_write_at_once_from_an_empty_record(address: str) -> None:
    with writer(address, 0, 150) as one, writer(address, 50, 200) as other:
        assert one.stdout is not None
        assert other.stdout is not None
        lines = [*one.stdout.read().splitlines(), *other.stdout.read().splitlines()]
    assert (one.returncode, other.returncode) == (0, 0)
    assert sorted(int(line.split()[0]) for line in lines if line.endswith("added")) == list(range(200))
    with record.open(address) as store:
        assert store.counts().documents == store.counts().statements == 200
        assert {document.id for document in store.documents()} == {f"document-{number}" for number in range(200)}


def test_a_record_that_another_makes_ready_is_waited_for(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "r.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.4, other.execute, ["COMMIT"])
    release.start()
    with record.open(f"sqlite:///{tmp_path}/r.db") as store:
        assert list(store.statements()) == []
    release.join()
    other.close()
