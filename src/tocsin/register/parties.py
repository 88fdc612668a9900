"""For whom an actor speaks: a state by its ISO code, an organisation or armed group by its id, or nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tocsin.actors.types import Actor, Role
from tocsin.record.types import Entry
from tocsin.register.naming import WORD
from tocsin.register.words import words
from tocsin.world import Entity, World


class Parties:
    """The actors of a record, each with the party that it speaks for."""

    def __init__(self, entries: Iterable[Entry], world: World) -> None:
        self.world = world
        self._actors: dict[str, Actor] = {}
        for entry in entries:
            for actor_id, actor in entry.actors.items():
                known = self._actors.get(actor_id)
                self._actors[actor_id] = actor if known is None else _together(known, actor)
        self._organisations = {entity.id: entity for entity in world.entities() if entity.type == "organisation"}
        self._keys = {
            _key(name): entity.id
            for entity in self._organisations.values()
            for name in (entity.name, *(name.text for name in entity.names))
        }
        self._groups: dict[str, str | None] = {}

    def actor(self, actor_id: str) -> Actor:
        """The actor as the documents and the world know it."""
        known = self._actors.get(actor_id)
        entity = self.world.entity(actor_id)
        if entity is not None:
            roles = known.roles if known else ()
            return Actor(
                id=entity.id,
                type=entity.type,
                name=entity.name,
                country=entity.country or (entity.id if entity.type == "state" else None),
                wikidata=entity.wikidata,
                roles=roles,
            )
        return known or Actor(id=actor_id, type="organisation", name=actor_id)

    def party(self, actor_id: str | None, day: date | None = None) -> str | None:
        """The party that the actor belongs to, whoever he speaks for; None where unknown or a medium.

        An armed group is its own party until it governs: the world's governments of its country decide.
        """
        if actor_id is None:
            return None
        actor = self.actor(actor_id)
        if actor.type == "state":
            return actor.id
        if actor.type == "medium":
            return None
        if actor.type == "armed-group":
            governed = self.world.governs(actor.id, day)
            return governed[0].country if governed else actor.id
        if actor.type == "organisation":
            return actor.country if actor.country and actor.id not in self._organisations else actor.id
        if actor.type == "person":
            for role in actor.roles:
                party = self._of_role(role, day)
                if party is not None:
                    return party
            return actor.country
        return actor.country or self._of_group(actor)

    def speaks_for(self, actor_id: str | None, day: date | None = None) -> str | None:
        """The party in whose name the actor speaks: as `party`, but None for analysts, media and private people."""
        party = self.party(actor_id, day)
        if party is None or actor_id is None:
            return None
        actor = self.actor(actor_id)
        if actor.type == "person" and (not actor.roles or all(_analyst(role.title) for role in actor.roles)):
            return None
        if actor.type == "group" and not words()["official_groups"].found(actor.name):
            return None
        if actor.type == "organisation" and actor.id not in self._organisations and actor.country is None:
            return None
        return party

    def office(self, actor_id: str, day: date | None = None) -> str | None:
        """The state or organisation that an actor speaks for, as an actor id; None where it is the actor itself."""
        party = self.speaks_for(actor_id, day)
        return None if party == actor_id else party

    def members(self, organisation: str, day: date) -> tuple[str, ...]:
        """Members of the organisation on that day, none for what is no organisation of states."""
        if organisation not in self._organisations:
            return ()
        return tuple(sorted({row.country for row in self.world.members(organisation, day)}))

    def is_organisation(self, party: str) -> bool:
        """Whether the party is an organisation of the world files."""
        return party in self._organisations

    def alliances(self, countries: Iterable[str], day: date) -> dict[str, Entity]:
        """Alliances with a pledge to which one of the countries belongs that day, by id."""
        return {
            alliance.id: alliance for country in sorted(countries) for alliance in self.world.alliances_of(country, day)
        }

    def _of_role(self, role: Role, day: date | None) -> str | None:
        if role.organisation is None or role.organisation not in self._actors:
            entity = self.world.entity(role.organisation) if role.organisation else None
            return (entity.country or entity.id) if entity else None
        actor = self._actors[role.organisation]
        return None if actor.type == "person" else self.party(actor.id, day)

    def _of_group(self, actor: Actor) -> str | None:
        if actor.id not in self._groups:
            words_of = _key(actor.name)
            spans = ((start, end) for start in range(len(words_of)) for end in range(len(words_of), start, -1))
            named = (self._keys[words_of[start:end]] for start, end in spans if words_of[start:end] in self._keys)
            self._groups[actor.id] = next(named, None)
        return self._groups[actor.id]


def _key(name: str) -> tuple[str, ...]:
    return tuple(word.group().casefold() for word in WORD.finditer(name))


def _analyst(title: str) -> bool:
    return words()["analyst_titles"].found(title)


def _together(known: Actor, other: Actor) -> Actor:
    if other == known:
        return known
    roles = {(role.title, role.organisation or "") for role in (*known.roles, *other.roles)}
    return Actor(
        id=known.id,
        type=min(known.type, other.type),
        name=max((known.name, other.name), key=lambda text: (len(text), text)),
        country=min(filter(None, (known.country, other.country)), default=None),
        wikidata=min(filter(None, (known.wikidata, other.wikidata)), default=None),
        roles=tuple(Role(title=title, organisation=organisation or None) for title, organisation in sorted(roles)),
    )
