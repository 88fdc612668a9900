"""Acts that words settle where the reader wavers: a harm announced, an apology, a claim taken back or called a lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tocsin.reading.types import ACTS, ActName

_SEEN = 200
"""Characters of the content that are looked at: what comes later is seldom what a statement does."""
_LINE = re.compile(r"(?P<mistaken>[\w ]+) > (?P<act>\w+) (?P<part>cue|content|both): (?P<pattern>.+)")


@dataclass(frozen=True, slots=True)
class _Rule:
    mistaken: frozenset[str]
    act: ActName
    part: str
    pattern: re.Pattern[str]


def worded(act: ActName, cue: str, content: str) -> ActName:
    """The act that `data/act_words.txt` reads in cue and content where it is often mistaken for `act`, else `act`."""
    parts = {"cue": cue, "content": content[:_SEEN]}
    parts["both"] = f"{cue} {parts['content']}"
    for rule in _rules():
        if act in rule.mistaken and rule.pattern.search(parts[rule.part]):
            return rule.act
    return act


@cache
def _rules() -> tuple[_Rule, ...]:
    raw = files("tocsin.reading").joinpath("data", "act_words.txt").read_text("utf-8").splitlines()
    acts: dict[str, ActName] = {name: name for name in ACTS}
    rules = []
    for line in raw:
        if found := _LINE.fullmatch(line):
            pattern = re.compile(rf"(?<![\w’'-])(?:{found['pattern']})(?!\w)", re.IGNORECASE)
            rules.append(_Rule(frozenset(found["mistaken"].split()), acts[found["act"]], found["part"], pattern))
    return tuple(rules)
