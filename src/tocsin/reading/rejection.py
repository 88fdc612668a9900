"""What is rejected decides what the rejection does: a claim is denied, a proposal refused."""

from __future__ import annotations

import re
from functools import cache

from tocsin.reading.sentences import word_list
from tocsin.reading.types import ActName

_REJECTING = re.compile(r"\b(?:reject|dismiss|rebuff|spurn|brush|turn)(?:s|ed|ing)?\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_HEAD = 8
"""Words of the content among which the noun that is rejected is sought."""


def settled(act: ActName, cue: str, content: str) -> ActName:
    """The act of a rejection by what is rejected (`data/claims.txt`, `data/proposals.txt`), any other act as it is."""
    if not _REJECTING.search(cue):
        return act
    for word in _WORD.findall(f"{cue} {content}".lower())[: _HEAD + len(cue.split())]:
        if _names(word, "claims.txt"):
            return "deny"
        if _names(word, "proposals.txt"):
            return "refuse"
    return act


@cache
def _names(word: str, file: str) -> bool:
    known = word_list(file)
    return word in known or word.removesuffix("s") in known
