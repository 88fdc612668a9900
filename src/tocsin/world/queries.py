"""What Wikidata is asked, in SPARQL, and its answers as dated values.

The model behind the queries is Wikibase's RDF: a statement node (`p:`) with its value (`ps:`), its rank and its
qualifiers (`pq:`, with the precision of a day under `pqv:`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from tocsin.world.entries import ITEM
from tocsin.world.service import Cell, Row
from tocsin.world.types import Position

MEMBER_OF, POSITION_HELD, JURISDICTION, SUBCLASS, START, END = "P463", "P39", "P1001", "P279", "P580", "P582"
_ENTITY = "http://www.wikidata.org/entity/"
_PREFERRED = "http://wikiba.se/ontology#PreferredRank"
_PREFIXES = """\
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_DAYS = f"""\
  ?statement wikibase:rank ?rank .
  FILTER(?rank != wikibase:DeprecatedRank)
  OPTIONAL {{ ?statement pq:{START} ?start }}
  OPTIONAL {{ ?statement pqv:{START}/wikibase:timePrecision ?startPrecision }}
  OPTIONAL {{ ?statement pq:{END} ?end }}
  OPTIONAL {{ ?statement pqv:{END}/wikibase:timePrecision ?endPrecision }}
"""
_NAME = '  OPTIONAL { ?holder rdfs:label ?name FILTER(LANG(?name) = "en") }\n'
_TITLE = '?office rdfs:label ?title FILTER(LANG(?title) = "en")'
_OFFICE = f"  OPTIONAL {{ {_TITLE} }}\n"
_DAY, _MONTH, _YEAR = 11, 10, 9
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
LONGEST = 200

Precision = Literal["day", "month", "year", "unknown"]


class Dated(msgspec.Struct, frozen=True):
    """A day that Wikidata gives: its first possible one where only month or year are known, None where nothing is."""

    day: date | None = None
    precision: Precision = "unknown"
    given: bool = False
    """Whether Wikidata has anything to say: `unknown` and given means "at some time"."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One statement: `holder` (item id and `name`) in an office of `place`, or `place` as a member of an
    organisation's item.
    """

    place: str
    item: str
    name: str
    title: str
    statement: str
    preferred: bool
    start: Dated
    end: Dated


def of_property(position: Position, items: Collection[str], since: date) -> str:
    """Holders by a property of the place's own item, such as a state's head of state."""
    # One group: an office that is not there must not stand for every labelled thing.
    office = f"  OPTIONAL {{ ?place wdt:{position.office} ?office . {_TITLE} }}\n" if position.office else ""
    return _select(
        "?place ?holder ?name ?title",
        f"  VALUES ?place {{ {_values(items)} }}\n"
        f"  ?place p:{position.property} ?statement .\n"
        f"  ?statement ps:{position.property} ?holder .\n{_DAYS}{_since(since)}{office}{_NAME}",
    )


def of_class(position: Position, items: Collection[str], since: date) -> str:
    """Holders of offices of a class, each office the one of a place's jurisdiction; undated holders are left out."""
    return _select(
        "?place ?holder ?name ?title",
        f"  VALUES ?place {{ {_values(items)} }}\n"
        f"  ?office wdt:{SUBCLASS}* wd:{position.wikidata} ; wdt:{JURISDICTION} ?place .\n"
        f"  ?holder p:{POSITION_HELD} ?statement .\n"
        f"  ?statement ps:{POSITION_HELD} ?office ; pq:{START} [] .\n{_DAYS}{_since(since)}{_OFFICE}{_NAME}",
    )


def of_labels(labels: Sequence[tuple[str, str]], since: date) -> str:
    """Holders of offices known by their exact English label or alias; `place` is the id that goes with the label."""
    pairs = " ".join(f"({_text(place)} {_text(label)}@en)" for place, label in labels)
    return _select(
        "?place ?holder ?name ?title",
        f"  VALUES (?place ?label) {{ {pairs} }}\n"
        "  ?office rdfs:label|skos:altLabel ?label .\n"
        f"  ?holder p:{POSITION_HELD} ?statement .\n"
        f"  ?statement ps:{POSITION_HELD} ?office ; pq:{START} [] .\n{_DAYS}{_since(since)}{_OFFICE}{_NAME}",
    )


def of_members(organisations: Sequence[tuple[str, str]], items: Collection[str]) -> str:
    """Memberships of the items in organisations known by their exact English label or alias; `title` is the id that
    goes with it.
    """
    pairs = " ".join(f"({_text(identifier)} {_text(name)}@en)" for identifier, name in organisations)
    return _select(
        "?place ?holder ?title",
        f"  VALUES (?title ?label) {{ {pairs} }}\n"
        f"  VALUES ?place {{ {_values(items)} }}\n"
        "  ?holder rdfs:label|skos:altLabel ?label .\n"
        f"  ?statement ps:{MEMBER_OF} ?holder .\n"
        f"  ?place p:{MEMBER_OF} ?statement .\n{_DAYS}",
    )


def found(rows: Sequence[Row], places: Mapping[str, str]) -> list[Found]:
    """The statements of an answer, each once; `places` leads from items to ids, and other places stand for themselves.

    Rows that name nobody or no place are left out: an unknown holder is no holder.
    """
    by_statement: dict[tuple[str, str], Found] = {}
    for row in rows:
        place, holder, statement = row.get("place"), row.get("holder"), row.get("statement")
        if place is None or holder is None or statement is None:
            continue
        item = _item(holder)
        where = places.get(_item(place) or "") if place.type == "uri" else place.value
        if not item or not where:
            continue
        by_statement.setdefault(
            (where, statement.value),
            Found(
                place=where,
                item=item,
                name=_plain(row.get("name")),
                title=_plain(row.get("title")),
                statement=statement.value,
                preferred=(rank := row.get("rank")) is not None and rank.value == _PREFERRED,
                start=dated(row.get("start"), row.get("startPrecision")),
                end=dated(row.get("end"), row.get("endPrecision")),
            ),
        )
    return list(by_statement.values())


def dated(cell: Cell | None, precision: Cell | None) -> Dated:
    """A day as Wikibase writes it (`2012-05-07T00:00:00Z`) with its precision (11 a day, 10 a month, 9 a year).

    A value that is unknown, coarser than a year, before our era or no date at all has no day.
    """
    if cell is None:
        return Dated()
    match = re.match(r"\+?(\d{4})-(\d\d)-(\d\d)T", cell.value) if cell.type in ("literal", "typed-literal") else None
    if match is None:
        return Dated(given=True)
    year, month, day = map(int, match.groups())
    level = int(precision.value) if precision is not None and precision.value.isdigit() else _DAY
    try:
        if level >= _DAY:
            return Dated(date(year, month, day), "day", True)
        if level == _MONTH:
            return Dated(date(year, month, 1), "month", True)
        if level == _YEAR:
            return Dated(date(year, 1, 1), "year", True)
    except ValueError:
        return Dated(given=True)
    return Dated(given=True)


def _select(variables: str, where: str) -> str:
    days = "?statement ?rank ?start ?startPrecision ?end ?endPrecision"
    return f"{_PREFIXES}SELECT {variables} {days} WHERE {{\n{where}}}\n"


def _since(day: date) -> str:
    return f'  FILTER(!BOUND(?end) || !ISLITERAL(?end) || ?end >= "{day}T00:00:00Z"^^xsd:dateTime)\n'


def _values(items: Collection[str]) -> str:
    return " ".join(f"wd:{item}" for item in items)


def _text(words: str) -> str:
    """A string literal; SPARQL's escapes are those of Turtle."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _item(cell: Cell) -> str | None:
    identifier = cell.value.removeprefix(_ENTITY)
    return identifier if cell.type == "uri" and ITEM.fullmatch(identifier) else None


def _plain(cell: Cell | None) -> str:
    """A label on one line, without control characters; empty where there is none or it is no name's length."""
    if cell is None or cell.type == "uri" or cell.type == "bnode":
        return ""
    text = " ".join(_CONTROL.sub(" ", cell.value).split())
    return text if len(text) <= LONGEST else ""
