"""Where sentences end: enough for context and clauses, linear in the text's length."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from importlib.resources import files

from tocsin.documents.types import Span

_END = re.compile(r"""[.!?…]+["”’»')\]]*\s+(?=["“‘«'(\[]*[A-Z0-9À-ÞΑ-ΩА-Я])|\s*\n\s*""")
_LAST_WORD = re.compile(r"[\w.]+\Z")


@cache
def word_list(name: str) -> frozenset[str]:
    """The entries of a word file of `reading/data`: one a line, `#` starts a comment, lower case."""
    lines = files("tocsin.reading").joinpath("data", name).read_text("utf-8").splitlines()
    return frozenset(entry for line in lines if (entry := line.split("#")[0].strip().lower()))


def sentences(text: str) -> list[Span]:
    """Sentence spans `[start, end)` in text order, without the white space between them.

    A line break always ends a sentence; a full stop after an abbreviation (`data/abbreviations.txt`) or a single
    capital does not.
    """
    spans: list[Span] = []
    start = _skip_space(text, 0)
    abbreviations = word_list("abbreviations.txt")
    for match in _END.finditer(text):
        end = match.start() + len(match.group().rstrip())
        if end <= start:
            start = max(start, match.end())
            continue
        if text[match.start()] == "." and "\n" not in match.group():
            last = _LAST_WORD.search(text, max(start, match.start() - 20), match.start())
            word = last.group() if last else ""
            initials = (len(word) == 1 and word.isupper()) or re.fullmatch(r"(?:\w\.)+\w", word)
            if initials or word.lower() in abbreviations:
                continue
        spans.append((start, end))
        start = match.end()
    if start < len(text.rstrip()):
        spans.append((start, len(text.rstrip())))
    return spans


def sentence_at(spans: list[Span], position: int) -> int:
    """Index of the sentence that holds a character position (the one before, where it lies between two)."""
    return max(0, bisect_right(spans, (position, 1 << 60)) - 1)


def _skip_space(text: str, position: int) -> int:
    return position + len(text[position:]) - len(text[position:].lstrip())
