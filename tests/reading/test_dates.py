"""Dates of statements, read against a Tuesday: 2026-02-03."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reading.dates import statement_date
from tocsin.reading.types import Date


@pytest.mark.parametrize(
    ("words", "value", "precision"),
    [
        ("Varga said", "2026-02-03", "day"),
        ("Varga said on Monday", "2026-02-02", "day"),
        ("Varga said on Tuesday", "2026-02-03", "day"),
        ("Varga said on Wednesday", "2026-01-28", "day"),
        ("Varga said yesterday", "2026-02-02", "day"),
        ("Varga said on January 9", "2026-01-09", "day"),
        ("Varga said on 9 December", "2025-12-09", "day"),
        ("Varga said on 9 December 2024", "2024-12-09", "day"),
        ("Varga said in November", "2025-11", "month"),
        ("Varga said last month", "2026-01", "month"),
        ("Varga said last year", "2025", "year"),
        ("Varga said in 2019", "2019", "year"),
        ("In 2019 Varga said", "2019", "year"),
        ("Last month, Varga said", "2026-01", "month"),
        ("Yesterday Varga said", "2026-02-02", "day"),
        ("Varga said on February 30", "2026-02-03", "day"),
    ],
)
def test_words_of_time_are_read_against_the_day_of_publication(words: str, value: str, precision: str) -> None:
    assert statement_date(words, "2026-02-03", "now") == Date(value=value, precision=precision)  # type: ignore[arg-type]


def test_a_recalled_act_without_a_date_is_of_unknown_date() -> None:
    assert statement_date("Varga had previously denied", "2026-02-03", "past") == Date()


def test_an_act_to_come_looks_ahead() -> None:
    assert statement_date("Varga will announce on Friday", "2026-02-03", "future").value == "2026-02-06"


def test_an_undated_document_dates_nothing_by_itself() -> None:
    assert statement_date("Varga said on Monday", None, "now") == Date()


@given(st.sampled_from(list(calendar.day_name)), st.dates(date(1950, 1, 8)))
def test_a_weekday_is_one_of_the_seven_days_up_to_publication(weekday: str, day: date) -> None:
    found = date.fromisoformat(statement_date(f"Varga said on {weekday}", day.isoformat(), "now").value or "")
    assert found.strftime("%A") == weekday
    assert 0 <= (day - found).days <= 6
