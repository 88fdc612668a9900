"""The register of the example article that comes with the design."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tocsin.documents.types import Document
from tocsin.reading import read
from tocsin.record.types import Entry
from tocsin.register import Register, register
from tocsin.world import World

SEED = Path(__file__).parents[3] / "shared" / "examples" / "seed.txt"
DAY = "2026-02-03"

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SEED.exists(), reason="needs ../shared")]


@pytest.fixture(scope="module")
def found(world: World) -> Register:
    text = SEED.read_text(encoding="utf-8")
    reading = read(Document(id="seed", text=text, published=DAY, source="Kabul daily"))
    actors = {actor.id: actor for actor in reading.actors}
    entries = [Entry(document=reading.document, statement=s, actors=actors, day=DAY) for s in reading.statements]
    return register(entries, as_of=date.fromisoformat(DAY), world=world)


def test_the_threat_from_afghanistan_is_common_to_six_members(found: Register) -> None:
    concern = next(one for one in found.concerns if one.origins == ("AFG",))
    assert {"KAZ", "KGZ", "TJK"} <= set(concern.endangers)
    assert {"RUS", "CSTO"} <= set(concern.held_by)
    csto = next(one for one in concern.common_to if one.alliance == "CSTO")
    assert csto.members == ("ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK")
    assert any("Armenia" in note for note in csto.notes)
    assert len({raising.statement for raising in concern.raised}) >= 4
    assert "taliban" in {answer.actor for answer in concern.answers}


def test_both_mediations_wait_for_a_formal_request(found: Register) -> None:
    mediations = {one.parties: one for one in found.requests if one.kind == "mediation"}
    for parties in (("AFG", "PAK"), ("IND", "PAK")):
        request = mediations[parties]
        assert request.asked == ("RUS",)
        assert request.requested is False
        assert request.status == "waiting-for-request"
        assert request.condition
