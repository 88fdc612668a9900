"""Offices on record as sightings: what later readings know, and who held what when."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from tocsin.actors import Tenure
from tocsin.actors.memory import place_of, post_of
from tocsin.actors.tenures import sighting, teaches
from tocsin.actors.types import Actor
from tocsin.record import schema
from tocsin.record.corrections import Corrections, Part
from tocsin.record.identities import corrections_on

MOST = 200_000
"""Offices looked at, the latest days first."""


def sightings(connection: Connection, *, as_corrected: bool) -> tuple[list[Tenure], dict[str, str]]:
    """Who was seen in which office on which day, each document counted once, and which ids stand for one person.

    Parameters:
        as_corrected: Under the ids that corrections give; else, for readings to come, under the documents' own, so that
            a merge can be undone. Parts that were split off have their own ids in both.
    """
    corrections = corrections_on(connection)
    roles, actors = schema.roles.c, schema.actors.c
    latest = (
        select(roles.day, roles.document, roles.actor, roles.title, roles.organisation, roles.country)
        .where(roles.dated, roles.organisation.is_not(None))
        .order_by(roles.day.desc(), roles.document.desc())
        .limit(MOST)
    )
    inner = latest.subquery()
    names = select(actors.id, actors.name).where(actors.type == "person", actors.id.in_(select(inner.c.actor)))
    named = {row.id: row.name for row in connection.execute(names) if teaches(row.id)}
    listed = _listed(connection, corrections)
    one: dict[str, str] = {}
    days: dict[tuple[str, str, str, str | None, str | None], set[int]] = {}
    for day, document, actor, title, organisation, country in connection.execute(latest):
        if actor not in named or not post_of(title):
            continue
        who = actor
        if actor in corrections.touched:
            part = Part(listed.get(document, ""), frozenset(filter(None, (country, organisation))))
            identity, has_split = corrections.followed(actor, part)
            who = identity if has_split or as_corrected else actor
            if who != identity:
                one[who] = identity
            named.setdefault(who, named[actor])
        days.setdefault((day, who, title, organisation, country), set()).add(document)
    named |= {who: name for who, name in corrections.names.items() if who in named}
    return list(_once(days, named)), one


def _once(
    days: dict[tuple[str, str, str, str | None, str | None], set[int]], named: dict[str, str]
) -> Iterator[Tenure]:
    """Sightings, those of one document in one office by several titles once."""
    counted: dict[tuple[str, str, str, str], set[int]] = {}
    for key in sorted(days, key=lambda key: tuple(part or "" for part in key)):
        day, who, title, organisation, country = key
        seen = sighting(Actor(id=who, type="person", name=named[who], country=country), title, organisation, "", day)
        known = counted.setdefault((day, who, place_of(seen), post_of(title)), set())
        new = days[key] - known
        known |= new
        if new:
            yield (
                seen
                if len(new) == 1
                else sighting(
                    Actor(id=who, type="person", name=named[who], country=country),
                    title,
                    organisation,
                    "",
                    day,
                    seen=len(new),
                )
            )


def _listed(connection: Connection, corrections: Corrections) -> dict[int, str]:
    """The documents that splits name, by number."""
    wanted = sorted({document for c in corrections.all for document in c.documents})
    documents = schema.documents.c
    return {
        row.number: row.id
        for first in range(0, len(wanted), 500)
        for row in connection.execute(
            select(documents.number, documents.id).where(documents.id.in_(wanted[first : first + 500]))
        )
    }
