"""From paths to documents, in order, whatever goes wrong between."""

from __future__ import annotations

import datetime
import gzip
import io
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin.documents import Document, DocumentNotice, gather
from tocsin.errors import DocumentError

SHUT = "The crossing at Dostuk stayed shut on Monday.\r\nDrivers waited.\r\n"


def write(path: Path, content: str | bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def one(*paths: str, stdin: io.BytesIO | None = None) -> Document:
    (document,) = gather(paths, stdin=stdin)
    assert isinstance(document, Document)
    return document


def line(path: str) -> str:
    """The only thing that comes of a path, an error, as it is printed."""
    (error,) = gather([path])
    assert isinstance(error, DocumentError)
    assert "\n" not in str(error)
    return str(error)


def test_plain_text_is_kept_character_for_character(tmp_path: Path) -> None:
    document = one(write(tmp_path / "news.txt", SHUT))
    assert document.text == SHUT
    assert (document.source, document.published, document.kind, document.language) == ("", None, "news", "en")


def test_the_same_text_is_the_same_document_wherever_it_stands(tmp_path: Path) -> None:
    first = one(write(tmp_path / "a.txt", SHUT))
    again = one(write(tmp_path / "folder" / "b.md", SHUT))
    other = one(write(tmp_path / "c.txt", SHUT.replace("\r\n", "\n")))
    assert first.id == again.id
    assert first.id != other.id


def test_what_is_passed_in_stands_where_the_file_is_silent(tmp_path: Path) -> None:
    full = '{"text": "One.", "source": "Osh Wire", "date": "2026-02-01", "kind": "release", "language": "ky"}'
    path = write(tmp_path / "n.jsonl", f'{full}\n{{"text": "Two."}}')
    day = datetime.date(2026, 3, 2)
    said, silent = gather([path], source="Desk", date=day, kind="transcript", language="ru")
    assert isinstance(said, Document)
    assert isinstance(silent, Document)
    assert (said.source, said.published, said.kind, said.language) == ("Osh Wire", "2026-02-01", "release", "ky")
    assert (silent.source, silent.published, silent.kind, silent.language) == ("Desk", "2026-03-02", "transcript", "ru")


@pytest.mark.parametrize(
    ("argument", "why"),
    [
        ({"date": "2026-02-30"}, "--date: '2026-02-30' is no day of the calendar"),
        ({"date": "yesterday"}, "--date: 'yesterday' is no ISO date"),
        ({"kind": "rumour"}, "--kind: unknown kind 'rumour'"),
        ({"language": "English, please"}, "--language"),
    ],
)
def test_what_is_passed_in_wrong_is_refused_before_anything_is_read(argument: dict[str, str], why: str) -> None:
    with pytest.raises(DocumentError, match=why):
        gather([], **argument)  # type: ignore[arg-type]


def test_a_folder_is_read_by_name_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c", ".hidden.txt", ".git/x.txt"):
        write(tmp_path / name, f"Text of {name}.")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    texts = [document.text for document in gather([str(tmp_path)]) if isinstance(document, Document)]
    assert texts == ["Text of a/b/c.txt.", "Text of a/z.txt.", "Text of b.txt.", "Text of c."]


def test_errors_stand_in_their_place_and_the_rest_is_read(tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "a.txt", "First."),
        str(tmp_path / "missing.txt"),
        write(tmp_path / "empty.txt", " \n\t\u200b"),
        write(tmp_path / "b.txt", "Last."),
    ]
    results = list(gather(paths))
    assert [result.text if isinstance(result, Document) else result.why for result in results] == [
        "First.",
        "no such file",
        "no text in it",
        "Last.",
    ]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data, not text"),
        ("a.dat", os.urandom(50) + b"\x00", "binary data, not text"),
        ("a.pdf", b"%PDF-1.7", "PDF is not read yet"),
        ("paper", b"%PDF-1.7 and more", "PDF is not read yet"),
        ("a.docx", b"PK", "Word files are not read"),
        ("a.json", b"[]", "a JSON file is not read"),
        ("a.csv", b"id,text", "tables are not read yet"),
        ("a.jsonl", b"", "no text in it"),
        ("a.txt.gz", gzip.compress(SHUT.encode())[:-12], "a damaged or cut gzip file"),
        ("a.txt.gz", b"\x1f\x8b\x08garbage", "a damaged or cut gzip file"),
        ("a.txt", b"x" * (20 * 2**20 + 1), "larger than 20 MB"),
        ("a.txt", b"word " * 1_000_001, "longer than 5,000,000 characters"),
        ("a.gz", gzip.compress(b"\x00" * 30_000_000), "larger than 20 MB"),
        ("a.html", b"<html><body></body></html>", "no main text found in the page"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    path = write(tmp_path / name, content)
    assert line(path).startswith(f"{path}: {why}")


def test_a_file_name_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    path = write(tmp_path / "a\x1b[2J\n.txt", "")
    assert line(path) == f"{tmp_path}/a?[2J?.txt: no text in it"


def test_an_empty_folder_a_pipe_and_an_unknown_scheme(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert line(str(tmp_path / "empty")) == f"{tmp_path}/empty: no documents in the folder"
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in line(str(tmp_path))
    assert line("ftp://host/x").startswith("ftp://host/x: ftp addresses are not read")
    assert "no such file" in line("nul\x00byte") or "null" in line("nul\x00byte")


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (SHUT, [SHUT]),
        ('{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        ('{"id": "7", "title": "T", "text": "' + "Long. " * 20_000 + '"}', ["Long. " * 20_000]),
        ("{not JSON}", ["{not JSON}"]),
        (
            "<!DOCTYPE html><html><body><article><p>A paragraph of the page.</p></article></body></html>",
            ["A paragraph of the page."],
        ),
    ],
)
def test_standard_input_is_known_by_its_first_bytes(content: str, texts: list[str], packed: bool) -> None:
    data = gzip.compress(content.encode()) if packed else content.encode()
    stdin = io.BytesIO(data)
    found = [result.text if isinstance(result, Document) else str(result) for result in gather(["-"], stdin=stdin)]
    assert found == texts
    assert not stdin.closed


@pytest.mark.parametrize("name", ["a.txt.gz", "a.gz", "a.txt"])
def test_gzip_is_known_by_its_bytes(tmp_path: Path, name: str) -> None:
    assert one(write(tmp_path / name, gzip.compress(SHUT.encode()))).text == SHUT


def test_a_gzip_bomb_of_lines_ends_early(tmp_path: Path) -> None:
    lines = b'{"text": "' + b"Boom. " * 5_000 + b'"}\n'
    path = write(tmp_path / "bomb.jsonl.gz", gzip.compress(lines * 3_000, 9))
    *documents, last = gather([path])
    assert isinstance(last, DocumentError)
    assert "inflates to more than 200 times its size" in str(last)
    assert len(documents) < 2_000


def test_memory_does_not_grow_with_the_corpus(tmp_path: Path) -> None:
    lines = b'{"text": "' + b"The crossing stayed shut. " * 100 + b'"}\n'
    path = write(tmp_path / "many.jsonl.gz", gzip.compress(lines * 10_000, 1))
    tracemalloc.start()
    count = sum(isinstance(result, Document) for result in gather([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 5_000_000 < len(lines) * 10_000


def test_documents_come_as_they_are_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "First.")
    asked: Iterator[Document | DocumentError] = gather(iter([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]))
    assert isinstance(next(asked), Document)
    write(tmp_path / "b.txt", "Written meanwhile.")
    later = next(asked)
    assert isinstance(later, Document)
    assert later.text == "Written meanwhile."


def test_a_notice_spoils_nothing() -> None:
    notice, document = gather(["-"], stdin=io.BytesIO(b'{"text": "One.", "date": "31 February"}\n'))
    assert isinstance(notice, DocumentNotice)
    assert notice.exit_code == 0
    assert isinstance(document, Document)
    assert document.published is None
