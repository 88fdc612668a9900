"""One document from its text and what is known about it: limits, identity, fields that are what they claim."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator

import msgspec

from tocsin.documents.types import KINDS, Document, DocumentNotice, Kind
from tocsin.errors import DocumentError

MAX_CHARACTERS = 5_000_000
"""Of one document's text, in code points: some twenty long novels."""
MAX_FIELD = 2_000
"""Characters of an id, title, source or address."""

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,20})?")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is said about a document, by its own file or by whoever passes it in; None or empty where nothing is."""

    id: str | None = None
    title: str = ""
    source: str = ""
    url: str | None = None
    date: object = None
    kind: str | None = None
    language: str | None = None


def document_from_text(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 - the field's name in the public format
    title: str = "",
    source: str = "",
    url: str | None = None,
    date: str | datetime.date | None = None,
    kind: Kind = "news",
    language: str = "en",
) -> Document:
    """A document of a text in hand.

    Parameters:
        text: Kept character for character.
        id: Kept if given; else made from the text, so that the same text is always the same document.
        date: Day of publication, ISO (`2026-02-03`; a time of day behind it is dropped) or a `date`.

    Raises:
        DocumentError: The text is empty, too long or not Unicode text; a field is not what it should be.
    """
    what = id or title or "text"
    facts = Facts(id=id, title=title, source=source, url=url, date=date, kind=kind, language=language)
    found: Document | None = None
    for result in completed(what, text, facts, Facts()):
        if isinstance(result, DocumentError):
            raise DocumentError(result.what, result.why, result.cure)
        found = result
    assert found is not None
    return found


def completed(what: str, text: str, said: Facts, fill: Facts) -> Iterator[Document | DocumentNotice]:
    """The document of a text, preceded by a notice for every field that had to be left out.

    Parameters:
        what: The file, line or address, for messages.
        said: What the document says of itself; it wins.
        fill: What to put where it says nothing.

    Raises:
        DocumentError: The text cannot be a document, or its id cannot be an id.
    """
    check_text(what, text)
    for name, value in (("id", said.id), ("title", said.title), ("source", said.source), ("url", said.url)):
        _check_field(what, name, value)
    if said.id is not None and any(not character.isprintable() for character in said.id):
        raise DocumentError(what, "its id holds control characters", "give it a printable id, or none")

    published = None
    try:
        published = iso_day(said.date)
    except ValueError as error:
        published = iso_day(fill.date)
        kept = f"{published} is taken instead" if published else "the document is kept without a date"
        yield DocumentNotice(what, f"{error}; {kept}", "write dates as 2026-02-03")
    published = published or iso_day(fill.date)

    kind = said.kind or fill.kind or "news"
    if kind not in KINDS:
        yield DocumentNotice(what, f"unknown kind {shown(kind)!r}", f"known are {', '.join(KINDS)}")
        kind = fill.kind or "news"

    language = _language(said.language)
    if said.language and language is None:
        yield DocumentNotice(what, f"{shown(said.language)!r} is no language code", "write ISO 639-1, such as en")
    language = language or _language(fill.language) or "en"

    url = (said.url or "").strip() or fill.url
    if url and not is_web_address(url):
        yield DocumentNotice(
            what, f"its url {shown(url)!r} is no web address and is left out", "begin it with https://"
        )
        url = fill.url

    yield Document(
        id=said.id or content_id(text),
        title=said.title,
        source=said.source.strip() or fill.source,
        url=url,
        published=published,
        language=language,
        kind=msgspec.convert(kind, Kind),
        text=text,
    )


def content_id(text: str) -> str:
    """The id of a document that has none: the first 64 bits of the SHA-256 of its text in UTF-8, as hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def iso_day(value: object) -> str | None:
    """The ISO day of a date or of an ISO date with or without a time; None for nothing or an empty text.

    The day is taken as it is written; a time of day and its zone are dropped.

    Raises:
        ValueError: It is no day of the calendar.
    """
    if value is None:
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        raise ValueError(f"the date {shown(str(value))!r} is not a text")
    if not value.strip():
        return None
    match = _DAY.fullmatch(value.strip())
    if match is None:
        raise ValueError(f"{shown(value)!r} is no ISO date")
    try:
        return datetime.date.fromisoformat(match[1]).isoformat()
    except ValueError:
        raise ValueError(f"{shown(value)!r} is no day of the calendar") from None


def check_fill(fill: Facts) -> None:
    """Raises DocumentError where what is to fill the gaps is itself not usable."""
    try:
        iso_day(fill.date)
    except ValueError as error:
        raise DocumentError("--date", str(error), "write it as 2026-02-03") from None
    if fill.kind is not None and fill.kind not in KINDS:
        raise DocumentError("--kind", f"unknown kind {shown(fill.kind)!r}", f"choose one of {', '.join(KINDS)}")
    if _language(fill.language) is None:
        raise DocumentError("--language", f"{shown(fill.language or '')!r} is no language code", "write it as en")
    _check_field("--source", "source", fill.source)


def check_text(what: str, text: str) -> None:
    """Raises DocumentError unless the text is Unicode text of a sensible length with something to read in it."""
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(what, f"longer than {MAX_CHARACTERS:,} characters", "split it into its documents")
    if not text.strip().strip(_INVISIBLE).strip():
        raise DocumentError(what, "no text in it")
    if "\x00" in text:
        raise DocumentError(what, "NUL characters in it, so it is no text", "convert it to plain text")
    if _has_surrogate(text):
        raise DocumentError(what, "half a surrogate pair in it, so it is no Unicode text", "write it again as UTF-8")


def shown(text: str, limit: int = 80) -> str:
    """A text made safe for one line of a terminal: control characters as `?`, long ones cut."""
    line = "".join(character if character.isprintable() else "?" for character in text[: limit + 1])
    return line if len(line) <= limit else line[: limit - 1] + "…"


def is_web_address(url: str) -> bool:
    """Whether it begins with http:// or https://, has a host, and holds no space or control character."""
    return re.match(r"https?://[^/\s]", url, re.IGNORECASE) is not None and all(
        character.isprintable() and not character.isspace() for character in url
    )


def _check_field(what: str, name: str, value: str | None) -> None:
    if not value:
        return
    if len(value) > MAX_FIELD:
        raise DocumentError(what, f"its {name} is longer than {MAX_FIELD:,} characters")
    if "\x00" in value or _has_surrogate(value):
        raise DocumentError(what, f"its {name} is no Unicode text", "write it again as UTF-8")


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _language(code: str | None) -> str | None:
    match = _LANGUAGE.fullmatch((code or "").strip())
    return match[1].lower() if match else None
