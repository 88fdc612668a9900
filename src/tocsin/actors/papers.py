"""Papers: statements, reports and resolutions, which speak for whoever issued them."""

from __future__ import annotations

from tocsin.actors.coreference import PREPOSITIONS
from tocsin.actors.figures import Figure
from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.nominals import owner_of
from tocsin.actors.phrases import Phrase
from tocsin.actors.stage import NOBODY, Answer, Stage

ISSUERS = ("medium", "organisation", "government")
EARLIER = 600
"""The words before "the report" in which the text may have brought it in."""
OWNED = 6
"""The words before a paper in which its owner is looked for."""
SPOKEN = word_set("papers spoken")


def paper(stage: Stage, p: Phrase) -> Answer:
    """A statement, report or document speaks for its issuer: named by the phrase, else the last who spoke."""
    t = stage.tokens
    for i in range(p.cut, p.b - 1):
        if t.low[i] in ("by", "from", "of"):
            found = stage.ask(stage, i + 1, p.b)
            if found.figure is not None:
                if t.low[p.end - 1] not in SPOKEN:
                    stage.papers[t.low[p.end - 1]] = stage.papers[""] = found.figure
                return Answer(found.figure, found.confidence * 0.95, "paper")
            break
    noun = t.low[p.end - 1]
    country, owner = owner_of(stage, p)
    if owner is not None:
        if noun not in SPOKEN:
            stage.papers[noun] = stage.papers[""] = owner
        return Answer(owner, 0.8, "paper")
    if country is not None and (state := stage.known(country)) is not None:
        return Answer(state, 0.6, "paper")
    if p.definite and noun not in SPOKEN and (known := stage.papers.get(noun) or stage.papers.get("")) is not None:
        return Answer(known, 0.75, "paper")
    if p.definite and noun not in SPOKEN and (known := _brought_in(stage, p, noun)) is not None:
        stage.papers[noun] = known
        return Answer(known, 0.75, "paper")
    if p.definite and noun in lexicon().reports:
        issuer = stage.scene.last_speaker(p.head, lambda f: f.type in ISSUERS and not f.id.startswith("group:"), 8)
        if issuer is not None:
            return Answer(issuer, 0.7, "paper")
    if p.definite and stage.last is not None:
        return Answer(stage.last, 0.65, "paper")
    writer = _writer(stage, p.head) if p.indefinite or not p.definite else None
    return Answer(writer, 0.55, "paper") if writer is not None else NOBODY


def _brought_in(stage: Stage, p: Phrase, noun: str) -> Figure | None:
    """Whose a paper was where the text last brought it in: "the Union's report", and later "the report"."""
    places = range(p.head - 1, max(-1, p.head - EARLIER), -1)
    owners = (_owner_before(stage, i) for i in places if stage.tokens.low[i] == noun)
    return next((owner for owner in owners if owner is not None), None)


def _owner_before(stage: Stage, noun: int) -> Figure | None:
    """The medium or body named before a noun as whose it is: "the Union's yearly report", "a Union report"."""
    t = stage.tokens
    for i in range(noun - 1, max(-1, noun - OWNED), -1):
        if t.gaps[i].strip("’' "):
            return None
        use, hit = stage.named.get(i), stage.hits.get(i)
        figure = use.figure if use is not None else stage.known(hit.id) if hit is not None else None
        if figure is not None:
            return figure if figure.type in ISSUERS and (t.possessive[i] or i == noun - 1) else None
    return None


def _writer(stage: Stage, at: int) -> Figure | None:
    """Whose a paper is that its sentence brings in: "France said it had proposed a resolution"."""
    found: Figure | None = None
    for use in stage.scene.back(at, 0):
        oblique = use.a > 0 and stage.tokens.low[use.a - 1] in PREPOSITIONS
        if not use.adjective and not oblique and not use.figure.parts and use.b <= at:
            found = use.figure
    return found
