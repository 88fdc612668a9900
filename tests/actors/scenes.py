"""Short texts with their sources marked: `[he] said` is a source, the word after it its cue."""

from __future__ import annotations

import re

from tocsin.actors import Actor, Cast, NamedSpan, resolve
from tocsin.actors.types import NameKind
from tocsin.documents.types import Document, Span
from tocsin.world import World

MARK = re.compile(r"\[([^\]]*)\](\s*)(\w*)")


def scene(
    marked: str,
    world: World,
    *,
    people: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    day: str | None = "2026-02-03",
    title: str = "",
    source: str = "",
) -> tuple[Cast, list[Actor | None]]:
    """The cast of a text whose sources stand in brackets, and the actor of each source in order."""
    sources: list[tuple[Span, ...]] = []
    cues: list[tuple[Span, ...]] = []
    text = ""
    at = 0
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        start = len(text)
        text += m.group(1)
        sources.append(((start, len(text)),) if m.group(1) else ())
        text += m.group(2)
        cue = len(text)
        text += m.group(3)
        cues.append(((cue, len(text)),) if m.group(3) else ())
        at = m.end()
    text += marked[at:]
    kinds: tuple[tuple[NameKind, tuple[str, ...]], ...] = (("person", people), ("organisation", organisations))
    names = [
        NamedSpan(span=(m.start(), m.end()), kind=kind)
        for kind, given in kinds
        for name in given
        for m in re.finditer(re.escape(name), text)
    ]
    document = Document(id="d", title=title, source=source, published=day, text=text)
    cast = resolve(document, names, sources, cues, world=world)
    actors = {a.id: a for a in cast.actors}
    return cast, [actors.get(s.actor or "") for s in cast.sources]
