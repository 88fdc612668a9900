"""Offices on record as sightings: what later readings know, and who held what when."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, select

from tocsin.actors import Tenure
from tocsin.actors.memory import place_of, post_of
from tocsin.actors.tenures import sighting, teaches
from tocsin.actors.types import Actor
from tocsin.record import schema
from tocsin.record.corrections import Corrections, Part
from tocsin.record.identities import corrections_on

MOST = 100_000
"""Offices looked at, the latest days first."""


def sightings(
    connection: Connection, *, as_corrected: bool, since: str | None = None, until: str | None = None
) -> tuple[list[Tenure], dict[str, str]]:
    """Who was seen in which office on which day, each document counted once, and which ids stand for one person.

    Parameters:
        as_corrected: Under the ids that corrections give; else, for readings to come, under the documents' own, so that
            a merge can be undone. Parts that were split off have their own ids in both.
        since, until: Only of these days, ISO, the second excluded.
    """
    corrections = corrections_on(connection)
    roles, actors = schema.roles.c, schema.actors.c
    latest = (
        select(roles.day, roles.document, roles.actor, roles.title, roles.organisation, roles.country)
        .where(roles.dated, roles.organisation.is_not(None), *_within(roles.day, since, until))
        .order_by(roles.day.desc(), roles.document.desc(), roles.position.desc())
        .limit(MOST)
    )
    inner = latest.subquery()
    names = select(actors.id, actors.name).where(actors.type == "person", actors.id.in_(select(inner.c.actor)))
    named = {row.id: row.name for row in connection.execute(names) if teaches(row.id)}
    listed = _listed(connection, corrections)
    one: dict[str, str] = {}
    found: dict[tuple[str, str, str, str], _Seen] = {}
    for day, document, actor, title, organisation, country in connection.execute(latest):
        if actor not in named:
            continue
        place, post = _post(title, organisation)
        if not post:
            continue
        who = actor
        if actor in corrections.touched:
            part = Part(listed.get(document, ""), frozenset(filter(None, (country, organisation))))
            identity, has_split = corrections.followed(actor, part)
            who = identity if has_split or as_corrected else actor
            if who != identity:
                one[who] = identity
            named.setdefault(who, named[actor])
        seen = found.setdefault((who, place, post, day), _Seen())
        # The rows of one document stand together.
        seen.documents += seen.document != document
        seen.document, seen.title, seen.organisation = document, title, organisation
        seen.country = max(seen.country, country or "")
    named |= {who: name for who, name in corrections.names.items() if who in named}
    return [
        sighting(
            Actor(id=who, type="person", name=named[who], country=seen.country or None),
            seen.title,
            seen.organisation,
            "",
            day,
            seen=seen.documents,
        )
        for (who, _, _, day), seen in found.items()
    ], one


def _within(day: ColumnElement[str], since: str | None, until: str | None) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield day >= since
    if until is not None:
        yield day < until


class _Seen:
    """One person in one office on one day: how many documents, and what the first says."""

    __slots__ = ("country", "document", "documents", "organisation", "title")

    def __init__(self) -> None:
        self.documents = 0
        self.document = -1
        self.title = self.country = ""
        self.organisation: str | None = None


@lru_cache(maxsize=16384)
def _post(title: str, organisation: str) -> tuple[str, str]:
    return place_of(Tenure(name="", title=title, organisation=organisation)), post_of(title)


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
