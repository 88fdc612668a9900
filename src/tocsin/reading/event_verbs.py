"""How a word that reports events is used in its sentence: as a verb, as a noun, or only to describe another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tocsin.reading.event_clauses import Clause
from tocsin.reading.event_triggers import Match, index, verb_nouns, word_set

_DETERMINERS = word_set("determiners")


def is_verb(here: Clause, match: Match) -> bool:
    """Whether a word that may be noun, adjective or verb ("attack", "protests", "displaced") is used as a verb."""
    words, at = here.words, match.first
    before = words[at - 1] if at else ""
    after = words[match.last] if match.last < len(words) else ""
    if before in _DETERMINERS or before == "'s":
        return False
    if match.form in ("past", "participle", "ed"):
        return not _describes(here, match)
    if before.isdigit():
        return False
    if match.form == "ing":
        return (before not in {"of", "for"} or after != "") and not _describes(here, match)
    if after == "to" and words[at] in word_set("not with to"):
        return False
    if words[at] in word_set("seldom verbs") and before not in {"to", "not", "n't", "will"}:
        return False
    if before in ("to", "not", "n't", "will") or before in word_set("hypothetical words"):
        return before != "to" or at < 2 or words[at - 2] not in word_set("towards nouns")
    if before == "and":
        return after not in {"on", "in", "by", "of", "against"} and _goes_on(words, at)
    if before in word_set("prepositions"):
        return False
    party = any(p.last == at for p in here.parties)
    if party and match.form == "base" and not before.endswith("s") and before not in _WHO:
        return False
    if match.trigger.rest:
        return party or (at > 0 and not before.isalpha()) or before.endswith(("s", "ly")) or before in _WHO
    return (party or before.endswith(("s", "ly"))) and after not in {
        "on", "by", "of", "against", "between", "and", ".", ",", "",
    }  # fmt: skip


_WHO = word_set("pronouns") | word_set("plural subjects")


def _goes_on(words: Sequence[str], at: int) -> bool:
    """Whether a verb in its base form after "and" goes on from an infinitive or a modal verb."""
    led = {"to", "not", "n't"} | word_set("future words") | word_set("hypothetical words")
    return any(word in led for word in words[max(0, at - 9) : at - 1])


def _describes(here: Clause, match: Match) -> bool:
    """Whether a participle only describes the noun after it ("for displaced civilians", "armed groups")."""
    words, at = here.words, match.first
    before = words[at - 1] if at else ""
    after = words[match.last] if match.last < len(words) else ""
    if match.trigger.rest:
        return False
    if words[at] in word_set("describing"):
        return not (match.form == "ing" and _after_being(words, at) and after.isalpha())
    if not after.isalpha() or after in _DETERMINERS or after in word_set("prepositions"):
        return False
    if match.form == "ing":
        noun = any(p.first <= match.last < p.last and p.first >= match.first for p in here.parties)
        return noun and (before in word_set("prepositions") or before == "and") and before not in {"by", "for", "from"}
    if before.endswith("ly") and at > 1 and words[at - 2] in _DETERMINERS:
        return True
    return before in word_set("prepositions") and before not in {"by"}


def _after_being(words: Sequence[str], at: int) -> bool:
    return any(word in word_set("be") for word in words[max(0, at - 2) : at])


def is_modified(words: Sequence[str], at: int) -> bool:
    """Whether a participle stands where only a noun's description can ("of a besieged town")."""
    before = words[at - 1] if at else ""
    return before in _DETERMINERS or before in word_set("prepositions") or before.endswith("ly")


@cache
def _finite() -> frozenset[str]:
    return (
        frozenset(
            word
            for word, own in index().items()
            if any(trigger.sort == "v" and form in ("ed", "past", "s") for trigger, form in own)
        )
        - verb_nouns()
    )


def is_finite(word: str) -> bool:
    """Whether a word is, on its face, a verb that says something: of the lexicon's, or one ending in "-ed"."""
    return word in _finite() or (len(word) > 4 and word.endswith("ed"))


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
