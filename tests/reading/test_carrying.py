"""What is carried from one statement of a speaker to the next."""

from msgspec.structs import replace

from tocsin.actors.types import Actor
from tocsin.reading.carrying import carry_on
from tocsin.reading.types import Act, Carrier, Source, Statement, Words

ACTORS = {
    "person:varga": Actor(id="person:varga", type="person", name="Klara Varga"),
    "wire": Actor(id="wire", type="medium", name="Continental Wire"),
    "BLR": Actor(id="BLR", type="state", name="Belarus", country="BLR"),
}
WIRE = (Carrier(actor="wire", text="Continental Wire"),)


def said(number: int, at: int, act: Act, via: tuple[Carrier, ...] = (), within: str | None = None) -> Statement:
    return Statement(
        id=f"s{number}",
        source=Source(spans=((at, at + 5),), text="Varga", actor="person:varga"),
        content=Words(spans=((at + 10, at + 30),), text="what was said"),
        acts=(act,),
        via=via,
        within=within,
    )


def test_who_spoke_to_an_outlet_once_did_so_throughout() -> None:
    first, second = carry_on([said(1, 0, Act(act="inform")), said(2, 50, Act(act="inform"), via=WIRE)], ACTORS)
    assert first.via == second.via == WIRE


def test_a_post_on_a_platform_is_one_statements_own() -> None:
    posted = said(1, 0, Act(act="inform"), via=(Carrier(text="X"),))
    _, second = carry_on([posted, said(2, 50, Act(act="inform"))], ACTORS)
    assert second.via == ()


def test_an_act_that_names_nobody_is_directed_at_whom_the_last_one_was() -> None:
    accusing = said(1, 0, Act(act="accuse", targets=("BLR",), about=("BLR",)))
    _, second = carry_on([accusing, said(2, 50, Act(act="demand"))], ACTORS)
    assert second.acts[0].targets == ("BLR",)


def test_a_target_far_before_is_not_understood() -> None:
    accusing = said(1, 0, Act(act="accuse", targets=("BLR",), about=("BLR",)))
    _, second = carry_on([accusing, said(2, 5000, Act(act="demand"))], ACTORS)
    assert second.acts[0].targets == ()


def test_an_attitude_that_its_own_side_reports_is_voiced() -> None:
    minister = Actor(id="person:varga", type="person", name="Klara Varga", country="LVA")
    latvia = Actor(id="LVA", type="state", name="Latvia", country="LVA")
    outer = said(1, 0, Act(act="inform"))
    wish = Statement(
        id="s2",
        source=Source(spans=((12, 18),), text="Latvia", actor="LVA"),
        acts=(Act(act="refuse"),),
        within="s1",
        communicated=False,
    )
    _, inner = carry_on([outer, wish], {"person:varga": minister, "LVA": latvia})
    assert inner.communicated
    stranger = replace(minister, country="EST")
    _, inner = carry_on([outer, wish], {"person:varga": stranger, "LVA": latvia})
    assert not inner.communicated
