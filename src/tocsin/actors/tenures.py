"""Offices learnt from texts: what one document shows, what many add up to, who followed whom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise

import msgspec

from tocsin.actors.memory import SOLE, Post, place_of, post_of
from tocsin.actors.types import Actor, Cast, Tenure

SEEN = 0.9
SEEN_AGAIN = 0.95
INTERLUDE_DAYS = 30
"""Seen over so many days while the one before is not seen, a person has held the office; over fewer, it is a
contradiction."""


def learnt(cast: Cast, document: str, day: str | None) -> tuple[Tenure, ...]:
    """The offices that one document gives to named persons, each once and on the document's day; none without a day.

    Former offices are left out: the text says that they ended, not when.
    """
    if day is None:
        return ()
    seen: dict[tuple[str, Post], Tenure] = {}
    for actor in cast.actors:
        if actor.type != "person" or not teaches(actor.id):
            continue
        for role in actor.roles:
            if role.organisation and post_of(role.title):
                shown = sighting(actor, role.title, role.organisation, document, day)
                seen.setdefault((actor.id, (place_of(shown), post_of(role.title))), shown)
    return tuple(seen.values())


def teaches(actor: str) -> bool:
    """Whether the id is of a person with a name of their own, whom other documents can mean."""
    return not actor.startswith("person:~")


def sighting(actor: Actor, title: str, organisation: str | None, document: str, day: str, *, seen: int = 1) -> Tenure:
    """One person seen in one office on one day, by so many documents, of which `document` is one."""
    return Tenure(
        name=actor.name,
        title=title,
        actor=actor.id,
        country=actor.country,
        organisation=organisation,
        start=day,
        last=day,
        seen=seen,
        confidence=SEEN if seen == 1 else SEEN_AGAIN,
        source=document,
    )


def merged(seen: Iterable[Tenure], one: Mapping[str, str] | None = None) -> tuple[Tenure, ...]:
    """Sightings of persons in offices as tenures, each from the first day seen to the last.

    The same for the same sightings, in whatever order and however often given. Where an office has one holder at a
    time, a tenure ends on the day that shows another person after its last; and a person seen again after somebody
    else was seen for `INTERLUDE_DAYS` or more held it twice. Persons who alternate within fewer days are kept as
    tenures that overlap: `conflicts` tells.

    Parameters:
        one: Ids that stand for one person, each to the id of them all: they do not contradict each other.
    """
    posts: dict[Post, list[Tenure]] = {}
    for t in set(seen):
        posts.setdefault((place_of(t), post_of(t.title)), []).append(t)
    return tuple(
        t for _, held in sorted(posts.items()) for t in _spans(held, one or {}, sole=post_of(held[0].title) in SOLE)
    )


def conflicts(tenures: Iterable[Tenure]) -> tuple[tuple[Tenure, Tenure], ...]:
    """Pairs of tenures that give an office with one holder at a time to two persons at once."""
    return tuple(
        (a, b)
        for held in _by_post(tenures)
        for place, a in enumerate(held)
        for b in held[place + 1 :]
        if a.actor != b.actor and (a.end is None or (b.start or "") < a.end)
    )


def changes(tenures: Iterable[Tenure]) -> tuple[tuple[Tenure, Tenure], ...]:
    """Pairs of tenures of an office with one holder at a time, the second following the first; by the day of the
    change. Of several that end on that day the one most often seen is followed."""
    found: list[tuple[Tenure, Tenure]] = []
    for held in _by_post(tenures):
        ending: dict[str, list[Tenure]] = {}
        for t in held:
            if t.end:
                ending.setdefault(t.end, []).append(t)
        for after in held:
            before = [t for t in ending.get(after.start or "", ()) if t.actor != after.actor]
            if before:
                found.append((max(before, key=lambda t: (t.seen, _order(t))), after))
    return tuple(sorted(found, key=lambda pair: (pair[1].start or "", place_of(pair[1]), pair[1].title)))


def _by_post(tenures: Iterable[Tenure]) -> list[list[Tenure]]:
    posts: dict[Post, list[Tenure]] = {}
    for t in tenures:
        if post_of(t.title) in SOLE:
            posts.setdefault((place_of(t), post_of(t.title)), []).append(t)
    return [sorted(held, key=_order) for _, held in sorted(posts.items())]


def _order(t: Tenure) -> tuple[str, ...]:
    return (t.start or "", t.last or "", t.actor, t.title, t.organisation or "", t.source, t.name, t.country or "")


def _spans(seen: Sequence[Tenure], one: Mapping[str, str], *, sole: bool) -> list[Tenure]:
    """The tenures of one post."""
    by_actor: dict[str, list[Tenure]] = {}
    by_identity: dict[str, list[Tenure]] = {}
    for t in sorted(seen, key=_order):
        by_actor.setdefault(t.actor, []).append(t)
        by_identity.setdefault(one.get(t.actor, t.actor), []).append(t)
    if not sole or len(by_identity) < 2:
        return sorted((_joined(held, None) for held in by_actor.values()), key=_order)
    lines = {who: _Line(held) for who, held in by_identity.items()}
    runs: list[Tenure] = []
    for actor, held in by_actor.items():
        others = [line for who, line in lines.items() if who != one.get(actor, actor)]
        cuts = [0]
        last = _last(held[0])
        for place, t in enumerate(held[1:], 1):
            if any(line.days_between(last, t.start or "") >= INTERLUDE_DAYS for line in others):
                cuts.append(place)
            last = max(last, _last(t))
        for begin, end in pairwise([*cuts, len(held)]):
            run = held[begin:end]
            until = max(_last(t) for t in run)
            after = (line.first_after(until) for line in others)
            runs.append(_joined(run, min((day for day in after if day), default=None)))
    return sorted(runs, key=_order)


class _Line:
    """When one person was seen in a post, in the order of days."""

    def __init__(self, held: Sequence[Tenure]) -> None:
        self.starts = [t.start or "" for t in held]
        self.lasts = list(accumulate((_last(t) for t in held), max))

    def days_between(self, after: str, before: str) -> int:
        """Over how many days the person was seen between two, both excluded; -1 where not at all."""
        low, high = bisect_right(self.starts, after), bisect_left(self.starts, before)
        went_on = low > 0 and self.lasts[low - 1] > after
        if high <= low and not went_on:
            return -1
        first = after if went_on else self.starts[low]
        last = min(self.lasts[high - 1], before)
        return (date.fromisoformat(last) - date.fromisoformat(first)).days

    def first_after(self, day: str) -> str | None:
        """The first day after one on which the person came to be seen."""
        place = bisect_right(self.starts, day)
        return self.starts[place] if place < len(self.starts) else None


def _last(t: Tenure) -> str:
    return t.last or t.start or ""


def _joined(run: Sequence[Tenure], end: str | None) -> Tenure:
    """Sightings of one person in one post, in the order of days, as one tenure."""
    if len(run) == 1 and run[0].last and end == run[0].end:
        return run[0]
    last = max(_last(t) for t in run)
    ends = [day for day in (end, *(t.end for t in run)) if day is not None and day > last]
    seen = sum(t.seen for t in run)
    countries = Counter(t.country for t in run if t.country)
    return msgspec.structs.replace(
        run[0],
        name=max({t.name for t in run}, key=lambda name: (len(name.split()), len(name), name)),
        country=max(countries, key=lambda c: (countries[c], c), default=None),
        last=last,
        end=min(ends, default=None),
        seen=seen,
        confidence=SEEN if seen == 1 else SEEN_AGAIN,
    )
