"""A document's text as words, once: offsets, folded forms, sentences, quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from tocsin.actors.lexicon import word_set
from tocsin.documents.types import Span

Range = tuple[int, int]
"""Words `[a, b)` of a text, by their number."""

WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[-‑'’&][^\W_]+)*")
END = re.compile(r"[.!?…][\"”’')\]]*\s")
ABBREVIATIONS = word_set("tokens abbreviations")


@lru_cache(maxsize=65536)
def _ascii(word: str) -> str:
    from anyascii import anyascii

    return str(anyascii(word)).casefold().replace("'", "")


def fold(word: str) -> str:
    """A word without case, accents, script, dots and apostrophes: `Türkiye` and `turkiye`, `U.S.` and `us`."""
    if word.isascii():
        return word.casefold().replace(".", "").replace("'", "")
    return _ascii(word.replace("’", "").replace("‑", "-"))


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of a headline and a text, by index; the text begins at word `body`.

    `ends` excludes a possessive ending, which `possessive` records; `gaps[i]` is what stands between word i (with its
    possessive ending) and word i + 1; `quotes[i]` is the number of the quotation that a word stands in, 0 outside.
    `starts` and `ends` count from the headline's start; spans count from the text's, `shift` characters later.
    """

    text: str
    starts: list[int]
    ends: list[int]
    raw: list[str]
    low: list[str]
    possessive: list[bool]
    gaps: list[str]
    sentences: list[int]
    quotes: list[int]
    shift: int = 0
    body: int = 0

    def __len__(self) -> int:
        return len(self.starts)

    def range(self, span: Span) -> tuple[int, int]:
        """Indices `[first, last)` of the words that a span of the text's characters touches."""
        return bisect_right(self.ends, span[0] + self.shift), bisect_left(self.starts, span[1] + self.shift)

    def span(self, a: int, b: int) -> Span:
        """The characters of words `[a, b)`, without a last possessive ending; negative in the headline."""
        return self.starts[a] - self.shift, self.ends[b - 1] - self.shift

    def words(self, a: int, b: int) -> str:
        """The text of words `[a, b)`."""
        return self.text[self.starts[a] : self.ends[b - 1]]

    def tight(self, a: int, b: int) -> bool:
        """Nothing but blanks stands between the words `[a, b)`."""
        return all(not gap.strip() for gap in self.gaps[a : b - 1])


def tokenise(text: str, headline: str = "") -> Tokens:
    """The words of a headline and a text; one pass, linear in their length."""
    shift = len(headline) + 2 if headline else 0
    text = f"{headline}\n\n{text}" if headline else text
    starts: list[int] = []
    ends: list[int] = []
    raw: list[str] = []
    low: list[str] = []
    possessive: list[bool] = []
    closes: list[int] = []
    for m in WORD.finditer(text):
        s, e = m.span()
        word = m.group()
        owns = False
        if word[-2:] in ("'s", "’s", "'S", "’S"):
            word, owns = word[:-2], True
        elif word[-1] in "sS" and text[e : e + 2] in ("’ ", "' "):
            owns = True
        starts.append(s)
        ends.append(s + len(word))
        raw.append(word)
        low.append(fold(word))
        possessive.append(owns)
        closes.append(e)
    gaps = [text[closes[i] : starts[i + 1]] for i in range(len(starts) - 1)]
    if starts:
        gaps.append(text[closes[-1] :])
    sentences, quotes = _layout(text, starts, raw, low, gaps)
    return Tokens(text, starts, ends, raw, low, possessive, gaps, sentences, quotes, shift, bisect_left(starts, shift))


def _layout(
    text: str, starts: list[int], raw: list[str], low: list[str], gaps: list[str]
) -> tuple[list[int], list[int]]:
    """Sentence and quotation numbers of the words."""
    sentences: list[int] = []
    quotes: list[int] = []
    sentence = number = 0
    inside = False
    lead = text[: starts[0]] if starts else ""
    for i, gap in enumerate([lead, *gaps[:-1]] if starts else []):
        if gap != " ":
            broken = "\n" in gap
            if (
                i
                and (broken or END.search(gap))
                and (broken or ((raw[i][0].isupper() or raw[i][0].isdigit()) and low[i - 1] not in ABBREVIATIONS))
            ):
                sentence += 1
            for c in gap:
                if c == "\n":
                    inside = False
                elif c == "“" or (c == '"' and not inside):
                    if not inside:
                        number += 1
                    inside = True
                elif c in ("”", '"'):
                    inside = False
        sentences.append(sentence)
        quotes.append(number if inside else 0)
    return sentences, quotes
