"""Offices learnt from one text, added up over many."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.actors.scenes import scene

from tocsin.actors import Chronicle, Memory, Tenure, changes, conflicts, learnt, merged
from tocsin.actors.memory import holds, place_of, post_of
from tocsin.world import World


def seen(name: str, day: str) -> Tenure:
    return Tenure(
        name=name,
        title="Foreign Minister",
        actor="person:" + name.lower().replace(" ", "-"),
        country="LVA",
        organisation="LVA",
        start=day,
        confidence=0.9,
        source="d",
    )


def test_a_text_shows_offices_on_its_day(world: World) -> None:
    text = "[Latvian Foreign Minister Ilze Ozola] met former Latvian President Janis Krasts."
    cast, _ = scene(text, world, people=("Ilze Ozola", "Janis Krasts"), day="2025-03-01")
    (tenure,) = learnt(cast, "d", "2025-03-01")
    assert (tenure.actor, tenure.title, tenure.organisation, tenure.start) == (
        "person:ilze-ozola",
        "Foreign Minister",
        "LVA",
        "2025-03-01",
    )
    assert learnt(cast, "d", None) == ()


def test_a_successor_ends_a_tenure() -> None:
    spans = merged(
        [seen("Ilze Ozola", "2025-03-01"), seen("Ilze Ozola", "2025-09-01"), seen("Andris Vitols", "2026-01-10")]
    )
    assert [(t.name, t.start, t.end) for t in spans] == [
        ("Ilze Ozola", "2025-03-01", "2026-01-10"),
        ("Andris Vitols", "2026-01-10", None),
    ]
    assert conflicts(spans) == ()


def test_two_at_once_are_shown_not_overwritten() -> None:
    spans = merged(
        [seen("Ilze Ozola", "2025-03-01"), seen("Andris Vitols", "2025-05-01"), seen("Ilze Ozola", "2025-09-01")]
    )
    assert [(a.name, b.name) for a, b in conflicts(spans)] == [("Ilze Ozola", "Andris Vitols")]


def test_a_return_after_an_interlude_is_a_second_tenure() -> None:
    spans = merged(
        [
            seen("Ilze Ozola", "2025-03-01"),
            seen("Andris Vitols", "2025-05-01"),
            seen("Andris Vitols", "2025-08-01"),
            seen("Ilze Ozola", "2025-09-01"),
        ]
    )
    assert [(t.name, t.start, t.last, t.end) for t in spans] == [
        ("Ilze Ozola", "2025-03-01", "2025-03-01", "2025-05-01"),
        ("Andris Vitols", "2025-05-01", "2025-08-01", "2025-09-01"),
        ("Ilze Ozola", "2025-09-01", "2025-09-01", None),
    ]
    assert conflicts(spans) == ()
    assert [(a.name, b.name, b.start) for a, b in changes(spans)] == [
        ("Ilze Ozola", "Andris Vitols", "2025-05-01"),
        ("Andris Vitols", "Ilze Ozola", "2025-09-01"),
    ]


def test_a_deputy_holds_another_office_than_the_minister() -> None:
    deputy = replace(seen("Andris Vitols", "2025-05-01"), title="Deputy Foreign Minister")
    spans = merged([seen("Ilze Ozola", "2025-03-01"), deputy, seen("Ilze Ozola", "2025-09-01")])
    assert {(t.name, t.end) for t in spans} == {("Ilze Ozola", None), ("Andris Vitols", None)}
    assert conflicts(spans) == ()


def test_two_ids_of_one_person_do_not_contradict_each_other() -> None:
    both = [seen("Ilze Ozola", "2025-03-01"), seen("I. Ozola", "2025-05-01"), seen("Ilze Ozola", "2025-09-01")]
    apart, together = merged(both), merged(both, {"person:i.-ozola": "person:ilze-ozola"})
    assert {t.end for t in apart} == {None, "2025-09-01"}
    assert {t.end for t in together} == {None}


persons = st.sampled_from(["Ilze Ozola", "Andris Vitols", "Marta Sproge"])
days = st.dates(date(2024, 1, 1), date(2026, 1, 1)).map(date.isoformat)
titles = st.sampled_from(["Foreign Minister", "spokesman", "Deputy Foreign Minister", "foreign minister"])
sightings = st.lists(
    st.builds(lambda name, day, title, doc: replace(seen(name, day), title=title, last=day, source=doc),
              persons, days, titles, st.sampled_from("abc")),
    max_size=14,
)  # fmt: skip


@given(sightings, st.randoms())
def test_merging_heeds_neither_order_nor_repetition(given_once: list[Tenure], chance: Random) -> None:
    whole = merged(given_once)
    again = [*given_once, *given_once[:5]]
    chance.shuffle(again)
    assert merged(again) == whole
    assert merged(whole) == whole


@given(sightings)
def test_every_day_seen_lies_in_a_tenure_of_the_one_seen(given_once: list[Tenure]) -> None:
    spans = merged(given_once)
    for t in given_once:
        day = t.start or ""
        assert any(
            (u.actor, place_of(u), post_of(u.title)) == (t.actor, place_of(t), post_of(t.title)) and holds(u, day)
            for u in spans
        )
    for a, b in conflicts(spans):
        assert a.actor != b.actor
        assert holds(a, b.start)


@given(sightings, st.integers(1, 6), st.randoms())
def test_a_chronicle_is_the_same_however_the_documents_come(seen_all: list[Tenure], size: int, chance: Random) -> None:
    documents = list({(t.source, t.start, t.actor, post_of(t.title)): t for t in seen_all}.values())
    at_once = Chronicle(documents)
    shuffled = list(documents)
    chance.shuffle(shuffled)
    by_and_by = Chronicle()
    for place in range(0, len(shuffled), size):
        by_and_by.learn(shuffled[place : place + size])
    assert set(at_once.tenures) == set(by_and_by.tenures)
    for name in ("Ozola", "Andris Vitols"):
        assert at_once.named(name, "2025-01-01") == by_and_by.named(name, "2025-01-01")


def test_what_texts_teach_stands_above_what_ships() -> None:
    ships = Memory([replace(seen("Ilze Ozola", "2020-01-01"), last=None, source="general knowledge")])
    learning = Chronicle([], beneath=ships)
    assert [t.name for t in learning.holders("foreign-minister", "LVA", "2026-02-01")] == ["Ilze Ozola"]
    learning.learn([replace(seen("Andris Vitols", "2026-01-10"), last="2026-01-10")])
    one_document = learning.holders("foreign-minister", "LVA", "2026-02-01")
    assert {t.name for t in one_document} == {"Ilze Ozola", "Andris Vitols"}
    learning.learn([replace(seen("Andris Vitols", "2026-01-20"), last="2026-01-20")])
    assert [t.name for t in learning.holders("foreign-minister", "LVA", "2026-02-01")] == ["Andris Vitols"]
    assert [t.name for t in learning.holders("foreign-minister", "LVA", "2025-02-01")] == ["Ilze Ozola"]
    (before,) = learning.named("Ilze Ozola", "2026-02-01")
    assert before.end == "2026-01-10"


def test_a_general_whom_texts_name_does_not_hide_the_chief_of_staff_who_ships() -> None:
    ships = Memory([replace(seen("Ilze Ozola", "2020-01-01"), title="Chief of Staff", last=None)])
    general = replace(seen("Andris Vitols", "2026-01-10"), title="General", last="2026-01-10")
    found = Chronicle([general], beneath=ships).holders("chief-of-staff", "LVA", "2026-02-01")
    assert [t.name for t in found] == ["Ilze Ozola"]


def test_the_office_of_a_host_is_not_learnt_of_his_guest() -> None:
    ships = Memory([replace(seen("Ilze Ozola", "2020-01-01"), last=None)])
    guest = replace(seen("Ilze Ozola", "2026-01-10"), country="EST", organisation="EST")
    learning = Chronicle(
        [guest, replace(seen("Andris Vitols", "2026-01-10"), country="EST", organisation="EST")], beneath=ships
    )
    assert {(t.name, t.country) for t in learning.tenures} == {("Andris Vitols", "EST")}
    assert [t.name for t in learning.holders("foreign-minister", "LVA", "2026-02-01")] == ["Ilze Ozola"]


def test_a_tenure_that_no_text_shows_any_more_goes_stale() -> None:
    learning = Chronicle([replace(seen("Ilze Ozola", "2020-01-01"), last="2020-01-01")])
    assert learning.holders("foreign-minister", "LVA", "2021-12-31")
    assert not learning.holders("foreign-minister", "LVA", "2022-01-02")


def test_a_wrong_country_seen_once_does_not_win() -> None:
    often = [replace(seen("Ilze Ozola", f"2025-03-0{n}"), last=f"2025-03-0{n}") for n in range(1, 5)]
    once = replace(seen("Ilze Ozola", "2025-04-01"), last="2025-04-01", country="EST", organisation="EST")
    assert {t.country for t in Chronicle([*often, once]).named("Ozola", "2025-05-01")} == {"LVA"}


def test_a_chronicle_forgets_the_oldest_days_first() -> None:
    learning = Chronicle(most=20)
    for number in range(50):
        day = f"2025-{1 + number // 25:02d}-{1 + number % 25:02d}"
        learning.learn([replace(seen("Ilze Ozola", day), last=day)])
    (kept,) = learning.tenures
    assert kept.last == "2025-02-25"
    assert kept.seen <= 20


def test_merged_ids_found_together_are_one_person() -> None:
    both = [replace(seen("Ilze Ozola", "2025-03-01"), last="2025-03-01")]
    both.append(replace(seen("Ilze Marija Ozola", "2025-05-01"), last="2025-05-01"))
    one = {"person:ilze-marija-ozola": "person:ilze-ozola"}
    assert len({t.actor for t in Chronicle(both).named("Ozola", "2025-06-01")}) == 2
    assert len({t.actor for t in Chronicle(both, one=one).named("Ozola", "2025-06-01")}) == 1
