"""Countries of people and kinds of people whom only their surroundings place."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.actors.figures import Figure, Use
from tocsin.actors.lexicon import word_set
from tocsin.actors.stage import Stage

PRIVATE = word_set("places private")
UNPLACED = word_set("places unplaced")
DOUBT = 0.65
OFFICIAL = 0


def locality(stage: Stage, at: int, reach: int = 1) -> str | None:
    """The one country that the sentence of word `at` names by its places or peoples, else the one that its neighbours
    name."""
    here = stage.tokens.sentences[at]
    for n in range(reach + 1):
        countries = {c for k in (here - n, here + n) for c in stage.countries_of(k)}
        if countries:
            return countries.pop() if len(countries) == 1 else None
    return None


def settle_countries(stage: Stage, cast: Sequence[Use]) -> None:
    """Place persons whose titles do not: a release's officials at home, local people where their sentence is."""
    first: dict[int, Use] = {}
    for use in cast:
        first.setdefault(id(use.figure), use)
    for use in first.values():
        figure = use.figure
        if figure.country or figure.organisation or figure.medium:
            continue
        offices = {t.office for t in figure.titles}
        official = bool(offices - UNPLACED - PRIVATE)
        if official and stage.home is not None:
            _place(figure, stage.home)
        elif official:
            _place(figure, locality(stage, use.a, OFFICIAL))
        elif offices & PRIVATE:
            _place(figure, locality(stage, use.a))


def _place(figure: Figure, country: str | None) -> None:
    if country is not None:
        figure.country = country
        figure.confidence = min(figure.confidence, DOUBT)
