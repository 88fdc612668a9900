"""Text as it is matched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.record.folding import folded


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("Łukasz Żeleński", "lukasz zelenski"),
        ("  O’Brien-Smith, Jr. ", "o brien smith jr"),
        ("Шойгу", "shoygu"),
        ("100% _x_", "100 x"),
        ("—", ""),
    ],
)
def test_case_accents_scripts_and_punctuation_go(text: str, match: str) -> None:
    assert folded(text) == match


@given(st.text())
def test_folding_twice_is_folding_once_and_leaves_nothing_that_like_expands(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert not set(once) & set("%_\\'\"")
