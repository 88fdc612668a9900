"""Reported silence: "has not responded", "declined to comment", "did not reply to questions"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tocsin.documents.types import Span


@dataclass(frozen=True, slots=True)
class Silence:
    """Words that report a silence (`cue`), and what was not answered (`content`, None where unsaid)."""

    cue: Span
    content: Span | None


_CLAUSE_START = re.compile(r"[,;:(“”\"–—]|\b(?:but|and|while|though|although|whereas|that|which)\b")
_CONTENT_END = re.compile(r"[.;!?\n”\"]|,(?=\s)")


def silences(text: str, sentences: Sequence[Span]) -> list[Silence]:
    """Every reported silence, in text order; `sentences` bound how far the content runs."""
    out: list[Silence] = []
    for start, end in sentences:
        for match in _cue().finditer(text, start, end):
            stop = _CONTENT_END.search(text, match.end(), end)
            low, high = match.end(), stop.start() if stop else end
            while low < high and text[low].isspace():
                low += 1
            content = (low, low + len(text[low:high].rstrip())) if text[low:high].strip() else None
            out.append(Silence(cue=match.span(), content=content))
    return out


def silent_party(text: str, sentence: Span, cue: Span) -> Span | None:
    """The words before a cue that name who is silent: its clause's head, at most eight words; None where unclear."""
    head = text[sentence[0] : cue[0]]
    breaks = list(_CLAUSE_START.finditer(head))
    start = sentence[0] + (breaks[-1].end() if breaks else 0)
    words = text[start : cue[0]].strip()
    if not words or len(words.split()) > 8:
        return None
    low = start + len(text[start : cue[0]]) - len(text[start : cue[0]].lstrip())
    return low, low + len(words)


def is_silence(cue: str) -> bool:
    """Whether the words of a cue report a silence."""
    return _cue().search(cue) is not None


@cache
def _cue() -> re.Pattern[str]:
    raw = files("tocsin.reading").joinpath("data", "silence.txt").read_text("utf-8").splitlines()
    lines = "|".join(line for line in raw if line and not line.startswith("#"))
    return re.compile(rf"\b(?:{lines})\b", re.IGNORECASE)
