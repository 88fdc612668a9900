"""Spans of days, their end exclusive."""

from __future__ import annotations

from datetime import date, timedelta

YEAR = timedelta(days=365)


def holds_on(start: date | None, end: date | None, day: date | None) -> bool:
    """Whether a span of days, `end` exclusive, covers the day; without a day every span does."""
    return day is None or ((start is None or start <= day) and (end is None or day < end))


def overlap(start_a: date | None, end_a: date | None, start_b: date | None, end_b: date | None) -> bool:
    """Whether two spans of days, ends exclusive, share a day."""
    return (end_a is None or start_b is None or start_b < end_a) and (
        end_b is None or start_a is None or start_a < end_b
    )


def is_stale(verified_on: date | None, today: date) -> bool:
    """Whether a fact was checked more than a year before `today`; a fact never checked is not stale but unverified."""
    return verified_on is not None and today - verified_on > YEAR
