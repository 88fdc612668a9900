"""The statements a brief rests on, each in its sentence with its words marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from tocsin.brief.plain import unquoted
from tocsin.brief.types import Evidence, Part, Piece
from tocsin.brief.wording import DID, day_words, speaker_of
from tocsin.documents.types import Span
from tocsin.reading.types import Words
from tocsin.record.types import Entry
from tocsin.register import sentence_span, spans_of
from tocsin.world import World

LONGEST = 4_000
"""Characters of context shown at most."""


def evidence(keys: Iterable[str], entries: Mapping[str, Entry], world: World) -> tuple[Evidence, ...]:
    """The statements with these keys, numbered in the order given."""
    shown = []
    for number, key in enumerate(keys, 1):
        entry = entries[key]
        act = entry.statement.acts[0] if entry.statement.acts else None
        shown.append(
            Evidence(
                key=key,
                number=number,
                speaker=speaker_of(entry, world),
                act=(DID[act.act] if not act.negated else f"not: {DID[act.act]}") if act else "said",
                time="recalled" if act and act.time == "past" else "",
                date=day_words(entry.day),
                title=entry.document.title or entry.document.id,
                publisher=entry.document.source,
                url=safe_url(entry.document.url),
                document=entry.document.id,
                pieces=pieces(entry),
            )
        )
    return tuple(shown)


def pieces(entry: Entry) -> tuple[Piece, ...]:
    """The sentences of the statement as runs of characters, each marked as source, cue, content or none of them."""
    text, statement = entry.document.text, entry.statement
    start, end = sentence_span(text, spans_of(statement))
    end = min(end, start + LONGEST)
    marks: list[tuple[Span, Part]] = []
    for words, part in ((statement.source, "source"), (statement.cue, "cue"), (statement.content, "content")):
        marks += [(span, part) for span in words.spans]  # type: ignore[misc]
    found: list[Piece] = []
    at = start
    for (low, high), part in sorted(marks):
        low, high = max(at, low), min(end, high)
        if low >= high:
            continue
        if at < low:
            found.append(Piece(text=text[at:low]))
        found.append(Piece(text=text[low:high], part=part))
        at = high
    if at < end:
        found.append(Piece(text=text[at:end]))
    return tuple(found)


def quotation(entry: Entry) -> str:
    """The words of the statement's content as the document has them; several spans are joined by `[…]`."""
    return words_of(entry, entry.statement.content)


def words_of(entry: Entry, words: Words) -> str:
    """The characters of the document at the spans, each run without the quotation marks round it."""
    text = entry.document.text
    return " […] ".join(filter(None, (unquoted(text[start:end]) for start, end in words.spans)))


def safe_url(url: str | None) -> str | None:
    """The address if it is a plain web address, else None."""
    if not url or any(char.isspace() or ord(char) < 32 for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None
