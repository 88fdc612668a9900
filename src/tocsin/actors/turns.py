"""The sources of a document worked through in text order, each quotation's words after who speaks it."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.actors.figures import Use
from tocsin.actors.lexicon import word_set
from tocsin.actors.speakers import speaker
from tocsin.actors.stage import NOBODY, Answer, Stage, group_of
from tocsin.actors.transcripts import turn_at
from tocsin.documents.types import Span

NEAR = 5
ELSEWHERE = 25
BEHIND = 10
DEPTH = 4
LONGEST = 60
COLLECTIVE = word_set("turns collective")
OTHERS = word_set("turns others")
Place = tuple[int, int]


def answers_of(stage: Stage, sources: Sequence[tuple[Span, ...]], cues: Sequence[tuple[Span, ...]]) -> list[Answer]:
    """Who each source is, in the order given."""
    t = stage.tokens
    if not len(t):
        return [NOBODY] * len(sources)
    places: list[Place | None] = []
    anchors: list[int] = []
    for i, spans in enumerate(sources):
        ranges = (t.range(s) for s in spans)
        place = next(((a, min(b, a + LONGEST)) for a, b in ranges if a < b), None)
        cue = cues[i] if i < len(cues) else ()
        anchor = place[0] if place else t.range(cue[0])[0] if cue else t.body
        places.append(place)
        anchors.append(min(anchor, len(t) - 1))
    quoters = _quoters(stage, places)
    answers: list[Answer] = [NOBODY] * len(sources)
    done: set[int] = set()

    def work(i: int, depth: int) -> None:
        if i in done:
            return
        done.add(i)
        place = places[i]
        quote = t.quotes[anchors[i]]
        outer = quoters.get(quote) if quote else None
        if outer is not None and outer != i and depth < DEPTH:
            work(outer, depth + 1)
            who = answers[outer].figure
            if who is not None:
                stage.quotes[quote] = who
        answers[i] = speaker(stage, *place) if place else _implied(stage, cues[i] if i < len(cues) else (), anchors[i])
        if place and place[1] - place[0] == 1 and t.low[place[0]] in ("we", "us") and quote:
            answers[i] = _together(stage, cues[i] if i < len(cues) else (), quote) or answers[i]
        figure = answers[i].figure
        if figure is not None and place is not None:
            owner = t.possessive[place[1] - 1]
            stage.scene.add(Use(place[0], place[1], figure, speaks=not owner, adjective=owner))
            if not quote:
                stage.last = figure

    for i in sorted(range(len(sources)), key=lambda k: (anchors[k], k)):
        work(i, 0)
    return answers


def _quoters(stage: Stage, places: Sequence[Place | None]) -> dict[int, int]:
    """For each quotation, which source (by index) speaks it: the nearest one outside any quotation, in its
    sentences."""
    t = stage.tokens
    ends: dict[int, tuple[int, int]] = {}
    for i, q in enumerate(t.quotes):
        if q:
            ends[q] = (ends.get(q, (i, i))[0], i)
    outside = sorted((p[0], i) for i, p in enumerate(places) if p is not None and not t.quotes[p[0]])
    found: dict[int, int] = {}
    at = 0
    for q, (a, b) in sorted(ends.items()):
        while at < len(outside) and outside[at][0] < a:
            at += 1
        best: tuple[int, int] | None = None
        for position, i in outside[max(0, at - 3) : at + 2]:
            gap = t.sentences[position]
            if t.sentences[a] - 1 <= gap <= t.sentences[b] + 1:
                same = gap in (t.sentences[a], t.sentences[b])
                cost = min(abs(position - a), abs(position - b)) + (0 if same else ELSEWHERE)
                cost += 0 if position < a or same else BEHIND
                if best is None or cost < best[0]:
                    best = (cost, i)
        if best is None and at and t.sentences[a] - t.sentences[outside[at - 1][0]] < NEAR:
            best = (0, outside[at - 1][1])
        if best is not None:
            found[q] = best[1]
    return found


def _together(stage: Stage, cue: tuple[Span, ...], quote: int) -> Answer | None:
    """ "We discussed", "we agreed", said by one of the two who met: both."""
    both = [stage.principal, stage.counterpart]
    speaking = stage.quotes.get(quote)
    if speaking is None or not any(speaking is f for f in both) or not _said(stage, cue) & COLLECTIVE:
        return None
    return Answer(group_of(stage, [f for f in both if f is not None]), 0.65, "pair") if all(both) else None


def _said(stage: Stage, cue: tuple[Span, ...]) -> set[str]:
    t = stage.tokens
    return {w for span in cue for w in t.low[slice(*t.range(span))]}


def _implied(stage: Stage, cue: tuple[Span, ...], at: int) -> Answer:
    """A source that the words leave out: in a release its principal, the two who met, or the state; else unknown.

    A bare noun is an act of somebody else: "he welcomed the decision".
    """
    turn = turn_at(stage, at)
    if turn is not None:
        return Answer(turn, 0.6, "implied")
    said = _said(stage, cue)
    if said and said <= OTHERS:
        return NOBODY
    if stage.principal is not None and stage.counterpart is None:
        state = stage.known(stage.home)
        return Answer(state, 0.5, "implied") if state is not None else NOBODY
    if stage.principal is None or stage.counterpart is None:
        return NOBODY
    states = [stage.known(f.country) for f in (stage.principal, stage.counterpart)]
    if "signed" in said and all(states):
        return Answer(group_of(stage, [f for f in states if f is not None]), 0.6, "implied")
    if said & COLLECTIVE:
        return Answer(group_of(stage, [stage.principal, stage.counterpart]), 0.65, "implied")
    return Answer(stage.principal, 0.55, "implied")
