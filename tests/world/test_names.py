"""How names are written and compared."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tocsin.world.names import fits_case, folded, key, parse_name, plain
from tocsin.world.spans import holds_on, overlap
from tocsin.world.types import Name

DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


def test_a_name_may_carry_a_mark_and_days() -> None:
    assert parse_name("Congo?", "alias") == Name(text="Congo", ambiguous=True)
    assert parse_name("Nur-Sultan@2019-03-23..2022-09-17", "metonym") == Name(
        text="Nur-Sultan", sort="metonym", start=date(2019, 3, 23), end=date(2022, 9, 17)
    )
    assert parse_name("Zaire?@..1997-05-17", "short").end == date(1997, 5, 17)


@pytest.mark.parametrize("written", ["", " ", "?", "the ", "Zaire@1997..x", "Zaire@1997-13-01..", "@1997-05-17.."])
def test_what_is_no_name(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - date's own wording or ours
        parse_name(written, "short")


def test_what_comparison_leaves_aside() -> None:
    assert plain("The  Gambia") == "Gambia"
    assert plain("Theresa") == "Theresa"
    assert key("Côte d’Ivoire") == key("côte d'ivoire")
    assert folded("Côte d’Ivoire") == folded("Cote dIvoire")
    assert folded("Guinea-Bissau") == folded("guinea bissau")
    assert folded("Афганистан") == "afganistan"


def test_case() -> None:
    assert fits_case(Name(text="U.S.", sort="code"), "US")
    assert not fits_case(Name(text="US", sort="code"), "us")
    assert fits_case(Name(text="Turkey", cased=True), "the TURKEY")
    assert not fits_case(Name(text="Turkey", cased=True), "the turkey")
    assert fits_case(Name(text="Kazakhstan"), "kazakhstan")


@given(st.text(max_size=60))
def test_comparison_is_settled_at_once(text: str) -> None:
    assert key(plain(text)) == key(text) or plain(plain(text)) != plain(text)
    assert "  " not in key(text)


@given(DAYS, DAYS, st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_spans_include_their_start_and_exclude_their_end(start: date | None, end: date | None, day: date) -> None:
    assume(start is None or end is None or start < end)
    if start is not None:
        assert holds_on(start, end, start)
        assert not holds_on(start, end, start - timedelta(days=1))
    if end is not None:
        assert not holds_on(start, end, end)
        assert holds_on(start, end, end - timedelta(days=1))
    assert holds_on(start, end, day) == overlap(start, end, day, day + timedelta(days=1))
