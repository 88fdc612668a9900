"""From what the user names to documents, one after another and in order."""

from __future__ import annotations

import datetime
import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from tocsin.documents.addresses import MAX_BYTES, client, fetched
from tocsin.documents.document import Facts, check_fill, completed, shown
from tocsin.documents.encoding import decoded
from tocsin.documents.formats import Format, by_content_type, by_ending, by_first_bytes
from tocsin.documents.lines import documents_of_lines
from tocsin.documents.pages import document_of_page, host
from tocsin.documents.paths import files, name, reason
from tocsin.documents.types import Document, Kind
from tocsin.errors import DocumentError

if TYPE_CHECKING:
    import httpx
    from typing_extensions import Buffer

_HEAD = 65_536
_GZIP = b"\x1f\x8b"
_MAX_RATIO = 200
"""Of inflated to packed bytes, past which a gzip stream is a bomb; text seldom passes 10, and deflate ends at 1,032."""
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)


def gather(
    paths: Iterable[str | os.PathLike[str]],
    *,
    source: str = "",
    date: str | datetime.date | None = None,
    kind: Kind | None = None,
    language: str = "en",
    stdin: BinaryIO | None = None,
) -> Iterator[Document | DocumentError]:
    """The documents of files, folders, web addresses and `-` (standard input), in order and as they are asked for.

    Whatever the corpus, one document is held at a time. A document that cannot be read comes out as an error in its
    place, and the next follows; a `DocumentNotice` (a field left out) comes before the document that it is about.

    Parameters:
        paths: Plain text, HTML, JSONL, each also gzipped; folders with their folders; `http(s)://`; `-`.
        source, date, kind, language: For documents that do not say it themselves.
        stdin: What `-` reads; the process's standard input if None.

    Raises:
        DocumentError: At once, when `date`, `kind`, `language` or `source` is itself wrong.
    """
    fill = Facts(source=source.strip(), date=date, kind=kind, language=language)
    check_fill(fill)
    names = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    return _gathered(names, fill, stdin)


def _gathered(
    paths: Iterable[str | os.PathLike[str]], fill: Facts, stdin: BinaryIO | None
) -> Iterator[Document | DocumentError]:
    with ExitStack() as stack:
        http: httpx.Client | None = None
        for given in paths:
            path = os.fspath(given)
            address = _ADDRESS.match(path)
            if path == "-":
                what = "standard input"
                yield from _guarded(what, _of_stream(what, stdin or sys.stdin.buffer, None, fill))
            elif address and address[1].lower() in ("http", "https"):
                http = http or stack.enter_context(client())
                yield from _guarded(shown(path, 300), _of_address(path, http, fill))
            elif address:
                yield DocumentError(shown(path, 300), f"{address[1]} addresses are not read", "http and https are")
            else:
                for found in files(path):
                    if isinstance(found, DocumentError):
                        yield found
                    else:
                        yield from _guarded(name(found), _of_file(found, fill))


def _guarded(what: str, documents: Iterator[Document | DocumentError]) -> Iterator[Document | DocumentError]:
    """What it yields; what it raises as a last value instead."""
    try:
        yield from documents
    except DocumentError as error:
        yield error
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield DocumentError(what, "a damaged or cut gzip file", "fetch or pack it again")
    except OSError as error:
        yield DocumentError(what, reason(error))


def _of_file(path: Path, fill: Facts) -> Iterator[Document | DocumentError]:
    what = name(path)
    form = by_ending(what, path.name)
    with path.open("rb") as stream:
        yield from _of_stream(what, stream, form, fill)


def _of_address(address: str, http: httpx.Client, fill: Facts) -> Iterator[Document | DocumentError]:
    what = shown(address, 300)
    page = fetched(address, http)
    form = by_content_type(what, page.content_type) or by_ending(what, page.url.split("?")[0].split("#")[0])
    yield from _of_stream(what, io.BytesIO(page.data), form, fill, url=page.url, charset=page.charset)


def _of_stream(
    what: str, stream: BinaryIO, form: Format | None, fill: Facts, *, url: str | None = None, charset: str | None = None
) -> Iterator[Document | DocumentError]:
    with ExitStack() as stack:
        peekable = _peekable(stream, stack)
        head = peekable.peek(_HEAD)
        if head.startswith(_GZIP):
            peekable = stack.enter_context(io.BufferedReader(cast("io.RawIOBase", _Inflated(what, peekable)), _HEAD))
            head = peekable.peek(_HEAD)
        sniffed = by_first_bytes(what, head)
        form = form or sniffed
        if form == "lines":
            yield from documents_of_lines(what, cast(BinaryIO, peekable), fill)
            return
        data = peekable.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise DocumentError(what, f"larger than {MAX_BYTES // 2**20} MB", "split it into its documents")
        if form == "page":
            yield from document_of_page(what, data, fill, url=url, charset=charset)
        else:
            fill = msgspec.structs.replace(fill, source=fill.source or host(url))
            yield from completed(what, decoded(what, data), Facts(url=url), fill)


def _peekable(stream: BinaryIO, stack: ExitStack) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    reader: io.BufferedReader = io.BufferedReader(cast("io.RawIOBase", stream), _HEAD)
    stack.callback(reader.detach)  # the stream is its owner's to close
    return reader


class _Counted:
    """A stream that counts the bytes taken from it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data


class _Inflated(io.RawIOBase):
    """A gzip stream as it inflates, up to a sane ratio."""

    def __init__(self, what: str, packed: io.BufferedReader) -> None:
        self._what = what
        self._packed = _Counted(packed)
        self._gzip = gzip.GzipFile(fileobj=cast(BinaryIO, self._packed), mode="rb")
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        data = self._gzip.read(len(view))
        view[: len(data)] = data
        self._count += len(data)
        if self._count > MAX_BYTES + _MAX_RATIO * self._packed.count:
            raise DocumentError(self._what, f"inflates to more than {_MAX_RATIO} times its size", "unpack it yourself")
        return len(data)
