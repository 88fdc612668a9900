"""What the register holds: concerns with their answers, and requests with their conditions, as they stood on a day."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from tocsin.actors.types import Actor
from tocsin.reading.types import ActName, Time

RequestKind = Literal["mediation", "ceasefire", "withdrawal", "talks", "aid", "support", "other"]
REQUEST_KINDS: tuple[RequestKind, ...] = get_args(RequestKind)
"""In order of precedence: a statement that holds words of several is about the first."""
Position = Literal["refuse", "offer", "agree", "none"]
RequestStatus = Literal["waiting-for-request", "waiting-for-answer", "refused", "accepted"]
ConcernStatus = Literal["open", "answered", "silent", "closed"]


class Raising(msgspec.Struct, frozen=True, kw_only=True):
    """Who voiced the concern, in which statement (`<document id>#<statement id>`), on which ISO day."""

    actor: str
    statement: str
    date: str | None
    time: Time = "now"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """An act by the actor concerned, or on its behalf, that meets the concern."""

    actor: str
    act: ActName
    statement: str
    date: str | None
    time: Time = "now"


class Silence(msgspec.Struct, frozen=True, kw_only=True):
    """An actor concerned that has not answered since a day; `reported` where a text says so."""

    actor: str
    since: str | None
    reported: bool


class CommonTo(msgspec.Struct, frozen=True, kw_only=True):
    """An alliance whose members hold the concern in common on a day, and the treaty article that makes it so."""

    alliance: str
    members: tuple[str, ...]
    as_of: str
    basis: str
    notes: tuple[str, ...] = ()


class Concern(msgspec.Struct, frozen=True, kw_only=True):
    """A threat that someone has voiced.

    Attributes:
        origins: Actor ids where the threat comes from.
        endangers: ISO alpha-3 codes of the countries it endangers.
        held_by: Actor ids of all who raised or share it.
        status: `open` (no answer on record), `answered`, `silent` (silence is reported, or the last round went
        unanswered),
            `closed` (all who raised it say that they are no longer concerned).
        standing: The act of the answer that stands, or "".
        last_change: ISO day of the last statement that changed it.
    """

    id: str
    title: str
    origins: tuple[str, ...] = ()
    endangers: tuple[str, ...] = ()
    raised: tuple[Raising, ...] = ()
    held_by: tuple[str, ...] = ()
    common_to: tuple[CommonTo, ...] = ()
    answers: tuple[Answer, ...] = ()
    silent: tuple[Silence, ...] = ()
    status: ConcernStatus = "open"
    standing: str = ""
    last_change: str | None = None


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A formal ask between actors, or an offer that waits for one, and the condition on which it hangs.

    Attributes:
        parties: Those between whom, or who asks and who is asked: ISO codes and organisations' ids.
        asked: Who is to act.
        position: The last stand of the side asked.
        condition: The words on which that side makes it depend, verbatim.
        requested: A request by one of the parties is on record.
        requested_by: The parties whose request is on record.
        status: `waiting-for-request` (help hangs on a request that is not on record from all who must make it),
            `waiting-for-answer`, `refused`, `accepted`.
        statements: `<document id>#<statement id>` of everything said about it, in order of publication.
    """

    id: str
    kind: RequestKind
    parties: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    position: Position = "none"
    condition: str = ""
    requested: bool = False
    requested_by: tuple[str, ...] = ()
    status: RequestStatus = "waiting-for-answer"
    statements: tuple[str, ...] = ()


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """The whole register at the end of a day, with the actors that it names."""

    as_of: str
    concerns: tuple[Concern, ...] = ()
    requests: tuple[Request, ...] = ()
    actors: tuple[Actor, ...] = ()
