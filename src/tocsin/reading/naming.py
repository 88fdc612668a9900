"""Names as the actors' room wants them: none that runs over the end of a sentence, a quotation or a list's comma."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tocsin.actors import NamedSpan
from tocsin.reading._model import FoundName

_BREAK = re.compile(r"""[,;:!?()\[\]"“”«»\n…—–|/]|(?<=\w{4})\.\s|['’]\s(?=[A-Z])""")


def named_spans(text: str, names: Iterable[FoundName]) -> Iterator[NamedSpan]:
    """The names of a text, each cut at punctuation that no name holds, in order; pieces without a word are left out."""
    for name in names:
        start, end = name.span
        low = start
        for mark in [*_BREAK.finditer(text, start, end), None]:
            high = mark.start() if mark else end
            piece = text[low:high]
            left = low + len(piece) - len(piece.lstrip())
            right = low + len(piece.rstrip())
            if any(character.isalnum() for character in piece):
                yield NamedSpan(span=(left, right), kind=name.kind, probability=name.probability)
            low = mark.end() if mark else end
