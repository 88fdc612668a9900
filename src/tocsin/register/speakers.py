"""Who speaks in a statement, and in whose name."""

from __future__ import annotations

import re
from typing import NamedTuple

from tocsin.record.types import Entry
from tocsin.register.context import published
from tocsin.register.naming import Naming
from tocsin.register.parties import Parties
from tocsin.register.words import words

_AND = re.compile(r"\band\b|,|&", re.IGNORECASE)


class Speaker(NamedTuple):
    """An actor and the state, organisation or armed group in whose name it speaks."""

    actor: str
    party: str


def speakers(entry: Entry, parties: Parties, naming: Naming) -> tuple[Speaker, ...]:
    """Those who speak in somebody's name, none for analysts, media, private people and unknown speakers.

    Beside the actor that the source was resolved to, whoever the source names after an "and" speaks with him. Where
    that actor is no known official, the words of the source decide, if they name officials of one party ("member states
    of the CSTO").
    """
    source = entry.statement.source
    day = published(entry)
    party = parties.speaks_for(source.actor, day)
    if party is not None and source.actor is not None:
        others = _officials(entry, parties, after_and=True)
        return (Speaker(source.actor, party), *(other for other in others if other.actor != source.actor))
    actor = entry.actors.get(source.actor or "")
    if actor is not None and actor.type == "medium":
        return ()
    if actor is None or actor.type == "group":
        named = _officials(entry, parties, after_and=False)
        if named:
            return named
    lists = words()
    if not lists["official_groups"].found(source.text) or lists["analyst_titles"].found(source.text):
        return ()
    hits = {hit.party for hit in naming.find(source.text, day, entry.actors) if hit.sort != "region"}
    found = {party for party in (parties.party(hit, day) for hit in hits) if party}
    return (Speaker(source.actor or min(found), min(found)),) if len(found) == 1 else ()


def _officials(entry: Entry, parties: Parties, *, after_and: bool) -> tuple[Speaker, ...]:
    """Persons in office whom the words of the source name, in their order."""
    text = entry.statement.source.text
    found: list[tuple[int, Speaker]] = []
    for actor in entry.actors.values():
        if actor.type != "person" or not actor.name.split():
            continue
        name = re.search(rf"\b{re.escape(actor.name.split()[-1])}\b", text)
        party = parties.speaks_for(actor.id, published(entry)) if name else None
        if name and party and (not after_and or _AND.search(text[: name.start()])):
            found.append((name.start(), Speaker(actor.id, party)))
    return tuple(speaker for _, speaker in sorted(found))
