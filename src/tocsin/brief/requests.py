"""Requests in sentences: what is asked or offered, on which condition, and for what it waits."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.brief.evidence import words_of
from tocsin.brief.material import Material
from tocsin.brief.types import Group, Sentence
from tocsin.brief.wording import DID, day_words, days_since, listed, with_people
from tocsin.register import Request

_SHOWN = 8
"""Most moves told of one request, the latest."""

STATUS = {
    "waiting-for-request": "waits for a request",
    "waiting-for-answer": "waits for an answer",
    "refused": "refused",
    "accepted": "accepted",
}
_DID = {
    "demand": "asked for it",
    "offer": "offered it",
    "refuse": "turned it down",
    "agree": "agreed",
}
_RANK = {status: number for number, status in enumerate(STATUS)}
_WHAT = {
    "mediation": "Mediation",
    "talks": "Talks",
    "withdrawal": "Withdrawal",
    "ceasefire": "Ceasefire",
    "aid": "Aid",
    "support": "Support",
    "other": "Steps",
}


def request_groups(material: Material) -> tuple[Group, ...]:
    """A group for each request, those that wait first, the one moved last before the others."""
    ordered = sorted(material.requests, key=lambda request: request.id)
    ordered = sorted(ordered, key=lambda request: material.day(request.statements[-1]), reverse=True)
    ordered = sorted(ordered, key=lambda request: _RANK[request.status])
    return tuple(
        Group(title=title(request, material), label=STATUS[request.status], sentences=tuple(_told(request, material)))
        for request in ordered
    )


def title(request: Request, material: Material) -> str:
    """`Mediation between Latvia and Belarus by Kazakhstan`, `Withdrawal: Latvia asks Belarus`."""
    names = [material.name(party) for party in request.parties]
    asked = [material.name(party) for party in request.asked]
    outside = [party for party in request.asked if party not in request.parties]
    if outside or not asked or len(asked) > 1:
        by = f" by {listed(asked)}" if outside else ""
        return f"{_WHAT[request.kind]} between {listed(names)}{by}"
    askers = [name for party, name in zip(request.parties, names, strict=True) if party not in request.asked]
    return f"{_WHAT[request.kind]} asked of {listed(asked)} by {listed(askers)}"


def _told(request: Request, material: Material) -> Iterator[Sentence]:
    told: set[tuple[str, str]] = set()
    shown: list[Sentence] = []
    for key in reversed(request.statements):
        entry = material.entries[key]
        act = material.act(key, DID)
        actor = entry.statement.source.actor or ""
        party = material.party(actor, key)
        did = _DID.get(act.act) if act else None
        if act and act.act == "demand" and party in request.asked and party not in request.parties:
            did = "asked for a request"
        if (party, entry.day) in told and (did is None or entry.statement.within):
            continue
        told.add((party, entry.day))
        people = [material.name(actor)] if actor and actor != party else []
        text = f"{with_people(material.name(party), people)} {did or 'spoke of it'} on {day_words(entry.day)}"
        condition = words_of(entry, act.condition) if act else ""
        if condition:
            bound = ", but would act on this condition:" if act and act.act == "refuse" else ", on this condition:"
            shown.append(Sentence(text=text + bound, quote=condition, rests_on=(key,)))
        else:
            shown.append(Sentence(text=f"{text}.", rests_on=(key,)))
    yield from shown[_SHOWN - 1 :: -1]
    moved = material.entries[request.statements[-1]].day
    length = days_since(moved, material.as_of)
    since = f"since {day_words(moved)}{length}"
    if request.status == "waiting-for-request":
        missing = [party for party in request.parties if party not in (*request.requested_by, *request.asked)]
        if request.requested_by:
            have = listed([material.name(party) for party in request.requested_by])
            lack = listed([material.name(party) for party in missing])
            text = f"A formal request by {have} is on record; none by {lack}."
        else:
            text = f"No formal request by {listed([material.name(party) for party in missing])} is on record."
        yield Sentence(text=text, rests_on=request.statements)
    elif request.status == "waiting-for-answer":
        yield Sentence(text=f"No answer on record {since}.", rests_on=request.statements[-1:])
