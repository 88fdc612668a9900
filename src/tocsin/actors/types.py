"""Who acts and speaks, and where a text names them."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from tocsin.documents.types import Span

ActorType = Literal["state", "government", "organisation", "armed-group", "person", "medium", "group"]
ACTOR_TYPES: tuple[ActorType, ...] = get_args(ActorType)


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """An office that the text gives to an actor, with the words that say so.

    Attributes:
        title: As the text words it, `Foreign Minister`.
        organisation: Actor id of the state or organisation the office belongs to, or None.
        spans: The characters that prove it.
    """

    title: str
    organisation: str | None = None
    spans: tuple[Span, ...] = ()


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A state, government body, organisation, armed group, person, medium, or kind of people ("analysts").

    Attributes:
        id: ISO 3166-1 alpha-3 for a state (`KAZ`, `XKX` for Kosovo); the world's id for what the world knows (`CSTO`,
            `taliban`, `RUS.foreign-ministry`); `person:...`, `org:...`, `group:...` for what is learnt from texts.
        name: The fullest name known.
        country: ISO alpha-3 of the country whose actor this is (a foreign minister, a ministry, an armed group's home); None for
            an organisation or a group of many countries.
        wikidata: Wikidata id where a checked source gives one.
        roles: Offices that this document gives to the actor.
    """

    id: str
    type: ActorType
    name: str
    country: str | None = None
    wikidata: str | None = None
    roles: tuple[Role, ...] = ()


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A place where the text names or refers to an actor."""

    span: Span
    actor: str
