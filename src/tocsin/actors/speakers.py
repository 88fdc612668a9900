"""Who one source is: the steps of the resolution, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from tocsin.actors.bodies import domain_after
from tocsin.actors.coreference import Scene
from tocsin.actors.figures import Figure, Use
from tocsin.actors.gazetteer import Gazetteer, Hit
from tocsin.actors.lexicon import Pronoun, lexicon
from tocsin.actors.memory import Memory, office_of
from tocsin.actors.names import key, slug
from tocsin.actors.phrases import Phrase, conjuncts, phrase, segments
from tocsin.actors.titles import ARTICLES, Title, read_title
from tocsin.actors.tokens import Tokens
from tocsin.actors.types import ActorType, Reason

GROUP_NOUNS = frozenset(
    [
        "group",
        "movement",
        "militia",
        "rebels",
        "fighters",
        "faction",
        "organisation",
        "organization",
        "militants",
        "forces",
        "government",
    ]
)
SPOKEN = frozenset(["mr", "mrs", "ms", "miss", "dr"])


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure, how sure (0 to 1), and the step that decided."""

    figure: Figure | None
    confidence: float = 0.0
    reason: Reason = "unknown"


NOBODY = Answer(None)


@dataclass(slots=True)
class Stage:
    """All that the resolution of one document's sources looks at."""

    tokens: Tokens
    hits: Mapping[int, Hit]
    named: Mapping[int, Use]
    scene: Scene
    gazetteer: Gazetteer
    memory: Memory
    day: str | None
    document: str
    home: str | None
    principal: Figure | None
    counterpart: Figure | None
    figures: dict[str, Figure]
    quotes: dict[int, Figure] = field(default_factory=dict)
    last: Figure | None = None

    def known(self, entity: str) -> Figure | None:
        """The figure of a world entity."""
        found = self.figures.get(entity)
        if found is None:
            e = self.gazetteer.entities.get(entity)
            if e is None:
                return None
            found = figure_of_entity(entity, e.type, e.name, e.country)
            self.figures[entity] = found
        return found

    def make(self, identity: str, kind: ActorType, name: str, country: str | None, number: str) -> Figure:
        """A figure learnt from the text, one for each id."""
        found = self.figures.get(identity)
        if found is None:
            found = Figure(
                id=identity, type=kind, name=name, country=country, number=number, key=key(name), learnt=True
            )
            self.figures[identity] = found
        return found


def figure_of_entity(entity: str, kind: ActorType, name: str, country: str | None) -> Figure:
    """The figure of what the world knows, with the nouns that may refer to it."""
    nouns = {
        "state": {"country", "nation", "state", "side", "government", "kingdom", "republic"},
        "armed-group": {"group", "movement", "militia", "faction", "organisation", "organization"},
        "medium": {"agency", "newspaper", "outlet", "network", "channel", "broadcaster", "medium", "news agency"},
        "organisation": {"organisation", "organization", "agency", "bloc", "alliance", "body", "union"},
    }.get(kind, set())
    nouns = (
        nouns
        | {w.casefold() for w in name.split()[-1:]}
        | {w.casefold() for w in name.replace("’s", "").split() if w.islower()}
    )
    home = entity if kind == "state" else country
    if kind == "organisation":
        home = country
    return Figure(
        id=entity, type=kind, name=name, country=home, nouns=nouns, number="many" if kind == "armed-group" else "thing"
    )


def speaker(stage: Stage, a: int, b: int) -> Answer:
    """Who the source words `[a, b)` are."""
    t, lex = stage.tokens, lexicon()
    while a < b and t.low[a] in ("by", "in", "according", "to", "from") and a not in stage.hits:
        a += 1
    if a >= b:
        return NOBODY
    if b - a == 1 and t.low[a] in lex.pronouns and a not in stage.hits:
        return _pronoun(stage, a, lex.pronouns[t.low[a]])
    joined = _several(stage, a, b)
    if joined is not None:
        return joined
    parts = segments(t, a, b)
    for n, (x, y) in enumerate(parts):
        use = _named_person(stage, x, y)
        if use is None:
            continue
        if n and not _is_role(stage, *parts[0]):
            break
        figure = use.figure
        _teach(stage, figure, x, use.a)
        reason: Reason = (
            "title+name" if figure.titles and len(figure.key) > 1 else "name" if use.b - use.a > 1 else "surname"
        )
        return Answer(figure, min(figure.confidence, 0.95 if figure.country or figure.organisation else 0.8), reason)
    return _common(stage, *parts[0], b) if parts else NOBODY


def _teach(stage: Stage, figure: Figure, a: int, name: int) -> None:
    """Take country and employer from "his spokesman X", "its leader X", "the agency's X"."""
    t = stage.tokens
    if figure.country or figure.organisation or name <= a or t.low[a] not in lexicon().pronouns:
        return
    owner = _pronoun(stage, a, lexicon().pronouns[t.low[a]]).figure
    if owner is not None:
        figure.country = owner.country
        figure.organisation = owner.organisation if owner.type == "person" else owner.id


def _named_person(stage: Stage, a: int, b: int) -> Use | None:
    """The person whom a segment names as its head: first, or last after titles; not an owner of something."""
    t = stage.tokens
    for i in range(a, b):
        use = stage.named.get(i)
        if use is None or use.a != i or use.b > b or use.figure.type != "person":
            continue
        before = [w for w in t.low[a:i]]
        if any(w in ("of", "by", "for", "to", "with", "and", "who", "that", "against", "from") for w in before):
            if not _title_of(stage, a, i) or t.low[i - 1] in ("of", "by", "for", "to", "with"):
                return None
        owns = t.possessive[use.b - 1] and use.b < b
        if owns:
            nxt = stage.named.get(use.b)
            if nxt is not None and nxt.figure.type == "person":
                continue
            return None
        if use.b < b and t.low[use.b] not in _AFTER_NAME and t.raw[use.b][0].islower():
            return None
        return use
    return None


_AFTER_NAME = frozenset(
    [
        "of",
        "from",
        "at",
        "with",
        "in",
        "on",
        "who",
        "which",
        "whose",
        "and",
        "himself",
        "herself",
        "to",
        "for",
        "is",
        "was",
    ]
)


def _title_of(stage: Stage, a: int, b: int) -> Title | None:
    return read_title(stage.tokens, stage.hits, a, b) if b > a else None


def _is_role(stage: Stage, a: int, b: int) -> bool:
    p = phrase(stage.tokens, stage.hits, stage.named, a, b)
    return p is not None and p.kind in ("title", "kind")


def _several(stage: Stage, a: int, b: int) -> Answer | None:
    """Two or more joined by "and": one group of them, with their country where it is one."""
    t = stage.tokens
    parts = conjuncts(t, stage.hits, stage.named, a, b)
    if len(parts) < 2 or not any(t.low[i] in ("and", "&", "or") for i in range(a, b)):
        return None
    figures: list[Figure] = []
    for x, y in parts:
        while x < y and t.low[x] in ("both", "and"):
            x += 1
        if x >= y:
            continue
        p = phrase(t, stage.hits, stage.named, x, y)
        if p is None or (p.kind in ("other", "paper") and not (y - x == 1 and t.low[x] in lexicon().pronouns)):
            return None
        if p.kind == "body" and p.bare and not p.definite:
            return None
        if p.kind == "title" and y - x == 1:
            return None
        if p.kind == "named" and p.head in stage.hits and p.head not in stage.named:
            hit = stage.hits[p.head]
            if hit.sort == "demonym" and not _plural(t, p.head, p.end):
                return None
        answer = speaker(stage, x, y)
        if answer.figure is None:
            return None
        figures.append(answer.figure)
    figures = list({id(f): f for f in figures}.values())
    if len(figures) < 2:
        return Answer(figures[0], 0.7, "several") if figures else None
    return Answer(group_of(stage, figures), 0.85, "several")


def group_of(stage: Stage, figures: list[Figure]) -> Figure:
    """Some figures as one."""
    names = [f.name for f in figures]
    name = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    countries = {f.country for f in figures}
    found = stage.make(
        "group:" + "+".join(sorted(f.id.split(":")[-1].lower() for f in figures)),
        "group",
        name,
        countries.pop() if len(countries) == 1 else None,
        "many",
    )
    found.parts = tuple(figures)
    return found


def _plural(t: Tokens, a: int, b: int) -> bool:
    return t.low[b - 1].endswith("s") or t.low[a - 1 : a] == ["the"]


def _common(stage: Stage, a: int, b: int, end: int) -> Answer:
    """A phrase whose head is no person's name."""
    t = stage.tokens
    p = phrase(t, stage.hits, stage.named, a, b)
    if p is None:
        return NOBODY
    if p.kind == "named":
        return _name(stage, p, end)
    if p.kind == "title":
        return _office(stage, p)
    words = " ".join(t.low[p.a : p.b])
    bare = " ".join(w for w in t.low[p.a : p.b] if w not in ARTICLES)
    if bare in lexicon().pairs or words in lexicon().pairs:
        found = _pair(stage, p)
        if found is not None:
            return found
    if p.kind == "kind":
        return _kind(stage, p)
    if p.kind == "body":
        return _body(stage, p)
    if p.kind == "paper":
        return _paper(stage, p)
    return _other(stage, p)


def _name(stage: Stage, p: Phrase, end: int) -> Answer:
    """The head is a name: of the world's, or of an organisation that the text names."""
    t = stage.tokens
    hit = stage.hits.get(p.head)
    use = stage.named.get(p.head)
    if use is not None and use.a == p.head and (hit is None or use.b > hit.b or hit.a != p.head):
        return Answer(use.figure, 0.85, "name")
    if hit is None:
        return NOBODY
    if hit.type == "place":
        state = stage.known(hit.country or "")
        return Answer(state, 0.5, "alias") if state else NOBODY
    if hit.sort == "demonym" and hit.type == "state":
        return Answer(_people(stage, hit, p), 0.9, "kind")
    figure = stage.known(hit.id)
    return Answer(figure, 0.55 if hit.ambiguous else 0.95, "alias")


def _people(stage: Stage, hit: Hit, p: Phrase) -> Figure:
    name = " ".join(stage.tokens.words(hit.a, hit.b).split())
    return stage.make(f"group:{(hit.country or hit.id).lower()}-people", "group", name, hit.country, "many")


def owner_of(stage: Stage, p: Phrase) -> tuple[str | None, Figure | None]:
    """The country, and the figure, that stand before a head ("Palestinian health officials") or after it ("officials in Gaza")."""
    t = stage.tokens
    figures: list[Figure] = []
    i = p.a
    while i < p.head:
        use, hit = stage.named.get(i), stage.hits.get(i)
        if use is not None:
            figures.append(use.figure)
            i = use.b
        elif hit is not None:
            if hit.type == "place":
                return hit.country, None
            f = stage.known(hit.id)
            if f is not None:
                figures.append(f)
            i = hit.b
        elif t.low[i] in ("his", "her", "its", "their", "our"):
            f = _pronoun(stage, i, lexicon().pronouns[t.low[i]]).figure
            if f is not None:
                figures.append(f)
            i += 1
        elif t.possessive[i] or (t.low[i] in ("country", "territory", "group", "kingdom") and i < p.head - 1):
            sub = phrase(t, stage.hits, stage.named, p.a, i + 1)
            f = (
                _common(stage, p.a, i + 1, i + 1).figure
                if sub is not None and i + 1 < p.head + 1 and t.possessive[i]
                else None
            )
            if f is not None:
                figures.append(f)
            i += 1
        else:
            i += 1
    if figures:
        countries = [f.country for f in figures if f.country]
        last = figures[-1]
        return (countries[0] if countries and figures[0].type != "organisation" else last.country), last
    i = p.cut
    while i < p.b:
        use, hit = stage.named.get(i), stage.hits.get(i)
        if t.low[i] in ("to", "on", "about", "against", "including", "by"):
            break
        if use is not None:
            return use.figure.country, use.figure
        if hit is not None:
            return (hit.country, None if hit.type == "place" else stage.known(hit.id))
        i += 1
    return None, None


def _office(stage: Stage, p: Phrase) -> Answer:
    """A title without a name: the last fitting person of the document, else the holder of that day, else somebody unnamed."""
    t = stage.tokens
    title = read_title(t, stage.hits, p.a, p.b)
    if title is None:
        return _other(stage, p)
    country, owner = title.country, None
    if country is None and title.organisation is None:
        country, owner = owner_of(stage, p)
    organisation = title.organisation or (owner.id if owner is not None and owner.type != "person" else None)
    if not p.indefinite:
        found = _holder(stage, p, title, country, organisation)
        if found is not None:
            return found
    return _stranger(stage, p, country, organisation, title.gender)


def fits_office(figure: Figure, title: Title, country: str | None, organisation: str | None) -> bool:
    """Whether a person holds an office that the words can mean."""
    if figure.type != "person":
        return False
    if title.gender and figure.gender and title.gender != figure.gender:
        return False
    if country and figure.country != country:
        return False
    if organisation and not country and figure.organisation != organisation:
        return False
    covered = lexicon().covers.get(title.office, frozenset((title.office,))) | {title.office}
    return any(
        x.office in covered and (x.deputy == title.deputy or title.office in ("official", "minister"))
        for x in figure.titles
    )


def _holder(stage: Stage, p: Phrase, title: Title, country: str | None, organisation: str | None) -> Answer | None:
    found = stage.scene.antecedent(p.head, lambda f: fits_office(f, title, country, organisation), window=60)
    if found is not None:
        if (
            stage.principal is not None
            and not country
            and not organisation
            and fits_office(stage.principal, title, None, None)
        ):
            return Answer(stage.principal, 0.9, "issuer")
        return Answer(found.figure, max(found.confidence, 0.8), "nominal")
    place = country or organisation or (stage.home if not title.owner else None)
    if place and not title.deputy:
        if (
            stage.principal is not None
            and stage.principal.country == place
            and fits_office(stage.principal, title, place, None)
        ):
            return Answer(stage.principal, 0.9, "issuer")
        holders = [] if title.former else stage.memory.holders(title.office, place, stage.day)
        names = {h.actor for h in holders}
        if len(names) == 1:
            h = holders[0]
            figure = stage.make(h.actor, "person", h.name, h.country, "one")
            figure.organisation, figure.gender = h.organisation, h.gender
            figure.titles.append(title)
            return Answer(figure, h.confidence, "role holder")
    if country:
        loose = stage.scene.antecedent(
            p.head, lambda f: f.type == "person" and f.country == country and not f.id.startswith("person:~"), window=6
        )
        if loose is not None and title.office in ("leader", "president", "official", "chief", "diplomat"):
            return Answer(loose.figure, 0.6, "nominal")
    return None


def _stranger(stage: Stage, p: Phrase, country: str | None, organisation: str | None, gender: str | None) -> Answer:
    """Somebody whom the text does not name: one figure for a wording, the same when it comes back."""
    t = stage.tokens
    noun = t.low[p.end - 1]
    if not p.indefinite:
        again = stage.scene.antecedent(
            p.head,
            lambda f: f.type == "person" and noun in f.nouns and (not country or f.country in (None, country)),
            window=40,
        )
        if again is not None:
            return Answer(again.figure, 0.8, "nominal")
    label = " ".join(w for w in t.words(p.a, min(p.b, p.a + 8)).split())
    code = blake2b(f"{stage.document}#{p.a}".encode(), digest_size=4).hexdigest()
    figure = stage.make(f"person:~{slug(label)[:40]}-{code}", "person", label, country, "one")
    figure.nouns = {noun}
    figure.organisation, figure.gender = organisation, gender
    figure.key = ()
    return Answer(figure, 0.85 if country else 0.55, "kind")


def _kind(stage: Stage, p: Phrase) -> Answer:
    t, lex = stage.tokens, lexicon()
    noun = " ".join(t.low[p.head : p.end])
    country, owner = owner_of(stage, p)
    if noun in lex.singulars and noun not in lex.plurals:
        organisation = owner.id if owner is not None and owner.type not in ("person", "group") else None
        return _stranger(stage, p, country, organisation, None)
    sort = lex.plurals.get(noun, "people")
    armed = owner is not None and owner.type == "armed-group"
    if (
        armed
        and owner is not None
        and noun in ("rebels", "fighters", "militants", "forces", "troops")
        and t.low[p.a] != "some"
    ):
        return Answer(owner, 0.9, "alias")
    if country is None and owner is None:
        if p.definite and p.bare:
            again = stage.scene.antecedent(p.head, lambda f: f.type != "person" and noun in f.nouns, window=30)
            if again is not None:
                return Answer(again.figure, again.confidence, "nominal")
        country = _local(stage, p, noun)
    name = " ".join(t.words(p.a, p.cut).split())
    kind: ActorType = "government" if sort == "government" else "medium" if sort == "medium" else "group"
    base = noun.replace(" ", "-")
    home = (country or (owner.id.split(":")[-1] if owner is not None else "")).lower()
    figure = stage.make("group:" + "-".join(x for x in (home, base) if x), kind, name, country, "many")
    figure.nouns |= {noun}
    return Answer(figure, 0.9 if country or owner else 0.7, "kind")


def _local(stage: Stage, p: Phrase, noun: str) -> str | None:
    """The country that unqualified officials or authorities belong to: the sentence's place, if it names but one."""
    if noun not in ("authorities", "officials", "police"):
        return None
    t = stage.tokens
    s = t.sentences[p.head]
    near = {u.figure.country for u in stage.scene.before(len(t)) if t.sentences[u.a] == s and u.figure.country}
    return near.pop() if len(near) == 1 else None


def _body(stage: Stage, p: Phrase) -> Answer:
    """A ministry, army, agency or group described by a common noun."""
    t, lex = stage.tokens, lexicon()
    noun = " ".join(t.low[p.head : p.end])
    sort, refers = lex.bodies[noun]
    country, owner = owner_of(stage, p)
    if p.head - 1 >= p.a:
        hit = stage.hits.get(p.head - 1)
        named = stage.named.get(p.head - 1) or next(
            (stage.named[i] for i in range(p.a, p.head) if i in stage.named and stage.named[i].b == p.head), None
        )
        if (
            hit is not None
            and hit.b == p.head
            and sort in ("armed-group", "medium", "organisation")
            and hit.type == sort
        ):
            return Answer(stage.known(hit.id), 0.95, "alias")
        if hit is not None and hit.type == "armed-group" and noun in GROUP_NOUNS and not t.possessive[p.head - 1]:
            return Answer(stage.known(hit.id), 0.9, "alias")
        if (
            named is not None
            and named.figure.type != "person"
            and sort in ("medium", "organisation", "armed-group")
            and not t.possessive[p.head - 1]
        ):
            return Answer(named.figure, 0.85, "name")
    domain = " ".join(w for w in t.low[p.a : p.head] if w in lex.modifiers)
    if refers == "ministry" and p.cut < p.b and t.low[p.cut] in ("of", "for"):
        _, domain = domain_after(t, stage.hits, p.cut)
    if country is None or sort == "armed-group":
        again = stage.scene.antecedent(
            p.head,
            lambda f: _answers_to(f, noun, refers, domain) and (country is None or f.country == country),
            window=25,
            adjectives=0.15,
        )
        if again is not None and not p.indefinite:
            return Answer(again.figure, again.confidence, "nominal")
    if sort == "state":
        if country is not None and noun in ("side", "capital", "occupation"):
            state = stage.known(country)
            return Answer(state, 0.85, "nominal") if state else NOBODY
        return NOBODY
    if country is None and owner is None:
        country = stage.home or _local(stage, p, "authorities")
        if country is None:
            if p.definite and not p.bare and sort in ("organisation", "government"):
                return NOBODY
            return NOBODY if p.definite else _group(stage, p, None, noun)
    if sort == "armed-group" or noun in ("team", "delegation"):
        return _group(stage, p, country, noun)
    label = (
        f"{domain} {noun}".strip() if refers == "ministry" else refers if refers in ("armed-forces", "police") else noun
    )
    home = (country or (owner.id.split(":")[-1] if owner is not None else "")).lower()
    name = " ".join(t.words(p.a, p.b if refers == "ministry" else p.cut).split())
    kind: ActorType = (
        "government" if country and sort == "government" else "organisation" if sort == "government" else sort
    )  # type: ignore[assignment]
    figure = stage.make("org:" + "-".join(x for x in (home, slug(label)) if x), kind, name, country, "thing")
    figure.nouns |= {noun, refers}
    return Answer(figure, 0.85 if country else 0.6, "body")


def _group(stage: Stage, p: Phrase, country: str | None, noun: str) -> Answer:
    name = " ".join(stage.tokens.words(p.a, p.cut).split())
    home = (country or "").lower()
    figure = stage.make("group:" + "-".join(x for x in (home, slug(name)[:40]) if x), "group", name, country, "many")
    figure.nouns |= {noun}
    return Answer(figure, 0.75 if country else 0.5, "kind")


def _answers_to(f: Figure, noun: str, refers: str, domain: str) -> bool:
    if f.type in ("person", "group") and noun not in f.nouns:
        return False
    if refers == "group":
        return f.type == "armed-group" or (f.type == "organisation" and noun in f.nouns)
    if domain and f.type == "government" and not any(w in f.id or w in f.name.casefold() for w in domain.split()):
        return False
    return noun in f.nouns or refers in f.nouns or noun in f.name.casefold().split()


def _paper(stage: Stage, p: Phrase) -> Answer:
    """A statement, report or document speaks for its issuer: named by the phrase, else the last who spoke."""
    t = stage.tokens
    for i in range(p.cut, p.b):
        if t.low[i] in ("by", "from", "of") and i + 1 < p.b:
            found = speaker(stage, i + 1, p.b)
            if found.figure is not None:
                return Answer(found.figure, found.confidence * 0.95, "paper")
            break
    country, owner = owner_of(stage, p)
    if owner is not None:
        return Answer(owner, 0.8, "paper")
    if country is not None and (state := stage.known(country)) is not None:
        return Answer(state, 0.6, "paper")
    if p.definite and stage.last is not None:
        return Answer(stage.last, 0.65, "paper")
    return NOBODY


def _pair(stage: Stage, p: Phrase) -> Answer | None:
    """The two who meet: the last pair, else a release's principal and the one met."""
    t = stage.tokens
    countries = [stage.hits[i].country for i in range(p.a, p.b) if i in stage.hits and stage.hits[i].a == i]
    last = stage.scene.antecedent(p.head, lambda f: len(f.parts) > 1, window=12)
    if stage.principal is not None and stage.counterpart is not None and not countries:
        return Answer(group_of(stage, [stage.principal, stage.counterpart]), 0.85, "pair")
    if last is not None:
        return Answer(last.figure, 0.75, "pair")
    if p.definite or t.low[p.a] == "both":
        people = [
            u.figure
            for u in stage.scene.before(p.head)
            if u.figure.type == "person" and t.sentences[p.head] - t.sentences[u.a] < 4
        ]
        both = list({id(f): f for f in reversed(people)}.values())[:2]
        if len(both) == 2:
            return Answer(group_of(stage, both[::-1]), 0.55, "pair")
    return None


def _other(stage: Stage, p: Phrase) -> Answer:
    """A head that no list knows: a name not marked as one, else a kind of people where it is plural."""
    t = stage.tokens
    country, owner = owner_of(stage, p)
    noun = t.low[p.end - 1]
    if p.definite:
        again = stage.scene.antecedent(
            p.head, lambda f: noun in f.nouns or noun in f.name.casefold().split(), window=25
        )
        if again is not None:
            return Answer(again.figure, again.confidence, "nominal")
    if t.raw[p.head][0].isupper() and p.head > 0 and (t.sentences[p.head - 1] == t.sentences[p.head] or not p.bare):
        start = p.head
        while (
            start > p.a
            and t.raw[start - 1][0].isupper()
            and start - 1 not in stage.hits
            and t.low[start - 1] not in ARTICLES
        ):
            start -= 1
        name = " ".join(t.words(start, p.end).split())
        return Answer(stage.make("org:" + slug(name), "organisation", name, country, "thing"), 0.5, "name")
    if noun.endswith("s") or owner is not None:
        name = " ".join(t.words(p.a, p.cut).split())
        home = (country or "").lower()
        figure = stage.make("group:" + "-".join(x for x in (home, slug(noun)) if x), "group", name, country, "many")
        figure.nouns |= {noun}
        return Answer(figure, 0.7 if country else 0.5, "kind")
    if p.indefinite:
        return _stranger(stage, p, country, None, None)
    return NOBODY


def _pronoun(stage: Stage, at: int, pronoun: Pronoun) -> Answer:
    t = stage.tokens
    quote = t.quotes[at]
    speaking = stage.quotes.get(quote) if quote else None
    if pronoun.person == "1":
        return _first_person(stage, pronoun, speaking, quote)
    if pronoun.person == "2":
        return NOBODY
    if pronoun.person in ("relative", "demonstrative"):
        near = [u for u in stage.scene.before(at) if u.b == at or (u.b >= at - 2 and pronoun.person == "relative")]
        return Answer(near[-1].figure, 0.7, "pronoun") if near else NOBODY
    barred = frozenset((id(speaking),)) if speaking is not None else frozenset()
    if pronoun.number == "one":
        found = stage.scene.antecedent(
            at,
            lambda f: f.number == "one" and not (pronoun.gender and f.gender and f.gender != pronoun.gender),
            barred=barred,
        )
        if found is not None and found.figure.gender is None and found.confidence >= 0.75:
            found.figure.gender = pronoun.gender
    elif pronoun.number == "many":
        found = stage.scene.antecedent(at, lambda f: f.number == "many", barred=barred, window=3, adjectives=0.2)
        if found is None:
            found = stage.scene.antecedent(
                at, lambda f: f.number != "one" and f.type != "state", barred=barred, window=2, adjectives=0.2
            )
    else:
        found = stage.scene.antecedent(
            at,
            lambda f: f.number != "one" and not f.parts and f.type != "group",
            barred=barred,
            window=3,
            adjectives=0.15,
        )
    return Answer(found.figure, found.confidence * 0.95, "pronoun") if found is not None else NOBODY


def _first_person(stage: Stage, pronoun: Pronoun, speaking: Figure | None, quote: int) -> Answer:
    if speaking is None:
        if quote == 0 and stage.home is not None and pronoun.number == "many":
            state = stage.known(stage.home)
            return Answer(state, 0.7, "issuer") if state else NOBODY
        return NOBODY
    if pronoun.number == "one" or speaking.type != "person":
        return Answer(speaking, 0.85, "pronoun")
    side = speaking.organisation or speaking.country
    figure = stage.figures.get(side) or stage.known(side) if side else None
    return Answer(figure or speaking, 0.7, "pronoun")


__all__ = ["Answer", "Stage", "figure_of_entity", "fits_office", "group_of", "office_of", "speaker"]
