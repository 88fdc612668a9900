"""Events and acts as other coders' tables want them: PLOVER rows and CAMEO rows, reduced only here.

The record keeps negation and time beside an event. Other formats have no place for them and fold them into the
category, as PLOVER does: a meeting to come is an agreement, an attack that may come a threat. PLOVER: Halterman et al.
(2023). CAMEO: Gerner, Schrodt and Yilmaz (2012), of which only root codes are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tocsin.actors.types import Actor
from tocsin.documents.types import Span
from tocsin.reading.types import Act, Event
from tocsin.record.types import Entry, EventEntry

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
"""1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""

_GIVING = ("CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "AGREE")
_HARM = ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")

REDUCTIONS: dict[tuple[str, str], str | None] = {
    **{(event, "future"): "AGREE" for event in _GIVING},
    **{(event, "future"): "THREATEN" for event in (*_HARM, "THREATEN")},
    **{(event, "hypothetical"): "THREATEN" for event in (*_HARM, "THREATEN")},
    **{(event, "hypothetical"): None for event in _GIVING},
    **{(event, time): None for event in ("REQUEST", "ACCUSE", "REJECT") for time in ("future", "hypothetical")},
    **{(event, "negated"): "REJECT" for event in _GIVING},
    **{(event, "negated"): None for event in (*_HARM, "REQUEST", "ACCUSE", "REJECT", "THREATEN")},
}
"""What an event becomes where it is negated, to come or only possible; None where it becomes nothing at all. Negation
goes first: what will not be given is a rejection, what will not be done to anybody no event.
"""

CAMEO_ROOTS = {
    "AGREE": "03",
    "CONSULT": "04",
    "SUPPORT": "05",
    "COOPERATE": "06",
    "AID": "07",
    "CONCEDE": "08",
    "RETREAT": "08",
    "REQUEST": "10",
    "ACCUSE": "11",
    "REJECT": "12",
    "THREATEN": "13",
    "PROTEST": "14",
    "MOBILIZE": "15",
    "SANCTION": "16",
    "COERCE": "17",
    "ASSAULT": "18",
}
CAMEO_OF_MODE = {
    ("ACCUSE", "investigate"): "09",
    ("COERCE", "embargo"): "16",
    ("ASSAULT", None): "19",
    ("ASSAULT", "firearms"): "19",
    ("ASSAULT", "heavy-weapons"): "19",
    ("ASSAULT", "unconventional"): "20",
    ("ASSAULT", "cleansing"): "20",
    ("ASSAULT", "cyber"): "17",
}
"""Where PLOVER merged what CAMEO parts, the mode says which root it was."""

PLOVER_MODES = {"embargo": "restrict", "abduct": "other", "cyber": "other"}
"""Modes of ours that PLOVER words otherwise."""

CAMEO_COLUMNS = (
    "event_id",
    "event_date",
    "source_actor",
    "source_country",
    "target_actor",
    "target_country",
    "cameo_root",
    "quad_class",
    "document",
    "statement",
    "characters",
    "confidence",
    "source_type",
    "target_type",
    "location",
    "publisher",
    "url",
    "places",
    "same_as",
)
"""In ICEWS' order, as far as ours has what its columns have; docs/events.md says which is which in ICEWS and GDELT."""


def reduced(event: Event) -> str | None:
    """The category under which other formats count an event, None where they do not count it."""
    if event.negated:
        return REDUCTIONS[event.event, "negated"]
    return REDUCTIONS.get((event.event, event.time), event.event)


def plover_row(entry: EventEntry) -> dict[str, Any] | None:
    """An event as one PLOVER object, None where it is none for PLOVER (`REDUCTIONS`)."""
    event = entry.event
    category = reduced(event)
    if category is None:
        return None
    mode = event.mode if category == event.event else None
    return {
        "id": entry.key,
        "event": category,
        "mode": PLOVER_MODES.get(mode, mode) if mode else None,
        "quad": QUADS[category],
        "date": event.date.value or (entry.day if event.time == "now" else None),
        "date_precision": event.date.precision,
        "actors": [_party(one, entry.actors) for one in event.actors],
        "recipients": [_party(one, entry.actors) for one in event.recipients],
        "location": event.location,
        "claimed_in": _claim(entry.document.id, event.statement),
        "document": entry.document.id,
        "characters": [list(span) for span in event.spans],
        "confidence": event.confidence,
        "publisher": entry.document.source,
        "url": entry.document.url,
        "same_as": entry.same_as,
        "places": list(entry.places),
        "why": entry.why,
        "unreduced": {"event": event.event, "mode": event.mode, "negated": event.negated, "time": event.time},
    }


def cameo_rows(entry: EventEntry) -> Iterator[dict[str, Any]]:
    """An event as CAMEO dyads, a row for each pair of a source and a target; none where CAMEO has no such event.

    An event that all parties do together gives each ordered pair of them; a missing side is empty.
    """
    event = entry.event
    category = reduced(event)
    if category is None:
        return
    root = CAMEO_ROOTS[category]
    if category == event.event:
        root = CAMEO_OF_MODE.get((event.event, event.mode), root)
    day = event.date.value or (entry.day if event.time == "now" else "")
    for source, target in _dyads(event):
        yield _cameo(
            entry, entry.key, day, source, target, root, category, event.statement or "", event.spans,
            event.confidence, event.location or "",
        )  # fmt: skip


def cameo_rows_of_acts(entry: Entry) -> Iterator[dict[str, Any]]:
    """The acts of a statement as CAMEO dyads, by their images in PLOVER; none for a private attitude or a negated act.

    Acts without an image are left out, except `concern` (CAMEO's root 01, a public statement).
    """
    statement = entry.statement
    if not statement.communicated:
        return
    spans = (*statement.source.spans, *statement.cue.spans, *statement.content.spans)
    for number, act in enumerate(statement.acts, 1):
        category = _image(act)
        if category is None:
            continue
        root = CAMEO_ROOTS.get(category, "01")
        for target in act.targets or ("",):
            yield _cameo(
                entry, f"{entry.key}.{number}", statement.date.value or (entry.day if act.time == "now" else ""),
                statement.source.actor or "", target, root, category, statement.id, spans, act.confidence, "",
            )  # fmt: skip


def _image(act: Act) -> str | None:
    if act.negated:
        return None
    return "STATEMENT" if act.act == "concern" else act.plover


def _dyads(event: Event) -> Iterator[tuple[str, str]]:
    if event.recipients or len(event.actors) < 2:
        for source in event.actors or ("",):
            for target in event.recipients or ("",):
                yield source, target
        return
    for source in event.actors:
        for target in event.actors:
            if source != target:
                yield source, target


def _cameo(
    entry: Entry | EventEntry, key: str, day: str, source: str, target: str, root: str, category: str, statement: str,
    spans: tuple[Span, ...], confidence: float, location: str,
) -> dict[str, Any]:  # fmt: skip
    one, other = _party(source, entry.actors), _party(target, entry.actors)
    return {
        "event_id": key,
        "event_date": day,
        "source_actor": one["name"] or one["id"],
        "source_country": one["country"] or "",
        "target_actor": other["name"] or other["id"],
        "target_country": other["country"] or "",
        "cameo_root": root,
        "quad_class": QUADS.get(category, 1),
        "document": entry.document.id,
        "statement": statement,
        "characters": " ".join(f"{start}-{end}" for start, end in spans),
        "confidence": confidence,
        "source_type": one["type"] or "",
        "target_type": other["type"] or "",
        "location": location,
        "publisher": entry.document.source,
        "url": entry.document.url or "",
        "places": max(1, len(entry.places)),
        "same_as": entry.same_as or "",
    }


def _party(identifier: str, actors: Mapping[str, Actor]) -> dict[str, Any]:
    actor = actors.get(identifier)
    return {
        "id": identifier,
        "name": actor.name if actor else "",
        "country": actor.country if actor else None,
        "type": actor.type if actor else None,
    }


def _claim(document: str, statement: str | None) -> str | None:
    return f"{document}#{statement}" if statement else None
