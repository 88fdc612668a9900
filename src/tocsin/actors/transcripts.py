"""Turns of a transcript: whose words follow a line that opens with a name and a colon."""

from __future__ import annotations

from bisect import bisect_right

from tocsin.actors.figures import Figure
from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.stage import Stage
from tocsin.actors.titles import read_title

LONGEST = 14
SMALL = word_set("transcripts small")


def turns_of(stage: Stage) -> tuple[tuple[int, Figure], ...]:
    """The word at which each turn begins, and who speaks it, in text order; empty where the text is no transcript."""
    t = stage.tokens
    found: list[tuple[int, Figure]] = []
    i = t.body
    while i < len(t):
        if i > t.body and "\n" not in t.gaps[i - 1]:
            i += 1
            continue
        e = _head(stage, i)
        if e:
            who = _named(stage, i, e)
            if who is not None:
                found.append((e, who))
        i = max(e, i + 1)
    return tuple(found)


def turn_at(stage: Stage, i: int) -> Figure | None:
    """Whose turn word `i` stands in."""
    n = bisect_right(stage.turns, i, key=lambda turn: turn[0])
    return stage.turns[n - 1][1] if n else None


def _head(stage: Stage, i: int) -> int:
    """The end of a line's opening words if they are names and titles before a colon; 0 otherwise."""
    t = stage.tokens
    for e in range(i, min(i + LONGEST, len(t))):
        word = t.raw[e]
        named = word[0].isupper() or t.low[e] in SMALL or t.low[e] in lexicon().title_words
        if not named or (e > i and "\n\n" in t.gaps[e - 1]):
            return 0
        if ":" in t.gaps[e]:
            return e + 1
    return 0


def _named(stage: Stage, a: int, b: int) -> Figure | None:
    uses = [u for u in (stage.named.get(k) for k in range(a, b)) if u is not None and u.figure.type == "person"]
    if uses:
        return uses[0].figure
    title = read_title(stage.tokens, stage.hits, a, b)
    place = (title.country or stage.home) if title is not None else None
    return stage.holder(title.office, place) if title is not None and place else None
