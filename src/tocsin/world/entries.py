"""One entry or row of the world files as a checked value; what is wrong with it goes to the `Rows` it came from."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, cast, get_args

from tocsin.world.bodies import BodyKind
from tocsin.world.names import key, parse_name
from tocsin.world.source import LINE, Rows
from tocsin.world.types import (
    ACTOR_TYPES,
    CONFIDENCES,
    STANDINGS,
    ActorType,
    Confidence,
    Entity,
    Name,
    NameSort,
    Pledge,
    Position,
    Standing,
)

NAME_COLUMNS: tuple[tuple[str, NameSort], ...] = (
    ("official", "official"),
    ("aliases", "alias"),
    ("adjectives", "demonym"),
    ("people", "demonym"),
    ("demonyms", "demonym"),
    ("capitals", "metonym"),
    ("metonyms", "metonym"),
    ("codes", "code"),
)
DATED = ("start", "end", "source", "verified_on", "confidence")
_LISTED = {column for column, _ in NAME_COLUMNS}
_ENTITY_KEYS = {
    *("id", "type", "name", "country", "parent", "wikidata", "pledge", "standing", "partial", "override", LINE),
    *_LISTED,
    *DATED,
}
_POSITION_KEYS = {
    *("name", "titles", "sole", "property", "office", "wikidata", "labels", "source", "confidence", "override", LINE),
}
ITEM = re.compile(r"Q[1-9]\d{0,11}")
"""An item's id in Wikidata."""
PROPERTY = re.compile(r"P[1-9]\d{0,7}")
"""A property's id in Wikidata."""
_HOW_TO_NAME = "write name, name? or name@YYYY-MM-DD..YYYY-MM-DD"


def entity(
    rows: Rows, where: str, item: Mapping[str, Any], defaults: Mapping[str, Any], cased: Collection[str]
) -> Entity | None:
    """An entity's entry, filled up from the file's defaults; None where it cannot be one."""
    if not known_keys(rows, where, item, _ENTITY_KEYS):
        return None
    fields = {**defaults, **item}
    for column, value in fields.items():
        if column != "pledge" and not _is_plain(value, listed=column in _LISTED):
            rows.wrong(where, f"{column} has the wrong shape", "write a word, or a list of words for names")
            return None
    missing = [column for column in ("id", "type", "name") if not fields.get(column)]
    if missing:
        rows.wrong(where, f"{' and '.join(missing)} missing")
        return None
    if fields["type"] not in ACTOR_TYPES:
        rows.wrong(where, f"unknown type {fields['type']}", f"one of {', '.join(ACTOR_TYPES)}")
        return None
    if fields.get("standing") and fields["standing"] not in STANDINGS:
        rows.wrong(where, f"unknown standing {fields['standing']}", f"one of {', '.join(STANDINGS)}")
        return None
    start, end = span(rows, where, fields)
    return Entity(
        id=str(fields["id"]),
        type=cast(ActorType, fields["type"]),
        name=str(fields["name"]).removesuffix("?"),
        country=_word(fields, "country"),
        names=_names(rows, where, fields, cased),
        wikidata=_word(fields, "wikidata"),
        start=start,
        end=end,
        pledge=_pledge(rows, where, fields.get("pledge")),
        parent=_word(fields, "parent") or _owner(fields),
        standing=cast(Standing | None, fields.get("standing") or None),
        partial=fields.get("partial") is True,
        source=_word(fields, "source") or "",
        verified_on=rows.day(where, "verified_on", fields.get("verified_on")),
        confidence=confidence(rows, where, fields.get("confidence")),
    )


def fact(rows: Rows, where: str, row: Mapping[str, str]) -> dict[str, Any]:
    """What every dated row says beside its label: days, note, source, confidence."""
    start, end = span(rows, where, row)
    return {
        "start": start,
        "end": end,
        "note": row.get("note", ""),
        "source": row.get("source", ""),
        "verified_on": rows.day(where, "verified_on", row.get("verified_on")),
        "confidence": confidence(rows, where, row.get("confidence")),
    }


def body_kind(rows: Rows, where: str, item: Mapping[str, Any]) -> BodyKind | None:
    """A kind of body that every state has."""
    if not item.get("kind") or not item.get("name") or not item.get("titles"):
        rows.wrong(where, "a body needs kind, name and titles")
        return None
    words = _words(rows, where, item, "titles", "[Foreign Ministry, MFA]")
    titles = {key(title): title for title in reversed(words)}
    return BodyKind(kind=str(item["kind"]), name=str(item["name"]), titles=tuple(reversed(titles.values())))


def position(rows: Rows, where: str, item: Mapping[str, Any]) -> Position | None:
    """An office that states or organisations have, and how to ask Wikidata for its holders."""
    if not known_keys(rows, where, item, _POSITION_KEYS):
        return None
    if not item.get("name") or not item.get("titles"):
        rows.wrong(where, "a position needs name and titles")
        return None
    titles = _words(rows, where, item, "titles", "[Foreign Minister, Minister of Foreign Affairs]")
    for column, pattern in (("property", PROPERTY), ("office", PROPERTY), ("wikidata", ITEM)):
        if item.get(column) and not pattern.fullmatch(str(item[column])):
            rows.wrong(where, f"{column} is no id of Wikidata", f"write {pattern.pattern[0]} and a number")
            return None
    labels = item.get("labels") or {}
    if not isinstance(labels, dict) or not all(_is_plain(label, listed=False) for label in labels.values()):
        rows.wrong(where, "labels have the wrong shape", "write labels: {NATO: Secretary General of NATO}")
        labels = {}
    return Position(
        name=str(item["name"]),
        titles=tuple(titles),
        sole=item.get("sole") is True,
        property=_word(item, "property"),
        office=_word(item, "office"),
        wikidata=_word(item, "wikidata"),
        labels=tuple((str(place), str(label)) for place, label in labels.items() if place != LINE),
        source=_word(item, "source") or "",
        confidence=confidence(rows, where, item.get("confidence")),
    )


def span(rows: Rows, where: str, fields: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The days `start` and `end`; a problem where the one is not before the other."""
    start, end = (rows.day(where, column, fields.get(column)) for column in ("start", "end"))
    _order(rows, where, start, end)
    return start, end


def confidence(rows: Rows, where: str, value: object) -> Confidence:
    """One of the three words; `medium` where none is written."""
    if value in CONFIDENCES:
        return value
    if value:
        rows.wrong(where, f"unknown confidence {value}", f"one of {', '.join(get_args(Confidence))}")
    return "medium"


def overrides(rows: Rows, where: str, value: object) -> bool:
    """Whether an entry or row says that it replaces what stands below."""
    if value not in (True, False, None, "", "true", "false"):
        rows.wrong(where, f"override is {value!r}", "write true, or leave it empty")
    return value in (True, "true")


def known_keys(rows: Rows, where: str, item: Mapping[str, Any], known: Collection[str]) -> bool:
    """Whether all keys of an entry are known; a problem for each that is not."""
    unknown = sorted(str(name) for name in item if name not in known)
    for name in unknown:
        rows.wrong(where, f"unknown key {name}", f"keys are {', '.join(sorted(set(known) - {LINE}))}")
    return not unknown


def _order(rows: Rows, where: str, start: date | None, end: date | None) -> None:
    if start is not None and end is not None and start >= end:
        rows.wrong(
            where, f"start {start} is not before end {end}", "the end is the first day on which it no longer holds"
        )


def _names(rows: Rows, where: str, fields: Mapping[str, Any], cased: Collection[str]) -> tuple[Name, ...]:
    names: dict[tuple[str, bool], Name] = {}
    columns: tuple[tuple[str, NameSort], ...] = (("name", "short"), *NAME_COLUMNS)
    for column, sort in columns:
        written = fields.get(column)
        if not written:
            continue
        for text in written if isinstance(written, list) else [written]:
            try:
                name = parse_name(str(text), sort, cased)
            except ValueError as error:
                rows.wrong(where, f"{column}: {error}", _HOW_TO_NAME)
                continue
            _order(rows, where, name.start, name.end)
            names.setdefault((name.text, sort == "code"), name)
    return tuple(names.values())


def _pledge(rows: Rows, where: str, item: object) -> Pledge | None:
    if not item:
        return None
    if (
        not isinstance(item, dict)
        or set(item) - {LINE, "start"} != {"treaty", "article", "text", "source"}
        or not all(_is_plain(value, listed=False) for value in item.values())
    ):
        rows.wrong(where, "pledge is not complete", "give treaty, article, text and source")
        return None
    words = {name: str(value) for name, value in item.items() if name not in (LINE, "start")}
    return Pledge(**words, start=rows.day(where, "start", item.get("start")))


def _words(rows: Rows, where: str, item: Mapping[str, Any], column: str, example: str) -> list[str]:
    words = item[column]
    if not isinstance(words, list) or not _is_plain(words, listed=True):
        rows.wrong(where, f"{column} are no list of words", f"write {column}: {example}")
        return []
    return [str(word) for word in words]


def _word(fields: Mapping[str, Any], column: str) -> str | None:
    value = fields.get(column)
    return str(value) if value and not isinstance(value, list | dict) else None


def _is_plain(value: object, listed: bool) -> bool:
    """Whether a value is a word, or where `listed` a list of words."""
    if isinstance(value, list):
        return listed and not any(isinstance(part, list | dict) for part in value)
    return not isinstance(value, dict)


def _owner(fields: Mapping[str, Any]) -> str | None:
    """The owner in a government body's id, `RUS` in `RUS.fsb`; a party is no organ of its state."""
    return str(fields["id"]).rpartition(".")[0] or None if fields["type"] == "government" else None
