"""Borders and regions."""

import pytest

from tocsin.world import World


def test_borders_are_symmetric(world: World) -> None:
    for entity in world.entities():
        for neighbour in world.borders(entity.id):
            assert entity.id in world.borders(neighbour)
            assert neighbour != entity.id


def test_tajikistans_neighbours(world: World) -> None:
    assert world.borders("TJK") == ("AFG", "CHN", "KGZ", "UZB")


def test_an_island_has_none(world: World) -> None:
    assert world.borders("JPN") == ()


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("Central Asia", "KAZ KGZ TJK TKM UZB"),
        ("Central Asian", "KAZ KGZ TJK TKM UZB"),
        ("the South Caucasus", "ARM AZE GEO"),
        ("the Baltic states", "EST LVA LTU"),
        ("the baltics", "EST LVA LTU"),
        ("Gulf states", "ARE BHR KWT OMN QAT SAU"),
        ("Atlantis", ""),
    ],
)
def test_a_region_by_its_names(world: World, name: str, states: str) -> None:
    assert world.region(name) == tuple(states.split())


def test_states_know_their_regions(world: World) -> None:
    kazakhstan = world.entity("KAZ")
    assert kazakhstan is not None
    assert "Central Asia" in kazakhstan.region
    assert len(world.regions()) > 50
    for states in world.regions().values():
        assert len(set(states)) == len(states)
