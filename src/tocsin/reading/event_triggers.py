"""Words that report events: the lexicon of `data/event_triggers.txt` with its inflections, as an index."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

Frame = Literal["so", "s", "with", "os"]
Sort = Literal["v", "n"]

CATEGORIES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
"""The categories of PLOVER (Halterman et al. 2023), from the most cooperative to the most hostile."""

SPOKEN = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Categories that are mostly done by words, which the acts of statements already code."""

_GAP = 4
_STOPS = frozenset(',;:()"“”.!?–—') | {"that", "who", "which", "but", "while"}
_VOWEL_END = re.compile(r"[^aeiou][aeiou][bdgmnprt]\Z")


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry: its words after the first as (forms, whether others may stand before them)."""

    event: str
    mode: str | None
    frame: Frame
    certainty: float
    sort: Sort
    rest: tuple[tuple[frozenset[str], bool], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger at words `[first, last)`; `form` is how its first word is inflected."""

    trigger: Trigger
    first: int
    last: int
    form: str


def lines(name: str) -> list[str]:
    """The lines of a data file without comments."""
    raw = files("tocsin.reading").joinpath("data", name).read_text("utf-8").splitlines()
    return [line.strip() for line in raw if line.strip() and not line.startswith("#")]


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the sets of `event_words.txt`.

    Raises:
        KeyError: no set has this name.
    """
    return _word_sets()[name]


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    parts = (line.partition(": ") for line in lines("event_words.txt"))
    return {name: frozenset(entry.strip() for entry in rest.split(",")) for name, _, rest in parts}


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    table = {}
    for line in lines("event_irregular.txt"):
        base, _, rest = line.partition(": ")
        past, participle = rest.split()
        table[base] = (past, participle)
    return table


def inflections(verb: str) -> dict[str, str]:
    """The forms of a verb, each with what it can be: base, s, ing, past, participle or both (`ed`)."""
    forms = {verb: "base"}
    forms[_with_s(verb)] = "s"
    if verb in _irregular():
        past, participle = _irregular()[verb]
        stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) else verb
        doubled = past.endswith(verb[-1] * 2 + "ed") or (
            _VOWEL_END.search(verb) and (len(verb) <= 4 or verb in _STRESSED)
        )
        forms[(stem + verb[-1] if doubled else stem) + "ing"] = "ing"
        forms[past] = "ed" if past == participle else "past"
        forms.setdefault(participle, "participle")
        return forms
    if verb.endswith("e"):
        forms[verb + "d"] = "ed"
        forms[(verb[:-1] if not verb.endswith("ee") else verb) + "ing"] = "ing"
    elif verb.endswith("y") and verb[-2:-1] not in "aeiou":
        forms[verb[:-1] + "ied"] = "ed"
        forms[verb + "ing"] = "ing"
    else:
        stem = verb + verb[-1] if _VOWEL_END.search(verb) and len(verb) <= 4 else verb
        forms[stem + "ed"] = "ed"
        forms[stem + "ing"] = "ing"
    return forms


_STRESSED = frozenset({"begin", "overrun"})


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) or word == "go":
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


@cache
def index() -> dict[str, tuple[tuple[Trigger, str], ...]]:
    """Every trigger by the forms of its first word, with which form it is, longest first."""
    found: dict[str, list[tuple[Trigger, str]]] = {}
    for line in lines("event_triggers.txt"):
        head, _, entries = line.partition(": ")
        event, mode, frame, certainty, sort = head.split()
        for entry in entries.split(","):
            for trigger, form, word in _entry(entry.split(), event, mode, frame, float(certainty), sort):
                found.setdefault(word, []).append((trigger, form))
    return {word: tuple(sorted(own, key=lambda one: -len(one[0].rest))) for word, own in found.items()}


def _entry(
    words: Sequence[str], event: str, mode: str, frame: str, certainty: float, sort: str
) -> list[tuple[Trigger, str, str]]:
    rest: list[tuple[frozenset[str], bool]] = []
    gap = False
    for number, word in enumerate(words[1:], 1):
        if word == "...":
            gap = True
            continue
        last = number == len(words) - 1
        rest.append((frozenset({word, _with_s(word)} if last else {word}), gap))
        gap = False
    trigger = Trigger(
        event, None if mode == "-" else mode, cast(Frame, frame), certainty, cast(Sort, sort), tuple(rest)
    )
    first = words[0]
    if sort == "v":
        return [(trigger, form, word) for word, form in inflections(first).items()]
    if rest:
        return [(trigger, "noun", first)]
    return [(trigger, "noun", first), (trigger, "noun", _with_s(first))]


def matches(words: Sequence[str]) -> list[Match]:
    """The triggers in the lower-case words of one sentence, from left to right, the longest first at each word."""
    table = index()
    found = []
    for at, word in enumerate(words):
        for trigger, form in table.get(word, ()):
            last = _reach(trigger, words, at)
            if last:
                found.append(Match(trigger, at, last, form))
    return found


def _reach(trigger: Trigger, words: Sequence[str], at: int) -> int:
    """The word after the trigger's last, 0 where it does not stand here."""
    at += 1
    for forms, gap in trigger.rest:
        for ahead in range(at, min(len(words), at + (_GAP + 1 if gap else 1))):
            if words[ahead] in forms:
                at = ahead + 1
                break
            if words[ahead] in _STOPS:
                return 0
        else:
            return 0
    return at


@cache
def light_forms() -> dict[str, str]:
    """The forms of the light verbs that only carry a noun ("carried out", "held"), with which form each is."""
    return {word: form for verb in word_set("light") for word, form in inflections(verb.split()[0]).items()}


@cache
def governing_forms(name: str) -> frozenset[str]:
    """Every form of the verbs of a set of `event_words.txt`."""
    return frozenset(form for verb in word_set(name) for form in inflections(verb))


@cache
def verb_nouns() -> frozenset[str]:
    """Words that are the base or third person of a trigger verb and a trigger noun too ("attack", "protests")."""
    return frozenset(
        word
        for word, own in index().items()
        if {trigger.sort for trigger, form in own if not trigger.rest or trigger.sort == "n"} == {"v", "n"}
    )
