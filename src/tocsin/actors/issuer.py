"""Who issues a release, whose president "the President" is in it, and whom he met."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tocsin.actors.figures import Figure, Use
from tocsin.actors.lexicon import lexicon, rows
from tocsin.actors.stage import Stage
from tocsin.actors.tokens import tokenise
from tocsin.documents.types import Document

OPENING = 5


@lru_cache(maxsize=1)
def _issuers() -> tuple[tuple[tuple[str, ...], str, str], ...]:
    found = [(tuple(tokenise(r["phrase"]).low), r["country"], r["office"]) for r in rows("issuers.csv")]
    return tuple(sorted(found, key=lambda x: -len(x[0])))


def set_issuer(stage: Stage, document: Document, cast: Sequence[Use]) -> None:
    """Give a stage its home, principal and counterpart where the document's publisher is a state's office."""
    home, office = _publisher(stage, document.source)
    if home is None:
        return
    stage.home = home
    if office is None:
        return
    ours = list({id(u.figure): u.figure for u in cast if u.figure.country == home}.values())
    headline = stage.tokens.low[: stage.tokens.body]
    holder = stage.holder(office, home)
    if holder is not None and (not ours or holder in ours[:2] or "president" in headline):
        stage.principal = holder
    else:
        stage.principal = ours[0] if ours else holder
    stage.counterpart = _met(stage, cast, home)


def _publisher(stage: Stage, source: str) -> tuple[str | None, str | None]:
    """The country and the office whose texts a publisher issues."""
    words = tokenise(source)
    found = stage.gazetteer.match(words, None)
    for phrase, country, office in _issuers():
        n = len(phrase)
        if any(tuple(words.low[i : i + n]) == phrase for i in range(len(words) - n + 1)):
            home = country or next((h.country for h in found if h.type == "state"), None)
            return (home or None), office
    if found and found[0].type == "government" and found[0].country:
        return found[0].country, "leader"
    return None, None


def _met(stage: Stage, cast: Sequence[Use], home: str) -> Figure | None:
    """The first person of another state or of an organisation in the opening, else the leader of a state that it
    names."""
    t = stage.tokens
    for use in cast:
        f = use.figure
        if f is stage.principal or t.sentences[use.a] > OPENING:
            continue
        if not f.titles and not f.offices:
            continue
        if (f.country and f.country != home) or (f.country is None and f.organisation and not f.medium):
            return f
    titles = lexicon().titles
    for i in range(len(t)):
        if t.sentences[i] > 1:
            break
        hit = stage.hits.get(i)
        if hit is None or hit.a != i or not hit.country or hit.country == home:
            continue
        near = [titles[w].office for w in t.low[max(0, i - 5) : hit.b + 3] if w in titles]
        office = "prime-minister" if "prime" in t.low[max(0, i - 5) : hit.b + 3] else near[0] if near else "leader"
        holder = stage.holder(office, hit.country)
        if holder is not None:
            return holder
    return None
