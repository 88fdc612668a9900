"""Government bodies and organisations that a text describes: "the Palestinian health ministry", "Israel's army"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.actors.figures import Figure, Use
from tocsin.actors.gazetteer import Gazetteer, Hit
from tocsin.actors.lexicon import lexicon
from tocsin.actors.names import slug
from tocsin.actors.titles import ARTICLES, match_title
from tocsin.actors.tokens import Tokens

NOUN_WORDS = 2
REACH = 5


@dataclass(frozen=True, slots=True)
class Body:
    """Words `[a, b)` that describe a body; `refers` groups nouns that may stand for each other, `domain` is
    "health"."""

    a: int
    b: int
    noun: str
    sort: str
    refers: str
    domain: str
    country: str | None
    owner: str | None


def match_body(tokens: Tokens, i: int, b: int) -> int:
    """How many words from `i` on name a kind of body; 0 if none."""
    bodies = lexicon().bodies
    for size in range(min(NOUN_WORDS, b - i), 0, -1):
        if " ".join(tokens.low[i : i + size]) in bodies and (size == 1 or tokens.tight(i, i + size)):
            return size
    return 0


def described(tokens: Tokens, hits: Mapping[int, Hit]) -> list[Body]:
    """Bodies that the text describes with their state or organisation, left to right."""
    found: list[Body] = []
    done = -1
    n = len(tokens)
    for a, hit in sorted({h.a: h for h in hits.values()}.items()):
        if a < done or hit.type == "medium":
            continue
        i = hit.b
        while (
            i < n
            and i - hit.b < REACH
            and not tokens.gaps[i - 1].strip()
            and (i == hit.b or not tokens.possessive[i - 1])
        ):
            size = match_body(tokens, i, n)
            if size:
                body = _body(tokens, hits, hit, a, i, size)
                following = i + size < n and not tokens.gaps[i + size - 1].strip() and match_title(tokens, i + size, n)
                if body is not None and not following:
                    found.append(body)
                    done = body.b
                break
            if i in hits or not (tokens.low[i] in lexicon().modifiers or tokens.raw[i][0].isupper()):
                break
            i += 1
    return found


def _body(tokens: Tokens, hits: Mapping[int, Hit], hit: Hit, a: int, i: int, size: int) -> Body | None:
    noun = " ".join(tokens.low[i : i + size])
    sort, refers = lexicon().bodies[noun]
    if hit.type in ("armed-group", "organisation") and sort in ("armed-group", "organisation"):
        return None
    if sort in ("armed-group", "organisation", "medium", "state") or noun in ("team", "delegation", "side"):
        return None
    domain = " ".join(w for w in tokens.low[hit.b : i] if w not in ARTICLES)
    b = i + size
    if refers == "ministry" and b < len(tokens) and tokens.low[b] in ("of", "for") and not tokens.gaps[b - 1].strip():
        e, words = domain_after(tokens, hits, b)
        if words:
            b, domain = e, words
    return Body(a, b, noun, sort, refers, domain, hit.country, hit.id if hit.type != "place" else None)


def domain_after(tokens: Tokens, hits: Mapping[int, Hit], i: int) -> tuple[int, str]:
    """The end and the words of a ministry's field after "of": `of Public Works and Housing`."""
    j = i + 1
    while j < len(tokens) and tokens.low[j] in ARTICLES and not tokens.gaps[j - 1].strip():
        j += 1
    start = j
    while j < len(tokens) and j - start < REACH and j not in hits and not tokens.gaps[j - 1].strip():
        word = tokens.low[j]
        if (
            tokens.raw[j][0].isupper()
            or (word == "and" and j + 1 < len(tokens) and tokens.raw[j + 1][0].isupper())
            or word in lexicon().modifiers
        ):
            j += 1
        else:
            break
    return j, " ".join(tokens.low[start:j])


def body_figure(gazetteer: Gazetteer, figures: dict[str, Figure], body: Body, name: str) -> Figure:
    """The figure of a described body: the world's where it knows the kind of body, else one learnt from the text."""
    label = f"{body.domain} {body.noun}".strip() if body.refers == "ministry" else body.noun
    kind = gazetteer.bodies.get(label) or gazetteer.bodies.get(body.noun) or body.refers
    entity = gazetteer.entities(f"{body.country}.{kind}") if kind and body.country else None
    if body.refers in ("armed-forces", "police"):
        label = body.refers
    home = (body.country or (body.owner or "").split(":")[-1]).lower()
    identity = entity.id if entity is not None else "org:" + "-".join(x for x in (home, slug(label)) if x)
    figure = figures.get(identity)
    if figure is None:
        figure = Figure(
            id=identity,
            type="government" if body.country else "organisation",
            name=name,
            country=body.country,
            organisation=body.owner,
            confidence=0.88,
            learnt=entity is None,
            number="many" if body.noun.endswith("forces") else "thing",
        )
        figures[identity] = figure
    figure.nouns |= {body.noun, body.refers, *body.domain.split()}
    return figure


def gather(tokens: Tokens, gazetteer: Gazetteer, figures: dict[str, Figure], found: list[Body]) -> list[Use]:
    """One figure for each body however often it is described, as uses."""
    return [Use(b.a, b.b, body_figure(gazetteer, figures, b, " ".join(tokens.words(b.a, b.b).split()))) for b in found]
