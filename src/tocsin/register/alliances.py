"""Which alliances hold a concern in common on a day, and by which article."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tocsin.register.types import CommonTo
from tocsin.world import MembershipStatus, World

_WORDS: dict[MembershipStatus, str] = {
    "frozen": "participation frozen",
    "suspended": "membership suspended",
    "restricted": "participation restricted",
    "withdrawing": "has given notice of leaving",
    "disputed": "membership disputed",
}
"""Statuses beside membership that a reader must know."""


def common_to(endangered: Iterable[str], origins: Iterable[str], world: World, day: date) -> tuple[CommonTo, ...]:
    """Alliances with a pledge of which an endangered country is a member that day, and to which no origin belongs."""
    sources = set(origins)
    alliances = {alliance.id: alliance for code in sorted(endangered) for alliance in world.alliances_of(code, day)}
    common = []
    for alliance_id, alliance in sorted(alliances.items()):
        members = tuple(sorted({row.country for row in world.members(alliance_id, day)}))
        if alliance.pledge is None or alliance_id in sources or sources & set(members):
            continue
        common.append(
            CommonTo(
                alliance=alliance_id,
                members=members,
                as_of=day.isoformat(),
                basis=alliance.pledge.basis,
                notes=tuple(_notes(alliance_id, members, world, day)),
            )
        )
    return tuple(common)


def _notes(alliance: str, members: Iterable[str], world: World, day: date) -> Iterable[str]:
    for code in members:
        entity = world.entity(code)
        for row in world.memberships_of(code, day):
            if row.organisation == alliance and row.status in _WORDS:
                since = f" since {row.start.isoformat()}" if row.start else ""
                yield f"{entity.name if entity else code}: {_WORDS[row.status]}{since}"
