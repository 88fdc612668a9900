"""What a document reports to have happened, in PLOVER's categories, from words and parties; no parser.

PLOVER: Halterman, Bagozzi, Beger, Schrodt and Scarborough (2023), "PLOVER and POLECAT". The rulings are in
docs/events.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from tocsin.actors.types import Actor, Mention
from tocsin.documents.types import Document, Span
from tocsin.reading.dates import statement_date
from tocsin.reading.event_axes import EventTime, axes
from tocsin.reading.event_clauses import (
    Clause,
    Party,
    Roles,
    clause,
    country,
    is_verb,
    light_verb,
    noun_roles,
    verb_roles,
)
from tocsin.reading.event_coder import code
from tocsin.reading.event_triggers import SPOKEN, Match, Trigger, matches, verb_nouns
from tocsin.reading.types import Date, Event, Statement, Time
from tocsin.world import World

BOTH, ONE, UNPLACED = 0.9, 0.8, 0.6
"""What is left of a trigger's certainty where both sides are known, one of them, or only kinds of people."""
AGREED, DISPUTED = 1.06, 0.5
"""What the coder's word does to the certainty of a trigger. It never changes the category: in trials on held-out folds
that won nothing. It is asked only of a sentence with one event, and one that has happened, since the set that it learnt
from folds negation and time into its categories.
"""


def events(
    document: Document,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    actors: Mapping[str, Actor],
    statements: Sequence[Statement],
    world: World,
) -> tuple[Event, ...]:
    """The events of a document, in text order.

    Args:
        sentences: Spans in text order.
        mentions: Where the text names actors.
        actors: Actors by id; a mention of an unknown id is passed over.
        statements: What is said; an event in the content of one names it, and an act that the cue of one already
            codes is not coded again.
    """
    ordered = sorted((m for m in mentions if m.actor in actors), key=lambda m: m.span)
    starts = [m.span[0] for m in ordered]
    contents = sorted((span, s.id) for s in statements for span in s.content.spans)
    cues = sorted(span for s in statements for span in s.cue.spans)
    out: list[Event] = []
    for sentence in sentences:
        near = ordered[bisect_left(starts, sentence[0]) : bisect_left(starts, sentence[1])]
        here = clause(document.text, sentence, near)
        several = _found(here)
        for found in several:
            alone = len(several) == 1
            event = _event(document, sentence, here, found, alone, world, contents, cues, f"e{len(out) + 1}")
            if event is not None:
                out.append(event)
    return tuple(out)


_Found = tuple[Match, Roles]


def _found(here: Clause) -> list[_Found]:
    """The triggers of a sentence that are tied to a party, none within another."""
    out: list[_Found] = []
    previous: _Found | None = None
    done = 0
    for match in _chosen(here):
        if match.first < done:
            continue
        roles: Roles | None
        if match.trigger.sort == "v":
            roles = verb_roles(here, match, previous)
            if roles.actors and match.form != "ing":
                previous = (match, roles)
        else:
            light = light_verb(here, match)
            if light is not None:
                roles = verb_roles(here, light, previous)
                if light.first > match.first:
                    named = noun_roles(here, match)
                    roles = Roles(roles.actors, named.recipients if named else (), roles.place)
                else:
                    match = light
            else:
                roles = noun_roles(here, match)
        if roles is None or not (roles.actors or roles.recipients) or _again(match, roles, out):
            continue
        if match.trigger.frame == "with" or (match.trigger.event == "CONSULT" and match.trigger.mode != "third-party"):
            together = tuple(dict.fromkeys((*roles.actors, *roles.recipients)))
            roles = Roles(together, (), roles.place)
        out.append((match, roles))
        done = match.last
    return out


def _again(match: Match, roles: Roles, out: Sequence[_Found]) -> bool:
    """Whether a sentence only goes on about an event already found ("an attack on A ... killed dozens")."""
    return any(
        match.trigger.event == other.trigger.event
        and not (_ids(roles.actors) and _ids(roles.recipients))
        and {*_ids(roles.actors), *_ids(roles.recipients)} <= {*_ids(had.actors), *_ids(had.recipients)}
        and (had.actors or had.recipients)
        for other, had in out
    )


def _chosen(here: Clause) -> list[Match]:
    """One match a word: the longest whose sort is how the word is used."""
    out: list[Match] = []
    for match in matches(here.words):
        if (match.trigger.sort == "v") != _used_as_verb(here, match):
            continue
        if out and out[-1].first == match.first:
            if _rank(match) > _rank(out[-1]):
                out[-1] = match
            continue
        out.append(match)
    return out


def _used_as_verb(here: Clause, match: Match) -> bool:
    if match.form == "noun" and match.trigger.rest:
        return False
    if match.form == "noun" and here.words[match.first] not in verb_nouns():
        return False
    return is_verb(here, match)


def _rank(match: Match) -> tuple[int, float]:
    return len(match.trigger.rest), match.trigger.certainty


def _event(
    document: Document,
    sentence: Span,
    here: Clause,
    found: _Found,
    alone: bool,
    world: World,
    contents: Sequence[tuple[Span, str]],
    cues: Sequence[Span],
    number: str,
) -> Event | None:
    match, roles = found
    trigger = match.trigger
    words = here.span(match.first, match.last)
    if trigger.event in SPOKEN and any(start < words[1] and words[0] < end for start, end in cues):
        return None
    negated, time = axes(here.words, match)
    date = _date(document, (here.starts[0], here.ends[-1]), time)
    if time == "now" and date.value and document.published and date.value[:4] < document.published[:4]:
        time = "past"
    who, whom = _ids(roles.actors), _ids(roles.recipients)
    whom = tuple(one for one in whom if one not in who)
    parties = (*roles.actors, *roles.recipients)
    where = _where(roles, trigger, world)
    if not (who or whom or where) and len(parties) < 2:
        return None
    certainty = _confidence(trigger, who, whom)
    if alone and not negated and time in ("now", "past"):
        ends = sorted({words, *(here.span(p.first, p.last) for p in parties)})
        source, target = _within(ends[0], sentence), _within(ends[-1], sentence)
        coded, _ = code(document.text[sentence[0] : sentence[1]], source, target)
        certainty *= AGREED if coded == trigger.event else DISPUTED
    return Event(
        id=number,
        event=trigger.event,
        mode=trigger.mode,
        actors=who,
        recipients=whom,
        location=where,
        date=date,
        negated=negated,
        time=time,
        spans=tuple(sorted({words, *(here.span(p.first, p.last) for p in parties)})),
        statement=_innermost(words, contents),
        confidence=round(certainty, 4),
    )


def _within(span: Span, sentence: Span) -> Span:
    return span[0] - sentence[0], span[1] - sentence[0]


def _ids(parties: Sequence[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for party in parties for one in party.ids))


def _where(roles: Roles, trigger: Trigger, world: World) -> str | None:
    found = country(roles.place, world)
    if found is None and trigger.mode == "visit" and len(roles.actors) > 1:
        return country(roles.actors[-1] if roles.actors[-1].ids else None, world)
    return found


def _date(document: Document, sentence: Span, time: EventTime) -> Date:
    as_act: Time = "future" if time == "hypothetical" else time
    return statement_date(document.text[sentence[0] : sentence[1]], document.published, as_act)


def _innermost(words: Span, contents: Sequence[tuple[Span, str]]) -> str | None:
    holding = [(end - start, name) for (start, end), name in contents if start <= words[0] and words[1] <= end]
    return min(holding)[1] if holding else None


def _confidence(trigger: Trigger, who: Sequence[str], whom: Sequence[str]) -> float:
    sides = len(who) if trigger.frame == "with" else bool(who) + bool(whom)
    return trigger.certainty * (BOTH if sides >= 2 else ONE if sides else UNPLACED)
