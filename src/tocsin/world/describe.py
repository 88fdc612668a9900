"""What the command line and scripts ask of the world, as frozen values ready for JSON."""

from __future__ import annotations

from datetime import date

import msgspec

from tocsin.errors import WorldError
from tocsin.world.spans import holds_on, is_stale
from tocsin.world.types import (
    FULL_STATUSES,
    ActorType,
    Confidence,
    Entity,
    Government,
    Holder,
    Membership,
    MembershipStatus,
    Pledge,
)
from tocsin.world.world import LONGEST, World, load

ALIKE = 72.0
"""Per cent of letters in common, from which on a name is offered for a misspelt one."""


class MemberRow(msgspec.Struct, frozen=True, kw_only=True):
    """A status that a country has in an organisation on the day asked for."""

    organisation: str
    country: str
    name: str
    """Of the country where an organisation was asked for, of the organisation where a country was."""
    status: MembershipStatus
    start: date | None
    end: date | None
    note: str
    source: str
    verified_on: date | None
    confidence: Confidence
    stale: bool


class GovernmentRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who governs a country, or is recognised as doing so, on the day asked for."""

    country: str
    actor: str
    name: str
    relation: str
    start: date | None
    end: date | None
    note: str
    source: str
    verified_on: date | None
    confidence: Confidence
    stale: bool


class HolderRow(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds an office on the day asked for, as the files have it; texts often know later holders."""

    name: str
    title: str
    start: date | None
    end: date | None
    note: str
    source: str
    verified_on: date | None
    confidence: Confidence
    stale: bool


class Members(msgspec.Struct, frozen=True, kw_only=True):
    """`tocsin world members`: the full members that day, and every other status beside or instead of membership."""

    organisation: str
    name: str
    as_of: date
    members: tuple[MemberRow, ...]
    others: tuple[MemberRow, ...]
    pledge: Pledge | None
    partial: bool
    warnings: tuple[str, ...]


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One entity with all that the files say of it on the day asked for."""

    id: str
    type: ActorType
    name: str
    country: str | None
    parent: str | None
    names: tuple[str, ...]
    wikidata: str | None
    start: date | None
    end: date | None
    regions: tuple[str, ...]
    governments: tuple[GovernmentRow, ...]
    governs: tuple[GovernmentRow, ...]
    offices: tuple[HolderRow, ...]
    memberships: tuple[MemberRow, ...]
    alliances: tuple[str, ...]
    borders: tuple[str, ...]
    pledge: Pledge | None
    source: str
    verified_on: date | None
    confidence: Confidence
    stale: bool


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """`tocsin world actor`: the entities that a name means that day; several mean that it is ambiguous."""

    asked: str
    as_of: date
    actors: tuple[Card, ...]
    warnings: tuple[str, ...]


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """A state or territory across a land border."""

    id: str
    name: str
    standing: str | None
    source: str
    verified_on: date | None
    confidence: Confidence
    stale: bool


class Borders(msgspec.Struct, frozen=True, kw_only=True):
    """`tocsin world borders`: who shares a land border."""

    country: str
    name: str
    borders: tuple[Neighbour, ...]
    warnings: tuple[str, ...]


def describe(name: str, day: date, world: World | None = None, today: date | None = None) -> Description:
    """All that the files say on that day of whoever bears the name (or id): governments, memberships, alliances,
    borders.

    `today` decides what is stale (default: the day of the clock). Raises `WorldError` where no world file knows the
    name.
    """
    world = world or load()
    today = today or date.today()
    found = _known(name, day, world)
    cards = tuple(_card(entity, day, world, today) for entity in found)
    warnings = [f"{name!r} is ambiguous: {', '.join(card.id for card in cards)}"] if len(cards) > 1 else []
    for card in cards:
        if card.end is not None and card.end <= day:
            warnings.append(f"{card.id} ended on {card.end}")
        warnings.extend(_stale(card.id, (*card.memberships, *card.governments, *card.offices)))
    return Description(asked=name, as_of=day, actors=cards, warnings=tuple(warnings))


def members(organisation: str, day: date, world: World | None = None, today: date | None = None) -> Members:
    """Who belongs to the organisation on that day, and by which article a threat to one is a concern of all.

    Raises `WorldError` where the name is unknown or ambiguous, or names no organisation.
    """
    world = world or load()
    today = today or date.today()
    entity = _one(organisation, day, world)
    if entity.type != "organisation":
        raise WorldError(
            organisation, f"{entity.name} is a {entity.type}, not an organisation", "give an organisation, such as CSTO"
        )
    rows = tuple(
        _member(row, entity_name(world, row.country), today)
        for row in world.members(entity.id, day, statuses=FULL_STATUSES)
    )
    lesser = tuple(
        _member(row, entity_name(world, row.country), today)
        for row in world.statuses(entity.id, day)
        if row.status not in FULL_STATUSES
    )
    warnings = _stale(entity.id, (*rows, *lesser))
    if entity.partial:
        warnings.append(f"the files list the members of {entity.id} only in part")
    if entity.end is not None and entity.end <= day:
        warnings.append(f"{entity.id} ended on {entity.end}")
    if entity.start is not None and day < entity.start:
        warnings.append(f"{entity.id} began on {entity.start}")
    return Members(
        organisation=entity.id,
        name=entity.name,
        as_of=day,
        members=rows,
        others=lesser,
        pledge=entity.pledge,
        partial=entity.partial,
        warnings=tuple(warnings),
    )


def borders(country: str, world: World | None = None, today: date | None = None) -> Borders:
    """The land neighbours of a state or territory. Raises `WorldError` where the name is unknown, ambiguous or no
    territory's.
    """
    world = world or load()
    today = today or date.today()
    entity = _one(country, None, world)
    if entity.standing is None:
        raise WorldError(country, f"{entity.name} is a {entity.type} and has no borders", "give a state, such as TJK")
    neighbours = []
    for identifier in world.borders(entity.id):
        neighbour, border = world.entity(identifier), world.border(entity.id, identifier)
        if neighbour is not None and border is not None:
            neighbours.append(
                Neighbour(
                    id=neighbour.id,
                    name=neighbour.name,
                    standing=neighbour.standing,
                    source=border.source,
                    verified_on=border.verified_on,
                    confidence=border.confidence,
                    stale=is_stale(border.verified_on, today),
                )
            )
    return Borders(
        country=entity.id,
        name=entity.name,
        borders=tuple(neighbours),
        warnings=tuple(_stale(entity.id, tuple(neighbours))),
    )


def entity_name(world: World, identifier: str) -> str:
    """The entity's name, or its id where the files do not know it."""
    entity = world.entity(identifier)
    return entity.name if entity is not None else identifier


def _known(name: str, day: date | None, world: World) -> tuple[Entity, ...]:
    by_id = world.entity(name) or world.entity(name.upper())
    if by_id is not None:
        return (by_id,)
    found = world.find(name, day) or world.find_normalised(name, day)
    if found:
        return found
    other_day = world.find(name) if day is not None else ()
    if other_day:
        raise WorldError(name, f"nobody bore this name on {day}", f"{other_day[0].id} bears it on other days")
    near = " or ".join(f"{alias} ({identifier})" for alias, identifier in similar(name, day, world))
    cure = f"perhaps {near}?" if near else "check the spelling, or add it to a folder of your own (docs/world.md)"
    raise WorldError(name, "no world file knows this name", cure)


def similar(name: str, day: date | None, world: World, most: int = 3) -> list[tuple[str, str]]:
    """Names of that day which a misspelt one may mean, each with its bearer's id, the nearest first, a bearer once."""
    from rapidfuzz import fuzz, process, utils

    if len(name) > LONGEST:
        return []
    borne: dict[str, str] = {}
    for alias, bearers in world.aliases(patterns=False).items():
        for identifier, given in bearers:
            if holds_on(given.start, given.end, day):
                borne.setdefault(alias, identifier)
    found = process.extract(
        name, borne.keys(), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=ALIKE, limit=5 * most
    )
    near: dict[str, str] = {}
    for alias, _, _ in found:
        near.setdefault(borne[alias], alias)
    return [(alias, identifier) for identifier, alias in list(near.items())[:most]]


def _one(name: str, day: date | None, world: World) -> Entity:
    found = _known(name, day, world)
    if len(found) > 1:
        raise WorldError(
            name, "the name is ambiguous", f"give one of the ids {', '.join(entity.id for entity in found)}"
        )
    return found[0]


def _card(entity: Entity, day: date, world: World, today: date) -> Card:
    place = entity.standing is not None
    names = dict.fromkeys(
        name.text
        for name in entity.names
        if (name.start is None or name.start <= day) and (name.end is None or day < name.end)
    )
    return Card(
        id=entity.id,
        type=entity.type,
        name=entity.name,
        country=entity.country,
        parent=entity.parent,
        names=tuple(names),
        wikidata=entity.wikidata,
        start=entity.start,
        end=entity.end,
        regions=entity.region,
        governments=tuple(_government(row, world, today) for row in world.governments(entity.id, day)),
        governs=tuple(
            _government(row, world, today) for row in world.governs(entity.id, day) if row.country != entity.id
        ),
        offices=tuple(_holder(row, today) for row in world.holders(entity.id, day)),
        memberships=tuple(
            _member(row, entity_name(world, row.organisation), today) for row in world.memberships_of(entity.id, day)
        ),
        alliances=tuple(alliance.id for alliance in world.alliances_of(entity.id, day)),
        borders=world.borders(entity.id) if place else (),
        pledge=entity.pledge,
        source=entity.source,
        verified_on=entity.verified_on,
        confidence=entity.confidence,
        stale=is_stale(entity.verified_on, today),
    )


def _member(row: Membership, name: str, today: date) -> MemberRow:
    return MemberRow(**msgspec.structs.asdict(row), name=name, stale=is_stale(row.verified_on, today))


def _government(row: Government, world: World, today: date) -> GovernmentRow:
    return GovernmentRow(
        **msgspec.structs.asdict(row), name=entity_name(world, row.actor), stale=is_stale(row.verified_on, today)
    )


def _holder(row: Holder, today: date) -> HolderRow:
    fields = {name: getattr(row, name) for name in HolderRow.__struct_fields__ if name != "stale"}
    return HolderRow(**fields, stale=is_stale(row.verified_on, today))


def _stale(identifier: str, rows: tuple[MemberRow | GovernmentRow | HolderRow | Neighbour, ...]) -> list[str]:
    stale = sum(row.stale for row in rows)
    return [f"{identifier}: {stale} facts were checked more than a year ago"] if stale else []
