"""Who held which office when, found by name and by office: what texts taught above what ships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.names import key, person_id, same
from tocsin.actors.types import Tenure
from tocsin.world import World, load

CONFIDENCE = {"high": 0.95, "medium": 0.85, "low": 0.65}
SOLE = word_set("tenures sole")
STALE_YEARS = 2
"""A tenure that texts taught holds no longer than this after the last text that shows it."""
CONFIRMED = 2
"""So many documents outweigh what ships; fewer stand beside it, and two holders are none."""
_SHIPPED_WEIGHT = 3

Key = tuple[str, ...]
Post = tuple[str, str]
"""A state's or organisation's id and the office there."""


class Memory:
    """Tenures, found by name and by office, above those of the memory beneath.

    What lies beneath counts wherever nothing above speaks against it: where two documents or more show another holder
    of an office that one person holds at a time, the tenure beneath ends on the day the first of them shows it.

    Parameters:
        one: Ids that stand for one person, each to the id of them all; tenures of one person found together are given
            one id, that of the first found.
    """

    def __init__(
        self, tenures: Iterable[Tenure] = (), beneath: Memory | None = None, one: Mapping[str, str] | None = None
    ) -> None:
        self._beneath = beneath
        self._one = one or {}
        self._by_key: dict[Key, list[Tenure]] = {}
        self._by_surname: dict[str, dict[Key, None]] = {}
        self._by_part: dict[str, dict[Key, None]] = {}
        self._by_post: dict[Post, list[Tenure]] = {}
        for tenure in tenures:
            self._put(tenure)

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """The tenures of this layer."""
        return tuple(t for held in self._by_key.values() for t in held)

    def named(self, name: str, day: str | None) -> list[Tenure]:
        """Tenures of those whom `name` can mean, those holding office on `day` first, then the latest.

        Of a person whom tenures give several countries only those of the country most often seen.
        """
        k = key(name)
        found = self._matching(k) if k else []
        found.sort(key=lambda t: (t.start or "", t.seen, t.actor, t.title, t.organisation or ""), reverse=True)
        found.sort(key=lambda t: not holds(t, day))
        return self._at_home(self._as_one(found, k))

    def holders(self, office: str, place: str, day: str | None) -> list[Tenure]:
        """Tenures of an office (as in offices.csv) of a state or organisation on `day`.

        A holder whom one document alone shows stands beside the one beneath: it takes another to replace him. Where
        nobody holds the office itself, those of the offices that its word covers are meant, but for ranks that several
        hold at once.
        """
        covered = lexicon().covers.get(office, frozenset((office,)))
        by_post: dict[str, list[Tenure]] = {}
        for t in self._as_one(self._holding(covered, place, day)):
            by_post.setdefault(post_of(t.title), []).append(t)
        if office in by_post:
            return by_post[office]
        return [t for post, held in by_post.items() if post in SOLE or len({t.actor for t in held}) == 1 for t in held]

    def identity(self, actor: str) -> str:
        """The id that stands for all ids of one person."""
        return self._one.get(actor, actor)

    def _matching(self, k: Key) -> list[Tenure]:
        found = [t for near in self._near(k) for t in self._by_key[near]]
        if self._beneath is not None:
            found += [self._until_replaced(t) for t in self._beneath._matching(k)]
        return found

    def _near(self, k: Key) -> list[Key]:
        """Keys of names that can be one person's with `k`: the parts of one among the other's, or spelt nearly so."""
        if len(k) == 1:
            return list(self._by_surname.get(k[0], ()))
        near = {known: None for part in k for known in self._by_surname.get(part, ())}
        rarest = min(k, key=lambda part: len(self._by_part.get(part, ())))
        near |= self._by_part.get(rarest, {})
        return [known for known in near if len(known) > 1 and same(k, known)]

    def _holding(self, covered: Iterable[str], place: str, day: str | None) -> list[Tenure]:
        own = {
            post: [t for t in self._by_post.get((place, post), ()) if holds(t, day)] for post in dict.fromkeys(covered)
        }
        found = [t for held in own.values() for t in held]
        if self._beneath is None:
            return found
        for t in map(self._until_replaced, self._beneath._holding(covered, place, day)):
            above = own.get(post_of(t.title), [])
            is_open = not above or (post_of(t.title) in SOLE and all(a.seen < CONFIRMED for a in above))
            if is_open and holds(t, day):
                found.append(t)
        return found

    def _until_replaced(self, tenure: Tenure) -> Tenure:
        """A tenure from beneath, ended where this layer shows a successor."""
        post = post_of(tenure.title)
        if post not in SOLE:
            return tenure
        who = self.identity(tenure.actor)
        after = [
            t.start
            for t in self._by_post.get((place_of(tenure), post), ())
            if t.start and t.seen >= CONFIRMED and self.identity(t.actor) != who and t.start > (tenure.start or "")
        ]
        end = min(after, default=None)
        if end is None or (tenure.end is not None and tenure.end <= end):
            return tenure
        return msgspec.structs.replace(tenure, end=end)

    def _as_one(self, found: list[Tenure], asked: Key = ()) -> list[Tenure]:
        """Tenures of one person under several ids given one id: of the name asked for, else of the first."""
        if not self._one:
            return found
        first: dict[str, str] = {}
        for t in sorted(found, key=lambda t: _key(t.name) != asked):
            first.setdefault(self.identity(t.actor), t.actor)
        return [_as(t, first[self.identity(t.actor)]) for t in found]

    def _at_home(self, found: list[Tenure]) -> list[Tenure]:
        weight: dict[str, dict[str, int]] = {}
        for t in found:
            if t.country:
                countries = weight.setdefault(t.actor, {})
                countries[t.country] = countries.get(t.country, 0) + (t.seen if t.last else _SHIPPED_WEIGHT)
        if all(len(countries) == 1 for countries in weight.values()):
            return found
        return [t for t in found if not t.country or weight[t.actor][t.country] == max(weight[t.actor].values())]

    def _put(self, tenure: Tenure) -> None:
        k = _key(tenure.name)
        if not k:
            return
        if k not in self._by_key:
            self._by_surname.setdefault(k[-1], {})[k] = None
            for part in k:
                self._by_part.setdefault(part, {})[k] = None
        self._by_key.setdefault(k, []).append(tenure)
        for post in _posts(tenure):
            self._by_post.setdefault(post, []).append(tenure)

    def _drop(self, tenure: Tenure) -> None:
        k = _key(tenure.name)
        if not k:
            return
        _remove(self._by_key, k, tenure)
        if k not in self._by_key:
            del self._by_surname[k[-1]][k]
            for part in set(k):
                del self._by_part[part][k]
        for post in _posts(tenure):
            _remove(self._by_post, post, tenure)


def holds(tenure: Tenure, day: str | None) -> bool:
    """Whether a tenure covers `day`; without a day, whether it has no end.

    One that texts taught covers no day more than `STALE_YEARS` after the last of them.
    """
    if day is None:
        return tenure.end is None
    if tenure.end is None and tenure.last is not None and day > _stale(tenure.last):
        return False
    return (tenure.start is None or tenure.start <= day) and (tenure.end is None or day < tenure.end)


def place_of(tenure: Tenure) -> str:
    """Whose office it is: the state's for the minister of its ministry, else the organisation's."""
    place = tenure.organisation or tenure.country or ""
    state, dot, _ = place.partition(".")
    return state if dot and post_of(tenure.title).endswith("minister") else place


@lru_cache(maxsize=4096)
def office_of(title: str) -> str:
    """The office that the words of a title name, empty where none is known."""
    return _read(title)[0]


@lru_cache(maxsize=4096)
def post_of(title: str) -> str:
    """The office that somebody with this title holds: a deputy's is one of its own, a former one none."""
    office, former, deputy = _read(title)
    if former or not office:
        return ""
    return f"deputy-{office}" if deputy and not office.startswith(("deputy", "vice")) else office


@lru_cache(maxsize=8)
def general_knowledge(world: World | None = None) -> Memory:
    """The office holders of the world files (default: those that ship), each with the confidence of its row."""
    return Memory(
        Tenure(
            name=holder.name,
            title=holder.title,
            actor=person_id(holder.name),
            country=holder.country,
            organisation=holder.organisation,
            start=holder.start.isoformat() if holder.start else None,
            end=holder.end.isoformat() if holder.end else None,
            gender=holder.gender,
            confidence=CONFIDENCE[holder.confidence],
            source=holder.source,
        )
        for holder in (world or load()).all_holders()
    )


_key = lru_cache(maxsize=16384)(key)


@lru_cache(maxsize=4096)
def _read(title: str) -> tuple[str, bool, bool]:
    from tocsin.actors.titles import read_title
    from tocsin.actors.tokens import tokenise

    tokens = tokenise(title)
    found = read_title(tokens, {}, 0, len(tokens))
    return (found.office, found.former, found.deputy) if found else ("", False, False)


@lru_cache(maxsize=4096)
def _stale(day: str) -> str:
    return f"{int(day[:4]) + STALE_YEARS:04d}{day[4:]}"


def _posts(tenure: Tenure) -> set[Post]:
    post = post_of(tenure.title)
    return (
        {(place, post) for place in (tenure.country, tenure.organisation, place_of(tenure)) if place} if post else set()
    )


def _as(tenure: Tenure, actor: str) -> Tenure:
    return tenure if tenure.actor == actor else msgspec.structs.replace(tenure, actor=actor)


def _remove(index: dict[Key, list[Tenure]] | dict[Post, list[Tenure]], where: Key | Post, tenure: Tenure) -> None:
    kept = [t for t in index[where] if t is not tenure]  # type: ignore[index]
    if kept:
        index[where] = kept  # type: ignore[index]
    else:
        del index[where]  # type: ignore[arg-type]
