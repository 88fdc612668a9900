"""Persons' names inside sources that no reader marked."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.actors.gazetteer import Hit
from tocsin.actors.lexicon import lexicon
from tocsin.actors.memory import Memory, holds
from tocsin.actors.names import PARTICLES
from tocsin.actors.tokens import Range, Tokens
from tocsin.documents.types import Span

MOST = 5


def unmarked(
    tokens: Tokens,
    found: Sequence[Hit],
    marked: Sequence[Range],
    sources: Sequence[tuple[Span, ...]],
    memory: Memory,
    day: str | None,
) -> list[Range]:
    """Runs of up to five capitalised words in sources, outside names known, that look like a person's."""
    taken = {i for h in found for i in range(h.a, h.b)} | {i for a, b in marked for i in range(a, b)}
    out: list[Range] = []
    for spans in sources:
        for span in spans[:1]:
            a, b = tokens.range(span)
            i = a
            while i < b:
                e = i
                while e < b and _part(tokens, e, taken) and (e == i or not tokens.gaps[e - 1].strip()):
                    e += 1
                while e > i and not tokens.raw[e - 1][0].isupper():
                    e -= 1
                if 0 < e - i <= MOST and tokens.raw[i][0].isupper() and _known(tokens, i, e, memory, day):
                    out.append((i, e))
                i = max(e, i + 1)
    return out


def _known(tokens: Tokens, a: int, b: int, memory: Memory, day: str | None) -> bool:
    return _holder(tokens, a, memory, day) if b - a == 1 else _personal(tokens, a, b, memory, day)


def _holder(tokens: Tokens, i: int, memory: Memory, day: str | None) -> bool:
    """Whether one word is the surname of somebody who held office on the day, and of nobody else who did."""
    return len({t.actor for t in memory.named(tokens.raw[i], day) if holds(t, day)}) == 1


def _part(tokens: Tokens, i: int, taken: set[int]) -> bool:
    lex = lexicon()
    low = tokens.low[i]
    if i in taken or low in lex.title_words or low in lex.bodies or low in lex.plurals or low in lex.papers:
        return False
    if low in lex.pronouns or low in ("the", "a", "an", "this", "one", "some", "many", "two"):
        return False
    return tokens.raw[i][0].isupper() or low in PARTICLES


def _personal(tokens: Tokens, a: int, b: int, memory: Memory, day: str | None) -> bool:
    """Whether a run of capitals is a person's name: a known first name, a known holder, a title before, an apposition
    after."""
    lex = lexicon()
    if lex.gender(tokens.low[a]) or memory.named(tokens.words(a, b), day):
        return True
    if a and tokens.low[a - 1] in lex.title_words and not tokens.gaps[a - 1].strip():
        return True
    if b < len(tokens) and tokens.gaps[b - 1].strip() == ",":
        return any(w in lex.title_words for w in tokens.low[b : b + 6])
    return False
