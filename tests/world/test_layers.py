"""Folders of the user over ours, and what is said when they are wrong."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tocsin.errors import WorldError
from tocsin.world import World, describe, is_stale, load, stale, validate

MEMBERSHIPS = "organisation,country,status,start,end,note,source,verified_on,confidence\n"
GOVERNMENTS = "country,actor,relation,start,end,note,source,verified_on,confidence\n"
ROLES = "name,title,country,organisation,start,end,source,confidence\n"
HEADERS = {"roles": ROLES, "memberships": MEMBERSHIPS, "governments": GOVERNMENTS, "borders": "a,b\n"}


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    return [str(problem).removeprefix(f"{folder}/") for problem in validate(folder)]


def test_our_own_files_are_sound() -> None:
    assert validate() == []


def test_a_layer_adds(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        extra_yaml="entities:\n  - {id: pass-guard, type: armed-group, name: Pass Guard, country: TJK, source: x}\n",
        names_csv="id,name,sort\nTJK,the Roof Republic,alias\n",
        memberships_csv=MEMBERSHIPS + "CSTO,MNG,observer,2026-03-01,,,a colleague,,low\n",
        borders_csv="a,b\nTJK,PAK\n",
    )
    world = load(folder)
    assert [e.id for e in world.find("the Pass Guard")] == ["pass-guard"]
    assert [e.id for e in world.find("the Roof Republic")] == ["TJK"]
    assert [row.country for row in world.members("CSTO", date(2026, 3, 1), statuses=("observer",))] == ["MNG"]
    assert "PAK" in world.borders("TJK")
    assert "PAK" not in load().borders("TJK")


def test_a_layer_replaces_only_where_it_says_so(tmp_path: Path) -> None:
    row = "{id: CSTO, type: organisation, name: The Six, source: a colleague%s}"
    folder = write(tmp_path, mine_yaml="entities:\n  - " + row % "")
    with pytest.raises(WorldError, match=r"mine\.yaml:2: entity CSTO already stands at .*organisations\.yaml:\d+"):
        load(folder)
    (tmp_path / "over").mkdir()
    folder = write(tmp_path / "over", mine_yaml="entities:\n  - " + row % ", override: true")
    assert load(folder).entity("CSTO").name == "The Six"  # type: ignore[union-attr]


def test_an_overriding_row_takes_the_place_of_every_row_of_that_status(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        memberships_csv=MEMBERSHIPS.replace("note", "note,override")
        + "CSTO,UZB,member,2006-06-23,2012-12-19,,true,x,,low\n",
    )
    rows = [row for row in load(folder).memberships_of("UZB", date(2006, 7, 1)) if row.organisation == "CSTO"]
    assert [row.start for row in rows] == [date(2006, 6, 23)]


def test_the_same_folders_give_the_same_world(tmp_path: Path) -> None:
    assert load() is load()
    assert load(tmp_path) is load(tmp_path)


def test_a_folder_that_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "mine").mkdir(parents=True)
        write(tmp_path / name / "mine", names_csv=f"id,name,sort\nTJK,Roof {name},alias\n")
    monkeypatch.chdir(tmp_path / "one")
    assert load(Path("mine")).find("Roof one")
    monkeypatch.chdir(tmp_path / "two")
    assert load(Path("mine")).find("Roof two")
    write(Path("mine"), names_csv="id,name,sort\nTJK,the third Roof,alias\n")
    assert load(Path("mine")).find("the third Roof")


def test_a_bad_row_keeps_the_whole_folder_out(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        names_csv="id,name,sort\nTJK,the Roof Republic,alias\n",
        memberships_csv=MEMBERSHIPS + "CSTO,QQQ,observer,2026-03-01,,,a colleague,,low\n",
    )
    with pytest.raises(WorldError, match=r"memberships\.csv:2: unknown country QQQ .*nothing of the folder is used"):
        load(folder)
    assert load().find("the Roof Republic") == ()


def test_several_overriding_rows_stand_beside_each_other(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        memberships_csv=MEMBERSHIPS.replace("note", "note,override")
        + "CSTO,UZB,member,2006-06-23,2008-01-01,,true,x,,low\nCSTO,UZB,member,2009-01-01,2012-12-19,,true,x,,low\n",
    )
    rows = [row for row in load(folder).memberships_of("UZB", None) if row.organisation == "CSTO"]
    assert [row.start for row in rows if row.status == "member"] == [date(2006, 6, 23), date(2009, 1, 1)]


def test_a_change_of_office_ends_one_row_and_adds_another(tmp_path: Path) -> None:
    (minister,) = [row for row in load().holders("RUS", date(2026, 1, 1)) if row.title == "Foreign Minister"]
    rows = f"Artis Veldre,Foreign Minister,RUS,RUS,2026-05-01,,,x,low\n{minister.name},Foreign Minister,RUS,RUS,"
    folder = write(
        tmp_path,
        roles_csv=ROLES.replace("source", "override,source") + rows + f"{minister.start},2026-05-01,true,x,low\n",
    )
    world = load(folder)
    for day, name in ((date(2026, 4, 30), minister.name), (date(2026, 5, 1), "Artis Veldre")):
        assert [row.name for row in world.holders("RUS", day) if row.title == "Foreign Minister"] == [name]


def test_later_folders_lie_over_earlier_ones(tmp_path: Path) -> None:
    for name in ("lower", "upper"):
        (tmp_path / name).mkdir()
    entry = "entities:\n  - {id: pass-guard, type: armed-group, name: %s, source: x%s}\n"
    lower = write(tmp_path / "lower", a_yaml=entry % ("Pass Guard", ""))
    upper = write(tmp_path / "upper", a_yaml=entry % ("Guard of the Gorge", ", override: true"))
    assert load(lower, upper).entity("pass-guard").name == "Guard of the Gorge"  # type: ignore[union-attr]
    with pytest.raises(WorldError, match=r"already stands at .*upper"):
        load(upper, write(tmp_path / "lower", a_yaml=entry % ("Pass Guard", "")))


def test_a_name_marked_in_a_folder_is_ambiguous_in_ours_too(tmp_path: Path) -> None:
    entry = "entities:\n  - {id: roof-weekly, type: medium, name: Tajikistan%s, source: x}\n"
    with pytest.raises(WorldError, match="end the name with"):
        load(write(tmp_path, a_yaml=entry % ""))
    world = load(write(tmp_path, a_yaml=entry % "?"))
    assert {e.id for e in world.find("Tajikistan")} == {"TJK", "roof-weekly"}
    bearers = dict(world.aliases(patterns=False)["Tajikistan"])
    assert all(name.ambiguous for name in bearers.values())


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("memberships", "CSTO,MNG,member,2026-31-03,,,x,,\n", "memberships.csv:2: start is '2026-31-03', not a date"),
        ("memberships", "CSTO,MNG,member,2026-03-01,2025-01-01,,x,,\n", "start 2026-03-01 is not before end"),
        ("memberships", "CSTO,MNG,friend,,,,x,,\n", "memberships.csv:2: unknown status friend"),
        ("memberships", "CSTO,QQQ,member,,,,x,,\n", "memberships.csv:2: unknown country QQQ"),
        ("memberships", "XYZO,MNG,member,,,,x,,\n", "memberships.csv:2: unknown organisation XYZO"),
        ("memberships", "CSTO,MNG,member\n", "memberships.csv:2: 3 cells for 9 columns"),
        ("memberships", "CSTO,RUS,member,2002-10-07,,,x,,\n", "already stands at"),
        ("memberships", "CSTO,RUS,member,2020-01-01,,,x,,\n", "while already member"),
        ("memberships", "CSTO,MNG,observer,2020-01-01,,,,,\n", "memberships.csv:2: the row has no source"),
        ("memberships.csv", "org,iso3\nCSTO,MNG\n", "memberships.csv:1: missing columns organisation, country, status"),
        ("governments", "AFG,hamas,government,2025-01-01,,,x,,\n", "two governments at once"),
        ("governments", "AFG,nobody,government,1950-01-01,1951-01-01,,x,,\n", "unknown actor nobody"),
        ("governments", "AFG,taliban,recognised-by:QQQ,2025-01-01,,,x,,\n", "unknown country QQQ"),
        ("borders", "TJK,TJK\n", "borders.csv:2: TJK cannot border itself"),
        ("borders", "TJK,JPN\nJPN,TJK\n", "borders.csv:3: border JPN TJK already stands at"),
        ("borders", "TJK,QQQ\n", "borders.csv:2: unknown country QQQ"),
        ("frontiers.csv", "a,b\n", "no table of the world has this name"),
        (
            "a.yaml",
            "entities:\n  - {id: x, type: medium, name: Tajikistan, source: x}\n",
            "'Tajikistan' names TJK and x",
        ),
        ("a.yaml", "entities:\n  - {id: x, type: army, name: X-men, source: x}\n", "a.yaml:2: unknown type army"),
        ("a.yaml", "entities:\n  - {id: x, type: medium, nam: X}\n", "a.yaml:2: unknown key nam"),
        ("a.yaml", "entities:\n  - {id: x\n", "a.yaml:3: not YAML"),
        (
            "a.yaml",
            "entities:\n" + "  - {id: CSTO, type: organisation, name: The Six, source: x, override: true}\n" * 2,
            "a.yaml:3: entity CSTO already stands at",
        ),
        ("a.yaml", "- one\n", "a.yaml:1: a mapping is expected at the top"),
        ("a.yaml", "entities:\n  - {id: x, type: medium, name: Xy, country: QQQ, source: x}\n", "unknown country QQQ"),
        ("a.yaml", "entities:\n  - {id: x, type: medium, name: Xy, pledge: {treaty: y}}\n", "pledge is not complete"),
        ("a.yaml", "regions:\n  The Roof: {states: TJK QQQ}\n", "The Roof: unknown country QQQ"),
        ("names.csv", "id,name,sort\nQQQ,Q,alias\n", "names.csv:2: unknown entity QQQ"),
        (
            "roles",
            "Ilona Kalns,President,RUS,RUS,2026-01-01,,x,low\n",
            "RUS has two holders of one office",
        ),
        ("roles", "Ilona Kalns,,RUS,RUS,2026-01-01,,x,low\n", "roles.csv:2: a role needs name, title, and a country"),
        ("roles", "Ilona Kalns,Envoy,QQQ,,2026-01-01,,x,low\n", "roles.csv:2: unknown country QQQ"),
        ("roles", "Ilona Kalns,Envoy,,QQQ,2026-01-01,,x,low\n", "roles.csv:2: unknown organisation QQQ"),
        ("roles", "Ilona Kalns,Envoy,LVA,LVA,2026-01-01,,,low\n", "roles.csv:2: the row has no source"),
        ("a.yaml", "positions: [{name: x}]\n", "a position needs name and titles"),
        ("a.yaml", "positions: [{name: x, titles: y}]\n", "titles are no list of words"),
        ("a.yaml", "positions: [{name: x, titles: [y], labels: [z]}]\n", "labels have the wrong shape"),
        ("a.yaml", "refreshed: [QQQO]\n", "a.yaml:1: unknown organisation QQQO"),
        (
            "memberships.csv",
            MEMBERSHIPS.replace("note", "override") + "CSTO,MNG,observer,,,yes,x,,\n",
            "override is 'yes'",
        ),
        ("memberships", "CSTO,RUS,member,2002-10-07,,,x,,\n", "which is kept (write true in the column override"),
        ("memberships", "CSTO,MNG,observer,,,\x1b[2J,x,,\n", "memberships.csv:2: holds the control character"),
        ("borders.csv", "a,b,verified_on\nTJK,JPN,soon\n", "borders.csv:2: verified_on is 'soon', not a date"),
        ("a.yaml", "entities: {id: x}\n", "a.yaml:1: section entities has the wrong shape"),
        ("a.yaml", "entities: [one]\n", "entity is no mapping"),
        ("a.yaml", "defaults: [one]\n", "section defaults has the wrong shape"),
        ("a.yaml", "bodies: [{kind: x, name: y, titles: z}]\n", "titles are no list of words"),
        ("a.yaml", "entities:\n  - {id: [x], type: medium, name: Xy}\n", "a.yaml:2: id has the wrong shape"),
        ("a.yaml", "entities:\n  - {id: x, type: medium, name: Xy, codes: [{a: b}]}\n", "codes has the wrong shape"),
        ("a.yaml", "entities: " + "[" * 100_000, "a.yaml:1: not YAML"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, file: str, text: str, said: str) -> None:
    name = file if "." in file else f"{file}.csv"
    (tmp_path / name).write_text(HEADERS.get(file, "") + text, encoding="utf-8")
    found = problems(tmp_path)
    assert any(said in problem for problem in found), found


def test_a_wrong_row_hides_no_other(tmp_path: Path) -> None:
    folder = write(tmp_path, memberships_csv=MEMBERSHIPS + "CSTO,MNG,friend,,,,x,,\nCSTO,MNG,observer,never,,,x,,\n")
    assert [problem.split(":")[1] for problem in problems(folder)] == ["2", "3"]
    with pytest.raises(WorldError, match=r"1 more: tocsin world check lists them; nothing of the folder"):
        load(folder)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="no such folder"):
        load(tmp_path / "absent")


def test_what_a_few_lines_swell_to_is_not_printed(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    (tmp_path / "a.yaml").write_text("\n".join([*lines, "entities: *i"]), encoding="utf-8")
    assert max(map(len, problems(tmp_path))) < 500


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "memberships.csv").write_bytes(MEMBERSHIPS.encode() + b"CSTO,MNG,observer,,,\xff,x,,\n")
    assert any("memberships.csv:2: not UTF-8" in problem for problem in problems(tmp_path))


def test_a_fact_grows_stale_after_a_year(tmp_path: Path) -> None:
    today = date(2026, 11, 24)
    assert is_stale(today - timedelta(days=366), today)
    assert not is_stale(today - timedelta(days=365), today)
    assert not is_stale(None, today)
    folder = write(tmp_path, memberships_csv=MEMBERSHIPS + "CSTO,MNG,observer,2020-01-01,,,x,2024-05-01,high\n")
    world: World = load(folder)
    answer = describe("Mongolia", today, world, today)
    assert [row.organisation for row in answer.actors[0].memberships if row.stale] == ["CSTO"]
    assert any("more than a year ago" in warning for warning in answer.warnings)
    assert [problem.what for problem in stale(folder, today=today)] == ["last checked on 2024-05-01"]
