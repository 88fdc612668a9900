"""Offices learnt from one text, added up over many."""

from __future__ import annotations

from tests.actors.scenes import scene

from tocsin.actors import Tenure, conflicts, learnt, merged
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
