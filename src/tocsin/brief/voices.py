"""Who said what, word for word: officials first, analysts and media apart."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.brief.evidence import quotation
from tocsin.brief.material import Material
from tocsin.brief.types import Group, Sentence
from tocsin.brief.wording import DID, TOWARDS, day_words, listed, name_of, speaker_of
from tocsin.record.types import Entry
from tocsin.register import naming_of, speakers

MOST = 40
"""Quotations shown in one section; the number of those left out is told."""


def official_groups(material: Material) -> tuple[Group, ...]:
    """What states, governments, organisations and their officials said, by day, the latest first."""
    return _by_day([entry for entry in _worth(material) if _official(entry, material)], material)


def analyst_groups(material: Material) -> tuple[Group, ...]:
    """What analysts, media and kinds of people said, by day, the latest first."""
    others = (entry for entry in _worth(material) if not _official(entry, material))
    return _by_day([entry for entry in others if _private(entry, material)], material)


def unknown_groups(material: Material) -> tuple[Group, ...]:
    """What speakers said of whom the record does not know for whom they speak, by day, the latest first."""
    others = (entry for entry in _worth(material) if not _official(entry, material))
    return _by_day([entry for entry in others if not _private(entry, material)], material)


def _register_keys(material: Material) -> set[str]:
    keys = {raising.statement for concern in material.concerns for raising in concern.raised}
    keys |= {answer.statement for concern in material.concerns for answer in concern.answers}
    return keys | {key for request in material.requests for key in request.statements}


def _worth(material: Material) -> list[Entry]:
    """Statements with words to quote, voiced, of the subject or its concerns and requests.

    What a speaker is said to do within his own statement ("he said he denied") is not shown a second time.
    """
    keys = {entry.key for entry in material.statements} | _register_keys(material)
    return [
        entry
        for key, entry in material.entries.items()
        if key in keys
        and entry.statement.communicated
        and entry.statement.content.spans
        and all(act.act != "silent" for act in entry.statement.acts)
        and not _repeats(entry, material)
    ]


def _repeats(entry: Entry, material: Material) -> bool:
    outer = material.entries.get(f"{entry.document.id}#{entry.statement.within}")
    if outer is None:
        return False
    day = material.day(entry.key)
    inner_party = material.parties.party(entry.statement.source.actor, day)
    return inner_party is not None and inner_party == material.parties.party(outer.statement.source.actor, day)


def _private(entry: Entry, material: Material) -> bool:
    actor = entry.actors.get(entry.statement.source.actor or "")
    if actor is None:
        return False
    return actor.type in ("medium", "group") or material.parties.is_analyst(actor.id, material.day(entry.key))


def _official(entry: Entry, material: Material) -> bool:
    return bool(speakers(entry, material.parties, naming_of(material.world)))


def _by_day(entries: Iterable[Entry], material: Material) -> tuple[Group, ...]:
    ordered = list(entries)[::-1]
    days: dict[str, list[Sentence]] = {}
    for entry in ordered[:MOST]:
        days.setdefault(entry.day[:10], []).append(said(entry, material))
    groups = [Group(title=day_words(day), sentences=tuple(found[::-1])) for day, found in days.items()]
    if len(ordered) > MOST:
        left = ordered[MOST:]
        note = Sentence(
            text=f"{len(left)} earlier statements are not shown; the first is of {day_words(left[-1].day)}.",
            rests_on=(left[-1].key,),
        )
        groups.append(Group(title="Earlier", sentences=(note,)))
    return tuple(groups)


def said(entry: Entry, material: Material) -> Sentence:
    """`Speaker, office, accused Belarus (Daily):` and the words of the document.

    Where the document reports in its own words, it is named as the one whose words are quoted.
    """
    statement = entry.statement
    act = statement.acts[0] if statement.acts else None
    verb = DID[act.act] if act else "said"
    if act and act.negated:
        verb = f"is reported not to have {verb}"
    known = [target for target in (act.targets if act else ()) if target in entry.actors or target in material.actors]
    targets = [name_of(target, entry.actors, material.world) for target in known]
    of = f" {TOWARDS[act.act]}{listed(targets, 4)}" if act and act.act in TOWARDS and targets else ""
    before = "earlier, " if act and act.time == "past" else ""
    via = listed([carrier.text for carrier in statement.via if carrier.text], 3)
    chain = f", reported by {via}" if via else ""
    publisher = entry.document.source or "the document"
    whose = f" in {publisher}" if statement.manner == "direct" else f", in the words of {publisher}"
    quote = quotation(entry)
    end = ":" if quote else "."
    return Sentence(
        text=f"{speaker_of(entry, material.world)}: {before}{verb}{of}{chain}{whose}{end}",
        quote=quote,
        rests_on=(entry.key,),
    )
