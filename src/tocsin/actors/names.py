"""Personal names: keys that meet across spellings, surnames, stable ids."""

from __future__ import annotations

import re
from functools import lru_cache

from tocsin.actors.lexicon import lexicon
from tocsin.actors.tokens import tokenise

PARTICLES = frozenset(
    [
        "al",
        "el",
        "de",
        "da",
        "del",
        "della",
        "di",
        "dos",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "bin",
        "ibn",
        "ben",
        "abu",
        "ab",
        "ould",
        "y",
        "e",
        "st",
    ]
)
SOUNDS = (
    ("shch", "sh"),
    ("dzh", "j"),
    ("tch", "ch"),
    ("tsch", "ch"),
    ("sch", "sh"),
    ("ck", "k"),
    ("ph", "f"),
    ("kh", "h"),
    ("zh", "j"),
    ("ts", "c"),
    ("gh", "g"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("iy", "i"),
    ("yy", "i"),
    ("y", "i"),
    ("j", "i"),
    ("w", "v"),
    ("x", "ks"),
    ("q", "k"),
    ("z", "s"),
)
DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """A folded name as it sounds, so that transliterations meet: `shoigu`, `shoygu`; `zelensky`, `zelenskyy`."""
    w = word
    for old, new in SOUNDS:
        w = w.replace(old, new)
    return DOUBLE.sub(r"\1", w)


def parts(name: str) -> tuple[str, ...]:
    """The folded words of a name, without honorifics and single initials: `Mr Joseph R. Biden` gives joseph, biden."""
    low = tokenise(name).low
    titles = lexicon().titles
    kept = [w for w in low if not (w in titles and titles[w].office in ("honorific", "monarch"))]
    kept = kept or low
    return tuple(w for w in kept if len(w) > 1) or tuple(kept)


def key(name: str) -> tuple[str, ...]:
    """`parts` as they sound, hyphens opened and particles dropped: equal for spellings of one name."""
    out = [sound(p) for w in parts(name) for p in w.split("-") if p not in PARTICLES]
    return tuple(out) or tuple(sound(w) for w in parts(name))


def surname(name: str) -> str:
    """The last part of a name as it sounds."""
    k = key(name)
    return k[-1] if k else ""


def slug(text: str) -> str:
    """A name as an id: folded words joined by hyphens."""
    return "-".join(w for w in tokenise(text).low if w) or "unnamed"


def person_id(name: str) -> str:
    """The id of a learnt person, one for every document that spells the name so."""
    return "person:" + "-".join(parts(name))


def same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two keys can be one person: equal last part, and the shorter's parts all among the longer's, or a first name
    shortened (`joe`, `joseph`)."""
    if not a or not b:
        return False
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if set(short) <= set(long):
        return True
    return short[-1] == long[-1] and len(short) > 1 and short[0][:2] == long[0][:2] and _near(short[0], long[0])


def _near(a: str, b: str) -> bool:
    if a.startswith(b) or b.startswith(a):
        return True
    from rapidfuzz.distance import JaroWinkler

    return bool(JaroWinkler.similarity(a, b) >= 0.86)
