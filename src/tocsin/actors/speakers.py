"""Who one source is: the gate and the steps of the resolution, each with its reason."""

from __future__ import annotations

from tocsin.actors import nominals, pairs, papers
from tocsin.actors.figures import Figure, Use
from tocsin.actors.gazetteer import Hit
from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.offices import office
from tocsin.actors.phrases import Phrase, conjuncts, phrase, segments
from tocsin.actors.pronouns import pronoun
from tocsin.actors.stage import NOBODY, Answer, Stage, group_of
from tocsin.actors.titles import ARTICLES, read_title
from tocsin.actors.tokens import Range
from tocsin.actors.types import Reason

DEEPEST = 5
COUNTED = 4
LEADS = word_set("speakers leads")
APPOSED = word_set("speakers apposed")
TRAILING = word_set("speakers trailing")
WITH_PRONOUNS = word_set("speakers with pronouns")
AFTER_NAME = word_set("speakers after name")
INSIDE = word_set("speakers inside")


def speaker(stage: Stage, a: int, b: int) -> Answer:
    """Who the source words `[a, b)` are; nobody where owners of owners go deeper than anybody writes."""
    if stage.depth >= DEEPEST:
        return NOBODY
    stage.depth += 1
    try:
        return _speaker(stage, a, b)
    finally:
        stage.depth -= 1


def _speaker(stage: Stage, a: int, b: int) -> Answer:
    t, lex = stage.tokens, lexicon()
    while a < b and t.low[a] in LEADS and a not in stage.hits:
        a += 1
    while b - a > 1 and t.low[b - 1] in TRAILING:
        b -= 1
    if a >= b:
        return NOBODY
    if b - a == 1 and a not in stage.hits:
        word = t.raw[a].replace("’", "'").partition("'")[0].casefold()
        if word in lex.pronouns:
            return pronoun(stage, a, lex.pronouns[word])
    counted = _counted(stage, a, b)
    if counted is not None:
        return pronoun(stage, counted, lex.pronouns[t.low[counted]])
    whole = phrase(t, stage.hits, stage.named, a, b)
    if whole is not None and whole.kind == "kind" and pairs.is_pair(stage, whole):
        both = pairs.pair(stage, whole)
        if both is not None:
            return both
    joined = _several(stage, a, b)
    if joined is not None:
        return joined
    parts = segments(t, a, b)
    if len(parts) > 1 and parts[0][1] - parts[0][0] == 1 and t.low[parts[0][0]] in APPOSED:
        spelled = _common(stage, *parts[1])
        if spelled.figure is not None:
            return spelled
        return pronoun(stage, parts[0][0], lex.pronouns[t.low[parts[0][0]]])
    for n, (x, y) in enumerate(parts):
        use = _person(stage, x, y)
        if use is None:
            continue
        if n and not _is_role(stage, *parts[0]):
            break
        figure = use.figure
        if n and figure.learnt and figure.country is None and figure.organisation is None:
            role = read_title(t, stage.hits, *parts[0])
            if role is not None:
                figure.country, figure.organisation = role.country, role.organisation
            elif (described := phrase(t, stage.hits, stage.named, *parts[0])) is not None:
                figure.country, _ = nominals.owner_of(stage, described)
        _teach(stage, figure, x, use.a, parts[n + 1 : n + 2])
        reason: Reason = (
            "title+name" if figure.titles and len(figure.key) > 1 else "name" if use.b - use.a > 1 else "surname"
        )
        sure = 0.95 if figure.country or figure.organisation or figure.medium else 0.75
        return Answer(figure, min(figure.confidence, sure), reason)
    for x, y in parts[1:]:
        if y - x > 2 and t.low[x : x + 2] == ["known", "as"]:
            known = _common(stage, x + 2, y)
            if known.reason in ("alias", "name"):
                return known
    return _common(stage, *parts[0]) if parts else NOBODY


def _counted(stage: Stage, a: int, b: int) -> int | None:
    """The pronoun of "all of us", "we both", "they themselves"; None where there is more than that."""
    t = stage.tokens
    if b - a > COUNTED or any(i in stage.hits for i in range(a, b)):
        return None
    found = [i for i in range(a, b) if t.low[i] in lexicon().pronouns and t.low[i] not in WITH_PRONOUNS]
    rest = all(t.low[i] in WITH_PRONOUNS or i in found for i in range(a, b))
    return found[0] if len(found) == 1 and rest else None


def _teach(stage: Stage, figure: Figure, a: int, name: int, after: list[Range]) -> None:
    """Take country and employer from "his spokesman X", "the group's X", "X, of the group's council"."""
    t = stage.tokens
    for x, y in [(a, name), *after]:
        if figure.country or figure.organisation or figure.medium or x >= y:
            return
        p = phrase(t, stage.hits, stage.named, x, y)
        if p is None or p.kind not in ("title", "kind", "other", "body"):
            continue
        country, owner = nominals.owner_of(stage, p)
        if owner is not None and owner is not figure and owner.type != "group":
            figure.country = country
            figure.organisation = owner.organisation if owner.type == "person" else owner.id


def _person(stage: Stage, a: int, b: int) -> Use | None:
    """The person whom a segment names as its head: first, or last after titles; not the owner of something."""
    t = stage.tokens
    for i in range(a, b):
        use = stage.named.get(i)
        if use is None or use.b > b or use.figure.type != "person":
            continue
        if any(w in ("including", "like") for w in t.low[a:i]):
            return None
        if t.low[a] in ("a", "an", "another") and any(w in ("for", "to", "of") for w in t.low[a:i]):
            return None
        if any(w in INSIDE for w in t.low[a:i]):
            adjoins = t.low[i - 1] not in INSIDE and read_title(t, stage.hits, a, i) is not None
            if not adjoins:
                return None
        if t.possessive[use.b - 1] and use.b < b:
            follows = stage.named.get(use.b)
            if follows is not None and follows.figure.type == "person":
                continue
            return None
        if use.b < b and t.low[use.b] not in AFTER_NAME and t.raw[use.b][0].islower():
            return None
        return use
    return None


def _is_role(stage: Stage, a: int, b: int) -> bool:
    p = phrase(stage.tokens, stage.hits, stage.named, a, b)
    return p is not None and p.kind in ("title", "kind")


def _several(stage: Stage, a: int, b: int) -> Answer | None:
    """Two or more joined by "and": one group of them."""
    t = stage.tokens
    if not any(t.low[i] in ("and", "&", "or") for i in range(a + 1, b)):
        return None
    parts = _without_appositions(stage, conjuncts(t, stage.hits, stage.named, a, b))
    if len(parts) < 2:
        return None
    phrases: list[Phrase] = []
    for x, y in parts:
        p = _conjunct(stage, x, y)
        if p is None:
            return None
        phrases.append(p)
    if phrases[0].kind in ("kind", "title") and phrases[0].cut < phrases[0].b and t.low[phrases[0].cut] == "of":
        whole = phrase(t, stage.hits, stage.named, a, b)
        if whole is not None and pairs.is_pair(stage, whole):
            return pairs.pair(stage, whole)
    figures: list[Figure] = []
    for p in phrases:
        found = speaker(stage, p.a, p.b).figure
        if found is None:
            return None
        figures.append(found)
    figures = list({id(f): f for f in figures}.values())
    if len(figures) < 2:
        return Answer(figures[0], 0.7, "several")
    if t.low[phrases[-1].a] == "other" and figures[-1].country is None:
        figures[-1].country = figures[0].country
    return Answer(group_of(stage, figures), 0.85, "several")


def _without_appositions(stage: Stage, parts: list[Range]) -> list[Range]:
    """A list's parts, without those that only say who the person before or after the comma is."""
    t = stage.tokens
    kept: list[Range] = []
    i = 0
    while i < len(parts):
        x, y = parts[i]
        person = _person(stage, x, y)
        nxt = parts[i + 1] if i + 1 < len(parts) else None
        comma = nxt is not None and nxt[0] == y and not t.gaps[y - 1].isspace()
        if person is not None:
            kept.append((x, y))
            i += 1
            while (
                comma
                and i < len(parts)
                and parts[i][0] == parts[i - 1][1]
                and not _person(stage, *parts[i])
                and _describes(stage, *parts[i])
            ):
                i += 1
                if i < len(parts) and not t.gaps[parts[i - 1][1] - 1].strip() and t.low[parts[i - 1][1]] == "and":
                    i += 1
            continue
        if comma and nxt is not None and _person(stage, *nxt) and _is_role(stage, x, y):
            i += 1
            continue
        kept.append((x, y))
        i += 1
    return kept


def _describes(stage: Stage, a: int, b: int) -> bool:
    t = stage.tokens
    return (t.low[a] in ARTICLES or t.low[a] in lexicon().title_words or t.low[a] in lexicon().modifiers) and _is_role(
        stage, a, b
    )


def _conjunct(stage: Stage, x: int, y: int) -> Phrase | None:
    """The phrase of one part of a list, None where it cannot stand alone and the "and" joins something smaller."""
    t = stage.tokens
    while x < y and t.low[x] in ("both", "and"):
        x += 1
    p = phrase(t, stage.hits, stage.named, x, y) if x < y else None
    if p is None:
        return None
    inner = p.head > 0 and t.sentences[p.head - 1] == t.sentences[p.head]
    if p.kind in ("kind", "body") and t.raw[p.head][0].isupper() and inner and y < len(t) and t.low[y] == "and":
        return None
    word = y - x == 1 and t.low[x] in lexicon().pronouns
    if p.kind in ("other", "paper") and not word and not (p.definite and t.raw[p.head][0].islower()):
        return None
    if (p.kind == "body" and p.bare and not p.definite) or (p.kind == "title" and y - x == 1):
        return None
    hit = stage.hits.get(p.head)
    if p.kind == "named" and hit is not None and p.head not in stage.named and hit.sort == "demonym":
        return p if is_plural(stage, hit) else None
    return p


def is_plural(stage: Stage, hit: Hit) -> bool:
    """Whether a demonym stands for people: "Palestinians", "the British"."""
    low = stage.tokens.low
    return low[hit.b - 1].endswith("s") or (hit.a > 0 and low[hit.a - 1] == "the")


def _common(stage: Stage, a: int, b: int) -> Answer:
    """A phrase whose head is no person's name."""
    t = stage.tokens
    p = phrase(t, stage.hits, stage.named, a, b)
    if p is None:
        return NOBODY
    if p.kind == "named":
        return _name(stage, p)
    if pairs.is_pair(stage, p):
        found = pairs.pair(stage, p)
        if found is not None:
            return found
    if p.kind == "title":
        return _office(stage, p)
    if p.kind == "kind":
        return nominals.kind(stage, p)
    if p.kind == "body":
        return nominals.body(stage, p)
    if p.kind == "paper":
        return papers.paper(stage, p)
    return nominals.other(stage, p)


def _office(stage: Stage, p: Phrase) -> Answer:
    title = read_title(stage.tokens, stage.hits, p.a, p.b)
    if title is None:
        return nominals.other(stage, p)
    country, organisation = title.country, title.organisation
    if country is None and organisation is None:
        country, owner = nominals.owner_of(stage, p)
        if owner is not None and owner.type != "person":
            organisation = owner.id if owner.country or not owner.learnt else None
        elif owner is not None:
            organisation = owner.organisation
    return office(stage, p, title, country, organisation)


def _name(stage: Stage, p: Phrase) -> Answer:
    """The head is a name: of the world's, or of an organisation or body that the text names."""
    t = stage.tokens
    hit, use = stage.hits.get(p.head), stage.named.get(p.head)
    if use is not None and (hit is None or use.b > hit.b or hit.a != p.head):
        figure = use.figure
        if figure.learnt and figure.country is None and figure.type != "person" and p.head > p.a:
            figure.country, _ = nominals.owner_of(stage, p)
        return Answer(figure, 0.85, "name")
    if hit is None:
        return NOBODY
    if hit.type == "place":
        if p.head > p.a and t.raw[p.head - 1][0].isupper() and t.low[p.head - 1] not in lexicon().modifiers:
            return NOBODY
        state = stage.known(hit.country)
        return Answer(state, 0.5, "alias") if state else NOBODY
    if hit.sort == "demonym" and hit.type == "state" and not (hit.a and t.low[hit.a - 1] == "a"):
        name = stage.span(hit.a, hit.b)
        people = stage.make(f"group:{(hit.country or hit.id).lower()}-people", "group", name, hit.country, "many")
        return Answer(people, 0.9, "kind")
    figure_or_none = stage.known(hit.id)
    return Answer(figure_or_none, 0.55 if hit.ambiguous else 0.95, "alias") if figure_or_none else NOBODY


__all__ = ["ARTICLES", "speaker"]
