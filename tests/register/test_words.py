"""The lists of words that the register goes by."""

from __future__ import annotations

import re

import pytest

from tocsin.register.types import REQUEST_KINDS
from tocsin.register.words import WordList, asking, kinds, phrase, words


@pytest.mark.parametrize("name", sorted(words()))
def test_each_line_of_a_list_is_matched_and_stands_once(name: str) -> None:
    found = words()[name]
    assert len(set(found.lines)) == len(found.lines)
    for line in found.lines:
        assert found.found(line.replace("*", "")), line


@pytest.mark.parametrize("kind", REQUEST_KINDS)
def test_each_kind_of_request_has_its_words(kind: str) -> None:
    found = kinds()[kind]  # type: ignore[index]
    assert found.lines
    for line in found.lines:
        assert found.found(line.replace("*", "")), line


def test_the_lists_about_asking_are_matched_line_by_line() -> None:
    for found in asking().values():
        assert all(found.found(line.replace("*", "")) for line in found.lines)


def test_a_star_allows_any_ending_and_nothing_else_does() -> None:
    found = WordList("test", ("drone*", "war"))
    assert found.found("two Drones came")
    assert not found.found("a warm day")


def test_words_at_the_end_let_articles_stand_between() -> None:
    assert words()["endangered_before"].ends("a threat to the territory of ") is not None
    assert words()["endangered_before"].ends("a threat to nobody in ") is None


def test_a_phrase_takes_any_white_space() -> None:
    assert re.fullmatch(phrase("build-up of"), "build-up \n of")
