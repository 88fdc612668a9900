"""The same question on two days has two answers."""

from collections import Counter
from datetime import date

import pytest

from tocsin.world import World
from tocsin.world.spans import holds_on


def countries(world: World, organisation: str, day: date, **statuses: tuple[str, ...]) -> set[str]:
    return {row.country for row in world.members(organisation, day, **statuses)}


def test_uzbekistan_was_in_the_csto_in_2010_and_is_not_in_2013(world: World) -> None:
    assert "UZB" in countries(world, "CSTO", date(2010, 6, 1))
    assert countries(world, "CSTO", date(2013, 1, 1)) == {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"}


def test_a_frozen_member_is_still_a_member(world: World) -> None:
    statuses = {row.status for row in world.memberships_of("ARM", date(2024, 7, 1)) if row.organisation == "CSTO"}
    assert statuses == {"member", "frozen"}
    assert "ARM" in countries(world, "CSTO", date(2024, 7, 1))
    assert countries(world, "CSTO", date(2024, 7, 1), statuses=("frozen",)) == {"ARM"}
    assert countries(world, "CSTO", date(2024, 2, 21), statuses=("frozen",)) == set()


def test_kabul_fell_between_two_days(world: World) -> None:
    before = {(row.actor, row.relation) for row in world.governments("AFG", date(2021, 8, 14))}
    after = {(row.actor, row.relation) for row in world.governments("AFG", date(2021, 8, 16))}
    assert ("AFG.islamic-republic", "government") in before
    assert ("taliban", "de-facto-government") not in before
    assert ("taliban", "de-facto-government") in after
    assert ("AFG.islamic-republic", "un-seat") in after


def test_an_end_is_the_first_day_on_which_a_fact_no_longer_holds(world: World) -> None:
    assert "GBR" in countries(world, "EU", date(2020, 1, 31))
    assert "GBR" not in countries(world, "EU", date(2020, 2, 1))


@pytest.mark.parametrize(
    ("organisation", "day", "count"),
    [
        ("NATO", date(1950, 1, 1), 12),
        ("NATO", date(2003, 1, 1), 19),
        ("NATO", date(2024, 3, 6), 31),
        ("NATO", date(2026, 1, 1), 32),
        ("EU", date(1960, 1, 1), 6),
        ("EU", date(2019, 1, 1), 28),
        ("EU", date(2026, 1, 1), 27),
        ("UN", date(2026, 1, 1), 193),
        ("UNSC", date(2026, 6, 1), 15),
        ("UNSC", date(2019, 6, 1), 15),
        ("OSCE", date(2026, 1, 1), 57),
        ("COE", date(2022, 1, 1), 47),
        ("COE", date(2026, 1, 1), 46),
        ("GCC", date(2026, 1, 1), 6),
        ("AU", date(2026, 1, 1), 55),
        ("ECOWAS", date(2025, 6, 1), 12),
        ("AES", date(2025, 6, 1), 3),
        ("ARAB_LEAGUE", date(2026, 1, 1), 22),
        ("OIC", date(2026, 1, 1), 57),
        ("ASEAN", date(2026, 1, 1), 11),
        ("SCO", date(2026, 1, 1), 10),
        ("BRICS", date(2026, 1, 1), 10),
        ("OAS", date(2020, 1, 1), 35),
        ("SADC", date(2026, 1, 1), 16),
        ("WARSAW_PACT", date(1980, 1, 1), 7),
    ],
)
def test_how_many_belonged(world: World, organisation: str, day: date, count: int) -> None:
    assert len(world.members(organisation, day)) == count


def test_alliances_are_the_organisations_with_a_pledge(world: World) -> None:
    day = date(2026, 2, 3)
    assert [e.id for e in world.alliances_of("KAZ", day)] == ["CSTO"]
    assert {e.id for e in world.alliances_of("EST", day)} == {"NATO", "EU"}
    assert {e.id for e in world.alliances_of("BLR", day)} == {"CSTO", "UNION_STATE"}
    assert "CSTO" in {e.id for e in world.alliances_of("UZB", date(2010, 1, 1))}
    assert world.alliances_of("UZB", day) == ()
    assert {e.id for e in world.alliances_of("BLR", date(2022, 2, 15))} == {"CSTO"}
    for alliance in world.alliances_of("FRA", day):
        assert alliance.pledge is not None
        assert alliance.pledge.article


def test_a_pledge_names_its_treaty_and_articles(world: World) -> None:
    csto, nato = world.entity("CSTO"), world.entity("NATO")
    assert csto is not None
    assert csto.pledge is not None
    assert csto.pledge.article == "4; 2"
    assert nato is not None
    assert nato.pledge is not None
    assert nato.pledge.article == "5; 4"


def test_a_holder_of_an_office_is_of_a_day(world: World) -> None:
    def presidents(day: date) -> list[str]:
        return [row.name for row in world.holders("RUS", day) if row.title == "President"]

    assert presidents(date(2010, 1, 1)) == ["Dmitry Medvedev"]
    assert presidents(date(2014, 1, 1)) == ["Vladimir Putin"]


def test_no_office_of_one_holder_has_two_on_any_day(world: World) -> None:
    offices = {t.casefold(): p.name for p in world.positions().values() if p.sole for t in p.titles}
    rows = [row for row in world.all_holders() if row.title.casefold() in offices]
    assert len(rows) > 100
    for first in {row.start for row in rows if row.start}:
        held = Counter((r.place, offices[r.title.casefold()]) for r in rows if holds_on(r.start, r.end, first))
        assert [post for post, count in held.items() if count > 1] == [], first
