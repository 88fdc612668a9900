"""What pronouns and common nouns refer to, from what the document has named and who has spoken.

A ranking of antecedents by recency, speaking and position in the sentence, after Lappin and Leass (1994).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tocsin.actors.figures import Figure, Use
from tocsin.actors.lexicon import word_set
from tocsin.actors.tokens import Tokens

DECAY = 0.6
AGAIN = 0.03
SPEAKS = 0.55
FIRST = 0.3
QUOTED = 0.5
OBLIQUE = 0.25
WINDOW = 8
CLOSE = 0.08
PREPOSITIONS = word_set("coreference prepositions")


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A figure that something refers to, with how clearly (0 to 1) it beats the second best."""

    figure: Figure
    confidence: float


class Scene:
    """Uses of figures in text order; grows as sources are resolved."""

    def __init__(self, tokens: Tokens, uses: list[Use]) -> None:
        self.tokens = tokens
        self._uses = sorted(uses, key=_place)

    def add(self, use: Use) -> None:
        """Record a further use."""
        insort(self._uses, use, key=_place)

    def back(self, at: int, window: int) -> Iterator[Use]:
        """Uses that begin before word `at`, the nearest first, as far back as `window` sentences."""
        here = self.tokens.sentences[at]
        for i in range(bisect_left(self._uses, at, key=lambda u: u.a) - 1, -1, -1):
            use = self._uses[i]
            if here - self.tokens.sentences[use.a] > window:
                return
            yield use

    def ahead(self, at: int, fits: Callable[[Figure], bool], window: int) -> Figure | None:
        """The first figure that `fits` after word `at`, within `window` sentences: a name that follows its title."""
        here = self.tokens.sentences[at]
        for i in range(bisect_left(self._uses, at, key=lambda u: u.a), len(self._uses)):
            use = self._uses[i]
            if self.tokens.sentences[use.a] - here > window:
                return None
            if fits(use.figure):
                return use.figure
        return None

    def last_speaker(self, at: int, fits: Callable[[Figure], bool], window: int) -> Figure | None:
        """Who spoke last before word `at` and `fits`."""
        return next((u.figure for u in self.back(at, window) if u.speaks and fits(u.figure)), None)

    def first_in_sentence(self, use: Use) -> bool:
        """Whether a use stands first in its sentence, or right after its opening."""
        t = self.tokens
        return (
            use.a == 0
            or t.sentences[use.a] != t.sentences[max(0, use.a - 4)]
            or t.sentences[use.a - 1] != t.sentences[use.a]
        )

    def antecedent(
        self,
        at: int,
        fits: Callable[[Figure], bool],
        *,
        barred: frozenset[int] = frozenset(),
        window: int = WINDOW,
        adjectives: float = 0.4,
    ) -> Antecedent | None:
        """The best figure before word `at` that `fits`, none if nothing does within `window` sentences."""
        t = self.tokens
        here = t.sentences[at]
        quote = t.quotes[at]
        scores: dict[int, float] = {}
        figures: dict[int, Figure] = {}
        for use in self.back(at, window):
            gap = here - t.sentences[use.a]
            if use.b > at or id(use.figure) in barred or not fits(use.figure):
                continue
            score = DECAY**gap
            if use.speaks:
                score += SPEAKS * DECAY**gap
            if self.first_in_sentence(use):
                score += FIRST * DECAY**gap
            elif use.a and t.low[use.a - 1] in PREPOSITIONS and not use.speaks:
                score -= OBLIQUE
            if t.quotes[use.a] and t.quotes[use.a] != quote:
                score -= QUOTED
            if use.adjective:
                score *= adjectives
            i = id(use.figure)
            figures[i] = use.figure
            scores[i] = max(scores.get(i, 0.0), score) + (AGAIN if i in scores else 0.0)
        if not scores:
            return None
        ranked = sorted(scores.items(), key=lambda x: -x[1])
        best = ranked[0]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        margin = best[1] - second
        return Antecedent(figures[best[0]], 0.9 if margin > 0.4 else 0.75 if margin > CLOSE else 0.5)


def _place(use: Use) -> tuple[int, int]:
    return use.a, use.b
