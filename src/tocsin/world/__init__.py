"""Slow facts: states, bodies, organisations, groups, media, memberships, governments, borders and regions, as of a
day.
"""

from tocsin.world.accept import Accepted, accept
from tocsin.world.describe import Borders, Card, Description, Members, borders, describe, members
from tocsin.world.layers import OURS
from tocsin.world.proposal import CHANGES, Proposed, read_proposal, write_proposal
from tocsin.world.refresh import Refreshed, refresh
from tocsin.world.spans import is_stale
from tocsin.world.types import (
    ACTOR_TYPES,
    FULL_STATUSES,
    MEMBERSHIP_STATUSES,
    RELATIONS,
    ActorType,
    Border,
    Entity,
    Government,
    Holder,
    Membership,
    MembershipStatus,
    Name,
    Pledge,
    Position,
    Problem,
)
from tocsin.world.validate import stale, validate
from tocsin.world.world import World, load

__all__ = [
    "ACTOR_TYPES",
    "CHANGES",
    "FULL_STATUSES",
    "MEMBERSHIP_STATUSES",
    "OURS",
    "RELATIONS",
    "Accepted",
    "ActorType",
    "Border",
    "Borders",
    "Card",
    "Description",
    "Entity",
    "Government",
    "Holder",
    "Members",
    "Membership",
    "MembershipStatus",
    "Name",
    "Pledge",
    "Position",
    "Problem",
    "Proposed",
    "Refreshed",
    "World",
    "accept",
    "borders",
    "describe",
    "is_stale",
    "load",
    "members",
    "read_proposal",
    "refresh",
    "stale",
    "validate",
    "write_proposal",
]
