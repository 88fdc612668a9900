"""Everything that the sections of one brief are written from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from tocsin.actors.types import Actor
from tocsin.brief.scope import Scope, in_scope, scope_of
from tocsin.brief.wording import name_of
from tocsin.reading.types import Act
from tocsin.record.types import Entry
from tocsin.register import Concern, Parties, Register, Request, counted_once, in_time
from tocsin.world import World


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """The register and the record of one subject at the end of `as_of`; `entries` holds the whole record by key."""

    scope: Scope
    as_of: date
    since: date
    world: World
    parties: Parties
    entries: Mapping[str, Entry]
    actors: Mapping[str, Actor]
    concerns: tuple[Concern, ...]
    requests: tuple[Request, ...]
    statements: tuple[Entry, ...]

    def name(self, actor: str) -> str:
        """The name of an actor."""
        return name_of(actor, {actor: self.parties.actor(actor)}, self.world)

    def party(self, actor: str, key: str) -> str:
        """The party for which the speaker of a statement spoke."""
        return self.parties.party(actor, self.day(key)) or actor

    def day(self, key: str) -> date:
        """The day a statement counts for."""
        return date.fromisoformat(self.entries[key].day[:10])

    def act(self, key: str, among: Iterable[str]) -> Act | None:
        """The first act of a statement that is among the given ones and was done."""
        wanted = frozenset(among)
        acts = self.entries[key].statement.acts
        return next((act for act in acts if act.act in wanted and not act.negated), None)

    def is_new(self, key: str) -> bool:
        """Whether the statement came out after `since`."""
        return self.day(key) > self.since


def material(
    subject: str, register: Register, entries: Iterable[Entry], world: World, since: date, as_of: date
) -> Material:
    """Gathers what belongs to the subject."""
    known = in_time(entries, as_of)
    by_key = {entry.key: entry for entry in known}
    parties = Parties(known, world)
    scope = scope_of(subject, register, world, as_of)
    return Material(
        scope=scope,
        as_of=as_of,
        since=since,
        world=world,
        parties=parties,
        entries=by_key,
        actors={actor.id: actor for actor in register.actors},
        concerns=tuple(concern for concern in register.concerns if scope.concern(concern, by_key)),
        requests=tuple(request for request in register.requests if scope.request(request, by_key)),
        statements=tuple(in_scope(scope, counted_once(known), parties)),
    )
