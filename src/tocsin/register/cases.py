"""Voices of danger gathered into cases: one threat, from one side, to one circle of states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from tocsin.record.types import Entry
from tocsin.register.context import position, published
from tocsin.register.parties import Parties
from tocsin.register.voicing import Voicing
from tocsin.register.words import words

_NOT_SLUG = re.compile(r"[^\w+]+")


class Case:
    """A concern while it is being gathered."""

    def __init__(self, number: int, case_id: str, founder: Voicing) -> None:
        self.number = number
        self.id = case_id
        self.voicings: list[Voicing] = []
        self.origins: Counter[str] = Counter()
        self.labels: Counter[str] = Counter()
        self.endangered: set[str] = set()
        self.documents: dict[str, list[int]] = {}
        self.add(founder)

    def add(self, voicing: Voicing) -> None:
        """Takes one more voice; what is only understood does not widen whom the threat endangers."""
        self.voicings.append(voicing)
        self.origins.update(voicing.origins)
        self.documents.setdefault(voicing.entry.document.id, []).append(position(voicing.entry.statement)[0])
        if voicing.named:
            self.labels.update(voicing.labels)
        if voicing.named or len(self.voicings) == 1:
            self.endangered |= voicing.endangered
        self.endangered -= set(self.origins)

    @property
    def parties(self) -> set[str]:
        """Everybody who holds it or is endangered by it."""
        held = {party for voicing in self.voicings if not voicing.by_origin for party in voicing.parties}
        return (held | self.endangered) - set(self.origins)


def gather(voicings: Iterable[Voicing], parties: Parties) -> list[Case]:
    """Cases in the order in which they were first raised.

    Voices are taken in order of publication, and within a document those that name an origin first. A voice joins the
    oldest case with a common origin and common endangered states, or states of one alliance; else it founds one if it
    can. A case never dissolves into another, so a case keeps its id whatever is published later.
    """
    cases: list[Case] = []
    by_origin: dict[str, list[Case]] = {}
    by_document: dict[str, list[Case]] = {}
    taken: set[str] = set()

    def key(voicing: Voicing) -> tuple[date, str, bool, tuple[int, int, str]]:
        entry = voicing.entry
        return published(entry), entry.document.id, not voicing.origins, position(entry.statement)

    for voicing in sorted(voicings, key=key):
        day = published(voicing.entry)
        case = _fitting(voicing, cases, by_origin, by_document, parties, day)
        if case is None:
            if not voicing.founds:
                continue
            case = Case(len(cases), _fresh(_id(voicing), taken), voicing)
            cases.append(case)
        else:
            case.add(voicing)
        for origin in voicing.origins:
            known = by_origin.setdefault(origin, [])
            if case not in known:
                known.append(case)
        known = by_document.setdefault(voicing.entry.document.id, [])
        if case not in known:
            known.append(case)
    return cases


def _fitting(
    voicing: Voicing,
    cases: list[Case],
    by_origin: dict[str, list[Case]],
    by_document: dict[str, list[Case]],
    parties: Parties,
    day: date,
) -> Case | None:
    document = voicing.entry.document.id
    near = by_document.get(document, [])
    if not voicing.origins:
        at = position(voicing.entry.statement)[0]
        ranked = sorted(near, key=lambda case: min(abs(at - there) for there in case.documents[document]))
        chances = [*ranked, *(reversed(cases) if voicing.founds else ())]
        return next((case for case in chances if _touches(case, voicing, parties, day)), None)
    kin = {
        case.number: case
        for origin in voicing.origins
        for party in _kin(origin, parties, day)
        for case in by_origin.get(party, ())
    }
    fitting = [case for _, case in sorted(kin.items()) if _touches(case, voicing, parties, day)]
    return next((case for case in fitting if case.endangered & voicing.endangered), next(iter(fitting), None))


def _kin(origin: str, parties: Parties, day: date) -> tuple[str, ...]:
    """The origin itself, the alliances of a state, the members of an alliance."""
    return (origin, *parties.members(origin, day), *sorted(parties.alliances([origin], day)))


def _touches(case: Case, voicing: Voicing, parties: Parties, day: date) -> bool:
    """Whether the same states are in danger, or states pledged to one another against this origin.

    A voice that names nobody in danger, and speaks for no state, touches every case of its origin.
    """
    if case.endangered & voicing.endangered or (voicing.origins and not voicing.endangered):
        return True
    sources = {*case.origins, *voicing.origins}
    common = set(parties.alliances(case.endangered, day)) & set(parties.alliances(voicing.endangered, day))
    return any(not (alliance in sources or sources & set(parties.members(alliance, day))) for alliance in common)


def _id(voicing: Voicing) -> str:
    origin = "+".join(sorted(voicing.origins))
    label = "+".join(sorted(voicing.labels)[:3])
    text = f"{origin}-{label}" if origin else label
    return "concern:" + _NOT_SLUG.sub("-", text).strip("-").casefold().replace(origin.casefold(), origin, 1)


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


def entries_of(case: Case) -> set[str]:
    """Keys of the statements that raise the case."""
    return {voicing.entry.key for voicing in case.voicings}


def first_published(case: Case) -> date:
    """The day of the first document that raises the case."""
    return min(published(voicing.entry) for voicing in case.voicings)


def names_case(entry: Entry, case: Case) -> bool:
    """Whether the entry stands in a document that raises the case."""
    return entry.document.id in case.documents
