"""Bodies that every state has: ministries, armies, parliaments, by the pattern of their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from tocsin.world.names import key, plain
from tocsin.world.types import Entity, Name

_OF = re.compile(r"(.+?) (?:of|for) (?:the )?(.+)", re.IGNORECASE)
_OWNERS_NAMES = ("short", "official", "demonym", "code")


class BodyKind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of body: `foreign-ministry`, its plain name, and the titles it goes by ("Ministry of Foreign Affairs", "MFA")."""

    kind: str
    name: str
    titles: tuple[str, ...]


def body_id(owner: str, kind: str) -> str:
    """`RUS.foreign-ministry`."""
    return f"{owner}.{kind}"


def splits(surface: str, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The ways to read a surface as owner and kind of body: `X's TITLE`, `TITLE of X`, `ADJECTIVE TITLE`.

    `titles` maps the key of a title to its kind. Yields (owner's surface, kind), the longest title first; nothing checks yet
    that the owner exists.
    """
    text = plain(surface)
    for mark in ("'s ", "' "):
        owner, found, title = text.partition(mark)
        if found and (kind := titles.get(key(title))):
            yield (owner if mark == "'s " else owner), kind
    position = text.lower().find(" of ")
    while position > 0:
        if kind := titles.get(key(text[:position])):
            yield text[position + 4 :], kind
        position = text.lower().find(" of ", position + 4)
    words = text.split(" ")
    for index in range(1, min(len(words), 8)):
        if kind := titles.get(key(" ".join(words[index:]))):
            yield " ".join(words[:index]), kind


def body(owner: Entity, kind: BodyKind, special: Entity | None) -> Entity:
    """The body of that kind that the owner has: the pattern's names, and those of the special entry where the files have one."""
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
    """The names that the pattern gives: `Russian Foreign Ministry`, `Russia's Foreign Ministry`, `Foreign Ministry of Russia`."""
    for given in owner.names:
        if given.sort not in _OWNERS_NAMES:
            continue
        for title in kind.titles:
            for text in _forms(given, title, owner.name):
                yield Name(text=text, start=given.start, end=given.end, ambiguous=given.ambiguous)


def _forms(given: Name, title: str, owner: str) -> tuple[str, ...]:
    if given.sort == "demonym":
        return (f"{given.text} {title}",)
    if given.sort == "code":
        return (f"{given.text} {title}",) if title[0].isupper() else ()
    possessive = f"{given.text}'" if given.text.endswith("s") else f"{given.text}'s"
    forms = (f"{possessive} {title}",) if given.text == owner else ()
    if title[0].isupper() and " of " not in title or title.startswith(("Ministry", "Department")):
        return (*forms, f"{title} of {given.text}", f"{title} of the {given.text}") if given.sort == "official" else (*forms, f"{title} of {given.text}")
    return forms
