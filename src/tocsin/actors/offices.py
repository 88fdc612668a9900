"""Titles without names: the last fitting person, the office's holder that day, else somebody unnamed."""

from __future__ import annotations

from hashlib import blake2b

from tocsin.actors.figures import Figure
from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.names import slug
from tocsin.actors.phrases import Phrase
from tocsin.actors.places import locality, setting
from tocsin.actors.stage import Answer, Stage
from tocsin.actors.titles import Title
from tocsin.world.types import ActorType

LOOSE = word_set("offices loose")
VAGUE = word_set("offices vague")
PLACED = word_set("offices placed")
SETTLED = word_set("offices settled")
TRADES = word_set("nominals trades")
AHEAD = 3
LABEL = 60


def office(stage: Stage, p: Phrase, title: Title, country: str | None, organisation: str | None) -> Answer:
    """Who a title refers to; `country` and `organisation` are whose office it is, where the words say so."""
    if title.office == "journalist" and title.owner in ("our", "my"):
        ours = stage.scene.antecedent(p.head, lambda f: f.medium and f.type == "person", window=40)
        if ours is not None:
            return Answer(ours.figure, 0.85, "nominal")
    if country is None and organisation is None and not title.owner and _elsewhere(stage, p):
        return stranger(stage, p, None, None, title.gender)
    if not p.indefinite and title.office in VAGUE:
        again = _again(stage, p, country) or _one_of(stage, p, country, title.gender)
        if again is not None:
            return again
    if not p.indefinite:
        found = _holder(stage, p, title, country, organisation)
        if found is not None:
            return found
    if p.indefinite and organisation is None and stage.tokens.low[p.a] == "one":
        one = _one_of(stage, p, country, title.gender)
        if one is not None:
            return one
    if country is None and organisation is None and not title.owner and p.definite:
        country = stage.home
    return stranger(stage, p, country, organisation, title.gender)


def _elsewhere(stage: Stage, p: Phrase) -> bool:
    """Whether an office is at something named that nobody knows: "head of competitions at FIBA Europe"."""
    t, lex = stage.tokens, lexicon()
    if p.cut >= p.b or t.low[p.cut] not in ("of", "at", "for"):
        return False
    known = lex.title_words | lex.bodies.keys() | lex.modifiers
    tail = [i for i in range(p.cut + 1, p.b) if t.raw[i][0].isupper() and t.low[i] not in known]
    return bool(tail) and not any(i in stage.hits for i in range(p.cut, p.b))


def holds_office(figure: Figure, title: Title, country: str | None, organisation: str | None) -> bool:
    """Whether a person holds an office that a title's words can mean."""
    if figure.type != "person" or (title.gender and figure.gender and title.gender != figure.gender):
        return False
    if country and figure.country != country:
        return False
    if organisation and not country and figure.organisation != organisation:
        return False
    if title.office == "journalist" and figure.medium and not country:
        return True
    covered = lexicon().covers.get(title.office, frozenset()) | {title.office}
    if not title.deputy and not title.former and covered & figure.offices:
        return True
    vague = title.office in ("official", "minister", "diplomat")
    return any(x.office in covered and (x.deputy == title.deputy or vague) for x in figure.titles)


def _holder(stage: Stage, p: Phrase, title: Title, country: str | None, organisation: str | None) -> Answer | None:
    home = (country in (None, stage.home) and not organisation) or organisation == stage.home
    principal = stage.principal
    if principal is not None and home and not title.owner and holds_office(principal, title, None, None):
        return Answer(principal, 0.92, "issuer")

    low = stage.tokens.low
    bureau = title.office in LOOSE and "office" in low[p.head + 1 : p.b]

    def fits(f: Figure) -> bool:
        if bureau and not any("office" in low[x.a : x.b] for x in f.titles):
            return False
        return holds_office(f, title, country, organisation)

    noun = stage.tokens.low[p.end - 1]

    def likely(f: Figure) -> bool:
        unnamed = country is None and organisation is None and f.type == "person" and not f.key and noun in f.nouns
        return unnamed or fits(f)

    found = stage.scene.antecedent(p.head, likely, window=60)
    if found is not None:
        return Answer(found.figure, max(found.confidence, 0.8), "nominal")
    later = stage.scene.ahead(p.head, fits, AHEAD)
    if later is not None:
        return Answer(later, 0.75, "nominal")
    place = country or organisation or (stage.home if not title.owner else None)
    if place and bureau and not title.deputy and not title.former:
        found_there = [
            x for x in stage.memory.holders(title.office, place, stage.day) if "office" in x.title.casefold()
        ]
        return Answer(stage.person(found_there[0]), 0.7, "role holder") if len(found_there) == 1 else None
    if place and not title.deputy and not title.former:
        holder = stage.holder(title.office, place)
        if holder is not None:
            return Answer(holder, holder.confidence, "role holder")
    if country and title.office in LOOSE:
        loose = stage.scene.antecedent(
            p.head, lambda f: f.type == "person" and f.country == country and bool(f.key), window=6
        )
        if loose is not None:
            return Answer(loose.figure, 0.6, "nominal")
    return None


def _again(stage: Stage, p: Phrase, country: str | None) -> Answer | None:
    """Somebody unnamed who came up before by the same noun."""
    noun = stage.tokens.low[p.end - 1]
    before = stage.scene.antecedent(
        p.head,
        lambda f: f.type == "person" and noun in f.nouns and (not country or f.country in (None, country)),
        window=40,
    )
    return Answer(before.figure, 0.8, "nominal") if before is not None else None


def _one_of(stage: Stage, p: Phrase, country: str | None, gender: str | None) -> Answer | None:
    """One of the kind of people last named: "one official" after "two US officials"."""
    if country is not None:
        return None
    noun = stage.tokens.low[p.end - 1]
    many = stage.scene.antecedent(
        p.head, lambda f: f.type == "group" and f.country is not None and noun + "s" in f.nouns, window=12
    )
    return stranger(stage, p, many.figure.country, None, gender) if many is not None else None


def stranger(stage: Stage, p: Phrase, country: str | None, organisation: str | None, gender: str | None) -> Answer:
    """Somebody whom the text does not name: one figure for a wording, the same when it comes back with "the"."""
    t = stage.tokens
    noun = t.low[p.end - 1]
    if not p.indefinite:
        again = _again(stage, p, country)
        if again is not None:
            return again
    placed = country
    if country is None and organisation is None and (noun in PLACED or noun in SETTLED):
        country = locality(stage, p.head, 0) or (setting(stage, p.head) if noun in SETTLED else None)
    if country is None and organisation is None and noun == "source" and not TRADES.isdisjoint(t.low[p.a : p.head]):
        country = locality(stage, p.head) or setting(stage, p.head)
    label = stage.span(p.a, min(p.b, p.a + 10))[:LABEL]
    code = blake2b(f"{stage.document}#{t.span(p.a, p.b)}".encode(), digest_size=4).hexdigest()
    kind: ActorType = "person"
    figure = stage.make(f"person:~{slug(label)[:40]}-{code}", kind, label, country, "one")
    figure.nouns = {noun}
    figure.organisation, figure.gender = organisation, gender
    figure.key = ()
    return Answer(figure, 0.85 if placed else 0.6 if country else 0.5, "kind")
