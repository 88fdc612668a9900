"""Who does what an event names, and to whom: the roles of the parties around a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tocsin.reading.event_clauses import (
    JOINTS,
    REACH,
    Clause,
    Party,
    Roles,
    joined,
    joined_back,
    parties_after,
    preposition,
)
from tocsin.reading.event_triggers import Match, governing_forms, light_forms, word_set
from tocsin.reading.event_verbs import is_finite, is_modified, is_passive
from tocsin.world import World

_HARD_STOPS = frozenset(";:")


def verb_roles(here: Clause, match: Match, previous: tuple[Match, Roles] | None) -> Roles:
    """Who does what a verb says, to whom: subject and object, or object and `by` phrase in the passive."""
    passive = is_passive(here.words, match)
    subject = _subject(here, match, previous)
    ahead = parties_after(here, match.last)
    if not passive and _is_reduced(here, match, subject):
        return Roles((), subject, place(here, match, subject))
    if passive and match.trigger.event == "MOBILIZE":
        return Roles(subject, (), place(here, match, subject))
    if passive:
        agents = [p for p in ahead if preposition(here.words, p) == "by"]
        found = joined(here, agents[0]) if agents else ()
        if match.trigger.event == "CONSULT" and here.words[match.first].startswith("discuss"):
            return Roles(found, (), place(here, match, found))
        if not agents and match.trigger.frame == "with":
            return Roles(subject, (), place(here, match, subject))
        return Roles(found, subject, place(here, match, (*subject, *found)))
    objects: tuple[Party, ...] = ()
    for party in ahead:
        between = here.words[match.last : party.first]
        if _has_comma(between) or _leaves(between):
            break
        if _is_object(here, match, party):
            objects = joined(here, party)
            break
    if not objects and match.trigger.event not in {"RETREAT", "MOBILIZE"}:
        objects = tuple(p for p in here.parties if match.first < p.first < match.last - 1)[:1]
    if match.trigger.frame == "os":
        return Roles(objects, subject, place(here, match, (*subject, *objects)))
    return Roles(subject, objects, place(here, match, (*subject, *objects)))


def _is_reduced(here: Clause, match: Match, subject: Sequence[Party]) -> bool:
    """Whether a participle stands after those it befell ("soldiers killed in the war"), with no object of its own."""
    if match.form not in ("ed", "participle") or match.trigger.event not in {"ASSAULT", "COERCE"} or not subject:
        return False
    if match.trigger.sort == "n":
        return False
    following = here.words[match.last] if match.last < len(here.words) else ""
    touching = subject[-1].last == match.first
    return (
        touching
        and not match.trigger.rest
        and following in {"in", "at", "near", "during", "since", "on", "when", "after"}
    )


def _is_object(here: Clause, match: Match, party: Party) -> bool:
    """Whether the preposition before a party lets it be what the verb bears on."""
    word = preposition(here.words, party)
    ends_on = here.words[match.last - 1]
    if party.first - match.last <= 1 and ends_on in word_set("prepositions"):
        return True
    if word in word_set("places") or word in {"by", "during", "after"}:
        return False
    if word == "to" and "according" in here.words[max(0, party.first - 4) : party.first]:
        return False
    event = match.trigger.event
    if event == "CONSULT":
        if match.trigger.frame == "with" and ends_on != "meet" and match.last - match.first == 1 and not word:
            return here.words[match.first] in MEETS
        return word in {"", "with", "between", "and"}
    if event in {"ASSAULT", "COERCE", "PROTEST"}:
        return word not in {"for", "from", "over", "about", "under"}
    return word != "from" or event not in {"AID", "SUPPORT"}


MEETS = frozenset({"meet", "meets", "met", "meeting", "consult", "consulted", "consults"})


def _has_comma(between: Sequence[str]) -> bool:
    """Whether a comma divides words, not the digits of a number."""
    return any(
        word == "," and not (0 < at < len(between) - 1 and between[at - 1].isdigit() and between[at + 1].isdigit())
        for at, word in enumerate(between)
    )


def _leaves(between: Sequence[str]) -> bool:
    """Whether the words between a verb and a party leave what the verb governs: another clause or verb begins."""
    return any(
        word in word_set("be")
        or word in word_set("have")
        or word in word_set("subjects")
        or word in _MODALS
        or (word == "and" and at + 1 < len(between) and is_finite(between[at + 1]))
        for at, word in enumerate(between)
    )


_MODALS = word_set("hypothetical words") | {"will", "shall"}


def noun_roles(here: Clause, match: Match) -> Roles | None:
    """Who does what a noun names ("Kabul's attack on", "talks between"); None where no pattern ties a party to it."""
    words = here.words
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    for party in here.parties:
        if party.last <= match.first <= party.last + 3:
            between = words[party.last : match.first]
            if all(_modifies(word) or (at and word.endswith("ed")) for at, word in enumerate(between)):
                actors = joined_back(here, party)
        elif party.ids and party.first < match.first < party.last:
            actors = (party,)
    if words[match.first] in word_set("befalls") and actors and words[actors[-1].last] == "'s":
        actors, recipients = (), actors
    topical = match.trigger.event == "CONSULT" and match.trigger.mode != "visit"
    harms = match.trigger.frame == "so" and match.trigger.mode != "visit" and match.trigger.event != "MOBILIZE"
    for party in parties_after(here, match.last):
        if _divides(words[match.last : party.first]):
            break
        word = preposition(words, party)
        if word == "by" or (word == "of" and not harms and not actors):
            actors = actors or joined(here, party)
        elif word in {"between", "among", "with"} and match.trigger.frame == "with":
            actors = (*actors, *joined(here, party))
        elif word in {"on", "against", "to", "of", "at"} and not recipients and not topical:
            recipients = joined(here, party)
    if not actors and not recipients:
        return None
    return Roles(actors, recipients, place(here, match, (*actors, *recipients)))


def _divides(between: Sequence[str]) -> bool:
    """Whether the words between a noun and a party hold a verb, so that the party belongs to that."""
    light = light_forms()
    return _has_comma(between) or any(
        word in word_set("be")
        or word in word_set("have")
        or word in {"cannot", "can"}
        or word in word_set("pronouns")
        or word in word_set("hypothetical words")
        or word in word_set("future words")
        or (is_finite(word) and light.get(word) not in ("ed", "participle") and not is_modified(between, at))
        for at, word in enumerate(between)
    )


def _modifies(word: str) -> bool:
    """Whether a word may stand between a party and what it does ("Kabul's second deadly attack")."""
    if word == "'s":
        return True
    apart = (word_set("prepositions"), word_set("be"), word_set("breaks"), JOINTS)
    return word.isalpha() and not any(word in known for known in apart) and not word.endswith("ed")


def _is_being(word: str) -> bool:
    """Whether a word is a form of "be" or "have"."""
    return word in word_set("be") or word in word_set("have")


def light_verb(here: Clause, match: Match) -> Match | None:
    """The match widened to its light verb ("carried out an attack"), None where it has none."""
    table = light_forms()
    for back in range(match.first - 1, max(-1, match.first - 6), -1):
        word = here.words[back]
        if back and here.words[back - 1] in word_set("determiners"):
            continue
        if word in table and (word != "given" or (back and _is_being(here.words[back - 1]))):
            return Match(match.trigger, back, match.last, table[word])
        if word in word_set("breaks") or (not word.isalnum() and "-" not in word and word not in ("'s", ",")):
            return None
    # In the passive the verb comes after: "an attack on A was carried out by".
    for ahead in range(match.last, min(len(here.words), match.last + 9)):
        word = here.words[ahead]
        if table.get(word) in ("ed", "participle") and here.words[ahead - 1] in word_set("be"):
            return Match(match.trigger, ahead, ahead + 1, table[word])
        if word in word_set("breaks") or not (word.isalnum() or "-" in word):
            return None
    return None


def place(here: Clause, match: Match, taken: Sequence[Party]) -> Party | None:
    """The party nearest to a trigger that stands after a word of place and takes no part in the event."""
    best: tuple[int, Party] | None = None
    for party in here.parties:
        if party in taken or not party.ids or preposition(here.words, party) not in word_set("places"):
            continue
        between = here.words[match.last : party.first] or here.words[party.last : match.first]
        if any(word in word_set("breaks") or word in _HARD_STOPS for word in between):
            continue
        distance = party.first - match.last if party.first >= match.last else match.first - party.last + 4
        if distance > REACH:
            continue
        if best is None or distance < best[0]:
            best = (distance, party)
    return best[1] if best else None


def country(party: Party | None, world: World) -> str | None:
    """ISO code of a party that is a place: a state or territory, or what is named by a town of one."""
    entity = world.entity(party.ids[0]) if party is not None and party.ids else None
    return entity.country if entity is not None and entity.standing is not None else None


def _subject(here: Clause, match: Match, previous: tuple[Match, Roles] | None) -> tuple[Party, ...]:
    words = here.words
    before = [p for p in here.parties if p.last <= match.first]
    relative = any(word in {"who", "which", "that"} for word in words[max(0, match.first - 3) : match.first])
    if _pronoun(here, match.first) or _is_deplored(words, match):
        return ()
    if match.form == "base" and match.first > 1 and words[match.first - 1] == "to":
        if before and before[-1].last == match.first - 1 and _is_asked(words, before[-1]):
            return joined_back(here, before[-1])
        holder = _holder(here, match.first - 2)
        if holder is not None:
            return (holder,)
    fallback: Party | None = None
    for party in reversed(before):
        between = words[party.last : match.first]
        if any(word in _HARD_STOPS or word in '“”"' for word in between):
            break
        thing = relative and "who" not in between
        if thing and previous is not None and party in previous[1].recipients and previous[0].first < party.first:
            return previous[1].actors
        if thing and preposition(words, party) in {"on", "against"}:
            return ()
        if previous is not None and not relative and _shares_subject(previous, party, between):
            return previous[1].actors
        if words[party.last] == "'s" or (not relative and _in_another_clause(between)):
            continue
        if preposition(words, party) and not relative:
            fallback = fallback or (None if "," in between else party)
            continue
        return joined_back(here, party)
    return (fallback,) if fallback is not None and match.first - fallback.last <= 2 else ()


def _is_deplored(words: Sequence[str], match: Match) -> bool:
    """Whether a deed is only the object of a verb against it, whose subject does not do it ("condemned bombing A")."""
    near = words[max(0, match.first - 3) : match.first]
    return match.form == "ing" and any(word in governing_forms("deploring verbs") for word in near)


def _holder(here: Clause, at: int) -> Party | None:
    """Whose plan, right or attempt a noun before an infinitive is ("A's plans to")."""
    if here.words[at] not in word_set("aims"):
        return None
    for party in reversed(here.parties):
        if party.last <= at:
            between = here.words[party.last : at]
            return party if len(between) <= 3 and all(_modifies(word) for word in between) else None
    return None


@cache
def _calls() -> frozenset[str]:
    return governing_forms("calling verbs")


def _is_asked(words: Sequence[str], party: Party) -> bool:
    """Whether a party before an infinitive is who shall do it ("called for A to", "urged A to")."""
    before = preposition(words, party)
    if before == "for" or (before == "on" and {*words[max(0, party.first - 4) : party.first]} & _calls()):
        return True
    return any(word in governing_forms("asking verbs") for word in words[max(0, party.first - 3) : party.first])


def _in_another_clause(between: Sequence[str]) -> bool:
    """Whether a word opens a clause between a party and a verb, and no comma closes it again before the verb."""
    opened = [at for at, word in enumerate(between) if word in word_set("breaks")]
    return bool(opened) and "," not in between[opened[-1] + 1 :]


def _pronoun(here: Clause, at: int) -> bool:
    """Whether the subject before a verb is a pronoun of which nobody is known."""
    skipped = word_set("be") | word_set("have") | word_set("hypothetical words") | word_set("future words")
    for back in range(at - 1, max(-1, at - 4), -1):
        word = here.words[back]
        if word in word_set("pronouns"):
            relative = word == "that" and back > 0 and any(party.last == back for party in here.parties)
            return not relative and not any(party.first <= back < party.last for party in here.parties)
        if word not in skipped and not word.endswith("ly") and word not in {"not", "n't", "to", "also"}:
            return False
    return False


def _shares_subject(previous: tuple[Match, Roles], party: Party, between: Sequence[str]) -> bool:
    """Whether a party is the object of the verb before, whose subject goes on ("A hit B and left")."""
    verb, roles = previous
    goes_on = {"and", ",", "before", "after"} & {*between}
    return party in roles.recipients and verb.first < party.first and bool(roles.actors) and bool(goes_on)
