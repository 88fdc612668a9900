"""What a document is. Its text is kept character for character; every span of the record points into it."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import msgspec

from tocsin.errors import DocumentError

Span: TypeAlias = tuple[int, int]
"""`[start, end)` in Unicode code points of a document's text."""

Kind = Literal["news", "release", "transcript"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One text with its publisher, date, language and address.

    Attributes:
        id: The given one, else made from the content, so that the same text read twice is one document.
        title: Headline, or empty.
        source: Publisher, or empty.
        url: Where it stood, or None.
        published: ISO day (`2026-02-03`), or None where unknown.
        language: ISO 639-1 code.
        kind: `news`, `release` (an official text speaking for its issuer) or `transcript` (turns of speakers).
        text: The characters that all spans point into.
    """

    id: str
    title: str = ""
    source: str = ""
    url: str | None = None
    published: str | None = None
    language: str = "en"
    kind: Kind = "news"
    text: str


class DocumentNotice(DocumentError):  # noqa: N818 - it reports no error
    """A field that could not be used (a date that is no day, an address that is none); the document itself follows.

    It is handed out like an error, so that one place prints both, but it spoils nothing: its `exit_code` is 0.
    """

    exit_code = 0
