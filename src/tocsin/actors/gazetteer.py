"""Names that the world files know, found in one pass over the words by the longest match."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from tocsin.actors.lexicon import rows, word_set
from tocsin.actors.tokens import Tokens, fold, tokenise
from tocsin.world.types import Entity, Name

RANK = {
    "state": 0,
    "government": 1,
    "organisation": 2,
    "armed-group": 3,
    "medium": 4,
    "person": 5,
    "group": 6,
    "place": 7,
}
LATIN_END = "\u0250"
HELD = word_set("gazetteer held")
SORTS = {"official": 0, "short": 0, "code": 0, "alias": 1, "demonym": 1, "metonym": 2, "place": 3}


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `[a, b)` that name `id`; `sort` as in the world's names, or `place` for a town or region within
    `country`."""

    a: int
    b: int
    id: str
    type: str
    country: str | None
    sort: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class _Alias:
    rest: tuple[str, ...]
    exact: tuple[str, ...]
    upper: tuple[bool, ...]
    code: bool
    id: str
    type: str
    country: str | None
    sort: str
    start: date | None
    end: date | None
    latin: bool

    def valid(self, day: date | None) -> bool:
        return day is None or ((self.start is None or self.start <= day) and (self.end is None or day < self.end))


def _latin(words: str) -> bool:
    """Whether a word is written in Latin letters: a name in another script is not its transliteration in ours."""
    return any(c < LATIN_END and c.isalpha() for c in words)


class Gazetteer:
    """An index of names by their first word.

    `entities` looks an id up, bodies by pattern included; `bodies` maps "foreign ministry" to the kind of body it
    means.
    """

    def __init__(
        self,
        names: Mapping[str, tuple[tuple[str, Name], ...]],
        entities: Callable[[str], Entity | None],
        bodies: Mapping[str, str],
    ) -> None:
        self.entities = entities
        self.bodies = bodies
        self._index: dict[str, list[_Alias]] = {}
        for surface, owners in names.items():
            for owner, name in owners:
                entity = entities(owner)
                if entity is not None:
                    self._add(surface, name.sort, owner, entity.type, entity.country, name.start, name.end)
                    if name.sort == "demonym" and not fold(surface).endswith("s"):
                        self._add(surface + "s", "demonym", owner, entity.type, entity.country, name.start, name.end)
        for row in rows("places.csv"):
            self._add(row["name"], "place", "place:" + row["country"], "place", row["country"], None, None)
        for found in self._index.values():
            found.sort(key=lambda x: (-len(x.rest), RANK.get(x.type, 9), SORTS.get(x.sort, 5), x.id))

    def _add(
        self, surface: str, sort: str, owner: str, kind: str, country: str | None, start: date | None, end: date | None
    ) -> None:
        words = tokenise(surface)
        low, raw = words.low, words.raw
        if len(low) > 1 and low[0] == "the":
            low, raw = low[1:], raw[1:]
        if not low:
            return
        alias = _Alias(
            tuple(low[1:]),
            tuple(w.replace(".", "") for w in raw),
            tuple(w[0].isupper() for w in raw),
            sort == "code",
            owner,
            kind,
            country,
            sort,
            start,
            end,
            _latin(surface),
        )
        self._index.setdefault(low[0], []).append(alias)

    def match(self, tokens: Tokens, day: date | None) -> list[Hit]:
        """Longest names valid on `day`, left to right, none overlapping."""
        hits: list[Hit] = []
        index, low, n = self._index, tokens.low, len(tokens)
        i = 0
        while i < n:
            found = index.get(low[i])
            best: _Alias | None = None
            doubt = False
            if found is not None:
                for alias in found:
                    size = len(alias.rest)
                    if best is not None:
                        if (
                            size < len(best.rest)
                            or RANK.get(alias.type, 9) > RANK.get(best.type, 9)
                            or alias.sort != best.sort
                        ):
                            break
                        if alias.id != best.id and alias.valid(day) and self._fits(alias, tokens, i):
                            doubt = True
                        continue
                    if size and tuple(low[i + 1 : i + 1 + size]) != alias.rest:
                        continue
                    if alias.valid(day) and self._fits(alias, tokens, i):
                        best = alias
            if best is None:
                place, _, how = low[i].rpartition("-")
                if place and how in HELD:
                    hits.extend(self._held(place, i, day))
                i += 1
                continue
            b = i + 1 + len(best.rest)
            hit = Hit(i, b, best.id, best.type, best.country, best.sort, doubt)
            owner = hits[-1] if hits and hits[-1].b == i and not tokens.gaps[i - 1].strip() else None
            if owner is not None and best.type in ("government", "organisation"):
                hit = self._owned(hit, owner, " ".join(low[i:b]))
            hits.append(hit)
            i = b
        return hits

    def _held(self, holder: str, i: int, day: date | None) -> list[Hit]:
        """The country of "Geneva-based" and "Houthi-run", as a place."""
        for alias in self._index.get(holder, ()):
            if (
                not alias.rest
                and alias.country
                and alias.valid(day)
                and alias.type in ("state", "place", "armed-group")
            ):
                return [Hit(i, i + 1, "place:" + alias.country, "place", alias.country, "place")]
        return []

    def _owned(self, hit: Hit, owner: Hit, words: str) -> Hit:
        """A body right after another state's name is that state's: "the Israeli Prime Minister's Office", "Belarus's
        Security Council"."""
        if not owner.country or owner.country == hit.country or owner.type not in ("state", "place"):
            return hit
        kind = hit.id.partition(".")[2] if hit.type == "government" else self.bodies.get(words)
        entity = self.entities(f"{owner.country}.{kind}") if kind else None
        if entity is None:
            return hit
        return Hit(hit.a, hit.b, entity.id, entity.type, entity.country, hit.sort)

    @staticmethod
    def _fits(alias: _Alias, tokens: Tokens, i: int) -> bool:
        size = len(alias.exact)
        if tuple(tokens.low[i + 1 : i + size]) != alias.rest:
            return False
        if size > 1 and any(g.strip(" .-’'s&\n\u00a0") for g in tokens.gaps[i : i + size - 1]):
            return False
        if not alias.latin and any(map(_latin, tokens.raw[i : i + size])):
            return False
        if alias.code:
            return all(tokens.raw[i + k].replace(".", "") == w for k, w in enumerate(alias.exact))
        return all(not up or tokens.raw[i + k][0].isupper() for k, up in enumerate(alias.upper))
