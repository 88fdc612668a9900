"""Standing concerns in sentences: who raised them, who holds them, which answer they met, who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tocsin.brief.evidence import quotation
from tocsin.brief.material import Material
from tocsin.brief.types import Group, Sentence
from tocsin.brief.wording import (
    ANSWERED,
    PERFECT,
    VOICED,
    articled,
    counted,
    day_words,
    days_since,
    listed,
    speaker_of,
    with_people,
)
from tocsin.record.types import Entry
from tocsin.register import Concern, Raising

_SHOWN = 8
"""Most voices, most answers and most links in one sentence."""

STATUS = {"open": "no answer on record", "answered": "answered", "silent": "unanswered", "closed": "closed"}


def concern_groups(material: Material) -> tuple[Group, ...]:
    """A group for each concern, the one changed last first."""
    ordered = sorted(material.concerns, key=lambda concern: (concern.last_change or "", concern.id), reverse=True)
    return tuple(
        Group(title=concern.title, label=STATUS[concern.status], sentences=tuple(_told(concern, material)))
        for concern in ordered
    )


def _told(concern: Concern, material: Material) -> Iterator[Sentence]:
    yield from _raised(concern, material)
    yield from _words(concern, material)
    yield from _shared(concern, material)
    yield from _common(concern, material)
    yield from _answers(concern, material)
    yield from _silences(concern, material)


def _raised(concern: Concern, material: Material) -> Iterator[Sentence]:
    by_party: dict[tuple[str, str], list[Raising]] = {}
    for raising in concern.raised:
        act = material.act(raising.statement, VOICED)
        party = material.party(raising.actor, raising.statement)
        kind = "past" if raising.time == "past" else "threaten" if act and act.act == "threaten" else "now"
        by_party.setdefault((kind, party), []).append(raising)
    rank = {"now": 0, "past": 1, "threaten": 2}
    ordered = sorted(by_party.items(), key=lambda item: (rank[item[0][0]], item[1][0].date or "", item[0][1]))
    for (kind, party), raisings in ordered[:_SHOWN]:
        keys = _keys(raising.statement for raising in raisings)
        people = [material.name(raising.actor) for raising in raisings if raising.actor != party]
        who = with_people(material.name(party), people)
        days = sorted({raising.date for raising in raisings if raising.date})
        if kind == "past":
            when = f"on {day_words(days[0])}" if days else "earlier; no day is given"
            yield Sentence(text=f"{who} had raised it {when}.", rests_on=keys)
            continue
        verb = "threatened" if kind == "threaten" else "raised it"
        times = f" in {len(keys)} statements" if len(keys) > 1 else ""
        first, last = day_words(days[0] if days else None), day_words(days[-1] if days else None)
        when = f"on {first}" if first == last else f"first on {first}, last on {last}"
        comma = "," if times else ""
        yield Sentence(text=f"{who} {verb}{times}{comma} {when}.", rests_on=keys)
    if len(ordered) > _SHOWN:
        rest = ordered[_SHOWN:]
        names = listed([material.name(party) for (_, party), _ in rest])
        yield Sentence(text=f"{names} raised it too.", rests_on=_keys(r.statement for _, rs in rest for r in rs))


def _words(concern: Concern, material: Material) -> Iterator[Sentence]:
    entry = material.entries[_latest(concern)]
    quote = quotation(entry)
    if quote:
        text = f"Last raised on {day_words(entry.day)} in these words ({speaker_of(entry, material.world)}):"
        yield Sentence(text=text, quote=quote, rests_on=(entry.key,))


def _shared(concern: Concern, material: Material) -> Iterator[Sentence]:
    raisers = {raising.actor for raising in concern.raised}
    parties = {material.party(raising.actor, raising.statement) for raising in concern.raised}
    others = [
        actor
        for actor in concern.held_by
        if actor not in raisers and actor not in parties and material.world.entity(actor) is not None
    ]
    if others:
        share = "shares" if len(others) == 1 else "share"
        keys = _keys(raising.statement for raising in concern.raised)
        yield Sentence(
            text=f"By what was said, {listed([material.name(a) for a in others])} {share} the concern.", rests_on=keys
        )


def _common(concern: Concern, material: Material) -> Iterator[Sentence]:
    keys = _keys((concern.raised[0].statement, _latest(concern)))
    for common in concern.common_to:
        inside = [code for code in concern.endangers if code in common.members]
        one = "a member" if len(inside) == 1 else "members"
        members = (
            f"its members {listed([material.name(code) for code in common.members])}"
            if len(common.members) <= 12
            else f"all its {len(common.members)} members"
        )
        entity = material.world.entity(common.alliance)
        source = entity.pledge.source if entity and entity.pledge else ""
        alliance = articled(material.name(common.alliance))
        yield Sentence(
            text=f"It endangers {listed([material.name(code) for code in inside])}, {one} of {alliance}, "
            f"and so is common to {members} on {day_words(common.as_of)}.",
            rests_on=keys,
            fact="members: world files",
        )
        yield Sentence(
            text=f"The basis is the {common.basis}",
            rests_on=keys,
            fact=f"world files: {source}" if source else "world files",
        )
        if common.notes:
            yield Sentence(text=f"{listed(list(common.notes))}.", rests_on=keys, fact="world files")


def _answers(concern: Concern, material: Material) -> Iterator[Sentence]:
    answered: dict[tuple[str, str, bool], list[tuple[str | None, str]]] = {}
    for answer in concern.answers:
        party = material.party(answer.actor, answer.statement)
        answered.setdefault((party, answer.act, answer.time == "past"), []).append((answer.date, answer.statement))
    for (party, act, past), found in answered.items():
        days = list(dict.fromkeys(day_words(day) for day, _ in sorted(found, key=lambda item: item[0] or "") if day))
        keys = _keys(key for _, key in found)
        speakers = (material.entries[key].statement.source.actor or party for key in keys)
        who = with_people(material.name(party), (material.name(one) for one in speakers if one != party))
        verb = ANSWERED[act]  # type: ignore[index]
        if past:
            when = f" on {listed(days)}" if days else ""
            told = listed([day_words(day) for day in sorted({material.entries[key].day for key in keys})], 4)
            yield Sentence(
                text=f"{who} had {PERFECT.get(verb, verb)} earlier{when}, as recalled on {told}.", rests_on=keys
            )
        else:
            yield Sentence(text=f"{who} {verb} on {listed(days, 6)}.", rests_on=keys)
    if concern.standing:
        latest = [answer for answer in concern.answers if answer.act == concern.standing][-1]
        quote = quotation(material.entries[latest.statement])
        if quote:
            yield Sentence(
                text="The answer that stands, in the words on record:", quote=quote, rests_on=(latest.statement,)
            )
    if not concern.answers:
        yield Sentence(text="No answer on record.", rests_on=_keys(raising.statement for raising in concern.raised))


def _silences(concern: Concern, material: Material) -> Iterator[Sentence]:
    reports = silences(concern, material)
    for silence in concern.silent:
        length = days_since(silence.since, material.as_of)
        name = material.name(silence.actor)
        since = f"since {day_words(silence.since)}{length}"
        if silence.reported:
            keys = _keys(entry.key for entry in reports if entry.statement.source.actor == silence.actor)
            yield Sentence(text=f"{name} is reported silent {since}.", rests_on=keys or (_latest(concern),))
        elif concern.answers:
            yield Sentence(text=f"{name} has not answered what was raised {since}.", rests_on=(_latest(concern),))


def silences(concern: Concern, material: Material) -> list[Entry]:
    """Reports of the silences that stand, in the order of the record."""
    since = {silence.actor: silence.since or "" for silence in concern.silent if silence.reported}
    return [
        entry
        for key, entry in material.entries.items()
        if (entry.statement.source.actor or "") in since
        and entry.day[:10] >= since[entry.statement.source.actor or ""]
        and material.act(key, ("silent",)) is not None
    ]


def _latest(concern: Concern) -> str:
    return max(concern.raised, key=lambda raising: (raising.date or "", raising.statement)).statement


def _keys(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def short_groups(material: Material) -> tuple[Group, ...]:
    """The state of things in one or two sentences."""
    sentences = []
    if material.concerns:
        silent = sum(concern.status == "silent" for concern in material.concerns)
        bare = sum(concern.status == "open" for concern in material.concerns)
        text = f"{counted(len(material.concerns), 'concern')} on record"
        text += f", {silent} met with silence" if silent else ""
        text += f", {bare} without any answer on record" if bare else ""
        sentences.append(Sentence(text=text + ".", rests_on=_keys(_latest(concern) for concern in material.concerns)))
    waiting = [request for request in material.requests if request.status.startswith("waiting")]
    if material.requests:
        text = f"{counted(len(material.requests), 'request')} on record, {len(waiting) or 'none'} waiting."
        sentences.append(Sentence(text=text, rests_on=_keys(request.statements[-1] for request in material.requests)))
    return (Group(sentences=tuple(sentences)),) if sentences else ()
