"""Personal names: keys that meet across spellings, surnames, stable ids."""

from __future__ import annotations

import re
from functools import lru_cache

from tocsin.actors.lexicon import lexicon, word_set
from tocsin.actors.tokens import tokenise

PARTICLES = word_set("names particles")
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
SPELLING = 0.75
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
    nicknames = lexicon().nicknames
    found = [p for w in parts(name) for p in w.split("-") if p not in PARTICLES]
    out = [sound(nicknames.get(p, p) if i == 0 and len(found) > 1 else p) for i, p in enumerate(found)]
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
    """Whether two keys can be one person's: the shorter's parts all among the longer's, or equal surnames and first
    names that differ by a letter or two (`ismail`, `esmail`)."""
    if not a or not b:
        return False
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if set(short) <= set(long):
        return True
    return len(short) > 1 and short[-1] == long[-1] and _near(short[0], long[0])


def _near(a: str, b: str) -> bool:
    if len(a) < 4 or len(b) < 4:
        return False
    from rapidfuzz.distance import DamerauLevenshtein

    return bool(DamerauLevenshtein.normalized_similarity(a, b) >= SPELLING)
