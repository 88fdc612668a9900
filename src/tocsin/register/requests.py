"""Requests between actors and offers that wait for one: moves gathered into threads, and where each thread stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from tocsin.record.types import Entry
from tocsin.register.context import SURE
from tocsin.register.moves import BETWEEN, Move, moves
from tocsin.register.naming import Naming
from tocsin.register.parties import Parties
from tocsin.register.types import Position, Request, RequestKind, RequestStatus
from tocsin.register.words import asking

STANDS: tuple[Literal["refuse", "offer", "agree"], ...] = ("refuse", "offer", "agree")
"""Stands of the side asked, in the codebook's order of precedence."""


class Thread:
    """A request while it is being gathered."""

    def __init__(self, kind: RequestKind, parties: tuple[str, ...], asked: tuple[str, ...]) -> None:
        self.kind = kind
        self.parties = parties
        self.asked = asked
        self.id = ":".join(filter(None, ("request", kind, "+".join(parties), "+".join(asked))))
        self.moves: list[Move] = []


class Threads:
    """All threads, by what they are about, and by the document and the actor that moved them last."""

    def __init__(self) -> None:
        self.all: list[Thread] = []
        self._about: dict[tuple[RequestKind, tuple[str, ...]], list[Thread]] = {}
        self._here: dict[tuple[str, RequestKind], list[Thread]] = {}
        self._latest: dict[tuple[str, RequestKind], list[Thread]] = {}

    def take(self, move: Move) -> None:
        """Files the move under its threads; one that is sure opens one where it names parties of whom none is known.

        A move whose words point back ("these countries") belongs to the threads of its kind in the same document,
        else to those that its speaker or the side asked moved last; to none where there are none.
        """
        found = self._known(move)
        sure = move.act.confidence >= SURE or bool(move.condition)
        if not found and sure and len(move.parties) > 1 and move.asked:
            thread = Thread(move.kind, move.parties, move.asked)
            self.all.append(thread)
            self._about.setdefault((move.kind, move.parties), []).append(thread)
            found = [thread]
        for thread in found:
            thread.moves.append(move)
            near = self._here.setdefault((move.entry.document.id, move.kind), [])
            if thread not in near:
                near.append(thread)
        if found:
            for party in {move.speaker, *(party for thread in found for party in (*thread.asked, *thread.parties))}:
                self._latest[party, move.kind] = found

    def _known(self, move: Move) -> list[Thread]:
        if len(move.parties) > 1:
            about = self._about.get((move.kind, move.parties), [])
            return [thread for thread in about if not move.asked or thread.asked == move.asked]
        keys = (*move.asked, move.speaker)
        kinds = (move.kind, *(kind for kind in BETWEEN if kind != move.kind)) if move.kind in BETWEEN else (move.kind,)
        for kind in kinds:
            near = self._here.get((move.entry.document.id, kind), [])
            last = next((self._latest[key, kind] for key in keys if (key, kind) in self._latest), [])
            for threads in (near, last):
                fitting = [
                    thread
                    for thread in threads
                    if move.speaker in (*thread.parties, *thread.asked)
                    and (not move.asked or thread.asked == move.asked)
                ]
                if fitting:
                    return fitting
        return []


def requests(entries: Iterable[Entry], parties: Parties, naming: Naming) -> tuple[Request, ...]:
    """Every request on record, sorted by id. `entries` are in the order of the record."""
    threads = Threads()
    for entry in entries:
        for move in moves(entry, parties, naming):
            threads.take(move)
    return tuple(_request(thread) for thread in sorted(threads.all, key=lambda thread: thread.id))


def _request(thread: Thread) -> Request:
    conditions = [move.condition for move in thread.moves if move.condition and move.speaker in thread.asked]
    condition = conditions[-1] if conditions else ""
    askers = tuple(sorted({move.asker for move in thread.moves if move.asker in thread.parties and move.asker}))
    return Request(
        id=thread.id,
        kind=thread.kind,
        parties=thread.parties,
        asked=thread.asked,
        position=_position(thread),
        condition=condition,
        requested=bool(askers),
        requested_by=askers,
        status=_status(thread, condition, askers),
        statements=tuple(dict.fromkeys(move.entry.key for move in thread.moves)),
    )


def _position(thread: Thread) -> Position:
    """The last stand of the side asked; of several in one document, a refusal before an offer before consent."""
    stands = [move for move in thread.moves if move.speaker in thread.asked and move.act.confidence >= SURE]
    stands = [move for move in stands if move.act.act in STANDS]
    if not stands:
        return "none"
    last = stands[-1].entry.document.id
    acts = {move.act.act for move in stands if move.entry.document.id == last}
    return next(stand for stand in STANDS if stand in acts)


def _status(thread: Thread, condition: str, askers: tuple[str, ...]) -> RequestStatus:
    """Where the request stands.

    While the side asked makes its help hang on a request, and none is on record (or not from every party, where the
    condition speaks of both), it waits for a request. Else the last move decides: a refusal or an agreement closes
    it, a new request or offer opens it again.
    """
    waits = bool(condition) and asking()["asks"].found(condition)
    missing = set(thread.parties) - set(askers) - set(thread.asked)
    if waits and missing and (not askers or asking()["every"].found(condition)):
        return "waiting-for-request"
    for move in reversed(thread.moves):
        if move.asker in thread.parties and move.asker:
            return "waiting-for-answer"
        if move.act.confidence < SURE:
            continue
        if move.act.act == "refuse" and not move.condition:
            return "refused"
        if move.act.act == "agree" and (move.speaker in thread.asked or thread.kind in BETWEEN):
            return "accepted"
        if move.act.act == "offer":
            return "waiting-for-answer"
    return "waiting-for-answer"
