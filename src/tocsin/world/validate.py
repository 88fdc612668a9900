"""Checks of world files that go beyond the single row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

from tocsin.world.layers import OURS, Layers
from tocsin.world.names import folded, key
from tocsin.world.spans import is_stale, overlap
from tocsin.world.types import FULL_STATUSES, Entity, Name, Problem

SOLE_RELATIONS = ("government", "de-facto-government")
"""Of these a country has one at a time."""


def validate(*layers: Path, ours: bool = True) -> list[Problem]:
    """Everything that is wrong with our files and the folders laid over them, in the order of the files; empty when
    all is well.

    Besides what `load` refuses (unreadable rows, unknown statuses, dates out of order, things defined twice) it
    finds unknown codes, one country in an organisation twice at a time, two sole governments, names that two
    entities bear on one day without being marked ambiguous, and facts without source.
    """
    return faults(Layers((OURS, *layers) if ours else layers))


def faults(read: Layers) -> list[Problem]:
    """As `validate`, of layers that are read already."""
    problems = list(read.rows.problems)
    problems.extend(_codes(read))
    problems.extend(_sole_memberships(read))
    problems.extend(_sole_governments(read))
    problems.extend(_sole_holders(read))
    problems.extend(_shared_names(read))
    problems.extend(_sources(read))
    return problems


def stale(*layers: Path, today: date) -> list[Problem]:
    """Facts that were checked more than a year before `today`, as problems."""
    read = Layers((OURS, *layers))
    problems = []
    for kind, table in (
        ("entity", read.entities),
        ("membership", read.memberships),
        ("government", read.governments),
        ("role", read.holders),
        ("border", read.borders),
    ):
        for label, fact in table.items():
            if is_stale(fact.verified_on, today):
                where = read.where[kind, label]
                problems.append(
                    Problem(
                        where=where, what=f"last checked on {fact.verified_on}", cure="check it and renew verified_on"
                    )
                )
    return problems


def _codes(read: Layers) -> Iterator[Problem]:
    places = {entity.id for entity in read.entities.values() if entity.standing is not None}
    for identifier, entity in read.entities.items():
        where = read.where["entity", identifier]
        if entity.country is not None and entity.country not in places:
            yield Problem(
                where=where, what=f"{identifier}: unknown country {entity.country}", cure="give an id of states.csv"
            )
        if entity.parent is not None and entity.parent not in read.entities:
            yield Problem(where=where, what=f"{identifier}: unknown parent {entity.parent}")
        owner, dot, kind = identifier.rpartition(".")
        if dot and owner not in read.entities:
            yield Problem(where=where, what=f"{identifier}: unknown owner {owner}", cure="ids of bodies are OWNER.kind")
        if entity.standing is None and "." not in identifier and kind in read.bodies:
            yield Problem(where=where, what=f"{identifier}: this id is a kind of body")
    for label, membership in read.memberships.items():
        where = read.where["membership", label]
        if membership.organisation not in read.entities:
            yield Problem(
                where=where, what=f"unknown organisation {membership.organisation}", cure="add it to the entities"
            )
        if membership.country not in places:
            yield Problem(where=where, what=f"unknown country {membership.country}", cure="give an id of states.csv")
    for ruled, government in read.governments.items():
        where = read.where["government", ruled]
        if government.country not in places:
            yield Problem(where=where, what=f"unknown country {government.country}", cure="give an id of states.csv")
        owner, _, kind = government.actor.rpartition(".")
        if government.actor not in read.entities and not (owner in places and kind in read.bodies):
            yield Problem(where=where, what=f"unknown actor {government.actor}", cure="add it to the entities")
        recogniser = government.relation.partition(":")[2]
        if recogniser and recogniser not in places:
            yield Problem(where=where, what=f"unknown country {recogniser} in {government.relation}")
    for held, holder in read.holders.items():
        where = read.where["role", held]
        if holder.country is not None and holder.country not in places:
            yield Problem(where=where, what=f"unknown country {holder.country}", cure="give an id of states.csv")
        owner, _, kind = (holder.organisation or "").rpartition(".")
        known = holder.organisation is None or holder.organisation in read.entities
        if not known and not (owner in places and kind in read.bodies):
            yield Problem(
                where=where, what=f"unknown organisation {holder.organisation}", cure="add it to the entities"
            )
    for identifier in read.refreshed:
        if identifier not in read.entities:
            yield Problem(where=read.where["refreshed", identifier], what=f"unknown organisation {identifier}")
    for pair in read.borders:
        for code in pair:
            if code not in places:
                yield Problem(
                    where=read.where["border", pair], what=f"unknown country {code}", cure="give an id of states.csv"
                )
    for region, (states, _) in read.regions.items():
        for code in states:
            if code not in places:
                yield Problem(where=read.where["region", region], what=f"{region}: unknown country {code}")


def _sole_memberships(read: Layers) -> Iterator[Problem]:
    full = defaultdict(list)
    for label, row in read.memberships.items():
        full[row.organisation, row.country, "full" if row.status in FULL_STATUSES else row.status].append((row, label))
    for rows in full.values():
        for (a, one), (b, other) in combinations(rows, 2):
            if overlap(a.start, a.end, b.start, b.end):
                what = f"{b.country} is {b.status} of {b.organisation} while already {a.status} there"
                where = read.later(("membership", one), ("membership", other))
                yield Problem(where=where, what=what, cure="end the earlier row first")


def _sole_governments(read: Layers) -> Iterator[Problem]:
    ruling = defaultdict(list)
    for label, row in read.governments.items():
        if row.relation in SOLE_RELATIONS:
            ruling[row.country].append((row, label))
    for rows in ruling.values():
        for (a, one), (b, other) in combinations(rows, 2):
            if overlap(a.start, a.end, b.start, b.end):
                what = f"{b.country} has two governments at once, {a.actor} and {b.actor}"
                yield Problem(
                    where=read.later(("government", one), ("government", other)),
                    what=what,
                    cure="end the earlier, or call one rival-government",
                )


def _sole_holders(read: Layers) -> Iterator[Problem]:
    sole = [position for position in read.positions.values() if position.sole]
    offices = {title.casefold(): position.name for position in sole for title in position.titles}
    held = defaultdict(list)
    for label, row in read.holders.items():
        if (office := offices.get(row.title.casefold())) is not None:
            held[row.place, office].append((row, label))
    for (place, office), rows in held.items():
        for (a, one), (b, other) in combinations(rows, 2):
            if overlap(a.start, a.end, b.start, b.end):
                yield Problem(
                    where=read.later(("role", one), ("role", other)),
                    what=f"{place} has two holders of one office ({office}) at once, {a.name} and {b.name}",
                    cure="end the earlier: write its row with an end, and true in the column override",
                )


def _shared_names(read: Layers) -> Iterator[Problem]:
    bearers: dict[str, list[tuple[Entity, Name]]] = defaultdict(list)
    for entity in read.entities.values():
        for name in entity.names:
            bearers[key(name.text)].append((entity, name))
    for shared in bearers.values():
        for (a, one), (b, other) in combinations(shared, 2):
            if a.id == b.id or (one.ambiguous and other.ambiguous):
                continue
            if _meet(one, other) and overlap(one.start, one.end, other.start, other.end):
                what = f"{other.text!r} names {a.id} and {b.id} on the same days"
                yield Problem(
                    where=read.later(("entity", a.id), ("entity", b.id)),
                    what=what,
                    cure="end the name with ? where you add it (in both, within one folder), date it, or drop one",
                )


def _meet(one: Name, other: Name) -> bool:
    """Whether some spelling fits the case of both names."""
    if one.sort == "code" and other.sort == "code":
        return one.text == other.text
    return folded(one.text) == folded(other.text)


def _sources(read: Layers) -> Iterator[Problem]:
    for identifier, entity in read.entities.items():
        if not entity.source:
            yield Problem(
                where=read.where["entity", identifier], what=f"{identifier} has no source", cure="say where it is from"
            )
    for kind, table in (("membership", read.memberships), ("government", read.governments), ("role", read.holders)):
        for label, row in table.items():
            if not row.source:
                where = read.where[kind, label]
                yield Problem(where=where, what="the row has no source", cure="say where it is from")
