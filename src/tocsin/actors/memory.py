"""Who held which office when: learnt from the record, above what ships."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tocsin.actors.lexicon import lexicon, rows
from tocsin.actors.names import key, person_id, same, surname
from tocsin.actors.types import Tenure

CONFIDENCE = {"high": 0.95, "medium": 0.85, "low": 0.65}


class Memory:
    """Tenures, found by name and by office; earlier layers win over later ones."""

    def __init__(self, tenures: Iterable[Tenure] = (), beneath: Memory | None = None) -> None:
        self.tenures = tuple(tenures)
        self._by_part: dict[str, list[Tenure]] = {}
        self._by_place: dict[str, list[Tenure]] = {}
        for t in self.tenures:
            for part in set(key(t.name)):
                self._by_part.setdefault(part, []).append(t)
            for holder in {t.country, t.organisation} - {None}:
                self._by_place.setdefault(str(holder), []).append(t)
        self._beneath = beneath

    def named(self, name: str, day: str | None) -> list[Tenure]:
        """Tenures of those whom `name` can mean, those holding office on `day` first, then the latest."""
        k = key(name)
        if not k:
            return []
        if len(k) == 1:
            found = [t for t in self._by_part.get(k[0], ()) if surname(t.name) == k[0]]
        else:
            near = {id(t): t for part in k for t in self._by_part.get(part, ())}
            found = [t for t in near.values() if len(key(t.name)) > 1 and same(k, key(t.name))]
        found.sort(key=lambda t: (not holds(t, day), t.start or ""), reverse=False)
        if not found and self._beneath is not None:
            return self._beneath.named(name, day)
        return found

    def holders(self, office: str, place: str, day: str | None) -> list[Tenure]:
        """Tenures of an office (as in offices.csv) of a state or organisation on `day`."""
        covered = lexicon().covers.get(office, frozenset((office,)))
        found = [t for t in self._by_place.get(place, ()) if office_of(t.title) in covered and holds(t, day)]
        exact = [t for t in found if office_of(t.title) == office]
        found = exact or found
        if not found and self._beneath is not None:
            return self._beneath.holders(office, place, day)
        return found


def holds(tenure: Tenure, day: str | None) -> bool:
    """Whether a tenure covers `day`; without a day, whether it has no end."""
    if day is None:
        return tenure.end is None
    return (tenure.start is None or tenure.start <= day) and (tenure.end is None or day < tenure.end)


@lru_cache(maxsize=4096)
def office_of(title: str) -> str:
    """The office that the words of a title name, empty where none is known."""
    from tocsin.actors.titles import read_title
    from tocsin.actors.tokens import tokenise

    tokens = tokenise(title)
    found = read_title(tokens, {}, 0, len(tokens))
    return found.office if found else ""


@lru_cache(maxsize=1)
def general_knowledge() -> Memory:
    """The office holders of `roles.csv`, none of them checked: each with its low or medium confidence."""
    return Memory(
        Tenure(
            name=r["name"],
            title=r["title"],
            actor=person_id(r["name"]),
            country=r["country"] or None,
            organisation=r["organisation"] or None,
            start=r["start"] or None,
            end=r["end"] or None,
            gender=r["gender"] or None,
            confidence=CONFIDENCE[r["confidence"]],
            source=r["source"],
        )
        for r in rows("roles.csv")
    )
