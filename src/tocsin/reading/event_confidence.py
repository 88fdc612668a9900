"""How far an event can be trusted: the probability that it happened so, between those parties, by a logistic model.

The model sees how the event was found, never its words: the trigger's certainty and form, which parties are known and
how far off they stand, negation, time, and whether the coder of given parties agrees. Weights lie in
`data/event_confidence.json`; `train/event_confidence.py` makes them, and `bench/events.py` prints how well they hold.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from tocsin.errors import ModelError
from tocsin.reading.event_axes import EventTime
from tocsin.reading.event_clauses import Clause, Party, Roles
from tocsin.reading.event_triggers import Match, light_forms

_NEAR, _FAR = 2, 7
"""Words between a trigger and a party."""
_LONG = 35
"""Words of a sentence in which clauses are easily mixed up."""


class _Weights(msgspec.Struct, frozen=True):
    """`least`: an event less probable than this is not reported."""

    weights: dict[str, float]
    least: float


def signs(
    here: Clause, match: Match, roles: Roles, who: Sequence[str], whom: Sequence[str], *, negated: bool,
    time: EventTime, claimed: bool, agrees: bool | None, alone: bool,
) -> dict[str, float]:  # fmt: skip
    """What the model sees of an event, by name.

    Args:
        match: The trigger, widened to its light verb where it has one.
        who, whom: Ids of the actors and recipients.
        claimed: Whether a statement's content holds it.
        agrees: Whether the coder gives the same category; None where it was not asked.
        alone: Whether the sentence has no other event.
    """
    trigger = match.trigger
    light = trigger.sort == "n" and here.words[match.first] in light_forms()
    parties = (*roles.actors, *roles.recipients)
    found: dict[str, float] = {
        "always": 1.0,
        "certainty": 10.0 * (trigger.certainty - 0.85),
        f"event {trigger.event}": 1.0,
        f"sort {'light' if light else trigger.sort}": 1.0,
        f"form {match.form}": 1.0,
        f"sides {_sides(match, who, whom)}": 1.0,
        f"time {time}": 1.0,
        f"far {_gap(match, roles.actors)} {_gap(match, roles.recipients)}": 1.0,
        f"coder {'silent' if agrees is None else 'agrees' if agrees else 'differs'}": 1.0,
    }
    for name, holds in (
        ("several words", bool(trigger.rest)),
        ("negated", negated),
        ("claimed", claimed),
        ("alone", alone),
        ("alone and agrees", alone and bool(agrees)),
        ("unplaced party", any(not party.ids for party in parties)),
        ("unknown party", any(_unknown(one) for one in (*who, *whom))),
        ("long", len(here.words) > _LONG),
        ("many parties", len(here.parties) > 6),
    ):
        if holds:
            found[name] = 1.0
    return found


def probability(found: Mapping[str, float]) -> float:
    """The probability that an event with these signs is right, 0 to 1.

    Raises:
        ModelError: the weights are missing or damaged.
    """
    weights = _weights().weights
    score = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def least() -> float:
    """The probability below which an event is not reported."""
    return _weights().least


def _sides(match: Match, who: Sequence[str], whom: Sequence[str]) -> str:
    if match.trigger.frame == "with" or match.trigger.event == "CONSULT":
        return f"together {min(2, len({*who, *whom}))}"
    return f"{'actor' if who else ''}{'recipient' if whom else ''}" or "none"


def _gap(match: Match, parties: Sequence[Party]) -> str:
    gaps = [p.first - match.last if p.first >= match.last else match.first - p.last for p in parties]
    gap = min(gaps, default=-1)
    return "none" if not gaps else "near" if gap <= _NEAR else "apart" if gap <= _FAR else "far"


def _unknown(identifier: str) -> bool:
    """Whether an actor is known by this text alone."""
    return "~" in identifier or identifier.startswith(("org:", "group:"))


@cache
def _weights() -> _Weights:
    name = files("tocsin.reading").joinpath("data", "event_confidence.json")
    try:
        return msgspec.json.decode(name.read_bytes(), type=_Weights)
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelError("event confidence", f"cannot be loaded: {error}", "reinstall tocsin") from error
