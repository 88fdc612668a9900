"""A memory that grows with every document read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from tocsin.actors.memory import Memory, Post, place_of, post_of
from tocsin.actors.tenures import changes, merged
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
        self.learn(seen)

    def learn(self, seen: Iterable[Tenure]) -> tuple[Change, ...]:
        """Takes in what documents show; the tenures of the offices concerned are merged anew.

        Give each document once: how often somebody was seen counts.

        Returns:
            The changes of holder that were not known before: who held an office, and who followed.
        """
        touched: dict[Post, None] = {}
        for t in seen:
            post = (place_of(t), post_of(t.title))
            known = self._seen.setdefault(post, {})
            same_day = known.get((t.actor, t.start or ""))
            known[(t.actor, t.start or "")] = t if same_day is None else _both(same_day, t)
            self._size += same_day is None
            touched[post] = None
        noticed: list[Change] = []
        for post in touched:
            before = {_brief(change) for change in changes(self._held.get(post, ()))}
            self._hold(post, merged(self._seen[post].values(), self._one))
            noticed += [change for change in changes(self._held[post]) if _brief(change) not in before]
        if self._size > self._most:
            self._forget()
        return tuple(noticed)

    def of(self, actor: str) -> tuple[Tenure, ...]:
        """The tenures of one person, by their first day."""
        mine = [t for held in self._held.values() for t in held if self.identity(t.actor) == actor or t.actor == actor]
        return tuple(sorted(mine, key=lambda t: (t.start or "", place_of(t), t.title)))

    def _hold(self, post: Post, tenures: tuple[Tenure, ...]) -> None:
        for t in self._held.pop(post, ()):
            self._drop(t)
        for t in tenures:
            self._put(t)
        if tenures:
            self._held[post] = tenures

    def _forget(self) -> None:
        """Drops the oldest tenth of what is more than can be kept."""
        everything = [(t.start or "", post, key) for post, known in self._seen.items() for key, t in known.items()]
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
    """One person's sightings of one day in one office as one, whichever came first."""
    first = min(one, other, key=lambda t: (t.source, t.title, t.organisation or ""))
    return msgspec.structs.replace(
        first,
        name=max(one.name, other.name, key=lambda name: (len(name.split()), len(name), name)),
        country=max(filter(None, (one.country, other.country)), default=None),
        seen=one.seen + other.seen,
    )
