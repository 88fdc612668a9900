"""One document from a text in hand."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.documents import Document, document_from_text
from tocsin.errors import DocumentError


def test_a_text_in_hand_becomes_a_document() -> None:
    document = document_from_text(
        "The ford flooded.", title="A ford", source="Osh Wire", date=datetime.date(2026, 2, 3)
    )
    assert document == Document(
        id=document.id, title="A ford", source="Osh Wire", published="2026-02-03", text="The ford flooded."
    )


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_the_id_is_made_from_the_text_alone(text: str) -> None:
    whole = f"Said {text}"
    first, again = document_from_text(whole, source="One"), document_from_text(whole, source="Another", title="T")
    assert first.id == again.id
    assert first.text == whole
    assert document_from_text(f"{whole}.").id != first.id


@pytest.mark.parametrize(
    ("text", "fields", "why"),
    [
        ("", {}, "no text in it"),
        ("\u200b \ufeff\n", {}, "no text in it"),
        ("half \ud83d", {}, "half a surrogate pair"),
        ("nul \x00", {}, "NUL characters"),
        ("x" * 5_000_001, {}, "longer than 5,000,000 characters"),
        ("A ford.", {"date": "3 Feb"}, "'3 Feb' is no ISO date"),
        ("A ford.", {"date": "2026-02-29"}, "no day of the calendar"),
        ("A ford.", {"url": "file:///etc/passwd"}, "no web address"),
        ("A ford.", {"id": "a\x1bb"}, "its id holds control characters"),
        ("A ford.", {"title": "\udc80"}, "its title is no Unicode text"),
        ("A ford.", {"kind": "rumour"}, "unknown kind"),
    ],
)
def test_what_is_not_usable_is_refused(text: str, fields: dict[str, str], why: str) -> None:
    with pytest.raises(DocumentError, match=why):
        document_from_text(text, **fields)  # type: ignore[arg-type]


@given(st.dates())
def test_every_day_of_the_calendar_is_one(day: datetime.date) -> None:
    assert document_from_text("A ford.", date=day.isoformat()).published == day.isoformat()
    assert document_from_text("A ford.", date=f"{day.isoformat()}T10:00:00Z").published == day.isoformat()
    late = datetime.datetime(day.year, day.month, day.day, 23, 59)
    assert document_from_text("A ford.", date=late).published == day.isoformat()
