"""The word lists: no word twice, no class that nothing names."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tocsin.actors.lexicon import DATA, lexicon, rows, words
from tocsin.actors.memory import general_knowledge, office_of
from tocsin.world import World


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("titles.csv", "phrase"),
        ("kinds.csv", "plural"),
        ("bodies.csv", "noun"),
        ("offices.csv", "office"),
        ("pronouns.csv", "word"),
        ("places.csv", "name"),
        ("first_names.csv", "name"),
        ("nicknames.csv", "short"),
        ("issuers.csv", "phrase"),
    ],
)
def test_no_word_stands_twice(file: str, key: str) -> None:
    twice = [word for word, n in Counter(r[key] for r in rows(file)).items() if n > 1]
    assert twice == []


def test_every_list_has_words() -> None:
    assert all(words(p.name) for p in DATA.iterdir() if p.name.endswith(".txt"))


def test_offices_cover_offices_that_titles_name() -> None:
    offices = {t.office for t in lexicon().titles.values()}
    covered = {o for covers in lexicon().covers.values() for o in covers}
    assert covered <= offices | set(lexicon().covers)


def test_places_lie_in_states_that_the_world_knows(world: World) -> None:
    assert [r for r in rows("places.csv") if world.entity(r["country"]) is None] == []


def test_general_knowledge_is_never_sure_and_always_dated(world: World) -> None:
    for row in rows("roles.csv"):
        start = date.fromisoformat(row["start"])
        assert not row["end"] or start < date.fromisoformat(row["end"]), row
        assert row["confidence"] in ("low", "medium")
        assert (row["source"], row["verified_on"]) == ("general knowledge", "")
        assert not row["country"] or world.entity(row["country"]) is not None, row
        assert office_of(row["title"]) or row["title"] == "First Lady", row


def test_a_holder_is_of_a_day() -> None:
    memory = general_knowledge()
    assert [t.name for t in memory.holders("president", "USA", "2016-06-01")] == ["Barack Obama"]
    assert [t.name for t in memory.holders("president", "USA", "2022-06-01")] == ["Joe Biden"]
