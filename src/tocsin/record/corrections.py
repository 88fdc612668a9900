"""What people correct about actors, as a view over what was read.

Nothing that was read is changed: a correction is kept beside it and applied whenever the record is asked. So it holds
for documents read before and after it, and undoing it gives back what was there.

Corrections take effect one after another, in the order in which they were made. An undone merge or rename has no
effect; of an undone split the part is its actor again, for documents that were read meanwhile may name the part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, get_args

import msgspec

from tocsin.actors.types import Actor
from tocsin.reading.types import Event, Reading, Statement

CorrectionKind = Literal["merge", "split", "rename", "note"]
CORRECTION_KINDS: tuple[CorrectionKind, ...] = get_args(CorrectionKind)


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One correction, with who made it, when (UTC, ISO) and why.

    Attributes:
        number: By which it is undone.
        actor: The id concerned; of a merge, the one that stays.
        other: Of a merge, the id that means `actor` from now on; of a split, the id of the part split off.
        text: The new name (rename; split, where given), the words of a note.
        of: Of a split: the part is who is of this state, or holds an office of this state or organisation.
        documents: Of a split: the part is who these documents name.
        into: Of a merge, the actor that stays, as it was known.
        undone: When it was undone, by whom and why; None while it is in force.
    """

    number: int
    kind: CorrectionKind
    actor: str
    other: str | None = None
    text: str = ""
    of: str | None = None
    documents: tuple[str, ...] = ()
    into: Actor | None = None
    who: str = ""
    made: str = ""
    why: str = ""
    undone: str | None = None
    undone_by: str | None = None
    undone_why: str | None = None

    @property
    def what(self) -> str:
        """The correction in words."""
        if self.kind == "merge":
            return f"{self.other} is {self.actor}"
        if self.kind == "split":
            where = [
                *([f"of {self.of}"] if self.of else []),
                *([f"in {', '.join(self.documents)}"] if self.documents else []),
            ]
            return f"{self.actor} {' and '.join(where)} is {self.other}" + (f" ({self.text})" if self.text else "")
        if self.kind == "rename":
            return f"{self.actor} is named {self.text}"
        return f"{self.actor}: {self.text}"


class Part(msgspec.Struct, frozen=True):
    """What tells whether an actor of a document belongs to the part that a split splits off."""

    document: str
    places: frozenset[str] = frozenset()


class _Step(msgspec.Struct, frozen=True):
    source: str
    to: str
    split: Correction | None = None


class Corrections:
    """All corrections of a record, in the order in which they were made."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self.all = tuple(sorted(corrections, key=lambda c: c.number))
        self.names: dict[str, str] = {}
        """New names, by id."""
        self._into: dict[str, Actor] = {}
        self._steps = tuple(self._taken())
        self.touched = frozenset({*self.names, *(end for step in self._steps for end in (step.source, step.to))})
        """Every id that a correction is about, notes apart."""

    def __bool__(self) -> bool:
        return bool(self.touched)

    def _taken(self) -> Iterable[_Step]:
        for c in self.all:
            if c.kind == "split" and c.other:
                yield _Step(c.other, c.actor) if c.undone else _Step(c.actor, c.other, c)
                if c.text and not c.undone:
                    self.names[c.other] = c.text
            elif c.undone:
                continue
            elif c.kind == "rename":
                self.names[c.actor] = c.text
            elif c.kind == "merge" and c.other:
                yield _Step(c.other, c.actor)
                if c.into is not None:
                    self._into[c.actor] = c.into

    def identity(self, actor: str, part: Part) -> str:
        """Who an id is in a document."""
        return self.followed(actor, part)[0]

    def followed(self, actor: str, part: Part) -> tuple[str, bool]:
        """Who an id is in a document, and whether a split had a say in it."""
        has_split = False
        for step in self._steps:
            if step.source == actor:
                if step.split is not None:
                    if not _is_part(step.split, part):
                        continue
                    has_split = True
                actor = step.to
        return actor, has_split

    def outcomes(self, actor: str) -> tuple[str, ...]:
        """Everyone whom an id can be, by document."""
        found = {actor: None}
        for step in self._steps:
            if step.source in found:
                found[step.to] = None
                if step.split is None:
                    del found[step.source]
        return tuple(found)

    def is_split(self, actor: str) -> bool:
        """Whether an id means several actors, by document."""
        return len(self.outcomes(actor)) > 1

    def members(self, identity: str) -> tuple[str, ...]:
        """The ids that mean somebody, in some document at least."""
        return tuple(sorted(i for i in {*self.touched, identity} if identity in self.outcomes(i)))

    def about(self, identity: str) -> tuple[Correction, ...]:
        """The corrections that somebody is concerned by, those undone too."""
        ids = {identity, *self.members(identity)}
        return tuple(c for c in self.all if c.actor in ids or c.other in ids)

    def link_between(self, one: str, other: str) -> Correction | None:
        """The last merge in force that made two ids one."""
        ids = {*self.members(one), *self.members(other), one, other}
        merges = [c for c in self.all if c.kind == "merge" and not c.undone and {c.actor, c.other} <= ids]
        return merges[-1] if merges else None

    def described(self, identity: str, actors: Iterable[Actor]) -> Actor:
        """Somebody as one actor, from the actors of a document or of the record that mean him or her.

        The name is the new one where there is one, else that of the actor that stays, else the fullest.
        """
        known = sorted(actors, key=lambda a: (a.id != identity, a.id))
        into = self._into.get(identity)
        first = known[0]
        base = first if first.id == identity or into is None else into
        roles = {(role.title, role.organisation): role for a in reversed(known) for role in a.roles}
        return Actor(
            id=identity,
            type=base.type,
            name=self.names.get(identity) or base.name,
            country=base.country or (None if base is into else first.country),
            wikidata=base.wikidata,
            roles=tuple(sorted(roles.values(), key=lambda role: (role.spans, role.title)))
            if len(known) > 1
            else first.roles,
        )

    def view(self, document: str, actors: Iterable[Actor]) -> tuple[dict[str, str], dict[str, Actor]]:
        """The ids of a document that mean somebody else, and its actors as they are corrected, by id."""
        ids: dict[str, str] = {}
        meaning: dict[str, list[Actor]] = {}
        for a in actors:
            who = self.identity(a.id, part_of(document, a)) if a.id in self.touched else a.id
            if who != a.id:
                ids[a.id] = who
            meaning.setdefault(who, []).append(a)
        return ids, {
            who: self.described(who, known) if who in self.touched else known[0] for who, known in meaning.items()
        }

    def corrected(self, reading: Reading) -> Reading:
        """A reading as the corrections have it."""
        if self.touched.isdisjoint(actor.id for actor in reading.actors):
            return reading
        ids, actors = self.view(reading.document.id, reading.actors)
        return msgspec.structs.replace(
            reading,
            actors=tuple(actors.values()),
            mentions=tuple(msgspec.structs.replace(m, actor=ids.get(m.actor, m.actor)) for m in reading.mentions),
            statements=tuple(corrected_statement(statement, ids) for statement in reading.statements),
            events=tuple(corrected_event(event, ids) for event in reading.events),
        )


def part_of(document: str, actor: Actor) -> Part:
    """What a split looks at in an actor of a document."""
    places = {actor.country, *(role.organisation for role in actor.roles)} - {None}
    return Part(document, frozenset(map(str, places)))


def corrected_statement(statement: Statement, ids: Mapping[str, str]) -> Statement:
    """A statement with ids put in others' place."""
    if not ids:
        return statement
    one, several = _renaming(ids)
    change = msgspec.structs.replace
    return change(
        statement,
        source=change(statement.source, actor=one(statement.source.actor)),
        addressees=several(statement.addressees),
        via=tuple(change(carrier, actor=one(carrier.actor)) for carrier in statement.via),
        acts=tuple(change(act, targets=several(act.targets), about=several(act.about)) for act in statement.acts),
    )


def corrected_event(event: Event, ids: Mapping[str, str]) -> Event:
    """An event with ids put in others' place."""
    if not ids:
        return event
    one, several = _renaming(ids)
    return msgspec.structs.replace(
        event, actors=several(event.actors), recipients=several(event.recipients), location=one(event.location)
    )


def _renaming(
    ids: Mapping[str, str],
) -> tuple[Callable[[str | None], str | None], Callable[[tuple[str, ...]], tuple[str, ...]]]:
    def one(actor: str | None) -> str | None:
        return None if actor is None else ids.get(actor, actor)

    def several(actors: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ids.get(actor, actor) for actor in actors))

    return one, several


def _is_part(split: Correction, part: Part) -> bool:
    if part.document in split.documents:
        return True
    of = split.of
    return of is not None and any(place == of or place.startswith(f"{of}.") for place in part.places)
