"""Bodies that every state has: ministries, armies, parliaments, by the pattern of their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from tocsin.world.names import key, plain
from tocsin.world.types import Entity, Name


class BodyKind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of body: `foreign-ministry`, its plain name, and the titles it goes by ("Ministry of Foreign Affairs",
    "MFA").
    """

    kind: str
    name: str
    titles: tuple[str, ...]


def body_id(owner: str, kind: str) -> str:
    """`RUS.foreign-ministry`."""
    return f"{owner}.{kind}"


def splits(surface: str, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The ways to read a surface as owner and kind of body: `X's TITLE`, `TITLE of X`, `ADJECTIVE TITLE`.

    `titles` maps the key of a title to its kind. Yields (owner's surface, kind), the longest title first; nothing
    checks yet that the owner exists.
    """
    text = plain(surface)
    for mark in ("'s ", "' "):
        owner, _, title = text.partition(mark)
        if kind := titles.get(key(title)):
            yield owner, kind
    position = text.lower().find(" of ")
    while position > 0:
        if kind := titles.get(key(text[:position])):
            yield text[position + 4 :], kind
        position = text.lower().find(" of ", position + 4)
    words = text.split(" ")
    for index in range(1, min(len(words), 8)):
        if kind := titles.get(key(" ".join(words[index:]))):
            yield " ".join(words[:index]), kind


def heads(surface: str) -> Iterator[tuple[str, str]]:
    """Readings as a country and a name: `Libya's REST`, `Latvian REST`; at most three words of country."""
    text = plain(surface)
    owner, found, rest = text.partition("'s ")
    if found:
        yield owner, rest
    words = text.split(" ")
    for index in range(1, min(len(words), 4)):
        yield " ".join(words[:index]), " ".join(words[index:])


def body(owner: Entity, kind: BodyKind, special: Entity | None) -> Entity:
    """The body of that kind that the owner has: the pattern's names, and those of the special entry where the files
    have one.
    """
    identifier = body_id(owner.id, kind.kind)
    default = Entity(
        id=identifier,
        type="government",
        name=f"{kind.name} of {owner.name}",
        country=owner.country,
        parent=owner.id,
        source="pattern of bodies",
        confidence=owner.confidence,
    )
    entity = special or default
    own = {name.text for name in entity.names}
    patterned = tuple(name for name in names(owner, kind) if name.text not in own)
    return msgspec.structs.replace(entity, names=entity.names + patterned, parent=entity.parent or owner.id)


def names(owner: Entity, kind: BodyKind) -> Iterator[Name]:
    """The names that the pattern gives: `Russian Foreign Ministry`, `Russia's Foreign Ministry`, `Foreign Ministry
    of Russia`.

    Only the commonest forms are spelled out; `splits` reads the others (a capital's, an official name's, other
    titles).
    """
    adjectives = [name for name in owner.names if name.sort == "demonym" and not name.text.endswith("s")][:2]
    codes = [name for name in owner.names if name.sort == "code"][:2]
    short = next((name for name in owner.names if name.sort == "short"), None)
    for title in kind.titles:
        for given in adjectives:
            yield _name(f"{given.text} {title}", given)
        for given in codes:
            yield _name(f"{given.text} {title}", given)
        if short is not None:
            yield _name(f"{short.text}'{'' if short.text.endswith('s') else 's'} {title}", short)
            if title.startswith(("Ministry", "Department", "Embassy", "Office")):
                yield _name(f"{title} of {short.text}", short)


def _name(text: str, given: Name) -> Name:
    return Name(text=text, start=given.start, end=given.end, ambiguous=given.ambiguous)
