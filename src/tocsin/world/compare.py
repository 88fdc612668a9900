"""Statements of Wikidata beside the present facts: new, changed, ended, or the same."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

import msgspec

from tocsin.world.names import folded
from tocsin.world.proposal import NO_START, Change, Proposed
from tocsin.world.queries import Dated, Found
from tocsin.world.spans import overlap
from tocsin.world.types import Confidence, Holder, Membership, MembershipStatus, Position
from tocsin.world.world import World

ALIKE = 85.0
"""Per cent of letters that two spellings of one name share at least: Sergei and Sergey Shoigu share 92."""
NEAR = timedelta(days=1)
"""Days so near are one: Wikidata often names the last day of a term, the files the first after it."""
BETWEEN_TERMS = timedelta(days=31)
"""Days between two terms of one person that are one."""
LATER_TERM = timedelta(days=365)
"""So much later a start is another term's; a smaller difference is another opinion of the same."""
_Fact = TypeVar("_Fact", Holder, Membership)
_TERM = "Wikidata's term begins {}"


class Compared(msgspec.Struct, frozen=True):
    """Rows to propose, and what could not be told, in words."""

    rows: tuple[Proposed, ...] = ()
    doubts: tuple[str, ...] = ()


def holders(found: Sequence[Found], position: Position, world: World, how: str, today: date) -> Compared:
    """What an office's holders, as Wikidata has them, change in the files; `how` names the property asked for.

    Where Wikidata prefers one of several that hold an office of one holder today, or one began last, that one is
    proposed and the others are named in its note; where it gives no way to choose, all are, with low confidence. A
    holder in the files whom Wikidata does not name is proposed as ended on the day that the next began.
    """
    rows: list[Proposed] = []
    doubts: list[str] = []
    by_place: dict[str, list[Found]] = defaultdict(list)
    for one in _terms(_once(found)):
        if one.name:
            by_place[one.place].append(one)
        else:
            doubts.append(f"{one.place}, {position.name}: {one.item} has no English name")
    for place, statements in sorted(by_place.items()):
        present = _present(world, place, position, {one.title for one in statements})
        kept, rivals = _chosen(statements, position)
        matched: set[Holder] = set()
        for one in kept:
            start, end, notes, sure = _days(one, kept if position.sole else ())
            if one.end.given and end is None:
                doubts.append(f"{place}, {position.name}: {one.name} no longer holds it, the day is unknown")
                continue
            if rivals.get(one.item):
                notes.append(f"Wikidata also lists {', '.join(rivals[one.item])} for the same days")
            sure = sure and not rivals.get(one.item) and position.confidence != "low"
            fact = Holder(
                name=one.name,
                title=_title(one, position, place, world, present),
                country=place if _is_place(world, place) else None,
                organisation=place,
                wikidata=one.item,
                start=start,
                end=end,
                note="; ".join(notes),
                source=f"Wikidata {one.item}, {how}",
                verified_on=today,
                confidence="medium" if sure else "low",
            )
            same = [row for row in present if _same_person(row, one)]
            if any(_is_later_term(row, fact) and overlap(row.start, row.end, start, end) for row in same):
                fact = msgspec.structs.replace(fact, note="; ".join(filter(None, (*notes, _TERM.format(start)))))
            row, before = _row(fact, same, one)
            matched.update(same)
            rows.append(_with_present(row, before, position.name))
        if position.sole:
            rows.extend(_succeeded(rows, present, matched, place, today))
    return Compared(tuple(rows), tuple(doubts))


def members(found: Sequence[Found], organisation: str, world: World, how: str, today: date, since: date) -> Compared:
    """What an organisation's members, as Wikidata has them, change in the files."""
    rows: list[Proposed] = []
    doubts: list[str] = []
    statements, sure = _one_item(_once(found), organisation, doubts)
    full = list(world.members(organisation, None))
    counts = Counter(row.status for row in full)
    usual: MembershipStatus = counts.most_common(1)[0][0] if counts else "member"
    for one in sorted(statements, key=lambda one: (one.place, one.start.day or date.min)):
        start, end, notes, exact = _days(one, ())
        if one.end.given and end is None:
            doubts.append(f"{organisation}: {one.place} is no longer a member, the day is unknown")
            continue
        same = [row for row in full if row.country == one.place]
        if not same and end is not None and end < since:
            continue
        fact = Membership(
            organisation=organisation,
            country=one.place,
            status=usual,
            start=start,
            end=end,
            note="; ".join(notes),
            source=f"Wikidata {one.item}, {how}",
            verified_on=today,
            confidence="medium" if sure and exact else "low",
        )
        row, before = _row(fact, same, one)
        rows.append(_with_present(row, before, "member"))
    named = {one.place for one in statements}
    if missing := sorted({r.country for r in world.members(organisation, today)} - named) if named else []:
        doubts.append(f"{organisation}: Wikidata names no membership of {', '.join(missing)}")
    return Compared(tuple(rows), tuple(doubts))


def _once(found: Iterable[Found]) -> list[Found]:
    """Statements that say the same, once; the one that Wikidata prefers first."""
    ordered = sorted(found, key=lambda one: (not one.preferred, one.statement))
    return list({(one.place, one.item, one.start, one.end): one for one in reversed(ordered)}.values())[::-1]


def _terms(found: Sequence[Found]) -> list[Found]:
    """Terms of one person that follow on each other as one: who is appointed anew does not leave."""
    terms: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.start.day or date.min):
        earlier = terms[one.place, one.item]
        last = earlier[-1] if earlier else None
        if (
            last is not None
            and one.start.day
            and (not last.end.given or (last.end.day is not None and one.start.day <= last.end.day + BETWEEN_TERMS))
        ):
            preferred = last.preferred or one.preferred
            earlier[-1] = msgspec.structs.replace(last, end=one.end, preferred=preferred, title=one.title or last.title)
        else:
            earlier.append(one)
    return [one for same in terms.values() for one in same]


def _chosen(statements: list[Found], position: Position) -> tuple[list[Found], dict[str, list[str]]]:
    """The statements to propose, and for the item of each the names of rivals for the same days."""
    current = [one for one in statements if not one.end.given]
    if not position.sole or len({one.item for one in current}) < 2:
        return statements, {}
    preferred = {one.item for one in current if one.preferred}
    latest = max((one.start.day or date.min for one in current), default=date.min)
    last = {one.item for one in current if one.start.day == latest}
    best = preferred if len(preferred) == 1 else last if len(last) == 1 else {one.item for one in current}
    rivals = {item: sorted({other.name or other.item for other in current if other.item != item}) for item in best}
    return [one for one in statements if one.end.given or one.item in best], rivals


def _days(one: Found, others: Sequence[Found]) -> tuple[date | None, date | None, list[str], bool]:
    """First day, first day after, what to note of them, and whether both are known to the day.

    An end known to the month or year is the first day after it, or the day within it on which another began.
    """
    notes = []
    start, end = one.start.day, one.end.day
    if one.start.precision in ("month", "year"):
        notes.append(f"start known to the {one.start.precision}")
    if end is not None and one.end.precision in ("month", "year"):
        after = _after(one.end)
        begun = [o.start.day for o in others if o.item != one.item and o.start.day and end <= o.start.day <= after]
        end = min(begun, default=after)
        notes.append(f"end known to the {one.end.precision}")
    if start is not None and end is not None and start >= end:
        end = start + NEAR
        notes.append("begun and ended within the days known")
    return start, end, notes, one.start.precision == "day" and (not one.end.given or one.end.precision == "day")


def _after(dated: Dated) -> date:
    day = dated.day or date.min
    if dated.precision == "year":
        return date(day.year + 1, 1, 1)
    return day + timedelta(days=calendar.monthrange(day.year, day.month)[1])


def _row(fact: _Fact, same: Sequence[_Fact], one: Found) -> tuple[Proposed, _Fact | None]:
    """The fact beside the one among those of the same label that it is about: the one it meets, or none."""
    met = [row for row in same if overlap(row.start, row.end, fact.start, fact.end) or _near(row.start, one.start)]
    if not met:
        return Proposed(change="new", fact=fact), None
    before = min(met, key=lambda row: abs(((row.start or date.min) - (fact.start or date.min)).days))
    later = _is_later_term(before, fact)
    same_start = one.start.day is None or _near(before.start, one.start) or later
    same_end = _near(before.end, one.end) if one.end.day else before.end is None
    change: Change = "changed"
    if same_start:
        change = "agrees" if same_end else "ended" if before.end is None else "changed"
    unsure: Confidence = "low" if change == "changed" else fact.confidence
    merged = msgspec.structs.replace(
        before,
        start=before.start if same_start else fact.start,
        end=before.end if same_end else fact.end,
        note="; ".join(filter(None, (before.note, fact.note if change != "agrees" or later else ""))),
        source=fact.source,
        verified_on=fact.verified_on,
        confidence=before.confidence if change == "agrees" else unsure,
    )
    if isinstance(merged, Holder) and isinstance(fact, Holder):
        merged = msgspec.structs.replace(merged, wikidata=merged.wikidata or fact.wikidata)
    return Proposed(change=change, fact=merged, replaces=_iso(before.start) or NO_START), before


def _is_later_term(before: Holder | Membership, fact: Holder | Membership) -> bool:
    """Whether the source may speak of a later term of one who held the office before it, by the files."""
    return (
        isinstance(before, Holder)
        and before.start is not None
        and fact.start is not None
        and fact.start - before.start >= LATER_TERM
    )


def _near(day: date | None, dated: Dated) -> bool:
    """Whether a day of the files can be the one that Wikidata gives."""
    if day is None or dated.day is None:
        return day is None and dated.day is None
    if dated.precision == "day":
        return abs(day - dated.day) <= NEAR
    return dated.day <= day <= _after(dated)


def _succeeded(
    rows: Sequence[Proposed], present: Sequence[Holder], matched: set[Holder], place: str, today: date
) -> list[Proposed]:
    """Holders in the files whom Wikidata does not name, ended on the day that the one it names began."""
    current = [
        row.fact for row in rows if isinstance(row.fact, Holder) and row.fact.place == place and row.fact.end is None
    ]
    start = current[0].start if len({fact.name for fact in current}) == 1 else None
    if start is None:
        return []
    ended = []
    for before in present:
        if before in matched or before.end is not None or (before.start is not None and before.start >= start):
            continue
        note = f"ended because Wikidata names {current[0].name} from that day"
        fact = msgspec.structs.replace(
            before, end=start, note=note, source=current[0].source, verified_on=today, confidence="low"
        )
        row = Proposed(change="ended", fact=fact, replaces=_iso(before.start) or NO_START)
        ended.append(_with_present(row, before, before.title))
    return ended


def _present(world: World, place: str, position: Position, titles: set[str]) -> list[Holder]:
    """The files' rows of a position of a place, by any of its titles."""
    known = {title.casefold() for title in position.titles}
    wanted = known | {_short(title, place, world).casefold() for title in titles if title}
    rows = [row for row in world.all_holders() if place in (row.place, row.country)]
    return [row for row in rows if row.title.casefold() in wanted]


def _title(one: Found, position: Position, place: str, world: World, present: Sequence[Holder]) -> str:
    """The office as the files would word it: Wikidata's label without the place; where it has none, as they worded it
    last, or by the position's name.
    """
    short = _short(one.title, place, world)
    known = {title.casefold(): title for title in position.titles}
    if short:
        return known.get(short.casefold(), short)
    last = max(present, key=lambda row: row.start or date.min, default=None)
    return last.title if last is not None else position.name if position.property else position.titles[0]


def _short(title: str, place: str, world: World) -> str:
    """`President` of `President of Latvia` or `President of the Republic of Latvia`."""
    head, of, rest = title.partition(" of ")
    while of:
        if any(entity.id == place for entity in world.find(rest)):
            return head
        more, of, rest = rest.partition(" of ")
        head = f"{head} of {more}"
    return title


def _same_person(row: Holder, one: Found) -> bool:
    if row.wikidata:
        return row.wikidata == one.item
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(folded(row.name), folded(one.name)) >= ALIKE


def _one_item(found: list[Found], organisation: str, doubts: list[str]) -> tuple[list[Found], bool]:
    """The statements about one item: several may bear the organisation's name."""
    by_item: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        by_item[one.item].append(one)
    if not by_item:
        doubts.append(f"{organisation}: no item of this English name has members among the states")
        return [], False
    best = max(by_item, key=lambda item: (len(by_item[item]), item))
    if len(by_item) > 1:
        others = ", ".join(sorted(set(by_item) - {best}))
        doubts.append(f"{organisation}: taken as {best}, whose name {others} bears too")
    return by_item[best], len(by_item) == 1


def _with_present(row: Proposed, before: Holder | Membership | None, what: str) -> Proposed:
    if before is None:
        return row
    who = before.name if isinstance(before, Holder) else before.country
    days = f"{_iso(before.start)}..{_iso(before.end)}"
    return msgspec.structs.replace(row, present=f"{who}, {what}, {days} ({before.source}, {before.confidence})")


def _is_place(world: World, identifier: str) -> bool:
    entity = world.entity(identifier)
    return entity is not None and entity.standing is not None


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
