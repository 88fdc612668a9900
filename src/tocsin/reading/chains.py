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
_BEFORE = re.compile(
    r"(?:told|tell(?:s|ing)?|to|with|by|on|in|citing|cited|quot(?:ed|ing)|according to|via|through|from|for)"
    r"(?:\s+(?:the|a|an|its|state-run|state|news|agency|broadcaster|channel|network|newspaper|daily|platform|outlet"
    r"|site|website|local|social|media|TV|television|radio|[A-Z][\w’'-]*)){0,5}\s*\Z"
)


def carriers(
    text: str, sentence: Span, source: Sequence[Span], contents: Sequence[Span], media: Sequence[tuple[Mention, Actor]]
) -> tuple[Carrier, ...]:
    """Media and platforms that carried a statement, in text order, each once.

    `sentence` holds the cue, `contents` are the spans of what was said (a medium named there is what is talked about),
    and `media` are the mentions of media in that sentence. A medium in front of its own correspondent ("Agency's X
    said") carries what the correspondent says.
    """
    found: list[tuple[int, Carrier]] = []
    for mention, actor in media:
        start, end = mention.span
        if _inside(mention.span, contents):
            continue
        holding = [span for span in source if _inside(mention.span, (span,))]
        owns = holding and _OWN_PEOPLE.match(text, end)
        heads = any(span[0] == start for span in holding)
        led = not heads and _BEFORE.search(text[max(sentence[0], start - 60) : start])
        if owns or led:
            found.append((start, Carrier(actor=actor.id, text=text[start:end])))
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


def is_citing(cue: str) -> bool:
    """Whether a cue names whom its clause's speaker cites: "citing", "quoting", "quoted"."""
    return _CITING.fullmatch(cue.strip()) is not None


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


@cache
def _platform() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(word_list("platforms.txt"), key=len, reverse=True))
    return re.compile(
        rf"\b(?:on|via|to)(?: (?:the|his|her|its|their|social|media|messaging|platform|app|channel|site|account))* "
        rf"(?P<name>(?i:{names}))(?![\w’'-])"
    )
