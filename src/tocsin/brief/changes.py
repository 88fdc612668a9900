"""What changed in the register between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tocsin.brief.concerns import STATUS as CONCERN_STATUS
from tocsin.brief.material import Material
from tocsin.brief.requests import STATUS as REQUEST_STATUS
from tocsin.brief.requests import title as request_title
from tocsin.brief.types import Group, Sentence
from tocsin.brief.wording import ANSWERED, counted
from tocsin.register import Concern, Register, Request


def change_groups(before: Register, material: Material) -> tuple[Group, ...]:
    """A group for each concern and request that is new, or stands otherwise than in the register of the earlier day."""
    concerns = {concern.id: concern for concern in before.concerns}
    requests = {request.id: request for request in before.requests}
    groups = []
    for concern in material.concerns:
        sentences = tuple(_concern(concerns.get(concern.id), concern, material))
        if sentences:
            groups.append(Group(title=concern.title, sentences=sentences))
    for request in material.requests:
        sentences = tuple(_request(requests.get(request.id), request, material))
        if sentences:
            groups.append(Group(title=request_title(request, material), sentences=sentences))
    return tuple(groups)


def _concern(before: Concern | None, now: Concern, material: Material) -> Iterator[Sentence]:
    raised = _new((raising.statement for raising in now.raised), material)
    answered = _new((answer.statement for answer in now.answers), material)
    if before is None:
        yield Sentence(text="A new concern.", rests_on=raised or (now.raised[0].statement,))
        return
    if raised:
        yield Sentence(text=f"Raised in {counted(len(raised), 'new statement')}.", rests_on=raised)
    if answered:
        yield Sentence(text=f"Answered in {counted(len(answered), 'new statement')}.", rests_on=answered)
    rests = answered or raised or (now.raised[-1].statement,)
    if before.status != now.status:
        was, is_now = CONCERN_STATUS[before.status], CONCERN_STATUS[now.status]
        yield Sentence(text=f"It was: {was}; it is: {is_now}.", rests_on=rests)
    if before.standing != now.standing and now.standing:
        told = ANSWERED[now.standing]  # type: ignore[index]
        was = ANSWERED[before.standing] if before.standing else "none"  # type: ignore[index]
        yield Sentence(text=f"The answer that stands was: {was}; it is: {told}.", rests_on=rests)
    wider = sorted(set(now.endangers) - set(before.endangers))
    if wider:
        yield Sentence(text=f"It now endangers {', '.join(material.name(code) for code in wider)} too.", rests_on=rests)


def _request(before: Request | None, now: Request, material: Material) -> Iterator[Sentence]:
    moved = _new(now.statements, material)
    if before is None:
        yield Sentence(
            text=f"New; it {REQUEST_STATUS[now.status]}.".replace("it refused", "it was refused"), rests_on=moved
        )
        return
    rests = moved or now.statements[-1:]
    if set(now.requested_by) - set(before.requested_by):
        names = [material.name(party) for party in now.requested_by if party not in before.requested_by]
        yield Sentence(text=f"Requested by {', '.join(names)}.", rests_on=rests)
    if before.status != now.status:
        was, is_now = REQUEST_STATUS[before.status], REQUEST_STATUS[now.status]
        yield Sentence(text=f"It was: {was}; it is: {is_now}.", rests_on=rests)


def _new(keys: Iterable[str], material: Material) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in keys if material.is_new(key)))
