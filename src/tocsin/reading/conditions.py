"""The words on which an act depends: the clause after if, unless, until, provided that, on condition of ..."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice

from tocsin.documents.types import Span
from tocsin.reading.types import ActName

_UNCONDITIONAL: frozenset[ActName] = frozenset({"accuse", "support", "concede", "deny", "silent", "none"})
"""Acts done by the words themselves: an `if` among them is part of what is blamed, praised or denied."""

_STOP = r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bGen)(?<!\bGov)(?<!\bSen)(?<!\bSt)(?<!\b[A-Z])\.(?=\s|$|[\"”’])"
_BOUNDARY = re.compile(rf"[;:!?”\"»]|{_STOP}| [–—-] |—")
_SENTENCE = re.compile(rf"[;:!?]|{_STOP}")
_COMMA = re.compile(r",(?=\s)")
_COORDINATION = re.compile(r",\s+(?:and|or|nor)\b")
_TELLING: frozenset[ActName] = frozenset({"inform"})
"""Acts that may hand on what another said, whose condition is then not their own."""

_MEANT: frozenset[ActName] = frozenset({"offer", "threaten"})
"""Acts in which even "if you want" is a condition."""

_BACKSHIFT = re.compile(r"\bwould\b")
_MAIN_VERB = re.compile(r",? (?:will|would|shall|is|are|was|were|risks?|could|can|may|might|must|should)\b")
_LED = 60
"""Characters before an opener that may show that it opens no condition."""
_FAR = 200
"""Characters on either side of an opener in which its sentence may foretell."""
_TRIED = 50
"""Openers that are tried in one text: a speaker who says as many `if` in vain states no condition."""
_LONGEST = 600
"""Characters of the longest clause."""
_NEAR = 3
"""Characters that may part a content or cue from a condition that the reader left outside."""


def condition_of(
    text: str, sentence: Span, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span], act: ActName
) -> Span | None:
    """The condition of a statement: in its content, else in its sentence next to content or cue, or at its start."""
    for start, end in content:
        if found := condition_in(text, start, end, act):
            return found
    if act in _TELLING:
        return None
    for start, end in _left_outside(sentence, (*source, *cue, *content)):
        if found := condition_in(text, start, end, act):
            lead = text[start : found[0]]
            if len(lead) <= _NEAR or (start == sentence[0] and len(lead.split()) <= 1):
                return found
    return None


def condition_in(text: str, start: int, end: int, act: ActName) -> Span | None:
    """The first clause in `text[start:end]` (what a speaker says) that states a condition on which `act` hangs.

    Returns the span of the clause with its opener, without final punctuation, or None. "Even if", "as if", an indirect
    question ("asked if") and set phrases that name nobody's conduct ("if need be") are no conditions.
    """
    opener = _openers(act)
    if opener is None:
        return None
    refused, asides = _refused(), _asides(act in _MEANT)
    for match in islice(opener.finditer(text, start, end), _TRIED):
        before = text[max(0, match.start() - _LED) : match.end()]
        if refused.search(before) or asides.match(text, match.start(), end):
            continue
        if match["foretold"] and not _is_foretold(text, match, start, end):
            continue
        if act in _TELLING and _signs("told").search(_before(text, match, start)):
            continue
        if match["forbidden"] and not _signs("forbidden").search(_before(text, match, start)):
            continue
        stop = _clause_end(text, match, end)
        if len(text[match.end() : stop].split()) < 2 and "depend" not in match.group():
            continue
        return match.start(), stop
    return None


def _clause_end(text: str, opener: re.Match[str], end: int) -> int:
    end = min(end, opener.end() + _LONGEST)
    hard = _BOUNDARY.search(text, opener.end(), end)
    stop = hard.start() if hard else end
    if opener.group().lower().startswith("any"):
        verb = _MAIN_VERB.search(text, opener.end(), stop)
        return verb.start() if verb else opener.end() + len(text[opener.end() : stop].rstrip(" ,.'’"))
    first_in_sentence = text[opener.start()].isupper() or text[: opener.start()].rstrip()[-1:] in ',“"‘—–:('
    for comma in _COMMA.finditer(text, opener.end(), stop):
        if _COORDINATION.match(text, comma.start(), stop) and not first_in_sentence:
            continue
        return comma.start()
    return opener.end() + len(text[opener.end() : stop].rstrip(" ,.'’"))


def _is_foretold(text: str, opener: re.Match[str], start: int, end: int) -> bool:
    """Whether the sentence around a clause, not the clause itself, says what will or would be."""
    stop = _clause_end(text, opener, end)
    before = _before(text, opener, start)
    if _signs("happened").search(text, opener.end(), stop) and not _BACKSHIFT.search(before):
        return False
    if _signs("foretold").search(before):
        return True
    mark = _SENTENCE.search(text, stop, min(end, stop + _FAR))
    return bool(_signs("foretold").search(text, stop, mark.start() if mark else min(end, stop + _FAR)))


def _before(text: str, opener: re.Match[str], start: int) -> str:
    """The words of the sentence before an opener, as far as one looks."""
    low = max(start, opener.start() - _FAR)
    return _SENTENCE.split(text[low : opener.start()])[-1]


def _left_outside(sentence: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """The stretches of a sentence that belong to no part of a statement."""
    at = sentence[0]
    for start, end in [*sorted(taken), (sentence[1], sentence[1])]:
        if start > at:
            yield at, min(start, sentence[1], at + _LONGEST)
        at = max(at, end)
        if at >= sentence[1]:
            return


@cache
def _lines(name: str) -> tuple[str, ...]:
    raw = files("tocsin.reading").joinpath("data", name).read_text("utf-8").splitlines()
    return tuple(line for line in raw if line and not line.startswith("#"))


@cache
def _signs(name: str) -> re.Pattern[str]:
    """What shows, beside an opener, that something is foretold, forbidden, told or happened."""
    patterns = [line.split(": ", 1)[1] for line in _lines("condition_signs.txt") if line.startswith(f"{name}: ")]
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


@cache
def _openers(act: ActName) -> re.Pattern[str] | None:
    """What opens a condition of an act; the group `foretold` holds the openers that are none by themselves."""
    if act in _UNCONDITIONAL:
        return None
    groups: dict[str, list[str]] = {"alone": ["(?!)"], "foretold": ["(?!)"], "forbidden": ["(?!)"]}
    for line in _lines("condition_openers.txt"):
        kinds, pattern = line.split(": ", 1)
        names = set(kinds.split())
        if "*" in names or act in names:
            groups[next(iter(names & groups.keys()), "alone")].append(pattern)
    either = "|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in groups.items())
    return re.compile(rf"(?<![\w’'-])(?i:{either})(?![\w’'-])")


@cache
def _refused() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{'|'.join(_lines('condition_refused.txt'))})\Z")


@cache
def _asides(meant: bool) -> re.Pattern[str]:
    """Clauses that are none whatever they open with; where an `if` is `meant`, without those that may be rhetorical."""
    mark = "rhetorical: "
    lines = [line for line in _lines("condition_asides.txt") if not (meant and line.startswith(mark))]
    return re.compile(rf"(?i:{'|'.join(line.removeprefix(mark) for line in lines)})(?!\w)")
