"""Texts that speak for themselves: the turns of a transcript and the sentences of an official release."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.documents.types import Document, Span
from tocsin.reading.sentences import sentences, word_list

_LABEL = re.compile(
    r"^[ \t]*(?P<label>(?:[A-ZÀ-Þ][\w.'’-]*)(?:[ \t]+(?:[A-ZÀ-Þ(][\w.'’)-]*|of|the|and|for|de|al|bin|van|von)){0,7})"
    r"[ \t]*:(?=\s|$)"
    r"|^(?P<question>Q)(?=[ \t\u00a0]+\S)",
    re.MULTILINE,
)
_CLOSING = "”’\"')]»"


@dataclass(frozen=True, slots=True)
class OwnSentence:
    """A sentence that the text itself says, and the label of the turn it stands in (None where the issuer speaks)."""

    span: Span
    label: Span | None
    asks: bool
    """Whether the turn is an interviewer's."""


def turns(document: Document) -> list[tuple[Span, Span]]:
    """(label, body) spans of a transcript's turns, in order.

    A label is a capitalised name or a word such as QUESTION at a line's start, before a colon, or a bare Q. In a
    release a label must recur or be in capitals, since "Note:" opens no turn.
    """
    text = document.text
    found = [(m.span("label") if m["label"] else m.span("question"), m.end()) for m in _LABEL.finditer(text)]
    counts = Counter(text[start:end] for (start, end), _ in found)
    sure = document.kind == "transcript"
    labels = [(span, at) for span, at in found if _is_turn(text[slice(*span)], counts[text[slice(*span)]], sure)]
    if not labels or (len(labels) < 2 and not sure):
        return []
    ends = [label[0] for label, _ in labels[1:]] + [len(text)]
    return [(label, (at, end)) for (label, at), end in zip(labels, ends, strict=True)]


def own_sentences(document: Document) -> list[OwnSentence]:
    """The sentences that a transcript's speakers or a release's issuer say in their own voice; none in news."""
    if document.kind == "news":
        return []
    text = document.text
    spans = sentences(text)
    found_turns = turns(document)
    askers = word_list("askers.txt")
    out: list[OwnSentence] = []
    if document.kind == "release" and not found_turns:
        return [OwnSentence(span, None, asks=False) for span in spans if _is_prose(text, span)]
    for label, body in found_turns:
        asks = text[label[0] : label[1]].lower() in askers
        for start, end in _clip(spans, body, text):
            if _is_prose(text, (start, end)):
                out.append(OwnSentence((start, end), label, asks))
    return out


def _is_turn(label: str, count: int, sure: bool) -> bool:
    if label.lower() in word_list("not_turns.txt"):
        return False
    return sure or label.isupper() or count >= 2


def _clip(spans: Sequence[Span], body: Span, text: str) -> list[Span]:
    out = []
    for start, end in spans:
        low, high = max(start, body[0]), min(end, body[1])
        while low < high and text[low].isspace():
            low += 1
        if low < high:
            out.append((low, high))
    return out


def _is_prose(text: str, span: Span) -> bool:
    """A heading, byline or dateline says nothing: a sentence has an end mark or at least eight words."""
    words = text[span[0] : span[1]].rstrip(_CLOSING)
    return len(words.split()) >= 3 and (words[-1:] in ".!?…" or len(words.split()) >= 8)
