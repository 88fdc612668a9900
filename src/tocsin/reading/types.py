"""What a document says: the public format `tocsin/1` as frozen types."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from tocsin.actors.types import Actor, Mention
from tocsin.documents.types import Document, Span

FORMAT = "tocsin/1"

ActName = Literal[
    "threaten",
    "demand",
    "accuse",
    "refuse",
    "deny",
    "assure",
    "offer",
    "agree",
    "support",
    "concede",
    "concern",
    "silent",
    "inform",
    "none",
]
ACTS: tuple[ActName, ...] = get_args(ActName)
"""In the order of precedence for coordinated acts of one speaker (docs/acts.md); `none` marks what is no act at all."""

Time = Literal["past", "now", "future"]
TIMES: tuple[Time, ...] = get_args(Time)
Voice = Literal["reported", "own"]
Manner = Literal["direct", "indirect", "mixed"]
Precision = Literal["day", "month", "year", "unknown"]

PLOVER_OF_ACT: dict[ActName, str] = {
    "accuse": "ACCUSE",
    "deny": "REJECT",
    "refuse": "REJECT",
    "demand": "REQUEST",
    "threaten": "THREATEN",
    "offer": "AGREE",
    "assure": "AGREE",
    "agree": "AGREE",
    "support": "SUPPORT",
    "concede": "CONCEDE",
}
"""The image of an act in PLOVER (Halterman et al. 2023), where it has one."""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Characters of the text and the words they hold: several spans where interrupted, none where only understood."""

    spans: tuple[Span, ...] = ()
    text: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks: the words that say so (none where implied), and the actor they name (None where unknown)."""

    spans: tuple[Span, ...] = ()
    text: str = ""
    actor: str | None = None


class Carrier(msgspec.Struct, frozen=True, kw_only=True):
    """One link of the chain through which a statement reached the document."""

    actor: str | None = None
    text: str = ""


class Date(msgspec.Struct, frozen=True, kw_only=True):
    """An ISO date as far as it is known: `2026-02-03`, `2026-02`, `2026`, or None."""

    value: str | None = None
    precision: Precision = "unknown"


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """What the speaker does by the statement, with the axes that are never folded into it.

    Attributes:
        act: One of `ACTS`.
        targets: Actor ids whom it is directed at or against.
        about: Actor ids that its content names.
        negated: The act is reported as not done.
        condition: The words on which the act depends.
        time: `past` for an earlier act recalled, `now` for the news, `future` where still to come.
        plover: Image in PLOVER, or None.
        confidence: Calibrated probability that `act` is right, 0 to 1.
    """

    act: ActName
    targets: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    negated: bool = False
    condition: Words = Words()
    time: Time = "now"
    plover: str | None = None
    confidence: float = 0.0


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution in a document: who (source), the words that attribute (cue), and what (content).

    Attributes:
        id: Unique within the document, `s1`, in text order.
        voice: `reported` (the document says that someone said) or `own` (the text itself speaks).
        within: Id of the statement that this one is reported inside.
        communicated: False for a private attitude that nobody is reported to have voiced.
        confidence: Calibrated probability that this is a statement with these words, 0 to 1.
    """

    id: str
    voice: Voice = "reported"
    manner: Manner = "indirect"
    source: Source = Source()
    cue: Words = Words()
    content: Words = Words()
    addressees: tuple[str, ...] = ()
    via: tuple[Carrier, ...] = ()
    occasion: Words = Words()
    date: Date = Date()
    acts: tuple[Act, ...] = ()
    within: str | None = None
    communicated: bool = True
    confidence: float = 0.0


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What is reported to have happened, in PLOVER's terms; `statement` names the claim that it stands in, if any.

    Attributes:
        confidence: Calibrated probability that it is reported so, between those parties, 0 to 1.
    """

    id: str
    event: str
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    location: str | None = None
    date: Date = Date()
    negated: bool = False
    time: Literal["past", "now", "future", "hypothetical"] = "now"
    spans: tuple[Span, ...] = ()
    statement: str | None = None
    confidence: float = 0.0


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One document as read; `msgspec.json.encode` of it is a line of the public format."""

    format: Literal["tocsin/1"] = "tocsin/1"
    document: Document
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    warnings: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        """The text with its statements marked, as notebooks show it."""
        from tocsin.reading.shown import as_html

        return as_html(self)
