"""The world's slow facts, loaded, indexed, and answered as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from tocsin.errors import WorldError
from tocsin.world.bodies import body, body_id, heads, splits
from tocsin.world.layers import OURS, Layers
from tocsin.world.names import fits_case, folded, key, plain
from tocsin.world.spans import holds_on
from tocsin.world.types import FULL_STATUSES, Border, Entity, Government, Holder, Membership, Name, Position
from tocsin.world.validate import faults

LONGEST = 160
"""Characters; no name in the files is half as long, and a longer surface is not looked up."""
_GOVERNING = ("government", "de-facto-government", "de-facto-authority", "rival-government")
_Found = tuple[Entity, Name]


class World:
    """What the world files say, as of any day. Immutable once built; build it with `load`.

    Days are `datetime.date`; spans include their start and exclude their end. A method that takes `day=None`
    answers without regard to dates.
    """

    def __init__(self, layers: Layers) -> None:
        self._bodies = layers.bodies
        self._titles = {key(title): kind.kind for kind in layers.bodies.values() for title in kind.titles}
        self._regions, self._region_names = _regions(layers.regions)
        lies_in: dict[str, list[str]] = defaultdict(list)
        for region, states in self._regions.items():
            for state in states:
                lies_in[state].append(region)
        self._entities = {
            identifier: msgspec.structs.replace(entity, region=tuple(lies_in[identifier]))
            if identifier in lies_in
            else entity
            for identifier, entity in layers.entities.items()
        }
        self._memberships = tuple(layers.memberships.values())
        self._by_organisation = _group(self._memberships, "organisation")
        self._by_country = _group(self._memberships, "country")
        self._governments = _group(layers.governments.values(), "country")
        self._governs = _group(layers.governments.values(), "actor")
        self._holders = _group(layers.holders.values(), "place")
        self._positions = layers.positions
        self._refreshed = tuple(layers.refreshed)
        self._borders: dict[str, dict[str, Border]] = defaultdict(dict)
        for (a, b), border in layers.borders.items():
            self._borders[a][b] = border
            self._borders[b][a] = border
        self._exact: dict[str, list[_Found]] = defaultdict(list)
        for entity in self._entities.values():
            for name in entity.names:
                self._exact[key(name.text)].append((entity, name))

    def entity(self, identifier: str) -> Entity | None:
        """The entity with this id, a body by pattern (`KAZ.foreign-ministry`) included."""
        owner, _, kind = identifier.rpartition(".")
        special = self._entities.get(identifier)
        if kind in self._bodies and (state := self._entities.get(owner)) is not None:
            return self._body(state, kind)
        return special

    def entities(self) -> Iterator[Entity]:
        """Every entity that has an entry of its own, bodies by pattern left out."""
        return iter(self._entities.values())

    def find(self, name: str, day: date | None = None) -> tuple[Entity, ...]:
        """The entities that bear exactly this name on that day, best first; several mean that the name is
        ambiguous.

        Demonyms, metonyms and codes count; a leading "the" and typographic variants of apostrophe and hyphen do
        not. Case is ignored, except that codes must be written as they are (`UN`, never "un") and names that are
        also common words need their capital ("Turkey", never "turkey": the list is `data/cased.txt`). A body is
        found by the pattern of its name too ("the Islamic Emirate's Ministry of Defence"), any name behind its own
        country ("Latvian Saeima") or before a possessive ("Turkey's"). Jordan, Chad or Georgia
        are found as states and marked `ambiguous` in their `Name`: whether a person or a federal state is meant,
        the caller's context must tell.
        """
        if len(name) > LONGEST:
            return ()
        found = self._named(name, day) or self._bodies_named(name, day) or self._owned(name, day)
        bare = plain(name)
        return found or (self.find(bare[:-2], day) if bare.endswith("'s") else ())

    def find_normalised(self, name: str, day: date | None = None) -> tuple[Entity, ...]:
        """As `find`, after transliteration to ASCII and without punctuation: `Turkiye`, `Cote dIvoire`."""
        if len(name) > LONGEST:
            return ()
        bearers = self._folded.get(folded(name), ())
        if plain(name)[:1].islower() and any(given.cased for _, given in bearers):
            return ()
        found = [
            entity for entity, given in bearers if fits_case(given, name) and holds_on(given.start, given.end, day)
        ]
        return tuple(dict.fromkeys(found))

    def aliases(self, patterns: bool = True) -> Mapping[str, tuple[tuple[str, Name], ...]]:
        """Every surface form, as written and without article, with the (entity id, name) pairs that bear it.

        Bodies by pattern are spelled out unless `patterns` is false ("Kazakh Foreign Ministry", about 100,000
        forms). Whether a name holds on a day and fits its case is the caller's to ask (`Name.start`, `Name.end`,
        `Name.cased`, sort `code`).
        """
        return self._all_aliases if patterns else self._own_aliases

    def members(
        self, organisation: str, day: date | None, statuses: Sequence[str] = FULL_STATUSES
    ) -> tuple[Membership, ...]:
        """Rows of the organisation with one of the statuses on that day, by country; a frozen member has its
        `member` row too.
        """
        rows = self._by_organisation.get(organisation, ())
        wanted = [row for row in rows if row.status in statuses and holds_on(row.start, row.end, day)]
        return tuple(sorted(wanted, key=lambda row: (row.country, row.start or date.min)))

    def statuses(self, organisation: str, day: date | None) -> tuple[Membership, ...]:
        """Every row of the organisation that holds on that day, whatever its status, by country."""
        rows = [row for row in self._by_organisation.get(organisation, ()) if holds_on(row.start, row.end, day)]
        return tuple(sorted(rows, key=lambda row: (row.country, row.status, row.start or date.min)))

    def memberships_of(self, country: str, day: date | None) -> tuple[Membership, ...]:
        """Every status that the country has in any organisation on that day, by organisation."""
        rows = [row for row in self._by_country.get(country, ()) if holds_on(row.start, row.end, day)]
        return tuple(sorted(rows, key=lambda row: (row.organisation, row.status, row.start or date.min)))

    def alliances_of(self, country: str, day: date | None) -> tuple[Entity, ...]:
        """Organisations and treaties with a pledge in force that day, of which the country is then a full member."""
        ids = dict.fromkeys(
            row.organisation for row in self.memberships_of(country, day) if row.status in FULL_STATUSES
        )
        found = (e for e in map(self._entities.get, ids) if e is not None)
        return tuple(e for e in found if e.pledge is not None and holds_on(e.pledge.start, None, day))

    def governments(self, country: str, day: date | None) -> tuple[Government, ...]:
        """Who governs, rules in fact, holds the UN seat of, or is recognised as governing the country on that day."""
        return tuple(row for row in self._governments.get(country, ()) if holds_on(row.start, row.end, day))

    def governs(self, actor: str, day: date | None) -> tuple[Government, ...]:
        """The rows by which the actor governs a country, in law or in fact, on that day."""
        rows = self._governs.get(actor, ())
        return tuple(row for row in rows if row.relation in _GOVERNING and holds_on(row.start, row.end, day))

    def holders(self, place: str, day: date | None) -> tuple[Holder, ...]:
        """Who holds an office of the state or organisation on that day, as the files have it, by title and start."""
        rows = [row for row in self._holders.get(place, ()) if holds_on(row.start, row.end, day)]
        return tuple(sorted(rows, key=lambda row: (row.title, row.start or date.min, row.name)))

    def all_holders(self) -> Iterator[Holder]:
        """Every row of who held an office, whatever the day."""
        return (row for rows in self._holders.values() for row in rows)

    def positions(self) -> Mapping[str, Position]:
        """Offices that states or organisations have, by name: the titles that each goes by."""
        return MappingProxyType(self._positions)

    def refreshed(self) -> tuple[str, ...]:
        """Ids of the organisations whose members `refresh` asks for."""
        return self._refreshed

    def borders(self, country: str) -> tuple[str, ...]:
        """Ids of the states and territories that share a land border with it, sorted; symmetric."""
        return tuple(sorted(self._borders.get(country, ())))

    def border(self, country: str, neighbour: str) -> Border | None:
        """The land border of two states or territories, given in either order."""
        return self._borders.get(country, {}).get(neighbour)

    def region(self, name: str) -> tuple[str, ...]:
        """Codes of the states in a region ("Central Asia", "the Baltic states", "Sahelian"), or an empty tuple."""
        return self._region_names.get(key(name), ())

    def regions(self) -> Mapping[str, tuple[str, ...]]:
        """Every region by its main name."""
        return MappingProxyType(self._regions)

    def region_names(self) -> Mapping[str, tuple[str, ...]]:
        """Every name and adjective of a region, as a key without case, with the codes of its states."""
        return MappingProxyType(self._region_names)

    def body_titles(self) -> Mapping[str, str]:
        """Titles that bodies go by ("foreign ministry", without case), each with the kind of body it means."""
        return MappingProxyType(self._titles)

    def _named(self, name: str, day: date | None) -> tuple[Entity, ...]:
        found = [
            (given, entity)
            for entity, given in self._exact.get(key(name), ())
            if fits_case(given, name) and holds_on(given.start, given.end, day)
        ]
        if len(found) > 1:
            found.sort(key=lambda pair: _RANK[pair[0].sort])
        return tuple(dict.fromkeys(self._entities[entity.id] for _, entity in found))

    def _bodies_named(self, name: str, day: date | None) -> tuple[Entity, ...]:
        for owner, kind in splits(name, self._titles):
            states = [state for entity in self._named(owner, day) for state in self._owners(entity, day)]
            if states:
                return tuple(dict.fromkeys(self._body(state, kind) for state in states))
        return ()

    def _owned(self, name: str, day: date | None) -> tuple[Entity, ...]:
        """What a name means with its country before it: `Latvian Saeima`, `Libya's Government of National Unity`."""
        for owner, rest in heads(name):
            countries = {entity.country for entity in self._named(owner, day) if entity.standing is not None}
            if countries:
                found = tuple(entity for entity in self._named(rest, day) if entity.country in countries)
                if found:
                    return found
        return ()

    def _owners(self, entity: Entity, day: date | None) -> Iterator[Entity]:
        """The states whose bodies a name's bearer may own: itself, or the country that it governs that day."""
        if entity.standing is not None:
            yield entity
            return
        for row in self.governs(entity.id, day):
            state = self._entities.get(row.country)
            if state is not None:
                yield state

    @lru_cache(maxsize=4096)  # noqa: B019 - a world lives as long as the process
    def _body(self, state: Entity, kind: str) -> Entity:
        return body(state, self._bodies[kind], self._entities.get(body_id(state.id, kind)))

    @cached_property
    def _folded(self) -> Mapping[str, list[_Found]]:
        table: dict[str, list[_Found]] = defaultdict(list)
        for entity in self._entities.values():
            for name in entity.names:
                table[folded(name.text)].append((entity, name))
        return table

    @cached_property
    def _own_aliases(self) -> Mapping[str, tuple[tuple[str, Name], ...]]:
        table: dict[str, list[tuple[str, Name]]] = defaultdict(list)
        for entity in self._entities.values():
            for name in entity.names:
                table[name.text].append((entity.id, name))
        return MappingProxyType({text: tuple(pairs) for text, pairs in table.items()})

    @cached_property
    def _all_aliases(self) -> Mapping[str, tuple[tuple[str, Name], ...]]:
        table = dict(self._own_aliases)
        for entity in self._entities.values():
            if entity.standing in ("state", "disputed"):
                for kind in self._bodies:
                    for name in self._body(entity, kind).names:
                        pair = (body_id(entity.id, kind), name)
                        if key(name.text) in self._exact:
                            continue
                        earlier = table.get(name.text, ())
                        if all(identifier != pair[0] for identifier, _ in earlier):
                            table[name.text] = (*earlier, pair)
        return MappingProxyType(table)


_RANK = {"short": 0, "official": 1, "code": 2, "alias": 3, "demonym": 4, "metonym": 5}


def load(*layers: Path) -> World:
    """The world of our files, with the user's folders laid over them in order.

    The same folders, unchanged, give the same object. A folder with anything wrong in it is not laid at all.

    Raises:
        WorldError: something is wrong, as `validate` finds it: `file:line` and the cure of the first thing, and the
            number of others.
    """
    return _load(tuple((Path(layer), Path(layer).absolute(), _state(Path(layer))) for layer in layers))


_State = tuple[tuple[str, int, int], ...]


def _state(folder: Path) -> _State:
    """What tells whether a folder has changed: its files with their times and sizes."""
    try:
        files = [(path.name, path.stat()) for path in sorted(folder.iterdir())]
    except OSError:
        return ()
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in files)


@lru_cache(maxsize=8)
def _load(folders: tuple[tuple[Path, Path, _State], ...]) -> World:
    given = [folder for folder, _, _ in folders]
    layers = Layers((OURS, *given))
    # What ships is checked by the tests; what a user lays over it, here.
    if problems := faults(layers) if given else layers.rows.problems:
        first = problems[0]
        more = [f"{len(problems) - 1} more: tocsin world check lists them"] if len(problems) > 1 else []
        kept = ["nothing of the folder is used until it is mended"] if given else []
        raise WorldError(first.where, first.what, "; ".join(filter(None, (first.cure, *more, *kept))))
    return World(layers)


def _group(rows: Iterable[msgspec.Struct], column: str) -> dict[str, list]:  # type: ignore[type-arg]
    table: dict[str, list] = defaultdict(list)  # type: ignore[type-arg]
    for row in rows:
        table[getattr(row, column)].append(row)
    return table


def _regions(
    layers: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]],
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    regions = {name: states for name, (states, _) in layers.items()}
    by_name = {key(name): states for name, states in regions.items()}
    for states, aliases in layers.values():
        for alias in aliases:
            by_name.setdefault(key(alias), states)
    return regions, by_name
