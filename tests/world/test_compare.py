"""Whatever Wikidata says, the rows to propose are sound."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tocsin.world import Holder, World, load
from tocsin.world.compare import holders, members
from tocsin.world.queries import Dated, Found, Precision

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(1990, 1, 1), date(2027, 1, 1))
PRECISIONS: list[Precision] = ["day", "month", "year"]


def _dated(day: date, precision: Precision) -> Dated:
    first = {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[precision]
    return Dated(first, precision, True)


DATED = st.one_of(st.just(Dated()), st.just(Dated(given=True)), st.builds(_dated, DAYS, st.sampled_from(PRECISIONS)))
NAMES = st.sampled_from(["Ilona Kalns", "Artis Veldre", "Artis Veldré", "Vladimir Putin", "Dmitri Medvedev", ""])
STATEMENTS = st.lists(
    st.builds(
        Found,
        place=st.sampled_from(["RUS", "ISL", "TJK"]),
        item=st.sampled_from(["Q1", "Q2", "Q3"]),
        name=NAMES,
        title=st.sampled_from(["", "President of Russia", "head of state", "King"]),
        statement=st.uuids().map(str),
        preferred=st.booleans(),
        start=DATED,
        end=DATED,
    ),
    max_size=8,
)


@given(STATEMENTS)
def test_rows_about_offices_are_sound(statements: list[Found]) -> None:
    world: World = load()
    compared = holders(statements, world.positions()["head of state"], world, "P35", TODAY)
    for row in compared.rows:
        fact = row.fact
        assert isinstance(fact, Holder)
        assert fact.start is None or fact.end is None or fact.start < fact.end
        assert (row.change == "new") == (row.replaces == "") == (row.present == "")
        assert fact.name
        assert fact.title
        assert fact.verified_on == TODAY
        assert fact.confidence != "high"
    assert len({one.place for one in statements if one.name}) >= len({row.fact.country for row in compared.rows})


@given(STATEMENTS)
def test_rows_about_members_are_sound(statements: list[Found]) -> None:
    world: World = load()
    compared = members(statements, "CSTO", world, "P463", TODAY, date(2024, 11, 24))
    for row in compared.rows:
        assert row.fact.start is None or row.fact.end is None or row.fact.start < row.fact.end
        assert (row.change == "new") == (row.replaces == "") == (row.present == "")
    agreed = [row.fact for row in compared.rows if row.change == "agrees"]
    ours = {(row.country, row.start, row.end) for row in world.members("CSTO", None)}
    assert {(fact.country, fact.start, fact.end) for fact in agreed} <= ours


@given(STATEMENTS)
def test_the_order_of_an_answer_does_not_matter(statements: list[Found]) -> None:
    world: World = load()
    position = world.positions()["head of state"]
    compared = holders(statements, position, world, "P35", TODAY)
    assert holders(statements[::-1], position, world, "P35", TODAY) == compared
