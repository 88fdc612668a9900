"""Hand-made entries of a record: words are given, their characters are found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.actors.types import Actor, Role
from tocsin.documents.types import Document, Kind, Span
from tocsin.reading.types import Act, ActName, Date, Source, Statement, Time, Words
from tocsin.record.types import Entry


@dataclass(frozen=True)
class Said:
    """One statement by its words. `speaker` is an actor id; `acts` the primary act first."""

    source: str
    cue: str
    content: str
    acts: tuple[ActName, ...] | ActName
    speaker: str | None
    targets: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    condition: str = ""
    time: Time = "now"
    negated: bool = False
    communicated: bool = True
    when: str | None = None


def person(name: str, country: str | None, title: str = "", organisation: str | None = None) -> Actor:
    """A person with one office, of the country unless an organisation is given."""
    roles = (Role(title=title, organisation=organisation or country),) if title else ()
    return Actor(id=f"person:{name.lower().replace(' ', '-')}", type="person", name=name, country=country, roles=roles)


def state(code: str, name: str) -> Actor:
    """A state."""
    return Actor(id=code, type="state", name=name, country=code)


def told(
    text: str,
    *said: Said,
    day: str | None = "2026-03-02",
    doc: str = "a",
    actors: Iterable[Actor] = (),
    source: str = "Daily",
    title: str = "",
    url: str | None = None,
    kind: Kind = "news",
    stored: str = "2026-03-02",
) -> list[Entry]:
    """The entries of one document. Raises ValueError where words are not in the text."""
    document = Document(id=doc, title=title, source=source, url=url, published=day, kind=kind, text=text)
    known = {actor.id: actor for actor in actors}
    return [
        Entry(document=document, statement=_statement(text, one, n), actors=known, day=day or stored)
        for n, one in enumerate(said, 1)
    ]


def _statement(text: str, said: Said, number: int) -> Statement:
    content = _near(text, said.content, 0)
    at = content[0] if content else 0
    names = (said.acts,) if isinstance(said.acts, str) else said.acts
    condition = _near(text, said.condition, at)
    acts = tuple(
        Act(
            act=name,
            targets=said.targets,
            about=said.about,
            negated=said.negated,
            condition=Words(spans=(condition,) if condition else (), text=said.condition),
            time=said.time,
            confidence=0.9,
        )
        for name in names
    )
    source, cue = _near(text, said.source, at), _near(text, said.cue, at)
    return Statement(
        id=f"s{number}",
        source=Source(spans=(source,) if source else (), text=said.source, actor=said.speaker),
        cue=Words(spans=(cue,) if cue else (), text=said.cue),
        content=Words(spans=(content,) if content else (), text=said.content),
        date=Date(value=said.when, precision="day") if said.when else Date(),
        acts=acts,
        communicated=said.communicated,
        confidence=0.9,
    )


def _near(text: str, words: str, at: int) -> Span | None:
    """The occurrence of the words that is nearest to a place."""
    if not words:
        return None
    starts = [match.start() for match in re.finditer(re.escape(words), text)]
    if not starts:
        raise ValueError(f"{words!r} is not in the text")
    start = min(starts, key=lambda found: abs(found - at))
    return start, start + len(words)
