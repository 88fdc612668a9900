"""The register: what the record amounts to at the end of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tocsin.record.types import Entry
from tocsin.register.alliances import common_to
from tocsin.register.answers import Replies, replies
from tocsin.register.cases import Case, gather, title
from tocsin.register.context import SURE, counted_once, in_time, published
from tocsin.register.naming import Naming, naming_of
from tocsin.register.parties import Parties
from tocsin.register.requests import requests
from tocsin.register.speakers import speakers
from tocsin.register.types import Concern, ConcernStatus, Raising, Register, Silence
from tocsin.register.voicing import voicings
from tocsin.world import World


def register(entries: Iterable[Entry], *, as_of: date, world: World) -> Register:
    """The concerns and requests that the entries amount to at the end of `as_of`.

    Takes statements of documents published up to that day, in whatever order they come; the same statement twice counts
    once, and so does what several documents tell in the same words. The rules are told in `docs/register.md`.
    """
    told = in_time(entries, as_of)
    parties = Parties(told, world)
    naming = naming_of(world)
    known = counted_once(_without_denied(told, parties))
    voiced = [voice for entry in known for voice in voicings(entry, parties, naming)]
    cases = gather(voiced, parties)
    answered = replies(cases, known, parties, naming)
    withdrawn = _withdrawn(cases, known, parties, naming)
    concerns = tuple(_concern(case, answered, withdrawn, parties, naming, world, as_of) for case in cases)
    asked = requests(known, parties, naming)
    used = {actor for concern in concerns for actor in _actors(concern)}
    used |= {party for request in asked for party in (*request.parties, *request.asked)}
    return Register(
        as_of=as_of.isoformat(),
        concerns=concerns,
        requests=asked,
        actors=tuple(parties.actor(actor) for actor in sorted(used)),
    )


def _without_denied(entries: list[Entry], parties: Parties) -> list[Entry]:
    """The entries without what a party only denies or refuses itself to have said ("A rejected claims that ...")."""
    by_key = {entry.key: entry for entry in entries}

    def denied(entry: Entry) -> bool:
        outer = by_key.get(f"{entry.document.id}#{entry.statement.within}")
        if outer is None or not any(act.act in ("deny", "refuse") for act in outer.statement.acts[:1]):
            return False
        speaker, day = entry.statement.source.actor, published(entry)
        return speaker is None or parties.party(speaker, day) == parties.party(outer.statement.source.actor, day)

    return [entry for entry in entries if not denied(entry)]


def _concern(
    case: Case,
    answered: Replies,
    withdrawn: dict[tuple[str, str], date],
    parties: Parties,
    naming: Naming,
    world: World,
    as_of: date,
) -> Concern:
    raised = dict.fromkeys(
        Raising(actor=actor, statement=voice.entry.key, date=voice.date, time=voice.act.time)
        for voice in case.voicings
        for actor in voice.raisers
    )
    held: dict[str, None] = {}
    for voice in case.voicings:
        if voice.by_origin:
            held.update((label, None) for label in voice.labels if not naming.is_region(label))
            continue
        held.update((actor, None) for actor in (*voice.parties, *voice.raisers, *voice.holders))
    silent = answered.silences(case)
    answers = answered.answers(case)
    touching = [*(voice.entry for voice in case.voicings), *answered.entries(case)]
    return Concern(
        id=case.id,
        title=title(case, parties, naming.regions),
        origins=tuple(sorted(case.origins)),
        endangers=tuple(sorted(case.endangered)),
        raised=tuple(
            sorted(dict.fromkeys(raised), key=lambda raising: (raising.date or "", raising.statement, raising.actor))
        ),
        held_by=tuple(held),
        common_to=common_to(case.endangered, case.origins, world, as_of),
        answers=answers,
        silent=silent,
        status=_status(case, bool(answers), silent, withdrawn),
        standing=answered.standing(case),
        last_change=max(published(entry) for entry in touching).isoformat(),
    )


def _status(
    case: Case, answered: bool, silent: tuple[Silence, ...], withdrawn: dict[tuple[str, str], date]
) -> ConcernStatus:
    last: dict[str, date] = {}
    for voice in case.voicings:
        for party in voice.parties:
            if not voice.by_origin:
                last[party] = max(last.get(party, date.min), published(voice.entry))
    if last and all(withdrawn.get((party, case.id), date.min) > day for party, day in last.items()):
        return "closed"
    reported = any(silence.reported for silence in silent)
    if reported or (answered and silent):
        return "silent"
    return "answered" if answered else "open"


def _withdrawn(
    cases: Iterable[Case], entries: Iterable[Entry], parties: Parties, naming: Naming
) -> dict[tuple[str, str], date]:
    """The last day on which each party said that it was no longer concerned by each case: a negated `concern`."""
    days: dict[tuple[str, str], date] = {}
    for entry in entries:
        acts = [act for act in entry.statement.acts if act.act == "concern" and act.negated and act.confidence >= SURE]
        for speaker in speakers(entry, parties, naming) if acts else ():
            day = published(entry)
            hits = naming.find(entry.statement.content.text, day, entry.actors)
            named = {parties.party(actor, day) for act in acts for actor in (*act.targets, *act.about)}
            named |= {parties.party(hit.party, day) for hit in hits}
            for case in cases:
                if named & set(case.origins):
                    key = (speaker.party, case.id)
                    days[key] = max(days.get(key, date.min), day)
    return days


def _actors(concern: Concern) -> Iterable[str]:
    yield from concern.origins
    yield from concern.endangers
    yield from concern.held_by
    yield from (raising.actor for raising in concern.raised)
    yield from (answer.actor for answer in concern.answers)
    yield from (silence.actor for silence in concern.silent)
    for common in concern.common_to:
        yield common.alliance
        yield from common.members
