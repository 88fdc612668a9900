"""Slow facts as values: entities with their names, memberships, recognition and borders, each with dates and a source."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

import msgspec

from tocsin.actors.types import ActorType

Confidence = Literal["high", "medium", "low"]
MembershipStatus = Literal["member", "signatory", "observer", "partner", "associate", "applicant", "suspended", "frozen", "withdrawn"]
MEMBERSHIP_STATUSES: tuple[MembershipStatus, ...] = get_args(MembershipStatus)


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """One name of an entity, valid from `start` (inclusive) to `end` (exclusive), None meaning unbounded.

    `sort` tells how far it can be trusted alone: `official`, `short`, `alias` and `demonym` ("Kazakh") name the entity;
    `metonym` ("Moscow", "the Kremlin") may also be a place; `code` is an abbreviation matched with its case ("UN", "US").
    """

    text: str
    sort: Literal["official", "short", "alias", "demonym", "metonym", "code"] = "alias"
    start: date | None = None
    end: date | None = None


class Pledge(msgspec.Struct, frozen=True, kw_only=True):
    """The treaty article by which a threat to one member is a concern of all."""

    treaty: str
    article: str
    text: str
    """In our words, never the treaty's."""
    source: str


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """A state, territory, government body, organisation, armed group or medium that the world files know."""

    id: str
    type: ActorType
    name: str
    country: str | None = None
    names: tuple[Name, ...] = ()
    wikidata: str | None = None
    start: date | None = None
    end: date | None = None
    region: tuple[str, ...] = ()
    """Regions a state lies in (`Central Asia`), for threats that endanger a region."""
    pledge: Pledge | None = None
    source: str = ""
    verified_on: date | None = None
    confidence: Confidence = "medium"


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """One row: a country's status in an organisation from `start` (inclusive) to `end` (exclusive); statuses may overlap."""

    organisation: str
    country: str
    status: MembershipStatus
    start: date | None = None
    end: date | None = None
    note: str = ""
    source: str = ""
    verified_on: date | None = None
    confidence: Confidence = "medium"


class Government(msgspec.Struct, frozen=True, kw_only=True):
    """Who governs, or is recognised as governing, a country from `start` to `end`.

    `relation` is `government`, `de-facto-government`, `un-seat` or `recognised-by:ISO`.
    """

    country: str
    actor: str
    relation: str
    start: date | None = None
    end: date | None = None
    note: str = ""
    source: str = ""
    verified_on: date | None = None
    confidence: Confidence = "medium"
