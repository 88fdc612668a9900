"""Corrections made and undone: who is meant, what speaks against it, one row each."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from tocsin.actors.types import Actor
from tocsin.errors import RecordError
from tocsin.record import schema
from tocsin.record.corrections import Correction, Corrections, part_of
from tocsin.record.folding import folded
from tocsin.record.identities import body_of, corrections_on, identities_on
from tocsin.record.queries import actors_named, corrected_actors
from tocsin.world import World, load

_LISTED = 8
_LONGEST_NAME = 200
_LONGEST_NOTE = 4000
_actor = msgspec.json.Decoder(Actor)


def actors_that(connection: Connection, name: str | None) -> list[Actor]:
    """The actors that a name matches, as corrected, by id."""
    rows = connection.execute(actors_named(connection, name))
    plain = [Actor(id=row.id, type=row.type, name=row.name, country=row.country, wikidata=row.wikidata) for row in rows]
    return sorted([*plain, *corrected_actors(connection, name)], key=lambda actor: actor.id)


def actor_of(row: Row[Any]) -> Actor:
    """A row of `actors` as an actor over all documents, without roles."""
    return Actor(id=row.id, type=row.type, name=row.name, country=row.country, wikidata=row.wikidata)


def the_one(connection: Connection, name: str) -> Actor:
    """The actor on record whom an id or a name means.

    Raises:
        RecordError: nobody on record bears the name, or several do: then it lists them.
    """
    found = actors_that(connection, name) if name.strip() else []
    if not found:
        raise RecordError(name or "''", "nobody on record bears this name", "tocsin actors list shows who does")
    for likely in (
        [actor for actor in found if actor.id == name],
        found,
        [actor for actor in found if folded(actor.name) == folded(name)],
    ):
        if len(likely) == 1:
            return likely[0]
    if name not in {actor.id for actor in found}:
        into = identities_on(connection)
        merged = [i.actor for i in into.by_id.values() if any(m == (name, None) for m in i.members)]
        if len(merged) == 1:
            return merged[0]
    shown = "; ".join(shown_briefly(actor) for actor in found[:_LISTED])
    more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    raise RecordError(name, f"may be any of {len(found)}: {shown}{more}", "name one by its id")


def shown_briefly(actor: Actor) -> str:
    """`person:ilze-ozola (Ilze Ozola, LVA)`."""
    return f"{actor.id} ({', '.join(filter(None, (actor.name, actor.country)))})"


def merge(
    connection: Connection,
    name: str,
    other_name: str,
    *,
    who: str,
    why: str,
    now: datetime.datetime,
    force: bool,
    world: World | None = None,
) -> Correction:
    """Makes another actor be one from now on.

    Raises:
        RecordError: one is unknown or ambiguous, they are one already, or they are of two types or states and nobody
            forces it.
    """
    other = the_one(connection, other_name)
    actor = _staying(connection, name, world)
    if actor.id == other.id:
        link = corrections_on(connection).link_between(*_raw(name, other_name, actor))
        told = f" (correction {link.number}, by {link.who})" if link else ""
        raise RecordError(f"{name}, {other_name}", f"are one already: {shown_briefly(actor)}{told}")
    against = []
    if actor.type != other.type:
        against.append(f"a {actor.type} and a {other.type}")
    if actor.country and other.country and actor.country != other.country:
        against.append(f"of {actor.country} and of {other.country}")
    if against and not force:
        raise RecordError(f"{actor.id}, {other.id}", f"are {' and '.join(against)}", "--force merges them all the same")
    return _kept(
        connection,
        Correction(number=0, kind="merge", actor=actor.id, other=other.id, into=actor, who=who, made=_at(now), why=why),
    )


def split(
    connection: Connection,
    name: str,
    *,
    of: str | None,
    documents: Sequence[str],
    part_name: str,
    who: str,
    why: str,
    now: datetime.datetime,
) -> Correction:
    """Makes a part of what is said of an actor that of another, who gets an id of its own.

    Raises:
        RecordError: the actor is unknown or ambiguous, no document names the part, or all do.
    """
    actor = the_one(connection, name)
    if of is None and not documents:
        raise RecordError(actor.id, "nothing says who is split off", "give --of STATE-OR-ORGANISATION or --document ID")
    corrections = corrections_on(connection)
    taken = {actor.id, *(end for c in corrections.all for end in (c.actor, c.other))}
    part = next(f"{actor.id}~{number}" for number in range(2, len(taken) + 3) if f"{actor.id}~{number}" not in taken)
    new = Correction(
        number=0,
        kind="split",
        actor=actor.id,
        other=part,
        text=_line(part_name, "a name", _LONGEST_NAME) if part_name else "",
        of=of,
        documents=tuple(dict.fromkeys(documents)),
        who=who,
        made=_at(now),
        why=why,
    )
    _check_part(connection, corrections, new)
    return _kept(connection, new)


def rename(
    connection: Connection, name: str, new_name: str, *, who: str, why: str, now: datetime.datetime
) -> Correction:
    """Gives an actor another name; it is found by the old ones too.

    Raises:
        RecordError: the actor is unknown or ambiguous, or is named so already.
    """
    actor = the_one(connection, name)
    text = _line(new_name, "a name", _LONGEST_NAME)
    if text == actor.name:
        raise RecordError(actor.id, f"is named {text} already")
    return _kept(
        connection, Correction(number=0, kind="rename", actor=actor.id, text=text, who=who, made=_at(now), why=why)
    )


def note(connection: Connection, name: str, words: str, *, who: str, why: str, now: datetime.datetime) -> Correction:
    """Keeps a note on an actor.

    Raises:
        RecordError: the actor is unknown or ambiguous, or the note is empty.
    """
    actor = the_one(connection, name)
    text = _line(words, "a note", _LONGEST_NOTE)
    return _kept(
        connection, Correction(number=0, kind="note", actor=actor.id, text=text, who=who, made=_at(now), why=why)
    )


def undo(connection: Connection, number: int, *, who: str, why: str, now: datetime.datetime) -> Correction:
    """Takes a correction back; the row stays.

    Raises:
        RecordError: there is no such correction, or it is undone.
    """
    found = [c for c in corrections_on(connection).all if c.number == number]
    if not found:
        raise RecordError(
            f"correction {number}", "there is none of this number", "tocsin actors corrections lists them"
        )
    if found[0].undone:
        raise RecordError(f"correction {number}", f"was undone on {found[0].undone[:10]} by {found[0].undone_by}")
    if not who.strip():
        raise RecordError(f"correction {number}", "nobody signs its undoing", "say who undoes it")
    undone: dict[str, Any] = {"undone": _at(now), "undone_by": who, "undone_why": why}
    table = schema.corrections
    connection.execute(update(table).where(table.c.number == number).values(undone))
    return msgspec.structs.replace(found[0], **undone)


def _staying(connection: Connection, name: str, world: World | None) -> Actor:
    """The actor of the record, or else of the world, whom a name means."""
    try:
        return the_one(connection, name)
    except RecordError:
        entity = (world or load()).entity(name)
        if entity is None:
            raise
    return Actor(id=entity.id, type=entity.type, name=entity.name, country=entity.country, wikidata=entity.wikidata)


def _raw(name: str, other_name: str, actor: Actor) -> tuple[str, str]:
    return (name, actor.id) if name != actor.id else (other_name, actor.id)


def _check_part(connection: Connection, corrections: Corrections, new: Correction) -> None:
    """That some documents that name the actor name the part, and some do not."""
    after = Corrections([*corrections.all, msgspec.structs.replace(new, number=1 << 62)])
    appearances, documents = schema.appearances.c, schema.documents.c
    wanted = (
        select(appearances.actor, appearances.body, documents.id)
        .join_from(schema.appearances, schema.documents, documents.number == appearances.document)
        .where(appearances.actor.in_(corrections.members(new.actor)))
    )
    named: set[str] = set()
    parted: set[str] = set()
    for row in connection.execute(wanted):
        part = part_of(row.id, _actor.decode(row.body))
        if corrections.identity(row.actor, part) == new.actor:
            named.add(row.id)
            if after.identity(row.actor, part) == new.other:
                parted.add(row.id)
    strangers = [document for document in new.documents if document not in named]
    if strangers:
        raise RecordError(new.actor, f"is not in document {strangers[0]}", "tocsin actors show names the documents")
    if not parted:
        raise RecordError(new.actor, f"no document gives it a country or an office of {new.of}", "look at its roles")
    if parted == named:
        raise RecordError(
            new.actor, f"all {len(named)} documents that name it would go to the part", "rename it instead"
        )


def _kept(connection: Connection, new: Correction) -> Correction:
    if not new.who.strip():
        raise RecordError(new.what, "nobody signs it", "say who corrects")
    row = {field: getattr(new, field) for field in ("kind", "actor", "other", "who", "made", "why")}
    result = connection.execute(insert(schema.corrections).values(body=body_of(new), **row))
    assert result.inserted_primary_key is not None
    return msgspec.structs.replace(new, number=int(result.inserted_primary_key[0]))


def _line(words: str, what: str, longest: int) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    if not line:
        raise RecordError(repr(words), f"is empty: no {what.removeprefix('a ')}")
    if len(line) > longest:
        raise RecordError(f"{line[:40]} ...", f"is too long for {what}: {len(line):,} characters, {longest:,} at most")
    return line


def _at(now: datetime.datetime) -> str:
    return now.astimezone(datetime.UTC).isoformat(timespec="seconds")
