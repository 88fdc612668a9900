"""What the register asks of the world: slow facts as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from tocsin.world.types import Entity, Government, Membership


class Facts(Protocol):
    """The part of the world that the register needs."""

    def entity(self, entity_id: str, /) -> Entity | None:
        """The entity of that id, or None."""

    def entities(self) -> Iterable[Entity]:
        """Everything the world files know."""

    def members(self, organisation: str, day: date, /, statuses: Sequence[str] = ("member",)) -> Sequence[str]:
        """Countries that have one of the statuses in the organisation on that day."""

    def memberships_of(self, country: str, day: date, /) -> Sequence[Membership]:
        """Every status that the country has in any organisation on that day."""

    def alliances_of(self, country: str, day: date, /) -> Sequence[Entity]:
        """Organisations with a pledge of which the country is a member on that day."""

    def governments(self, country: str, day: date, /) -> Sequence[Government]:
        """Who governs the country on that day, in law or in fact."""

    def region(self, name: str, /) -> Sequence[str]:
        """Countries of a region."""

    def regions(self) -> Mapping[str, Sequence[str]] | Iterable[str]:
        """Names of regions."""
