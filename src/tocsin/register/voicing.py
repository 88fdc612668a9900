"""One statement as a voice of danger: who raises it, where the threat comes from, whom it endangers."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

from tocsin.reading.types import Act
from tocsin.record.types import Entry
from tocsin.register.context import END, LIKELY, SURE, published, said, sentence_span, spans_of
from tocsin.register.naming import Named, Naming
from tocsin.register.parties import Parties
from tocsin.register.speakers import speakers
from tocsin.register.words import words

VOICING = ("concern", "accuse", "threaten")
"""The acts that can raise a concern."""

_JOINED = re.compile(r"(?:['’]s)?,?\s*(?:and|or|as well as|together with)?\s*(?:the\s+)?", re.IGNORECASE)

_BACK = 600
"""Characters before a statement in which what it points back at is looked for."""

Side = Literal["origin", "endangered"]


class Voicing(NamedTuple):
    """A statement that voices a danger.

    `origins` are parties; `endangered` are countries; `labels` are what the words name as endangered (regions,
    parties), or the raisers' own parties where they name nobody, which `named` tells. `founds` tells that the statement
    can open a concern of its own: its act is sure, it is about security, and it names a place or an actor; another can
    only join one.
    """

    entry: Entry
    act: Act
    raisers: tuple[str, ...]
    parties: tuple[str, ...]
    origins: tuple[str, ...]
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


def voicing(entry: Entry, parties: Parties, naming: Naming) -> Voicing | None:
    """The statement as a voice of danger, or None where it is none: no such act, not voiced, or nobody's official
    word."""
    statement = entry.statement
    act = next((act for act in statement.acts if act.act in VOICING and not act.negated), None)
    if act is None or not statement.communicated or act.confidence < (SURE if act.act == "threaten" else LIKELY):
        return None
    day = published(entry)
    raisers = speakers(entry, parties, naming)
    voices = tuple(dict.fromkeys(speaker.party for speaker in raisers))
    if not voices:
        return None
    text = statement.content.text
    said_words = f"{statement.cue.text} {text}"
    secure = words()["security"].found(said_words)
    start, end = sentence_span(entry.document.text, spans_of(statement))
    secure = secure or words()["security"].found(entry.document.text[start:end])
    if not secure and act.act != "concern":
        return None
    named = naming.find(text, day, entry.actors)
    origins, dangers = _sides(entry, act, named, voices, parties, day)
    if secure and not origins and act.act == "concern":
        origins = _before(entry.document.text[max(0, start - _BACK) : start], entry, voices, parties, naming, day)
    explicit = bool(origins or dangers)
    if act.act == "threaten":
        origins = list(voices)
        if not dangers:
            return None
    origins = [party for party in dict.fromkeys(origins) if act.act == "threaten" or party not in voices]
    own = [voice for voice in voices if expand(voice, parties, naming, day)]
    named_labels = [label for label in dict.fromkeys(dangers) if label not in origins]
    labels = _narrowest(named_labels, parties) or tuple(own)
    endangered = frozenset(
        code for label in labels for code in expand(label, parties, naming, day) if code not in origins
    )
    return Voicing(
        entry=entry,
        act=act,
        raisers=tuple(speaker.actor for speaker in raisers),
        parties=voices,
        origins=tuple(origins),
        endangered=endangered,
        labels=labels,
        holders=_holders(entry, act, named, origins, parties),
        named=bool(named_labels),
        founds=secure and explicit and bool(endangered) and act.confidence >= SURE,
        date=said(entry, act),
    )


def expand(label: str, parties: Parties, naming: Naming, day: date) -> tuple[str, ...]:
    """The countries that a region, an alliance or a state stands for on that day; none for another organisation."""
    if naming.is_region(label):
        return parties.world.region(label)
    if parties.is_organisation(label):
        return parties.members(label, day) if parties.is_alliance(label) else ()
    actor = parties.actor(label)
    return (actor.country or actor.id,) if actor.type == "state" else ()


def allied(one: str, other: str, parties: Parties, day: date) -> bool:
    """Whether the two are the same, belong to one alliance, or one is the other's alliance."""
    if one == other:
        return True
    mine, theirs = _circle(one, parties, day), _circle(other, parties, day)
    return bool(mine & theirs)


def _circle(party: str, parties: Parties, day: date) -> set[str]:
    return {party} if parties.is_organisation(party) else set(parties.alliances([party], day))


def _sides(
    entry: Entry, act: Act, named: list[Named], voices: tuple[str, ...], parties: Parties, day: date
) -> tuple[list[str], list[str]]:
    """Parties from which the threat comes, and parties and regions that it endangers."""
    text = entry.statement.content.text
    targets = [party for party in (parties.party(actor, day) for actor in act.targets) if party]
    abouts = [party for party in (parties.party(actor, day) for actor in act.about) if party]
    sides: dict[Side, list[str]] = {"origin": [], "endangered": []}
    loose: list[str] = []
    sheltered: list[str] = []
    last: tuple[int, Side | None] | None = None
    for hit in named:
        party = hit.party if hit.sort == "region" else parties.party(hit.party, day)
        if party is None:
            continue
        side = _cued(text, hit)
        if side is None and last is not None and _JOINED.fullmatch(text[last[0] : hit.start]):
            side = last[1]
        last = (hit.end, side)
        if hit.sort == "region":
            if side != "origin" or not re.search(r"\bfrom\s+(?:the\s+)?$", text[: hit.start], re.IGNORECASE):
                sides["endangered"].append(party)
        elif party in voices or any(voice in parties.members(party, day) for voice in voices):
            if side == "endangered":
                sides["endangered"].append(party)
        elif side is not None:
            if act.act == "threaten" and any(allied(party, voice, parties, day) for voice in voices):
                sheltered.append(party)
            else:
                sides[side].append(party)
        else:
            loose.append(party)
    seen = {*sides["origin"], *sides["endangered"], *sheltered, *voices}
    for party in dict.fromkeys((*(loose if act.act == "threaten" else ()), *targets)):
        if party in seen:
            continue
        friend = any(allied(party, voice, parties, day) for voice in voices)
        sides["endangered" if act.act == "threaten" or (friend and act.act != "accuse") else "origin"].append(party)
        seen.add(party)
    if not sides["origin"] and act.act != "threaten":
        for party in dict.fromkeys((*loose, *abouts)):
            if party not in seen and not any(allied(party, voice, parties, day) for voice in voices):
                sides["origin"].append(party)
                break
    return sides["origin"], sides["endangered"]


def _before(text: str, entry: Entry, voices: tuple[str, ...], parties: Parties, naming: Naming, day: date) -> list[str]:
    """The origin that the sentences before name last ("drones from B. We are worried about these flights")."""
    sentences = [sentence for sentence in END.split(text) if sentence.strip()]
    for sentence in sentences[:-4:-1]:
        if not words()["security"].found(sentence):
            continue
        for hit in reversed(naming.find(sentence, day, entry.actors)):
            party = parties.party(hit.party, day) if hit.sort != "region" else None
            if party is None or any(allied(party, voice, parties, day) for voice in voices):
                continue
            if _cued(sentence, hit) == "origin":
                return [party]
    return []


def _narrowest(labels: list[str], parties: Parties) -> tuple[str, ...]:
    """Without the organisations where a state or region is named: these hold it in common by treaty anyhow."""
    narrow = tuple(label for label in labels if not parties.is_organisation(label))
    return narrow or tuple(labels)


def _cued(text: str, hit: Named) -> Side | None:
    left, right = text[max(0, hit.start - 80) : hit.start], text[hit.end : hit.end + 60]
    lists = words()
    source = lists["origin_before"].ends(left)
    if source and source.group().lower().startswith("from"):
        return "origin"
    possessive = hit.sort == "demonym" or right[:2] in ("'s", "’s", "s'", "s’") or right[:1] in ("'", "’")
    if possessive and lists["endangered_after"].starts(right):
        return "endangered"
    if lists["origin_after"].starts(right) if possessive else lists["origin_after"].follows(right):
        return "origin"
    danger = lists["endangered_before"].ends(left)
    if source and (danger is None or source.start() < danger.start()):
        return "origin"
    return "endangered" if danger else None


def _holders(entry: Entry, act: Act, named: list[Named], origins: list[str], parties: Parties) -> tuple[str, ...]:
    """Organisations that the content says hold the worry themselves."""
    if act.act != "concern" or not words()["holder"].found(entry.statement.content.text):
        return ()
    ids = [*(hit.party for hit in named), *act.targets, *act.about]
    return tuple(dict.fromkeys(party for party in ids if parties.is_organisation(party) and party not in origins))
