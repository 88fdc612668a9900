"""The brief: its sections, and the statements they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tocsin.brief.changes import change_groups
from tocsin.brief.concerns import concern_groups, short_groups
from tocsin.brief.evidence import evidence
from tocsin.brief.material import material
from tocsin.brief.news import new_groups
from tocsin.brief.requests import request_groups
from tocsin.brief.types import Brief, Section
from tocsin.brief.voices import analyst_groups, official_groups, unknown_groups
from tocsin.brief.wording import day_words
from tocsin.record.types import Entry
from tocsin.register import Register
from tocsin.register import register as register_of
from tocsin.world import World

A_WEEK = timedelta(days=7)


def brief(
    subject: str, register: Register, entries: Iterable[Entry], *, world: World, since: date | None, as_of: date
) -> Brief:
    """The brief on a subject at the end of `as_of`.

    `subject` is an alliance or a state by any of its names ("CSTO", "Latvia", "LVA"), else words to search for. What
    is new is what came out after `since`; without it, in the seven days up to `as_of`. `register` is that of `as_of`
    and `entries` the record it was made from. An empty record gives a brief that says so.
    """
    record = list(entries)
    start = since or as_of - A_WEEK
    told = material(subject, register, record, world, start, as_of)
    after = day_words(start.isoformat())
    sections = (
        Section(
            name="short",
            title="In short",
            groups=short_groups(told),
            empty="Neither a concern nor a request is on record.",
        ),
        Section(name="new", title=f"New since {after}", groups=new_groups(told), empty=f"Nothing new since {after}."),
        Section(
            name="concerns", title="Standing concerns", groups=concern_groups(told), empty="No concern is on record."
        ),
        Section(name="requests", title="Requests", groups=request_groups(told), empty="No request is on record."),
        Section(
            name="changes",
            title=f"What changed since {after}",
            groups=change_groups(register_of(record, as_of=start, world=world), told),
            empty=f"No concern and no request has changed since {after}.",
        ),
        Section(name="voices", title="Who said what", groups=official_groups(told), empty="No statement is on record."),
        Section(
            name="analysts",
            title="Analysts and media",
            groups=analyst_groups(told),
            empty="No statement by analysts or media is on record.",
        ),
        Section(
            name="unknown",
            title="Speakers whose office is not known",
            groups=unknown_groups(told),
            empty="None.",
        ),
    )
    keys = dict.fromkeys(
        key
        for section in sections
        for group in section.groups
        for sentence in group.sentences
        for key in sentence.rests_on
    )
    return Brief(
        subject=subject,
        title=f"{told.scope.name}: brief of {day_words(as_of.isoformat())}",
        as_of=as_of.isoformat(),
        since=start.isoformat(),
        sections=sections,
        evidence=evidence(keys, told.entries, world),
    )
