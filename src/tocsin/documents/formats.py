"""Which kind of file it is: by its ending, by what a server says, or by its first bytes."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from tocsin.errors import DocumentError

Format = Literal["text", "page", "lines"]
"""Plain text, a web page, or JSONL: one document a line."""

_ENDINGS: dict[str, Format] = {
    "txt": "text",
    "text": "text",
    "md": "text",
    "markdown": "text",
    "html": "page",
    "htm": "page",
    "xhtml": "page",
    "jsonl": "lines",
    "ndjson": "lines",
}
_NOT_YET = {
    "pdf": ("PDF is not read yet", "save it as text first: pdftotext FILE.pdf"),
    "doc": ("Word files are not read", "save it as plain text or HTML"),
    "docx": ("Word files are not read", "save it as plain text or HTML"),
    "odt": ("office files are not read", "save it as plain text or HTML"),
    "rtf": ("office files are not read", "save it as plain text or HTML"),
    "epub": ("e-books are not read", "save it as plain text or HTML"),
    "json": ("a JSON file is not read", "write one object a line and name it .jsonl"),
    "csv": ("tables are not read yet", "write one JSON object a line and name it .jsonl"),
    "tsv": ("tables are not read yet", "write one JSON object a line and name it .jsonl"),
    "xlsx": ("tables are not read yet", "write one JSON object a line and name it .jsonl"),
    "parquet": ("tables are not read yet", "write one JSON object a line and name it .jsonl"),
    "rss": ("feeds are not read yet", "read the pages it names"),
    "atom": ("feeds are not read yet", "read the pages it names"),
    "xml": ("XML is not read yet", "save it as plain text or HTML"),
    "warc": ("web archives are not read yet", "read its pages as HTML"),
    "zip": ("archives are not read", "unpack it and read the folder"),
    "tar": ("archives are not read", "unpack it and read the folder"),
    "tgz": ("archives are not read", "unpack it and read the folder"),
    "7z": ("archives are not read", "unpack it and read the folder"),
    "db": ("a database is no document", "name a document"),
    "db-wal": ("a database is no document", "name a document"),
    "db-shm": ("a database is no document", "name a document"),
}
_SERVED: dict[str, Format] = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/jsonl": "lines",
    "application/x-ndjson": "lines",
    "application/x-jsonlines": "lines",
    "text/markdown": "text",
}
_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)


def by_ending(what: str, name: str) -> Format | None:
    """The format that a file's name tells, None where it tells nothing; a closing `.gz` is passed over.

    Raises:
        DocumentError: A format that is known and not read.
    """
    endings = name.lower().rsplit("/", 1)[-1].split(".")[1:]
    if endings and endings[-1] == "gz":
        endings.pop()
    if not endings:
        return None
    if endings[-1] in _NOT_YET:
        raise DocumentError(what, *_NOT_YET[endings[-1]])
    return _ENDINGS.get(endings[-1])


def by_content_type(what: str, content_type: str) -> Format | None:
    """The format that a server's Content-Type tells; None for one that tells nothing sure (text/plain, octet-stream).

    Raises:
        DocumentError: Images, sound and what else is never text.
    """
    served = content_type.split(";")[0].strip().lower()
    if served == "application/pdf":
        raise DocumentError(what, *_NOT_YET["pdf"])
    if served.startswith(("image/", "audio/", "video/", "font/")):
        raise DocumentError(what, f"{served}, not text", "name the page that it stands on")
    return _SERVED.get(served)


def by_first_bytes(what: str, head: bytes) -> Format:
    """The format that the first bytes tell: JSONL, a web page, else plain text.

    Raises:
        DocumentError: PDF, which is not read yet.
    """
    if head.startswith(b"%PDF-"):
        raise DocumentError(what, *_NOT_YET["pdf"])
    if _PAGE.match(head):
        return "page"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        line, newline, _ = start.partition(b"\n")
        try:
            if "text" in msgspec.json.decode(line, type=dict[str, msgspec.Raw]):
                return "lines"
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            if not newline and re.match(rb'\{\s{0,9}"[a-z]{1,20}"\s{0,9}:', start):
                return "lines"
    return "text"
