"""Offices learnt from texts: what one document shows, and what many add up to."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import msgspec

from tocsin.actors.lexicon import word_set
from tocsin.actors.memory import office_of
from tocsin.actors.types import Cast, Tenure

SEEN = 0.9
SOLE = word_set("tenures sole")


def learnt(cast: Cast, document: str, day: str | None) -> tuple[Tenure, ...]:
    """The offices that one document gives to named persons, each seen on the document's day; none without a day.

    Former offices are left out: the text says that they ended, not when.
    """
    if day is None:
        return ()
    return tuple(
        Tenure(
            name=actor.name,
            title=role.title,
            actor=actor.id,
            country=actor.country,
            organisation=role.organisation,
            start=day,
            confidence=SEEN,
            source=document,
        )
        for actor in cast.actors
        if actor.type == "person" and not actor.id.startswith("person:~")
        for role in actor.roles
        if role.organisation and office_of(role.title) and not role.title.casefold().startswith(("former", "ex-"))
    )


def merged(seen: Iterable[Tenure]) -> tuple[Tenure, ...]:
    """Sightings of one person in one office as one tenure, from the first on.

    Where an office with one holder at a time is seen with another person later, the earlier tenure ends on that day.
    Persons who alternate are kept as tenures that overlap: `conflicts` tells.
    """
    held: dict[tuple[str, str, str], Tenure] = {}
    for t in sorted(seen, key=lambda t: (t.start or "", t.actor, t.title)):
        held.setdefault((t.organisation or t.country or "", office_of(t.title), t.actor), t)
    last: dict[tuple[str, str, str], str] = {}
    for t in sorted(seen, key=lambda t: t.start or ""):
        last[(t.organisation or t.country or "", office_of(t.title), t.actor)] = t.start or ""
    out: list[Tenure] = []
    for (place, office, actor), t in held.items():
        after = [
            o.start or ""
            for (p, f, a), o in held.items()
            if (p, f) == (place, office) and a != actor and (o.start or "") > last[(place, office, actor)]
        ]
        out.append(msgspec.structs.replace(t, end=min(after)) if after and office in SOLE else t)
    return tuple(out)


def conflicts(tenures: Iterable[Tenure]) -> tuple[tuple[Tenure, Tenure], ...]:
    """Pairs of tenures that give an office with one holder at a time to two persons at once."""
    by_office: dict[tuple[str, str], list[Tenure]] = {}
    for t in tenures:
        office = office_of(t.title)
        if office in SOLE:
            by_office.setdefault((t.organisation or t.country or "", office), []).append(t)
    found: list[tuple[Tenure, Tenure]] = []
    for held in by_office.values():
        held.sort(key=lambda t: t.start or "")
        found.extend(
            (a, b) for a, b in pairwise(held) if a.actor != b.actor and (a.end is None or (b.start or "") < a.end)
        )
    return tuple(found)
