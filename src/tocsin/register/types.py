"""What the register holds: concerns with their answers, and requests with their conditions, as they stood on a day."""

from __future__ import annotations

from typing import Literal

import msgspec

from tocsin.actors.types import Actor
from tocsin.reading.types import ActName, Time


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
        status: `open` (no answer yet), `answered`, `silent` (an answer is due and silence is reported, or the last round went
            unanswered), `closed`.
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
    status: Literal["open", "answered", "silent", "closed"] = "open"
    standing: str = ""
    last_change: str | None = None


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A formal ask between actors, or an offer that waits for one, and the condition on which it hangs."""

    id: str
    kind: Literal["mediation", "talks", "withdrawal", "ceasefire", "aid", "support", "other"]
    parties: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    position: Literal["refuse", "offer", "agree", "none"] = "none"
    condition: str = ""
    requested: bool = False
    status: Literal["waiting-for-request", "waiting-for-answer", "refused", "accepted"] = "waiting-for-answer"
    statements: tuple[str, ...] = ()


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """The whole register at the end of a day, with the actors that it names."""

    as_of: str
    concerns: tuple[Concern, ...] = ()
    requests: tuple[Request, ...] = ()
    actors: tuple[Actor, ...] = ()
