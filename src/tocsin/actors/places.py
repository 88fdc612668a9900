"""Countries of people and kinds of people whom only their surroundings place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.actors.figures import Figure, Use
from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.memory import holds
from tocsin.actors.pronouns import pronoun
from tocsin.actors.stage import Stage

PRIVATE = word_set("places private")
UNPLACED = word_set("places unplaced")
LOCATIVE = word_set("places locative")
ENCLAVES = word_set("nominals enclaves")
DOUBT = 0.65
OWNED = ("its", "their")
SOLE = word_set("tenures sole")
VISITORS = word_set("places visitors")
MUNICIPAL = word_set("places municipal")
BACK = 6
FAR = 1000
OPENING = 3
ENCLAVE = 12


def locality(stage: Stage, at: int, reach: int = 1) -> str | None:
    """The one country that the sentence of word `at` names by its places or peoples, else the one that its neighbours
    name."""
    here = stage.tokens.sentences[at]
    for n in range(reach + 1):
        countries = {c for k in (here - n, here + n) for c in stage.countries_of(k)}
        if countries:
            return countries.pop() if len(countries) == 1 else None
    return None


def setting(stage: Stage, at: int, back: int = BACK, near: int = FAR) -> str | None:
    """Where word `at` is set: the country of the nearest place of its sentence, at most `near` words off, or of the
    one place of the last sentence of `back` before it that names any."""
    here = stage.tokens.sentences[at]
    quote = stage.tokens.quotes[at]
    own = [place for place in stage.places.get(here, ()) if stage.tokens.quotes[place[0]] in (0, quote)]
    if own:
        place = min(own, key=lambda place: abs(place[0] - at))
        return place[1] if abs(place[0] - at) <= near else None
    for n in range(1, back + 1):
        named = {country for _, country in stage.places.get(here - n, ())}
        if named:
            return named.pop() if len(named) == 1 else _headlined(stage)
    return _headlined(stage)


def _headlined(stage: Stage) -> str | None:
    """The one country whose places a headline names."""
    t = stage.tokens
    found = {c for n, named in stage.places.items() if n == 0 for i, c in named if i < t.body}
    return found.pop() if len(found) == 1 else None


def polity(stage: Stage, at: int, back: int = 3) -> str | None:
    """Whose government or official acted or spoke last before word `at`: the country of "the ministry"."""
    for use in stage.scene.back(at, back):
        f = use.figure
        public = f.type == "government" or (use.speaks and f.type == "state")
        if f.type == "person" and f.country:
            public = bool({t.office for t in f.titles} - PRIVATE - UNPLACED) or bool(f.offices)
        if public and f.country:
            return f.country
    return None


def enclave(stage: Stage, at: int) -> str | None:
    """The country of the region last named before word `at`: "the territory", "the enclave"."""
    here = stage.tokens.sentences[at]
    for i in range(at - 1, -1, -1):
        hit = stage.hits.get(i)
        if hit is not None and hit.type == "state" and hit.id != hit.country and hit.country:
            return hit.country
        if here - stage.tokens.sentences[i] > ENCLAVE:
            return None
    return None


def places_of(stage: Stage) -> dict[int, tuple[tuple[int, str], ...]]:
    """The places that each sentence names, as word and country: towns, regions, and states after "in"."""
    found: dict[int, list[tuple[int, str]]] = {}
    for i, country in _places(stage):
        found.setdefault(stage.tokens.sentences[i], []).append((i, country))
    return {n: tuple(c) for n, c in found.items()}


def _places(stage: Stage) -> Iterator[tuple[int, str]]:
    t = stage.tokens
    for i, hit in sorted(stage.hits.items()):
        if hit.a != i or not hit.country or hit.sort == "demonym":
            continue
        if hit.type == "place" or (hit.type == "state" and hit.id != hit.country):
            yield i, hit.country
        elif hit.type == "state" and i:
            k = i - 1
            while k > 0 and t.low[k] in ("the", "southern", "northern", "eastern", "western", "central", "occupied"):
                k -= 1
            if t.low[k] in LOCATIVE and not t.gaps[k].strip():
                yield i, hit.country


def settle_countries(stage: Stage, cast: Sequence[Use]) -> None:
    """Place persons whose titles do not: a release's people at home, local people where their text is set."""
    first: dict[int, Use] = {}
    for use in cast:
        first.setdefault(id(use.figure), use)
    for use in first.values():
        figure = use.figure
        if figure.country or figure.organisation or figure.medium:
            continue
        offices = {t.office for t in figure.titles}
        official = bool(offices - UNPLACED - PRIVATE)
        whose = next((t for t in figure.titles if t.owner in OWNED and t.a >= 0), None)
        if whose is not None:
            owner = pronoun(stage, whose.a, lexicon().pronouns[whose.owner or ""]).figure
            if owner is not None and owner.type in ("state", "government", "organisation", "armed-group"):
                figure.organisation = owner.id if owner.country or not owner.learnt else None
                _place(figure, owner.country)
                continue
        if stage.home is not None and _another_holds(stage, figure):
            continue
        if stage.home is not None:
            _place(figure, stage.home if official or (at_home(stage) and not offices & VISITORS) else None)
        elif not official and (offices & PRIVATE or (not offices and figure.private)):
            _place(figure, locality(stage, use.a, 0) or setting(stage, use.a))
        elif official and any(not MUNICIPAL.isdisjoint(stage.tokens.low[t.a : t.b]) for t in figure.titles):
            _place(figure, setting(stage, use.a))


def settle_bodies(stage: Stage, named: Sequence[Use]) -> None:
    """Make government bodies of organisations whose names are only a kind of body: "the Ministry of Health"."""
    done: set[int] = set()
    for use in named:
        figure = use.figure
        kind = stage.gazetteer.bodies.get(" ".join(figure.name.casefold().split()))
        if kind is None or id(figure) in done or not figure.learnt:
            continue
        done.add(id(figure))
        at = use.a
        region = at and stage.tokens.low[at - 1] in ENCLAVES
        country = enclave(stage, at) if region else figure.country or stage.home or _inside(stage, use.b)
        if not region:
            country = country or polity(stage, at) or locality(stage, at) or setting(stage, at)
        if country is None:
            continue
        figure.country, figure.type, figure.confidence = country, "government", DOUBT
        figure.nouns |= {"government"} if kind == "government" else {kind.rpartition("-")[2]}
        entity = stage.gazetteer.entities(f"{country}.{kind}")
        if entity is not None:
            figure.id, figure.learnt = entity.id, False


def settle_administrations(stage: Stage, named: Sequence[Use]) -> None:
    """Make governments of organisations named after who leads them: "the Biden-Harris Administration"."""
    for use in named:
        figure = use.figure
        words = stage.tokens.low[use.a : use.b]
        body = lexicon().bodies.get(words[-1])
        if not figure.learnt or figure.country or body is None or body[1] != "government" or len(words) > 3:
            continue
        names = [part for word in words[:-1] for part in word.split("-")]
        held = [t for name in names for t in stage.memory.named(name, stage.day) if holds(t, stage.day)]
        countries = {t.country for t in held if t.country}
        entity = stage.gazetteer.entities(f"{min(countries)}.government") if len(countries) == 1 else None
        if entity is not None:
            figure.id, figure.type, figure.country, figure.learnt = entity.id, "government", entity.country, False


def _inside(stage: Stage, i: int) -> str | None:
    """The country of a place named right after word `i - 1`: "in Gaza"."""
    t = stage.tokens
    if i + 1 < len(t) and t.low[i] in LOCATIVE and not t.gaps[i - 1].strip():
        k = i + 2 if t.low[i + 1] in ("the", "northern", "southern") else i + 1
        hit = stage.hits.get(k)
        return hit.country if hit is not None and hit.a == k else None
    return None


def _another_holds(stage: Stage, figure: Figure) -> bool:
    """Whether one of the offices has one holder only, and home's is known to be somebody else."""
    offices = {t.office for t in figure.titles if not t.deputy and not t.former}
    held = (stage.memory.holders(office, stage.home or "", stage.day) for office in offices & SOLE)
    return any(found and all(t.actor != figure.id for t in found) for found in held)


def at_home(stage: Stage) -> bool:
    """Whether a release's headline and first sentences name no country but home."""
    return not {c for n in range(OPENING) for c in stage.countries_of(n)} - {stage.home}


def _place(figure: Figure, country: str | None) -> None:
    if country is not None:
        figure.country = country
        figure.confidence = min(figure.confidence, DOUBT)
