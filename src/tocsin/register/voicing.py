"""One statement as a voice of danger: who raises it, where the threat comes from, whom it endangers."""

from __future__ import annotations

from typing import NamedTuple

from tocsin.reading.types import Act
from tocsin.record.types import Entry
from tocsin.register.circles import expand
from tocsin.register.context import LIKELY, SURE, published, said, sentence_span, spans_of
from tocsin.register.naming import Naming
from tocsin.register.parties import Parties
from tocsin.register.sides import sides
from tocsin.register.speakers import speakers
from tocsin.register.words import words

VOICING = ("concern", "accuse", "threaten")
"""The acts that can raise a concern."""

_BACK = 600
"""Characters before a statement in which what it points back at is looked for."""

_SHORT = 6
"""Words up to which a content is taken with its whole sentence ("Belarus of being responsible")."""


class Voicing(NamedTuple):
    """A statement that voices a danger from one side.

    `origin` is a party, None where the words name none. `endangered` are countries; `labels` are what the words name as
    endangered (regions, parties), or the voices' own parties where they name nobody, which `named` tells. `founds`
    tells that the statement can open a concern of its own: its act is sure, it is about security, and it names a place
    or an actor; another can only join one.
    """

    entry: Entry
    act: Act
    raisers: tuple[str, ...]
    parties: tuple[str, ...]
    origin: str | None
    endangered: frozenset[str]
    labels: tuple[str, ...]
    holders: tuple[str, ...]
    named: bool
    founds: bool
    date: str | None

    @property
    def by_origin(self) -> bool:
        """Whether the origin itself voices the danger, as in a threat."""
        return self.act.act == "threaten"


def voicings(entry: Entry, parties: Parties, naming: Naming) -> list[Voicing]:
    """The statement as a voice of danger, once for each side it comes from.

    Empty for another act, one unlikely or not done, a thought not voiced, nobody's official word, what is not about
    security, and what says that there is no danger.
    """
    statement = entry.statement
    act = next((act for act in statement.acts if act.act in VOICING and not act.negated), None)
    if act is None or not statement.communicated or act.confidence < (SURE if act.act == "threaten" else LIKELY):
        return []
    raisers = speakers(entry, parties, naming)
    voices = tuple(dict.fromkeys(speaker.party for speaker in raisers))
    if not voices:
        return []
    content, text, day = statement.content.text, entry.document.text, published(entry)
    start, end = sentence_span(text, spans_of(statement))
    short = len(content.split()) <= _SHORT
    secure = words()["security"].found(text[start:end] if short else f"{statement.cue.text} {content}")
    if words()["harmless"].found(content) or (not secure and act.act != "concern"):
        return []
    before = text[max(0, start - _BACK) : start] if secure else ""
    found = sides(entry, act, before, voices, parties, naming)
    if act.act == "threaten" and not (found.endangered and found.origins):
        return []
    labels = tuple(label for label in found.endangered if expand(label, parties, naming, day))
    endangered = frozenset(code for label in labels for code in expand(label, parties, naming, day))
    holders = _holders(entry, act, parties, naming)
    return [
        Voicing(
            entry=entry,
            act=act,
            raisers=tuple(speaker.actor for speaker in raisers),
            parties=voices,
            origin=origin,
            endangered=endangered - {origin},
            labels=tuple(label for label in labels if label != origin),
            holders=tuple(holder for holder in holders if holder not in found.origins),
            named=found.named,
            founds=secure and act.confidence >= SURE and bool(endangered - {origin}) and (bool(origin) or found.named),
            date=said(entry, act),
        )
        for origin in found.origins or (None,)
    ]


def _holders(entry: Entry, act: Act, parties: Parties, naming: Naming) -> tuple[str, ...]:
    """Organisations that the content says hold the worry themselves."""
    content, day = entry.statement.content.text, published(entry)
    if act.act != "concern" or not words()["holder"].found(content):
        return ()
    ids = [*(hit.party for hit in naming.find(content, day, entry.actors)), *act.targets, *act.about]
    return tuple(dict.fromkeys(party for party in ids if parties.is_organisation(party)))
