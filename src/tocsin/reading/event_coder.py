"""The category of an event between a source and a target that are given: a linear model over hashed features.

Its features are the words around the two parties by place (before, between, after), and what the
lexicons of events and of cues say, with negation and time. Weights lie in `data/event_coder.npz`; they are made by
`train/events.py`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zlib import crc32

from tocsin.documents.types import Span
from tocsin.errors import ModelError
from tocsin.reading.event_axes import axes
from tocsin.reading.event_triggers import Match, matches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDTH = 1 << 15
"""Hashed features."""

_WORD = re.compile(r"n['’]t\b|[^\W_]+?(?=n['’]t\b)|['’]s\b|[^\W_]+(?:-[^\W_]+)*|[^\w\s]")
_FAR = 12
"""Words before the first and after the last party that count."""
_LONGEST_CUE = 4


def features(text: str, source: Span, target: Span) -> list[str]:
    """What the model sees of a sentence whose source and target are given, as words with their place."""
    words, places = _placed(text, source, target)
    found = list(_plain(words, places))
    found += _lexical(words, places)
    found += _cued(words, places)
    return found


def _placed(text: str, source: Span, target: Span) -> tuple[list[str], list[str]]:
    """The lower-case words, and each word's place: b(efore), m(iddle), a(fter), S and T for the parties' own."""
    first, second = sorted((source, target))
    words, places = [], []
    for match in _WORD.finditer(text):
        at = match.start()
        if source[0] <= at < source[1]:
            place = "S"
        elif target[0] <= at < target[1]:
            place = "T"
        else:
            place = "b" if at < first[0] else "m" if at < second[0] else "a"
        words.append(match.group().lower().replace("’", "'"))
        places.append(place)
    low = next((i for i, place in enumerate(places) if place in "ST"), 0)
    high = max((i for i, place in enumerate(places) if place in "ST"), default=len(words))
    low, high = max(0, low - _FAR), min(len(words), high + 1 + _FAR)
    order = "r" if target < source else ""
    return words[low:high], [place + order if place in "bma" else place for place in places[low:high]]


def _plain(words: Sequence[str], places: Sequence[str]) -> Iterator[str]:
    for at, (word, place) in enumerate(zip(words, places, strict=True)):
        yield f"w={word}"
        yield f"{place}={word}"
        if at:
            yield f"{place}2={words[at - 1]} {word}"
        if at > 1 and place[0] in "ma":
            yield f"3={words[at - 2]} {words[at - 1]} {word}"


def _lexical(words: Sequence[str], places: Sequence[str]) -> Iterator[str]:
    best: dict[int, Match] = {}
    for match in matches(words):
        had = best.get(match.first)
        if had is None or match.last > had.last:
            best[match.first] = match
    first = True
    for match in best.values():
        place = places[match.first]
        negated, time = axes(words, match)
        event, mode = match.trigger.event, match.trigger.mode
        yield f"lex={event}"
        yield f"lex={event} {place}"
        yield f"lex={event} {negated} {time}"
        yield f"mode={event} {mode}"
        if place[0] == "m" and first:
            first = False
            yield f"first={event}"
            yield f"first={event} {negated} {time}"


def _cued(words: Sequence[str], places: Sequence[str]) -> Iterator[str]:
    table = _cues()
    for at in range(len(words)):
        for size in range(_LONGEST_CUE, 0, -1):
            act = table.get(" ".join(words[at : at + size]))
            if act:
                yield f"act={act}"
                yield f"act={act} {places[at]}"
                break


@cache
def _cues() -> dict[str, str]:
    raw = files("tocsin.reading").joinpath("data", "cues.csv").read_text("utf-8").splitlines()
    return {row["cue"]: row["act"] for row in csv.DictReader(raw) if row["act"] != "inform"}


def hashed(found: Sequence[str]) -> list[int]:
    """Columns of the features, each once."""
    return sorted({crc32(one.encode()) % WIDTH for one in found})


def code(text: str, source: Span, target: Span) -> tuple[str, float]:
    """The category of what the source does to the target in a sentence, and its margin over the next.

    CONCEDE and RETREAT are told apart by the lexicon, since the model has learnt them as one (YIELD).

    Raises:
        ModelError: the weights are missing or damaged.
    """
    import numpy as np

    labels, weights, bias = _weights()
    columns = hashed(features(text, source, target))
    values = weights[columns]
    norm = float(np.linalg.norm(values[:, -1])) or 1.0
    scores = (values[:, :-1] * values[:, -1:]).sum(axis=0) / norm + bias
    order = np.argsort(scores)
    best, margin = labels[int(order[-1])], float(scores[order[-1]] - scores[order[-2]])
    return _yielding(text) if best == "YIELD" else best, margin


def _yielding(text: str) -> str:
    words = [match.group().lower() for match in _WORD.finditer(text)]
    found = [match.trigger for match in matches(words) if match.trigger.event in ("CONCEDE", "RETREAT")]
    return max(found, key=lambda trigger: (len(trigger.rest), trigger.certainty)).event if found else "RETREAT"


@cache
def _weights() -> tuple[list[str], NDArray[np.float32], NDArray[np.float32]]:
    """Labels, weights (features, labels and a last column with each feature's inverse document frequency), biases."""
    import numpy as np

    name = files("tocsin.reading").joinpath("data", "event_coder.npz")
    try:
        with name.open("rb") as raw, np.load(raw, allow_pickle=False) as kept:
            labels = [str(label) for label in kept["labels"]]
            return labels, kept["weights"].astype(np.float32), kept["bias"].astype(np.float32)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError("event coder", f"cannot be loaded: {error}", "reinstall tocsin") from error
