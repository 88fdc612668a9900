"""Which states, organisations, groups and regions a piece of text names, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from tocsin.actors.types import Actor
from tocsin.register.facts import Facts
from tocsin.world.types import Entity, Name

WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
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
    """A name to look for."""

    party: str
    sort: Sort
    start: date | None
    end: date | None
    exact: str | None
    """The characters that must stand there, for codes whose case matters."""


class Naming:
    """The names of the world by their words, for looking up many short texts."""

    def __init__(self, world: Facts) -> None:
        self._names: dict[tuple[str, ...], list[Party]] = {}
        self._longest = 1
        self.regions = frozenset(world.regions())
        for entity in world.entities():
            party = entity.country if entity.type in ("government", "state") and entity.country else entity.id
            for name in (Name(text=entity.name, sort="official"), *entity.names):
                self._add(name, party, entity)
        for region in sorted(self.regions):
            for text in (region, region + "n" if region.endswith("a") else region):
                self._put(text, Party(region, "region", None, None, None))

    def is_region(self, label: str) -> bool:
        """Whether it is the name of a region."""
        return label in self.regions

    def _add(self, name: Name, party: str, entity: Entity) -> None:
        sort: Sort = "demonym" if name.sort == "demonym" else "metonym" if name.sort == "metonym" else "name"
        exact = name.text if name.sort == "code" else None
        self._put(name.text, Party(party, sort, name.start or entity.start, name.end or entity.end, exact))

    def _put(self, text: str, party: Party) -> None:
        key = tuple(word.group().casefold() for word in WORD.finditer(text))
        if key:
            self._names.setdefault(key, []).append(party)
            self._longest = max(self._longest, len(key))

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
                party = self._valid(self._names.get(key, ()), text[start:end], day) or own.get(key)
                if party is not None and (text[start].isupper() or not text[start].isalpha()):
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
            if party.exact is not None and party.exact != written:
                continue
            if day is not None and ((party.start and day < party.start) or (party.end and day >= party.end)):
                continue
            return party
        return None


def _own_names(actors: Iterable[Actor]) -> dict[tuple[str, ...], Party]:
    names: dict[tuple[str, ...], Party] = {}
    for actor in actors:
        if actor.type in ("medium", "group"):
            continue
        party = actor.country or actor.id if actor.type != "armed-group" else actor.id
        key = tuple(word.group().casefold() for word in WORD.finditer(actor.name))
        if not key:
            continue
        names.setdefault(key, Party(party, "name", None, None, None))
        if actor.type == "person" and len(key) > 1:
            names.setdefault(key[-1:], Party(party, "name", None, None, None))
    return names
