"""Every mention of one document resolved to who it is on that day, or left unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tocsin.actors import bodies, people
from tocsin.actors.coreference import Scene
from tocsin.actors.figures import Figure, Use
from tocsin.actors.gazetteer import Gazetteer, Hit
from tocsin.actors.issuer import Issuer, issuer_of
from tocsin.actors.lexicon import lexicon
from tocsin.actors.memory import Memory, general_knowledge
from tocsin.actors.names import key, slug
from tocsin.actors.speakers import NOBODY, Answer, Stage, figure_of_entity, group_of, speaker
from tocsin.actors.tokens import Tokens, tokenise
from tocsin.actors.types import Cast, Mention, NamedSpan, Sourced
from tocsin.documents.types import Document, Span

if TYPE_CHECKING:
    from tocsin.world import World

PROBABLE = 0.4
COLLECTIVE = frozenset(
    [
        "discuss",
        "discussed",
        "discussion",
        "discussions",
        "review",
        "reviewed",
        "reviews",
        "exchange",
        "exchanged",
        "talks",
        "touched",
        "agreement",
        "agreed",
        "supported",
        "focused",
        "attention",
        "exchanged",
        "meeting",
        "came",
    ]
)
_gazetteers: dict[int, tuple[World, Gazetteer]] = {}


def gazetteer_of(world: World) -> Gazetteer:
    """The index of a world's names, built once for each world."""
    found = _gazetteers.get(id(world))
    if found is None or found[0] is not world:
        names = world.aliases(patterns=False)
        ids = {owner for owners in names.values() for owner, _ in owners}
        entities = {}
        for i in ids:
            entity = world.entity(i)
            if entity is not None:
                entities[i] = entity
        found = (world, Gazetteer(names, entities))
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

    `names` are the names a reader found, `sources` the words that say who speaks, one entry a statement (empty where implied),
    `cues` the attributing words of the same statements. `known` holds the tenures learnt before, by default those that ship.
    The answer is the same for the same input; it never raises on any text.
    """
    tokens = tokenise(document.text)
    day = _day(document.published)
    gazetteer = gazetteer_of(world)
    memory = known if known is not None else general_knowledge()
    found = gazetteer.match(tokens, day)
    persons, orgs = _sort_names(tokens, found, names)
    hits = _map(found, persons)
    cast = people.gather(tokens, hits, persons, {i: r for r in orgs for i in range(*r)}, memory, document.published)
    hits = _map(found, [(u.a, u.b) for u in cast])
    described = bodies.gather(tokens, hits, bodies.described(tokens, hits))
    figures: dict[str, Figure] = {u.figure.id: u.figure for u in (*cast, *described)}
    taken = {i for u in (*cast, *described) for i in range(u.a, u.b)}
    organised = [u for u in _organisations(tokens, hits, orgs, taken, figures) if u is not None]
    named = {u.a: u for u in sorted((*cast, *described, *organised), key=lambda u: u.b - u.a)}
    inside = {i for u in (*described, *organised) for i in range(u.a, u.b)}
    hits = {i: h for i, h in hits.items()}
    stage = Stage(
        tokens=tokens,
        hits=hits,
        named=named,
        scene=Scene(tokens, []),
        gazetteer=gazetteer,
        memory=memory,
        day=document.published,
        document=document.id,
        home=None,
        principal=None,
        counterpart=None,
        figures=figures,
    )
    world_uses = _world_uses(stage, [h for h in found if h.a in hits and h.a not in inside])
    uses = [*cast, *described, *organised, *world_uses]
    stage.scene = Scene(tokens, uses)
    issuer: Issuer = issuer_of(document, stage, cast)
    stage.home, stage.principal, stage.counterpart = issuer.home, issuer.principal, issuer.counterpart
    answers = _answers(stage, sources, cues)
    return _cast(stage, uses, sources, answers)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return None


def _sort_names(
    tokens: Tokens, found: Sequence[Hit], names: Sequence[NamedSpan]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Word ranges of persons and of organisations, those that the gazetteer knows better left out."""
    at = {i: h for h in found for i in range(h.a, h.b)}
    persons: list[tuple[int, int]] = []
    orgs: list[tuple[int, int]] = []
    for name in names:
        if name.probability < PROBABLE or name.kind not in ("person", "organisation"):
            continue
        a, b = tokens.range(name.span)
        if a >= b:
            continue
        hit = at.get(a)
        if name.kind == "person":
            while hit is not None and hit.sort != "place" and hit.b < b and (b - hit.b > 1 or hit.sort == "demonym"):
                a = hit.b
                hit = at.get(a)
            if hit is not None and hit.a <= a and hit.b >= b and (hit.sort != "demonym" or _plural(tokens, b)):
                continue
            persons.append((a, b))
        else:
            while a < b and tokens.low[a] == "the":
                a += 1
            if a < b and not (hit is not None and hit.a <= a and hit.b >= b):
                orgs.append((a, b))
    persons = _apart(persons)
    covered = {i for a, b in persons for i in range(a, b)}
    return persons, [r for r in _apart(orgs) if not covered & set(range(*r))]


def _plural(tokens: Tokens, b: int) -> bool:
    return tokens.low[b - 1].endswith("s")


def _apart(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in text order, of overlapping ones the longest."""
    out: list[tuple[int, int]] = []
    for a, b in sorted(set(ranges), key=lambda r: (r[0], -r[1])):
        if not out or a >= out[-1][1]:
            out.append((a, b))
    return out


def _map(found: Sequence[Hit], persons: Sequence[tuple[int, int]]) -> dict[int, Hit]:
    """Each word inside a gazetteer name to it, those inside persons' names left out."""
    covered = {i for a, b in persons for i in range(a, b)}
    return {i: h for h in found if not any(k in covered for k in range(h.a, h.b)) for i in range(h.a, h.b)}


def _organisations(
    tokens: Tokens,
    hits: Mapping[int, Hit],
    orgs: Sequence[tuple[int, int]],
    taken: set[int],
    figures: dict[str, Figure],
) -> list[Use]:
    """Organisations that a reader marked and the world does not know."""
    uses: list[Use] = []
    short: dict[str, Figure] = {}
    for a, b in orgs:
        if any(i in taken for i in range(a, b)):
            continue
        inner = [hits[i] for i in range(a, b) if i in hits and hits[i].a == i]
        if inner and inner[-1].b == b and inner[-1].sort != "place" and inner[-1].type != "state":
            continue
        name = " ".join(tokens.words(a, b).split())
        low = tokens.low[a:b]
        figure = short.get(" ".join(low))
        if figure is None:
            country = next((h.country for h in inner if h.country), None)
            figure = figures.get("org:" + slug(name)) or Figure(
                id="org:" + slug(name),
                type="organisation",
                name=name,
                country=country,
                key=key(name),
                nouns={w for w in low if w.isalpha()}
                | {"group", "organisation", "organization", "company", "agency", "firm"},
                confidence=0.75,
                learnt=True,
            )
            figures[figure.id] = figure
            short[" ".join(low)] = figure
            initials = "".join(w[0] for w, r in zip(low, tokens.raw[a:b], strict=True) if r[0].isupper())
            if len(initials) > 2:
                short.setdefault(initials, figure)
        uses.append(Use(a, b, figure))
    return uses


def _world_uses(stage: Stage, found: Sequence[Hit]) -> list[Use]:
    """Uses of what the gazetteer found, a demonym before a noun marked as an adjective."""
    t = stage.tokens
    uses: list[Use] = []
    for hit in found:
        if hit.type == "place":
            continue
        bare = hit.b >= len(t) or bool(t.gaps[hit.b - 1].strip()) or not t.raw[hit.b][0].isalpha()
        adjective = (not bare and (hit.sort == "demonym" and not _plural(t, hit.b))) or (
            t.possessive[hit.b - 1] and not bare
        )
        if hit.sort == "demonym" and hit.type == "state" and not adjective:
            country = (hit.country or hit.id).lower()
            figure = stage.make(
                f"group:{country}-people", "group", " ".join(t.words(hit.a, hit.b).split()), hit.country, "many"
            )
        else:
            state = stage.known(hit.id)
            if state is None:
                continue
            figure = state
        uses.append(Use(hit.a, hit.b, figure, adjective=adjective))
    return uses


def _answers(stage: Stage, sources: Sequence[tuple[Span, ...]], cues: Sequence[tuple[Span, ...]]) -> list[Answer]:
    """Answers in the order given; worked out in text order, those inside a quotation after the one who quotes."""
    t = stage.tokens
    places: list[tuple[int, int] | None] = []
    anchors: list[int] = []
    for i, spans in enumerate(sources):
        place = None
        for span in spans:
            a, b = t.range(span)
            if a < b:
                place = (a, b)
                break
        cue = cues[i] if i < len(cues) else ()
        anchor = place[0] if place else t.range(cue[0])[0] if cue else 0
        places.append(place)
        anchors.append(min(anchor, max(0, len(t) - 1)))
    speaks_for = _quoters(stage, places, cues)
    answers: list[Answer] = [NOBODY] * len(sources)
    done: set[int] = set()

    def work(i: int, depth: int) -> None:
        if i in done:
            return
        done.add(i)
        place = places[i]
        quote = t.quotes[anchors[i]] if len(t) else 0
        outer = speaks_for.get(quote) if quote else None
        if outer is not None and outer != i and depth < 4:
            work(outer, depth + 1)
            who = answers[outer].figure
            if who is not None:
                stage.quotes[quote] = who
        if place is None:
            answers[i] = _implied(stage, cues[i] if i < len(cues) else (), anchors[i])
        else:
            answers[i] = speaker(stage, *place)
        figure = answers[i].figure
        if figure is not None and place is not None:
            stage.scene.add(Use(place[0], place[1], figure, speaks=True))
            if not quote:
                stage.last = figure

    for i in sorted(range(len(sources)), key=lambda k: (anchors[k], k)):
        work(i, 0)
    return answers


def _quoters(
    stage: Stage, places: Sequence[tuple[int, int] | None], cues: Sequence[tuple[Span, ...]]
) -> dict[int, int]:
    """For each quotation, which source (by index) speaks it: the nearest one outside any quotation, in its sentences."""
    t = stage.tokens
    ends: dict[int, list[int]] = {}
    for i, q in enumerate(t.quotes):
        if q:
            ends.setdefault(q, [i, i])[1] = i
    outside = [(p[0], i) for i, p in enumerate(places) if p is not None and not t.quotes[p[0]]]
    found: dict[int, int] = {}
    for q, (a, b) in ends.items():
        best: tuple[float, int] | None = None
        for at, i in outside:
            near = min(abs(at - a), abs(at - b))
            if t.sentences[a] - 1 <= t.sentences[at] <= t.sentences[b] + 1:
                same = t.sentences[at] in (t.sentences[a], t.sentences[b])
                cost = near + (0 if same else 25) + (0 if at < a or same else 10)
                if best is None or cost < best[0]:
                    best = (cost, i)
        if best is None:
            before = [i for at, i in outside if at < a]
            if before and t.sentences[a] - t.sentences[max(at for at, i in outside if at < a)] < 5:
                best = (0, before[-1])
        if best is not None:
            found[q] = best[1]
    return found


def _implied(stage: Stage, cue: tuple[Span, ...], anchor: int) -> Answer:
    """A source that the words leave out: in a release, its principal or the two who met; else unknown."""
    if stage.principal is None:
        return NOBODY
    t = stage.tokens
    words = {w for span in cue for w in t.low[slice(*t.range(span))]}
    if stage.counterpart is not None and words & COLLECTIVE:
        return Answer(group_of(stage, [stage.principal, stage.counterpart]), 0.65, "implied")
    if stage.counterpart is not None:
        return Answer(stage.principal, 0.55, "implied")
    return NOBODY


def _cast(stage: Stage, uses: Sequence[Use], sources: Sequence[tuple[Span, ...]], answers: Sequence[Answer]) -> Cast:
    t = stage.tokens
    spans: dict[tuple[Span, str], None] = {}
    figures: dict[str, Figure] = {}

    def enter(figure: Figure) -> None:
        figures.setdefault(figure.id, figure)
        for part in figure.parts:
            enter(part)

    for use in uses:
        enter(use.figure)
        a = use.a
        if use.figure.type == "person":
            a = next((x.a for x in use.figure.titles if x.b == use.a), a)
        spans[(t.span(a, use.b), use.figure.id)] = None
    for source, answer in zip(sources, answers, strict=True):
        if answer.figure is None:
            continue
        enter(answer.figure)
        for span in source[:1]:
            if 0 <= span[0] < span[1] <= len(t.text):
                spans[((span[0], span[1]), answer.figure.id)] = None
    return Cast(
        actors=tuple(f.actor() for f in figures.values()),
        mentions=tuple(Mention(span=s, actor=i) for s, i in sorted(spans)),
        sources=tuple(
            Sourced(actor=a.figure.id if a.figure else None, confidence=round(a.confidence, 3), reason=a.reason)
            for a in answers
        ),
    )


__all__ = ["figure_of_entity", "gazetteer_of", "lexicon", "resolve"]
