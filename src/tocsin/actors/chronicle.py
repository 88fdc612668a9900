"""A memory that grows with every document read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from tocsin.actors.memory import SOLE, Memory, Post, holds, place_of, post_of
from tocsin.actors.tenures import SEEN_AGAIN, changes, merged
from tocsin.actors.types import Tenure

MOST = 100_000
"""Sightings kept at most, the latest days first: about 60 MB."""

Change = tuple[Tenure, Tenure]
Seen = tuple[str, str]


class Chronicle(Memory):
    """Tenures merged from sightings, above those of the memory beneath.

    What it knows depends on the set of sightings alone, not on their order, as long as there are no more than `most`:
    then the oldest days are forgotten.

    Parameters:
        seen: Sightings, each of one person in one office on one day (`learnt`).
        one: Ids that stand for one person, each to the id of them all.
    """

    def __init__(
        self,
        seen: Iterable[Tenure] = (),
        beneath: Memory | None = None,
        one: Mapping[str, str] | None = None,
        *,
        most: int = MOST,
    ) -> None:
        super().__init__((), beneath, one)
        self._most = most
        self._size = 0
        self._seen: dict[Post, dict[Seen, Tenure]] = {}
        self._held: dict[Post, tuple[Tenure, ...]] = {}
        self._elsewhere: dict[tuple[str, str], tuple[Tenure, ...]] = {}
        self.learn(seen)

    def learn(self, seen: Iterable[Tenure], one: Mapping[str, str] | None = None) -> tuple[Change, ...]:
        """Takes in what documents show; the tenures of the offices concerned are merged anew.

        Give each document once: how often somebody was seen counts. An office with one holder is not learnt of somebody
        who holds the like elsewhere that day by the memory beneath: the text was misread ("the president" of its host).

        Parameters:
            one: Ids among these sightings that stand for one person, beside those known.

        Returns:
            The changes of holder that were not known before: who held an office, and who followed.
        """
        if one:
            self._one = {**self._one, **one}
        touched: dict[Post, None] = {}
        for t in seen:
            if self._is_misplaced(t):
                continue
            post = (place_of(t), post_of(t.title))
            known = self._seen.setdefault(post, {})
            # Where several may hold an office at once only the first and the last day matter.
            key = (t.actor, t.start or "" if post[1] in SOLE else "")
            already = known.get(key)
            known[key] = t if already is None else _both(already, t)
            self._size += already is None
            if post in touched or not self._goes_on(post, t, is_new=already is None):
                touched[post] = None
        noticed: list[Change] = []
        for post in touched:
            before = {_brief(change) for change in changes(self._held.get(post, ()))}
            self._hold(post, merged(self._seen[post].values(), self._one))
            noticed += [change for change in changes(self._held[post]) if _brief(change) not in before]
        if self._size > self._most:
            self._forget()
        return tuple(noticed)

    def _is_misplaced(self, t: Tenure) -> bool:
        post = post_of(t.title)
        if self._beneath is None or post not in SOLE or " " not in t.name:
            return False
        known = self._elsewhere.get((t.name, post))
        if known is None:
            held = self._beneath.named(t.name, t.start)
            known = self._elsewhere[t.name, post] = tuple(one for one in held if post_of(one.title) == post)
        places = {place_of(one) for one in known if holds(one, t.start)}
        return bool(places) and place_of(t) not in places

    def of(self, actor: str) -> tuple[Tenure, ...]:
        """The tenures of one person, by their first day."""
        mine = [t for held in self._held.values() for t in held if self.identity(t.actor) == actor or t.actor == actor]
        return tuple(sorted(mine, key=lambda t: (t.start or "", place_of(t), t.title)))

    def _goes_on(self, post: Post, t: Tenure, *, is_new: bool) -> bool:
        """Takes in a sighting of whoever held an office last, which is what most are; False where it is another."""
        held = self._held.get(post, ())
        if not is_new or not held or any(other.end is None for other in held[:-1]):
            return False
        current = held[-1]
        day = t.start or ""
        if (t.actor, t.name, t.country, current.end) != (current.actor, current.name, current.country, None):
            return False
        if day < (current.last or "") or any((other.last or "") >= day for other in held[:-1]):
            return False
        self._hold(post, (*held[:-1], *merged((current, t), self._one)))
        return True

    def _hold(self, post: Post, tenures: tuple[Tenure, ...]) -> None:
        before = self._held.pop(post, ())
        kept = {id(t) for t in tenures} & {id(t) for t in before}
        for t in before:
            if id(t) not in kept:
                self._drop(t)
        for t in tenures:
            if id(t) not in kept:
                self._put(t)
        if tenures:
            self._held[post] = tenures

    def _forget(self) -> None:
        """Drops the oldest tenth of what is more than can be kept."""
        everything = [
            (t.last or t.start or "", post, key) for post, known in self._seen.items() for key, t in known.items()
        ]
        everything.sort()
        touched: dict[Post, None] = {}
        for _, post, key in everything[: len(everything) - self._most * 9 // 10]:
            del self._seen[post][key]
            touched[post] = None
        for post in touched:
            self._hold(post, merged(self._seen[post].values(), self._one))
            if not self._seen[post]:
                del self._seen[post]
        self._size = sum(map(len, self._seen.values()))


def _brief(change: Change) -> tuple[str, str]:
    return (change[0].actor, change[1].actor)


def _both(one: Tenure, other: Tenure) -> Tenure:
    """Two sightings of one person in one office as one, whichever came first."""
    first = min(one, other, key=lambda t: (t.start or "", t.source, t.title, t.organisation or ""))
    seen = one.seen + other.seen
    return msgspec.structs.replace(
        first,
        name=max(one.name, other.name, key=lambda name: (len(name.split()), len(name), name)),
        country=max(filter(None, (one.country, other.country)), default=None),
        last=max(one.last or one.start or "", other.last or other.start or ""),
        seen=seen,
        confidence=SEEN_AGAIN,
    )
