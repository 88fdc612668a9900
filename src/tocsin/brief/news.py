"""What is new: who raised, answered, asked or fell silent since a day, in short."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.brief.concerns import silences
from tocsin.brief.material import Material
from tocsin.brief.requests import title as request_title
from tocsin.brief.types import Group, Sentence
from tocsin.brief.wording import ANSWERED, VOICED, day_words, with_people

_MOVED = {"demand": "asked", "offer": "made an offer", "refuse": "refused", "agree": "agreed"}

News = tuple[str, str, str, str]
"""Day, thing concerned, party, and what it did."""


def new_groups(material: Material) -> tuple[Group, ...]:
    """A group for each day after `since`, the latest first; one sentence for each party, act and matter."""
    found: dict[News, list[str]] = {}
    for news, key in _news(material):
        keys = found.setdefault(news, [])
        if key not in keys:
            keys.append(key)
    days: dict[str, list[Sentence]] = {}
    for (day, matter, party, did), keys in found.items():
        speakers = (material.entries[key].statement.source.actor or party for key in keys)
        people = [material.name(speaker) for speaker in speakers if material.party(speaker, keys[0]) != speaker]
        who = with_people(material.name(party), people)
        days.setdefault(day, []).append(Sentence(text=f"{matter}: {who} {did}.", rests_on=tuple(keys)))
    return tuple(Group(title=day_words(day), sentences=tuple(days[day])) for day in sorted(days, reverse=True))


def _news(material: Material) -> Iterator[tuple[News, str]]:
    for concern in material.concerns:
        for raising in concern.raised:
            act = material.act(raising.statement, VOICED)
            if material.is_new(raising.statement) and act is not None:
                party = material.party(raising.actor, raising.statement)
                did = VOICED[act.act] if raising.time != "past" else f"had {VOICED[act.act]} earlier"
                yield (material.entries[raising.statement].day[:10], concern.title, party, did), raising.statement
        for answer in concern.answers:
            if material.is_new(answer.statement) and answer.time != "past":
                party = material.party(answer.actor, answer.statement)
                day = material.entries[answer.statement].day[:10]
                yield (day, concern.title, party, ANSWERED[answer.act]), answer.statement
        for entry in silences(concern, material):
            if material.is_new(entry.key):
                party = material.party(entry.statement.source.actor or "", entry.key)
                yield (entry.day[:10], concern.title, party, "is reported silent"), entry.key
    for request in material.requests:
        matter = request_title(request, material)
        for key in request.statements:
            act = material.act(key, _MOVED)
            if material.is_new(key) and act is not None:
                party = material.party(material.entries[key].statement.source.actor or "", key)
                yield (material.entries[key].day[:10], matter, party, _MOVED[act.act]), key
