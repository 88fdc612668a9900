"""What the resolution of one document's sources looks at, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tocsin.actors.coreference import Scene
from tocsin.actors.figures import Figure, Use
from tocsin.actors.gazetteer import Gazetteer, Hit
from tocsin.actors.lexicon import word_set
from tocsin.actors.memory import Memory, office_of, post_of
from tocsin.actors.names import key
from tocsin.actors.tokens import Tokens
from tocsin.actors.types import Reason, Tenure
from tocsin.world.types import ActorType, Entity

NOUNS = {
    kind: word_set(f"stage nouns {kind}")
    for kind in ("state", "region", "armed-group", "medium", "organisation", "firm")
}

CEREMONIAL = word_set("stage ceremonial")
LEADERS = {
    False: ("president", "chancellor", "prime-minister", "monarch", "supreme-leader", "leader", "secretary-general"),
    True: ("chancellor", "prime-minister", "leader"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure, how sure (0 to 1), and the step that decided."""

    figure: Figure | None
    confidence: float = 0.0
    reason: Reason = "unknown"


NOBODY = Answer(None)


@dataclass(slots=True)
class Stage:
    """One document on its way to a cast.

    Attributes:
        hits: Each word inside a name of the world to that name.
        named: First words of persons, bodies and organisations that the text names, to their use.
        home: The country whose office issued the document, None for a medium's.
        principal: A release's chief speaker; `counterpart` the one met.
        quotes: The speaker of each quotation, by its number, as far as known.
        turns: Where each turn of a transcript begins, and whose it is.
        last: Who spoke last outside quotations; `papers` who issued the papers named so far, by noun.
        ask: The resolution itself, for words inside words ("the spokesman of the ministry"), `depth` deep by now.
    """

    tokens: Tokens
    hits: Mapping[int, Hit]
    named: Mapping[int, Use]
    scene: Scene
    gazetteer: Gazetteer
    memory: Memory
    day: str | None
    document: str
    figures: dict[str, Figure]
    ask: Callable[[Stage, int, int], Answer]
    home: str | None = None
    principal: Figure | None = None
    counterpart: Figure | None = None
    quotes: dict[int, Figure] = field(default_factory=dict)
    last: Figure | None = None
    papers: dict[str, Figure] = field(default_factory=dict)
    depth: int = 0
    countries: dict[int, frozenset[str]] = field(default_factory=dict)
    turns: tuple[tuple[int, Figure], ...] = ()
    places: Mapping[int, tuple[tuple[int, str], ...]] = field(default_factory=dict)

    def countries_of(self, sentence: int) -> frozenset[str]:
        """The countries whose places, peoples, bodies or selves a sentence names."""
        if not self.countries:
            found: dict[int, set[str]] = {}
            for i, hit in self.hits.items():
                if hit.country and hit.type != "medium":
                    found.setdefault(self.tokens.sentences[i], set()).add(hit.country)
            self.countries.update({n: frozenset(c) for n, c in found.items()})
            self.countries.setdefault(-1, frozenset())
        return self.countries.get(sentence, frozenset())

    def known(self, entity: str | None) -> Figure | None:
        """The figure of what the world knows by this id."""
        if entity is None:
            return None
        found = self.figures.get(entity)
        if found is None:
            e = self.gazetteer.entities(entity)
            if e is None:
                return None
            found = Figure(
                id=e.id,
                type=e.type,
                name=_with_code(e),
                country=e.country,
                number="many" if e.type == "armed-group" else "thing",
                nouns=nouns_of("region" if e.type == "state" and e.country != e.id else e.type, e.name),
                confidence=0.95,
            )
            if e.type == "organisation" and e.country:
                found.nouns |= NOUNS["firm"]
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

    def holder(self, office: str, place: str) -> Figure | None:
        """Who held an office of a state or organisation on the document's day; None where memory knows none or two."""
        if office == "leader":
            return self._leader(place)
        found = self.memory.holders(office, place, self.day)
        if len({t.actor for t in found}) != 1:
            return None
        return self.person(found[0])

    def _leader(self, place: str) -> Figure | None:
        """Who leads a state or organisation: its president where he governs, else its head of government or monarch."""
        for office in LEADERS[place in CEREMONIAL]:
            found = self.memory.holders(office, place, self.day)
            found = [t for t in found if post_of(t.title) == office and "opposition" not in t.title.casefold()]
            if len({t.actor for t in found}) == 1:
                return self.person(found[0])
        return None

    def person(self, tenure: Tenure) -> Figure:
        """The figure of somebody whom memory knows."""
        figure = self.make(tenure.actor, "person", tenure.name, tenure.country, "one")
        figure.organisation = figure.organisation or tenure.organisation
        figure.gender = figure.gender or tenure.gender
        figure.offices.add(office_of(tenure.title))
        figure.confidence = min(figure.confidence, tenure.confidence)
        return figure

    def span(self, a: int, b: int) -> str:
        """The text of words `[a, b)` on one line."""
        return " ".join(self.tokens.words(a, b).split())


def _with_code(entity: Entity) -> str:
    """An organisation's or medium's name with the abbreviation it goes by: `Agence France-Presse (AFP)`."""
    if entity.type not in ("organisation", "medium"):
        return entity.name
    code = next((n.text for n in entity.names if n.sort == "code"), None)
    return f"{entity.name} ({code})" if code and code not in entity.name else entity.name


def nouns_of(kind: str, name: str) -> set[str]:
    """The common nouns that may refer to an actor of a type and name: "the group", "the council"."""
    if kind in ("state", "region"):
        return set(NOUNS[kind])
    return set(NOUNS.get(kind, ())) | {
        w.casefold() for w in name.replace("’", "'").replace("'s", "").split() if len(w) > 2
    }


def group_of(stage: Stage, figures: list[Figure]) -> Figure:
    """Some figures as one group, its country theirs where they share one."""
    names = [f.name for f in figures]
    name = ", ".join(names[:-1]) + " and " + names[-1]
    countries = {f.country for f in figures if f.country or not f.learnt or f.type == "person"}
    identity = "group:" + "+".join(sorted(f.id.split(":")[-1].lower() for f in figures))
    found = stage.make(identity, "group", name, countries.pop() if len(countries) == 1 else None, "many")
    found.parts = tuple(figures)
    return found
