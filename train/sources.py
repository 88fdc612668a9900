"""Where the training texts and labels lie, and how they are read.

Texts and third-party labels stay outside the repository, under `$TOCSIN_SHARED` (default: `../shared` beside it).
Positions are `[start, end)` in characters of a document's text.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("TOCSIN_SHARED", ROOT.parent / "shared"))
DATA = SHARED / "data"
RUNS = Path(os.environ.get("TOCSIN_RUNS", ROOT.parent / "runs"))
LABELS = Path(os.environ.get("TOCSIN_LABELS", ROOT / "train" / "labels"))

Spans = list[list[int]]
ROLES = ("source", "cue", "content")


def read_text(path: Path | str) -> str:
    """A text file, character for character."""
    with Path(path).open(encoding="utf-8", newline="") as handle:
        return handle.read()


def json_lines(path: Path | str) -> list[dict[str, Any]]:
    """The objects of a JSON lines file; `.gz` is opened as such."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def normal(text: str) -> str:
    """Lower-case words with single spaces: equal for texts that differ in punctuation and spacing only."""
    return " ".join(re.findall(r"\w+", text.lower()))


def polnear(part: str) -> Iterator[tuple[str, str, list[dict[str, Spans]]]]:
    """(name, text, attributions) of each article of PolNeAR; of several annotators the first alphabetically."""
    folder = DATA / "polnear" / part
    stems = {path.stem for path in (folder / "text").glob("*.txt")}
    chosen: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        base = path.name[:-4]
        stem = base if base in stems else base.rsplit("_", 1)[0]
        if stem in stems:
            chosen.setdefault(stem, path)
    for stem, path in sorted(chosen.items()):
        yield stem, read_text(folder / "text" / f"{stem}.txt"), _brat(read_text(path))


def _brat(annotation: str) -> list[dict[str, Spans]]:
    """Attributions of one brat file; spans of several fillers of a role are pooled."""
    spans: dict[str, Spans] = {}
    events: list[list[str]] = []
    for line in annotation.split("\n"):
        line = line.rstrip("\r")
        if re.match(r"T\d+\t\w+ \d", line):
            name, middle = line.split("\t")[:2]
            offsets = middle.split(" ", 1)[1]
            spans[name] = [[int(x) for x in part.split()] for part in offsets.split(";")]
        elif re.match(r"E\d+\t", line):
            events.append(line.split("\t", 1)[1].split())
    found = []
    for event in events:
        one: dict[str, Spans] = {role: [] for role in ROLES}
        for argument in event[1:]:
            role, name = argument.split(":")
            role = re.sub(r"\d+$", "", role).lower()
            if role in one and name in spans:
                one[role].extend(spans[name])
        found.append(one)
    return found


def news() -> dict[tuple[str, str], dict[str, Any]]:
    """Every document of `news/`, by (collection, id)."""
    found = {}
    for path in sorted((DATA / "news").glob("*.jsonl.gz")):
        collection = path.name[: -len(".jsonl.gz")]
        for document in json_lines(path):
            found[collection, document["id"]] = document
    return found


class Reserved:
    """Texts kept for measuring: documents of `domain/dev` and sentences of `acts/dev`."""

    def __init__(self) -> None:
        self.documents = [normal(d["text"]) for d in json_lines(DATA / "domain" / "dev.jsonl")]
        self.ends = {d[:150] for d in self.documents} | {d[-150:] for d in self.documents}
        self.sentences = [normal(d["sentence"]) for d in json_lines(DATA / "acts" / "dev.jsonl")]

    def document(self, text: str) -> bool:
        """Whether the text is one of the documents kept for measuring, or a piece of one."""
        plain = normal(text)
        if plain[:150] in self.ends or plain[-150:] in self.ends:
            return True
        if len(plain) <= 200:
            return False
        return any(plain[:200] in d or plain[-200:] in d or d[:200] in plain for d in self.documents)

    def regions(self, text: str) -> Spans:
        """Where sentences kept for measuring stand in a text: spans of its characters."""
        words = [(m.start(), m.end(), m.group().lower()) for m in re.finditer(r"\w+", text)]
        plain, starts, position = " ".join(w for _, _, w in words), {}, 0
        ends = {}
        for number, (_, _, word) in enumerate(words):
            starts[position] = number
            ends[position + len(word)] = number
            position += len(word) + 1
        found: Spans = []
        for sentence in self.sentences:
            at = plain.find(sentence)
            while sentence and at >= 0:
                if at in starts and at + len(sentence) in ends:
                    found.append([words[starts[at]][0], words[ends[at + len(sentence)]][1]])
                at = plain.find(sentence, at + 1)
        return found
