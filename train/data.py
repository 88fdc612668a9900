"""Training documents: texts with statements, acts, sentences and names by numbers of words; windows, batches."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from train import names, sources
from train.shared import READING, encoder_folder, features

ACT_OF = {act: number for number, act in enumerate(features.ACTS)}
TIME_OF = {time: number for number, time in enumerate(features.TIMES)}
IGNORE = -100
UNKNOWN = -1


@dataclass
class Item:
    """One statement, or one sentence (no cue), by numbers of words; `-1` marks a label that is not known."""

    start: int
    """First word of the cue, or of the sentence."""
    end: int
    """End of the cue; equal to `start` where there is none."""
    tags: dict[int, int]
    """Word -> 1 source, 2 content."""
    pair: bool
    """Whether source and content are right and complete."""
    act: int = UNKNOWN
    also: tuple[int, ...] = ()
    negated: int = UNKNOWN
    time: int = UNKNOWN
    core: int = UNKNOWN
    real: int = UNKNOWN


@dataclass
class Doc:
    """A text to train on."""

    text: str
    items: list[Item] = field(default_factory=list)
    complete: bool = False
    """Whether every statement of the text is listed, so that all other words are no cues."""
    cue_tags: dict[int, int] = field(default_factory=dict)
    names: list[list[int]] | None = None
    whole: bool = True
    """False: only windows that hold an item are used."""


class Words:
    """The words of a text by character."""

    def __init__(self, text: str) -> None:
        self.spans = features.words_of(text)
        self.starts, self.ends = self.spans[:, 0], self.spans[:, 1]

    def of(self, spans: sources.Spans) -> list[int]:
        """The words that have a character in one of the spans."""
        found: set[int] = set()
        for start, end in spans:
            low = int(np.searchsorted(self.ends, start, side="right"))
            found.update(range(low, int(np.searchsorted(self.starts, end, side="left"))))
        return sorted(found)


def _labels(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "act": ACT_OF[row["act"]],
        "also": tuple(ACT_OF[a] for a in row["also"] if a in ACT_OF),
        "negated": int(row["negated"]),
        "time": TIME_OF.get(row["time"], 1),
    }


def _add(doc: Doc, words: Words, row: dict[str, Any], **labels: Any) -> None:
    """Add a statement and tag its cue; with `pair=False` its spans are not learnt, nor its cue."""
    cue, content = words.of(row["cue"]), words.of(row["content"])
    tags = dict.fromkeys(content, 2) | dict.fromkeys(words.of(row["source"]), 1)
    if not cue and not content:
        return
    start, end = (cue[0], cue[0] + 1) if cue else (content[0], content[0] + 1)
    while cue and end in cue:
        end += 1
    item = Item(start, end, tags, **labels)
    if not item.pair:
        doc.items.append(item)
        return
    for other in doc.items:
        if other.pair and (other.start, other.end) == (start, end):
            other.tags |= tags
            return
    doc.items.append(item)
    if cue:
        doc.cue_tags.update({w: 2 for w in range(start + 1, end) if doc.cue_tags.get(w) != 1})
        doc.cue_tags[start] = 1
    else:
        doc.cue_tags.setdefault(start, 3)


def polnear_documents(part: str = "train") -> list[Doc]:
    """Every article of PolNeAR, with acts where a statement has one."""
    key_of = lambda row: tuple(tuple(sorted(map(tuple, row[role]))) for role in sources.ROLES)  # noqa: E731
    acts: dict[str, dict[Any, Any]] = defaultdict(dict)
    for row in sources.json_lines(sources.DATA / "acts" / "train.jsonl"):
        if row["in"] == "polnear/train":
            acts[row["document"]][key_of(row)] = row
    silver, found, matched = names.load(), [], 0
    for name, text, rows in sources.polnear(part):
        doc, words = Doc(text, complete=True, names=silver.get(names.key_of(text))), Words(text)
        for row in rows:
            label = acts[name].get(key_of(row))
            labels = _labels(label) if label else {}
            matched += bool(label)
            real = UNKNOWN if label and label["act"] == "none" else 1
            _add(doc, words, row, pair=True, real=real, **labels)
        found.append(doc)
    print(f"polnear/{part}: {len(found)} texts, {matched} acts")
    return found


_OF_THE_CUE = frozenset(["about", "against", "at", "for", "in", "of", "on", "over", "to", "with"])


def conform(text: str, words: Words, row: dict[str, Any]) -> dict[str, Any]:
    """A statement of ours with its edges as PolNeAR draws them, so that one model can learn both.

    There "that" opens the content, and a preposition between cue and content, or "also" before the cue, is of the cue.
    """
    say = lambda n: text[words.spans[n, 0] : words.spans[n, 1]].lower() if 0 <= n < len(words.spans) else ""  # noqa: E731
    span = lambda n: [int(words.spans[n, 0]), int(words.spans[n, 1])]  # noqa: E731
    cue, content = words.of(row["cue"]), words.of(row["content"])
    source = set(words.of(row["source"]))
    if not cue or not content:
        return row
    more_cue, more_content = [], []
    after = [n for n in content if n > cue[-1]]
    if after and say(after[0] - 1) == "that" and after[0] - 1 not in cue:
        more_content = [span(after[0] - 1)]
    elif after and after[0] == cue[-1] + 2 and say(cue[-1] + 1) in _OF_THE_CUE and cue[-1] + 1 not in source:
        more_cue = [span(cue[-1] + 1)]
    if say(cue[0] - 1) == "also" and cue[0] - 1 not in content and cue[0] - 1 not in source:
        more_cue.append(span(cue[0] - 1))
    return {**row, "cue": row["cue"] + more_cue, "content": row["content"] + more_content}


def labelled_documents(texts: dict[str, str], reserved: sources.Reserved) -> dict[str, Doc]:
    """Whole foreign-affairs documents labelled for this project (`train/labels/statements-*.jsonl`), by id."""
    silver = names.load()
    return {
        row["document"]: _labelled(text, row["statements"], silver.get(names.key_of(text)))
        for path in sorted(sources.LABELS.glob("statements-*.jsonl"))
        for row in sources.json_lines(path)
        if not reserved.document(text := texts[row["document"]])
    }


def own_documents() -> list[Doc]:
    """Articles written and marked for training (`train/labels/own-*.jsonl`)."""
    return [
        _labelled(row["text"], row["statements"], None)
        for path in sorted(sources.LABELS.glob("own-*.jsonl"))
        for row in sources.json_lines(path)
    ]


def _labelled(text: str, statements: list[dict[str, Any] | None], marked: list[list[int]] | None) -> Doc:
    doc, words = Doc(text, complete=True, names=marked), Words(text)
    for statement in statements:
        if statement:
            labels = _labels(statement)
            shaped = conform(text, words, statement)
            _add(doc, words, shaped, pair=True, real=1, core=int(statement["core"]), **labels)
    return doc


def act_documents(reserved: sources.Reserved, superseded: set[str]) -> tuple[list[Doc], list[Doc]]:
    """Documents of `news/` with statements marked by machine, and passages with a labelled sentence."""
    documents = sources.news()
    by_document: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in sources.json_lines(sources.DATA / "acts" / "train.jsonl"):
        if row["in"].startswith("news/"):
            by_document[row["in"][5:], row["document"]].append(row)
    for path in sorted(sources.LABELS.glob("sentences-*.jsonl")):
        for row in sources.json_lines(path):
            by_document[row["in"][5:], row["document"]].append(row | {"kind": "sentence"})
    silver, machine, sentences, dropped = names.load(), [], [], 0
    for key, rows in by_document.items():
        text = documents[key]["text"]
        if reserved.document(text):
            dropped += len(rows)
            continue
        kept = reserved.regions(text)
        doc, words = Doc(text, names=silver.get(names.key_of(text)), whole=False), Words(text)
        for row in rows:
            spans = [row["span"]] if row["kind"] == "sentence" else row["cue"] + row["content"] + row["source"]
            if any(s < high and e > low for s, e in spans for low, high in kept):
                dropped += 1
            elif row["kind"] == "sentence":
                sentences.append(_sentence(text, row))
            elif key[1] not in superseded:
                good = not row["badly_marked"] and row["act"] != "none"
                labels = {} if row["badly_marked"] else _labels(row)
                _add(doc, words, row, pair=good, real=int(good), core=int(row["core"]) if good else UNKNOWN, **labels)
                if not good:
                    for word in words.of(row["cue"]):
                        doc.cue_tags.setdefault(word, 0)
        if doc.items:
            machine.append(doc)
    print(
        f"news: {len(machine)} texts, {sum(len(d.items) for d in machine)} statements; {len(sentences)} sentences; "
        f"{dropped} labels kept out for measuring"
    )
    return machine, sentences


def _sentence(text: str, row: dict[str, Any]) -> Doc:
    """A passage around a labelled sentence."""
    start, end = row["span"]
    low, high = max(0, start - 260), min(len(text), end + 100)
    while low < start and text[low - 1 : low].isalnum():
        low += 1
    while high > end and text[high : high + 1].isalnum():
        high -= 1
    passage = text[low:high]
    doc, words = Doc(passage, whole=False), Words(passage)
    inside = words.of([[start - low, end - low]])
    if inside:
        doc.items.append(Item(inside[0], inside[0], dict.fromkeys(inside, 2), pair=False, **_labels(row)))
        if row["act"] == "none":
            doc.cue_tags.update(dict.fromkeys(inside, 0))
    return doc


_CURLED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def augment(text: str, rng: random.Random) -> str:
    """A text with other quotation marks, lost closing marks or joined paragraphs, as long as before."""
    dice = rng.random()
    if dice < 0.2:
        text = text.translate(_CURLED)
    elif dice < 0.35:
        states = features.quote_states(text)
        text = "".join(
            c if c not in "\"'" else "’" if c == "'" else "“" if states[i] == features.OPENING else "”"
            for i, c in enumerate(text)
        )
    if rng.random() < 0.2:
        states = features.quote_states(text)
        lost = {i for i in np.flatnonzero(states == features.CLOSING).tolist() if rng.random() < 0.08}
        text = "".join(" " if i in lost else c for i, c in enumerate(text))
    if rng.random() < 0.15:
        text = re.sub(r"[\n\r]", " ", text)
    return text


@dataclass
class Window:
    """A stretch of a document as arrays; words are counted from the window's first."""

    ids: np.ndarray
    shapes: np.ndarray
    quotes: np.ndarray
    first: np.ndarray
    last: np.ndarray
    cue: np.ndarray
    name: np.ndarray
    complete: bool
    items: list[Item]
    lexicon: np.ndarray


class Maker:
    """Cuts documents into windows, otherwise at every call."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.tokenizer = features.load_tokenizer(f"{encoder_folder()}/tokenizer.json")
        self.lexicon = features.Lexicon.from_csv(READING / "data" / "cues.csv")

    def windows(self, doc: Doc, rng: random.Random) -> list[Window]:
        """Windows over a document from a random first cut."""
        text = augment(doc.text, rng)
        encoded = features.encode(text, self.tokenizer)
        count, total = len(encoded.words), len(encoded.pieces)
        if not count:
            return []
        cue = np.full(count, 0 if doc.complete else IGNORE, dtype=np.int64)
        for word, tag in doc.cue_tags.items():
            cue[word] = tag
        name = self._names(doc, encoded)
        size = self.size if rng.random() < 0.75 else self.size * 5 // 8
        starts = np.flatnonzero(features.sentence_starts(encoded))
        cuts, at = [0], (total if total <= size else rng.randint(size // 3, size))
        while at < total:
            word = int(np.searchsorted(encoded.first, at, side="right")) - 1
            before = starts[(starts > at - 60) & (starts <= at)] if rng.random() < 0.5 else starts[:0]
            at = max(int(before[-1] if len(before) else encoded.first[word]), cuts[-1] + 1)
            cuts.append(at)
            at += size
        cuts.append(total)
        found = []
        for low, high in pairwise(cuts):
            w0 = int(np.searchsorted(encoded.first, low))
            w1 = int(np.searchsorted(encoded.last, high))
            items = [i for i in doc.items if i.start >= w0 and max(i.end, i.start + 1) <= w1]
            if w1 - w0 < 3 or not (doc.complete or items):
                continue
            found.append(self._window(doc, text, encoded, (low, high), (w0, w1), items, cue, name, rng))
        return found

    def _window(
        self,
        doc: Doc,
        text: str,
        encoded: Any,
        pieces: tuple[int, int],
        words: tuple[int, int],
        items: list[Item],
        cue: np.ndarray,
        name: np.ndarray,
        rng: random.Random,
    ) -> Window:
        (low, high), (w0, w1) = pieces, words
        ids = encoded.pieces[low:high].astype(np.int64)
        shapes, quotes = encoded.shapes[low:high].astype(np.int64), encoded.quotes[low:high].astype(np.int64)
        if rng.random() < 0.3:
            ids = np.where(np.array([rng.random() < 0.04 for _ in ids]) & (ids > 999), 103, ids)
        if rng.random() < 0.04:
            shapes = np.zeros_like(shapes)
        kept, lexicon = [], []
        for item in items:
            inside = {w - w0: t for w, t in item.tags.items() if w0 <= w < w1}
            content = sum(t == 2 for t in item.tags.values())
            clear = sum(t == 2 for t in inside.values()) >= 0.6 * content
            new = Item(
                item.start - w0,
                item.end - w0,
                inside,
                item.pair,
                item.act if clear else UNKNOWN,
                item.also,
                item.negated if clear else UNKNOWN,
                item.time if clear else UNKNOWN,
                item.core if clear else UNKNOWN,
                item.real,
            )
            if not (item.end > item.start or clear):
                continue
            kept.append(new)
            lexicon.append(self.cue_features(text, encoded.words, item.start, item.end))
        wrap = lambda a, x, y: np.concatenate([[x], a, [y]])  # noqa: E731
        return Window(
            wrap(ids, features.CLS, features.SEP),
            wrap(shapes, 0, 0),
            wrap(quotes, 0, 0),
            encoded.first[w0:w1].astype(np.int64) - low + 1,
            encoded.last[w0:w1].astype(np.int64) - low + 1,
            cue[w0:w1],
            name[w0:w1],
            doc.complete,
            kept,
            np.array(lexicon, dtype=np.float32).reshape(-1, features.LEXICON_SIZE),
        )

    def cue_features(self, text: str, words: np.ndarray, start: int, end: int) -> np.ndarray:
        """What the lexicon says of the cue `[start, end)`."""
        if end <= start:
            return np.zeros(features.LEXICON_SIZE, dtype=np.float32)
        pick = lambda a, b: [text[s:e] for s, e in words[a:b].tolist()]  # noqa: E731
        return self.lexicon.features(pick(start, end), pick(end, end + features.Lexicon.reach))

    def _names(self, doc: Doc, encoded: Any) -> np.ndarray:
        if doc.names is None:
            return np.full(len(encoded.words), IGNORE, dtype=np.int64)
        tags = np.zeros(len(encoded.words), dtype=np.int64)
        words = Words(doc.text)
        for start, end, kind in doc.names:
            inside = words.of([[start, end]])
            while inside and doc.text[encoded.words[inside[0]][0] : encoded.words[inside[0]][1]].lower() in (
                "the",
                "s",
            ):
                inside = inside[1:]
            for number, word in enumerate(inside):
                tags[word] = 1 + 2 * kind + (number > 0)
        return tags


def batches(windows: list[Window], pieces: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, at most `pieces` pieces with their padding, in random order."""
    order = sorted(windows, key=lambda w: (len(w.ids) + rng.randint(-12, 12), rng.random()))
    found: list[list[Window]] = []
    batch: list[Window] = []
    longest = 0
    for window in order:
        longest = max(longest, len(window.ids))
        if batch and longest * (len(batch) + 1) > pieces:
            found.append(batch)
            batch, longest = [], len(window.ids)
        batch.append(window)
    if batch:
        found.append(batch)
    rng.shuffle(found)
    return found
