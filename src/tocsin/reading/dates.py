"""When a statement was made: "on Tuesday", "last week", "in March" against the day of publication."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from tocsin.reading.types import Date, Time

_MONTHS = [calendar.month_name[number].lower() for number in range(1, 13)]
_DAYS = [name.lower() for name in calendar.day_name]
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_WHEN = re.compile(
    rf"""\b(?:
      (?P<today>[Tt]oday|[Tt]onight|[Tt]his[ ](?:morning|afternoon|evening)) | (?P<yesterday>[Yy]esterday)
    | (?:[Oo]n[ ]|[Ll]ast[ ]|[Ll]ate[ ]|[Ee]arly[ ])*(?P<weekday>{_DAY})\b
    | (?P<dmonth>{_MONTH})[ ](?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?[ ](?P<dyear>\d{{4}}))?
    | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[ ](?P<dmonth2>{_MONTH})(?:,?[ ](?P<dyear2>\d{{4}}))?
    | (?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Ll]ast)[ ](?:early[ ]|late[ ]|mid-)?
      (?P<month>{_MONTH})(?:[ ](?P<myear>\d{{4}}))?
    | (?P<lastmonth>[Ll]ast[ ]month)
    | (?P<thismonth>(?:[Ee]arlier[ ])?this[ ]month|[Ll]ast[ ]week|[Ee]arlier[ ]this[ ]week)
    | (?P<lastyear>[Ll]ast[ ]year) | (?P<thisyear>(?:[Ee]arlier[ ])?this[ ]year) | [Ii]n[ ](?P<year>(?:19|20)\d\d)\b
    )""",
    re.VERBOSE,
)


def statement_date(words: str, published: str | None, time: Time) -> Date:
    """The day, month or year that `words` (the sentence outside the content) give, else the day of publication.

    A recalled act (`time` past) without a date of its own is of unknown date, as is everything in an undated document.
    A weekday is the last one up to the day of publication; a day and month without a year the last such day, and for
    an act still to come the next one.
    """
    day = date.fromisoformat(published) if published else None
    for match in _WHEN.finditer(words):
        found = _resolve(match, day, ahead=time == "future")
        if found is not None:
            return found
    if day is None or time != "now":
        return Date()
    return Date(value=day.isoformat(), precision="day")


def _resolve(match: re.Match[str], day: date | None, *, ahead: bool) -> Date | None:
    part = match.groupdict()
    month = part["dmonth"] or part["dmonth2"]
    if month:
        return _full(month, part["day"] or part["day2"], part["dyear"] or part["dyear2"], day, ahead=ahead)
    if part["year"]:
        return Date(value=part["year"], precision="year")
    if part["month"] and part["myear"]:
        return _month(int(part["myear"]), _MONTHS.index(part["month"].lower()) + 1)
    if day is None:
        return None
    if part["today"]:
        return _day(day)
    if part["yesterday"]:
        return _day(day - timedelta(1))
    if part["weekday"]:
        back = (day.weekday() - _DAYS.index(part["weekday"].lower())) % 7
        return _day(day + timedelta(7 - back if back else 0)) if ahead else _day(day - timedelta(back))
    if part["month"]:
        number = _MONTHS.index(part["month"].lower()) + 1
        return _month(day.year if number <= day.month else day.year - 1, number)
    if part["lastmonth"]:
        before = day.replace(day=1) - timedelta(1)
        return _month(before.year, before.month)
    if part["thismonth"]:
        return _month(day.year, day.month)
    return Date(value=str(day.year - bool(part["lastyear"])), precision="year")


def _full(month: str, number: str, year: str | None, day: date | None, *, ahead: bool) -> Date | None:
    if year is None and day is None:
        return None
    at = _MONTHS.index(month.lower()) + 1
    guess = int(year) if year else (day.year if day else 0)
    try:
        found = date(guess, at, int(number))
        if not year and day:
            if ahead and found < day:
                found = date(guess + 1, at, int(number))
            elif not ahead and found > day:
                found = date(guess - 1, at, int(number))
    except ValueError:
        return None
    return _day(found)


def _day(day: date) -> Date:
    return Date(value=day.isoformat(), precision="day")


def _month(year: int, month: int) -> Date:
    return Date(value=f"{year:04d}-{month:02d}", precision="month")
