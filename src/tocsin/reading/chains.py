"""The chain through which a statement reached the document: told to an outlet, quoted by one, posted on a platform."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tocsin.actors.types import Actor, Mention
from tocsin.documents.types import Span
from tocsin.reading.sentences import word_list
from tocsin.reading.types import Carrier

_OWN_PEOPLE = re.compile(r"['’]s?\s|\s+(?:correspondent|reporter|journalist|editor)\b")
_CITING = re.compile(r"(?:while )?(?:citing|cited|quoting|quoted)(?: \w+){0,2}", re.IGNORECASE)
_QUOTES = re.compile(r"(?:has |have |had )?(?:quot|cit)(?:ed|es|e)", re.IGNORECASE)
_QUOTED = re.compile(r"(?:as )?(?:saying|telling(?: \w+)?)", re.IGNORECASE)
_NAME = (
    r"(?P<name>(?:the |The )?[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|\d{1,2}\b)){0,4}"
    r"|(?:state|local|public|national) (?:radio|television|TV|media))"
)
_GIVEN_TO = re.compile(
    r"\b(?:[Ii]nterviews?|[Ii]nterviewed|[Cc]omments|[Rr]emarks|[Oo]p-ed|[Cc]olumn|[Ss]tatements?|[Aa]rticles?)"
    r"(?: (?:with|to|for|in|by|on|given|published|broadcast|aired|carried|run|quoted|cited|relayed|airing)){1,3}"
    r"(?: (?:the|a|an|[a-z]+-?[a-z]*)){0,3}? " + _NAME
)
"""An outlet by what it does: what is given to it or carried by it."""
_KIND = re.compile(r" [a-z]+")
_TOLD = re.compile(r"\b(?:told|telling|spoke to|speaking to|Speaking to)(?: the)? " + _NAME)
_OUTLET_FIRST = re.compile(r"(?:the |The |a |A )?(?:[\w-]+ ){0,2}?(?P<kind>[a-z]+) [A-Z]")
_BEFORE = re.compile(
    r"(?:told|tell(?:s|ing)?|to|with|by|on|in|citing|cited|quot(?:ed|ing)|according to|via|through|from|for)"
    r"(?:\s+(?:the|a|an|its|state-run|state|news|agency|broadcaster|channel|network|newspaper|daily|platform|outlet"
    r"|site|website|local|social|media|TV|television|radio|[A-Z][\w’'-]*)){0,5}\s*\Z"
)


def carriers(
    text: str,
    sentence: Span,
    source: Sequence[Span],
    contents: Sequence[Span],
    mentions: Sequence[tuple[Mention, Actor]],
) -> tuple[Carrier, ...]:
    """Media and platforms that carried a statement, in text order, each once.

    `sentence` holds the cue, `contents` are the spans of what was said (a medium named there is what is talked about),
    and `mentions` are those of that sentence with their actors. A medium in front of its own correspondent ("Agency's X
    said") carries what the correspondent says. Outlets that nobody knows are known by what they do: "in an interview
    with X", "a statement carried by X", "told X Radio".
    """
    found: list[tuple[int, Carrier]] = []
    for mention, actor in mentions:
        if not is_medium(actor):
            continue
        start, end = mention.span
        if _inside(mention.span, contents):
            continue
        holding = [span for span in source if _inside(mention.span, (span,))]
        owns = holding and _OWN_PEOPLE.match(text, end)
        heads = any(span[0] == start for span in holding)
        led = not heads and _BEFORE.search(text[max(sentence[0], start - 60) : start])
        if owns or led:
            found.append((start, Carrier(actor=actor.id, text=text[start:end])))
    for match in (*_GIVEN_TO.finditer(text, *sentence), *_TOLD.finditer(text, *sentence)):
        span = match.span("name")
        named = [actor for mention, actor in mentions if span[0] < mention.span[1] and mention.span[0] < span[1]]
        asked = match[0].lower().startswith("interview") and not _inside(span, source)
        new = [actor for actor in named if actor.id.startswith("org:") or (asked and actor.type == "person")]
        followed = text[span[0] : span[1]] + (after[0] if (after := _KIND.match(text, span[1])) else "")
        if (
            not _inside(span, contents)
            and (match.re is _GIVEN_TO or is_outlet(match["name"]) or is_outlet(followed))
            and len(new) == len(named)
        ):
            outlet = next((actor.id for actor in new if actor.type != "person"), None)
            found.append((span[0], Carrier(actor=outlet, text=match["name"].removeprefix("the "))))
    for match in _platform().finditer(text, *sentence):
        if not _inside(match.span("name"), contents):
            found.append((match.start("name"), Carrier(text=match["name"])))
    out: dict[str, Carrier] = {}
    for _, carrier in sorted(found, key=lambda pair: pair[0]):
        out.setdefault(carrier.actor or carrier.text.lower(), carrier)
    return tuple(out.values())


def is_medium(actor: Actor) -> bool:
    """Whether an actor is an outlet: known as one, or new and named like one (`data/media_words.txt`)."""
    if actor.type == "medium":
        return True
    words = actor.name.lower().split()
    return (
        actor.type == "organisation"
        and actor.id.startswith("org:")
        and not word_list("media_words.txt").isdisjoint(words)
    )


def is_outlet(words: str) -> bool:
    """Whether words name outlets by kind: "local media in X", "the state-run Y agency", "the X Chronicle"."""
    kinds = word_list("outlet_words.txt")
    head = re.split(r"[,(]| (?:in|of|from|near|close|and|on|based) ", words, maxsplit=1)[0].split()
    if not head or _OWN_PEOPLE.search(words):
        return False
    first = _OUTLET_FIRST.match(words)
    return head[-1].lower() in kinds | word_list("media_words.txt") or (first is not None and first["kind"] in kinds)


def is_citing(cue: str) -> bool:
    """Whether a cue names whom its clause's speaker cites: "citing", "quoting", "quoted"."""
    return _CITING.fullmatch(cue.strip()) is not None


def quotes(cue: str) -> bool:
    """Whether a cue is the first half of "quoted B as saying"."""
    return _QUOTES.fullmatch(cue.strip()) is not None


def is_quoted(cue: str) -> bool:
    """Whether a cue is the second half of "quoted B as saying"."""
    return _QUOTED.fullmatch(cue.strip()) is not None


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


@cache
def _platform() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(word_list("platforms.txt"), key=len, reverse=True))
    return re.compile(
        rf"\b(?:on|via|to)(?: (?:the|his|her|its|their|social|media|messaging|platform|app|channel|site|account))* "
        rf"(?P<name>(?i:{names}))(?![\w’'-])"
    )
