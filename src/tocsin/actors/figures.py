"""Figures: the actors of one document while it is being resolved, and where they come up."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.actors.titles import Title
from tocsin.actors.types import Actor, Role
from tocsin.world.types import ActorType


@dataclass(slots=True)
class Figure:
    """One actor of the document.

    Attributes:
        number: `one` for a person, `many` for people and groups, `thing` for what "it" stands for.
        nouns: Common nouns that may refer to it ("group", "ministry", "agency").
        titles: Offices that the text gives to it; `offices` those that memory adds.
        medium: Works for a medium, so that no country follows from it.
        private: Somebody whose age is told, as no official's is.
    """

    id: str
    type: ActorType
    name: str
    country: str | None = None
    gender: str | None = None
    number: str = "thing"
    key: tuple[str, ...] = ()
    organisation: str | None = None
    nouns: set[str] = field(default_factory=set)
    titles: list[Title] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    confidence: float = 0.9
    parts: tuple[Figure, ...] = ()
    medium: bool = False
    learnt: bool = False
    private: bool = False

    def actor(self) -> Actor:
        """The figure as an actor of the public format."""
        roles: dict[tuple[str, str | None], Role] = {}
        for t in self.titles:
            if t.office in ("honorific", "relative", "counterpart"):
                continue
            place = t.organisation or t.country or self.organisation
            title = f"former {t.text}" if t.former and "former" not in t.text.casefold() else t.text
            old = roles.get((title.casefold(), place))
            proof = (t.span,) if t.span[0] >= 0 else ()
            spans = (*old.spans, *proof) if old else proof
            roles[(title.casefold(), place)] = Role(title=old.title if old else title, organisation=place, spans=spans)
        return Actor(id=self.id, type=self.type, name=self.name, country=self.country, roles=tuple(roles.values()))


@dataclass(frozen=True, slots=True)
class Use:
    """Words `[a, b)` that name or refer to a figure. `adjective` marks a demonym before a noun ("Israeli forces")."""

    a: int
    b: int
    figure: Figure
    adjective: bool = False
    speaks: bool = False
