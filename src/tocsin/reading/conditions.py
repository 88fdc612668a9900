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

_BACKSHIFT = re.compile(r"\bwould\b(?! (?:\w+ )?have\b)")
_MAIN_VERB = re.compile(r",? (?:will|would|shall|is|are|was|were|risks?|could|can|may|might|must|should)\b")
_LED = 60
"""Characters before an opener that may show that it opens no condition."""
_FAR = 200
"""Characters on either side of an opener in which its sentence may foretell."""
_TRIED = 50
"""Openers that are tried in one text: a speaker who says as many `if` in vain states no condition."""
_LONGEST = 600
"""Characters of the longest clause."""
_ASIDE = 80
"""Characters between a statement and a condition of its own in which "the envoy said" and the like find room."""
_NEAR = 3
"""Characters that may part a content or cue from a condition that the reader left outside."""


def depends(act: ActName) -> bool:
    """Whether an act may hang on a condition of its own: not where its words do it, nor where it only tells."""
    return act not in _UNCONDITIONAL and act not in _TELLING


def condition_of(
    text: str, sentence: Span, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span], act: ActName,
    *, reporter: Sequence[Span] = (), inner: Sequence[Span] = (),
) -> Span | None:  # fmt: skip
    """The condition of a statement: in its content, else in its sentence next to content or cue, or at its start.

    `reporter` are source and cue of the statement that this one is reported inside: they may part it from its condition
    ("it would pay, the envoy said, if ..."). `inner` are the stretches of the statements reported inside this one:
    where an act only tells, the condition is theirs.
    """
    said = min((start for start, _ in cue), default=sentence[1])
    for start, end in content:
        since = said if said < start and act not in _TELLING else start
        if found := condition_in(text, start, end, act, since=since, inner=inner):
            return found
    if act in _TELLING:
        return None
    opener = _openers(act)
    opening = {span for span in cue if opener and opener.fullmatch(text, *span)}
    taken = (*source, *(span for span in cue if span not in opening), *content, *reporter)
    for start, end in _left_outside(sentence, taken):
        if found := condition_in(text, start, end, act, since=min(said, start)):
            lead = text[start : found[0]]
            if len(lead) <= _NEAR or (start == sentence[0] and len(lead.split()) <= 1):
                return found
    return None


def condition_in(
    text: str, start: int, end: int, act: ActName, *, since: int | None = None, inner: Sequence[Span] = ()
) -> Span | None:
    """The first clause in `text[start:end]` (what a speaker says) that states a condition on which `act` hangs.

    Returns the span of the clause with its opener, without final punctuation, or None. "Even if", "as if", an indirect
    question ("asked if") and set phrases that name nobody's conduct ("if need be") are no conditions. From `since` on
    (`start` where None) the words before a clause may show what it is; `inner` as `condition_of` takes it.
    """
    low = start if since is None else since
    opener = _openers(act)
    if opener is None:
        return None
    refused, asides = _refused(), _asides(act in _MEANT)
    for match in islice(opener.finditer(text, start, end), _TRIED):
        before = text[max(0, match.start() - _LED) : match.end()]
        if refused.search(before) or asides.match(text, match.start(), end):
            continue
        if match["foretold"] and not _is_foretold(text, match, low, end):
            continue
        if act in _TELLING and (_signs("told").search(_before(text, match, low)) or _is_inside(text, match, inner)):
            continue
        if match["forbidden"] and not _signs("forbidden").search(_before(text, match, low)):
            continue
        stop = _clause_end(text, match, end)
        if len(text[match.end() : stop].split()) < 2 and not _signs("whole").fullmatch(match.group()):
            continue
        return match.start(), stop
    return None


def _clause_end(text: str, opener: re.Match[str], end: int) -> int:
    end = min(end, opener.end() + _LONGEST)
    hard = _BOUNDARY.search(text, opener.end(), end)
    stop = hard.start() if hard else end
    if opener.group().lower().startswith(("any", "further", "renewed")):
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
    mark = _SENTENCE.search(text, stop, min(end, stop + _FAR))
    after = text[stop : mark.start() if mark else min(end, stop + _FAR)]
    happened = _signs("happened").search(text, opener.end(), stop)
    if happened and not _BACKSHIFT.search(before) and not _BACKSHIFT.search(after):
        return False
    return bool(_signs("foretold").search(before) or _signs("meant").search(before) or _signs("foretold").search(after))


def _is_inside(text: str, opener: re.Match[str], inner: Sequence[Span]) -> bool:
    """Whether a clause stands in a stretch, or beside it in the same sentence."""
    at = opener.start()
    for start, end in inner:
        if start <= at < end:
            return True
        low, high = (end, at) if end <= at else (at, start)
        if high - low <= _ASIDE and not _SENTENCE.search(text, low, high):
            return True
    return False


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
