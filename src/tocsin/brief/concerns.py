"""Standing concerns in sentences: who raised them, who holds them, which answer they met, who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tocsin.brief.material import Material
from tocsin.brief.types import Group, Sentence
from tocsin.brief.wording import ANSWERED, VOICED, counted, day_words, days_since, listed
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
        people = dict.fromkeys(material.name(raising.actor) for raising in raisings if raising.actor != party)
        by = f" through {listed(list(people), 4)}" if people else ""
        days = sorted({raising.date for raising in raisings if raising.date})
        name = material.name(party)
        if kind == "past":
            when = f"on {day_words(days[0])}" if days else "earlier, on a day not given"
            yield Sentence(text=f"{name} had raised it {when}{by}.", rests_on=keys)
            continue
        verb = "threatened" if kind == "threaten" else "raised it"
        times = "" if len(keys) == 1 else " twice" if len(keys) == 2 else f" {len(keys)} times"
        first, last = day_words(days[0] if days else None), day_words(days[-1] if days else None)
        when = f"on {first}" if first == last else f"first on {first}, last on {last}"
        yield Sentence(text=f"{name} {verb}{times}, {when}{by}.", rests_on=keys)
    if len(ordered) > _SHOWN:
        rest = ordered[_SHOWN:]
        names = listed([material.name(party) for (_, party), _ in rest])
        yield Sentence(text=f"{names} raised it too.", rests_on=_keys(r.statement for _, rs in rest for r in rs))


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
    keys = _keys(raising.statement for raising in concern.raised)
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
        yield Sentence(
            text=f"It endangers {listed([material.name(code) for code in inside])}, {one} of "
            f"{material.name(common.alliance)}, and so on {day_words(common.as_of)} is common to {members} "
            f"({common.basis.rstrip('.')}).",
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
        verb = ANSWERED[act]  # type: ignore[index]
        if past:
            told = f"by a report of {day_words(material.entries[keys[0]].day)}"
            when = f"on {listed(days)}" if days else "before, on a day not given"
            yield Sentence(text=f"{material.name(party)} {verb} {when} ({told}).", rests_on=keys)
        else:
            yield Sentence(text=f"{material.name(party)} {verb} on {listed(days, 6)}.", rests_on=keys)
    if not concern.answers:
        yield Sentence(text="No answer on record.", rests_on=_keys(raising.statement for raising in concern.raised))


def _silences(concern: Concern, material: Material) -> Iterator[Sentence]:
    reports = {
        (material.party(entry.statement.source.actor or "", entry.key), entry.day[:10]): entry.key
        for entry in material.entries.values()
        if material.act(entry.key, ("silent",)) is not None
    }
    for silence in concern.silent:
        length = days_since(silence.since, material.as_of)
        name = material.name(silence.actor)
        party = material.parties.party(silence.actor, material.as_of) or silence.actor
        if silence.reported:
            key = reports.get((party, silence.since or "")) or _latest(concern)
            yield Sentence(
                text=f"{name} is reported silent since {day_words(silence.since)}, {length}.", rests_on=(key,)
            )
        elif concern.answers:
            yield Sentence(
                text=f"{name} has not answered what was raised since {day_words(silence.since)}, {length}.",
                rests_on=(_latest(concern),),
            )


def _latest(concern: Concern) -> str:
    return max(concern.raised, key=lambda raising: (raising.date or "", raising.statement)).statement


def _keys(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def summary_line(material: Material) -> str:
    """`3 concerns, 1 unanswered; 2 requests wait.`"""
    silent = sum(concern.status == "silent" for concern in material.concerns)
    bare = sum(concern.status == "open" for concern in material.concerns)
    waiting = sum(request.status.startswith("waiting") for request in material.requests)
    parts = [counted(len(material.concerns), "concern")]
    if silent:
        parts.append(f"{silent} met with silence")
    if bare:
        parts.append(f"{bare} without any answer on record")
    return f"{', '.join(parts)}; {counted(waiting, 'request')} waiting."
