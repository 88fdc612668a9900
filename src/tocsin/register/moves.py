"""One statement as a move about a request: who asks or offers what, between whom, on which condition."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from tocsin.reading.types import Act
from tocsin.record.types import Entry
from tocsin.register.context import LIKELY, published, sentence_span, spans_of
from tocsin.register.naming import Named, Naming
from tocsin.register.parties import Parties
from tocsin.register.speakers import speakers
from tocsin.register.types import RequestKind
from tocsin.register.words import asking, kinds

BETWEEN: tuple[RequestKind, ...] = ("mediation", "talks", "ceasefire")
"""Kinds in which somebody may stand between the parties."""

MOVING = ("demand", "offer", "refuse", "agree")
"""The acts that make or meet a request."""

_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
_OR = re.compile(r"\W*(?:or|nor)(?:\s+between)?\W*|\W*;\W*|\W*and\s+between\W*", re.IGNORECASE)
_AND = re.compile(r"(?:['’]s)?\W*(?:and|with|as well as)?\W*(?:the\s+)?", re.IGNORECASE)


class Move(NamedTuple):
    """What one statement does about one request.

    `parties` are those between whom, or asker and asked, sorted; fewer than two where the words point back ("these
    countries"). `asked` are those who are to act, none where the words do not say. `asker` is the party whose request
    this is, if it is one.
    """

    entry: Entry
    act: Act
    kind: RequestKind
    parties: tuple[str, ...]
    asked: tuple[str, ...]
    speaker: str
    condition: str
    asker: str | None = None


def moves(entry: Entry, parties: Parties, naming: Naming) -> list[Move]:
    """What the statement does about requests: one move for each dispute that it names, none if it is about no request.

    Counted are demands, offers, refusals and agreements with a word of a kind of request, reports that a formal request
    was made, and what is said to hang on one. Analysts and media make no requests.
    """
    statement = entry.statement
    day = published(entry)
    words = f"{statement.cue.text} {statement.content.text}"
    formal = asking()["formal"].found(words)
    waits = any(asking()["asks"].found(act.condition.text) for act in statement.acts if act.condition.text)
    moving = (act for act in statement.acts if act.act in MOVING and (waits or act.confidence >= LIKELY))
    act = next(moving, None)
    if act is None and (formal or waits):
        act = next((act for act in statement.acts if act.act in ("assure", "inform", "concede")), None)
    if act is None or act.negated or not statement.communicated:
        return []
    speaking = speakers(entry, parties, naming)
    if not speaking:
        return []
    speaker = speaking[0].party
    start, end = sentence_span(entry.document.text, spans_of(statement))
    sentence = entry.document.text[start:end]
    kind = _kind(f"{words} {act.condition.text}") or _kind(sentence)
    if kind is None:
        return []
    condition = next((other.condition.text for other in statement.acts if other.condition.text), "")
    targets = _parties([*act.targets, *statement.addressees], parties, day)
    named = _named(statement.content.text, entry, parties, naming, day)
    others = [party for party in dict.fromkeys((*targets, *named)) if party != speaker]
    pairs = _pairs(statement.content.text, entry, parties, naming, day) or _pairs(sentence, entry, parties, naming, day)
    base = Move(entry, act, kind, (), (), speaker, condition)
    if act.act == "demand" or (formal and act.act not in MOVING and not waits):
        asker = None if condition or act.time == "future" else speaker
        return _asking(base._replace(asker=asker), pairs, others, formal)
    if kind in BETWEEN:
        return _between(base, pairs, others)
    both = tuple(sorted((speaker, others[0]))) if others else ()
    return [base._replace(parties=both, asked=(speaker,))]


def _asking(base: Move, pairs: list[tuple[str, ...]], others: list[str], formal: bool) -> list[Move]:
    """A demand: of a mediator between parties, of two sides to talk, or of one side to act."""
    if base.kind == "mediation":
        found = []
        for pair in pairs or [(base.speaker,) if formal else ()]:
            mediator = next((party for party in others if party not in pair), None)
            found.append(base._replace(parties=pair, asked=(mediator,) if mediator else ()))
        return found
    if base.kind in BETWEEN and len(others) > 1:
        sides = tuple(sorted(others[:2]))
        return [base._replace(parties=sides, asked=sides)]
    if not others:
        return []
    return [base._replace(parties=tuple(sorted((base.speaker, others[0]))), asked=(others[0],))]


def _between(base: Move, pairs: list[tuple[str, ...]], others: list[str]) -> list[Move]:
    """An offer, refusal or agreement about standing between parties, or about talks with the speaker itself."""
    found = []
    for pair in pairs:
        if base.speaker not in pair:
            found.append(base._replace(parties=pair, asked=(base.speaker,)))
            continue
        mediator = next((party for party in others if party not in pair), None)
        found.append(base._replace(parties=pair, asked=(mediator,) if mediator else ()))
    if not found and base.kind == "talks" and len(others) == 1:
        found.append(base._replace(parties=tuple(sorted((base.speaker, others[0]))), asked=()))
    return found or [base]


def _kind(text: str) -> RequestKind | None:
    return next((kind for kind, list_ in kinds().items() if list_.found(text)), None)


def _parties(actors: list[str], parties: Parties, day: date) -> list[str]:
    return [party for party in (parties.party(actor, day) for actor in actors) if party]


def _named(text: str, entry: Entry, parties: Parties, naming: Naming, day: date) -> list[str]:
    hits = naming.find(text, day, entry.actors)
    return _parties([hit.party for hit in hits if hit.sort != "region"], parties, day)


def _pairs(text: str, entry: Entry, parties: Parties, naming: Naming, day: date) -> list[tuple[str, ...]]:
    """`between A and B, or C and D` as two sorted pairs."""
    if not _BETWEEN.search(text):
        return []
    hits = [hit for hit in naming.find(text, day, entry.actors) if hit.sort != "region"]
    pairs: list[tuple[str, ...]] = []
    for between in _BETWEEN.finditer(text):
        group: list[Named] = []
        whole = False
        end = between.end()
        for hit in (hit for hit in hits if hit.start >= between.end()):
            gap = text[end : hit.start]
            if group and _OR.fullmatch(gap):
                pairs.append(_pair(group, parties, day))
                group, whole = [], False
            elif whole or not _AND.fullmatch(gap):
                break
            whole = bool(group) and re.search(r"\w", gap) is not None
            group.append(hit)
            end = hit.end
        pairs.append(_pair(group, parties, day))
    return [pair for pair in dict.fromkeys(pairs) if len(pair) == 2]


def _pair(group: list[Named], parties: Parties, day: date) -> tuple[str, ...]:
    return tuple(sorted(set(_parties([hit.party for hit in group], parties, day))))
