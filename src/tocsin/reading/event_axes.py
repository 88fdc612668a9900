"""Negation and time of an event: what the words of its clause before and around the trigger say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from tocsin.reading.event_triggers import Match, governing_forms, word_set

EventTime = Literal["past", "now", "future", "hypothetical"]
_BACK = 7
"""Words before a trigger that can bear on it."""
_FAR_BACK = 20
"""Words before a noun within which a call for it may stand."""
_STOPS = frozenset(';:“”"') | {"after", "when", "while", "who", "which", "because", "but"}
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
    negated = _negated(words, before, match)
    return negated, _time(words, before, match)


def _negated(words: Sequence[str], before: Sequence[str], match: Match) -> bool:
    near = before[-4:]
    if match.form == "noun":
        near = [
            word for at, word in enumerate(near) if word != "not" or near[at + 1 : at + 2] in (["a"], ["an"], ["any"])
        ]
    if any(word in word_set("negating words") or word == "n't" for word in near):
        return not ("not" in near and "only" in near)
    if "neither" in words[: match.first] and match.form != "noun":
        return True
    if match.form == "noun" and any(pair in (("ruled", "out"), ("rules", "out")) for pair in pairwise(before)):
        return True
    verbs = governing_forms("negating verbs")
    if match.trigger.event == "REJECT":
        return False
    tail = before[-3:]
    if match.form == "base":
        return len(tail) > 1 and tail[-1] == "to" and tail[-2] in verbs
    return any(word in verbs for word in tail[-2:]) and (match.form in ("ing", "noun"))


def _time(words: Sequence[str], before: Sequence[str], match: Match) -> EventTime:
    tail = before[-4:]
    if any(word in word_set("hypothetical words") and not _is_month(tail, at) for at, word in enumerate(tail)):
        return "hypothetical"
    if match.form == "noun" and "any" in tail[-2:]:
        return "hypothetical"
    opening = _opening(words, match.first)
    if opening:
        return "hypothetical"
    if match.form == "noun" and any(word in word_set("hypothetical nouns") for word in before[-4:]):
        return "hypothetical"
    to = _to(before, match)
    if to is not None:
        return _infinitive(words, match.first - len(before) + to)
    if match.form in ("noun", "ing") and (_is_wanted(before[-5:]) or _is_called_for(words, match.first)):
        return "hypothetical"
    if match.form == "ing" and before[-1:] in (["to"], ["at"]):
        return "hypothetical"
    if match.form in ("s", "base") and "until" in before:
        return "hypothetical"
    if _wished(words, match.first - len(before)):
        return "hypothetical"
    if any(word in word_set("future words") or word == "'ll" for word in tail):
        return "future"
    if "had" in tail and match.form in ("ed", "participle", "past"):
        return "past"
    if any(word in word_set("past words") for word in (*before[-5:], *words[match.last : match.last + 8])):
        return "past"
    return "now"


def _to(before: Sequence[str], match: Match) -> int | None:
    """Where the "to" of an infinitive stands, also of one that goes on ("to find and free"), if there is one."""
    if match.form != "base" or not before:
        return None
    if before[-1] == "to":
        return len(before) - 1
    if before[-1] in ("and", "or") and "to" in before:
        return len(before) - 1 - list(reversed(before)).index("to")
    return None


def _infinitive(words: Sequence[str], to: int) -> EventTime:
    """The time of what an infinitive names, by the verb that governs it: one more wish or aim unless it says more."""
    for back in range(to - 1, max(-1, to - _BACK - 1), -1):
        word = words[back]
        if word in _CLAUSE_ENDS:
            break
        if word in governing_forms("hypothetical verbs") or word in _WISHES:
            return "hypothetical"
        if word in governing_forms("future verbs") or (back == to - 1 and word in {"is", "are", "due"}):
            return "future"
        if back >= to - 4 and word in governing_forms("factual verbs"):
            return "now"
    return "hypothetical"


def _is_month(words: Sequence[str], at: int) -> bool:
    """Whether "may" is the month ("last May's assault")."""
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    return words[at] == "may" and (before in _BEFORE_MONTH or before.isdigit() or after.isdigit() or after == "'s")


_BEFORE_MONTH = frozenset({"in", "last", "since", "of", "by", "until", "early", "late", "during", "this"})


def _is_wanted(before: Sequence[str]) -> bool:
    """Whether words before a noun ask for what it names; "called" alone only gives a name."""
    calls = governing_forms("calling verbs")
    for at, word in enumerate(before):
        if word in calls:
            if before[at + 1 : at + 2] in (["for"], ["on"]):
                return True
        elif word in governing_forms("hypothetical verbs"):
            return True
    return False


def _is_called_for(words: Sequence[str], at: int) -> bool:
    """Whether a noun or "-ing" form is among the things that somebody calls for, however long their list."""
    calls = governing_forms("calling verbs")
    for back in range(at - 1, max(0, at - _FAR_BACK), -1):
        if words[back] in _STOPS:
            return False
        if words[back] == "for" and words[back - 1] in calls:
            return True
    return False


def _wished(words: Sequence[str], start: int) -> bool:
    """Whether a clause is what somebody asks for ("proposed that A release B")."""
    return start > 1 and words[start - 1] == "that" and words[start - 2] in governing_forms("asking verbs")


def _opening(words: Sequence[str], at: int) -> bool:
    """Whether the trigger stands in a clause that "if" or "unless" opens."""
    for back in range(at - 1, max(-1, at - 14), -1):
        if words[back] in {"if", "unless", "whether"}:
            return True
        if words[back] in ",;:.":
            return False
    return False
