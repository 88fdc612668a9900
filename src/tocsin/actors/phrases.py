"""A source's words as a noun phrase: its determiner, its head, what stands before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tocsin.actors.bodies import match_body
from tocsin.actors.figures import Use
from tocsin.actors.gazetteer import Hit
from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.titles import match_title
from tocsin.actors.tokens import Tokens

STOPS = word_set("phrases stops")
SKIP = word_set("phrases skip")
DETERMINERS = word_set("phrases determiners")
INDEFINITE = word_set("phrases indefinite")
PARTITIVE = word_set("phrases partitive")
MEASURE = 4
Head = Literal["named", "title", "kind", "body", "paper", "other"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `[a, b)` with their head word or name `[head, end)`, cut at `cut` where what follows only qualifies it."""

    a: int
    b: int
    head: int
    end: int
    cut: int
    kind: Head
    definite: bool
    indefinite: bool

    @property
    def bare(self) -> bool:
        """Nothing stands before the head but a determiner."""
        return self.head - self.a <= 1


def segments(tokens: Tokens, a: int, b: int) -> list[tuple[int, int]]:
    """The stretches of `[a, b)` between commas, brackets, dashes."""
    out: list[tuple[int, int]] = []
    start = a
    for i in range(a, b):
        gap = tokens.gaps[i] if i < b - 1 else " "
        if gap.strip() in ("(", ")") and _initials(tokens, i, b):
            continue
        if any(c in gap for c in ",;:()—–\n") and not _numeral(tokens, i, b):
            out.append((start, i + 1))
            start = i + 1
    if start < b:
        out.append((start, b))
    return out


def _numeral(tokens: Tokens, i: int, b: int) -> bool:
    """Whether the comma after word `i` stands inside a number: `450,000`."""
    return tokens.gaps[i] == "," and i + 1 < b and tokens.raw[i].isdigit() and tokens.raw[i + 1].isdigit()


def _initials(tokens: Tokens, i: int, b: int) -> bool:
    """Whether the bracket after word `i` opens or closes on initials that the phrase goes on after: `Fund (UNICEF)
    head`."""
    k = i + 1 if "(" in tokens.gaps[i] else i
    return k + 1 < b and tokens.raw[k].isupper() and tokens.gaps[k].strip() == ")"


def conjuncts(
    tokens: Tokens, hits: Mapping[int, Hit], named: Mapping[int, Use], a: int, b: int
) -> list[tuple[int, int]]:
    """The parts of `[a, b)` joined by "and" or commas, names kept whole; one part where nothing is joined."""
    out: list[tuple[int, int]] = []
    start = i = a
    while i < b:
        if i in named and named[i].b <= b:
            i = named[i].b
        elif i in hits and hits[i].b <= b:
            i = hits[i].b
        else:
            i += 1
            if tokens.low[i - 1] in ("and", "or", "&") and i - 1 > start:
                out.append((start, i - 1))
                start = i
                continue
        if i < b and any(c in tokens.gaps[i - 1] for c in ",—–") and not _numeral(tokens, i - 1, b):
            if i > start:
                out.append((start, i))
            start = i
    if start < b:
        out.append((start, b))
    return [(x, y) for x, y in out if y > x]


def _whole(tokens: Tokens, hits: Mapping[int, Hit], a: int, b: int) -> int:
    """Where the noun begins that a quantity counts: after "tens of thousands of", "a large group of"."""
    plurals = lexicon().plurals
    i = a
    while i < min(b, a + MEASURE):
        if tokens.low[i] in PARTITIVE and i + 2 < b and tokens.low[i + 1] == "of" and not tokens.gaps[i].strip():
            after = tokens.low[i + 2 : i + 6]
            if i + 2 not in hits and any(w in plurals or w in PARTITIVE for w in after):
                return _whole(tokens, hits, i + 2, b)
        if i in hits or (tokens.raw[i][0].isupper() and i > a):
            break
        i += 1
    return a


def phrase(tokens: Tokens, hits: Mapping[int, Hit], named: Mapping[int, Use], a: int, b: int) -> Phrase | None:
    """The noun phrase of one segment; None where it holds no word but prepositions and determiners."""
    while a < b - 1 and tokens.low[a] in SKIP and a not in hits:
        a += 1
    a = _whole(tokens, hits, a, b)
    if a >= b:
        return None
    lex = lexicon()
    i = a
    units: list[tuple[int, int, Head]] = []
    cut = b
    while i < b:
        use = named.get(i)
        hit = hits.get(i)
        low = tokens.low[i]
        if use is not None and use.a == i and use.b <= b:
            units.append((i, use.b, "named"))
            i = use.b
        elif hit is not None and hit.a == i and hit.b <= b:
            units.append((i, hit.b, "named"))
            i = hit.b
        elif low in STOPS and (units or low in ("who", "which")) and i > a:
            cut = i
            break
        else:
            size, kind = 1, "other"
            title, body = match_title(tokens, i, b), match_body(tokens, i, b)
            pair = " ".join(tokens.low[i : i + 2])
            if title > 1 or (title and not body):
                size, kind = title, "title"
            elif pair in lex.plurals and i + 2 <= b:
                size, kind = 2, "kind"
            elif pair in lex.papers and i + 2 <= b:
                size, kind = 2, "paper"
            elif body:
                size, kind = body, "body"
            elif low in lex.plurals or low in lex.singulars:
                kind = "kind"
            elif low in lex.papers:
                kind = "paper"
            if (low not in DETERMINERS and not (units and low.isdigit())) or kind != "other":
                units.append((i, i + size, kind))  # type: ignore[arg-type]
            i += size
    if not units:
        return Phrase(a, b, a, a + 1, cut, "kind" if tokens.low[a] in lex.plurals else "other", False, True)
    head = units[-1]
    first = tokens.low[a]
    return Phrase(
        a, b, head[0], head[1], cut, head[2], first in ("the", "this", "that", "these", "those"), first in INDEFINITE
    )
