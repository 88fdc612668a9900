"""The sentence that a statement stands in, and the days it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from tocsin.documents.types import Span
from tocsin.reading.types import Act, Statement
from tocsin.record.types import Entry

END = re.compile(r"""[.!?…]["'”’»)]*\s+(?=["'“‘«(\[]*[A-ZÀ-ÞĀ-Ž0-9А-Я])|\n\s*""")
_REACH = 1200
_NEWS = timedelta(days=31)

SURE, LIKELY = 0.4, 0.25
"""Probabilities that an act is right. From `LIKELY` on it counts where it agrees with what is on record; from `SURE` on
it can open a concern, lay a threat at somebody's door, or end a request."""


def sentence_span(text: str, spans: Iterable[Span]) -> Span:
    """The sentences that hold the spans, as `[start, end)`; the whole text where there are no spans.

    Looks at most 1,200 characters to either side, so that a text without full stops costs no more than another.
    """
    inside = [(max(0, start), min(len(text), end)) for start, end in spans]
    if not inside:
        return 0, len(text)
    first, last = min(start for start, _ in inside), max(end for _, end in inside)
    low, high = max(0, first - _REACH), min(len(text), last + _REACH)
    start = low
    for boundary in END.finditer(text, low, min(len(text), first + 1)):
        if boundary.end() <= first:
            start = boundary.end()
    after = END.search(text, max(first, last - 4), high)
    while after is not None and after.end() < last:
        after = END.search(text, after.end(), high)
    end = high if after is None else after.end()
    while end > last and text[end - 1].isspace():
        end -= 1
    while start < first and text[start].isspace():
        start += 1
    return start, end


def spans_of(statement: Statement) -> tuple[Span, ...]:
    """Every span of the statement: source, cue and content, in text order."""
    return tuple(sorted((*statement.source.spans, *statement.cue.spans, *statement.content.spans)))


def position(statement: Statement) -> tuple[int, int, str]:
    """Where the statement stands in its document, for ordering."""
    spans = spans_of(statement)
    digits = "".join(filter(str.isdigit, statement.id))[:9]
    return spans[0][0] if spans else 1 << 40, int(digits or 0), statement.id


def published(entry: Entry) -> date:
    """The day the statement counts for: that of publication, else that of storing."""
    return date.fromisoformat(entry.day[:10])


def day(value: str | None) -> date | None:
    """An ISO day as a date, None for what is no whole day."""
    try:
        return date.fromisoformat(value) if value and len(value) == 10 else None
    except ValueError:
        return None


def said(entry: Entry, act: Act) -> str | None:
    """When the act was done, as far as it is known.

    For an earlier act recalled, the statement's own date or None. For the news, the statement's day if it lies in the
    month before publication, else the day of publication.
    """
    own = entry.statement.date
    known = own.value if own.value and own.precision != "unknown" and own.value <= entry.day[:10] else None
    if act.time == "past":
        return known
    when = day(known)
    return known if when is not None and published(entry) - when <= _NEWS else entry.day[:10]


def in_time(entries: Iterable[Entry], as_of: date) -> list[Entry]:
    """Entries known at the end of that day, in order of publication, document and place in it, each once."""
    kept = {entry.key: entry for entry in entries if published(entry) <= as_of}
    return in_order(kept.values())


def counted_once(entries: Iterable[Entry]) -> list[Entry]:
    """Of the entries that tell the same in several places, the first in the order given; the others as they are."""
    groups: set[str] = set()
    kept = []
    for entry in entries:
        if not entry.places or entry.places[0] not in groups:
            kept.append(entry)
            groups.update(entry.places[:1])
    return kept


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries in the order in which the register takes them."""
    return sorted(entries, key=order)


def order(entry: Entry) -> tuple[date, str, tuple[int, int, str]]:
    """Day, document, and place in it."""
    return published(entry), entry.document.id, position(entry.statement)
