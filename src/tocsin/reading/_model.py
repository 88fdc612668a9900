"""The reading model: names, statements and acts of texts.

    model = ReaderModel.shipped()
    found = find_statements("The minister said that talks had failed.", model=model)

All positions are `[start, end)` in Unicode code points of the text given.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from tocsin.reading._encode import (
    ACTS,
    BAND,
    BAND_BEFORE,
    CLS,
    LEXICON_SIZE,
    SEP,
    TIMES,
    ByteArray,
    FloatArray,
    IntArray,
    Lexicon,
    encode,
    load_tokenizer,
    windows,
)
from tocsin.reading._found import (
    Candidate,
    FoundActs,
    FoundDocument,
    FoundName,
    FoundStatement,
    Span,
    Text,
    document_of,
    softmax,
)
from tocsin.reading._network import Backend, LongArray, OnnxBackend, Settings, viterbi

__all__ = [
    "FoundActs",
    "FoundDocument",
    "FoundName",
    "FoundStatement",
    "ReaderModel",
    "find_many",
    "find_statements",
]

HERE = Path(__file__).parent
_OUTPUTS = {"act": len(ACTS), "also": len(ACTS), "time": len(TIMES), "negated": 1, "core": 1, "real": 1}


OPENING_WORDS = 8
"""Words of a sentence without a cue among which the lexicon looks for what it does ("We condemn ...")."""


class ReaderModel:
    """The network with its tokenizer, lexicon and settings; safe to share between threads."""

    def __init__(self, backend: Backend, tokenizer: Path, lexicon: Path, settings: Settings) -> None:
        self.backend = backend
        self.tokenizer = load_tokenizer(tokenizer)
        self.lexicon = Lexicon.from_csv(lexicon)
        self.settings = settings
        self.transitions = np.array(settings.transitions, dtype=np.float32)

    @classmethod
    def load(cls, folder: Path, threads: int = 1) -> ReaderModel:
        """The model of a folder."""
        return cls(
            OnnxBackend(folder, threads),
            folder / "tokenizer.json",
            HERE / "data" / "cues.csv",
            Settings.load(folder / "model.json"),
        )

    @classmethod
    def shipped(cls, threads: int = 1) -> ReaderModel:
        """The model that comes with the package; loaded once a process."""
        return _shipped(threads)

    @property
    def version(self) -> str:
        """The version of the weights."""
        return self.settings.version


@cache
def _shipped(threads: int) -> ReaderModel:
    return ReaderModel.load(HERE / "model", threads)


def find_statements(
    text: str, *, model: ReaderModel, sentences: Sequence[Span] = (), threshold: float | None = None
) -> FoundDocument:
    """Names and statements of a text.

    Args:
        text: the document, as it is.
        model: the network.
        sentences: spans whose acts are wanted though nobody is said to speak them, as in a speaker's own words.
        threshold: least probability of a statement; the model's own where None.
    """
    return find_many([text], model=model, sentences=[sentences], threshold=threshold)[0]


def find_many(
    texts: Sequence[str],
    *,
    model: ReaderModel,
    sentences: Sequence[Sequence[Span]] | None = None,
    threshold: float | None = None,
    group_words: int = 12_000,
) -> list[FoundDocument]:
    """Names and statements of many texts; as `find_statements` for each, and faster.

    Args:
        texts: the documents.
        model: the network.
        sentences: for each text, spans whose acts are wanted.
        threshold: least probability of a statement; the model's own where None.
        group_words: about how many words are held in memory at a time.
    """
    found: list[FoundDocument] = []
    group: list[Text] = []
    words = 0
    for number, text in enumerate(texts):
        encoded = encode(text, model.tokenizer)
        group.append(Text.new(text, encoded, sentences[number] if sentences else ()))
        words += len(encoded.words)
        if words >= group_words or number == len(texts) - 1:
            found.extend(_read_group(group, model, model.settings.threshold if threshold is None else threshold))
            group, words = [], 0
    return found


def _read_group(group: list[Text], model: ReaderModel, threshold: float) -> list[FoundDocument]:
    encode_group(group, model)
    candidates = candidates_of(group, model)
    read_candidates(group, candidates, model)
    return [
        document_of(one, [c for c in candidates if c.text == number], model.settings, threshold)
        for number, one in enumerate(group)
    ]


def encode_group(group: list[Text], model: ReaderModel) -> None:
    """Run the encoder over every window; each word is tagged by the window in which it stands most centrally.

    Windows are run one by one: scales of 8-bit products depend on all that runs together, and what is found of a text
    must not depend on other texts. On one core that is also the fastest. Vectors of different windows are never mixed:
    what belongs to a cue is sought within its window.
    """
    settings = model.settings
    for one in group:
        if len(one.encoded.words):
            for low, high in windows(one.encoded, settings.window, settings.overlap, settings.overlap_most):
                _encode_window(one, low, high, model)


def _encode_window(one: Text, low: int, high: int, model: ReaderModel) -> None:
    encoded = one.encoded
    w0, w1 = int(np.searchsorted(encoded.first, low)), int(np.searchsorted(encoded.last, high))
    if w1 <= w0:
        return
    first, last = encoded.first[w0:w1].astype(np.int64), encoded.last[w0:w1].astype(np.int64)

    def framed(values: IntArray | ByteArray, begin: int, end: int) -> LongArray:
        return np.concatenate([[begin], values[low:high], [end]]).astype(np.int64)[None]

    vectors, cue, name = model.backend.words(
        framed(encoded.pieces, CLS, SEP),
        framed(encoded.shapes, 0, 0),
        framed(encoded.quotes, 0, 0),
        first - low + 1,
        last - low + 1,
    )
    before = first - (low if low else -(1 << 20))
    after = (high if high < len(encoded.pieces) else 1 << 20) - last
    margin = np.minimum(before, after)
    better = margin > one.margin[w0:w1]
    rows = np.flatnonzero(better) + w0
    one.margin[rows] = margin[better]
    one.home[rows] = len(one.parts)
    one.parts.append((w0, vectors))
    one.cue[rows], one.name[rows] = cue[better], name[better]


def candidates_of(group: list[Text], model: ReaderModel) -> list[Candidate]:
    """Cues likely enough to be looked at, and the sentences asked about."""
    least, found = model.settings.candidate, []
    for number, one in enumerate(group):
        likely = softmax(one.cue) if len(one.cue) else one.cue
        taken = -1
        for word in np.flatnonzero(likely[:, 1] + likely[:, 2] + likely[:, 3] > least).tolist():
            if word <= taken or one.margin[word] < 0:
                continue
            begins, goes_on, pseudo = float(likely[word, 1]), float(likely[word, 2]), float(likely[word, 3])
            if pseudo > max(least, begins + goes_on):
                found.append(Candidate(number, word, word + 1, pseudo, pseudo=True))
            elif begins + goes_on > least:
                end = word + 1
                while end < len(likely) and likely[end, 2] > max(likely[end, 0], likely[end, 1]) and end < word + 12:
                    end += 1
                found.append(Candidate(number, word, end, begins + goes_on))
                taken = end - 1
        for span in one.sentences:
            inside = np.flatnonzero((one.encoded.words[:, 1] > span[0]) & (one.encoded.words[:, 0] < span[1]))
            start = int(inside[0]) if len(inside) else 0
            content = inside[inside < start + BAND - BAND_BEFORE].tolist()
            found.append(Candidate(number, start, start, 1.0, sentence=span, content=content))
    return found


def read_candidates(group: list[Text], candidates: list[Candidate], model: ReaderModel, batch: int = 16) -> None:
    """Find source and content of each candidate and what it does."""
    real = [c for c in candidates if len(group[c.text].encoded.words)]
    for at in range(0, len(real), batch):
        some = real[at : at + batch]
        vectors, places = _places(group, some)
        emissions, states = model.backend.pairs(vectors, places)
        at_word = places[:, :1] - BAND_BEFORE + np.arange(BAND)
        valid = (at_word >= places[:, 2:3]) & (at_word < places[:, 3:4])
        roles = viterbi(emissions, valid, model.transitions)
        lexicon = np.zeros((len(some), LEXICON_SIZE), dtype=np.float32)
        for row, one in enumerate(some):
            if one.sentence is not None:
                roles[row] = 0
                roles[row, np.array(one.content, dtype=np.int64) - one.start + BAND_BEFORE] = 2
                one.prior = _prior(_lexicon(group[one.text], one.start, one.start + OPENING_WORDS, model))
                continue
            band = np.arange(one.start - BAND_BEFORE, one.start - BAND_BEFORE + BAND)
            one.low, one.high = int(band[valid[row]][0]), int(band[valid[row]][-1]) + 1
            one.source = band[roles[row] == 1].tolist()
            one.content = band[roles[row] == 2].tolist()
            if not one.pseudo:
                near = roles[row, BAND_BEFORE : BAND_BEFORE + one.end - one.start]
                near[near == 0] = 3
                lexicon[row] = _lexicon(group[one.text], one.start, one.end, model)
                one.prior = _prior(lexicon[row])
            elif roles[row, BAND_BEFORE] == 0:
                roles[row, BAND_BEFORE] = 3
        outputs = model.backend.acts(vectors, places, states, roles, lexicon)
        parts = np.split(outputs, np.cumsum(list(_OUTPUTS.values()))[:-1], axis=1)
        for row, one in enumerate(some):
            one.outputs = {key: part[row] for key, part in zip(_OUTPUTS, parts, strict=True)}


def _places(group: list[Text], some: list[Candidate]) -> tuple[FloatArray, LongArray]:
    """Vectors of the windows in which the candidates stand most centrally, and the place of each therein."""
    begins: dict[tuple[int, int], int] = {}
    parts: list[FloatArray] = []
    count, rows = 0, []
    for one in some:
        part = int(group[one.text].home[one.start])
        w0, vectors = group[one.text].parts[part]
        if (one.text, part) not in begins:
            begins[one.text, part] = count
            parts.append(vectors)
            count += len(vectors)
        base = begins[one.text, part]
        high = base + len(vectors)
        start = min(max(one.start - w0 + base, base), high - 1)
        rows.append((start, max(start, min(one.end - w0 + base, high)), base, high))
    return np.concatenate(parts), np.array(rows, dtype=np.int64)


def _lexicon(one: Text, start: int, end: int, model: ReaderModel) -> FloatArray:
    """What the lexicon says of the words `[start, end)`."""
    words = [one.text[s:e] for s, e in one.encoded.words[start : end + Lexicon.reach].tolist()]
    return model.lexicon.features(words[: end - start], words[end - start :])


def _prior(features: FloatArray) -> FloatArray | None:
    return features if features[-2] else None
