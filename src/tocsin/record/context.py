"""Words in their context: the sentences that spans stand in, as characters of the text."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.documents.types import Span
from tocsin.reading.sentences import sentences

WIDTH = 400
"""Characters before the first and after the last word that may be shown; a longer sentence is cut there."""


def context(text: str, spans: Sequence[Span], width: int = WIDTH) -> Span:
    """Where the sentences that hold the spans begin and end, at most `width` characters around them.

    Empty at the start of the text where there are no spans.
    """
    if not spans:
        return (0, 0)
    low, high = min(start for start, _ in spans), max(end for _, end in spans)
    first, last = max(0, low - width), min(len(text), high + width)
    start, end = low, high
    for one, other in sentences(text[first:last]):
        if one + first <= low < other + first:
            start = one + first
        if one + first < high <= other + first:
            end = other + first
    return start, end


def pieces(text: str, spans: Sequence[Span], within: Span) -> list[tuple[str, bool]]:
    """The characters of `within` in pieces, each with whether it is of the spans; overlapping spans are merged."""
    out: list[tuple[str, bool]] = []
    at = within[0]
    for start, end in sorted(spans):
        start, end = max(at, start), min(end, within[1])
        if start >= end:
            continue
        if start > at:
            out.append((text[at:start], False))
        out.append((text[start:end], True))
        at = end
    if at < within[1]:
        out.append((text[at : within[1]], False))
    return out
