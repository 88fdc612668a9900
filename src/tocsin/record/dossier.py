"""All that the record holds on one actor, with the words that prove it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from tocsin.actors import Tenure, changes, conflicts
from tocsin.actors.memory import place_of, post_of
from tocsin.actors.types import Actor
from tocsin.documents.types import Document, Span
from tocsin.errors import WorldError
from tocsin.reading.types import ActName, Time
from tocsin.record.corrections import Correction, Corrections
from tocsin.record.packing import words_of
from tocsin.record.store import Record
from tocsin.record.types import Query, RoleEntry
from tocsin.world import Card, World, describe, members
from tocsin.world.describe import MemberRow

AROUND = 60
"""Characters shown before and after the words of a proof."""


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a document that give an actor an office, with what stands around them on one line."""

    document: str
    source: str
    day: str
    spans: tuple[Span, ...]
    words: str
    before: str
    after: str


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody else in the same office, from the first day seen to the last."""

    actor: str
    name: str
    start: str | None
    last: str | None


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office that documents give to an actor.

    Attributes:
        organisation: Id of the state or organisation it belongs to.
        start, last: The first and the last day on which a document shows it.
        end: The day on which a document first showed another holder; None where none did.
        documents: How many show it.
        taught: Whether later readings know it: undated documents, titles without a known office and former offices
            teach nothing.
        contradicted_by: Others whom documents show in it on the same days, though one person holds it at a time.
        followed_by: Who was the first seen in it afterwards.
        proofs: The first document that shows it and the last ones.
    """

    title: str
    organisation: str | None
    start: str
    last: str
    end: str | None
    documents: int
    taught: bool
    contradicted_by: tuple[Holder, ...]
    followed_by: Holder | None
    proofs: tuple[Proof, ...]


class Belonging(msgspec.Struct, frozen=True, kw_only=True):
    """The status in an organisation, on the day asked for, of `of`: the actor, its country, or a member of the actor;
    `name` is of the organisation, of a member where the actor is the organisation."""

    organisation: str
    name: str
    of: str
    status: str
    start: date | None
    end: date | None
    source: str
    stale: bool


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of the actor's: `statement` is `<document id>#<statement id>`."""

    statement: str
    day: str
    act: ActName
    negated: bool
    time: Time
    targets: tuple[str, ...]
    words: str
    source: str


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """`tocsin actors show`: names, offices over time, memberships on a day, the latest statements, corrections."""

    actor: Actor
    names: tuple[str, ...]
    roles: tuple[Office, ...]
    memberships: tuple[Belonging, ...]
    statements: tuple[Said, ...]
    corrections: tuple[Correction, ...]


def dossier_of(
    record: Record,
    actor: Actor,
    *,
    as_of: date,
    tenures: Sequence[Tenure] | None = None,
    world: World | None = None,
    statements: int = 10,
    proofs: int = 3,
) -> Dossier:
    """All that the record holds on an actor.

    Parameters:
        actor: One of `Record.actors`.
        as_of: The day of the memberships.
        tenures: `Record.tenures()`, for whoever asks for several actors; asked for if None.
        statements: So many of the latest statements at most.
        proofs: So many documents at most are quoted for an office.
    """
    tenures = record.tenures() if tenures is None else tenures
    names, memberships = _world(actor, as_of, world)
    return Dossier(
        actor=actor,
        names=tuple(dict.fromkeys((actor.name, *record.names(actor.id), *names))),
        roles=tuple(_offices(record, actor.id, tenures, proofs)),
        memberships=memberships,
        statements=tuple(
            Said(
                statement=entry.key,
                day=entry.day,
                act=entry.statement.acts[0].act if entry.statement.acts else "inform",
                negated=bool(entry.statement.acts and entry.statement.acts[0].negated),
                time=entry.statement.acts[0].time if entry.statement.acts else "now",
                targets=entry.statement.acts[0].targets if entry.statement.acts else (),
                words=entry.statement.content.text or entry.statement.cue.text,
                source=entry.document.source,
            )
            for entry in record.recent(Query(speaker=actor.id), statements)
        ),
        corrections=Corrections(record.corrections()).about(actor.id),
    )


def _offices(record: Record, actor: str, tenures: Sequence[Tenure], proofs: int) -> Iterable[Office]:
    entries = list(record.roles(actor))
    mine = [t for t in tenures if t.actor == actor]
    posts = {(place_of(t), post_of(t.title)) for t in mine}
    beside = [t for t in tenures if (place_of(t), post_of(t.title)) in posts]
    against = conflicts(beside)
    after = dict(changes(beside))
    found: list[Office] = []
    shown: set[int] = set()
    for t in mine:
        of_it = [
            (number, e)
            for number, e in enumerate(entries)
            if e.dated and _post(e) == (place_of(t), post_of(t.title)) and (t.start or "") <= e.day <= (t.last or "")
        ]
        shown.update(number for number, _ in of_it)
        others = [b if a == t else a for a, b in against if t in (a, b)]
        found.append(_office(record, [e for _, e in of_it], t, others, after.get(t), proofs))
    rest: dict[tuple[str, str | None], list[RoleEntry]] = {}
    for number, e in enumerate(entries):
        if number not in shown:
            rest.setdefault((e.title.casefold(), e.organisation), []).append(e)
    found += [_office(record, of_it, None, [], None, proofs) for of_it in rest.values()]
    return sorted(found, key=lambda office: (office.start, office.title, office.organisation or ""))


def _post(entry: RoleEntry) -> tuple[str, str]:
    as_tenure = Tenure(name="", title=entry.title, organisation=entry.organisation)
    return (place_of(as_tenure), post_of(entry.title))


def _office(
    record: Record,
    entries: Sequence[RoleEntry],
    tenure: Tenure | None,
    others: Sequence[Tenure],
    successor: Tenure | None,
    proofs: int,
) -> Office:
    documents = list({e.document: e for e in entries}.values())
    latest = documents[1:][-(proofs - 1) :] if proofs > 1 else []
    wordings = Counter(e.title for e in entries)
    return Office(
        title=min(wordings, key=lambda title: (-wordings[title], title)),
        organisation=entries[0].organisation,
        start=entries[0].day,
        last=entries[-1].day,
        end=tenure.end if tenure else None,
        documents=len(documents),
        taught=tenure is not None,
        contradicted_by=tuple(map(_holder, others)),
        followed_by=_holder(successor) if successor else None,
        proofs=tuple(_proof(e, record.document(e.document)) for e in (*documents[:1], *latest)),
    )


def _holder(tenure: Tenure) -> Holder:
    return Holder(actor=tenure.actor, name=tenure.name, start=tenure.start, last=tenure.last)


def _proof(entry: RoleEntry, document: Document | None) -> Proof:
    text = document.text if document else ""
    low = min((start for start, _ in entry.spans), default=0)
    high = max((end for _, end in entry.spans), default=0)
    return Proof(
        document=entry.document,
        source=document.source if document else "",
        day=entry.day,
        spans=entry.spans,
        words=words_of(entry.spans, text),
        before=_whole_words(text[max(0, low - AROUND) : low], begun=low > AROUND).removeprefix(" "),
        after=_whole_words(text[high : high + AROUND], cut=high + AROUND < len(text)).removesuffix(" "),
    )


def _whole_words(around: str, *, begun: bool = False, cut: bool = False) -> str:
    """What stands around a proof on one line, without the word that the outer edge cuts."""
    words = around.split()
    if len(words) > 1:
        words = words[begun and not around[0].isspace() :][: -1 if cut and not around[-1].isspace() else None]
    low = " " if words and not begun and around[0].isspace() else ""
    high = " " if words and not cut and around[-1].isspace() else ""
    return low + " ".join(words) + high


def _world(actor: Actor, as_of: date, world: World | None) -> tuple[tuple[str, ...], tuple[Belonging, ...]]:
    """The names that the world files know an actor by, and who belongs to it, or what it or its country belongs to."""
    card = _card(actor.id, as_of, world)
    names = card.names if card else ()
    if card and card.type == "organisation" and card.country is None:
        found = members(actor.id, as_of, world)
        return names, tuple(_belonging(row, row.country) for row in (*found.members, *found.others))
    if card and card.memberships:
        return names, tuple(_belonging(row, actor.id) for row in card.memberships)
    home = _card(actor.country, as_of, world) if actor.country else None
    return names, tuple(_belonging(row, str(actor.country)) for row in home.memberships) if home else ()


def _card(identifier: str, as_of: date, world: World | None) -> Card | None:
    try:
        found = describe(identifier, as_of, world).actors
    except WorldError:
        return None
    return next((card for card in found if card.id == identifier), None)


def _belonging(row: MemberRow, of: str) -> Belonging:
    return Belonging(
        organisation=row.organisation,
        name=row.name,
        of=of,
        status=row.status,
        start=row.start,
        end=row.end,
        source=row.source,
        stale=row.stale,
    )
