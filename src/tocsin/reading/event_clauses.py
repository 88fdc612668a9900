"""One sentence as words and parties: who stands where, and who is joined with whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tocsin.actors.types import Mention
from tocsin.documents.types import Span
from tocsin.reading.event_triggers import word_set

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|ll|re|ve|d)\b|[^\W_]+(?:-[^\W_]+)*|[^\w\s]")
_DETERMINERS = word_set("determiners")
JOINTS = word_set("joints") | {","}
REACH = 16
"""Words after a trigger within which its object is looked for."""
_MOST_WORDS = 200
"""A longer sentence (a table, a list of names) is read up to here."""
NOBODY: Mapping[str, tuple[str, ...]] = {}


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


def clause(
    text: str, sentence: Span, mentions: Sequence[Mention], members: Mapping[str, tuple[str, ...]] = NOBODY
) -> Clause:
    """The words of a sentence, with the mentions (outermost only) and the kinds of people it names.

    Args:
        members: Who stands for an actor that is several together ("the presidents of A and B").
    """
    starts, ends, words = [], [], []
    for match in _WORD.finditer(text, *sentence):
        starts.append(match.start())
        ends.append(match.end())
        words.append(match.group().lower().replace("’", "'"))
        if len(words) == _MOST_WORDS:
            break
    return Clause(starts, ends, words, _parties(starts, ends, words, mentions, members))


def _parties(
    starts: Sequence[int],
    ends: Sequence[int],
    words: Sequence[str],
    mentions: Sequence[Mention],
    members: Mapping[str, tuple[str, ...]],
) -> list[Party]:
    named: list[Party] = []
    for mention in sorted(mentions, key=lambda m: (m.span[0], -m.span[1])):
        if not ends or mention.span[0] >= ends[-1]:
            break
        inside = [i for i in range(len(words)) if starts[i] < mention.span[1] and mention.span[0] < ends[i]]
        if not inside or (named and inside[0] < named[-1].last):
            continue
        ids = members.get(mention.actor, (mention.actor,))
        named.append(Party(inside[0], inside[-1] + 1, ids, inside[0]))
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
                and word not in JOINTS
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


def parties_after(here: Clause, at: int) -> list[Party]:
    """The parties after a word up to the clause's end."""
    high = min(len(here.words), at + REACH)
    for ahead in range(at, high):
        word = here.words[ahead]
        if (word in word_set("breaks") and word not in {"as", "so"}) or word in ';:“”"(–—':
            high = ahead
            break
    return [p for p in here.parties if at <= p.first < high]


def joined(here: Clause, party: Party) -> tuple[Party, ...]:
    """A party with those joined to it on the right by commas and "and"."""
    out = [party]
    for other in here.parties:
        if other.first < out[-1].last:
            continue
        if not _ties(here.words[out[-1].last : other.first]):
            break
        out.append(other)
    return _listed(here, out, party)


def joined_back(here: Clause, party: Party) -> tuple[Party, ...]:
    out = [party]
    for other in reversed(here.parties):
        if other.last > out[0].first:
            continue
        if not _ties(here.words[other.last : out[0].first]):
            break
        if preposition(here.words, other) in word_set("places") and not preposition(here.words, party):
            break
        out.insert(0, other)
    return _listed(here, out, party)


def _listed(here: Clause, out: list[Party], party: Party) -> tuple[Party, ...]:
    """A list of parties needs its "and"; commas alone may only divide clauses, and so does a second ", and"."""
    joints = [here.words[a.last : b.first] for a, b in pairwise(out)]
    pairs = sum(bool({"and", "&"} & {*joint}) for joint in joints)
    if not pairs:
        return (party,)
    if pairs == 1:
        return tuple(out)
    own = [party]
    at = out.index(party)
    for place in range(at, len(joints)):
        if "," in joints[place]:
            break
        own.append(out[place + 1])
    for place in range(at - 1, -1, -1):
        if "," in joints[place]:
            break
        own.insert(0, out[place])
    return tuple(own)


def _ties(between: Sequence[str]) -> bool:
    extra = sum(word not in JOINTS for word in between)
    return (
        bool({"and", "&"} & {*between} or list(between) == [","])
        and extra <= 2
        and len(between) <= 4
        and all(
            word in JOINTS or (word.isalpha() and word not in word_set("prepositions") and not word.endswith("ed"))
            for word in between
        )
    )
