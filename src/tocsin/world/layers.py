"""Layers of world files, laid one over another, as checked values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

import msgspec

from tocsin.world.bodies import BodyKind
from tocsin.world.names import key, parse_name
from tocsin.world.source import LINE, Rows
from tocsin.world.types import (
    ACTOR_TYPES,
    CONFIDENCES,
    MEMBERSHIP_STATUSES,
    RELATIONS,
    STANDINGS,
    ActorType,
    Border,
    Confidence,
    Entity,
    Government,
    Membership,
    Name,
    NameSort,
    Pledge,
    Standing,
)

OURS = Path(__file__).parent / "data"
"""The folder of world files that ship with the package."""

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
_STATE_COLUMNS = (
    "id",
    "name",
    "official",
    "adjectives",
    "people",
    "capitals",
    "aliases",
    "codes",
    "standing",
    "country",
)
_DATED = ("start", "end", "source", "verified_on", "confidence")
_ENTITY_KEYS = {
    *("id", "type", "name", "country", "parent", "wikidata", "pledge", "standing", "partial", "override", LINE),
    *(column for column, _ in NAME_COLUMNS),
    *_DATED,
}
_LISTED = {column for column, _ in NAME_COLUMNS}
_T = TypeVar("_T")


class Layers:
    """Everything that the folders say, with the place each thing stands; `rows.problems` holds what is wrong.

    A later folder may add to an earlier one. It may replace what stands there only where its row says `override: true`
    (YAML) or `true` in the column `override` (CSV); anything else that is defined twice is a problem.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self.rows = Rows()
        self.cased: set[str] = set()
        self.entities: dict[str, Entity] = {}
        self.bodies: dict[str, BodyKind] = {}
        self.regions: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self.memberships: dict[tuple[str, str, str, date | None], Membership] = {}
        self.governments: dict[tuple[str, str, str, date | None], Government] = {}
        self.borders: dict[tuple[str, str], Border] = {}
        self.where: dict[object, str] = {}
        self._layer_of: dict[object, int] = {}
        for self._layer, folder in enumerate(folders):
            self._read(folder)
            if self._layer:
                self._heed_marks()

    def _read(self, folder: Path) -> None:
        self._named_here: set[str] = set()
        if not folder.is_dir():
            self.rows.wrong(str(folder), "no such folder", "give a folder with world files, see docs/world.md")
            return
        files = sorted(folder.iterdir())
        for path in files:
            if path.name == "cased.txt":
                lines = (self.rows.text(path) or "").splitlines()
                self.cased.update(key(line) for line in lines if line.strip() and not line.startswith("#"))
        later: list[Path] = []
        for path in files:
            match path.name:
                case "states.csv":
                    self._states(path)
                case "names.csv":
                    later.append(path)
                case "memberships.csv":
                    self._memberships(path)
                case "governments.csv":
                    self._governments(path)
                case "borders.csv":
                    self._borders(path)
                case name if name.endswith((".yaml", ".yml")):
                    self._yaml(path)
                case name if name.endswith(".csv"):
                    self.rows.wrong(str(path), "no table of the world has this name", "see docs/world.md for the names")
                case _:
                    pass
        for path in later:
            self._more_names(path)

    def _more_names(self, path: Path) -> None:
        more: dict[str, list[Name]] = {}
        sorts = get_args(NameSort)
        for where, row in self.rows.table(path, ("id", "name", "sort"), ("language", "source")):
            if row["sort"] not in sorts:
                self.rows.wrong(where, f"unknown sort {row['sort']}", f"one of {', '.join(sorts)}")
            elif row["id"] not in self.entities:
                self.rows.wrong(
                    where, f"unknown entity {row['id']}", "names.csv adds names to entities that stand already"
                )
            else:
                try:
                    name = parse_name(row["name"], cast(NameSort, row["sort"]), self.cased)
                except ValueError as error:
                    self.rows.wrong(where, str(error), "write name, name? or name@YYYY-MM-DD..YYYY-MM-DD")
                    continue
                more.setdefault(row["id"], []).append(name)
        for identifier, names in more.items():
            entity = self.entities[identifier]
            self.entities[identifier] = msgspec.structs.replace(entity, names=(*entity.names, *names))
            self._named_here.add(identifier)

    def later(self, one: object, other: object) -> str:
        """Where the later of two things stands: the one that a user can mend."""
        return self.where[one if self._layer_of[one] > self._layer_of[other] else other]

    def _heed_marks(self) -> None:
        """A name that this layer marks ambiguous is so for those who bear it in the layers below too."""
        here = self._named_here
        marked = {key(n.text) for i in here if i in self.entities for n in self.entities[i].names if n.ambiguous}
        if not marked:
            return
        for identifier, entity in self.entities.items():
            if identifier not in here and any(key(name.text) in marked for name in entity.names):
                names = (
                    msgspec.structs.replace(name, ambiguous=True) if key(name.text) in marked else name
                    for name in entity.names
                )
                self.entities[identifier] = msgspec.structs.replace(entity, names=tuple(names))

    def _place(self, table: dict[Any, _T], place: object, value: _T, where: str, override: bool) -> None:
        kind, label = cast(tuple[str, Any], place)
        earlier = self.where.get(place)
        if earlier is not None and not override:
            name = label if isinstance(label, str) else " ".join(str(part) for part in label if part)
            what = f"{kind} {name} already stands at {earlier}, which is kept"
            how = "write true in the column override" if ".csv:" in where else "add override: true"
            self.rows.wrong(where, what, f"{how} to replace it, or delete this one")
            return
        table[label] = value
        self.where[place] = where
        self._layer_of[place] = self._layer
        if kind == "entity":
            self._named_here.add(label)

    def _states(self, path: Path) -> None:
        for where, row in self.rows.table(path, _STATE_COLUMNS, ("wikidata", "override", *_DATED)):
            fields: dict[str, Any] = {column: value for column, value in row.items() if value}
            for column, _ in NAME_COLUMNS:
                if column in fields:
                    fields[column] = [part for part in fields[column].split(";") if part.strip()]
            fields["type"] = "state"
            fields["override"] = self._overrides(where, row)
            self._entity(where, fields, {})

    def _yaml(self, path: Path) -> None:
        content = self.rows.yaml(path)
        known = {"defaults", "entities", "regions", "bodies", "source", LINE}
        for unknown in sorted(set(map(str, content)) - known):
            self.rows.wrong(
                f"{path}:1", f"unknown section {unknown}", "sections are defaults, entities, regions, bodies"
            )
        defaults = self._section(path, content, "defaults", dict)
        for item in self._section(path, content, "entities", list):
            if self._is_mapping(path, "entity", item):
                self._entity(f"{path}:{item[LINE]}", item, defaults)
        for item in self._section(path, content, "bodies", list):
            if self._is_mapping(path, "body", item):
                self._body(path, item)
        for name, item in self._section(path, content, "regions", dict).items():
            if name != LINE and self._is_mapping(path, f"region {name}", item):
                self._region(path, str(name), item)

    def _section(self, path: Path, content: Mapping[str, Any], name: str, kind: type[_T]) -> _T:
        section = content.get(name)
        if section is None:
            return kind()
        if not isinstance(section, kind):
            shape = "a list, each entry with a hyphen" if kind is list else "a mapping of keys and values"
            self.rows.wrong(f"{path}:1", f"section {name} has the wrong shape", f"write {shape}")
            return kind()
        return section

    def _is_mapping(self, path: Path, what: str, item: object) -> bool:
        if not isinstance(item, dict):
            self.rows.wrong(f"{path}:1", f"{what} is no mapping of keys and values", "see docs/world.md")
        return isinstance(item, dict)

    def _entity(self, where: str, item: Mapping[str, Any], defaults: Mapping[str, Any]) -> None:
        wrong = self.rows.wrong
        for unknown in sorted(set(item) - _ENTITY_KEYS):
            wrong(where, f"unknown key {unknown}", f"keys are {', '.join(sorted(_ENTITY_KEYS - {LINE}))}")
        fields = {**defaults, **item}
        for column, value in fields.items():
            if not _is_plain(value, deep=column in _LISTED):
                wrong(where, f"{column} has the wrong shape", "write a word, or a list of words for names")
                return
        missing = [column for column in ("id", "type", "name") if not fields.get(column)]
        if missing:
            wrong(where, f"{' and '.join(missing)} missing")
            return
        if fields["type"] not in ACTOR_TYPES:
            wrong(where, f"unknown type {fields['type']}", f"one of {', '.join(ACTOR_TYPES)}")
            return
        if fields.get("standing") and fields["standing"] not in STANDINGS:
            wrong(where, f"unknown standing {fields['standing']}", f"one of {', '.join(STANDINGS)}")
            return
        country = fields.get("country")
        entity = Entity(
            id=str(fields["id"]),
            type=cast(ActorType, fields["type"]),
            name=_bare(str(fields["name"])),
            country=str(country) if country else None,
            names=self._names(where, fields),
            wikidata=str(fields["wikidata"]) if fields.get("wikidata") else None,
            start=self.rows.day(where, "start", fields.get("start")),
            end=self.rows.day(where, "end", fields.get("end")),
            pledge=self._pledge(where, fields.get("pledge")),
            parent=str(fields["parent"]) if fields.get("parent") else _owner(fields),
            standing=cast(Standing | None, fields.get("standing") or None),
            partial=fields.get("partial") is True,
            source=str(fields.get("source") or ""),
            verified_on=self.rows.day(where, "verified_on", fields.get("verified_on")),
            confidence=self._confidence(where, fields.get("confidence")),
        )
        self._order(where, entity.start, entity.end)
        self._place(self.entities, ("entity", entity.id), entity, where, fields.get("override") is True)

    def _names(self, where: str, fields: Mapping[str, Any]) -> tuple[Name, ...]:
        names: dict[tuple[str, bool], Name] = {}
        columns: tuple[tuple[str, NameSort], ...] = (("name", "short"), *NAME_COLUMNS)
        for column, sort in columns:
            written = fields.get(column)
            if not written:
                continue
            for text in [written] if isinstance(written, str) else written:
                try:
                    name = parse_name(str(text), sort, self.cased)
                except ValueError as error:
                    self.rows.wrong(where, f"{column}: {error}", "write name, name? or name@YYYY-MM-DD..YYYY-MM-DD")
                    continue
                self._order(where, name.start, name.end)
                names.setdefault((name.text, sort == "code"), name)
        return tuple(names.values())

    def _pledge(self, where: str, item: object) -> Pledge | None:
        if not item:
            return None
        if not isinstance(item, dict) or set(item) - {LINE} != {"treaty", "article", "text", "source"}:
            self.rows.wrong(where, "pledge is not complete", "give treaty, article, text and source")
            return None
        return Pledge(**{name: str(value) for name, value in item.items() if name != LINE})

    def _body(self, path: Path, item: Mapping[str, Any]) -> None:
        where = f"{path}:{item.get(LINE, 1)}"
        if not item.get("kind") or not item.get("name") or not item.get("titles"):
            self.rows.wrong(where, "a body needs kind, name and titles")
            return
        if not isinstance(item["titles"], list):
            self.rows.wrong(where, "titles are no list", "write titles: [Foreign Ministry, MFA]")
            return
        titles = {key(str(title)): str(title) for title in reversed(item["titles"])}
        kind = BodyKind(kind=str(item["kind"]), name=str(item["name"]), titles=tuple(reversed(titles.values())))
        self._place(self.bodies, ("body", kind.kind), kind, where, item.get("override") is True)

    def _region(self, path: Path, name: str, item: Mapping[str, Any]) -> None:
        where = f"{path}:{item.get(LINE, 1)}"
        states = item.get("states") or ()
        listed = tuple(states.split()) if isinstance(states, str) else tuple(map(str, states))
        aliases = tuple(map(str, item.get("aliases") or ()))
        if not listed:
            self.rows.wrong(where, f"region {name} has no states")
        self._place(self.regions, ("region", name), (listed, aliases), where, item.get("override") is True)

    def _memberships(self, path: Path) -> None:
        for where, row in self.rows.table(path, ("organisation", "country", "status"), ("note", "override", *_DATED)):
            if row["status"] not in MEMBERSHIP_STATUSES:
                self.rows.wrong(where, f"unknown status {row['status']}", f"one of {', '.join(MEMBERSHIP_STATUSES)}")
                continue
            membership = Membership(
                organisation=row["organisation"],
                country=row["country"],
                status=row["status"],
                **self._fact(where, row),
            )
            label = (membership.organisation, membership.country, membership.status, membership.start)
            self._place_fact(self.memberships, "membership", label, membership, where, row)

    def _governments(self, path: Path) -> None:
        for where, row in self.rows.table(path, ("country", "actor", "relation"), ("note", "override", *_DATED)):
            if row["relation"] not in RELATIONS and not row["relation"].startswith("recognised-by:"):
                cure = f"one of {', '.join(RELATIONS)}, recognised-by:ISO"
                self.rows.wrong(where, f"unknown relation {row['relation']}", cure)
                continue
            government = Government(
                country=row["country"],
                actor=row["actor"],
                relation=row["relation"],
                **self._fact(where, row),
            )
            label = (government.country, government.actor, government.relation, government.start)
            self._place_fact(self.governments, "government", label, government, where, row)

    def _borders(self, path: Path) -> None:
        for where, row in self.rows.table(path, ("a", "b"), ("source", "verified_on", "confidence", "override")):
            pair = (min(row["a"], row["b"]), max(row["a"], row["b"]))
            if pair[0] == pair[1]:
                self.rows.wrong(where, f"{pair[0]} cannot border itself")
                continue
            border = Border(
                a=pair[0],
                b=pair[1],
                source=row.get("source", ""),
                verified_on=self.rows.day(where, "verified_on", row.get("verified_on")),
                confidence=self._confidence(where, row.get("confidence")),
            )
            self._place(self.borders, ("border", pair), border, where, self._overrides(where, row))

    def _forget(self, table: dict[Any, Any], kind: str, start_of_label: tuple[str, ...]) -> None:
        """Takes away what the layers below say under a label; rows of this layer stand beside each other."""
        length = len(start_of_label)
        for label in [label for label in table if label[:length] == start_of_label]:
            if self._layer_of[kind, label] < self._layer:
                del table[label], self.where[kind, label], self._layer_of[kind, label]

    def _overrides(self, where: str, row: Mapping[str, str]) -> bool:
        written = row.get("override", "")
        if written not in ("", "true", "false"):
            self.rows.wrong(where, f"override is {written!r}", "write true, or leave it empty")
        return written == "true"

    def _fact(self, where: str, row: Mapping[str, str]) -> dict[str, Any]:
        """What every dated row says beside its label: days, note, source, confidence."""
        start, end = (self.rows.day(where, column, row.get(column)) for column in ("start", "end"))
        self._order(where, start, end)
        return {
            "start": start,
            "end": end,
            "note": row.get("note", ""),
            "source": row.get("source", ""),
            "verified_on": self.rows.day(where, "verified_on", row.get("verified_on")),
            "confidence": self._confidence(where, row.get("confidence")),
        }

    def _place_fact(
        self,
        table: dict[tuple[str, str, str, date | None], _T],
        kind: str,
        label: tuple[str, str, str, date | None],
        value: _T,
        where: str,
        row: Mapping[str, str],
    ) -> None:
        """Lay down a dated row; one that overrides replaces all rows with its label, whatever their days."""
        if self._overrides(where, row):
            self._forget(table, kind, label[:3])
        self._place(table, (kind, label), value, where, False)

    def _order(self, where: str, start: date | None, end: date | None) -> None:
        if start is not None and end is not None and start >= end:
            self.rows.wrong(
                where, f"start {start} is not before end {end}", "the end is the first day on which it no longer holds"
            )

    def _confidence(self, where: str, value: object) -> Confidence:
        if value in CONFIDENCES:
            return value
        if value:
            self.rows.wrong(where, f"unknown confidence {value}", f"one of {', '.join(get_args(Confidence))}")
        return "medium"


def _owner(fields: Mapping[str, Any]) -> str | None:
    """The owner in a government body's id, `RUS` in `RUS.fsb`; a party is no organ of its state."""
    return str(fields["id"]).rpartition(".")[0] or None if fields["type"] == "government" else None


def _is_plain(value: object, deep: bool) -> bool:
    """Whether a value is a word (or a list of words, where `deep`), or the mapping of a pledge, read elsewhere."""
    if isinstance(value, list):
        return deep and not any(isinstance(part, list | dict) for part in value)
    return not isinstance(value, dict) or not deep


def _bare(written: str) -> str:
    return written.removesuffix("?")
