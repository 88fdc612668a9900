"""One sentence as words and parties: who stands where, how a trigger is used, who does it to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tocsin.actors.types import Mention
from tocsin.documents.types import Span
from tocsin.reading.event_triggers import Match, light_forms, word_set
from tocsin.world import World

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|ll|re|ve|d)\b|[^\W_]+(?:-[^\W_]+)*|[^\w\s]")
_DETERMINERS = word_set("determiners")
_JOINTS = word_set("joints") | {","}
_HARD_STOPS = frozenset(";:")
_REACH = 16
"""Words after a trigger within which its object is looked for."""
_MOST_WORDS = 200
"""A longer sentence (a table, a list of names) is read up to here."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody at words `[first, last)`: actor ids, or none for a kind of people that nobody has placed."""

    first: int
    last: int
    ids: tuple[str, ...]
    head: int


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a sentence with their characters, and the parties among them in order."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    parties: list[Party]

    def span(self, first: int, last: int) -> Span:
        """The characters of words `[first, last)`."""
        return self.starts[first], self.ends[last - 1]


@dataclass(frozen=True, slots=True)
class Roles:
    """Who does it, to whom, and the country word where."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Party | None


def clause(text: str, sentence: Span, mentions: Sequence[Mention]) -> Clause:
    """The words of a sentence, with the mentions (outermost only) and the kinds of people it names."""
    starts, ends, words = [], [], []
    for match in _WORD.finditer(text, *sentence):
        starts.append(match.start())
        ends.append(match.end())
        words.append(match.group().lower().replace("’", "'"))
        if len(words) == _MOST_WORDS:
            break
    return Clause(starts, ends, words, _parties(starts, ends, words, mentions))


def _parties(
    starts: Sequence[int], ends: Sequence[int], words: Sequence[str], mentions: Sequence[Mention]
) -> list[Party]:
    named: list[Party] = []
    for mention in sorted(mentions, key=lambda m: (m.span[0], -m.span[1])):
        if not ends or mention.span[0] >= ends[-1]:
            break
        inside = [i for i in range(len(words)) if starts[i] < mention.span[1] and mention.span[0] < ends[i]]
        if not inside or (named and inside[0] < named[-1].last):
            continue
        named.append(Party(inside[0], inside[-1] + 1, (mention.actor,), inside[0]))
    kinds = word_set("parties")
    out: list[Party] = []
    at = 0
    for party in named:
        out += _kinds(words, at, party.first, kinds)
        out.append(party)
        at = party.last
    out += _kinds(words, at, len(words), kinds)
    return _merged(words, out)


def _kinds(words: Sequence[str], low: int, high: int, kinds: frozenset[str]) -> list[Party]:
    found = []
    at = low
    while at < high:
        for width in (2, 1):
            if at + width <= high and " ".join(words[at : at + width]) in kinds:
                found.append(Party(at, at + width, (), at))
                at += width
                break
        else:
            at += 1
    return found


def _merged(words: Sequence[str], parties: Sequence[Party]) -> list[Party]:
    """ "Tajik border guards" and "the government of Iraq" as one party of the actor named in it."""
    out: list[Party] = []
    prepositions = word_set("prepositions")
    for party in parties:
        if out:
            before = out[-1]
            between = words[before.last : party.first]
            tied = len(between) <= 3 and all(
                (word.isalpha() or word == "'s" or "-" in word)
                and word not in prepositions
                and word not in _JOINTS
                and word not in word_set("be")
                and not word.endswith(("ed", "ing"))
                for word in between
                if word != "'s"
            )
            if tied and not party.ids and (not between or "'s" in between or len(between) <= 1):
                out[-1] = Party(before.first, party.last, before.ids, party.head)
                continue
            if list(between) in (["of"], ["of", "the"]) and not before.ids and party.ids:
                out[-1] = Party(before.first, party.last, party.ids, before.head)
                continue
            if _shares_head(words, before, party, between):
                out[-1] = Party(before.first, party.last, (*before.ids, *party.ids), before.head)
                continue
        out.append(party)
    return out


def _shares_head(words: Sequence[str], before: Party, party: Party, between: Sequence[str]) -> bool:
    """Whether "the ministers of A" goes on with "and B"."""
    return (
        list(between) in (["and"], ["and", "the"])
        and bool(before.ids and party.ids)
        and words[before.head] in kinds_plural()
        and "of" in words[before.first : before.last]
    )


@cache
def kinds_plural() -> frozenset[str]:
    """Kinds of people of whom one each may stand for several actors ("the ministers of A and B")."""
    return frozenset(kind.split()[0] for kind in word_set("parties")) | frozenset(
        kind.split()[-1] for kind in word_set("parties") if kind.endswith("s")
    )


def preposition(words: Sequence[str], party: Party) -> str:
    """The preposition before a party, over its determiner and up to two other words; empty where there is none."""
    known = word_set("prepositions")
    for back in range(party.first - 1, max(-1, party.first - 4), -1):
        word = words[back]
        if word in known:
            # "to meet Poland": an infinitive's "to" is no preposition.
            infinitive = word == "to" and any(between not in _DETERMINERS for between in words[back + 1 : party.first])
            return "" if infinitive else word
        if word not in _DETERMINERS and not word.isalnum():
            return ""
        if word in word_set("be") or word in word_set("breaks"):
            return ""
        if back < party.first - 1 and word not in _DETERMINERS and words[back + 1] in _DETERMINERS:
            return ""
    return ""


def is_verb(here: Clause, match: Match) -> bool:
    """Whether a word that may be noun or verb ("attack", "protests", "released") is used as a verb."""
    words, at = here.words, match.first
    before = words[at - 1] if at else ""
    after = words[match.last] if match.last < len(words) else ""
    if before in _DETERMINERS or before == "'s" or before.isdigit():
        return False
    if match.form in ("past", "participle"):
        return True
    if match.form == "ed":
        return True
    if match.form == "ing":
        return before not in {"of", "for"} or after != ""
    if before in ("to", "not", "n't", "and", "will") or before in word_set("hypothetical words"):
        return before != "and" or after not in {"on", "in", "by", "of", "against"}
    if before in word_set("prepositions"):
        return False
    if match.trigger.rest:
        return True
    party = any(p.last == at for p in here.parties)
    return (party or at == 0 or before.endswith(("s", "ly"))) and after not in {
        "on", "by", "of", "against", "between", "and", ".", ",", "",
    }  # fmt: skip


def is_passive(words: Sequence[str], match: Match) -> bool:
    """Whether a participle stands after a form of "be", or before "by"."""
    if match.form not in ("ed", "participle"):
        return False
    if match.last < len(words) and words[match.last] == "by":
        return True
    for back in range(match.first - 1, max(-1, match.first - 4), -1):
        if words[back] in word_set("be"):
            return True
        if not (words[back].endswith("ly") or words[back] in {"not", "n't", "also", "then", "already", "been"}):
            return False
    return False


def verb_roles(here: Clause, match: Match, previous: tuple[Match, Roles] | None) -> Roles:
    """Who does what a verb says, to whom: subject and object, or object and `by` phrase in the passive."""
    passive = is_passive(here.words, match)
    subject = _subject(here, match, previous)
    after = _after(here, match.last)
    if passive:
        agents = [p for p in after if preposition(here.words, p) == "by"]
        found = _joined(here, agents[0]) if agents else ()
        if not agents and match.trigger.frame == "with":
            return Roles(subject, (), place(here, match, subject))
        return Roles(found, subject, place(here, match, (*subject, *found)))
    away = word_set("places")
    ends_on = here.words[match.last - 1]
    objects: tuple[Party, ...] = ()
    for party in after:
        word = preposition(here.words, party)
        adjacent = party.first - match.last <= 1 and ends_on in word_set("prepositions")
        if not adjacent and (word in away or word in {"by", "during", "after"}):
            continue
        objects = _joined(here, party)
        break
    if match.trigger.frame == "os":
        return Roles(objects, subject, place(here, match, (*subject, *objects)))
    return Roles(subject, objects, place(here, match, (*subject, *objects)))


def noun_roles(here: Clause, match: Match) -> Roles | None:
    """Who does what a noun names ("Kabul's attack on", "talks between"); None where no pattern ties a party to it."""
    words = here.words
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    for party in here.parties:
        if party.last <= match.first <= party.last + 3:
            between = words[party.last : match.first]
            if all(_modifies(word) for word in between):
                actors = _joined_back(here, party)
    for party in _after(here, match.last):
        word = preposition(words, party)
        if word in {"by", "of"} and not actors:
            actors = _joined(here, party)
        elif word in {"between", "among", "with"}:
            actors = (*actors, *_joined(here, party))
        elif word in {"on", "against", "to", "of", "at"} and not recipients:
            recipients = _joined(here, party)
    if not actors and not recipients:
        return None
    return Roles(actors, recipients, place(here, match, (*actors, *recipients)))


def _modifies(word: str) -> bool:
    """Whether a word may stand between a party and what it does ("Kabul's second deadly attack")."""
    if word == "'s":
        return True
    apart = (word_set("prepositions"), word_set("be"), word_set("breaks"), _JOINTS)
    return word.isalpha() and not any(word in known for known in apart) and not word.endswith("ed")


def light_verb(here: Clause, match: Match) -> Match | None:
    """The match widened to its light verb ("carried out an attack"), None where it has none."""
    table = light_forms()
    for back in range(match.first - 1, max(-1, match.first - 6), -1):
        word = here.words[back]
        if word in table:
            return Match(match.trigger, back, match.last, table[word])
        if word in word_set("breaks") or (not word.isalnum() and "-" not in word and word != "'s"):
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
        distance = party.first - match.last if party.first >= match.last else match.first - party.last + 4
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
    if _pronoun(here, match.first):
        return ()
    fallback: Party | None = None
    for party in reversed(before):
        between = words[party.last : match.first]
        if any(word in _HARD_STOPS or word in '“”"' for word in between):
            break
        if previous is not None and not relative and _shares_subject(previous, party, between):
            return previous[1].actors
        if words[party.last] == "'s":
            continue
        if preposition(words, party) and not relative:
            fallback = fallback or party
            continue
        return _joined_back(here, party)
    return (fallback,) if fallback is not None and match.first - fallback.last <= 2 else ()


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


def _after(here: Clause, at: int) -> list[Party]:
    """The parties after a word up to the clause's end."""
    high = min(len(here.words), at + _REACH)
    for ahead in range(at, high):
        word = here.words[ahead]
        if (word in word_set("breaks") and word not in {"as", "so"}) or word in ';:“”"(':
            high = ahead
            break
    return [p for p in here.parties if at <= p.first < high]


def _joined(here: Clause, party: Party) -> tuple[Party, ...]:
    """A party with those joined to it on the right by commas and "and"."""
    out = [party]
    for other in here.parties:
        if other.first < out[-1].last:
            continue
        if not _ties(here.words[out[-1].last : other.first]):
            break
        out.append(other)
    return _listed(here, out, party)


def _joined_back(here: Clause, party: Party) -> tuple[Party, ...]:
    out = [party]
    for other in reversed(here.parties):
        if other.last > out[0].first:
            continue
        if not _ties(here.words[other.last : out[0].first]):
            break
        out.insert(0, other)
    return _listed(here, out, party)


def _listed(here: Clause, out: list[Party], party: Party) -> tuple[Party, ...]:
    """A list of parties needs its "and"; commas alone may only divide clauses."""
    has_and = any({"and", "&"} & {*here.words[a.last : b.first]} for a, b in pairwise(out))
    return tuple(out) if has_and else (party,)


def _ties(between: Sequence[str]) -> bool:
    extra = sum(word not in _JOINTS for word in between)
    return (
        bool({"and", "&"} & {*between} or list(between) == [","])
        and extra <= 2
        and len(between) <= 4
        and all(
            word in _JOINTS or (word.isalpha() and word not in word_set("prepositions") and not word.endswith("ed"))
            for word in between
        )
    )
