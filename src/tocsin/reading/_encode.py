"""What the reading model sees of a text: pieces, words, shapes, quotation state, windows and the lexicon of cues.

Training and run time both call this module, so that they cannot differ. Positions in a text are `[start, end)` in
Unicode code points. A *word* is a maximal run of word characters; a *piece* is one unit of the encoder's vocabulary.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

WORD = re.compile(r"\w+")
ACTS = (
    "inform",
    "concern",
    "accuse",
    "deny",
    "refuse",
    "demand",
    "threaten",
    "offer",
    "assure",
    "agree",
    "support",
    "concede",
    "silent",
    "none",
)
NameKind = Literal["person", "organisation", "place", "people"]
NAME_KINDS: tuple[NameKind, ...] = get_args(NameKind)
TIMES = ("past", "now", "future")

PAD, PARAGRAPH, CLS, SEP = 0, 1, 101, 102
"""Ids of the vocabulary: padding, a line break (`[unused0]`), begin and end of a window."""

OUTSIDE, OPENING, INSIDE, CLOSING = 0, 1, 2, 3
"""Quotation states of a character."""
QUOTE_STATES = 4
SHAPES = 8
BAND_BEFORE, BAND_AFTER = 64, 96
"""Words before and after the first word of a cue among which its source and content are sought."""
BAND = BAND_BEFORE + BAND_AFTER
LEXICON_SIZE = len(ACTS) + 2

IntArray = npt.NDArray[np.int32]
ByteArray = npt.NDArray[np.uint8]
FloatArray = npt.NDArray[np.float32]

_OPEN = frozenset("“„‟«‹〝")
_CLOSE = frozenset("”»›〞")
_MARK = re.compile(r"[“”„‟«»‹›〝〞\"＂‘’'\n\r\u2028\u2029]|``")
_BREAKS = "\n\r\u2028\u2029"
_SINGLE_END = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
_SINGLE_REACH = 500


def quote_states(text: str) -> ByteArray:
    """The quotation state of every character: outside, an opening mark, inside, a closing mark.

    Double, guillemet and doubled single marks are followed, single marks where they plainly quote. A line break ends
    every quotation: one that runs on is marked anew at the head of its next paragraph. An opening mark inside a
    quotation starts it anew, so that a lost closing mark costs no more than its own paragraph.
    """
    states = np.zeros(len(text), dtype=np.uint8)
    inside, single_end, since, length = False, -1, 0, len(text)
    for found in _MARK.finditer(text):
        at, mark = found.start(), found.group()
        if at < since:
            continue
        width = len(mark)
        if mark in "'’" and text[at : at + 2] == "''":
            mark, width = '"', 2
        if inside:
            states[since:at] = INSIDE
        since = at
        if mark in _BREAKS:
            inside, single_end = False, -1
        elif single_end >= 0:
            if at == single_end:
                states[at] = CLOSING
                inside, single_end, since = False, -1, at + 1
        elif mark in "‘’'":
            if not inside:
                single_end = _single_end(text, at, mark)
                if single_end >= 0:
                    states[at], inside, since = OPENING, True, at + 1
        else:
            before = text[at - 1] if at else " "
            after = text[at + width] if at + width < length else " "
            if mark in _OPEN or mark == "``":
                opens = True
            elif mark in _CLOSE:
                opens = mark == "»" and not inside and before.isspace() and not after.isspace()
            elif inside:
                opens = (before.isspace() or before in "([—") and not after.isspace() and after.isalnum()
            else:
                opens = not after.isspace() and not before.isalnum() and (before not in ".,!?" or after.isalnum())
            states[at : at + width] = OPENING if opens else CLOSING
            inside, since = opens, at + width
    if inside:
        states[since:] = INSIDE
    return states


def _single_end(text: str, at: int, mark: str) -> int:
    """Where the quotation ends that a single mark at `at` opens; -1 where it opens none."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark == "’" or before.isalnum() or before in "'’‘" or not after.isalnum() or after.isdigit():
        return -1
    stop = at + _SINGLE_REACH
    for breaker in _BREAKS[:2]:
        end = text.find(breaker, at, stop)
        stop = end if end >= 0 else stop
    found = _SINGLE_END.search(text, at + 2, stop)
    return found.start() if found else -1


def shape_of(word: str) -> int:
    """The shape of a word, 1 to 7: lower, capitalised, upper, mixed, one capital, with digits, other."""
    if word.islower():
        return 6 if any(map(str.isdigit, word)) else 1
    if not word.isalpha():
        return 6 if any(map(str.isdigit, word)) else 7
    if word.isupper():
        return 5 if len(word) == 1 else 3
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    return 4 if word.lower() != word else 7


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as pieces and words."""

    pieces: IntArray
    """Vocabulary ids, without begin and end marks."""
    shapes: ByteArray
    quotes: ByteArray
    words: IntArray
    """(n, 2): start and end of each word in the text."""
    first: IntArray
    """The first piece of each word."""
    last: IntArray
    """The last piece of each word."""


def load_tokenizer(path: Path | str) -> Tokenizer:
    """A tokenizer that neither cuts nor pads."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def words_of(text: str) -> IntArray:
    """(n, 2): start and end of each word."""
    spans = [found.span() for found in WORD.finditer(text)]
    return np.array(spans, dtype=np.int32).reshape(-1, 2)


def encode(text: str, tokenizer: Tokenizer) -> Encoded:
    """Pieces and words of a text with their features."""
    words = words_of(text)
    try:
        raw = tokenizer.encode(text, add_special_tokens=False)
    except (UnicodeEncodeError, TypeError):
        raw = tokenizer.encode(re.sub("[\ud800-\udfff]", "?", text), add_special_tokens=False)
    ids = np.array(raw.ids, dtype=np.int32)
    offsets = np.array(raw.offsets, dtype=np.int32).reshape(-1, 2)
    if not len(ids):
        ids, offsets = np.array([100], dtype=np.int32), np.zeros((1, 2), dtype=np.int32)
    starts, ends = offsets[:, 0], offsets[:, 1]

    shapes = np.zeros(len(ids), dtype=np.uint8)
    first = np.searchsorted(ends, words[:, 0], side="right").astype(np.int32)
    last = (np.searchsorted(starts, words[:, 1], side="left") - 1).astype(np.int32)
    first = np.clip(first, 0, len(ids) - 1)
    last = np.maximum(np.clip(last, 0, len(ids) - 1), first)
    kinds = np.array([shape_of(text[s:e]) for s, e in words.tolist()], dtype=np.uint8)
    shapes[first] = kinds
    shapes[last] = kinds
    for number in np.flatnonzero(last - first > 1).tolist():
        shapes[first[number] : last[number] + 1] = kinds[number]
    states = quote_states(text)
    quotes = states[np.minimum(starts, max(0, len(text) - 1))] if len(text) else np.zeros(len(ids), dtype=np.uint8)

    breaks = [found.start() for found in re.finditer(r"[\n\r\u2028\u2029]+", text)]
    if breaks:
        places = np.unique(np.searchsorted(starts, np.array(breaks), side="left"))
        places = places[(places > 0) & (places < len(ids))]
        shift = np.searchsorted(places, np.arange(len(ids)), side="right").astype(np.int32)
        first = first + shift[first]
        last = last + shift[last]
        ids = np.insert(ids, places, PARAGRAPH)
        shapes = np.insert(shapes, places, 0)
        quotes = np.insert(quotes, places, 0)
    return Encoded(ids, shapes, quotes.astype(np.uint8), words, first.astype(np.int32), last.astype(np.int32))


_ENDS = np.array([999, 1012, 1029], dtype=np.int32)
"""The pieces `!`, `.` and `?`."""


def sentence_starts(encoded: Encoded) -> npt.NDArray[np.bool_]:
    """For every piece, whether a paragraph or, as far as marks and capitals tell, a sentence begins with it."""
    closing, ends = encoded.quotes == CLOSING, np.isin(encoded.pieces, _ENDS)
    initial = (encoded.shapes == 5) & np.append(ends[1:], False)
    upper = ((encoded.shapes > 1) & (encoded.shapes < 6) & ~initial) | (encoded.quotes == OPENING)
    starts = np.zeros(len(ends), dtype=np.bool_)
    starts[1:] = ends[:-1] & upper[1:]
    starts[2:] |= closing[1:-1] & ends[:-2] & upper[2:]
    starts[1:] |= encoded.pieces[:-1] == PARAGRAPH
    starts &= ~closing
    return starts


def windows(encoded: Encoded, size: int, overlap: int, most: int) -> list[tuple[int, int]]:
    """Stretches of `size` pieces or fewer that cover a text, neighbours sharing `overlap` to `most` pieces.

    Each begins with the last paragraph of that reach, or else with its last sentence, or else with the word in its
    midst. They are cut from the beginning on, so that a text's windows stay where they are when more is put after it.
    """
    total, start = len(encoded.pieces), 0
    starts, breaks = sentence_starts(encoded), encoded.pieces == PARAGRAPH
    found = []
    while start + size < total:
        end = start + size
        found.append((start, end))
        low, high = end - most, end - overlap
        sentences = np.flatnonzero(starts[low:high])
        paragraphs = sentences[breaks[low + sentences - 1]]
        chosen = paragraphs if len(paragraphs) else sentences
        middle = int(encoded.first[max(0, int(np.searchsorted(encoded.first, (low + high) // 2, side="right")) - 1)])
        start = low + int(chosen[-1]) if len(chosen) else middle if middle >= low else high
    found.append((start, total))
    return found


_IRREGULAR = {
    "said": "say",
    "told": "tell",
    "spoke": "speak",
    "spoken": "speak",
    "wrote": "write",
    "written": "write",
    "thought": "think",
    "felt": "feel",
    "made": "make",
    "gave": "give",
    "given": "give",
    "took": "take",
    "taken": "take",
    "put": "put",
    "swore": "swear",
    "sworn": "swear",
    "was": "be",
    "were": "be",
    "is": "be",
    "are": "be",
    "been": "be",
    "being": "be",
    "am": "be",
    "has": "have",
    "had": "have",
    "held": "hold",
    "saw": "see",
    "seen": "see",
    "knew": "know",
    "known": "know",
    "sought": "seek",
    "stood": "stand",
    "went": "go",
    "gone": "go",
    "came": "come",
    "found": "find",
    "laid": "lay",
    "met": "meet",
    "did": "do",
    "does": "do",
    "done": "do",
    "forbade": "forbid",
    "drew": "draw",
    "withdrew": "withdraw",
    "left": "leave",
    "blew": "blow",
    "threw": "throw",
    "struck": "strike",
    "sent": "send",
    "led": "lead",
    "its": "one",
    "their": "one",
    "his": "one",
    "her": "one",
    "s": "one",
}
_SUFFIX = re.compile(r"(?:ing|ied|ies|ed|es|e|s|y)$")


def stem(word: str) -> str:
    """A word without its inflection, lower-case: equal for the forms of a verb or noun in most cases."""
    word = word.lower()
    word = _IRREGULAR.get(word, word)
    if len(word) > 3:
        word = _SUFFIX.sub("", word)
        word = word.removesuffix("y") if len(word) > 3 else word
        if len(word) > 3 and word[-1] == word[-2]:
            word = word[:-1]
    return word


class Lexicon:
    """Cues with the act that each most often marks, found whatever their inflection."""

    reach = 6
    """Words after the cue that an entry may run on into."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        self._entries: dict[tuple[str, ...], FloatArray] = {}
        self._longest = 1
        for row in rows:
            key = tuple(stem(found.group()) for found in WORD.finditer(row["cue"]))
            if not key or row["act"] not in ACTS:
                continue
            sure = float(row["certainty"] or 0.5)
            vector = np.zeros(LEXICON_SIZE, dtype=np.float32)
            vector[ACTS.index(row["act"])] = sure
            others = [act for act in (row["also"] or "").split() if act in ACTS]
            for act in others:
                vector[ACTS.index(act)] += (1 - sure) / len(others)
            vector[-2], vector[-1] = 1.0, sure
            known = self._entries.get(key)
            if known is None or known[-1] < sure:
                self._entries[key] = vector
            self._longest = max(self._longest, len(key))

    @classmethod
    def from_csv(cls, path: Path | str) -> Lexicon:
        """The lexicon of a file with columns cue, act, also, certainty."""
        with Path(path).open(encoding="utf-8", newline="") as handle:
            return cls(csv.DictReader(handle))

    def features(self, cue: Sequence[str], after: Sequence[str]) -> FloatArray:
        """Act weights, whether an entry was found, and its certainty: of the longest entry that begins in the cue."""
        stems = [stem(word) for word in (*cue, *after[: self.reach])]
        best: FloatArray | None = None
        best_length = 0
        for start in range(len(cue)):
            for length in range(min(self._longest, len(stems) - start), best_length, -1):
                entry = self._entries.get(tuple(stems[start : start + length]))
                if entry is not None:
                    best, best_length = entry, length
                    break
        return np.zeros(LEXICON_SIZE, dtype=np.float32) if best is None else best
