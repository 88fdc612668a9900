"""What Wikidata is asked, and how its days are read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.world.stand_in import SOME_VALUE, binding

from tocsin.world import World
from tocsin.world.queries import Dated, dated, found, of_class, of_labels, of_members, of_property
from tocsin.world.service import Cell

SINCE = date(2024, 11, 24)


def rows(*bindings: dict[str, dict[str, str]]) -> list[dict[str, Cell]]:
    return [
        {name: Cell(cell["type"], cell["value"], language=cell.get("xml:lang")) for name, cell in one.items()}  # type: ignore[arg-type]
        for one in bindings
    ]


@pytest.mark.parametrize(
    ("value", "precision", "expected"),
    [
        ("2012-05-07T00:00:00Z", "11", Dated(date(2012, 5, 7), "day", True)),
        ("+2012-05-07T00:00:00Z", "11", Dated(date(2012, 5, 7), "day", True)),
        ("2012-05-07T00:00:00Z", None, Dated(date(2012, 5, 7), "day", True)),
        ("2012-05-01T00:00:00Z", "10", Dated(date(2012, 5, 1), "month", True)),
        ("2012-01-01T00:00:00Z", "9", Dated(date(2012, 1, 1), "year", True)),
        ("2012-00-00T00:00:00Z", "9", Dated(date(2012, 1, 1), "year", True)),
        ("2010-01-01T00:00:00Z", "8", Dated(given=True)),
        ("2012-02-30T00:00:00Z", "11", Dated(given=True)),
        ("-0044-03-15T00:00:00Z", "11", Dated(given=True)),
        ("0000-01-01T00:00:00Z", "9", Dated(given=True)),
        ("t1234", None, Dated(given=True)),
    ],
)
def test_a_day_is_as_sure_as_its_precision(value: str, precision: str | None, expected: Dated) -> None:
    level = Cell("literal", precision) if precision else None
    assert dated(Cell("literal", value), level) == expected


@pytest.mark.parametrize("cell", [Cell("uri", SOME_VALUE), Cell("bnode", "t12")])
def test_an_unknown_day_is_given_without_being_known(cell: Cell) -> None:
    assert dated(cell, None) == Dated(given=True)


def test_no_day_is_no_day() -> None:
    assert dated(None, None) == Dated()


@given(st.text(max_size=40), st.text(max_size=4))
def test_no_value_breaks_the_reading_of_days(value: str, precision: str) -> None:
    read = dated(Cell("literal", value), Cell("literal", precision))
    assert read.given
    assert (read.day is None) == (read.precision == "unknown")


def test_each_statement_counts_once_and_unknown_holders_not_at_all() -> None:
    answer = rows(
        binding("Q1", "Q10", name="Ilona Kalns", title="President of Latvia", statement="s1"),
        binding("Q1", "Q10", name="Ilona Kalns", title="head of state", statement="s1"),
        binding("Q1", "somebody", statement="s2"),
        binding("Q9", "Q11", statement="s3"),
        {"place": {"type": "uri", "value": "http://www.wikidata.org/entity/Q1"}},
    )
    (one,) = found(answer, {"Q1": "LVA"})
    assert (one.place, one.item, one.title) == ("LVA", "Q10", "President of Latvia")


def test_labels_come_on_one_line_without_control_characters() -> None:
    answer = rows(
        binding("Q1", "Q10", name="Ilona\n\x1b[31m  Kalns", statement="s1"),
        binding("Q1", "Q11", name="x" * 5000, statement="s2"),
    )
    assert [one.name for one in found(answer, {"Q1": "LVA"})] == ["Ilona [31m Kalns", ""]


def test_the_questions_name_what_is_curated(world: World) -> None:
    positions = world.positions()
    state = of_property(positions["head of state"], ["Q1", "Q2"], SINCE)
    assert "VALUES ?place { wd:Q1 wd:Q2 }" in state
    assert "?place p:P35 ?statement" in state
    assert '"2024-11-24T00:00:00Z"^^xsd:dateTime' in state
    minister = of_class(positions["foreign minister"], ["Q1"], SINCE)
    assert "wdt:P279* wd:Q7330070" in minister
    assert '("CSTO" "Collective Security Treaty Organization"@en)' in of_members(
        [("CSTO", "Collective Security Treaty Organization")], ["Q1"]
    )


def test_an_absent_office_does_not_stand_for_every_thing(world: World) -> None:
    # Unbound, `?office rdfs:label ?title` would match each labelled item: both belong in one optional group.
    question = of_property(world.positions()["head of state"], ["Q1"], SINCE)
    assert "OPTIONAL { ?place wdt:P1906 ?office . ?office rdfs:label ?title" in question
    assert question.count("?office rdfs:label") == 1


def test_a_label_cannot_leave_its_quotes() -> None:
    question = of_labels([('N"}', 'Secretary "General"\\ } # \n of')], SINCE)
    assert '("N\\"}" "Secretary \\"General\\"\\\\ } # \\n of"@en)' in question
