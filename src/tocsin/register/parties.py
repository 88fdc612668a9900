"""For whom an actor speaks: a state by its ISO code, an organisation or armed group by its id, or nobody."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from tocsin.actors.types import Actor, Role
from tocsin.record.types import Entry
from tocsin.register.context import in_order, published
from tocsin.register.naming import WORD
from tocsin.register.words import words
from tocsin.world import Entity, World

_TELLINGS = 9
"""The last documents that tell an actor's office or country, by whose majority its party is decided."""


class Parties:
    """The actors of a record, each with the party that it speaks for.

    The last documents that name an actor decide by majority, the latest where they are even: one mistake does not send
    a minister to another country, and a new office shows after a few reports. What documents tell counts from the day
    they tell it: a role learnt later changes nothing that was filed before, so that yesterday's register is the
    beginning of today's.
    """

    def __init__(self, entries: Iterable[Entry], world: World) -> None:
        self.world = world
        self._days: dict[str, list[date]] = {}
        self._told: dict[str, list[Actor]] = {}
        seen: set[tuple[str, str]] = set()
        for entry in in_order(entries):
            day = published(entry)
            for actor_id, actor in entry.actors.items():
                told = self._told.setdefault(actor_id, [])
                if (actor_id, entry.document.id) not in seen and (not told or actor.roles or actor.country):
                    seen.add((actor_id, entry.document.id))
                    told.append(actor)
                    self._days.setdefault(actor_id, []).append(day)
        self._organisations = {entity.id: entity for entity in world.entities() if entity.type == "organisation"}
        self._keys = {
            _key(name): entity.id
            for entity in self._organisations.values()
            for name in (entity.name, *(name.text for name in entity.names))
        }
        self._cache: dict[tuple[str, date], str | None] = {}

    def actor(self, actor_id: str) -> Actor:
        """The actor as the world knows it, else with its fullest name and all its roles as the documents do."""
        told = self._told.get(actor_id, [])
        entity = self.world.entity(actor_id)
        if entity is not None:
            country = entity.country or (entity.id if entity.type == "state" else None)
            return Actor(
                id=entity.id, type=entity.type, name=entity.name, country=country, wikidata=entity.wikidata, roles=()
            )
        if not told:
            return Actor(id=actor_id, type="group", name=actor_id)
        roles = dict.fromkeys((role.title, role.organisation) for actor in told for role in actor.roles)
        return Actor(
            id=actor_id,
            type=told[-1].type,
            name=max((actor.name for actor in told), key=lambda name: (len(name), name)),
            country=next((actor.country for actor in reversed(told) if actor.country), None),
            wikidata=next((actor.wikidata for actor in told if actor.wikidata), None),
            roles=tuple(Role(title=title, organisation=organisation) for title, organisation in roles),
        )

    def party(self, actor_id: str | None, day: date) -> str | None:
        """The party that the actor belongs to, whoever he speaks for; None where unknown, and for media.

        A party is a state, an organisation of the world files, or an armed group; an armed group that governs a country
        on that day stands for the country.
        """
        if actor_id is None:
            return None
        key = (actor_id, day)
        if key not in self._cache:
            self._cache[key] = self._party(actor_id, day)
        return self._cache[key]

    def speaks_for(self, actor_id: str | None, day: date) -> str | None:
        """The party in whose name the actor speaks: as `party`, but None for analysts, media and private people."""
        party = self.party(actor_id, day)
        if party is None or actor_id is None or self.world.entity(actor_id) is not None:
            return party
        told = self._known(actor_id, day)
        match told[-1].type if told else "group":
            case "person":
                has_office = any(actor.roles for actor in told)
                return party if has_office and not self.is_analyst(actor_id, day) else None
            case "group":
                return party if told and words()["official_groups"].found(told[-1].name) else None
        return party

    def is_analyst(self, actor_id: str, day: date) -> bool:
        """Whether the actor's titles, as known on that day, are those of one who speaks for nobody but himself."""
        titles = {role.title for actor in self._known(actor_id, day) for role in actor.roles}
        return bool(titles) and all(map(_analyst, titles))

    def is_alliance(self, party: str) -> bool:
        """Whether the party is an organisation whose members have pledged themselves to one another."""
        return party in self._organisations and self._organisations[party].pledge is not None

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

    def name(self, party: str) -> str:
        """The name of a party, an organisation by the code that people use: `NATO`."""
        entity = self._organisations.get(party)
        if entity is None:
            return self.actor(party).name
        codes = [name.text for name in entity.names if name.sort == "code" and name.text.isascii()]
        return codes[0] if codes and len(entity.name) > 20 else entity.name

    def _known(self, actor_id: str, day: date) -> list[Actor]:
        """The last tellings up to that day."""
        end = bisect_right(self._days.get(actor_id, ()), day)
        return self._told.get(actor_id, [])[max(0, end - _TELLINGS) : end]

    def _party(self, actor_id: str, day: date) -> str | None:
        entity = self.world.entity(actor_id)
        if entity is not None:
            return self._of_entity(entity, day)
        votes = [party for actor in self._known(actor_id, day) if (party := self._of_telling(actor, day))]
        if not votes:
            return None
        counts = Counter(votes)
        return next(party for party in reversed(votes) if counts[party] == max(counts.values()))

    def _of_telling(self, actor: Actor, day: date) -> str | None:
        """The party by what one document tells of the actor."""
        if actor.type == "medium":
            return None
        if actor.type == "armed-group":
            return actor.id
        if actor.country is not None:
            return actor.country
        offices = (role.organisation for role in actor.roles if role.organisation and role.organisation != actor.id)
        party = next(filter(None, (self._of_office(office, day) for office in offices)), None)
        return party or (self._named_in(actor.name) if actor.type in ("group", "organisation", "government") else None)

    def _of_entity(self, entity: Entity, day: date) -> str | None:
        match entity.type:
            case "state":
                return entity.id if self._is_state(entity.id) else entity.country
            case "armed-group":
                rows = self.world.governs(entity.id, day)
                states = [row.country for row in rows if row.relation in ("government", "de-facto-government")]
                return states[0] if states and self._is_state(states[0]) else entity.id
            case "medium" | "person" | "group":
                return None
            case "organisation" if entity.country is None:
                return self._top(entity)
        return entity.country or entity.id

    def _is_state(self, entity_id: str) -> bool:
        entity = self.world.entity(entity_id)
        return entity is not None and entity.standing in (None, "state", "disputed", "unrecognised")

    def _top(self, entity: Entity) -> str:
        parent = self._organisations.get(entity.parent or "")
        return parent.id if parent is not None and not entity.pledge else entity.id

    def _of_office(self, office: str, day: date) -> str | None:
        entity = self.world.entity(office)
        if entity is not None:
            return self._of_entity(entity, day)
        told = self._known(office, day)
        return None if not told or told[-1].type == "person" else told[-1].country

    def _named_in(self, name: str) -> str | None:
        words_of = _key(name)
        spans = ((start, end) for start in range(len(words_of)) for end in range(len(words_of), start, -1))
        return next((self._keys[words_of[a:b]] for a, b in spans if words_of[a:b] in self._keys), None)


@lru_cache(maxsize=4096)
def _analyst(title: str) -> bool:
    return words()["analyst_titles"].found(title)


def _key(name: str) -> tuple[str, ...]:
    return tuple(word.group().casefold() for word in WORD.finditer(name))
