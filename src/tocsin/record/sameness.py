"""Whether two places tell the same statement or the same event: what is kept of a place, and the relation.

A place is known by its words, as hashes of its pairs of neighbouring words, by who stands in it, and by its day. The
relation is symmetric and looks at nothing but the two places, so that what is linked does not depend on the order in
which documents come. Candidates are found by the smallest hashes (Broder 1997, "On the resemblance and containment of
documents"), never by comparing all with all. For events without like words it is the filter of one event a day for the
same parties and category, as event data sets use it (Schrodt 2012, "Precedents, Progress, and Prospects in Political
Event Data").
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from struct import iter_unpack
from zlib import crc32

import msgspec

from tocsin.actors.types import Actor
from tocsin.documents.types import Document, Span
from tocsin.reading.event_triggers import word_set
from tocsin.reading.types import Event, Statement
from tocsin.record.folding import folded
from tocsin.record.types import Why

DAYS = 3
"""Between the days of two places with like words."""
ALIKE, VERY_ALIKE = 0.6, 0.8
"""Shared pairs of words, of all that either has: a change of one word in about six, in about twelve."""
_FEWEST = 5
"""Fewer pairs of words say too little alone."""
_HANDLES = 4
"""Smallest hashes under which a place is looked for: at `ALIKE` 97 in 100 are found by one of them."""
_MOST_WORDS = 400


class Place(msgspec.Struct, frozen=True, array_like=True, kw_only=True, dict=True):
    """What is kept of one place where a statement or an event stands.

    Attributes:
        kind: What must be equal: of a statement its polarity and whether it stands within another; of an event its
            category, polarity, time and whether it is a claim.
        who: Whoever speaks; empty for events.
        country: Of the speaker; empty where unknown.
        own: Whether the document itself speaks.
        short: Whether the words are too few to be like others: then they must be equal.
        day: The document's day, as an ordinal.
        on: The day of the event, if known to the day, as ISO.
        told: Whether its words give the day, which is not only the document's.
        actors, recipients: Of an event.
        mode: Of an event.
        numbers: The numerals among the words.
        pairs: Hashes of pairs of words, ascending, four bytes each.
    """

    kind: str
    who: str = ""
    country: str = ""
    own: bool = False
    short: bool = False
    day: int = 0
    on: str = ""
    told: bool = False
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    mode: str | None = None
    numbers: tuple[str, ...] = ()
    pairs: bytes = b""

    @cached_property
    def hashes(self) -> frozenset[int]:
        """The pairs of words."""
        return frozenset(_unpacked(self.pairs))


def statement_place(statement: Statement, actors: dict[str, Actor], day: str) -> Place | None:
    """A statement as one place, None where its words are too few to tell it from others."""
    words = folded(statement.content.text).split()[:_MOST_WORDS]
    short = len(words) <= _FEWEST
    if short:
        parts = (statement.source.text, statement.cue.text, statement.content.text)
        words = folded(" ".join(parts)).split()[:_MOST_WORDS]
        if len(words) <= _FEWEST:
            return None
    speaker = actors.get(statement.source.actor) if statement.source.actor else None
    negated = bool(statement.acts and statement.acts[0].negated)
    return Place(
        kind=f"{'-' if negated else '+'}{_denials(words)}{' within' if statement.within else ''}",
        who=speaker.id if speaker else " " + folded(statement.source.text),
        country=(speaker.country or "") if speaker else "",
        own=statement.voice == "own",
        short=short,
        day=datetime.date.fromisoformat(day).toordinal(),
        numbers=_numbers(words),
        pairs=_packed(_pairs(words)),
    )


def event_place(event: Event, document: Document, sentences: Sequence[Span], day: str) -> Place:
    """An event as one place; its words are those of the sentences that its spans stand in."""
    words = folded(_around(event.spans, document.text, sentences)).split()[:_MOST_WORDS]
    time = "happened" if event.time in ("now", "past") else event.time
    known = event.date.value if event.date.precision == "day" and event.date.value else ""
    return Place(
        kind=f"{event.event} {'-' if event.negated else '+'} {time} {'claim' if event.statement else 'fact'}",
        day=datetime.date.fromisoformat(day).toordinal(),
        on=known,
        told=bool(known) and known != document.published,
        actors=tuple(sorted(event.actors)),
        recipients=tuple(sorted(event.recipients)),
        mode=event.mode,
        numbers=_numbers(words),
        pairs=_packed(_pairs(words)),
    )


def why_same(one: Place, other: Place, *, of_one_document: bool) -> Why | None:
    """Why two places tell the same, None where nothing says so."""
    if one.kind != other.kind:
        return None
    return _same_statement(one, other, of_one_document) if one.who else _same_event(one, other)


def handles(place: Place) -> tuple[int, ...]:
    """Keys that places of the same may share, under which one is kept (signed, 64 bits)."""
    return _keys(place, (place.day // (DAYS + 1),))


def looked_for(place: Place) -> tuple[int, ...]:
    """Keys under which the places that may tell the same as one are kept."""
    low, high = place.day - DAYS, place.day + DAYS
    return _keys(place, range(low // (DAYS + 1), high // (DAYS + 1) + 1))


def twin_key(place: Place, subject: str) -> int | None:
    """The key that places share which are alike in everything the relation looks at; None where there can be none."""
    if place.own or not place.pairs:
        return None
    return _key("twin", subject, msgspec.json.encode(place).decode())


def _same_statement(one: Place, other: Place, of_one_document: bool) -> Why | None:
    apart = abs(one.day - other.day)
    if apart > DAYS or (one.own and other.own and (apart or of_one_document)):
        return None
    if one.short or other.short:
        equal = one.short and other.short and not apart and one.who == other.who
        return "words" if equal and one.pairs == other.pairs else None
    if one.who == other.who:
        least = ALIKE if apart <= 1 else VERY_ALIKE
    elif one.country and one.country == other.country:
        least = VERY_ALIKE
    else:
        return None
    return "words" if _fit(one.numbers, other.numbers) and _alike(one, other) >= least else None


def _same_event(one: Place, other: Place) -> Why | None:
    if one.mode and other.mode and one.mode != other.mode:
        return None
    if (one.told or other.told) and one.on != other.on:
        return None
    apart = abs(one.day - other.day)
    if (
        apart <= DAYS
        and _fit(one.actors, other.actors)
        and _fit(one.recipients, other.recipients)
        and {*one.actors, *one.recipients} & {*other.actors, *other.recipients}
        and _alike(one, other) >= (ALIKE if apart <= 1 else VERY_ALIKE)
    ):
        return "words"
    both = len({*one.actors, *one.recipients}) > 1
    dated = one.on and one.on == other.on
    if both and dated and one.actors == other.actors and one.recipients == other.recipients:
        return "parties"
    return None


def _fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one of two sets holds the other."""
    return {*one} <= {*other} or {*other} <= {*one}


def _alike(one: Place, other: Place) -> float:
    """Jaccard's coefficient of the pairs of words, 0 to 1."""
    if min(len(one.pairs), len(other.pairs)) < 4 * _FEWEST:
        return 0.0
    shared = len(one.hashes & other.hashes)
    return shared / (len(one.hashes) + len(other.hashes) - shared)


def _keys(place: Place, buckets: Sequence[int]) -> tuple[int, ...]:
    home = place.country or place.who
    least = _unpacked(place.pairs)[:_HANDLES]
    if place.short:
        least = least[:1]
    keys = {_key("words", place.kind, home, bucket, pair) for bucket in buckets for pair in least}
    if place.on and len({*place.actors, *place.recipients}) > 1:
        keys.add(_key("parties", place.kind, place.on, *place.actors, ">", *place.recipients))
    return tuple(sorted(keys))


def _key(*parts: object) -> int:
    digest = blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _pairs(words: Sequence[str]) -> list[int]:
    return sorted({crc32(f"{one} {other}".encode()) for one, other in pairwise(words)})


def _packed(pairs: Sequence[int]) -> bytes:
    return b"".join(pair.to_bytes(4, "little") for pair in pairs)


def _unpacked(pairs: bytes) -> list[int]:
    return [number for (number,) in iter_unpack("<I", pairs)]


def _numbers(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({word for word in words if word.isdigit()}))


def _denials(words: Sequence[str]) -> int:
    """How many words deny; an apostrophe's "n't" is a lone "t" once folded."""
    denying = word_set("negating words")
    return sum(word in denying or word == "t" for word in words)


def _around(spans: Sequence[Span], text: str, sentences: Sequence[Span]) -> str:
    if not spans:
        return ""
    low, high = min(start for start, _ in spans), max(end for _, end in spans)
    first = max(0, bisect_right(sentences, (low, len(text))) - 1)
    last = max(first, bisect_right(sentences, (max(low, high - 1), len(text))) - 1)
    if not sentences:
        return text[low:high]
    return text[min(low, sentences[first][0]) : max(high, sentences[last][1])]
