"""Who acts and speaks, and where a text names them."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from tocsin.documents.types import Span
from tocsin.world.types import ActorType


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """An office that the text gives to an actor, with the words that say so.

    Attributes:
        title: As the text words it, `Foreign Minister`.
        organisation: Actor id of the state or organisation the office belongs to, or None.
        spans: The characters that prove it.
    """

    title: str
    organisation: str | None = None
    spans: tuple[Span, ...] = ()


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A state, government body, organisation, armed group, person, medium, or kind of people ("analysts").

    Attributes:
        id: ISO 3166-1 alpha-3 for a state (`KAZ`, `XKX` for Kosovo); the world's id for what the world knows (`CSTO`,
            `taliban`, `RUS.foreign-ministry`); `person:...`, `org:...`, `group:...` for what is learnt from texts.
        name: The fullest name known.
        country: ISO alpha-3 of the country whose actor this is (a foreign minister, a ministry, an armed group's
            home); None for an organisation or a group of many countries.
        wikidata: Wikidata id where a checked source gives one.
        roles: Offices that this document gives to the actor.
    """

    id: str
    type: ActorType
    name: str
    country: str | None = None
    wikidata: str | None = None
    roles: tuple[Role, ...] = ()


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A place where the text names or refers to an actor."""

    span: Span
    actor: str


NameKind = Literal["person", "organisation", "place", "people"]


class NamedSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A name that a reader found in the text, with the probability (0 to 1) that it is one of this kind."""

    span: Span
    kind: NameKind
    probability: float = 1.0


class Tenure(msgspec.Struct, frozen=True, kw_only=True):
    """One person in one office from `start` (inclusive) to `end` (exclusive), ISO days, None meaning unbounded.

    Attributes:
        name: The holder's full name; `actor` is the id of the holder.
        title: The office as worded.
        country: ISO alpha-3, or None for an office of an international organisation.
        organisation: Actor id of the state or organisation the office belongs to.
        last: The last day on which a text shows it; None where no text does.
        seen: How many documents show it.
        confidence: Probability (0 to 1) that the row is right.
        source: Where it is from: the id of the first document that shows it, or `general knowledge`.
    """

    name: str
    title: str
    actor: str = ""
    country: str | None = None
    organisation: str | None = None
    start: str | None = None
    end: str | None = None
    last: str | None = None
    seen: int = 1
    gender: str | None = None
    confidence: float = 0.5
    source: str = ""


Reason = Literal[
    "alias",
    "normalised",
    "title+name",
    "name",
    "surname",
    "role holder",
    "fuzzy",
    "pronoun",
    "nominal",
    "kind",
    "body",
    "paper",
    "several",
    "pair",
    "implied",
    "issuer",
    "unknown",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""The step of the resolution that decided."""


class Sourced(msgspec.Struct, frozen=True, kw_only=True):
    """Who one source is: an actor id or None where unknown, the confidence (0 to 1) and the step that decided."""

    actor: str | None = None
    confidence: float = 0.0
    reason: Reason = "unknown"


class Cast(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody in one document: its actors, where it mentions them, and who each source given is, in the order
    given."""

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    sources: tuple[Sourced, ...] = ()
