"""JSONL, a document a line."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.documents import Document, DocumentNotice, gather
from tocsin.documents import lines as lines_module
from tocsin.errors import DocumentError


def read(data: bytes, **fill: str) -> list[Document | DocumentError]:
    return list(gather(["-"], stdin=io.BytesIO(b'{"text": "First."}\n' + data), **fill))[1:]  # type: ignore[arg-type]


def test_every_field_is_kept() -> None:
    fields = {
        "id": "osh-17",
        "text": "Line one.\r\n\tLine “two”.\u2028",
        "title": "A ford",
        "source": "Osh Wire",
        "url": "https://osh.example/17",
        "date": "2026-02-03",
        "language": "en",
        "kind": "release",
        "section": "ignored",
    }
    (document,) = read(json.dumps(fields).encode())
    assert document == Document(
        id="osh-17",
        text="Line one.\r\n\tLine “two”.\u2028",
        title="A ford",
        source="Osh Wire",
        url="https://osh.example/17",
        published="2026-02-03",
        language="en",
        kind="release",
    )


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1), st.booleans())
def test_any_text_is_kept_character_for_character(text: str, ascii_only: bool) -> None:
    whole = f"Said {text}"
    (document,) = read(json.dumps({"text": whole}, ensure_ascii=ascii_only).encode() + b"\r\n")
    assert isinstance(document, Document)
    assert document.text == whole


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"no json", "no JSON object"),
        (b'["text"]', "Expected object, got array"),
        (b'{"id": "1"}', "missing required field text"),
        (b'{"text": 5}', "Expected str, got int - at $.text"),
        (b'{"text": ""}', "no text in it"),
        (b'{"text": "a\\u0000b"}', "NUL characters"),
        (b'{"text": "a\\ud83d b"}', "half a surrogate pair"),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b'{"text": "a", "x": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"text": "a", "id": "x\\n"}', "its id holds control characters"),
        (b'{"text": "a", "title": "' + b"t" * 3000 + b'"}', "its title is longer than 2,000 characters"),
        (b'{"text": "cut', "no JSON object"),
    ],
)
def test_a_bad_line_is_one_error_with_its_number(bad: bytes, why: str) -> None:
    before, error, after = read(b'\n{"text": "Before."}\n' + bad + b'\n{"text": "After."}\n')
    assert isinstance(error, DocumentError)
    assert error.what == "standard input:4"
    assert why in str(error)
    assert isinstance(before, Document)
    assert isinstance(after, Document)


def test_a_line_without_end_is_passed_over_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "MAX_LINE", 1000)
    error, after = read(b'{"text": "' + b"x" * 3_000_000 + b'"}\n{"text": "After."}')
    assert isinstance(error, DocumentError)
    assert "line longer than" in error.why
    assert isinstance(after, Document)
    assert after.text == "After."


@pytest.mark.parametrize(
    ("field", "kept"),
    [
        ('"date": "2026-02-03T23:59:59+06:00"', "2026-02-03"),
        ('"date": "2026-02-03 08:00"', "2026-02-03"),
        ('"date": ""', None),
        ('"date": null', None),
    ],
)
def test_a_day_is_taken_as_it_is_written(field: str, kept: str | None) -> None:
    (document,) = read(f'{{"text": "A ford.", {field}}}'.encode())
    assert isinstance(document, Document)
    assert document.published == kept


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ('"date": "2026-02-30"', "'2026-02-30' is no day of the calendar; the document is kept without a date"),
        ('"date": "last week"', "is no ISO date"),
        ('"date": "20260203"', "is no ISO date"),
        ('"date": 1770000000', "is not a text"),
        ('"date": {"y": 1}', "is not a text"),
        ('"kind": "blog"', "unknown kind 'blog'"),
        ('"language": "English"', "'English' is no language code"),
        ('"url": "javascript:alert(1)"', "is no web address and is left out"),
        ('"url": "https://a.example/\\u001b[2J"', "https://a.example/?[2J"),
    ],
)
def test_a_field_that_cannot_be_used_is_noted_and_the_document_kept(field: str, why: str) -> None:
    notice, document = read(f'{{"text": "A ford.", {field}}}'.encode())
    assert isinstance(notice, DocumentNotice)
    assert notice.what == "standard input:2"
    assert why in str(notice)
    assert isinstance(document, Document)
    assert (document.published, document.kind, document.language, document.url) == (None, "news", "en", None)


def test_a_bad_date_leaves_the_gap_that_a_given_one_fills() -> None:
    notice, document = read(b'{"text": "A ford.", "date": "soon"}', date="2026-03-02")
    assert "2026-03-02 is taken instead" in str(notice)
    assert isinstance(document, Document)
    assert document.published == "2026-03-02"


def test_a_number_is_an_id_too_and_an_empty_one_is_none() -> None:
    number, empty = read(b'{"text": "A ford.", "id": 17}\n{"text": "A ford.", "id": ""}')
    assert isinstance(number, Document)
    assert isinstance(empty, Document)
    assert number.id == "17"
    assert len(empty.id) == 16


def test_a_mark_before_the_first_line_is_passed_over() -> None:
    (document,) = gather(["-"], stdin=io.BytesIO(b'\xef\xbb\xbf{"text": "A ford."}'))
    assert isinstance(document, Document)
    assert document.text == "A ford."
