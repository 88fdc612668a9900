"""How the brief words days, lists, people and acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tocsin.actors.types import Actor
from tocsin.reading.types import ActName
from tocsin.record.types import Entry
from tocsin.world import World

MONTHS = tuple(
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)

VOICED: Mapping[ActName, str] = {
    "concern": "voiced concern",
    "accuse": "accused",
    "threaten": "threatened",
}
"""How a concern was raised."""

ANSWERED: Mapping[ActName, str] = {
    "concede": "conceded",
    "deny": "denied",
    "assure": "gave assurances",
    "agree": "agreed",
    "refuse": "refused",
    "accuse": "accused in return",
}
"""How a concern was answered."""

PERFECT: Mapping[str, str] = {"gave assurances": "given assurances"}
"""Words of `ANSWERED` that change after `had`."""

DID: Mapping[ActName, str] = {
    "threaten": "threatened",
    "demand": "made a demand",
    "accuse": "accused",
    "refuse": "refused",
    "deny": "denied",
    "assure": "gave assurances",
    "offer": "made an offer",
    "agree": "agreed",
    "support": "gave support",
    "concede": "conceded",
    "concern": "voiced concern",
    "silent": "gave no answer",
    "inform": "said",
    "none": "said",
}
"""What a speaker did by a statement."""

TOWARDS: Mapping[ActName, str] = {
    "threaten": "",
    "demand": "of ",
    "accuse": "",
    "assure": "to ",
    "offer": "to ",
    "agree": "with ",
    "support": "to ",
    "concern": "about ",
}
"""How the target is joined to the act, for acts that are done to somebody."""


def day_words(value: str | None) -> str:
    """`3 February 2026`; `February 2026`, `2026` as far as it is known; `on a day not given` for None."""
    if not value:
        return "a day not given"
    parts = value[:10].split("-")
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    return f"{int(parts[2])} {month} {parts[0]}" if len(parts) == 3 else f"{month} {parts[0]}"


def days_since(value: str | None, as_of: date) -> str:
    """` (12 days)`, ` (1 day)`, ` (today)`; nothing where the day is not known whole."""
    if not value or len(value) < 10:
        return ""
    days = (as_of - date.fromisoformat(value[:10])).days
    return f" ({counted(days, 'day')})" if days > 0 else " (today)"


def counted(number: int, noun: str) -> str:
    """`1 day`, `2 days`, `no days`."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def listed(names: list[str] | tuple[str, ...], most: int = 12) -> str:
    """`A, B and C`; beyond `most`, `A, B and 9 others`."""
    names = list(names)
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} others"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def name_of(actor: str, actors: Mapping[str, Actor], world: World) -> str:
    """The name of an actor, by the record or the world; its id where neither knows it."""
    entity = world.entity(actor)
    if entity is not None:
        return short_name(entity.name, actor)
    return actors[actor].name if actor in actors else actor


def articled(name: str) -> str:
    """`the European Union`, but `NATO`."""
    return f"the {name}" if " " in name else name


def short_name(name: str, actor: str) -> str:
    """An organisation by its code where the code is what people say: `NATO`, not its long name."""
    return actor if len(name) > 24 and actor.isupper() and len(actor) > 3 else name


def speaker_of(entry: Entry, world: World) -> str:
    """`Anna Veil, Foreign Minister (Latvia)`, by the document; the words of the source where the actor is unknown."""
    source = entry.statement.source
    actor = entry.actors.get(source.actor or "")
    if actor is None:
        return source.text or "The text itself"
    role = actor.roles[0] if actor.roles else None
    name = short_name(actor.name, actor.id)
    if role is None:
        return name
    office = name_of(role.organisation, entry.actors, world) if role.organisation else ""
    return f"{name}, {role.title}" + (
        f" ({office})" if office and office.casefold() not in role.title.casefold() else ""
    )


def with_people(party: str, people: Iterable[str]) -> str:
    """`Latvia (Anna Veil, Jan Osis)`."""
    names = list(dict.fromkeys(people))
    return f"{party} ({', '.join(names[:4])}{' and others' if len(names) > 4 else ''})" if names else party
