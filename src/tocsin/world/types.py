"""Slow facts as values: entities with their names, memberships, recognition and borders, each with dates and a
source.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

import msgspec

ActorType = Literal["state", "government", "organisation", "armed-group", "person", "medium", "group"]
ACTOR_TYPES: tuple[ActorType, ...] = get_args(ActorType)
Confidence = Literal["high", "medium", "low"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
NameSort = Literal["official", "short", "alias", "demonym", "metonym", "code"]
Standing = Literal["state", "disputed", "unrecognised", "territory", "region", "historical"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)

FullStatus = Literal["member", "participating", "permanent", "elected", "party"]
FULL_STATUSES: tuple[FullStatus, ...] = get_args(FullStatus)
"""Statuses of a full member, by the organisation's own word: a `party` to a treaty, a `participating` state of the
OSCE.
"""
LesserStatus = Literal[
    "signatory",
    "associate",
    "observer",
    "partner",
    "dialogue-partner",
    "participant",
    "candidate",
    "applicant",
    "aspirant",
    "invited",
    "suspended",
    "frozen",
    "restricted",
    "disputed",
    "withdrawing",
    "withdrawn",
    "non-party",
]
MembershipStatus = FullStatus | LesserStatus
MEMBERSHIP_STATUSES: tuple[MembershipStatus, ...] = FULL_STATUSES + get_args(LesserStatus)

RELATIONS = (
    "government",
    "de-facto-government",
    "de-facto-authority",
    "rival-government",
    "un-seat",
)
"""Relations of an actor to a country that it governs or speaks for; `recognised-by:ISO` stands beside them."""


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """One name of an entity, valid from `start` (inclusive) to `end` (exclusive), None meaning unbounded.

    `sort` tells how far it can be trusted alone: `official`, `short`, `alias` and `demonym` ("Kazakh") name the
    entity; `metonym` ("Moscow", "the Kremlin") may also be a place; `code` is an abbreviation matched with its case
    ("UN", "US"). `cased` marks a name that is also a common word ("Turkey", "Polish"): it counts only with its
    capitals. `ambiguous` marks a name that has another owner, here or outside the world files ("Congo", "Georgia",
    "Brussels"): its context must decide.
    """

    text: str
    sort: NameSort = "alias"
    start: date | None = None
    end: date | None = None
    cased: bool = False
    ambiguous: bool = False


class Pledge(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The treaty article by which a threat to one member is a concern of all."""

    treaty: str
    article: str
    text: str
    """In our words, never the treaty's."""
    source: str
    start: date | None = None
    """The day from which it binds; None where it is as old as the organisation."""

    @property
    def basis(self) -> str:
        """`North Atlantic Treaty, articles 4 and 5: ...`, in our words."""
        articles = [article.strip() for article in self.article.split(";") if article.strip()]
        named = " and ".join(filter(None, (", ".join(articles[:-1]), *articles[-1:])))
        word = "articles " if len(articles) > 1 else "article "
        return f"{self.treaty}, {word if named[:1].isdigit() else ''}{named}: {self.text}"


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """A state, territory, government body, organisation, armed group or medium that the world files know.

    `country` is the ISO 3166-1 alpha-3 code of the state whose actor this is (a state's own code for itself,
    Georgia's for Abkhazia), `parent` the id of the entity that this is an organ of (`UN` for UNAMA, `RUS` for its
    foreign ministry). `standing` is set for states and territories only. `partial` marks an organisation whose
    members the files do not list in full, so that a missing row means nothing.
    """

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
    parent: str | None = None
    standing: Standing | None = None
    partial: bool = False
    source: str = ""
    verified_on: date | None = None
    confidence: Confidence = "medium"


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """One row: a country's status in an organisation from `start` (inclusive) to `end` (exclusive); statuses may
    overlap.
    """

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
    """Who governs, or is recognised as governing, a country from `start` (inclusive) to `end` (exclusive).

    `relation` is one of `RELATIONS` or `recognised-by:ISO`.
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


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """One row: a person in an office from `start` (inclusive) to `end` (exclusive).

    `country` is the state whose office it is, None for an office of an international organisation; `organisation` the
    id of the state, body or organisation that has the office.
    """

    name: str
    title: str
    country: str | None = None
    organisation: str | None = None
    start: date | None = None
    end: date | None = None
    gender: str | None = None
    wikidata: str | None = None
    note: str = ""
    source: str = ""
    verified_on: date | None = None
    confidence: Confidence = "medium"

    @property
    def place(self) -> str:
        """Whose office it is: an organisation's, else the country's."""
        return self.organisation or self.country or ""


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """An office by the titles it goes by (without case), and how Wikidata is asked for those who hold it.

    `sole` says that a state or organisation has one holder at a time. Wikidata is asked by a `property` of the state's
    item (`P35`, with `office` the property that names the office), by the class of such offices (`wikidata`), or by
    the exact English label or alias of each office (`labels`: the id of whose it is, and the label).
    """

    name: str
    titles: tuple[str, ...]
    sole: bool = False
    property: str | None = None
    office: str | None = None
    wikidata: str | None = None
    labels: tuple[tuple[str, str], ...] = ()
    source: str = ""
    confidence: Confidence = "medium"


class Border(msgspec.Struct, frozen=True, kw_only=True):
    """One land border between two states or territories, their ids in alphabetical order."""

    a: str
    b: str
    source: str = ""
    verified_on: date | None = None
    confidence: Confidence = "medium"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one row of the world files: where (`file:line`), what, and how to mend it."""

    where: str
    what: str
    cure: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what} ({self.cure})" if self.cure else f"{self.where}: {self.what}"
