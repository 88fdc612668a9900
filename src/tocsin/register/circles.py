"""Which states stand together: what a name stands for, who is allied with whom, who lies near whom."""

from __future__ import annotations

from datetime import date

from tocsin.register.naming import Naming
from tocsin.register.parties import Parties


def expand(label: str, parties: Parties, naming: Naming, day: date) -> tuple[str, ...]:
    """The countries that a region, an alliance or a state stands for on that day; none for another organisation."""
    if naming.is_region(label):
        return parties.world.region(label)
    if parties.is_organisation(label):
        return parties.members(label, day) if parties.is_alliance(label) else ()
    entity = parties.world.entity(label)
    return (entity.country or entity.id,) if entity is not None and entity.type == "state" else ()


def allied(one: str, other: str, parties: Parties, day: date) -> bool:
    """Whether the two are the same, belong to one alliance, or one is the other's alliance."""
    return one == other or bool(_circle(one, parties, day) & _circle(other, parties, day))


def near(one: str, other: str, parties: Parties, naming: Naming, day: date) -> bool:
    """Whether the countries that one stands for share a border with those of the other, or are among them."""
    theirs = set(expand(other, parties, naming, day)) or _home(other, parties)
    return any(
        code in theirs or theirs & set(parties.world.borders(code)) for code in expand(one, parties, naming, day)
    )


def kin(origin: str, parties: Parties, day: date) -> tuple[str, ...]:
    """The origin itself, the alliances of a state, the members of an alliance."""
    return (origin, *parties.members(origin, day), *sorted(parties.alliances([origin], day)))


def can_threaten(party: str, parties: Parties) -> bool:
    """Whether a threat can come from the party: a state, an armed group or an alliance, but no other organisation."""
    return not parties.is_organisation(party) or parties.is_alliance(party)


def _circle(party: str, parties: Parties, day: date) -> set[str]:
    return {party} if parties.is_organisation(party) else set(parties.alliances([party], day))


def _home(party: str, parties: Parties) -> set[str]:
    entity = parties.world.entity(party)
    return {entity.country} if entity is not None and entity.country else set()
