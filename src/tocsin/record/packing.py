"""Statements, events and actors as the tables keep them: JSON without what the text or a default already says.

The words of a span are the text's; they are left out when they are exactly its characters and put back on the way out,
so that what comes out is what went in, byte for byte as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from tocsin.reading.types import Act, Event, Source, Statement, Words

_encoder = msgspec.json.Encoder()
_STATEMENT = msgspec.to_builtins(Statement(id=""))
_ACT = msgspec.to_builtins(Act(act="none"))
_EVENT = msgspec.to_builtins(Event(id="", event=""))
_WORDS = ("source", "cue", "content", "occasion")


def packed_statement(statement: Statement, text: str) -> str:
    """The JSON of a statement of a document with this text."""
    body = msgspec.to_builtins(statement)
    for field in _WORDS:
        _leave_words(body[field], text)
    for act in body["acts"]:
        _leave_words(act["condition"], text)
    body["acts"] = [_lean(act, _ACT, "act") for act in body["acts"]]
    return _encoder.encode(_lean(body, _STATEMENT, "id")).decode()


def unpacked_statement(body: str, text: str) -> Statement:
    """The statement as it was packed."""
    found = msgspec.json.decode(body)
    for field in _WORDS:
        _put_words(found.get(field), text)
    for act in found.get("acts", ()):
        _put_words(act.get("condition"), text)
    return msgspec.convert(found, Statement)


def packed_event(event: Event) -> str:
    """The JSON of an event."""
    return _encoder.encode(_lean(msgspec.to_builtins(event), _EVENT, "id")).decode()


def words_of(spans: Iterable[tuple[int, int]], text: str) -> str:
    """The characters of the spans, those of interrupted words joined by a space."""
    return " ".join(text[start:end] for start, end in spans)


def _lean(body: dict[str, Any], defaults: dict[str, Any], always: str) -> dict[str, Any]:
    return {field: value for field, value in body.items() if field == always or value != defaults[field]}


def _leave_words(words: dict[str, Any], text: str) -> None:
    if words["spans"] and words["text"] == words_of(words["spans"], text):
        del words["text"]


def _put_words(words: dict[str, Any] | None, text: str) -> None:
    if words and words["spans"] and "text" not in words:
        words["text"] = words_of(words["spans"], text)


def spans_of(statement: Statement) -> Iterable[tuple[int, int]]:
    """Every span that a statement points with."""
    words: tuple[Words | Source, ...] = (statement.source, statement.cue, statement.content, statement.occasion)
    for part in (*words, *(act.condition for act in statement.acts)):
        yield from part.spans
