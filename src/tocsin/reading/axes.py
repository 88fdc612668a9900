"""Negation and time of an act: what the model says, corrected where the words around the cue settle it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tocsin.reading.sentences import word_list
from tocsin.reading.types import ActName, Time

_NEGATED_BY_NATURE: frozenset[ActName] = frozenset({"silent", "refuse", "none"})
"""Acts whose usual cues hold a `not` that belongs to the act itself."""

_SURE = 0.35
"""Probability by the model from which an act is recalled or to come: most are neither, so the model is shy of both."""
_UNDONE = 0.5
_HINTED = 0.15
"""Probability by the model that is enough where the words say the same."""

_CLAUSE = re.compile(r"[,;:]|\b(?:but|and|that|while)\b")


def negated(before: str, cue: str, act: ActName, probability: float) -> bool:
    """Whether the act is reported as not done.

    `before` is the text between the source (or the sentence's start) and the cue; `probability` the model's.
    """
    if act in _NEGATED_BY_NATURE:
        return False
    words = _spoken(before, cue)
    left_undone = _words("negation.txt").search(words) and not _attitude().search(words)
    return bool(left_undone) or probability >= _UNDONE


def time_of(before: str, cue: str, probabilities: Mapping[str, float], *, inner: bool) -> Time:
    """`past`, `now` or `future`; `probabilities` are the model's for the three.

    `inner` tells that the act stands inside another's statement, where "had said" may only be "said", shifted back.
    """
    words = _spoken(before, cue)
    past, future = probabilities["past"], probabilities["future"]
    shifted = _words("pluperfect.txt").search(words) and (not inner or past >= _HINTED)
    if shifted or _words("past.txt").search(words) or past >= _SURE:
        return "past"
    if future >= _SURE or (future >= _HINTED and _words("future.txt").search(words)):
        return "future"
    return "now"


def _spoken(before: str, cue: str) -> str:
    """The cue with the words of its own clause before it, one space apart."""
    return " ".join(f"{_CLAUSE.split(before)[-1]} {cue}".split())


@cache
def _attitude() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(word_list('attitudes.txt')))})", re.IGNORECASE)


@cache
def _words(name: str) -> re.Pattern[str]:
    raw = files("tocsin.reading").joinpath("data", name).read_text("utf-8").splitlines()
    lines = "|".join(line for line in raw if line and not line.startswith("#"))
    return re.compile(rf"(?<!\w)(?:{lines})(?!\w)", re.IGNORECASE)
