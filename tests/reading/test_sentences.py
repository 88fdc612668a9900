"""Sentence spans."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.reading.sentences import sentence_at, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_full_stops_end_sentences_and_abbreviations_do_not() -> None:
    assert split("Gen. Ozols met Mr. Varga. They spoke with the U.S. envoy. J. Kalns left.") == [
        "Gen. Ozols met Mr. Varga.",
        "They spoke with the U.S. envoy.",
        "J. Kalns left.",
    ]


def test_a_closing_mark_belongs_to_its_sentence_and_a_line_ends_one() -> None:
    assert split("“We saw it.” He left.\nA headline\nThe text.") == [
        "“We saw it.”",
        "He left.",
        "A headline",
        "The text.",
    ]


@given(st.text())
def test_spans_are_ordered_and_hold_all_that_is_not_space(text: str) -> None:
    spans = sentences(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@given(st.text(min_size=1), st.integers(min_value=0))
def test_a_position_inside_a_sentence_finds_it(text: str, number: int) -> None:
    spans = sentences(text)
    if spans:
        start, end = spans[number % len(spans)]
        assert sentence_at(spans, start) == sentence_at(spans, end - 1) == number % len(spans)
