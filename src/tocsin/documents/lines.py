"""JSONL: one document a line, read one line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from tocsin.documents.document import Facts, completed
from tocsin.documents.types import Document
from tocsin.errors import DocumentError

MAX_LINE = 32 * 1024 * 1024
"""Bytes: five million characters with room for their escapes."""

_NO_UTF8 = "write the file as UTF-8, as JSON wants it (RFC 8259)"

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class _Line(msgspec.Struct, frozen=True):
    text: str
    id: str | int | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    date: object = None
    language: str | None = None
    kind: str | None = None


_decoder = msgspec.json.Decoder(_Line)


def documents_of_lines(what: str, stream: BinaryIO, fill: Facts) -> Iterator[Document | DocumentError]:
    """Each line's document; a bad line is one error that names the file and the line, and the rest is read."""
    number = 0
    for line in _lines(stream):
        number += 1
        where = f"{what}:{number}"
        if line is None:
            yield DocumentError(where, f"line longer than {MAX_LINE // 2**20} MB", "split the document")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            yield from _document(where, line, fill)
        except DocumentError as error:
            yield error
    if number == 0:
        yield DocumentError(what, "no text in it")


def _document(where: str, line: bytes, fill: Facts) -> Iterator[Document | DocumentError]:
    try:
        found = _decoder.decode(line)
    except msgspec.ValidationError as error:
        raise DocumentError(where, str(error).replace("`", ""), 'a line is {"id": ..., "text": ..., ...}') from None
    except msgspec.DecodeError as error:
        if _SURROGATE.search(line):
            raise DocumentError(where, "half a surrogate pair in it, so it is no Unicode text", _NO_UTF8) from None
        raise DocumentError(where, f"no JSON object: {error}", "write one object a line") from None
    except UnicodeDecodeError:
        raise DocumentError(where, "not UTF-8", _NO_UTF8) from None
    except RecursionError:
        raise DocumentError(where, "nested too deeply", "a line is one flat object") from None
    said = Facts(
        id=None if found.id is None or found.id == "" else str(found.id),
        title=found.title or "",
        source=found.source or "",
        url=found.url,
        date=found.date,
        kind=found.kind,
        language=found.language,
    )
    yield from completed(where, found.text, said, fill)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Lines up to their line feed; None for one that is too long, whose rest is passed over in pieces."""
    while line := stream.readline(MAX_LINE + 1):
        if len(line) <= MAX_LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(2**20)) and not rest.endswith(b"\n"):
            pass
        yield None
