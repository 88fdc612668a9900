"""What a document reports to have happened, in PLOVER's categories, from words and parties; no parser.

PLOVER: Halterman, Bagozzi, Beger, Schrodt and Scarborough (2023), "PLOVER and POLECAT". The rulings are in
docs/events.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from tocsin.actors.types import Actor, Mention
from tocsin.documents.types import Document, Span
from tocsin.reading.dates import statement_date
from tocsin.reading.event_axes import EventTime, axes
from tocsin.reading.event_clauses import Clause, Party, Roles, clause
from tocsin.reading.event_coder import code
from tocsin.reading.event_confidence import least, probability, signs
from tocsin.reading.event_roles import MEETS, country, light_verb, noun_roles, verb_roles
from tocsin.reading.event_triggers import SPOKEN, Match, Trigger, governing_forms, matches, verb_nouns, word_set
from tocsin.reading.event_verbs import is_passive, is_verb
from tocsin.reading.types import Date, Event, Statement, Time
from tocsin.world import World

_NO_AID = word_set("traded") | word_set("not given")
ALONE = 0.75
"""Least certainty of a trigger that needs no more than one known side."""


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
    found = [one for one, _ in with_signs(document, sentences, mentions, actors, statements, world)
             if one.confidence >= least()]  # fmt: skip
    return tuple(msgspec.structs.replace(one, id=f"e{number}") for number, one in enumerate(found, 1))


def with_signs(
    document: Document,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    actors: Mapping[str, Actor],
    statements: Sequence[Statement],
    world: World,
) -> Iterator[tuple[Event, dict[str, float]]]:
    """Every event, however improbable and without an id, with what its confidence rests on: see `events`."""
    ordered = sorted((m for m in mentions if m.actor in actors), key=lambda m: m.span)
    starts = [m.span[0] for m in ordered]
    contents = sorted((span, s.id) for s in statements for span in s.content.spans)
    cues = [(span, {a.plover for a in s.acts}) for s in statements for span in s.cue.spans]
    several = _members(actors)
    for sentence in sentences:
        near = ordered[bisect_left(starts, sentence[0]) : bisect_left(starts, sentence[1])]
        here = clause(document.text, sentence, near, several)
        matched = [one for one in _found(here) if not _is_named(document.text, here, one[0])]
        for found in matched:
            event = _event(document, sentence, here, found, len(matched) == 1, world, contents, cues)
            if event is not None:
                yield event


def _members(actors: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The actors for whom one stands that is several together (`group:a+b`), where all are known."""
    tails = {one.split(":")[-1].lower(): one for one in actors}
    out = {}
    for one in actors:
        parts = one.removeprefix("group:").split("+") if one.startswith("group:") else []
        if len(parts) > 1 and all(part in tails for part in parts):
            out[one] = tuple(tails[part] for part in parts)
    return out


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
                if here.words[light.first] in governing_forms("suffering verbs"):
                    # "A came under attack by B": the subject of the light verb is who suffers.
                    named = noun_roles(here, match)
                    befallen = tuple(p for p in (*roles.actors, *roles.recipients) if p.last <= light.first)
                    roles = Roles(named.actors if named else (), befallen, roles.place)
                elif light.first > match.first:
                    named = noun_roles(here, match)
                    roles = Roles(roles.actors, named.recipients if named else (), roles.place)
                else:
                    match = light
            else:
                roles = noun_roles(here, match)
        if roles is None or not (roles.actors or roles.recipients) or _again(match, roles, out):
            continue
        if _meets_nobody(here, match, roles) or _is_no_captive(here, match) or _tells_nothing(here, match, roles):
            continue
        if match.trigger.frame == "with" or (match.trigger.event == "CONSULT" and match.trigger.mode != "third-party"):
            together = tuple(dict.fromkeys((*roles.actors, *roles.recipients)))
            roles = Roles(together, (), roles.place)
        if match.trigger.sort == "n" and roles.recipients:
            previous = (match, roles)
        out.append((match, roles))
        done = match.last
    return out


def _meets_nobody(here: Clause, match: Match, roles: Roles) -> bool:
    """Whether "meet" has an object that is nobody ("met the demand")."""
    if match.trigger.sort != "v" or match.last - match.first > 1 or here.words[match.first] not in MEETS:
        return False
    after = here.words[match.last] if match.last < len(here.words) else ""
    return not roles.recipients and after.isalpha() and after not in word_set("after meeting")


def _is_named(text: str, here: Clause, match: Match) -> bool:
    """Whether a noun is part of a name ("the Popular Mobilisation Forces")."""
    return match.trigger.sort == "n" and match.first > 0 and text[here.starts[match.last - 1]].isupper()


def _tells_nothing(here: Clause, match: Match, roles: Roles) -> bool:
    """Whether only words are refused ("declined to comment"), something is shown ("demonstrates our resolve"), sold
    ("supplies gas") or asked about, or threatened by nobody.
    """
    words = here.words
    after = words[match.last] if match.last < len(words) else ""
    if match.trigger.event == "REJECT" and words[match.last - 1] == "to":
        return after in word_set("silent verbs")
    if match.trigger.event == "THREATEN" and is_passive(words, match) and not roles.actors:
        return True
    if match.trigger.event == "REQUEST" and after == "about":
        return True
    if match.trigger.event == "AID" and {*words[match.last : match.last + 6]} & _NO_AID:
        return True
    if match.trigger.mode == "visit" and roles.actors and words[roles.actors[0].head] in word_set("no visitors"):
        return True
    shown = after.isalpha() and after not in word_set("prepositions") and after not in word_set("after meeting")
    return words[match.first].startswith("demonstrat") and match.trigger.sort == "v" and shown


def _is_no_captive(here: Clause, match: Match) -> bool:
    """Whether what is released is words, pictures or money."""
    ahead = here.words[max(0, match.first - 3) : match.last + 9]
    return match.trigger.mode == "release" and any(word in word_set("not released") or word == "$" for word in ahead)


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
    cues: Sequence[tuple[Span, set[str | None]]],
) -> tuple[Event, dict[str, float]] | None:
    match, roles = found
    trigger = match.trigger
    words = here.span(match.first, match.last)
    if trigger.event in SPOKEN and _is_coded(trigger, words, cues):
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
    if not _enough(here, match, roles):
        return None
    claim = _innermost(words, contents)
    found_as = signs(
        here, match, roles, who, whom, negated=negated, time=time, claimed=claim is not None, alone=alone,
        agrees=_agrees(document.text, sentence, here, match, parties),
    )  # fmt: skip
    event = Event(
        id="",
        event=trigger.event,
        mode=trigger.mode,
        actors=who,
        recipients=whom,
        location=where,
        date=date,
        negated=negated,
        time=time,
        spans=tuple(sorted({words, *(here.span(p.first, p.last) for p in parties)})),
        statement=claim,
        confidence=round(probability(found_as), 4),
    )
    return event, found_as


def _is_coded(trigger: Trigger, words: Span, cues: Sequence[tuple[Span, set[str | None]]]) -> bool:
    """Whether a statement's act codes a deed of words already. Several words that say more than the act do not count
    ("signed a treaty" is more than to agree, "ordered an inquiry" more than to demand).
    """
    images = [image for (start, end), image in cues if start < words[1] and words[0] < end]
    return any(not trigger.rest or trigger.event in image for image in images)


def _enough(here: Clause, match: Match, roles: Roles) -> bool:
    """Whether as many sides are known as a trigger needs: a word that means much else needs both, and so does a noun
    for what nobody does alone ("the talks with A").
    """
    trigger = match.trigger
    together = trigger.event in ("CONSULT", "COOPERATE") and trigger.sort == "n"
    if not together and trigger.certainty >= ALONE:
        return True
    if trigger.mode == "return" and _has_object(here, match) and (roles.actors or roles.recipients):
        return True
    if roles.actors and roles.recipients:
        return True
    several = len({*_ids(roles.actors), *_ids(roles.recipients)}) > 1
    return several and (together or trigger.frame == "with" or trigger.event == "CONSULT")


def _has_object(here: Clause, match: Match) -> bool:
    """Whether a verb is followed at once by what a noun opens with."""
    after = here.words[match.first + 1] if match.first + 1 < len(here.words) else ""
    return after in word_set("determiners") or after.isdigit()


def _agrees(text: str, sentence: Span, here: Clause, match: Match, parties: Sequence[Party]) -> bool | None:
    """Whether the coder gives the category of the trigger; None where there are no two ends to give it.

    Its word only moves the confidence: in trials on held-out folds letting it change the category won nothing.
    """
    ends = sorted({here.span(p.first, p.last) for p in parties} | {here.span(match.first, match.last)})
    if len(ends) < 2:
        return None
    source, target = _within(ends[0], sentence), _within(ends[-1], sentence)
    coded, _ = code(text[sentence[0] : sentence[1]], source, target)
    return coded == match.trigger.event


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
