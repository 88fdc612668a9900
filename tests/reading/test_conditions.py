"""Conditions: the clause on which an act depends, and the clauses that only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reading.conditions import condition_in
from tocsin.reading.types import ACTS, ActName

CASES: list[tuple[ActName, str, str]] = [
    ("offer", "Astana would mediate if both sides ask for it in writing.", "if both sides ask for it in writing"),
    ("threaten", "Unless the camp is cut, the river will be shut.", "Unless the camp is cut"),
    ("refuse", "Riga will not talk until the last drone is accounted for.", "until the last drone is accounted for"),
    ("offer", "We are ready to host talks provided that Minsk sends a letter.", "provided that Minsk sends a letter"),
    ("threaten", "We will fire as long as they cross our border.", "as long as they cross our border"),
    ("assure", "The alliance would act in the event of an attack on Latvia.", "in the event of an attack on Latvia"),
    ("threaten", "Should it happen again, Minsk will answer.", "Should it happen again"),
    (
        "refuse",
        "He will sign nothing without the withdrawal of the missiles.",
        "without the withdrawal of the missiles",
    ),
    ("agree", "The camp may stay on condition that it is inspected.", "on condition that it is inspected"),
]


@pytest.mark.parametrize(("act", "words", "clause"), CASES)
def test_the_clause_is_found_to_the_character(act: ActName, words: str, clause: str) -> None:
    span = condition_in(words, 0, len(words), act)
    assert span is not None
    assert words[slice(*span)] == clause


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("inform", "She was asked if the camp would stay."),
        ("concern", "The border is tense even if no shot was fired."),
        ("inform", "He spoke as if nothing had happened."),
        ("assure", "The army would, if need be, hold the bridge."),
        ("demand", "Minsk should send its observers home."),
        ("inform", "The exercise runs until Friday."),
        ("inform", "The pier will take as long as 60 days."),
        ("accuse", "It is shameful if a minister lies."),
    ],
)
def test_what_only_looks_like_a_condition_is_none(act: ActName, words: str) -> None:
    assert condition_in(words, 0, len(words), act) is None


@given(st.text(max_size=200), st.sampled_from(ACTS))
def test_a_condition_lies_inside_what_was_asked_about(words: str, act: ActName) -> None:
    text = f"Before. {words} if they come here"
    span = condition_in(text, 8, len(text), act)
    assert span is None or 8 <= span[0] < span[1] <= len(text)
