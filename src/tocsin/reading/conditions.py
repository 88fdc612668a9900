"""The words on which an act depends: the clause after if, unless, until, provided that, on condition of ..."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from tocsin.documents.types import Span
from tocsin.reading.types import ActName

_UNCONDITIONAL: frozenset[ActName] = frozenset({"accuse", "support", "concede", "deny", "silent", "none"})
"""Acts done by the words themselves: an `if` among them is part of what is blamed, praised or denied."""

_WITHOUT = re.compile(r"\bwithout(?= (?:\w+ing|an?|the|any|its|their)\b)")
_EXACTING: frozenset[ActName] = frozenset({"refuse", "demand", "threaten"})
_BOUNDARY = re.compile(r"""[;:!?”"»]|\.(?=\s|$|["”’])| [–—-] |—""")
_COMMA = re.compile(r",(?=\s)")
_COORDINATION = re.compile(r",\s+(?:and|or|nor)\b")


def condition_in(text: str, start: int, end: int, act: ActName) -> Span | None:
    """The first clause in `text[start:end]` (what a speaker says) that states a condition on which `act` hangs.

    Returns the span of the clause with its opener, without final punctuation, or None. "Even if", "as if", an indirect
    question ("asked if") and set phrases that name nobody's conduct ("if need be") are no conditions.
    """
    if act in _UNCONDITIONAL:
        return None
    opener, refused, asides = _patterns()
    for match in opener.finditer(text, start, end):
        before = text[max(0, match.start() - 60) : match.end()]
        if refused.search(before) or refused.match(text, match.start(), end):
            continue
        if asides.match(text, match.start(), end):
            continue
        stop = _clause_end(text, match, end)
        if len(text[match.end() : stop].split()) < 2 and "depend" not in match.group():
            continue
        return match.start(), stop
    if act in _EXACTING and (match_without := _WITHOUT.search(text, start, end)):
        return match_without.start(), _clause_end(text, match_without, end)
    return None


def _clause_end(text: str, opener: re.Match[str], end: int) -> int:
    hard = _BOUNDARY.search(text, opener.end(), end)
    stop = hard.start() if hard else end
    first_in_sentence = text[opener.start()].isupper() or text[: opener.start()].rstrip()[-1:] in ',“"‘—–:('
    for comma in _COMMA.finditer(text, opener.end(), stop):
        if _COORDINATION.match(text, comma.start(), stop) and not first_in_sentence:
            continue
        return comma.start()
    return opener.end() + len(text[opener.end() : stop].rstrip(" ,.'’"))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    def lines(name: str) -> str:
        raw = files("tocsin.reading").joinpath("data", name).read_text("utf-8").splitlines()
        return "|".join(line for line in raw if line and not line.startswith("#"))

    opener = re.compile(rf"(?<![\w’'-])(?i:{lines('condition_openers.txt')})(?![\w’'-])")
    refused = re.compile(rf"(?<!\w)(?i:{lines('condition_refused.txt')})\Z|\A(?!)")
    asides = re.compile(rf"(?i:{lines('condition_asides.txt')})(?!\w)")
    return opener, refused, asides
