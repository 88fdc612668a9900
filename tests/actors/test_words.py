"""The word lists: no word twice, no class that nothing names."""

from __future__ import annotations

from collections import Counter

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
    for holder in world.all_holders():
        assert holder.start is not None, holder
        assert holder.confidence in ("low", "medium")
        assert (holder.source, holder.verified_on) == ("general knowledge", None)
        assert office_of(holder.title) or holder.title == "First Lady", holder


def test_a_holder_is_of_a_day() -> None:
    memory = general_knowledge()
    assert [t.name for t in memory.holders("president", "USA", "2016-06-01")] == ["Barack Obama"]
    assert [t.name for t in memory.holders("president", "USA", "2022-06-01")] == ["Joe Biden"]
