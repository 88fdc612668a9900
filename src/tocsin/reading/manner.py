"""Direct, indirect or mixed: how much of a content stands in quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.documents.types import Span
from tocsin.reading._encode import INSIDE, OUTSIDE, WORD, quote_states
from tocsin.reading.types import Manner

_MARGIN = 400
_DIRECT = 0.9


def manner_of(text: str, contents: Sequence[Span]) -> Manner:
    """`direct` where nine words in ten stand in quotation marks, `indirect` where none does, else `mixed`."""
    inside = words = 0
    for start, end in contents:
        low = text.rfind("\n", max(0, start - _MARGIN), start) + 1 or max(0, start - _MARGIN)
        states = quote_states(text[low : min(len(text), end + 1)])
        for match in WORD.finditer(text, start, end):
            words += 1
            inside += states[match.start() - low] in (INSIDE,) and states[match.start() - low] != OUTSIDE
    if not inside:
        return "indirect"
    return "direct" if inside >= _DIRECT * words else "mixed"
