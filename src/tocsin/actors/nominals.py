"""Common nouns: kinds of people, government bodies, and whose they are."""

from __future__ import annotations

from tocsin.actors.bodies import Body, body_figure, domain_after
from tocsin.actors.figures import Figure
from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.names import slug, sound
from tocsin.actors.offices import stranger
from tocsin.actors.phrases import DETERMINERS, Phrase
from tocsin.actors.places import enclave, locality, polity, setting
from tocsin.actors.pronouns import pronoun
from tocsin.actors.stage import NOBODY, NOUNS, Answer, Stage
from tocsin.actors.titles import ARTICLES
from tocsin.world.types import ActorType

OF_GROUP = word_set("nominals of group")
EARLIER = 400
CLOSE = 10
OF_THEM = word_set("nominals of them")
TRADES = word_set("nominals trades")
TROOPS = word_set("nominals troops")
NOT_OWNERS = word_set("nominals not owners")
TRADED = word_set("nominals traded")
SETTLED = word_set("nominals settled")
CROWDS = word_set("nominals crowds")
OWN = word_set("nominals own")
ENCLAVES = word_set("nominals enclaves")
KIN = word_set("nominals kin")
WHOEVER = word_set("nominals whoever")
UNSETTLED = word_set("nominals unsettled")
DISOWNED = word_set("nominals disowned")
PROTESTERS = word_set("nominals protesters")
PEOPLE = tuple(word_set("nominals people endings"))


def owner_of(stage: Stage, p: Phrase) -> tuple[str | None, Figure | None]:
    """The country, and the figure, that a head belongs to: named before it ("Palestinian health officials") or after
    it."""
    t = stage.tokens
    found: list[Figure] = []
    nearest = max((i for i in range(p.a + 1, p.head) if t.possessive[i]), default=-1)
    i = p.a
    while i < p.head:
        use, hit = stage.named.get(i), stage.hits.get(i)
        figure: Figure | None = None
        step = i + 1
        if use is not None and use.b <= p.head:
            figure, step = use.figure, use.b
        elif hit is not None:
            if hit.type == "place":
                return hit.country, None
            figure, step = stage.known(hit.id), hit.b
        elif t.low[i] in OWN | {"whose"} and t.low[i] in lexicon().pronouns:
            figure = pronoun(stage, i, lexicon().pronouns[t.low[i]]).figure
        elif i == nearest:
            figure = stage.ask(stage, p.a, i + 1).figure
            if figure is not None and figure.country is None and not figure.key:
                figure = None
        if figure is not None:
            found.append(figure)
        i = step
    if found:
        first, last = found[0], found[-1]
        country = next((f.country for f in found if f.country), None)
        return (country if first.type != "organisation" or first.country else last.country), last
    i = p.cut
    while i < p.b and t.low[i] not in NOT_OWNERS:
        use, hit = stage.named.get(i), stage.hits.get(i)
        if use is not None:
            return use.figure.country, use.figure
        if hit is not None:
            return hit.country, None if hit.type == "place" else stage.known(hit.id)
        if t.low[i] in OWN and t.low[i] in lexicon().pronouns:
            whose = pronoun(stage, i, lexicon().pronouns[t.low[i]]).figure
            return (whose.country, whose) if whose is not None else (None, None)
        if t.possessive[i] and t.low[i - 1] in ARTICLES:
            whose = stage.ask(stage, i - 1, i + 1).figure
            return (whose.country, whose) if whose is not None else (None, None)
        if t.raw[i] in NOUNS["state"]:
            state = stage.scene.antecedent(i, lambda f: f.type == "state", window=6)
            return (state.figure.country, state.figure) if state is not None else (None, None)
        i += 1
    return None, None


def kind(stage: Stage, p: Phrase) -> Answer:
    """A kind of people: a group where they are many, somebody unnamed where it is one."""
    t, lex = stage.tokens, lexicon()
    noun = " ".join(t.low[p.head : p.end])
    country, owner = owner_of(stage, p)
    of_them = t.low[p.a] in OF_THEM and p.a + 1 < p.b and t.low[p.a + 1] == "of"
    if noun in lex.singulars and noun not in lex.plurals:
        organisation = owner.id if owner is not None and owner.type not in ("person", "group") else None
        return stranger(stage, p, country, organisation, None)
    sort = lex.plurals.get(noun, "people")
    if t.low[p.a] in OWN and (sort == "state" or not UNSETTLED.isdisjoint(t.low[p.a : p.head])):
        country, owner = None, None
    if owner is not None and owner.type == "armed-group" and noun in TROOPS and not p.indefinite:
        return Answer(owner, 0.9, "alias")
    if country is None and owner is None:
        again = None
        alike = PROTESTERS if noun in PROTESTERS else {noun}
        if p.definite or (p.bare and not p.indefinite) or of_them:
            again = stage.scene.antecedent(
                p.head,
                lambda f: f.type not in ("person", "organisation") and bool(alike & f.nouns) and not f.parts,
                window=30 if p.definite or of_them else 12,
            )
        if again is not None and (p.definite or of_them or again.figure.country):
            return Answer(again.figure, again.confidence * 0.9, "nominal")
        country = (_earlier(stage, p, noun) if p.definite else None) or _local(stage, p, noun)
    if of_them and t.low[p.a] == "one":
        return stranger(stage, p, country or locality(stage, p.head), None, None)
    return Answer(_kind_figure(stage, p, noun, sort, country, owner), 0.9 if country or owner else 0.7, "kind")


def _kind_figure(stage: Stage, p: Phrase, noun: str, sort: str, country: str | None, owner: Figure | None) -> Figure:
    types: dict[str, ActorType] = {"government": "government", "medium": "medium"}
    home = (country or (owner.id.split(":")[-1] if owner is not None else "")).lower()
    figure = stage.make(
        "group:" + "-".join(x for x in (home, noun.replace(" ", "-")) if x),
        types.get(sort, "group"),
        stage.span(p.a, p.cut),
        country,
        "many",
    )
    figure.nouns.add(noun)
    return figure


def _earlier(stage: Stage, p: Phrase, noun: str) -> str | None:
    """The country that the same noun had when the text named it last: "Italian lawmakers", then "the lawmakers"."""
    t = stage.tokens
    for i in range(p.a - 1, max(0, p.a - EARLIER), -1):
        if t.low[i] != noun:
            continue
        near = stage.hits.get(i - 1) or stage.hits.get(i - 2)
        if near is not None and near.country and near.sort == "demonym":
            return near.country
    return None


def _local(stage: Stage, p: Phrase, noun: str) -> str | None:
    """The country that officials, residents or an army without one belong to, where their sentence makes it plain."""
    low = stage.tokens.low
    trade = noun in TRADED and not TRADES.isdisjoint(low[p.a : p.head])
    if noun in CROWDS:
        return setting(stage, p.head, 0, CLOSE)
    if noun in KIN and p.cut < p.b and low[p.cut] == "of":
        return None
    found = setting(stage, p.head) if noun in SETTLED else None
    found = found or (locality(stage, p.head) if trade or noun in lexicon().local else None)
    return found or (setting(stage, p.head) if trade else None)


def body(stage: Stage, p: Phrase) -> Answer:
    """A ministry, army, agency or group that a common noun describes."""
    t, lex = stage.tokens, lexicon()
    noun = " ".join(t.low[p.head : p.end])
    sort, refers = lex.bodies[noun]
    beside = _beside(stage, p, noun, sort)
    if beside is not None:
        return beside
    if noun in ENCLAVES and p.definite:
        state = stage.known(enclave(stage, p.head))
        return Answer(state, 0.7, "nominal") if state else NOBODY
    country, owner = owner_of(stage, p)
    if t.low[p.a] in OWN and owner is not None and owner.type == "person" and sort == "organisation":
        works = stage.known(owner.organisation) or stage.figures.get(owner.organisation or "")
        return Answer(works, 0.7, "nominal") if works is not None and works.type == sort else NOBODY
    domain = " ".join(w for w in t.low[p.a : p.head] if w in lex.modifiers)
    end = p.cut
    if refers == "ministry" and p.cut < p.b and t.low[p.cut] in ("of", "for"):
        end, domain = domain_after(t, stage.hits, p.cut)
    unlike = owner is None and any(
        any(c.isupper() for c in t.raw[i]) and "-" not in t.raw[i] and i not in stage.hits
        for i in range(p.a + 1, p.head)
    )
    if (country is None or refers == "group") and (p.definite or country is not None) and not unlike:
        again = stage.scene.antecedent(
            p.head,
            lambda f: answers_to(f, noun, refers, domain) and (country is None or f.country == country),
            window=25,
            adjectives=0.15,
        )
        if again is None and country is None and p.definite:
            spoke = stage.scene.last_speaker(p.head, lambda f: stands_for(f, sort, refers), 8)
            if spoke is not None:
                return Answer(spoke, 0.75, "nominal")
            again = stage.scene.antecedent(p.head, lambda f: stands_for(f, sort, refers), window=6, adjectives=0.15)
        at_home = stage.home is not None and sort == "government" and country is None and noun not in DISOWNED
        if again is not None and not (at_home and again.figure.type == "state"):
            return Answer(again.figure, again.confidence, "nominal")
    if sort == "state":
        mine = t.low[p.a] in OWN
        state = stage.known(country) if mine or noun in ("side", "capital", "occupation") else None
        return Answer(state, 0.85, "nominal") if state else NOBODY
    if country is None and owner is None:
        if unlike or (noun in DISOWNED and stage.home is not None):
            return _group(stage, p, None, noun) if unlike else NOBODY
        country = stage.home or (polity(stage, p.head) if sort == "government" else None) or _local(stage, p, noun)
        if country is None:
            return NOBODY if p.definite else _group(stage, p, None, noun)
    if refers == "group" or noun in ("team", "delegation"):
        mine = owner is not None or stage.home is None or noun in ("team", "delegation")
        return _group(stage, p, country if mine else None, noun)
    described = Body(p.a, end, noun, sort, refers, domain, country, owner.id if owner else None)
    figure = body_figure(stage.gazetteer, stage.figures, described, stage.span(p.a, end))
    return Answer(figure, 0.85 if country else 0.6, "body")


def _beside(stage: Stage, p: Phrase, noun: str, sort: str) -> Answer | None:
    """The name right before the noun, where both are one: "Houthi movement", "Reuters news agency"."""
    t = stage.tokens
    if p.head <= p.a or t.possessive[p.head - 1]:
        return None
    hit = stage.hits.get(p.head - 1)
    if hit is not None and hit.b == p.head:
        if hit.type == "organisation" and noun in ("agency", "mission", "body"):
            part = stage.scene.antecedent(
                p.head, lambda f: f.type == "organisation" and f.id != hit.id and noun in f.nouns, window=30
            )
            if part is not None:
                return Answer(part.figure, 0.75, "nominal")
        same = hit.type == sort or (sort in ("medium", "organisation") and hit.type in ("medium", "organisation"))
        if same or (hit.type == "armed-group" and noun in OF_GROUP):
            figure = stage.known(hit.id)
            return Answer(figure, 0.92, "alias") if figure is not None else None
    for i in range(p.a, p.head):
        use = stage.named.get(i)
        if use is not None and use.b == p.head and use.figure.type != "person":
            return Answer(use.figure, 0.85, "name")
    return None


def answers_to(f: Figure, noun: str, refers: str, domain: str) -> bool:
    """Whether a figure can be meant by "the" and a noun for a body."""
    if f.type == "person" or f.parts or (f.type == "group" and noun not in f.nouns):
        return False
    if refers == "group":
        own = noun in f.name.casefold().split() or f.type == "group" or (f.country is not None and not f.learnt)
        return f.type == "armed-group" or (f.type in ("organisation", "group") and noun in f.nouns and own)
    if refers in ("organisation", "agency", "company", "council", "party"):
        return noun in f.nouns
    if domain and f.type == "government" and not any(w in f.id or w in f.name.casefold() for w in domain.split()):
        return False
    return noun in f.nouns or refers in f.nouns


def stands_for(f: Figure, sort: str, refers: str) -> bool:
    """Whether a figure is of the type that a noun for a body means, whatever its name."""
    if f.parts:
        return False
    if refers in ("company", "group"):
        return f.type == "organisation" and f.learnt
    if refers == "agency":
        return f.type in ("organisation", "medium")
    return f.type == sort and sort in ("organisation", "medium")


def _group(stage: Stage, p: Phrase, country: str | None, noun: str) -> Answer:
    name = stage.span(p.a, p.cut)
    figure = stage.make(
        "group:" + "-".join(x for x in ((country or "").lower(), slug(name)[:40]) if x), "group", name, country, "many"
    )
    figure.nouns.add(noun)
    return Answer(figure, 0.75 if country else 0.5, "kind")


def other(stage: Stage, p: Phrase) -> Answer:
    """A head that no list knows: a name that no reader marked, or a kind of people."""
    t = stage.tokens
    country, owner = owner_of(stage, p)
    noun = t.low[p.end - 1]
    if noun in DETERMINERS or noun in lexicon().pronouns:
        people = _kind_figure(stage, p, noun, "people", None, None) if noun in WHOEVER else None
        return Answer(people, 0.5, "kind") if people is not None else NOBODY
    if p.definite:
        again = stage.scene.antecedent(p.head, lambda f: noun in f.nouns, window=25)
        if again is not None:
            return Answer(again.figure, again.confidence * 0.9, "nominal")
    whole = [sound(w) for w in t.low[p.a : p.end]]
    person = stage.scene.antecedent(
        p.head, lambda f: f.type == "person" and bool(f.key) and set(whole) <= set(f.key), window=60
    )
    if person is not None:
        return Answer(person.figure, 0.8, "surname")
    opens = p.head == 0 or t.sentences[p.head - 1] != t.sentences[p.head]
    if t.raw[p.head][0].isupper() and not (opens and p.bare):
        start = p.head
        while (
            start > p.a
            and t.raw[start - 1][0].isupper()
            and start - 1 not in stage.hits
            and t.low[start - 1] not in ARTICLES
        ):
            start -= 1
        name = stage.span(start, p.end)
        return Answer(stage.make("org:" + slug(name), "organisation", name, country, "thing"), 0.5, "name")
    if t.gaps[p.a - 1 if p.a else 0].endswith("@"):
        handle = "".join(t.low[p.a : p.end])
        named = (u.figure for u in stage.named.values() if u.figure.type == "person")
        whose = next((f for f in named if "".join(f.name.casefold().split()) == handle), None)
        return Answer(whose, 0.7, "name") if whose is not None else NOBODY
    many = noun.endswith(PEOPLE) or t.low[p.a] in WHOEVER
    if (noun.endswith("s") and many) or owner is not None:
        return Answer(_kind_figure(stage, p, noun, "people", country, owner), 0.7 if country else 0.5, "kind")
    return stranger(stage, p, country, None, None) if p.indefinite else NOBODY


__all__ = ["answers_to", "body", "kind", "other", "owner_of"]
