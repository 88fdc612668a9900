"""Asks Wikidata who holds which office and who belongs to what, and proposes what differs from the files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from tocsin.errors import WorldError
from tocsin.world import queries
from tocsin.world.compare import Compared, holders, members
from tocsin.world.entries import ITEM
from tocsin.world.proposal import Proposed
from tocsin.world.queries import found
from tocsin.world.service import OfflineError, Row, Service, ServiceError, TooMuchError
from tocsin.world.types import Position
from tocsin.world.world import World

AT_ONCE = 40
"""States, offices or organisations that one query asks of."""
ORGANISATIONS_AT_ONCE = 4
FAILURES = 3
"""So many questions in a row without an answer, and no more are asked."""


class Refreshed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking: rows to propose, what could not be told, and which questions got no answer and why."""

    rows: tuple[Proposed, ...]
    doubts: tuple[str, ...]
    failed: tuple[str, ...]
    asked: int


class _Question(msgspec.Struct, frozen=True):
    name: str
    things: tuple[Any, ...]
    query: Callable[[Sequence[Any]], str]


def topics(world: World) -> tuple[str, ...]:
    """What can be asked for: the names of positions, and ids of organisations."""
    askable = (p.name for p in world.positions().values() if p.property or p.wikidata or p.labels)
    return (*askable, *world.refreshed())


def refresh(
    world: World,
    service: Service,
    *,
    today: date,
    since: date,
    only: Collection[str] = (),
    step: Callable[[], None] = lambda: None,
) -> Refreshed:
    """What Wikidata says that the files do not, and what it confirms.

    Args:
        world: The present facts, and which positions and memberships to ask for.
        today: The day that is written as `verified_on`.
        since: Of terms and memberships that the files do not know, those that ended before are left out.
        only: Names of `topics`, where not all are wanted.
        step: Called once a query.

    Raises:
        OfflineError: the service cannot be reached at all.
        ServiceError: no question got an answer.
        WorldError: `only` names no topic.
    """
    if unknown := sorted(set(only) - set(topics(world))):
        raise WorldError(unknown[0], "nothing of this name is asked for", f"one of {', '.join(topics(world))}")
    asking = _Asking(service, step)
    items = _items(world)
    rows: list[Proposed] = []
    doubts: list[str] = []

    def take(compared: Compared) -> None:
        rows.extend(compared.rows)
        doubts.extend(compared.doubts)

    for position in world.positions().values():
        if only and position.name not in only:
            continue
        for question in _of_position(position, items, since):
            answered, _ = asking.answer(question)
            statements = found(answered, items)
            take(holders(statements, position, world, _how(position), today))
    wanted = [identifier for identifier in world.refreshed() if not only or identifier in only]
    for question in _of_members(wanted, items, world):
        answered, things = asking.answer(question)
        statements = found(answered, items)
        for identifier, _ in things:
            mine = [one for one in statements if one.title == identifier]
            take(members(mine, identifier, world, queries.MEMBER_OF, today, since))
    asking.raise_if_nothing()
    return Refreshed(rows=tuple(_unique(rows)), doubts=tuple(doubts), failed=tuple(asking.failed), asked=asking.asked)


class _Asking:
    """Questions put to a service; one that is too large is put in halves, one without an answer is named."""

    def __init__(self, service: Service, step: Callable[[], None]) -> None:
        self._service = service
        self._step = step
        self._in_a_row = 0
        self._last: ServiceError | None = None
        self._answered = 0
        self.failed: list[str] = []
        self.asked = 0

    def answer(self, question: _Question) -> tuple[list[Row], list[Any]]:
        """The rows of the answer, and those of the things asked of that were answered."""
        rows: list[Row] = []
        things: list[Any] = []
        for part, answer in self._answers(question):
            things.extend(part.things)
            rows.extend(answer)
        return rows, things

    def raise_if_nothing(self) -> None:
        if self._last is not None and not self._answered:
            raise self._last

    def _answers(self, question: _Question) -> Iterator[tuple[_Question, list[Row]]]:
        if self._in_a_row >= FAILURES:
            self._fail(question, "not asked any more")
            return
        try:
            self.asked += 1
            rows = self._service.ask(question.query(question.things))
        except TooMuchError as error:
            if len(question.things) > 1:
                half = len(question.things) // 2
                for things in (question.things[:half], question.things[half:]):
                    yield from self._answers(msgspec.structs.replace(question, things=things))
                return
            self._failed(question, error)
        except OfflineError as error:
            if not self._answered:
                raise
            self._failed(question, error)
        except ServiceError as error:
            self._failed(question, error)
        except KeyboardInterrupt:
            # Whoever stops it keeps what was answered so far.
            self._in_a_row = FAILURES
            self._fail(question, "stopped")
        else:
            self._answered += 1
            self._in_a_row = 0
            yield question, rows
        self._step()

    def _failed(self, question: _Question, error: ServiceError) -> None:
        self._last = error
        self._in_a_row += 1
        self._fail(question, error.why)

    def _fail(self, question: _Question, why: str) -> None:
        first, last = (_said(question.things[place]) for place in (0, -1))
        of = first if first == last else f"{first} to {last}"
        self.failed.append(f"{question.name} ({of}): {why}")


def _of_position(position: Position, items: dict[str, str], since: date) -> Iterator[_Question]:
    if position.property:
        yield from _in_parts(position.name, items, AT_ONCE, lambda part: queries.of_property(position, part, since))
    elif position.wikidata:
        yield from _in_parts(position.name, items, AT_ONCE, lambda part: queries.of_class(position, part, since))
    elif position.labels:
        yield from _in_parts(position.name, position.labels, AT_ONCE, lambda part: queries.of_labels(part, since))


def _of_members(identifiers: Sequence[str], items: dict[str, str], world: World) -> Iterator[_Question]:
    named = [(i, entity.name) for i in identifiers if (entity := world.entity(i)) is not None]
    yield from _in_parts("members", named, ORGANISATIONS_AT_ONCE, lambda part: queries.of_members(part, list(items)))


def _in_parts(
    name: str, things: Collection[Any], size: int, query: Callable[[Sequence[Any]], str]
) -> Iterator[_Question]:
    listed = tuple(things)
    for start in range(0, len(listed), size):
        yield _Question(name, listed[start : start + size], query)


def _items(world: World) -> dict[str, str]:
    """Wikidata's items of the states, each with the state's id."""
    return {
        entity.wikidata: entity.id
        for entity in world.entities()
        if entity.standing in ("state", "disputed") and entity.wikidata and ITEM.fullmatch(entity.wikidata)
    }


def _unique(rows: Sequence[Proposed]) -> Iterator[Proposed]:
    """Each fact once: one who is head of state and of government by one title comes twice."""
    seen = set()
    for row in rows:
        fact = msgspec.structs.replace(row.fact, note="", source="", confidence="low")
        if (row.table, fact) not in seen:
            seen.add((row.table, fact))
            yield row


def _how(position: Position) -> str:
    """The property that is asked for, and the class of offices."""
    if position.property:
        return position.property
    return f"{queries.POSITION_HELD} of {position.wikidata or 'an office of this name'}"


def _said(thing: Any) -> str:
    return thing if isinstance(thing, str) else str(thing[0])
