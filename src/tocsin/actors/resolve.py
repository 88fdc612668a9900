"""Every mention of one document resolved to who it is on that day, or left unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tocsin.actors import bodies, people
from tocsin.actors.coreference import Scene
from tocsin.actors.figures import Figure, Use
from tocsin.actors.gazetteer import Gazetteer, Hit
from tocsin.actors.issuer import set_issuer
from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.memory import Memory, general_knowledge, holds
from tocsin.actors.names import PARTICLES, key, slug
from tocsin.actors.people import aged
from tocsin.actors.phrases import DETERMINERS
from tocsin.actors.places import places_of, settle_administrations, settle_bodies, settle_countries
from tocsin.actors.speakers import speaker
from tocsin.actors.stage import Answer, Stage
from tocsin.actors.titles import match_title
from tocsin.actors.tokens import Range, Tokens, tokenise
from tocsin.actors.transcripts import turns_of
from tocsin.actors.turns import answers_of
from tocsin.actors.types import Cast, Mention, NamedSpan, Sourced
from tocsin.actors.unmarked import unmarked
from tocsin.documents.types import Document, Span

if TYPE_CHECKING:
    from tocsin.world import World

PROBABLE = 0.4
BESIDE = 6
APPOSED = 16
NEVER = word_set("resolve never")
PRONOUNS = frozenset(("i", "me", "we", "us"))
KINDS_OF_FIRM = word_set("resolve kinds of firm")
_gazetteers: dict[int, tuple[World, Gazetteer]] = {}


def gazetteer_of(world: World) -> Gazetteer:
    """The index of a world's names, built once for each world."""
    found = _gazetteers.get(id(world))
    if found is None or found[0] is not world:
        found = (world, Gazetteer(world.aliases(patterns=False), world.entity, world.body_titles()))
        if len(_gazetteers) > 3:
            _gazetteers.clear()
        _gazetteers[id(world)] = found
    return found[1]


def resolve(
    document: Document,
    names: Sequence[NamedSpan],
    sources: Sequence[tuple[Span, ...]],
    cues: Sequence[tuple[Span, ...]],
    *,
    world: World,
    known: Memory | None = None,
) -> Cast:
    """Who everybody in a document is.

    `names` are the names that a reader found; `sources` the words that say who speaks, one entry a statement, empty
    where implied; `cues` the attributing words of the same statements. `known` holds the tenures learnt before, by
    default those that ship. The answer is the same for the same input.
    """
    tokens = tokenise(document.text, document.title)
    gazetteer = gazetteer_of(world)
    memory = known if known is not None else general_knowledge()
    found = gazetteer.match(tokens, _day(document.published))
    persons, orgs = _sort_names(tokens, found, names, memory, document.published)
    persons = _apart([*persons, *unmarked(tokens, found, [*persons, *orgs], sources, memory, document.published)])
    hits = _map(found, persons)
    cast = people.gather(tokens, hits, persons, orgs, memory, document.published)
    hits = _map(found, [(u.a, u.b) for u in cast])
    figures: dict[str, Figure] = {u.figure.id: u.figure for u in cast}
    described = bodies.gather(tokens, gazetteer, figures, bodies.described(tokens, hits))
    taken = {i for u in (*cast, *described) for i in range(u.a, u.b)}
    organised = _organisations(tokens, hits, orgs, taken, figures, {u.b: u.figure for u in cast})
    inside = {i for u in (*described, *organised) for i in range(u.a, u.b)}
    stage = Stage(
        tokens=tokens,
        hits=hits,
        named={u.a: u for u in (*cast, *described, *organised)},
        scene=Scene(tokens, []),
        gazetteer=gazetteer,
        memory=memory,
        day=document.published,
        document=document.id,
        figures=figures,
        ask=speaker,
    )
    uses = [*cast, *described, *organised, *_world_uses(stage, [h for h in found if h.a in hits and h.a not in inside])]
    stage.scene = Scene(tokens, uses)
    stage.places = places_of(stage)
    set_issuer(stage, document, cast)
    stage.turns = turns_of(stage)
    settle_countries(stage, cast)
    settle_bodies(stage, organised)
    settle_administrations(stage, organised)
    return _cast(stage, uses, sources, answers_of(stage, sources, cues))


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return None


def _named_part(tokens: Tokens, a: int, b: int) -> Range:
    """The words of a range that can be a name: no article or quantifier before it, nothing in lower case at its end.

    A range that then begins in lower case ("member states", "drone") is no name, and comes out empty.
    """
    while a < b and tokens.low[a] in DETERMINERS:
        a += 1
    while a < b and tokens.raw[b - 1].islower():
        b -= 1
    if a < b and tokens.raw[a].islower() and tokens.low[a] not in PARTICLES:
        return a, a
    return a, b


def _sort_names(
    tokens: Tokens, found: Sequence[Hit], names: Sequence[NamedSpan], memory: Memory, day: str | None
) -> tuple[list[Range], list[Range]]:
    """Word ranges of persons and of organisations, those that the gazetteer knows better left out."""
    at = {i: h for h in found for i in range(h.a, h.b)}
    persons: list[Range] = []
    orgs: list[Range] = []
    for name in names:
        if name.probability < PROBABLE or name.kind not in ("person", "organisation"):
            continue
        a, b = _named_part(tokens, *tokens.range(name.span))
        if a >= b:
            continue
        hit = at.get(a)
        if b - a == 1 and _two_holders(tokens.raw[a].split("-"), memory, day):
            continue
        if b - a == 2 and _two_holders(tokens.raw[a:b], memory, day) and not memory.named(tokens.words(a, b), day):
            persons += [(a, a + 1), (a + 1, b)]
            continue
        whole = " ".join(tokens.low[a:b])
        if (
            whole in lexicon().bodies
            or whole in lexicon().plurals
            or whole in lexicon().title_words
            or whole in NEVER | PRONOUNS
            or whole in lexicon().modifiers
        ):
            continue
        lex = lexicon()
        office = match_title(tokens, a, b)
        if office == b - a or whole.removesuffix("s") in lex.titles:
            continue
        if office and name.kind == "organisation" and _titled_name(tokens, a + office, b, memory, day):
            persons.append((a + office, b))
            continue
        if hit is not None and hit.type == "medium" and hit.a == a and hit.b < b and tokens.possessive[hit.b - 1]:
            persons.append((hit.b, b))
            continue
        if name.kind == "organisation" and hit is not None and hit.b < b:
            if b - hit.b > 1 and lexicon().gender(tokens.low[hit.b]):
                persons.append((hit.b, b))
                continue
            if hit.a < a:
                continue
        full = hit is None and _personal(tokens, a, b, memory, day)
        if name.kind == "person" or full:
            while hit is not None and hit.sort != "place" and hit.b < b and (b - hit.b > 1 or hit.sort == "demonym"):
                a = hit.b
                hit = at.get(a)
            known = hit is not None and hit.a <= a and hit.b >= b
            if known and hit is not None and (hit.sort != "demonym" or tokens.low[b - 1].endswith("s")):
                continue
            persons.append((a, b))
        elif not (hit is not None and hit.a <= a and hit.b >= b) and any(w[0].isupper() for w in tokens.raw[a:b]):
            orgs.append((a, b))
    persons = _apart(persons)
    covered = {i for a, b in persons for i in range(a, b)}
    return persons, [r for r in _apart(orgs) if covered.isdisjoint(range(*r))]


def _two_holders(parts: Sequence[str], memory: Memory, day: str | None) -> bool:
    """Whether the surnames of two who held office on the day stand side by side: "Biden-Putin"."""
    return len(parts) == 2 and all(len(p) > 3 and any(holds(t, day) for t in memory.named(p, day)) for p in parts)


def _personal(tokens: Tokens, a: int, b: int, memory: Memory, day: str | None) -> bool:
    """Whether a name is a person's that a reader took for an organisation's: an age follows, or memory knows it."""
    return aged(tokens, b) or (b - a > 1 and bool(memory.named(tokens.words(a, b), day)))


def _titled_name(tokens: Tokens, a: int, b: int, memory: Memory, day: str | None) -> bool:
    """Whether the words after a title are a person's: a first name known, or the whole one who held office."""
    known = b - a > 1 and (lexicon().gender(tokens.low[a]) is not None or bool(memory.named(tokens.words(a, b), day)))
    return known and all(tokens.raw[i][0].isupper() for i in range(a, b))


def _apart(ranges: list[Range]) -> list[Range]:
    """Ranges in text order, of overlapping ones the longest."""
    out: list[Range] = []
    for a, b in sorted(set(ranges), key=lambda r: (r[0], -r[1])):
        if not out or a >= out[-1][1]:
            out.append((a, b))
    return out


def _map(found: Sequence[Hit], persons: Sequence[Range]) -> dict[int, Hit]:
    """Each word inside a gazetteer name to it, those that touch persons' names left out."""
    covered = {i for a, b in persons for i in range(a, b)}
    return {i: h for h in found if covered.isdisjoint(range(h.a, h.b)) for i in range(h.a, h.b)}


def _organisations(
    tokens: Tokens,
    hits: Mapping[int, Hit],
    orgs: Sequence[Range],
    taken: set[int],
    figures: dict[str, Figure],
    ends: Mapping[int, Figure],
) -> list[Use]:
    """Organisations that a reader marked and the world does not know."""
    uses: list[Use] = []
    short: dict[str, Figure] = {}
    for a, b in orgs:
        if a in ends and tokens.raw[a].isupper() and tokens.gaps[a - 1].strip() == "(":
            short[" ".join(tokens.low[a:b])] = ends[a]
        if not taken.isdisjoint(range(a, b)):
            continue
        inner = [hits[i] for i in range(a, b) if i in hits and hits[i].a == i]
        if inner and inner[-1].b == b and inner[-1].sort != "place" and inner[-1].type != "state":
            continue
        name = " ".join(tokens.words(a, b).split())
        low = tokens.low[a:b]
        figure = short.get(" ".join(low))
        if figure is None:
            identity = "org:" + slug(name)
            figure = figures.setdefault(
                identity,
                Figure(
                    id=identity,
                    type="organisation",
                    name=name,
                    country=next((h.country for h in inner if h.country), None)
                    or _described_country(tokens, hits, a, b),
                    key=key(name),
                    nouns={w for w in low if len(w) > 2}
                    | {"group", "organisation", "organization", "company", "agency", "firm"},
                    confidence=0.75,
                    learnt=True,
                ),
            )
            short[" ".join(low)] = figure
            if b < len(tokens) and tokens.gaps[b - 1].strip() == "(" and tokens.raw[b].isupper() and b not in hits:
                short.setdefault(tokens.low[b], figure)
            initials = "".join(w[0] for w, r in zip(low, tokens.raw[a:b], strict=True) if r[0].isupper())
            if len(initials) > 2:
                short.setdefault(initials, figure)
        uses.append(Use(a, b, figure))
    return uses


def _described_country(tokens: Tokens, hits: Mapping[int, Hit], a: int, b: int) -> str | None:
    """The country of an organisation by the words beside its name: "the Danish firm X", "X, a charity based in
    Geneva"."""
    lex = lexicon()
    i = a
    while i > 0 and a - i < BESIDE and not tokens.gaps[i - 1].strip(" ’'s"):
        hit = hits.get(i - 1)
        if hit is not None:
            return hit.country if hit.sort != "metonym" and hit.type in ("state", "place") else None
        if (
            tokens.low[i - 1] not in lex.modifiers
            and tokens.low[i - 1] not in lex.bodies
            and tokens.low[i - 1] not in KINDS_OF_FIRM
        ):
            break
        i -= 1
    after = tokens.gaps[b - 1].strip() if b < len(tokens) else ""
    if after.startswith((",", "),")) and tokens.low[b] in ("a", "an", "the"):
        e = b + 1
        countries: dict[str, None] = {}
        while e < len(tokens) and e - b < APPOSED and not tokens.gaps[e - 1].strip(" ’'s-"):
            found = hits.get(e)
            if found is not None and found.country:
                countries[found.country] = None
            e += 1
        if len(countries) == 1:
            return next(iter(countries))
    return None


def _world_uses(stage: Stage, found: Sequence[Hit]) -> list[Use]:
    """Uses of what the gazetteer found, a demonym or an owner before a noun marked as an adjective."""
    t = stage.tokens
    uses: list[Use] = []
    for hit in found:
        if hit.type == "place":
            continue
        bare = hit.b >= len(t) or bool(t.gaps[hit.b - 1].strip()) or not t.raw[hit.b][0].isalpha()
        plural = t.low[hit.b - 1].endswith("s") and hit.sort == "demonym"
        adjective = not bare and ((hit.sort == "demonym" and not plural) or t.possessive[hit.b - 1])
        if plural and hit.type == "state" and not adjective:
            home = (hit.country or hit.id).lower()
            figure: Figure | None = stage.make(
                f"group:{home}-people", "group", stage.span(hit.a, hit.b), hit.country, "many"
            )
        else:
            figure = stage.known(hit.id)
        if figure is not None:
            uses.append(Use(hit.a, hit.b, figure, adjective=adjective))
    return uses


def _cast(stage: Stage, uses: Sequence[Use], sources: Sequence[tuple[Span, ...]], answers: Sequence[Answer]) -> Cast:
    t = stage.tokens
    size = len(t.text) - t.shift
    spans: set[tuple[Span, str]] = set()
    figures: dict[str, Figure] = {}

    def enter(figure: Figure) -> None:
        figures.setdefault(figure.id, figure)
        for part in figure.parts:
            enter(part)

    for use in uses:
        if use.a < t.body:
            continue
        enter(use.figure)
        titled = (x.a for x in use.figure.titles if x.b == use.a and x.a >= t.body)
        a = next(titled, use.a) if use.figure.type == "person" else use.a
        spans.add((t.span(a, use.b), use.figure.id))
    for source, answer in zip(sources, answers, strict=True):
        if answer.figure is None:
            continue
        enter(answer.figure)
        for start, end in source[:1]:
            if 0 <= start < end <= size:
                spans.add(((start, end), answer.figure.id))
    return Cast(
        actors=tuple(f.actor() for f in figures.values()),
        mentions=tuple(Mention(span=s, actor=i) for s, i in sorted(spans)),
        sources=tuple(
            Sourced(actor=a.figure.id if a.figure else None, confidence=round(a.confidence, 3), reason=a.reason)
            for a in answers
        ),
    )
