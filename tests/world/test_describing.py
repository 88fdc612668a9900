"""What the command line asks."""

from datetime import date

import msgspec
import pytest

from tocsin.errors import WorldError
from tocsin.world import World, borders, describe, members

TODAY = date(2026, 11, 24)


def test_members_on_a_day(world: World) -> None:
    answer = members("CSTO", date(2024, 7, 1), world, TODAY)
    assert [row.country for row in answer.members] == ["ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"]
    assert [(row.country, row.status) for row in answer.others] == [("ARM", "frozen")]
    assert answer.pledge is not None
    assert msgspec.json.decode(msgspec.json.encode(answer))["as_of"] == "2024-07-01"


def test_an_organisation_by_another_name(world: World) -> None:
    assert members("North Atlantic Alliance", date(2026, 1, 1), world, TODAY).organisation == "NATO"
    assert members("csto", date(2013, 1, 1), world, TODAY).organisation == "CSTO"


def test_what_is_partial_or_over_is_said(world: World) -> None:
    assert any("in part" in warning for warning in members("ICC", date(2026, 1, 1), world, TODAY).warnings)
    assert any("ended" in warning for warning in members("Warsaw Pact", date(2026, 1, 1), world, TODAY).warnings)


@pytest.mark.parametrize(
    ("day", "actor"), [(date(2021, 8, 14), "AFG.islamic-republic"), (date(2021, 8, 16), "taliban")]
)
def test_kabuls_government(world: World, day: date, actor: str) -> None:
    (card,) = describe("Kabul", day, world, TODAY).actors
    assert card.id == "AFG"
    ruling = [row.actor for row in card.governments if row.relation in ("government", "de-facto-government")]
    assert ruling == [actor]


def test_what_a_group_governs(world: World) -> None:
    (card,) = describe("the Taliban", date(2026, 1, 1), world, TODAY).actors
    assert [(row.country, row.relation) for row in card.governs] == [("AFG", "de-facto-government")]
    (before,) = describe("the Taliban", date(2015, 1, 1), world, TODAY).actors
    assert before.governs == ()


def test_an_ambiguous_name_gives_all_and_says_so(world: World) -> None:
    answer = describe("Congo", date(2026, 1, 1), world, TODAY)
    assert {card.id for card in answer.actors} == {"COG", "COD"}
    assert "ambiguous" in answer.warnings[0]


def test_borders_of_a_state(world: World) -> None:
    answer = borders("TJK", world)
    assert [(n.id, n.name) for n in answer.borders] == [
        ("AFG", "Afghanistan"),
        ("CHN", "China"),
        ("KGZ", "Kyrgyzstan"),
        ("UZB", "Uzbekistan"),
    ]
    assert borders("Tajikistan", world) == answer


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda world: describe("Ruritania", TODAY, world), "no world file knows"),
        (lambda world: describe("Nur-Sultan", TODAY, world), "nobody bore this name"),
        (lambda world: members("Tajikistan", TODAY, world), "not an organisation"),
        (lambda world: borders("CSTO", world), "has no borders"),
        (lambda world: borders("Congo", world), "ambiguous"),
    ],
)
def test_what_cannot_be_answered_is_said_with_a_cure(world: World, ask, why: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(WorldError, match=why) as caught:
        ask(world)
    assert caught.value.cure
