"""The way from a document to its reading."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from tocsin.actors import Memory, general_knowledge
from tocsin.documents.types import Document, Span
from tocsin.errors import ModelError
from tocsin.reading._model import FoundActs, FoundStatement, ReaderModel, find_statements
from tocsin.reading.assemble import Said, assemble, own, reported, silent
from tocsin.reading.events import events
from tocsin.reading.sentences import sentence_at, sentences
from tocsin.reading.silence import silences, silent_party
from tocsin.reading.types import Reading
from tocsin.reading.voice import OwnSentence, own_sentences
from tocsin.world import World, load

_CURE = "pip install --force-reinstall tocsin"

COVERED = 0.5
"""A sentence of a release is not the issuer's own when reported statements hold more than this share of it."""


def read(
    document: Document, *, threshold: float | None = None, known: Memory | None = None, world: World | None = None
) -> Reading:
    """As `tocsin.reading.read`."""
    text = document.text
    spans = sentences(text)
    if not spans:
        return Reading(document=document)
    turns = own_sentences(document)
    found = find_statements(text, model=model(), sentences=[turn.span for turn in turns], threshold=threshold)
    statements = _attributed(found.statements, turns)
    said = [reported(statement) for statement in statements]
    said += _unfound_silences(text, spans, statements)
    said += _own(text, turns, found.sentences, statements)
    world = world or load()
    known = general_knowledge(world) if known is None else known
    reading = assemble(document, found, said, spans, world, known)
    actors = {actor.id: actor for actor in reading.actors}
    happened = events(document, spans, reading.mentions, actors, reading.statements, world)
    return msgspec.structs.replace(reading, events=happened)


@cache
def model() -> ReaderModel:
    """The model that ships with the package, loaded once; `TOCSIN_THREADS` sets its threads (default 1).

    Raises:
        ModelError: its files are missing or damaged.
    """
    threads = os.environ.get("TOCSIN_THREADS", "1")
    if not threads.isdigit() or threads == "0":
        raise ModelError("TOCSIN_THREADS", f"{threads!r} is no number of threads", "set it to 1 or more")
    try:
        return ReaderModel.shipped(int(threads))
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError("reading model", f"cannot be loaded: {error}", _CURE) from error


def model_card() -> dict[str, Any]:
    """Name, version, language and size of the model that ships.

    Raises:
        ModelError: its card is missing or damaged.
    """
    folder = files("tocsin.reading").joinpath("model")
    try:
        card = json.loads(folder.joinpath("model.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError("reading model", f"cannot be read: {error}", _CURE) from error
    size = sum(len(part.read_bytes()) for part in folder.iterdir() if part.name.endswith(".onnx"))
    return {"name": "tocsin-reader", "version": card["version"], "language": "en", "megabytes": size / 1e6}


def _attributed(found: Sequence[FoundStatement], turns: Sequence[OwnSentence]) -> list[FoundStatement]:
    """The statements that the text attributes, without those whose source is a turn's label: a turn is own voice."""
    labels = {turn.label for turn in turns if turn.label}
    kept = [
        number
        for number, statement in enumerate(found)
        if not any(start < label[1] and label[0] < end for start, end in statement.source for label in labels)
    ]
    places = {old: new for new, old in enumerate(kept)}
    return [
        replace(found[old], within=None if (outer := found[old].within) is None else places.get(outer)) for old in kept
    ]


def _unfound_silences(text: str, spans: list[Span], found: Sequence[FoundStatement]) -> list[Said]:
    """Reported silences that the model passed over, as statements."""
    cues = [span for statement in found for span in statement.cue]
    out = []
    for silence in silences(text, spans):
        if any(start < silence.cue[1] and silence.cue[0] < end for start, end in cues):
            continue
        party = silent_party(text, spans[sentence_at(spans, silence.cue[0])], silence.cue)
        if party is not None:
            out.append(silent(party, silence))
    return out


def _own(
    text: str, turns: Sequence[OwnSentence], acts_of: Sequence[FoundActs], found: Sequence[FoundStatement]
) -> list[Said]:
    """The sentences that the text says itself: not those that mostly report others, nor bare questions."""
    out = []
    for turn, acts in zip(turns, acts_of, strict=True):
        if acts.act == "none" or (turn.asks and text[turn.span[1] - 1] == "?"):
            continue
        if _covered(turn.span, found) > COVERED * (turn.span[1] - turn.span[0]):
            continue
        out.append(own(turn, acts))
    return out


def _covered(span: Span, statements: Sequence[FoundStatement]) -> int:
    best = 0
    for statement in statements:
        parts = (*statement.source, *statement.cue, *statement.content)
        best = max(best, sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in parts))
    return best
