"""What the reading model finds in a text, and how it is put together from cues that have been read.

All positions are `[start, end)` in Unicode code points of the text. Probabilities are calibrated on held-out texts: of
the statements given 0.8, about 8 in 10 are statements.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast

import numpy as np
import numpy.typing as npt

from tocsin.reading._encode import (
    ACTS,
    CLOSING,
    INSIDE,
    NAME_KINDS,
    OPENING,
    TIMES,
    Encoded,
    FloatArray,
    IntArray,
    NameKind,
    quote_states,
)
from tocsin.reading._network import Settings

Span = tuple[int, int]

LEXICON_FLOOR = np.float32(0.02)
"""What is left, of a cue's certainty, for each act that the lexicon does not name."""


OPENS = 2
"""Words into a content up to which a statement opens it."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in the text."""

    span: Span
    kind: NameKind
    probability: float


@dataclass(frozen=True, slots=True)
class FoundActs:
    """What a statement or sentence does."""

    acts: dict[str, float]
    """Probability of each act of `ACTS` as the primary one; they sum to 1."""
    also: tuple[str, ...]
    """Acts done beside the likeliest, likeliest first."""
    times: dict[str, float]
    """Probability of each of `TIMES`; they sum to 1."""
    negated: float
    """Probability that the act is reported as not done."""
    core: float
    """Probability that something was communicated, rather than privately held."""

    @property
    def act(self) -> str:
        """The likeliest act."""
        return max(self.acts, key=self.acts.__getitem__)


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """One attribution: who (empty where implied), by which words (empty where there are none), what."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    probability: float
    """Probability that this is a statement."""
    acts: FoundActs
    within: int | None
    """Position, in the document's statements, of the statement that this one is reported inside."""


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """What the model finds in a text; statements by the place of their cue."""

    names: tuple[FoundName, ...] = ()
    statements: tuple[FoundStatement, ...] = ()
    sentences: tuple[FoundActs, ...] = ()
    """Acts of the sentences asked about, in their order."""


def softmax(scores: FloatArray) -> FloatArray:
    """Probabilities along the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return cast(FloatArray, raised / raised.sum(-1, keepdims=True))


def sigmoid(scores: FloatArray) -> FloatArray:
    """Probabilities of log-odds."""
    return cast(FloatArray, 1.0 / (1.0 + np.exp(-scores)))


@dataclass(slots=True)
class Text:
    """A text under way."""

    text: str
    encoded: Encoded
    cue: FloatArray
    """Scores of each word's cue tags."""
    name: FloatArray
    """Scores of each word's name tags."""
    margin: IntArray
    """Pieces between each word and the nearer edge of the window in which it stands most centrally."""
    home: IntArray
    """The number of that window."""
    parts: list[tuple[int, FloatArray]]
    """Windows: their first word and the vectors of their words."""
    sentences: Sequence[Span]

    @classmethod
    def new(cls, text: str, encoded: Encoded, sentences: Sequence[Span]) -> Text:
        """A text of which nothing is known yet."""
        count = len(encoded.words)
        cue, name = np.zeros((count, 4), np.float32), np.zeros((count, 1 + 2 * len(NAME_KINDS)), np.float32)
        return cls(text, encoded, cue, name, np.full(count, -1, np.int32), np.zeros(count, np.int32), [], sentences)


@dataclass(slots=True)
class Candidate:
    """A cue that may make a statement; `end == start` for a sentence."""

    text: int
    start: int
    end: int
    probability: float
    pseudo: bool = False
    sentence: Span | None = None
    low: int = 0
    """The first word that the network saw around it."""
    high: int = 1 << 30
    """The end of the words that it saw."""
    source: list[int] = field(default_factory=list)
    content: list[int] = field(default_factory=list)
    outputs: dict[str, FloatArray] = field(default_factory=dict)
    prior: FloatArray | None = None
    """What the lexicon says of the cue's act, None where it holds no such cue."""


def probabilities_of(candidates: Sequence[Candidate], settings: Settings) -> list[float]:
    """The probability of each candidate of one text to be a statement.

    A cue in the midst of what another candidate says is less often one: so each is weighed first alone and then
    again, with how likely it is that a candidate with a longer content speaks it.
    """
    *alone, nested = settings.statement
    scores = [_score(candidate, alone) for candidate in candidates]
    outer = outers(candidates, [_sigmoid(score) for score in scores])
    return [_sigmoid(score + nested * p) for score, p in zip(scores, outer, strict=True)]


def evidence(candidate: Candidate) -> tuple[float, float, float, float]:
    """What speaks for a candidate alone: 1, and the log-odds of cue, `real` and act `none`."""
    return (
        1.0,
        _log_odds(candidate.probability),
        float(candidate.outputs["real"][0]),
        _log_odds(float(softmax(candidate.outputs["act"])[-1])),
    )


def _score(candidate: Candidate, weights: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, evidence(candidate), strict=True))


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def _sigmoid(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-score))


def outers(candidates: Sequence[Candidate], chances: Sequence[float]) -> list[float]:
    """For each candidate of one text the best chance among those in the midst of whose longer content it begins; 0
    where none.

    Who begins at most `OPENS` words into another's content is what that one reports, as in a chain of sources.
    """
    order = sorted(range(len(candidates)), key=lambda n: -len(candidates[n].content))
    covered: dict[int, list[tuple[float, int]]] = {}
    found = [0.0] * len(candidates)
    for _, alike in groupby(order, key=lambda n: len(candidates[n].content)):
        together = list(alike)
        for number in together:
            candidate = candidates[number]
            first = min([candidate.start, *candidate.source])
            held = covered.get(candidate.start, ())
            found[number] = max((chance for chance, begins in held if first - begins > OPENS), default=0.0)
        for number in together:
            for word in candidates[number].content:
                covered.setdefault(word, []).append((chances[number], min(candidates[number].content)))
    return found


def document_of(one: Text, candidates: list[Candidate], settings: Settings, threshold: float) -> FoundDocument:
    """A text's names, statements of at least `threshold`, and sentences, from its candidates."""
    kept = []
    possible = [c for c in candidates if c.sentence is None]
    for candidate, probability in zip(possible, probabilities_of(possible, settings), strict=True):
        silent = candidate.outputs["act"].argmax() == ACTS.index("silent")
        if probability >= threshold and (candidate.content or silent):
            kept.append((candidate, probability))
    kept = _without_doubles(kept)
    kept.sort(key=lambda pair: (pair[0].start, pair[0].end))
    states = quote_states(one.text) if kept else np.zeros(0, dtype=np.uint8)
    inner = within([c for c, _ in kept])
    statements = tuple(
        FoundStatement(
            source=spans_of(one, c.source),
            cue=() if c.pseudo else spans_of(one, range(c.start, c.end)),
            content=_quoted(one.text, states, spans_of(one, _whole_quote(one, states, c))),
            probability=probability,
            acts=acts_of(c, settings),
            within=inner[number],
        )
        for number, (c, probability) in enumerate(kept)
    )
    sentences = tuple(acts_of(c, settings) for c in candidates if c.sentence is not None)
    return FoundDocument(tuple(_names(one)), statements, sentences)


def acts_of(candidate: Candidate, settings: Settings) -> FoundActs:
    """What a candidate does, the network's scores and the lexicon's word taken together."""
    if not candidate.outputs:
        even = 1.0 / len(ACTS)
        return FoundActs(dict.fromkeys(ACTS, even), (), {"past": 0.0, "now": 1.0, "future": 0.0}, 0.0, 1.0)
    out = candidate.outputs
    scores = (out["act"] + np.array(settings.act_bias, dtype=np.float32)) / np.float32(settings.act_temperature)
    if candidate.prior is not None:
        scores = scores + np.float32(settings.lexicon) * np.log(candidate.prior[: len(ACTS)] + LEXICON_FLOOR)
    acts = softmax(scores).tolist()
    primary = int(np.argmax(scores))
    also = sigmoid(out["also"])
    others = [int(n) for n in np.argsort(-also) if also[n] >= settings.also and n != primary and ACTS[n] != "none"]
    return FoundActs(
        dict(zip(ACTS, acts, strict=True)),
        tuple(ACTS[n] for n in others),
        dict(zip(TIMES, softmax(out["time"]).tolist(), strict=True)),
        float(sigmoid(out["negated"])[0]),
        float(sigmoid(out["core"])[0]),
    )


def _without_doubles(kept: list[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Of statements with the same content and source, the likelier."""
    best: dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[Candidate, float]] = {}
    for candidate, probability in kept:
        key = tuple(candidate.source), tuple(candidate.content) or (-candidate.start,)
        if key not in best or best[key][1] < probability:
            best[key] = (candidate, probability)
    return list(best.values())


def within(candidates: list[Candidate]) -> list[int | None]:
    """For each statement the one with the shortest content that holds its cue."""
    contents = [set(c.content) for c in candidates]
    found: list[int | None] = []
    for number, inner in enumerate(candidates):
        best: int | None = None
        for other, content in enumerate(contents):
            if other == number or inner.start not in content:
                continue
            mutual = candidates[other].start in contents[number]
            if mutual and (len(content), other) < (len(contents[number]), number):
                continue
            if best is None or len(content) < len(contents[best]):
                best = other
        found.append(best)
    return found


def spans_of(one: Text, words: Sequence[int] | range) -> tuple[Span, ...]:
    """Stretches of neighbouring words as characters."""
    found: list[Span] = []
    table = one.encoded.words
    previous = -2
    for word in words:
        start, end = int(table[word, 0]), int(table[word, 1])
        if word == previous + 1:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        previous = word
    return tuple(found)


def _whole_quote(one: Text, states: npt.NDArray[np.uint8], candidate: Candidate) -> list[int]:
    """The content's words; where what the network saw ends within a quotation, the rest of the quotation too."""
    words, table = candidate.content, one.encoded.words
    if not words:
        return words

    def inside(word: int) -> bool:
        return 0 <= word < len(table) and states[table[word, 0]] == INSIDE

    def joined(word: int) -> bool:
        return inside(word) and inside(word + 1) and (states[table[word, 1] : table[word + 1, 0]] == INSIDE).all()

    before, after = words[0], words[-1]
    if before == candidate.low:
        while joined(before - 1):
            before -= 1
    if after == candidate.high - 1:
        while joined(after):
            after += 1
    return [*range(before, words[0]), *words, *range(words[-1] + 1, after + 1)]


def _quoted(text: str, states: npt.NDArray[np.uint8], spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans with the quotation marks that stand at their edges."""
    found = []
    for start, end in spans:
        while start and states[start - 1] == OPENING:
            start -= 1
        stop = end
        while stop < len(text) and text[stop] in ".,!?…;:" and stop < end + 3:
            stop += 1
        if stop < len(text) and states[stop] == CLOSING:
            while stop < len(text) and states[stop] == CLOSING:
                stop += 1
            end = stop
        found.append((start, end))
    return tuple(found)


def _names(one: Text) -> Iterator[FoundName]:
    if not len(one.name):
        return
    likely = softmax(one.name)
    tags = likely.argmax(1)
    word = 0
    for begin in np.flatnonzero(tags).tolist():
        if begin < word:
            continue
        kind = (int(tags[begin]) - 1) // 2
        word = begin + 1
        while word < len(tags) and tags[word] == 2 * kind + 2:
            word += 1
        chance = float(np.mean(likely[begin:word, 2 * kind + 1 : 2 * kind + 3].sum(1)))
        span = int(one.encoded.words[begin, 0]), int(one.encoded.words[word - 1, 1])
        yield FoundName(span, NAME_KINDS[kind], chance)
