"""Negation and time of an act: what the words around its cue say, and the model where they say nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from tocsin.documents.types import Span
from tocsin.reading.dates import statement_date
from tocsin.reading.sentences import word_list
from tocsin.reading.types import ACTS, ActName, Time

_NEGATED_BY_NATURE: frozenset[ActName] = frozenset({"silent", "refuse", "none"})
"""Acts whose usual cues hold a `not` that belongs to the act itself."""

_DONE_TO_SOMEBODY: frozenset[ActName] = frozenset({"accuse", "threaten", "offer", "assure", "support", "concede"})
"""Acts that are not done where they are done to nobody."""
_OBJECT = 12
"""Words behind a cue in which the verb shows that a clause, not an object, begins there."""
_GERUND = re.compile(r"\w+ing\b")
_MANNER = re.compile(r"\s*(?:(?:\w+ly|yet|even|also|so far)\s+)?")
"""What may part a negation from a cue in -ing; farther off it is another verb's: "did not veto a text calling for"."""
_FINITE = re.compile(
    r"\b(?:will|would|shall|should|can|could|may|might|must|is|are|was|were|be|has|have|had|do|does|did|can['’]?t)\b|n['’]t\b"
)

_SURE = 0.5
"""Probability by the model from which an act is recalled or to come."""
_SURE_INSIDE = 0.3
"""The same for an act recalled inside another's statement, where one in seven is."""
_UNDONE = 0.5
_HINTED = 0.15
"""Probability by the model that is enough where the words only hint at the same."""
_ADVERBIAL = 30
"""Characters before a source, or before a cue without one, in which "previously" and the like still count."""
_LONG_AGO = 8
"""Days before publication from which the date of an act makes it an earlier one."""
_HEAD = 300
"""Characters before a source in which its clause is sought, and between it and its cue."""
_AFTER = 80
"""Characters behind a cue in which a time may still be its own."""
_LEAD, _BETWEEN, _BEHIND = 7, 6, 9
"""Most words of a phrase of time before a source, between source and cue, and behind a cue."""

_LONG, _BARE = 14, 3
"""Most words of the phrase that opens a sentence, and between it and the source."""

_CLAUSE = re.compile(r"[,;:]|\b(?:but|and|that|while)\b")
_START = re.compile(r"[;:.]|\b(?:but|and|while|(which|who|whom|whose|where|that)|although|though)\b|[—–]")
"""Where a clause starts; the group is a relative's, in which a comma ends the clause."""
_PERFECT = re.compile(r"(?:has|have|to|being)\b")
"""Cues that go on until now, or that have no time of their own."""
_PRESENT = re.compile(
    r"(?:(?:also|again|now|still|already|\w+ly) )*(?:is|are|am|has|have|['’](?:s|ve|re)|will|\w+(?<!s)s)\b"
    r"(?!.* (?:had|was|were)\b)|.*ing\Z",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:['’]s?|\b(?:its|his|her|their))\s?\Z")
"""A source that owns a noun for its cue ("Minsk's denial"), of which nothing tells a time."""
_SINCE = re.compile(r"\b(?:since|until|by|from)\b", re.IGNORECASE)
_ADVERB = re.compile(r"[“\"]?(?:In|On|At|When|After|During|Back|As|Last|Earlier)\b")
_YEAR = re.compile(r"\b[Ii]n (?:19|20)\d\d\b")
_STOP = re.compile(r"[,;:.“”\"]|\b(?:that|which|who|and|but|as|when|where|whether)\b")


@dataclass(frozen=True, slots=True)
class Around:
    """The words of a sentence around a cue, without those of the statement's source and content.

    `before` runs from a little before the source, or the cue, to the cue; `lead` is what the clause says before its
    source, `opening` the phrase with which the sentence begins where the source is next, `between` what stands from the
    source to the cue, `behind` what follows the cue up to the content, `tail` what follows the content.
    """

    source: str
    cue: str
    before: str
    lead: str = ""
    opening: str = ""
    between: str = ""
    behind: str = ""
    tail: str = ""


def around(text: str, sentence: Span, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]) -> Around:
    """The words around the cue of a statement; empty where it has no cue."""
    named = " ".join(text[start:end] for start, end in source)
    if not cue:
        return Around(named, "", "")
    at, end = cue[0][0], cue[-1][1]
    ahead = [span for span in source if sentence[0] <= span[0] < at]
    first = min((start for start, _ in ahead), default=at)
    said = max((stop for _, stop in content if stop <= first), default=sentence[0])
    head = text[max(sentence[0], said, first - _HEAD) : first]
    last = max((stop for _, stop in (*content, *source)), default=end)
    behind = min([start for start, _ in (*content, *source) if start >= end], default=sentence[1])
    return Around(
        source=named,
        cue=" ".join(text[start:stop] for start, stop in cue),
        before=_before(text, sentence, ahead, at, first),
        lead=_lead(head),
        opening=_opening(text[sentence[0] : first]) if said == sentence[0] and first - sentence[0] < _HEAD else "",
        between=text[max(stop for _, stop in ahead) : at][:_HEAD] if ahead else "",
        behind=text[end : min(behind, sentence[1], end + _AFTER)],
        tail=text[last : min(sentence[1], last + _AFTER)] if end < last else "",
    )


def negated(words: Around, act: ActName, probability: float, content: str = "") -> bool:
    """Whether the act is reported as not done, by the words around its cue and those that begin its content.

    `probability` is the model's. A refusal is not done where its speaker "did not rule out" or "did not veto".
    """
    spoken = _spoken(words)
    if act in _NEGATED_BY_NATURE:
        return act == "refuse" and _words("unrefused.txt").search(f"{spoken} {_start(content)}") is not None
    if _words("nobody.txt").match(words.source.strip()) or (act == "concern" and _unworried(content)):
        return True
    if act in _DONE_TO_SOMEBODY and _to_nobody(f"{words.behind} {content}"):
        return True
    left_undone = _words("negation.txt").search(spoken)
    if left_undone and _GERUND.match(words.cue):
        between = spoken[left_undone.end() : len(spoken) - len(words.cue)]
        left_undone = left_undone if _MANNER.fullmatch(between) else None
    return (left_undone is not None and not _attitude().search(spoken)) or probability >= _UNDONE


def undone_act(words: Around) -> ActName | None:
    """The act that the words name as not done: "has not agreed" is an agreement, negated, and no refusal."""
    spoken = _spoken(words)
    return next((act for act, pattern in _undone() if pattern.search(spoken)), None)


def time_of(words: Around, probabilities: Mapping[str, float], *, inner: bool, published: str | None = None) -> Time:
    """`past`, `now` or `future`; `probabilities` are the model's for the three, `published` an ISO date.

    `inner` tells that the act stands inside another's statement, where "had said" may only be "said", shifted back. A
    cue in the present or perfect, or without a tense, is of the past only where words say so.
    """
    spoken = _spoken(words)
    past, future = probabilities["past"], probabilities["future"]
    shifted = _words("pluperfect.txt").search(spoken) and (not inner or past >= _HINTED)
    told = inner and not _OWNED.search(words.source + words.between[:2])
    sure = past >= (_SURE_INSIDE if told else _SURE) and not _is_present(words.cue)
    if shifted:
        return "past"
    coming = _words("future.txt").search(spoken)
    if coming and coming.end() > len(spoken) - len(words.cue):
        return "future"
    if sure or _words("past.txt").search(spoken) or _is_recalled(words, published) or _is_done(words, past):
        return "past"
    return "future" if coming or future >= _SURE else "now"


def goes_on(words: Around) -> bool:
    """Whether an act is as early as the one that its speaker does just before it in the same sentence.

    So it is with "had denied it but confirmed ...", not where the cue is in the present or names a day of its own.
    """
    spoken = _spoken(words)
    if _words("renewed.txt").search(f"{spoken} {' '.join(words.behind.split()[:3])}"):
        return False
    return words.cue.endswith("ing") or not _is_present(words.cue)


def _is_done(words: Around, past: float) -> bool:
    """Whether the cue tells what somebody is thanked or blamed for, or denies or regrets: "thanked Riga for urging"."""
    if not _GERUND.match(words.cue):
        return False
    before = (words.between or words.before).rstrip()
    return _gerund().search(before) is not None or (past >= _SURE_INSIDE and before.endswith(" for"))


def _is_present(cue: str) -> bool:
    return _PRESENT.match(cue) is not None and not _words("plurals.txt").match(cue)


def _is_recalled(words: Around, published: str | None) -> bool:
    """Whether a phrase of time beside the cue, or the conjunction before the source, tells of an earlier day."""
    phrases = [
        words.opening,
        *([words.lead] if len(words.lead.split()) <= _LEAD else []),
        " ".join(words.between.split()[:_BETWEEN]),
        " ".join(_STOP.split(words.behind)[0].split()[:_BEHIND]),
        " ".join(_STOP.split(words.tail)[0].split()[:_BEHIND]),
        words.cue,
    ]
    if any(_words("earlier.txt").search(phrase) or _is_old(phrase, published) for phrase in phrases):
        return True
    return _words("since.txt").search(words.lead.rstrip()) is not None and not _PERFECT.match(words.cue)


def _is_old(phrase: str, published: str | None) -> bool:
    if not published:
        return _YEAR.search(phrase) is not None
    found = statement_date(_SINCE.split(phrase)[0], published, "past")
    if found.value is None:
        return False
    if found.precision == "day":
        return (date.fromisoformat(published[:10]) - date.fromisoformat(found.value)).days >= _LONG_AGO
    return found.value < published[: len(found.value)]


def _lead(head: str) -> str:
    """What the clause of a source says before it; nothing where only a relative clause does."""
    start = 0
    for start_of in _START.finditer(head):
        start = len(head) if start_of[1] and "," in head[start_of.end() :] else start_of.end()
    return head[start:]


def _opening(head: str) -> str:
    """The adverbial with which a sentence begins, up to its comma, where at most three words follow it."""
    phrase, comma, rest = head.partition(",")
    found = comma and len(rest.split()) <= _BARE and len(phrase.split()) <= _LONG and _ADVERB.match(phrase)
    return phrase if found else ""


def _before(text: str, sentence: Span, ahead: Sequence[Span], at: int, first: int) -> str:
    low = max(sentence[0], first - _ADVERBIAL)
    words = text[low:at]
    for begin, end in reversed(ahead):
        words = words[: max(0, begin - low)] + words[end - low :]
    return words[-_HEAD:]


def _spoken(words: Around) -> str:
    """The cue with the words of its own clause before it, one space apart."""
    return " ".join(f"{_CLAUSE.split(words.before)[-1]} {words.cue}".split())


def _start(content: str) -> str:
    return " ".join(content.split()[:3])


def _to_nobody(behind: str) -> bool:
    """Whether what follows a cue is no more than "nobody", "nothing", "no money"."""
    start = " ".join(behind.split()[:_OBJECT])
    return _words("nothing.txt").match(start) is not None and not _FINITE.search(_STOP.split(start)[0])


def _unworried(content: str) -> bool:
    return _words("unworried.txt").search(" ".join(content.split()[:10])) is not None


@cache
def _attitude() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(word_list('attitudes.txt')))})", re.IGNORECASE)


@cache
def _lines(name: str) -> tuple[str, ...]:
    raw = files("tocsin.reading").joinpath("data", name).read_text("utf-8").splitlines()
    return tuple(line for line in raw if line and not line.startswith("#"))


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_lines(name))})(?!\w)", re.IGNORECASE)


@cache
def _gerund() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_lines('gerunds.txt'))})\Z", re.IGNORECASE)


@cache
def _undone() -> tuple[tuple[ActName, re.Pattern[str]], ...]:
    by_name = dict(line.split(": ", 1) for line in _lines("undone.txt"))
    return tuple((act, re.compile(rf"\b{by_name[act]}\b", re.IGNORECASE)) for act in ACTS if act in by_name)
