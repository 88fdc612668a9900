"""The two who meet: "both leaders", "the sides", "the two countries"."""

from __future__ import annotations

from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.phrases import Phrase
from tocsin.actors.places import at_home
from tocsin.actors.stage import Answer, Stage, group_of
from tocsin.actors.titles import ARTICLES

RECENT = 3
SIDES = word_set("pairs sides")
MEETINGS = word_set("pairs meetings")
COUNTRIES = word_set("pairs countries")


def is_pair(stage: Stage, p: Phrase) -> bool:
    """Whether the words are a noun for the two who meet: "the sides", "both leaders", "the two officials"."""
    low = stage.tokens.low
    pairs = lexicon().pairs
    if any(" ".join(w for w in low[p.a : end] if w not in ARTICLES) in pairs for end in (p.cut, p.b)):
        return True
    noun = " ".join(low[p.head : p.end])
    if noun in pairs and len(_places(stage, p.a, p.b)) > 1:
        return True
    return p.kind == "kind" and noun in lexicon().plurals and "two" in low[p.a : p.head] and p.definite


def _places(stage: Stage, a: int, b: int) -> list[str]:
    found = (stage.hits[i].country for i in range(a, b) if i in stage.hits)
    return list(dict.fromkeys(c for c in found if c))


def pair(stage: Stage, p: Phrase) -> Answer | None:
    """The two who meet: a release's principal and the one met, else the last two named together."""
    t = stage.tokens
    places = _places(stage, p.a, p.b)
    sides = len(places) > 1 and t.low[p.head] in SIDES
    if stage.principal is not None and stage.counterpart is not None and not sides:
        both = [stage.principal, stage.counterpart]
        states = [stage.known(f.country) for f in both]
        if t.low[p.head] in COUNTRIES and all(states):
            return Answer(group_of(stage, [f for f in states if f is not None]), 0.75, "pair")
        if not places or {f.country for f in both} == set(places):
            return Answer(group_of(stage, both), 0.85, "pair")
    named_here = (stage.hits[i] for i in range(p.a, p.b) if i in stage.hits)
    if any(h.type == "state" and h.id != h.country for h in named_here):
        return None
    if len(places) > 1:
        office = {"presidents": "president", "leaders": "leader", "heads": "president"}.get(t.low[p.head])
        held = [stage.holder(office, place) if office else stage.known(place) for place in places]
        states = [f or stage.known(place) for f, place in zip(held, places, strict=True)]
        named = [f for f in states if f is not None]
        return Answer(group_of(stage, named), 0.75, "pair") if len(named) > 1 else None
    last = stage.scene.antecedent(p.head, lambda f: len(f.parts) > 1, window=12)
    if last is not None:
        return Answer(last.figure, 0.75, "pair")
    people = (u.figure for u in stage.scene.back(p.head, RECENT) if u.figure.type == "person")
    two = list({id(f): f for f in people}.values())[:2]
    if len(two) == 2 and (p.definite or t.low[p.a] == "both"):
        return Answer(group_of(stage, two[::-1]), 0.55, "pair")
    if stage.home is not None and stage.counterpart is None and t.low[p.head] in MEETINGS and at_home(stage):
        met = stage.make(f"group:~meeting-{stage.document}", "group", "the meeting", stage.home, "many")
        return Answer(met, 0.55, "pair")
    return None
