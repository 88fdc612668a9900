"""Statements and events as flat tables with the same typed columns in every export, for pandas, polars and R.

A cell is a text, a number, a truth value or None; what holds several values is a text with `; ` between them.

    import pandas, tocsin
    with tocsin.open("sqlite:///tocsin.db") as record:
        frame = pandas.DataFrame(tocsin.events_table(record, country="RUS"))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tocsin.actors.types import Actor
from tocsin.documents.types import Span
from tocsin.record.context import context
from tocsin.record.types import Entry, EventEntry, Query

if TYPE_CHECKING:
    from tocsin.record.store import Record

Cell = str | int | float | bool | None
Row = dict[str, Any]

STATEMENT_COLUMNS: dict[str, str] = {
    "date": "ISO day of the document; empty where it has none",
    "speaker": "name of the speaker, or the words where nobody was resolved",
    "country": "ISO alpha-3 code of the speaker",
    "act": "the primary act of the codebook",
    "negated": "whether it is reported as not done",
    "time": "past, now or future",
    "condition": "the words it hangs on",
    "targets": "names of those at whom it is directed",
    "about": "names of those whom it is about",
    "content": "the words said",
    "confidence": "probability that this is a statement with these words",
    "source": "publisher",
    "document": "id of the document",
    "statement": "id of the statement in it",
    "spans": "characters of source, cue and content, `start-end`",
    "act_confidence": "probability that the act is right",
    "speaker_id": "id of the speaker",
    "target_ids": "ids of the targets",
    "about_ids": "ids of those whom it is about",
    "context": "the sentences that it stands in",
    "url": "address of the document",
    "same_as": "`document#statement` of the first place that told it; empty in the first",
    "places": "`document#statement` of every place that told it; empty where it was told once",
    "why": "what links this place with others: words, or parties (same category, parties and day); empty where nothing",
}
"""The columns of statements in order, with what they hold."""

EVENT_COLUMNS: dict[str, str] = {
    "date": "ISO day, month or year of the event; of the document where the words give none",
    "event": "category of PLOVER, unreduced",
    "mode": "how, where the words give it",
    "actors": "names of those who do it",
    "recipients": "names of those to whom it is done",
    "location": "ISO alpha-3 code of the country",
    "negated": "whether it is reported as not having happened",
    "time": "past, now, future or hypothetical",
    "words": "the trigger and the parties",
    "confidence": "probability that it is reported so, between those parties",
    "source": "publisher",
    "document": "id of the document",
    "event_id": "id of the event in it",
    "statement": "id of the statement that claims it; empty where the document itself reports it",
    "spans": "characters of the words, `start-end`",
    "quad": "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
    "date_precision": "day, month, year or unknown",
    "published": "ISO day of the document",
    "actor_ids": "ids of the actors",
    "actor_countries": "their ISO alpha-3 codes",
    "recipient_ids": "ids of the recipients",
    "recipient_countries": "their ISO alpha-3 codes",
    "context": "the sentences that it stands in",
    "url": "address of the document",
    "same_as": "`document#event` of the first place that told it; empty in the first",
    "places": "`document#event` of every place that told it; empty where it was told once",
    "why": "what links this place with others: words, or parties (same category, parties and day); empty where nothing",
}
"""The columns of events in order, with what they hold."""


def statement_row(entry: Entry) -> Row:
    """One statement by the names of `STATEMENT_COLUMNS`; what holds several values is a list."""
    statement, document = entry.statement, entry.document
    act = statement.acts[0] if statement.acts else None
    speaker = entry.actors.get(statement.source.actor) if statement.source.actor else None
    spans = [span for part in (statement.source, statement.cue, statement.content) for span in part.spans]
    return {
        "date": document.published,
        "speaker": speaker.name if speaker else statement.source.text,
        "country": speaker.country if speaker else None,
        "act": act.act if act else "inform",
        "negated": bool(act and act.negated),
        "time": act.time if act else "now",
        "condition": act.condition.text if act else "",
        "targets": _names(act.targets, entry.actors) if act else [],
        "about": _names(act.about, entry.actors) if act else [],
        "content": statement.content.text,
        "confidence": round(statement.confidence, 3),
        "source": document.source,
        "document": document.id,
        "statement": statement.id,
        "spans": [list(span) for span in spans],
        "act_confidence": round(act.confidence, 3) if act else None,
        "speaker_id": statement.source.actor,
        "target_ids": list(act.targets) if act else [],
        "about_ids": list(act.about) if act else [],
        "context": _shown(document.text, spans),
        "url": document.url,
        "same_as": entry.same_as,
        "places": list(entry.places),
        "why": entry.why,
    }


def event_row(entry: EventEntry) -> Row:
    """One event by the names of `EVENT_COLUMNS`; what holds several values is a list."""
    from tocsin.record.export import QUADS

    event, document = entry.event, entry.document
    return {
        "date": event.date.value or document.published,
        "event": event.event,
        "mode": event.mode,
        "actors": _names(event.actors, entry.actors),
        "recipients": _names(event.recipients, entry.actors),
        "location": event.location,
        "negated": event.negated,
        "time": event.time,
        "words": " ... ".join(document.text[start:end] for start, end in event.spans),
        "confidence": round(event.confidence, 3),
        "source": document.source,
        "document": document.id,
        "event_id": event.id,
        "statement": event.statement,
        "spans": [list(span) for span in event.spans],
        "quad": QUADS.get(event.event),
        "date_precision": event.date.precision,
        "published": document.published,
        "actor_ids": list(event.actors),
        "actor_countries": _countries(event.actors, entry.actors),
        "recipient_ids": list(event.recipients),
        "recipient_countries": _countries(event.recipients, entry.actors),
        "context": _shown(document.text, event.spans),
        "url": document.url,
        "same_as": entry.same_as,
        "places": list(entry.places),
        "why": entry.why,
    }


def statements_table(record: Record, *, once: bool = True, **filters: Any) -> Iterator[dict[str, Cell]]:
    """The statements that answer, one flat row each, with the columns of `STATEMENT_COLUMNS`.

    Args:
        once: What several places tell is one row, the first place that answers; else a row a place.
        filters: Fields of `Query`.
    """
    for entry in record.statements(Query(once=once, **filters)):
        yield flat(statement_row(entry))


def events_table(record: Record, *, once: bool = True, **filters: Any) -> Iterator[dict[str, Cell]]:
    """The events that answer, one flat row each, with the columns of `EVENT_COLUMNS`: see `statements_table`."""
    for entry in record.events(Query(once=once, **filters)):
        yield flat(event_row(entry))


def flat(row: Row) -> dict[str, Cell]:
    """A row whose lists are texts: spans as `start-end` with a space between, others with `; ` between."""
    out: dict[str, Cell] = {}
    for name, value in row.items():
        if name == "spans":
            out[name] = " ".join(f"{start}-{end}" for start, end in value)
        else:
            out[name] = "; ".join(map(str, value)) if isinstance(value, list) else value
    return out


def _names(ids: Iterable[str], actors: Mapping[str, Actor]) -> list[str]:
    return [actors[one].name if one in actors else one for one in ids]


def _countries(ids: Iterable[str], actors: Mapping[str, Actor]) -> list[str]:
    found = (actors[one].country for one in ids if one in actors)
    return list(dict.fromkeys(country for country in found if country))


def _shown(text: str, spans: Iterable[Span]) -> str:
    start, end = context(text, list(spans))
    return text[start:end]
