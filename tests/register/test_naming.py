"""Parties and regions named in a text."""

from __future__ import annotations

from datetime import date

import pytest
from tests.told import person

from tocsin.register.context import sentence_span
from tocsin.register.naming import naming_of
from tocsin.world import World

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Belarusian drones over Latvia's towns", ["BLR", "LVA"]),
        ("the CSTO and NATO", ["CSTO", "NATO"]),
        ("security in Central Asia", ["Central Asia"]),
        ("talks held in Moscow", []),
        ("talks with Moscow", ["RUS"]),
        ("they ate turkey and used china", []),
        ("the United States, as well as Guinea-Bissau", ["USA", "GNB"]),
        ("", []),
    ],
)
def test_names_are_found_in_the_order_of_the_text(text: str, parties: list[str], world: World) -> None:
    assert [hit.party for hit in naming_of(world).find(text, DAY)] == parties


def test_persons_of_the_document_stand_for_their_country(world: World) -> None:
    osis = person("Jan Osis", "LVA", "President")
    (hit,) = naming_of(world).find("they blamed Osis", DAY, {osis.id: osis})
    assert (hit.party, hit.start, hit.end) == ("LVA", 12, 16)


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("It rained. He said no. She left.", "said", "He said no."),
        ("It rained.\nHe said “No. Never.” She left.", "“No. Never.”", "He said “No. Never.”"),
        ("one long line without any stop", "line", "one long line without any stop"),
        ("Mr. Osis spoke. He left.", "Osis", "Osis spoke."),
    ],
)
def test_the_sentence_round_some_words(text: str, words: str, sentence: str) -> None:
    start = text.index(words)
    low, high = sentence_span(text, [(start, start + len(words))])
    assert text[low:high] == sentence


def test_a_text_without_stops_is_cut_near_the_words() -> None:
    text = "word " * 100_000
    low, high = sentence_span(text, [(250_000, 250_004)])
    assert high - low < 3_000
