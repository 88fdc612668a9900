"""What a brief is about: an alliance, a state, or words to search for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from tocsin.record.types import Entry
from tocsin.register import Concern, Parties, Register, Request, sentence_span, spans_of
from tocsin.world import World


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """The subject of a brief.

    `parties` are those whose affairs it tells: the alliance with its members that day, or the state; none for a search.
    `words` are what a search looks for, all of them, without case.
    """

    name: str
    organisation: str | None = None
    parties: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    def concern(self, concern: Concern, entries: Mapping[str, Entry]) -> bool:
        """Whether the concern belongs into the brief: it touches a party, or holds the words."""
        if self.words:
            return self.text(concern.title) or any(self.entry(entries[r.statement]) for r in concern.raised)
        if self.organisation and any(common.alliance == self.organisation for common in concern.common_to):
            return True
        return bool(self.parties & {*concern.origins, *concern.endangers, *concern.held_by})

    def request(self, request: Request, entries: Mapping[str, Entry]) -> bool:
        """Whether the request belongs into the brief."""
        if self.words:
            return any(self.entry(entries[key]) for key in request.statements)
        return bool(self.parties & {*request.parties, *request.asked})

    def speaks(self, entry: Entry, parties: Parties) -> bool:
        """Whether the statement is by one of the parties, to it or about it, or holds the words."""
        if self.words:
            return self.entry(entry)
        day = date.fromisoformat(entry.day[:10])
        actors = [
            entry.statement.source.actor,
            *(t for act in entry.statement.acts for t in (*act.targets, *act.about)),
        ]
        return any(parties.party(actor, day) in self.parties for actor in actors if actor)

    def entry(self, entry: Entry) -> bool:
        """Whether the statement's sentence or the document's title holds the words."""
        start, end = sentence_span(entry.document.text, spans_of(entry.statement))
        return self.text(f"{entry.document.title} {entry.document.text[start:end]}")

    def text(self, text: str) -> bool:
        """Whether the text holds every word."""
        held = text.casefold()
        return all(word in held for word in self.words)


def scope_of(subject: str, register: Register, world: World, day: date) -> Scope:
    """The scope that a subject means: the organisation or state of that name or id, else a search for its words."""
    subject = re.sub(r"\s+", " ", subject).strip()
    entity = world.entity(subject) or world.entity(subject.upper()) or next(iter(world.find(subject, day)), None)
    if entity is None:
        known = [
            actor for actor in register.actors if subject.casefold() in (actor.id.casefold(), actor.name.casefold())
        ]
        if known and known[0].type != "person":
            return Scope(name=known[0].name, parties=frozenset({known[0].country or known[0].id}))
        return Scope(name=subject, words=tuple(subject.casefold().split()))
    if entity.type == "organisation":
        members = {row.country for row in world.members(entity.id, day)}
        return Scope(name=entity.name, organisation=entity.id, parties=frozenset({entity.id, *members}))
    return Scope(name=entity.name, parties=frozenset({entity.country or entity.id}))


def in_scope(scope: Scope, entries: Iterable[Entry], parties: Parties) -> list[Entry]:
    """The statements that the scope covers, in the order given."""
    return [entry for entry in entries if scope.speaks(entry, parties)]
