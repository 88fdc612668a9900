"""On what occasion something was said: a meeting, a press conference, a call, an answer to a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from tocsin.documents.types import Span

_STOP = re.compile(r"[,;.!?\n“”\"]|\s(?:that|said|says|told|stated|added)\b")


def occasion(text: str, sentence: Span, taken: Sequence[Span]) -> Span | None:
    """The phrase in the sentence of a cue that names the occasion, outside the `taken` spans (source and content)."""
    for match in _pattern().finditer(text, *sentence):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        limit = min([sentence[1], *(start for start, _ in taken if start >= match.end())])
        stop = _STOP.search(text, match.end(), limit)
        end = stop.start() if stop else limit
        return match.start(), match.start() + len(text[match.start() : end].rstrip())
    return None


@cache
def _pattern() -> re.Pattern[str]:
    raw = files("tocsin.reading").joinpath("data", "occasions.txt").read_text("utf-8").splitlines()
    nouns = "|".join(line for line in raw if line and not line.startswith("#"))
    return re.compile(
        rf"\b(?:[Dd]uring|[Aa]t|[Ii]n|[Aa]fter|[Ff]ollowing|[Oo]n the sidelines of|[Aa]head of) "
        rf"(?:(?!said\b|told\b|that\b)[\w’'-]+ ){{0,5}}?(?:{nouns})\b"
    )
