"""The lists of words that the register goes by, from its data files."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from tocsin.errors import TocsinError
from tocsin.register.types import REQUEST_KINDS, RequestKind


class WordsError(TocsinError):
    """A list of words that is missing or is not a list of texts."""


def phrase(words: str) -> str:
    """The pattern of one line of a list: a trailing `*` allows any ending, a space any white space."""
    parts = [re.escape(part.removesuffix("*")) + (r"\w*" if part.endswith("*") else "") for part in words.split()]
    return r"\s+".join(parts)


class WordList(msgspec.Struct, frozen=True):
    """One list, matched at word boundaries without case."""

    name: str
    lines: tuple[str, ...]

    def found(self, text: str) -> bool:
        """Whether the text holds one of the words."""
        return _compiled(self.lines, "anywhere").search(text) is not None

    def ends(self, text: str) -> re.Match[str] | None:
        """The words right at the end of the text, articles and possessives aside ("threat to the |")."""
        return _compiled(self.lines, "end").search(text)

    def starts(self, text: str) -> re.Match[str] | None:
        """The words at the beginning of the text, after at most two other words ("'s eastern |border")."""
        return _compiled(self.lines, "start").match(text)

    def follows(self, text: str) -> re.Match[str] | None:
        """The words right at the beginning of the text."""
        return _compiled(self.lines, "next").match(text)


_FILL = "the|a|an|its|their|our|his|her|all|both|new|neighbouring|neighboring|member|states|of|territory"
"""What may stand between a word and the name that it governs."""


@cache
def _compiled(lines: tuple[str, ...], where: str) -> re.Pattern[str]:
    body = "|".join(phrase(line) for line in sorted(lines, key=len, reverse=True))
    if where == "end":
        return re.compile(rf"\b(?:{body})(?:\s+(?:{_FILL})){{0,3}}\s*$", re.IGNORECASE)
    if where == "next":
        return re.compile(rf"\s+(?:{body})\b", re.IGNORECASE)
    if where == "start":
        return re.compile(rf"(?:['’]s?)?(?:\s+[\w-]+){{0,2}}?\s+(?:{body})\b", re.IGNORECASE)
    return re.compile(rf"\b(?:{body})\b", re.IGNORECASE)


def _load(file: str) -> dict[str, Any]:
    import yaml

    raw = yaml.safe_load((resources.files("tocsin.register") / "data" / file).read_text(encoding="utf-8"))
    if not isinstance(raw, dict):
        raise WordsError(file, "does not hold lists by name", "restore the file from the package")
    return raw


def _listed(file: str, name: str, raw: object) -> WordList:
    if not isinstance(raw, list) or not all(isinstance(line, str) for line in raw):
        raise WordsError(f"{file}: {name}", "is not a list of words", "put quotes round words such as no and yes")
    return WordList(name, tuple(raw))


@cache
def words() -> dict[str, WordList]:
    """The lists of `words.yaml` by name. Raises `WordsError`."""
    return {name: _listed("words.yaml", name, raw) for name, raw in _load("words.yaml").items()}


@cache
def kinds() -> dict[RequestKind, WordList]:
    """What requests are about: a list of words for each kind, in the order of `REQUEST_KINDS`. Raises `WordsError`."""
    raw = _load("requests.yaml")["kinds"]
    return {kind: _listed("requests.yaml", kind, raw.get(kind)) for kind in REQUEST_KINDS if kind in raw}


@cache
def asking() -> dict[str, WordList]:
    """The other lists of `requests.yaml` by name. Raises `WordsError`."""
    return {
        name: _listed("requests.yaml", name, raw) for name, raw in _load("requests.yaml").items() if name != "kinds"
    }
