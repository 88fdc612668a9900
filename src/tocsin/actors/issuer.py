"""Who issues a release, whose president "the President" is in it, and whom he met."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tocsin.actors.figures import Figure, Use
from tocsin.actors.gazetteer import Hit
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
    ours = [u for u in cast if u.figure.country == home]
    holder = stage.holder(office, home)
    first = list({id(u.figure): u.figure for u in ours}.values())[:2]
    stage.principal = _subject(stage, ours)
    if stage.principal is None:
        stage.principal = holder if holder is not None and (not ours or holder in first or _headed(stage)) else None
    if stage.principal is None:
        stage.principal = first[0] if first else holder
    stage.counterpart = _met(stage, cast, home)


def _subject(stage: Stage, ours: Sequence[Use]) -> Figure | None:
    """Whom a headline is about: the first of home's people in it, but not "by" or "from" whom it is."""
    t = stage.tokens
    named = [u for u in ours if u.b <= t.body]
    owners = [u for u in named if t.possessive[u.b - 1]]
    writers = {id(u.figure) for u in named if _writes(stage, u)}
    about = [u for u in (*owners, *named) if id(u.figure) not in writers]
    return about[0].figure if about else named[0].figure if named else None


def _writes(stage: Stage, use: Use) -> bool:
    """Whether a headline's statement is by somebody on another's doings: "Statement by X on Y's call"."""
    t = stage.tokens
    a = next((x.a for x in use.figure.titles if x.b == use.a), use.a)
    return a > 0 and t.low[a - 1] in ("by", "from")


def _headed(stage: Stage) -> bool:
    """Whether a headline speaks of the president, and of no vice president."""
    low = stage.tokens.low[: stage.tokens.body]
    return any(w == "president" and (i == 0 or low[i - 1] != "vice") for i, w in enumerate(low))


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
        around = t.low[max(0, i - 5) : hit.b + 3]
        near = [titles[w].office for w in (w if w in titles else w.removesuffix("s") for w in around) if w in titles]
        if (not near and "with" not in around) or _institution(stage, hit):
            continue
        office = "prime-minister" if "prime" in around else near[0] if near else "leader"
        holder = stage.holder(office, hit.country)
        if holder is not None:
            return holder
    return None


def _institution(stage: Stage, hit: Hit) -> bool:
    """Whether a demonym only begins the name of something: "the Austrian Association of Municipalities"."""
    t = stage.tokens
    if hit.sort != "demonym" or hit.b >= len(t) or t.gaps[hit.b - 1].strip() or not t.raw[hit.b][0].isupper():
        return False
    lex = lexicon()
    return hit.b not in stage.hits and t.low[hit.b] not in lex.title_words | lex.bodies.keys() | lex.modifiers
