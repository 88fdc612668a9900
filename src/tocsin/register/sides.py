"""From where a threat comes and whom it endangers, by the words about the names in a statement."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

from tocsin.reading.types import Act
from tocsin.record.types import Entry
from tocsin.register.circles import allied, can_threaten, near
from tocsin.register.context import END, published
from tocsin.register.naming import Named, Naming
from tocsin.register.parties import Parties
from tocsin.register.words import words

WIDEST = 15
"""States of the largest region that is in danger when it is only named; a wider one ("Europe") must be said to be."""

_JOINED = re.compile(r"(?:['’]s)?,?\s*(?:and|or|as well as|together with)?\s*(?:the\s+)?", re.IGNORECASE)

Side = Literal["origin", "place", "endangered"]


class Sides(NamedTuple):
    """Parties that a threat comes from; parties and regions in danger, and whether the words name them as such."""

    origins: tuple[str, ...]
    endangered: tuple[str, ...]
    named: bool


def sides(entry: Entry, act: Act, before: str, voices: tuple[str, ...], parties: Parties, naming: Naming) -> Sides:
    """The sides of a statement that voices a danger; `before` is the text before its sentence.

    Cues beside the names decide; then the order of names: whom an accusation names first is accused, whom it names next
    is its victim. Where nobody is named as in danger, the voices' own states are, if the words say "our" or the origin
    lies next to them. A place of trouble ("the crisis in A") is an origin to others, and else in danger itself.
    """
    content, day = entry.statement.content.text, published(entry)
    hits = naming.find(content, day, entry.actors)
    leagues = [hit.party for hit in hits if any(voice in parties.members(hit.party, day) for voice in voices)]
    found, loose, sheltered = _cues(content, act, hits, voices, parties, day)
    if act.act == "threaten":
        return _threat(act, found, loose, sheltered, voices, parties, day)
    origins = [*found["origin"]]
    targets = [party for party in (parties.party(actor, day) for actor in act.targets) if party]
    dangers = list(found["endangered"])
    others = [
        party for party in dict.fromkeys((*loose, *targets)) if party not in (*origins, *dangers, *found["place"])
    ]
    others = [party for party in others if party not in voices]
    if act.act == "concern":
        friends = [party for party in others if any(allied(party, voice, parties, day) for voice in voices)]
        dangers += [party for party in friends if party in loose]
        others = [party for party in others if party not in friends]
    if not origins and not found["place"]:
        origins = others[:1] or _before(before, entry, voices, parties, naming, day) * (act.act == "concern")
        others = others[1:]
    if origins and not dangers:
        dangers = others[:1]
    named = bool(dangers)
    origins += found["place"] if dangers else ()
    if not dangers:
        sources = [*origins, *found["place"]]
        ours = words()["ours"].found(content)
        mine = [voice for voice in voices if ours or any(near(voice, one, parties, naming, day) for one in sources)]
        dangers = mine or [one for one in leagues if any(near(one, other, parties, naming, day) for other in sources)]
        if dangers:
            origins += found["place"]
        elif found["place"] and not origins:
            dangers, named = list(found["place"]), True
    origins = [party for party in dict.fromkeys(origins) if party not in voices and can_threaten(party, parties)]
    return Sides(tuple(origins), _narrowest([party for party in dangers if party not in origins], parties), named)


def _threat(
    act: Act,
    found: dict[Side, list[str]],
    loose: list[str],
    sheltered: list[str],
    voices: tuple[str, ...],
    parties: Parties,
    day: date,
) -> Sides:
    """A threat comes from its speaker, and endangers whom it names, but not an ally it would shelter."""
    targets = [party for party in (parties.party(actor, day) for actor in act.targets) if party]
    dangers = [*found["endangered"], *loose, *targets] or [*found["origin"], *found["place"]]
    dangers = [party for party in dict.fromkeys(dangers) if party not in (*voices, *sheltered)]
    origins = tuple(voice for voice in voices if can_threaten(voice, parties))
    return Sides(origins, _narrowest(dangers, parties), bool(dangers))


def _cues(
    text: str,
    act: Act,
    hits: list[Named],
    voices: tuple[str, ...],
    parties: Parties,
    day: date,
) -> tuple[dict[Side, list[str]], list[str], list[str]]:
    """Parties and regions by side, those without a cue, and allies that a threat would shelter."""
    found: dict[Side, list[str]] = {"origin": [], "place": [], "endangered": []}
    loose: list[str] = []
    sheltered: list[str] = []
    end, last = -1, None
    for hit in hits:
        party = hit.party if hit.sort == "region" else parties.party(hit.party, day)
        if party is None:
            continue
        side = cued(text, hit)
        if side is None and end >= 0 and _JOINED.fullmatch(text[end : hit.start]):
            side = last
        end, last = hit.end, side
        own = party in voices or any(voice in parties.members(party, day) for voice in voices)
        if hit.sort == "region":
            if side != "origin" and (side == "endangered" or len(parties.world.region(party)) <= WIDEST):
                found["endangered"].append(party)
        elif own:
            if side == "endangered":
                found["endangered"].append(party)
        elif side is None:
            loose.append(party)
        elif act.act == "threaten" and any(allied(party, voice, parties, day) for voice in voices):
            sheltered.append(party)
        else:
            found[side].append(party)
    return found, loose, sheltered


def cued(text: str, hit: Named) -> Side | None:
    """What the words beside a name make of it."""
    left, right = text[max(0, hit.start - 80) : hit.start], text[hit.end : hit.end + 60]
    lists = words()
    source = lists["origin_before"].ends(left)
    if source and source.group().lower().startswith("from"):
        return "origin"
    possessive = hit.sort == "demonym" or right[:1] in ("'", "’")
    if possessive and lists["endangered_after"].starts(right):
        return "endangered"
    if lists["origin_after"].starts(right) if possessive else lists["origin_after"].follows(right):
        return "origin"
    cues: list[tuple[int, Side]] = []
    for side, match in (
        ("origin", source),
        ("place", lists["place_before"].ends(left)),
        ("endangered", lists["endangered_before"].ends(left)),
    ):
        if match:
            cues.append((match.start(), side))  # type: ignore[arg-type]
    return min(cues)[1] if cues else None


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
            if cued(sentence, hit) == "origin":
                return [party]
    return []


def _narrowest(labels: list[str], parties: Parties) -> tuple[str, ...]:
    """Without the organisations where a state or region is named: these hold it in common by treaty anyhow."""
    narrow = tuple(label for label in dict.fromkeys(labels) if not parties.is_organisation(label))
    return narrow or tuple(dict.fromkeys(labels))
