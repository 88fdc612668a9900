"""Names as news uses them, against the mentions kept beside the repository."""

import csv
from datetime import date
from pathlib import Path

import pytest

from tocsin.world import World

MENTIONS = Path(__file__).parents[3] / "shared" / "data" / "world" / "mentions_dev.csv"
BY_NAME = {"country", "demonym", "metonym", "igo", "armed_group", "govbody"}
DECOYS = {"GENERIC", "COREF", "DOC"}
DAY = date(2026, 2, 3)

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not MENTIONS.exists(), reason="../shared is not here")]


def meanings(world: World, mention: str) -> set[str]:
    found = set()
    for entity in world.find(mention, DAY) or world.find_normalised(mention, DAY):
        found |= {entity.id, entity.id.upper(), entity.country or "", entity.parent or ""}
        parent = world.entity(entity.parent) if entity.parent else None
        if parent is not None and parent.parent:
            found.add(parent.parent)
    return found


def rows() -> list[dict[str, str]]:
    with MENTIONS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_names_lead_to_the_right_country_or_organisation(world: World) -> None:
    asked = [row for row in rows() if row["category"] in BY_NAME]
    wrong = [row["mention"] for row in asked if not meanings(world, row["mention"]) & set(row["expected"].split("|"))]
    assert len(wrong) <= 0.05 * len(asked), wrong


def test_decoys_are_refused(world: World) -> None:
    asked = [row for row in rows() if row["expected"] in DECOYS]
    taken = [row["mention"] for row in asked if meanings(world, row["mention"])]
    assert len(taken) <= 0.05 * len(asked), taken
