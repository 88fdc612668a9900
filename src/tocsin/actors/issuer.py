"""Who issues a release, whose president "the President" is in it, and whom he met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.actors.figures import Figure, Use
from tocsin.actors.lexicon import rows
from tocsin.actors.titles import read_title
from tocsin.actors.tokens import tokenise
from tocsin.documents.types import Document

if TYPE_CHECKING:
    from tocsin.actors.speakers import Stage


@dataclass(frozen=True, slots=True)
class Issuer:
    """A release's country, its chief speaker and the one met; all None for a medium's text."""

    home: str | None = None
    principal: Figure | None = None
    counterpart: Figure | None = None


def issuer_of(document: Document, stage: Stage, cast: Sequence[Use]) -> Issuer:
    """The issuer that a document's publisher names, if it is a state's office and no medium."""
    source = tokenise(document.source)
    found = stage.gazetteer.match(source, None)
    if not found or found[0].type in ("medium", "organisation", "armed-group", "place"):
        return Issuer()
    home = next((h.country for h in found if h.country), None)
    if home is None:
        return Issuer()
    office = _office(document.source)
    title = tokenise(document.title)
    title_hits = {i: h for h in stage.gazetteer.match(title, None) for i in range(h.a, h.b)}
    people = list({id(u.figure): u.figure for u in cast}.values())
    ours = [p for p in people if p.country == home]
    principal = None
    holders = stage.memory.holders(office, home, stage.day)
    if len({h.actor for h in holders}) == 1:
        h = holders[0]
        principal = next((p for p in ours if p.id == h.actor), None)
        named = principal is not None or not ours or "president" in title.low
        if principal is None and named:
            principal = stage.make(h.actor, "person", h.name, h.country, "one")
            principal.organisation, principal.gender = h.organisation, h.gender
            known = tokenise(h.title)
            role = read_title(known, {}, 0, len(known))
            if role is not None:
                principal.titles.append(role)
    if principal is None or (ours and principal not in ours[:2] and "president" not in title.low):
        principal = ours[0] if ours else principal
    counterpart = _met(stage, cast, home, principal, title_hits, title.low)
    return Issuer(home, principal, counterpart)


def _office(source: str) -> str:
    words = set(tokenise(source).low)
    for row in rows("issuers.csv"):
        if row["word"] in words:
            return row["office"]
    return "president"


def _met(
    stage: Stage,
    cast: Sequence[Use],
    home: str,
    principal: Figure | None,
    title_hits: dict[int, object],
    title: list[str],
) -> Figure | None:
    """The first person of another state or of an organisation whom the opening names, else the head of the state in the title."""
    t = stage.tokens
    for use in cast:
        f = use.figure
        if f is principal or t.sentences[use.a] > 6:
            continue
        if (f.country and f.country != home) or (f.country is None and f.organisation):
            return f
    for hit in title_hits.values():
        country = getattr(hit, "country", None)
        if country and country != home:
            holders = stage.memory.holders("president", country, stage.day) or stage.memory.holders(
                "leader", country, stage.day
            )
            if len({h.actor for h in holders}) == 1:
                h = holders[0]
                figure = stage.make(h.actor, "person", h.name, h.country, "one")
                figure.organisation, figure.gender = h.organisation, h.gender
                return figure
    return None
