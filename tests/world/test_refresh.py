"""What Wikidata says beside the present facts."""

import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.world.stand_in import StandIn, running, status

from tocsin.errors import WorldError
from tocsin.world import Holder, Membership, Proposed, Refreshed, World, load, refresh
from tocsin.world.refresh import topics
from tocsin.world.service import Cell, OfflineError, Service, ServiceError

TODAY = date(2026, 11, 24)
SINCE = date(2024, 11, 24)
ROLES = "name,title,country,organisation,start,end,override,source,verified_on,confidence\n"
STATE = "head of state"


@pytest.fixture
def known() -> Iterator[StandIn]:
    with running(StandIn()) as stand_in:
        yield stand_in


@pytest.fixture
def iceland(tmp_path: Path, world: World) -> World:
    """A world in which Artis Veldre presides over Iceland since 2019, and nobody else ever has."""
    assert world.holders("ISL", None) == ()
    rows = ROLES + "Artis Veldre,President,ISL,ISL,2019-07-08,,,my desk,,medium\n"
    (tmp_path / "roles.csv").write_text(rows, encoding="utf-8")
    return load(tmp_path)


def item(world: World, state: str) -> str:
    entity = world.entity(state)
    assert entity is not None
    assert entity.wikidata is not None
    return entity.wikidata


def ask(known: StandIn, world: World, *only: str) -> Refreshed:
    with Service(known.endpoint, pause=lambda seconds: None) as service:  # noqa: ARG005
        return refresh(world, service, today=TODAY, since=SINCE, only=only)


def of_iceland(answer: Refreshed) -> list[Proposed]:
    return [row for row in answer.rows if isinstance(row.fact, Holder) and row.fact.place == "ISL"]


def said(answer: Refreshed) -> list[tuple[str, str, date | None, date | None]]:
    return [(r.change, r.fact.name, r.fact.start, r.fact.end) for r in of_iceland(answer) if isinstance(r.fact, Holder)]


def test_what_agrees_is_checked_today_by_its_source(known: StandIn, iceland: World) -> None:
    known.add("P35", item(iceland, "ISL"), "Q10", name="Artis Veldre", start="2019-07-08")
    (row,) = of_iceland(ask(known, iceland, STATE))
    assert row.change == "agrees"
    assert row.fact.verified_on == TODAY
    assert row.fact.source == "Wikidata Q10, P35"
    assert row.replaces == "2019-07-08"
    assert "my desk" in row.present


def test_a_new_holder_ends_the_old_one(known: StandIn, iceland: World) -> None:
    known.add("P35", item(iceland, "ISL"), "Q11", name="Ilona Kalns", title="President of Iceland", start="2026-07-08")
    answer = ask(known, iceland, STATE)
    new, ended = date(2026, 7, 8), date(2019, 7, 8)
    assert said(answer) == [("new", "Ilona Kalns", new, None), ("ended", "Artis Veldre", ended, new)]
    first, last = of_iceland(answer)
    assert isinstance(first.fact, Holder)
    assert (first.fact.title, first.fact.country, first.fact.wikidata) == ("President", "ISL", "Q11")
    assert first.fact.confidence == "medium"
    assert last.fact.confidence == "low"
    assert "Ilona Kalns" in last.fact.note


def test_an_end_that_wikidata_gives(known: StandIn, iceland: World) -> None:
    place = item(iceland, "ISL")
    known.add("P35", place, "Q10", name="Artis Veldre", start="2019-07-08", end="2026-07-08")
    known.add("P35", place, "Q11", name="Ilona Kalns", start="2026-07-08", rank="Preferred")
    assert said(ask(known, iceland, STATE)) == [
        ("ended", "Artis Veldre", date(2019, 7, 8), date(2026, 7, 8)),
        ("new", "Ilona Kalns", date(2026, 7, 8), None),
    ]


@pytest.mark.parametrize(("start", "change"), [("2019-07-09", "agrees"), ("2019-07-11", "changed")])
def test_a_day_between_two_sources_is_no_change(known: StandIn, iceland: World, start: str, change: str) -> None:
    known.add("P35", item(iceland, "ISL"), "Q10", name="Artis Veldre", start=start)
    assert [row.change for row in of_iceland(ask(known, iceland, STATE))] == [change]


def test_who_is_appointed_anew_has_not_left(known: StandIn, iceland: World) -> None:
    place = item(iceland, "ISL")
    known.add("P35", place, "Q10", name="Artis Veldre", start="2023-07-08")
    (row,) = of_iceland(ask(known, iceland, STATE))
    assert (row.change, row.fact.start, row.fact.note) == (
        "agrees",
        date(2019, 7, 8),
        "Wikidata's term begins 2023-07-08",
    )
    known.knows.clear()
    known.add("P35", place, "Q10", name="Artis Veldre", start="2019-07-08", end="2023-07-08")
    known.add("P35", place, "Q10", name="Artis Veldre", start="2023-07-08", end="2026-07-01")
    assert said(ask(known, iceland, STATE)) == [("ended", "Artis Veldre", date(2019, 7, 8), date(2026, 7, 1))]


def test_two_terms_with_another_between_are_two(known: StandIn, iceland: World) -> None:
    place = item(iceland, "ISL")
    known.add("P6", place, "Q12", name="Juris Ozols", start="2020-01-01", end="2025-01-01")
    known.add("P6", place, "Q14", name="Dace Liepa", start="2025-01-01", end="2026-01-01")
    known.add("P6", place, "Q12", name="Juris Ozols", start="2026-01-01")
    assert sorted(said(ask(known, iceland, "head of government"))[i][1:] for i in range(3)) == [
        ("Dace Liepa", date(2025, 1, 1), date(2026, 1, 1)),
        ("Juris Ozols", date(2020, 1, 1), date(2025, 1, 1)),
        ("Juris Ozols", date(2026, 1, 1), None),
    ]


@pytest.mark.parametrize("name", ["Artis Veldré", "Artis Veldere", "Veldre Artis"])
def test_another_spelling_is_the_same_person(known: StandIn, iceland: World, name: str) -> None:
    known.add("P35", item(iceland, "ISL"), "Q10", name=name, start="2019-07-08")
    assert said(ask(known, iceland, STATE))[0][:2] == ("agrees", "Artis Veldre")


@pytest.mark.parametrize(("start", "precision"), [("2019-01-01", 9), ("2019-07-01", 10), ("?", 11), ("2010-01-01", 8)])
def test_a_start_known_less_well_contradicts_nothing(
    known: StandIn, iceland: World, start: str, precision: int
) -> None:
    known.add("P35", item(iceland, "ISL"), "Q10", name="Artis Veldre", start=start, start_precision=precision)
    assert said(ask(known, iceland, STATE)) == [("agrees", "Artis Veldre", date(2019, 7, 8), None)]


def test_a_year_stands_on_its_first_day_with_a_note(known: StandIn, iceland: World) -> None:
    known.add("P6", item(iceland, "ISL"), "Q12", name="Juris Ozols", start="2025-01-01", start_precision=9)
    (row,) = of_iceland(ask(known, iceland, "head of government"))
    assert row.fact.start == date(2025, 1, 1)
    assert row.fact.note == "start known to the year"
    assert row.fact.confidence == "low"


def test_an_end_known_to_the_year_is_the_next_ones_start(known: StandIn, iceland: World) -> None:
    place = item(iceland, "ISL")
    known.add("P35", place, "Q10", name="Artis Veldre", start="2019-07-08", end="2026-01-01", end_precision=9)
    known.add("P35", place, "Q11", name="Ilona Kalns", start="2026-07-08")
    assert ("ended", "Artis Veldre", date(2019, 7, 8), date(2026, 7, 8)) in said(ask(known, iceland, STATE))
    known.knows.pop()
    assert ("ended", "Artis Veldre", date(2019, 7, 8), date(2027, 1, 1)) in said(ask(known, iceland, STATE))


def test_an_end_at_some_unknown_day_is_told_not_written(known: StandIn, iceland: World) -> None:
    known.add("P35", item(iceland, "ISL"), "Q10", name="Artis Veldre", start="2019-07-08", end="?")
    answer = ask(known, iceland, STATE)
    assert of_iceland(answer) == []
    assert any("Artis Veldre no longer holds it" in doubt for doubt in answer.doubts)


def test_the_preferred_of_two_sole_holders_is_proposed_and_the_other_named(known: StandIn, iceland: World) -> None:
    place = item(iceland, "ISL")
    known.add("P35", place, "Q13", name="Karlis Berzins", start="2026-08-01")
    known.add("P35", place, "Q11", name="Ilona Kalns", start="2026-07-08", rank="Preferred")
    rows = of_iceland(ask(known, iceland, STATE))
    assert [row.fact.name for row in rows if row.change == "new" and isinstance(row.fact, Holder)] == ["Ilona Kalns"]
    assert "Karlis Berzins" in rows[0].fact.note
    assert rows[0].fact.confidence == "low"


def test_two_sole_holders_between_whom_nothing_decides_are_both_doubtful(known: StandIn, iceland: World) -> None:
    place = item(iceland, "ISL")
    known.add("P35", place, "Q13", name="Karlis Berzins", start="2026-07-08")
    known.add("P35", place, "Q11", name="Ilona Kalns", start="2026-07-08")
    rows = of_iceland(ask(known, iceland, STATE))
    assert [(row.change, row.fact.confidence) for row in rows] == [("new", "low"), ("new", "low")]
    assert all("also lists" in row.fact.note for row in rows)


def test_duplicates_come_once(known: StandIn, iceland: World) -> None:
    place = item(iceland, "ISL")
    for statement in ("s1", "s1", "s2"):
        known.add("P35", place, "Q11", name="Ilona Kalns", start="2026-07-08", statement=statement)
        known.add("P6", place, "Q11", name="Ilona Kalns", start="2026-07-08", title="President of Iceland")
    rows = of_iceland(ask(known, iceland, STATE, "head of government"))
    assert [row.change for row in rows] == ["new", "ended"]


def test_a_holder_without_an_english_name_is_told(known: StandIn, iceland: World) -> None:
    known.add("P35", item(iceland, "ISL"), "Q11", start="2026-07-08")
    answer = ask(known, iceland, STATE)
    assert answer.rows == ()
    assert any("Q11 has no English name" in doubt for doubt in answer.doubts)


def test_ministers_by_class_and_heads_of_organisations_by_label(known: StandIn, iceland: World) -> None:
    title = "Minister of Foreign Affairs of the Republic of Iceland"
    known.add("Q7330070", item(iceland, "ISL"), "Q14", name="Dace Liepa", title=title, start="2026-01-15")
    known.add("Secretary General of NATO", "NATO", "Q15", name="Jan Verhoef", start="2026-10-01")
    answer = ask(known, iceland, "foreign minister", "secretary general")
    by_name = {row.fact.name: row.fact for row in answer.rows if isinstance(row.fact, Holder)}
    assert (by_name["Dace Liepa"].title, by_name["Dace Liepa"].confidence) == ("Minister of Foreign Affairs", "low")
    assert (by_name["Jan Verhoef"].country, by_name["Jan Verhoef"].organisation) == (None, "NATO")


CSTO = "Collective Security Treaty Organization"


def members(known: StandIn, world: World, *states: str, **days: str) -> None:
    for state in states:
        known.add(CSTO, item(world, state), "Q80", title="CSTO", **days)


def test_members_that_agree_end_and_come(known: StandIn, world: World) -> None:
    members(known, world, "ARM", "BLR", "KAZ", "KGZ", "TJK", start="2002-10-07")
    members(known, world, "RUS", start="2002-10-07", end="2026-05-01")
    members(known, world, "UZB", start="2006-06-23", end="2012-12-19")
    members(known, world, "MNG", start="2026-03-01")
    members(known, world, "SRB", start="2010-01-01", end="2011-01-01")
    answer = ask(known, world, "CSTO")
    facts = {row.fact.country: row for row in answer.rows}
    assert {code for code, row in facts.items() if row.change == "agrees"} >= {"ARM", "BLR", "KAZ", "KGZ", "TJK"}
    assert (facts["RUS"].change, facts["RUS"].fact.end) == ("ended", date(2026, 5, 1))
    assert (facts["MNG"].change, facts["MNG"].fact) == (
        "new",
        Membership(
            organisation="CSTO",
            country="MNG",
            status="member",
            start=date(2026, 3, 1),
            source="Wikidata Q80, P463",
            verified_on=TODAY,
            confidence="medium",
        ),
    )
    assert "SRB" not in facts  # it ended long ago, and is on no file


def test_members_that_wikidata_does_not_name_are_told(known: StandIn, world: World) -> None:
    members(known, world, "ARM", "BLR", "KAZ", "KGZ", start="2002-10-07")
    assert "CSTO: Wikidata names no membership of RUS, TJK" in ask(known, world, "CSTO").doubts


def test_two_items_of_one_name_are_told(known: StandIn, world: World) -> None:
    members(known, world, "ARM", "BLR", start="2002-10-07")
    known.add(CSTO, item(world, "MNG"), "Q81", title="CSTO", start="2020-01-01")
    answer = ask(known, world, "CSTO")
    assert {row.fact.country for row in answer.rows} == {"ARM", "BLR"}
    assert any("taken as Q80, whose name Q81 bears too" in doubt for doubt in answer.doubts)


def test_an_empty_answer_proposes_nothing(known: StandIn, world: World) -> None:
    answer = ask(known, world, "CSTO", STATE)
    assert answer.rows == ()
    assert any("no item of this English name" in doubt for doubt in answer.doubts)
    assert answer.failed == ()


def test_a_question_too_large_is_put_in_halves(known: StandIn, world: World) -> None:
    wanted = item(world, "ISL")
    known.add("P35", wanted, "Q11", name="Ilona Kalns", start="2026-07-08")
    slow = status(500, "java.util.concurrent.TimeoutException")
    known.fails = lambda query: slow if query.split("}")[0].count("wd:") > 12 else None
    answer = ask(known, world, STATE)
    assert answer.failed == ()
    assert any(isinstance(row.fact, Holder) and row.fact.name == "Ilona Kalns" for row in answer.rows)


def test_what_was_answered_is_kept_and_what_was_not_is_named(known: StandIn, iceland: World) -> None:
    known.add("P35", item(iceland, "ISL"), "Q11", name="Ilona Kalns", start="2026-07-08")
    broken = status(200, "<html>Wikimedia Error</html>")
    known.fails = lambda query: broken if "P463" in query else None
    answer = ask(known, iceland, STATE, "CSTO")
    assert len(of_iceland(answer)) == 2
    assert answer.failed == ("members (CSTO): the answer is a web page",)


def test_after_three_questions_without_answer_no_more_are_put(known: StandIn, world: World) -> None:
    known.fails = lambda query: None if "P35" in query else status(400)
    answer = ask(known, world)
    asked = sum("P35" not in query for query in known.queries)
    assert asked == 3
    assert sum("not asked any more" in failure for failure in answer.failed) > 5


def test_whoever_stops_it_keeps_what_was_answered(known: StandIn, iceland: World) -> None:
    known.add("P35", item(iceland, "ISL"), "Q11", name="Ilona Kalns", start="2026-07-08")
    with Service(known.endpoint, pause=lambda seconds: None) as service:  # noqa: ARG005
        ask_it = service.ask

        def stopped(query: str) -> list[dict[str, Cell]]:
            if "P463" in query:
                raise KeyboardInterrupt
            return ask_it(query)

        service.ask = stopped  # type: ignore[method-assign]
        answer = refresh(iceland, service, today=TODAY, since=SINCE)
    assert len(of_iceland(answer)) == 2
    assert answer.failed[0].endswith(": stopped")
    assert all(failure.endswith("not asked any more") for failure in answer.failed[1:])


def test_no_answer_at_all_is_an_error(known: StandIn, world: World) -> None:
    known.fails = lambda query: status(403)  # noqa: ARG005
    with pytest.raises(ServiceError, match="answers 403"):
        ask(known, world, "CSTO")


def test_offline_ends_it_at_once(world: World) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/sparql"
    with Service(address) as service, pytest.raises(OfflineError):
        refresh(world, service, today=TODAY, since=SINCE)


def test_only_what_is_curated_can_be_asked_for(known: StandIn, world: World) -> None:
    assert {STATE, "foreign minister", "CSTO", "NATO"} <= set(topics(world))
    with pytest.raises(WorldError, match="head of cabbage"):
        ask(known, world, "head of cabbage")
    assert known.queries == []


def test_every_curated_thing_can_be_asked(known: StandIn, world: World) -> None:
    answer = ask(known, world)
    assert answer.failed == ()
    assert answer.asked == len(known.queries)
    assert answer.asked < 40  # a person waits for them, one a second
    assert all(len(query) < 16_000 for query in known.queries)
