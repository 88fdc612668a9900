"""What one statement leaves unsaid because an earlier one of the same speaker said it: the outlet and the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from tocsin.actors.types import Actor
from tocsin.reading.chains import is_outlet
from tocsin.reading.types import Act, Carrier, Statement

_REACH = 400
"""Characters between two statements of a speaker over which a target is still understood."""


def carry_on(statements: Sequence[Statement], actors: Mapping[str, Actor]) -> tuple[Statement, ...]:
    """The statements, in text order, with outlets and targets carried from statement to statement.

    A person who speaks to an outlet once in a document does so throughout; what stands inside such a statement came the
    same way. Whom an act without any name in its content is directed at is whom the speaker's last statement, close
    before, was directed at. An attitude is voiced where the one who reports it is its holder or speaks for it.
    """
    outlets = _outlets(statements, actors)
    done: dict[str, Statement] = {}
    latest: dict[str, Statement] = {}
    for statement in statements:
        speaker = statement.source.actor
        via = statement.via
        if not via and speaker in outlets:
            via = outlets[speaker]
        if not via and statement.within in done:
            via = tuple(c for c in done[statement.within].via if c.actor or is_outlet(c.text))
        acts = statement.acts
        before = latest.get(speaker or "")
        if before is not None and _names_nobody(acts) and _start(statement) - _end(before) <= _REACH:
            acts = tuple(replace(act, targets=before.acts[0].targets) for act in acts)
        outer = done.get(statement.within or "")
        voiced = statement.communicated or (
            outer is not None and outer.communicated and _same_side(statement, outer, actors)
        )
        statement = replace(statement, via=via, acts=acts, communicated=voiced)
        done[statement.id] = statement
        if speaker and statement.voice == "reported" and statement.acts[0].targets:
            latest[speaker] = statement
    return tuple(done.values())


def _same_side(inner: Statement, outer: Statement, actors: Mapping[str, Actor]) -> bool:
    """Whether whoever holds the inner statement is the outer speaker or the state that this one speaks for."""
    speaker = actors.get(outer.source.actor or "")
    return speaker is not None and inner.source.actor in {speaker.id, speaker.country}


def _outlets(statements: Sequence[Statement], actors: Mapping[str, Actor]) -> dict[str, tuple[Carrier, ...]]:
    """The outlets, not platforms, to which each person speaks in the document."""
    found: dict[str, tuple[Carrier, ...]] = {}
    for statement in statements:
        speaker = statement.source.actor
        media = tuple(carrier for carrier in statement.via if carrier.actor or is_outlet(carrier.text))
        if speaker and media and actors[speaker].type == "person":
            found.setdefault(speaker, media)
    return found


def _names_nobody(acts: Sequence[Act]) -> bool:
    return not any(act.targets or act.about for act in acts)


def _start(statement: Statement) -> int:
    return min((start for part in _parts(statement) for start, _ in part), default=0)


def _end(statement: Statement) -> int:
    return max((end for part in _parts(statement) for _, end in part), default=0)


def _parts(statement: Statement) -> tuple[tuple[tuple[int, int], ...], ...]:
    return statement.source.spans, statement.cue.spans, statement.content.spans
