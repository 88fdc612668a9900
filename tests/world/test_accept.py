"""A proposal, marked by a person, and what then lies in the folder."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.errors import WorldError
from tocsin.world import Holder, Membership, Proposed, accept, load, read_proposal, write_proposal
from tocsin.world.proposal import Change

TODAY = date(2026, 11, 24)
EVERY_NEW: tuple[Change, ...] = ("new",)
NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30)
NEW = Holder(
    name="Ilona Kalns",
    title="President",
    country="ISL",
    organisation="ISL",
    wikidata="Q11",
    start=date(2026, 7, 8),
    source="Wikidata Q11, P35",
    verified_on=TODAY,
)
MONGOLIA = Membership(
    organisation="CSTO", country="MNG", status="observer", start=date(2026, 3, 1), source="Wikidata", verified_on=TODAY
)
UZBEKISTAN = Membership(
    organisation="CSTO",
    country="UZB",
    status="member",
    start=date(2006, 6, 23),
    end=date(2012, 12, 19),
    source="Wikidata",
    verified_on=TODAY,
)


def proposed(path: Path, *rows: Proposed, mark: str = "yes") -> Path:
    """A proposal with every row marked."""
    write_proposal(rows, path)
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *(mark + line for line in lines), ""]), encoding="utf-8")
    return path


def test_a_proposal_is_read_as_it_was_written(tmp_path: Path) -> None:
    rows = [
        Proposed(change="new", fact=NEW),
        Proposed(change="ended", fact=UZBEKISTAN, replaces="2006-01-01", present="UZB, member, 2006-01-01.."),
        Proposed(change="agrees", fact=MONGOLIA, replaces="-"),
    ]
    write_proposal(rows, tmp_path / "p.csv")
    assert read_proposal(tmp_path / "p.csv") == rows


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-x", "@x", "'quoted", 'a,"b"', "Ilona; Kalns"])
def test_no_cell_is_a_formula_and_none_is_changed(tmp_path: Path, name: str) -> None:
    row = Proposed(change="new", fact=Holder(name=name, title="Envoy", country="ISL", start=None))
    write_proposal([row], tmp_path / "p.csv")
    assert not any(cell.startswith(("=", "+", "@")) for cell in (tmp_path / "p.csv").read_text().split(","))
    assert read_proposal(tmp_path / "p.csv") == [row]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(NAMES.map(str.strip).filter(bool), st.none() | st.dates(date(1900, 1, 1), date(2000, 1, 1)))
def test_any_name_survives(tmp_path: Path, name: str, start: date | None) -> None:
    row = Proposed(change="new", fact=Holder(name=name, title="Envoy", country="ISL", start=start))
    write_proposal([row], tmp_path / "p.csv")
    assert read_proposal(tmp_path / "p.csv") == [row]


def test_marked_rows_move_and_the_others_stay(tmp_path: Path) -> None:
    path = proposed(tmp_path / "p.csv", Proposed(change="new", fact=NEW))
    with path.open("a", encoding="utf-8") as file:
        file.write(",new,memberships,CSTO,MNG,observer,,,,,2026-03-01,,,Wikidata,2026-11-24,low,,\n")
    done = accept(path, tmp_path / "mine")
    assert (done.moved, done.left, done.files) == (1, 1, (tmp_path / "mine" / "roles.csv",))
    world = load(tmp_path / "mine")
    assert [row.name for row in world.holders("ISL", TODAY)] == ["Ilona Kalns"]
    (left,) = read_proposal(path)
    assert isinstance(left.fact, Membership)
    accept(path, tmp_path / "mine", changes=EVERY_NEW)
    assert [row.country for row in load(tmp_path / "mine").members("CSTO", TODAY, ("observer",))] == ["MNG"]
    assert read_proposal(path) == []


def test_a_row_that_replaces_ours_overrides_it(tmp_path: Path) -> None:
    ours = next(row for row in load().members("CSTO", date(2008, 1, 1)) if row.country == "UZB")
    assert ours.start is not None
    row = Proposed(change="changed", fact=UZBEKISTAN, replaces=ours.start.isoformat())
    accept(proposed(tmp_path / "p.csv", row), tmp_path / "mine")
    found = [r for r in load(tmp_path / "mine").members("CSTO", None) if r.country == "UZB"]
    assert [(r.start, r.end) for r in found] == [(date(2006, 6, 23), date(2012, 12, 19))]


def test_other_terms_of_the_same_person_are_not_lost(tmp_path: Path) -> None:
    ours = [row for row in load().all_holders() if (row.name, row.title) == ("Vladimir Putin", "President")]
    assert len(ours) == 2
    first, second = ours
    assert second.start is not None
    ended = Holder(**{f: getattr(second, f) for f in second.__struct_fields__} | {"end": date(2026, 10, 1)})
    row = Proposed(change="ended", fact=ended, replaces=second.start.isoformat())
    accept(proposed(tmp_path / "p.csv", row), tmp_path / "mine")
    world = load(tmp_path / "mine")
    found = [r for r in world.all_holders() if (r.name, r.title) == ("Vladimir Putin", "President")]
    assert [(r.start, r.end) for r in found] == [(first.start, first.end), (second.start, date(2026, 10, 1))]


def test_what_the_folder_holds_already_stays_and_its_columns_too(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    text = "title,name,country,start,source\nEnvoy,Dace Liepa,ISL,2025-01-01,my desk\n"
    (mine / "roles.csv").write_text(text, encoding="utf-8")
    accept(proposed(tmp_path / "p.csv", Proposed(change="new", fact=NEW)), mine, changes=EVERY_NEW)
    head, *lines = (mine / "roles.csv").read_text(encoding="utf-8").splitlines()
    assert head.startswith("title,name,country,start,source,organisation")
    assert lines[0].startswith("Envoy,Dace Liepa,ISL,2025-01-01,my desk")
    assert [row.name for row in load(mine).holders("ISL", TODAY)] == ["Dace Liepa", "Ilona Kalns"]


def test_an_accepted_row_may_itself_be_replaced(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    accept(proposed(tmp_path / "p.csv", Proposed(change="new", fact=NEW)), mine)
    later = Holder(**{f: getattr(NEW, f) for f in NEW.__struct_fields__} | {"start": date(2026, 7, 9)})
    row = Proposed(change="changed", fact=later, replaces="2026-07-08")
    accept(proposed(tmp_path / "p.csv", row), mine)
    assert [row.start for row in load(mine).holders("ISL", None)] == [date(2026, 7, 9)]


def test_two_sole_holders_are_not_both_accepted_and_nothing_is_written(tmp_path: Path) -> None:
    other = Holder(**{f: getattr(NEW, f) for f in NEW.__struct_fields__} | {"name": "Karlis Berzins"})
    path = proposed(tmp_path / "p.csv", Proposed(change="new", fact=NEW), Proposed(change="new", fact=other))
    before = path.read_text(encoding="utf-8")
    with pytest.raises(WorldError, match=r"mine/roles.csv:3: ISL has two holders of one office .*nothing was accepted"):
        accept(path, tmp_path / "mine")
    assert not (tmp_path / "mine").exists()
    assert path.read_text(encoding="utf-8") == before


def test_a_proposal_in_which_nothing_is_chosen(tmp_path: Path) -> None:
    path = proposed(tmp_path / "p.csv", Proposed(change="new", fact=NEW), mark="no")
    with pytest.raises(WorldError, match="no row is chosen"):
        accept(path, tmp_path / "mine")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("yes,new", "maybe,new", "p.csv:2: accept is 'maybe'"),
        (",new,", ",newer,", "p.csv:2: unknown change newer"),
        (",roles,", ",rolls,", "p.csv:2: unknown table rolls"),
        ("2026-07-08", "8 July", "p.csv:2: start is '8 July', not a date"),
        (",President,", ",,", "p.csv:2: a role needs name, title"),
        ("accept,", "", "p.csv:1: missing columns accept"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_accepted(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = proposed(tmp_path / "p.csv", Proposed(change="new", fact=NEW))
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WorldError) as caught:
        accept(path, tmp_path / "mine")
    assert said in str(caught.value)
    assert not (tmp_path / "mine").exists()


def test_a_folder_that_is_wrong_already_takes_nothing(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "borders.csv").write_text("a,b\nISL,QQQ\n", encoding="utf-8")
    with pytest.raises(WorldError, match=r"mine/borders.csv:2: unknown country QQQ"):
        accept(proposed(tmp_path / "p.csv", Proposed(change="new", fact=NEW)), mine)
    assert sorted(path.name for path in mine.iterdir()) == ["borders.csv"]
