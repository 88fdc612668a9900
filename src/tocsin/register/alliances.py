"""Which alliances hold a concern in common on a day, and by which article."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tocsin.register.facts import Facts
from tocsin.register.types import CommonTo
from tocsin.world.types import MembershipStatus

_WORDS: dict[MembershipStatus, str] = {
    "frozen": "participation frozen",
    "suspended": "membership suspended",
    "withdrawn": "has given notice of leaving",
}
"""Statuses beside membership that a reader must know."""


def common_to(endangered: Iterable[str], origins: Iterable[str], world: Facts, day: date) -> tuple[CommonTo, ...]:
    """Alliances with a pledge of which an endangered country is a member that day, and to which no origin belongs."""
    sources = set(origins)
    alliances = {alliance.id: alliance for code in sorted(endangered) for alliance in world.alliances_of(code, day)}
    common = []
    for alliance_id, alliance in sorted(alliances.items()):
        members = tuple(sorted(world.members(alliance_id, day)))
        if alliance.pledge is None or alliance_id in sources or sources & set(members):
            continue
        pledge = alliance.pledge
        common.append(
            CommonTo(
                alliance=alliance_id,
                members=members,
                as_of=day.isoformat(),
                basis=f"{pledge.treaty}, {pledge.article}: {pledge.text}",
                notes=tuple(_notes(alliance_id, members, world, day)),
            )
        )
    return tuple(common)


def _notes(alliance: str, members: Iterable[str], world: Facts, day: date) -> Iterable[str]:
    for code in members:
        entity = world.entity(code)
        for row in world.memberships_of(code, day):
            if row.organisation == alliance and row.status in _WORDS:
                since = f" since {row.start.isoformat()}" if row.start else ""
                yield f"{entity.name if entity else code}: {_WORDS[row.status]}{since}"
