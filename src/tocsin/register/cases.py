"""Voices of danger gathered into cases: one threat, from one side, to one circle of states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from tocsin.register.circles import kin
from tocsin.register.context import position, published
from tocsin.register.parties import Parties
from tocsin.register.voicing import Voicing
from tocsin.register.words import words

_NOT_SLUG = re.compile(r"[^\w+]+")


class Case:
    """A concern while it is being gathered.

    `founder` is the origin it was opened with, which it keeps, and `begun` the day of the document that opened it.
    """

    def __init__(self, number: int, case_id: str, first: Voicing) -> None:
        self.number = number
        self.id = case_id
        self.founder = first.origin
        self.voicings: list[Voicing] = []
        self.origins: Counter[str] = Counter()
        self.labels: Counter[str] = Counter()
        self.endangered: set[str] = set()
        self.documents: dict[str, list[int]] = {}
        self.begun = published(first.entry)
        self._held: set[str] = set()
        self.add(first)

    def add(self, voicing: Voicing) -> None:
        """Takes one more voice; what is only understood does not widen whom the threat endangers."""
        self.voicings.append(voicing)
        if voicing.origin is not None:
            self.origins[voicing.origin] += 1
        self.documents.setdefault(voicing.entry.document.id, []).append(position(voicing.entry.statement)[0])
        if voicing.named:
            self.labels.update(voicing.labels)
        if voicing.named or len(self.voicings) == 1:
            self.endangered |= voicing.endangered
        self.endangered -= set(self.origins)
        if not voicing.by_origin:
            self._held.update(voicing.parties)

    def by(self, voicing: Voicing) -> bool:
        """Whether the voice is of the side that the threat comes from, and no threat: such a voice raises nothing."""
        return not voicing.by_origin and self.origins.keys() >= set(voicing.parties)

    @property
    def parties(self) -> set[str]:
        """Everybody who holds it or is endangered by it."""
        return (self._held | self.endangered) - set(self.origins)


def gather(voicings: Iterable[Voicing], parties: Parties) -> list[Case]:
    """Cases in the order in which they were first raised.

    Voices are taken in order of publication, and within a document those that name an origin first. A voice joins the
    oldest case of the same origin (an alliance and its member are akin) with endangered states in common, or states of
    one alliance; one that names no origin joins the nearest of its document, or the one that its speaker raised last.
    Else it founds a case if it can. A case never dissolves into another and keeps the origin it was opened with, so
    that it keeps its id whatever is published later.
    """
    cases: list[Case] = []
    by_founder: dict[str | None, list[Case]] = {}
    by_document: dict[str, list[Case]] = {}
    by_voice: dict[str, list[Case]] = {}
    taken: set[str] = set()

    def key(voicing: Voicing) -> tuple[date, str, bool, tuple[int, int, str], str]:
        entry = voicing.entry
        where = position(entry.statement)
        return published(entry), entry.document.id, voicing.origin is None, where, voicing.origin or ""

    for voicing in sorted(voicings, key=key):
        day = published(voicing.entry)
        near = by_document.setdefault(voicing.entry.document.id, [])
        if voicing.origin is None:
            case = _pointed_at(voicing, near, by_voice, by_founder.get(None, []), parties, day)
        else:
            akin = {case.number: case for one in kin(voicing.origin, parties, day) for case in by_founder.get(one, ())}
            case = _akin(voicing, [case for _, case in sorted(akin.items())], near, parties, day)
        if case is None:
            if not voicing.founds:
                continue
            case = Case(len(cases), _fresh(_id(voicing), taken), voicing)
            cases.append(case)
            by_founder.setdefault(case.founder, []).append(case)
        else:
            case.add(voicing)
        if case not in near:
            near.append(case)
        if not voicing.by_origin:
            for party in voicing.parties:
                voiced = by_voice.setdefault(party, [])
                if case in voiced:
                    voiced.remove(case)
                voiced.append(case)
    return cases


def _akin(voicing: Voicing, akin: list[Case], near: list[Case], parties: Parties, day: date) -> Case | None:
    """The case of this origin that a voice belongs to: with states in common, of one alliance, or beside it."""
    akin = [case for case in akin if not case.by(voicing)]
    common = next((case for case in akin if case.endangered & voicing.endangered), None)
    if common is not None:
        return common
    pledged = next((case for case in akin if _pledged(case, voicing, parties, day)), None)
    if pledged is not None or voicing.named:
        return pledged
    return next((case for case in akin if case in near), None)


def _pointed_at(
    voicing: Voicing,
    near: list[Case],
    by_voice: dict[str, list[Case]],
    homeless: list[Case],
    parties: Parties,
    day: date,
) -> Case | None:
    """The case that a voice without an origin belongs to: the nearest of its document, the one that the same party
    raised last about the same states, or one without an origin."""
    document = voicing.entry.document.id
    at = position(voicing.entry.statement)[0]
    ranked = sorted(near, key=lambda case: min(abs(at - there) for there in case.documents[document]))
    for case in (case for case in ranked if not case.by(voicing)):
        if case.endangered & voicing.endangered or (not voicing.named and _pledged(case, voicing, parties, day)):
            return case
    if not voicing.founds:
        return None
    voiced = (case for party in voicing.parties for case in reversed(by_voice.get(party, ())))
    chances = (*voiced, *homeless)
    return next((case for case in chances if case.endangered & voicing.endangered and not case.by(voicing)), None)


def _pledged(case: Case, voicing: Voicing, parties: Parties, day: date) -> bool:
    """Whether those in danger, or else those who speak, are of one alliance with the endangered against this origin."""
    sources = {*case.origins, *({voicing.origin} if voicing.origin else ())}
    speaking = {party for party in voicing.parties if not voicing.by_origin}
    circle = set(parties.alliances(voicing.endangered or speaking, day)) | {
        p for p in speaking if parties.is_alliance(p)
    }
    common = circle & set(parties.alliances(case.endangered, day))
    return any(not (alliance in sources or sources & set(parties.members(alliance, day))) for alliance in common)


def _id(voicing: Voicing) -> str:
    label = _NOT_SLUG.sub("-", "+".join(sorted(voicing.labels)[:3])).strip("-").casefold()
    return ":".join(("concern", "-".join(filter(None, (voicing.origin, label)))))


def _fresh(case_id: str, taken: set[str]) -> str:
    number, fresh = 1, case_id
    while fresh in taken:
        number += 1
        fresh = f"{case_id}-{number}"
    taken.add(fresh)
    return fresh


def title(case: Case, parties: Parties, regions: frozenset[str]) -> str:
    """`Threats from Afghanistan to Central Asia`: the origins and the endangered named most often."""

    def name(label: str) -> str:
        named = label if label in regions else parties.name(label)
        return f"the {named}" if words()["articled"].found(named) else named

    origins = [party for party, _ in sorted(case.origins.items(), key=lambda item: (-item[1], item[0]))[:2]]
    labels = case.labels or Counter(case.voicings[0].labels)
    named = sorted(labels.items(), key=lambda item: (item[0] not in regions, -item[1], item[0]))
    if named and named[0][0] in regions:
        named = [item for item in named if item[0] in regions]
    endangered = listed([name(label) for label, _ in named[:3]])
    if not origins:
        return f"Threats to the security of {endangered}"
    return f"Threats from {listed([name(party) for party in origins])} to {endangered}"


def listed(names: list[str]) -> str:
    """`A, B and C`."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""
