"""Slow facts: states, bodies, organisations, groups, media, memberships, governments, borders and regions, as of a day."""

from tocsin.world.types import (
    FULL_STATUSES,
    MEMBERSHIP_STATUSES,
    RELATIONS,
    Entity,
    Government,
    Membership,
    MembershipStatus,
    Name,
    Pledge,
    Problem,
)
from tocsin.world.world import OURS, World, is_stale, load

__all__ = [
    "FULL_STATUSES",
    "MEMBERSHIP_STATUSES",
    "OURS",
    "RELATIONS",
    "Entity",
    "Government",
    "Membership",
    "MembershipStatus",
    "Name",
    "Pledge",
    "Problem",
    "World",
    "is_stale",
    "load",
]
