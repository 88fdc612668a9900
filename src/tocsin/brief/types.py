"""What a brief is: sections of sentences, and the statements they rest on with their words."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

SectionName = Literal["short", "new", "concerns", "requests", "changes", "voices", "analysts", "unknown"]
SECTIONS: tuple[SectionName, ...] = get_args(SectionName)
"""In the order of the page."""

Part = Literal["", "source", "cue", "content"]


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of the brief.

    Attributes:
        text: Plain text; what it quotes is in `quote`.
        quote: Characters of a document, verbatim, or "".
        rests_on: Keys of the statements it rests on, `<document id>#<statement id>`. Empty only where it reports that
        the
            record holds nothing.
        fact: Where a fact of the world files that it uses comes from, or "".
    """

    text: str
    quote: str = ""
    rests_on: tuple[str, ...] = ()
    fact: str = ""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Sentences about one thing: a concern, a request, a day."""

    title: str = ""
    label: str = ""
    """A word or two beside the title: the status."""
    sentences: tuple[Sentence, ...] = ()


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the brief. A section without groups is printed with its `empty` line."""

    name: SectionName
    title: str
    groups: tuple[Group, ...] = ()
    empty: str = ""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A run of characters of a document, and which part of the statement it is."""

    text: str
    part: Part = ""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One statement in its sentence, with the document it stands in."""

    key: str
    number: int
    speaker: str
    act: str
    time: str
    date: str
    title: str
    publisher: str
    url: str | None
    document: str
    pieces: tuple[Piece, ...]


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A cited text for a reader, as of the end of a day."""

    subject: str
    title: str
    as_of: str
    since: str
    sections: tuple[Section, ...] = ()
    evidence: tuple[Evidence, ...] = ()
