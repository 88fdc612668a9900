"""Whom an act is directed at, and whom its content is about: from the mentions in and around the content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin.actors.types import Actor, Mention
from tocsin.documents.types import Span
from tocsin.reading.types import ActName

_ADDRESSED: frozenset[ActName] = frozenset({"demand", "assure", "threaten", "support", "offer", "agree", "refuse"})
"""Acts that are done to whom they are told; for the others the listener is not the target."""

_MOST = 4
_GAP = re.compile(r"[^.!?\n]{0,40}\Z")


def about(mentions: Sequence[Mention], contents: Sequence[Span], speaker: str | None) -> tuple[str, ...]:
    """Ids of the actors named in the content, in text order, each once, the speaker left out."""
    named = dict.fromkeys(m.actor for m in mentions if _inside(m.span, contents))
    named.pop(speaker or "", None)
    return tuple(named)


def addressees(
    text: str, mentions: Sequence[Mention], cue: Sequence[Span], taken: Sequence[Span], actors: dict[str, Actor]
) -> tuple[str, ...]:
    """Ids of those named right after the cue, outside the `taken` spans (source and content): whom it was said to."""
    if not cue:
        return ()
    end = cue[-1][1]
    out: dict[str, None] = {}
    for mention in mentions:
        start = mention.span[0]
        if end <= start <= end + 60 and not _inside(mention.span, taken) and _GAP.fullmatch(text[end:start]):
            if any(end <= low < start for low, _ in taken):
                break
            if actors[mention.actor].type != "medium":
                out[mention.actor] = None
            end = mention.span[1]
    return tuple(out)


def targets(
    act: ActName,
    named: Sequence[str],
    told: Sequence[str],
    actors: dict[str, Actor],
    speaker: str | None,
    beside: Sequence[str] = (),
) -> tuple[str, ...]:
    """Ids of those whom the act is directed at: the ones told, where telling is doing, then those named in the content.

    What is said against or to a ministry or an army is said against or to its state, so this follows it. Actors of the
    speaker's own country come last, since one mostly accuses, asks and warns others. Where the content names nobody,
    the first foreign one `beside` it in the sentence. At most four.
    """
    home = actors[speaker].country if speaker in actors else None
    content = [a for a in named if actors[a].type != "medium"]
    if not told and not content:
        content = [a for a in beside if a != speaker and not (home and actors[a].country == home)][:1]
    aimed = [*(told if act in _ADDRESSED or not content else ()), *content]
    ranked = [a for one in aimed for a in (one, *_state(one, actors)) if a != speaker]
    foreign = [a for a in ranked if not home or actors[a].country != home]
    own = [a for a in ranked if home and actors[a].country == home]
    return tuple(dict.fromkeys([*foreign, *own]))[:_MOST]


def beside(mentions: Sequence[Mention], sentence: Span, taken: Sequence[Span], actors: dict[str, Actor]) -> list[str]:
    """Ids of the actors, media left out, whom a sentence names outside the `taken` spans (source and content)."""
    outside = [m for m in mentions if _inside(m.span, (sentence,)) and not _inside(m.span, taken)]
    return [m.actor for m in outside if actors[m.actor].type != "medium"]


def _state(actor: str, actors: dict[str, Actor]) -> tuple[str, ...]:
    one = actors[actor]
    return (one.country,) if one.type == "government" and one.country in actors else ()


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)
