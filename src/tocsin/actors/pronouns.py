"""Pronouns: the last fitting person, group or thing, the speaker of the quotation for "I" and "we"."""

from __future__ import annotations

from tocsin.actors.figures import Figure
from tocsin.actors.lexicon import Pronoun
from tocsin.actors.stage import NOBODY, Answer, Stage, group_of
from tocsin.actors.transcripts import turn_at


def pronoun(stage: Stage, at: int, word: Pronoun) -> Answer:
    """Who the pronoun at word `at` stands for."""
    quote = stage.tokens.quotes[at]
    speaking = stage.quotes.get(quote) if quote else None
    if word.person == "1":
        return _first_person(stage, at, word, speaking, quote)
    if word.person == "2":
        return NOBODY
    if word.person in ("relative", "demonstrative"):
        return _relative(stage, at, word)
    barred = frozenset((id(speaking),)) if speaking is not None else frozenset()
    antecedent = stage.scene.antecedent
    if word.number == "one":

        def fits(f: Figure) -> bool:
            return f.number == "one" and not (word.gender and f.gender and f.gender != word.gender)

        found = antecedent(at, fits, barred=barred)
        if found is not None and found.figure.gender is None and found.confidence >= 0.75:
            found.figure.gender = word.gender
    elif word.number == "many":
        found = antecedent(at, lambda f: f.number == "many", barred=barred, window=3, adjectives=0.2)
        if found is None and stage.principal is not None and stage.counterpart is not None:
            return Answer(group_of(stage, [stage.principal, stage.counterpart]), 0.6, "pronoun")
        found = found or antecedent(
            at, lambda f: f.number != "one" and f.type != "state", barred=barred, window=2, adjectives=0.2
        )
    else:
        found = antecedent(
            at,
            lambda f: f.number != "one" and not f.parts and f.type != "group",
            barred=barred,
            window=3,
            adjectives=0.15,
        )
    return Answer(found.figure, found.confidence * 0.95, "pronoun") if found is not None else NOBODY


def _relative(stage: Stage, at: int, word: Pronoun) -> Answer:
    """ "who" and "which": what ends right before them."""
    reach = 2 if word.person == "relative" else 0
    near = next((u for u in stage.scene.back(at, 0) if at - reach <= u.b <= at), None)
    return Answer(near.figure, 0.7, "pronoun") if near is not None else NOBODY


def _first_person(stage: Stage, at: int, word: Pronoun, speaking: Figure | None, quote: int) -> Answer:
    """The quotation's speaker; for "we", the state or organisation spoken for. Outside quotations, a release's
    issuer."""
    if speaking is None and quote == 0:
        speaking = turn_at(stage, at)
    if speaking is None:
        if quote == 0 and stage.home is not None and word.number == "many":
            if "joint" in stage.tokens.low[: stage.tokens.body]:
                signed = stage.make(f"group:~signatories-{stage.document}", "group", "the signatories", None, "many")
                return Answer(signed, 0.6, "issuer")
            state = stage.known(stage.home)
            return Answer(state, 0.7, "issuer") if state else NOBODY
        return NOBODY
    if word.number == "one" or speaking.type != "person":
        return Answer(speaking, 0.85, "pronoun")
    side = speaking.organisation or speaking.country
    figure = (stage.figures.get(side) or stage.known(side)) if side else None
    return Answer(figure or speaking, 0.7, "pronoun")
