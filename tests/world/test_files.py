"""What the shipped files hold: coverage, ids, codes, speed."""

import subprocess
import sys

from tocsin.world import World

LOAD = "from tocsin.world import load; load()"


def test_every_un_member_and_its_disputed_neighbours_are_there(world: World) -> None:
    states = [entity for entity in world.entities() if entity.standing == "state"]
    disputed = {entity.id for entity in world.entities() if entity.standing == "disputed"}
    assert len(states) == 194  # 193 members and the Holy See
    assert disputed == {"XKX", "PSE", "TWN", "ESH"}
    for state in states:
        assert state.country == state.id
        assert len(state.id) == 3
        sorts = {name.sort for name in state.names}
        assert "short" in sorts
        assert "demonym" in sorts, state.id
        assert state.wikidata is not None


def test_every_state_lies_in_a_region_and_has_its_bodies(world: World) -> None:
    for entity in world.entities():
        if entity.standing == "state" and entity.id != "VAT":
            assert entity.region, entity.id
            ministry = world.entity(f"{entity.id}.foreign-ministry")
            assert ministry is not None
            assert ministry.country == entity.id


def test_there_are_enough_of_each_kind(world: World) -> None:
    counts: dict[str, int] = {}
    for entity in world.entities():
        counts[entity.type] = counts.get(entity.type, 0) + 1
    assert counts["armed-group"] >= 120
    assert counts["medium"] >= 80
    assert counts["organisation"] >= 120
    assert sum(entity.pledge is not None for entity in world.entities()) >= 15


def test_nothing_claims_a_check_that_its_source_does_not_bear(world: World) -> None:
    for entity in world.entities():
        assert entity.source
        if entity.source == "general knowledge":
            assert entity.verified_on is None, entity.id
            assert entity.wikidata is None, entity.id


def test_the_world_loads_in_a_third_of_a_second() -> None:
    timed = f"t = time.process_time(); {LOAD}; print(time.process_time() - t)"
    seconds = min(float(run("import time", timed)) for _ in range(3))
    assert seconds < 0.6  # 0.3 on a quiet machine


def test_importing_the_world_is_light() -> None:
    heavy = run(
        "import sys, tocsin.world", "print([m for m in ('anyascii', 'rapidfuzz', 'numpy') if m in sys.modules])"
    )
    assert heavy.strip() == "[]"


def run(*lines: str) -> str:
    command = [sys.executable, "-c", "; ".join(lines)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout
