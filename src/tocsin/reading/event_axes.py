"""Negation and time of an event: what the words of its clause before and around the trigger say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tocsin.reading.event_triggers import Match, governing_forms, word_set

EventTime = Literal["past", "now", "future", "hypothetical"]
_BACK = 7
"""Words before a trigger that can bear on it."""
_WISHES = word_set("hypothetical verbs")
_CLAUSE_ENDS = frozenset(",;:") | {"but", "while", "that", "who", "which"}


def axes(words: Sequence[str], match: Match) -> tuple[bool, EventTime]:
    """Whether the event is reported as not having happened, and when: `hypothetical` where it hangs on a wish, a
    condition or a possibility, `future` where it is to come, `past` where an earlier one is recalled.
    """
    low = max(0, match.first - _BACK)
    before = list(words[low : match.first])
    for back in range(len(before) - 1, -1, -1):
        if before[back] in _CLAUSE_ENDS:
            before = before[back + 1 :]
            break
    negated = _negated(before, match)
    return negated, _time(words, before, match)


def _negated(before: Sequence[str], match: Match) -> bool:
    near = before[-4:]
    if any(word in word_set("negating words") or word == "n't" for word in near):
        return not ("not" in near and "only" in near)
    verbs = governing_forms("negating verbs")
    if match.trigger.event == "REJECT":
        return False
    tail = before[-3:]
    if match.form == "base":
        return len(tail) > 1 and tail[-1] == "to" and tail[-2] in verbs
    return any(word in verbs for word in tail[-2:]) and (match.form in ("ing", "noun"))


def _time(words: Sequence[str], before: Sequence[str], match: Match) -> EventTime:
    tail = before[-4:]
    if any(word in word_set("hypothetical words") for word in tail):
        return "hypothetical"
    opening = _opening(words, match.first)
    if opening:
        return "hypothetical"
    if match.form == "noun" and any(word in word_set("hypothetical nouns") for word in before[-4:]):
        return "hypothetical"
    if match.form == "base" and tail and tail[-1] == "to":
        governor = " ".join(tail[-3:-1])
        for word in reversed(governor.split()):
            if word in governing_forms("hypothetical verbs") or word in _WISHES:
                return "hypothetical"
            if word in governing_forms("future verbs") or word in {"is", "are", "due"}:
                return "future"
    if match.form in ("noun", "ing") and any(word in governing_forms("hypothetical verbs") for word in tail[-3:]):
        return "hypothetical"
    if any(word in word_set("future words") or word == "'ll" for word in tail):
        return "future"
    if "had" in tail and match.form in ("ed", "participle", "past"):
        return "past"
    if any(word in word_set("past words") for word in (*before[-5:], *words[match.last : match.last + 8])):
        return "past"
    return "now"


def _opening(words: Sequence[str], at: int) -> bool:
    """Whether the trigger stands in a clause that "if" or "unless" opens."""
    for back in range(at - 1, max(-1, at - 14), -1):
        if words[back] in {"if", "unless", "whether"}:
            return True
        if words[back] in ",;:.":
            return False
    return False
