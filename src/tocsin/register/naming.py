"""Which states, organisations, groups and regions a piece of text names, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from tocsin.actors.types import Actor
from tocsin.world import Name, World

WORD = re.compile(r"\w+(?:[’'.]\w+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_PLACES = re.compile(r"\b(?:in|at|near|outside|around)\s+$", re.IGNORECASE)

Sort = Literal["name", "demonym", "metonym", "region"]


class Named(NamedTuple):
    """One place where a text names a party (an ISO code, or the id of an organisation or armed group) or a region."""

    start: int
    end: int
    party: str
    sort: Sort


class Party(NamedTuple):
    """Whom a name means."""

    party: str
    sort: Sort
    name: Name


class Naming:
    """The names of the world by their words, for looking up many short texts."""

    def __init__(self, world: World) -> None:
        self.regions = frozenset(world.regions())
        self._names: dict[tuple[str, ...], list[Party]] = {}
        self._longest = 1
        for text, bearers in world.aliases(patterns=False).items():
            for entity_id, name in bearers:
                entity = world.entity(entity_id)
                if entity is not None and entity.type not in ("medium", "person", "group"):
                    party = entity.country if entity.type == "government" and entity.country else entity.id
                    sort: Sort = name.sort if name.sort in ("demonym", "metonym") else "name"
                    self._put(text, Party(party, sort, name))
        main = {states: region for region, states in reversed(list(world.regions().items()))}
        for text, states in world.region_names().items():
            self._put(text, Party(main[states], "region", Name(text=text.title())))

    def _put(self, text: str, party: Party) -> None:
        key = _key(text)
        if key:
            self._names.setdefault(key, []).append(party)
            self._longest = max(self._longest, len(key))

    def is_region(self, label: str) -> bool:
        """Whether it is the name of a region."""
        return label in self.regions

    def find(self, text: str, day: date | None, actors: Mapping[str, Actor] | None = None) -> list[Named]:
        """Parties and regions named in the text, the longest names first where they overlap, in text order.

        A name counts if it was valid on the day, begins with a capital, and is not the mere place of a statement ("in
        Moscow"). `actors` adds the names of those whom the document introduces.
        """
        own = _own_names(actors.values()) if actors else {}
        words = list(WORD.finditer(text))
        keys = [_POSSESSIVE.sub("", word.group()).casefold() for word in words]
        found: list[Named] = []
        at = 0
        while at < len(words):
            for size in range(min(self._longest, len(words) - at), 0, -1):
                key = tuple(keys[at : at + size])
                start = words[at].start()
                end = words[at + size - 1].end()
                end -= len(words[at + size - 1].group()) - len(_POSSESSIVE.sub("", words[at + size - 1].group()))
                party = self._valid((*self._names.get(key, ()), *own.get(key, ())), text[start:end], day)
                if party is not None:
                    if not (party.sort == "metonym" and _PLACES.search(text[max(0, start - 12) : start])):
                        found.append(Named(start, end, party.party, party.sort))
                    at += size
                    break
            else:
                at += 1
        return found

    @staticmethod
    def _valid(parties: Iterable[Party], written: str, day: date | None) -> Party | None:
        for party in parties:
            name = party.name
            if name.sort == "code" and _letters(name.text) != _letters(written):
                continue
            if written[0].islower() and not name.text[0].islower():
                continue
            if day is not None and ((name.start and day < name.start) or (name.end and day >= name.end)):
                continue
            return party
        return None


@lru_cache(maxsize=4)
def naming_of(world: World) -> Naming:
    """The names of a world, built once."""
    return Naming(world)


def _key(text: str) -> tuple[str, ...]:
    words = tuple(_POSSESSIVE.sub("", word.group()).casefold() for word in WORD.finditer(text))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _own_names(actors: Iterable[Actor]) -> dict[tuple[str, ...], list[Party]]:
    names: dict[tuple[str, ...], list[Party]] = {}
    for actor in actors:
        if actor.type in ("medium", "group"):
            continue
        party = actor.id if actor.type == "armed-group" else actor.country
        key = _key(actor.name)
        if key and party:
            names.setdefault(key, []).append(Party(party, "name", Name(text=actor.name)))
            if actor.type == "person" and len(key) > 1:
                names.setdefault(key[-1:], []).append(Party(party, "name", Name(text=actor.name)))
    return names
