"""Layers of world files, laid one over another, as checked values."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

import msgspec

from tocsin.world import entries
from tocsin.world.bodies import BodyKind
from tocsin.world.entries import DATED, NAME_COLUMNS
from tocsin.world.names import key, parse_name
from tocsin.world.source import LINE, Rows
from tocsin.world.types import (
    MEMBERSHIP_STATUSES,
    RELATIONS,
    Border,
    Entity,
    Government,
    Holder,
    Membership,
    Name,
    NameSort,
    Position,
)

OURS = Path(__file__).parent / "data"
"""The folder of world files that ship with the package."""

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
_HOLDER_COLUMNS = ("name", "title", "country", "organisation")
_SECTIONS: dict[str, type] = {
    "defaults": dict,
    "entities": list,
    "regions": dict,
    "bodies": list,
    "positions": list,
    "refreshed": list,
}
_Label = tuple[str, str, str, date | None]
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
        self.memberships: dict[_Label, Membership] = {}
        self.governments: dict[_Label, Government] = {}
        self.holders: dict[_Label, Holder] = {}
        self.positions: dict[str, Position] = {}
        self.refreshed: dict[str, None] = {}
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
                case "roles.csv":
                    self._holders(path)
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
        if earlier is not None and not (override and self._layer_of[place] < self._layer):
            name = label if isinstance(label, str) else " ".join(str(part) for part in label if part)
            ours = earlier.replace(f"{OURS}{os.sep}", "our ")
            what = f"{kind} {name} already stands at {ours}, which is kept"
            how = "write true in the column override" if ".csv:" in where else "add override: true"
            self.rows.wrong(where, what, f"{how} to replace it, or delete this one")
            return
        table[label] = value
        self.where[place] = where
        self._layer_of[place] = self._layer
        if kind == "entity":
            self._named_here.add(label)

    def _states(self, path: Path) -> None:
        for where, row in self.rows.table(path, _STATE_COLUMNS, ("wikidata", "override", *DATED)):
            fields: dict[str, Any] = {column: value for column, value in row.items() if value}
            for column, _ in NAME_COLUMNS:
                if column in fields:
                    fields[column] = [part for part in fields[column].split(";") if part.strip()]
            fields["type"] = "state"
            entity = entries.entity(self.rows, where, fields, {}, self.cased)
            if entity is not None:
                self._lay(self.entities, ("entity", entity.id), entity, where, row)

    def _yaml(self, path: Path) -> None:
        content = self.rows.yaml(path)
        for unknown in sorted(set(map(str, content)) - {*_SECTIONS, "source", LINE}):
            self.rows.wrong(f"{path}:1", f"unknown section {unknown}", f"sections are {', '.join(_SECTIONS)}")
        sections: dict[str, Any] = {name: self._section(path, content, name, kind) for name, kind in _SECTIONS.items()}
        for where, item in self._items(path, "entity", sections["entities"]):
            entity = entries.entity(self.rows, where, item, sections["defaults"], self.cased)
            if entity is not None:
                self._lay(self.entities, ("entity", entity.id), entity, where, item)
        for where, item in self._items(path, "body", sections["bodies"]):
            kind = entries.body_kind(self.rows, where, item)
            if kind is not None:
                self._lay(self.bodies, ("body", kind.kind), kind, where, item)
        for where, item in self._items(path, "position", sections["positions"]):
            position = entries.position(self.rows, where, item)
            if position is not None:
                self._lay(self.positions, ("position", position.name), position, where, item)
        for name, item in sections["regions"].items():
            if name != LINE and self._is_mapping(path, f"region {name}", item):
                self._region(path, str(name), item)
        for name in sections["refreshed"]:
            self.refreshed[str(name)] = None
            self.where["refreshed", str(name)] = f"{path}:1"

    def _items(self, path: Path, what: str, section: list[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        for item in section:
            if self._is_mapping(path, what, item):
                yield f"{path}:{item[LINE]}", item

    def _lay(self, table: dict[Any, _T], place: object, value: _T, where: str, item: Mapping[str, Any]) -> None:
        self._place(table, place, value, where, entries.overrides(self.rows, where, item.get("override")))

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

    def _region(self, path: Path, name: str, item: Mapping[str, Any]) -> None:
        where = f"{path}:{item.get(LINE, 1)}"
        states = item.get("states") or ()
        listed = tuple(states.split()) if isinstance(states, str) else tuple(map(str, states))
        aliases = tuple(map(str, item.get("aliases") or ()))
        if not listed:
            self.rows.wrong(where, f"region {name} has no states")
        self._lay(self.regions, ("region", name), (listed, aliases), where, item)

    def _memberships(self, path: Path) -> None:
        for where, row in self.rows.table(path, ("organisation", "country", "status"), ("note", "override", *DATED)):
            if row["status"] not in MEMBERSHIP_STATUSES:
                self.rows.wrong(where, f"unknown status {row['status']}", f"one of {', '.join(MEMBERSHIP_STATUSES)}")
                continue
            membership = Membership(
                organisation=row["organisation"],
                country=row["country"],
                status=row["status"],
                **entries.fact(self.rows, where, row),
            )
            label = (membership.organisation, membership.country, membership.status, membership.start)
            self._place_fact(self.memberships, "membership", label, membership, where, row)

    def _governments(self, path: Path) -> None:
        for where, row in self.rows.table(path, ("country", "actor", "relation"), ("note", "override", *DATED)):
            if row["relation"] not in RELATIONS and not row["relation"].startswith("recognised-by:"):
                cure = f"one of {', '.join(RELATIONS)}, recognised-by:ISO"
                self.rows.wrong(where, f"unknown relation {row['relation']}", cure)
                continue
            government = Government(
                country=row["country"],
                actor=row["actor"],
                relation=row["relation"],
                **entries.fact(self.rows, where, row),
            )
            label = (government.country, government.actor, government.relation, government.start)
            self._place_fact(self.governments, "government", label, government, where, row)

    def _holders(self, path: Path) -> None:
        for where, row in self.rows.table(path, _HOLDER_COLUMNS, ("gender", "wikidata", "note", "override", *DATED)):
            if not row["name"] or not row["title"] or not (row["country"] or row["organisation"]):
                self.rows.wrong(where, "a role needs name, title, and a country or an organisation")
                continue
            holder = Holder(
                name=row["name"],
                title=row["title"],
                country=row["country"] or None,
                organisation=row["organisation"] or None,
                gender=row.get("gender") or None,
                wikidata=row.get("wikidata") or None,
                **entries.fact(self.rows, where, row),
            )
            label = (holder.place, holder.title.casefold(), holder.name, holder.start)
            self._place_fact(self.holders, "role", label, holder, where, row)

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
                confidence=entries.confidence(self.rows, where, row.get("confidence")),
            )
            self._lay(self.borders, ("border", pair), border, where, row)

    def _forget(self, table: dict[Any, Any], kind: str, start_of_label: tuple[str, ...]) -> None:
        """Takes away what the layers below say under a label; rows of this layer stand beside each other."""
        length = len(start_of_label)
        for label in [label for label in table if label[:length] == start_of_label]:
            if self._layer_of[kind, label] < self._layer:
                del table[label], self.where[kind, label], self._layer_of[kind, label]

    def _place_fact(
        self,
        table: dict[_Label, _T],
        kind: str,
        label: _Label,
        value: _T,
        where: str,
        row: Mapping[str, str],
    ) -> None:
        """Lay down a dated row; one that overrides replaces all rows with its label, whatever their days."""
        if entries.overrides(self.rows, where, row.get("override")):
            self._forget(table, kind, label[:3])
        self._place(table, (kind, label), value, where, False)
