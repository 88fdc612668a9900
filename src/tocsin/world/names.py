"""How names are written in the files, compared with a text, and folded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date

from tocsin.world.types import Name, NameSort

_WRITTEN = re.compile(r"(?P<text>.*?)(?P<ambiguous>\?)?(?:@(?P<start>[\d-]*)\.\.(?P<end>[\d-]*))?\s*", re.DOTALL)
_SPACE = re.compile(r"\s+")
_ARTICLE = re.compile(r"(?:the|The|THE)\s+(?=\S)")
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_TYPOGRAPHIC = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})


def parse_name(written: str, sort: NameSort, cased: Collection[str] = ()) -> Name:
    """Read one name as the files write it: `text`, then `?` if ambiguous, then `@start..end` if dated.

    `Congo?` is ambiguous, `Nur-Sultan@2019-03-23..2022-09-17` holds between two days. `cased` holds the keys (see
    `key`) of names that count only with their capitals. Raises ValueError where a date is not `YYYY-MM-DD` or
    nothing is left to match.
    """
    match = _WRITTEN.fullmatch(written)
    text = _SPACE.sub(" ", match["text"]).strip() if match else ""
    if match is None or "@" in text or key(text) in ("", "the"):
        raise ValueError(f"{written!r} holds no name")
    return Name(
        text=text,
        sort=sort,
        start=date.fromisoformat(match["start"]) if match["start"] else None,
        end=date.fromisoformat(match["end"]) if match["end"] else None,
        cased=sort != "code" and key(text) in cased,
        ambiguous=match["ambiguous"] is not None,
    )


def plain(surface: str) -> str:
    """The surface without its article, doubled spaces and typographic apostrophes and hyphens; case kept."""
    text = surface if surface.isascii() else unicodedata.normalize("NFC", surface).translate(_TYPOGRAPHIC)
    text = _SPACE.sub(" ", text).strip()
    return _ARTICLE.sub("", text, count=1) if text[:3] in ("the", "The", "THE") and _ARTICLE.match(text) else text


def key(surface: str) -> str:
    """What two spellings of one name share under exact comparison: `plain` without case."""
    return plain(surface).casefold()


def folded(surface: str) -> str:
    """What two spellings share under loose comparison: letters transliterated to ASCII, case and punctuation gone.

    `Côte d’Ivoire` and `Cote d'Ivoire` fold alike, so do `U.S.` and `US`; hyphens become spaces.
    """
    text = surface
    if not text.isascii():
        from anyascii import anyascii  # 0.1 s that only foreign letters need

        text = anyascii(unicodedata.normalize("NFC", text))
    text = text.replace("-", " ").replace("/", " ").replace("&", " and ")
    return key(_PUNCTUATION.sub("", text))


def fits_case(name: Name, surface: str) -> bool:
    """Whether the surface's capitals allow the name: codes letter by letter, cased names from their first letter."""
    bare = plain(surface)
    if name.sort == "code":
        return _letters(bare) == _letters(name.text)
    return not name.cased or not bare[:1].islower()


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
