"""Requests, offers that wait for them, and the conditions on which they hang."""

from __future__ import annotations

from datetime import date

import pytest
from tests.told import Said, person, told

from tocsin.record.types import Entry
from tocsin.register import Request, register
from tocsin.world import World

ABEN = person("Dana Aben", "KAZ", "Foreign Minister")
VEIL = person("Anna Veil", "LVA", "Foreign Minister")
PASTUK = person("Oleg Pastuk", "BLR", "Foreign Minister")
CAST = (ABEN, VEIL, PASTUK)


def offer(day: str = "2026-03-01", doc: str = "a") -> list[Entry]:
    text = "Dana Aben offered to mediate between Latvia and Belarus if both sides formally request it."
    condition = "if both sides formally request it"
    said = Said("Dana Aben", "offered", f"to mediate between Latvia and Belarus {condition}", "offer", ABEN.id,
                ("LVA", "BLR"), condition=condition)  # fmt: skip
    return told(text, said, day=day, doc=doc, actors=CAST)


def ask(speaker: str, actor: str, day: str, doc: str) -> list[Entry]:
    text = f"{speaker} formally asked Kazakhstan to mediate in the dispute between Latvia and Belarus."
    content = "Kazakhstan to mediate in the dispute between Latvia and Belarus"
    said = Said(speaker, "formally asked", content, "demand", actor, ("KAZ",))
    return told(text, said, day=day, doc=doc, actors=CAST)


def only(entries: list[Entry], world: World, as_of: str = "2026-12-31") -> Request:
    (request,) = register(entries, as_of=date.fromisoformat(as_of), world=world).requests
    return request


def test_an_offer_on_condition_of_a_request_waits_for_it(world: World) -> None:
    request = only(offer(), world)
    assert request.id == "request:mediation:BLR+LVA:KAZ"
    assert (request.kind, request.parties, request.asked) == ("mediation", ("BLR", "LVA"), ("KAZ",))
    assert (request.position, request.requested, request.status) == ("offer", False, "waiting-for-request")
    assert request.condition == "if both sides formally request it"


def test_a_condition_on_both_waits_for_both(world: World) -> None:
    entries = [*offer(), *ask("Anna Veil", VEIL.id, "2026-03-05", "b")]
    half = only(entries, world)
    assert (half.requested, half.requested_by, half.status) == (True, ("LVA",), "waiting-for-request")
    whole = only([*entries, *ask("Oleg Pastuk", PASTUK.id, "2026-03-09", "c")], world)
    assert (whole.requested_by, whole.status) == (("BLR", "LVA"), "waiting-for-answer")
    assert only(entries, world, "2026-03-04").requested is False


def test_two_disputes_in_one_sentence_are_two_requests(world: World) -> None:
    text = (
        "Asked whether Kazakhstan would mediate between Armenia and Azerbaijan, or Iran and Iraq, Dana Aben said that "
        "it sought no role but would help if asked. She repeated: “We do not mediate between these countries unless "
        "they make a formal request.”"
    )
    entries = told(
        text,
        Said("Dana Aben", "said", "it sought no role but would help if asked", ("refuse", "offer"), ABEN.id,
             condition="if asked"),
        Said("She", "repeated", "“We do not mediate between these countries unless they make a formal request.”",
             ("refuse", "offer"), ABEN.id, condition="unless they make a formal request"),
        actors=CAST,
    )  # fmt: skip
    found = register(entries, as_of=date(2026, 3, 2), world=world).requests
    assert [request.parties for request in found] == [("ARM", "AZE"), ("IRN", "IRQ")]
    for request in found:
        assert (request.position, request.status) == ("refuse", "waiting-for-request")
        assert request.condition == "unless they make a formal request"
        assert request.statements == ("a#s1", "a#s2")


def test_a_plain_refusal_ends_it_and_a_new_request_opens_it_again(world: World) -> None:
    text = "Dana Aben refused to mediate between Latvia and Belarus."
    said = Said("Dana Aben", "refused", "to mediate between Latvia and Belarus", "refuse", ABEN.id)
    refusal = told(text, said, day="2026-03-02", doc="b", actors=CAST)
    assert only(refusal, world).status == "refused"
    again = [*refusal, *ask("Anna Veil", VEIL.id, "2026-03-05", "c")]
    assert only(again, world).status == "waiting-for-answer"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Belarus to withdraw its troops from the river", "withdrawal"),
        ("Belarus to observe a ceasefire", "ceasefire"),
        ("Belarus to let in humanitarian aid", "aid"),
        ("Belarus to open talks", "talks"),
        ("Belarus to admit observers", "other"),
    ],
)
def test_demands_by_kind(words: str, kind: str, world: World) -> None:
    text = f"Anna Veil called on {words}."
    said = Said("Anna Veil", "called on", words, "demand", VEIL.id, ("BLR",))
    request = only(told(text, said, actors=CAST), world)
    assert (request.kind, request.asked, request.requested_by) == (kind, ("BLR",), ("LVA",))
    assert request.status == "waiting-for-answer"


def test_the_side_asked_answers_by_refusing(world: World) -> None:
    demand = told(
        "Anna Veil urged Belarus to withdraw its troops.",
        Said("Anna Veil", "urged", "Belarus to withdraw its troops", "demand", VEIL.id, ("BLR",)),
        doc="a",
        actors=CAST,
    )
    refusal = told(
        "Oleg Pastuk told Latvia that he would not withdraw a single soldier.",
        Said("Oleg Pastuk", "told", "that he would not withdraw a single soldier", "refuse", PASTUK.id, ("LVA",)),
        day="2026-03-04",
        doc="b",
        actors=CAST,
    )
    found = register([*demand, *refusal], as_of=date(2026, 3, 4), world=world).requests
    assert [(request.position, request.status) for request in found] == [("refuse", "refused")]


def test_analysts_make_no_requests(world: World) -> None:
    expert = person("Mary Hall", "GBR", "analyst")
    text = "Mary Hall urged Belarus to withdraw its troops."
    said = Said("Mary Hall", "urged", "Belarus to withdraw its troops", "demand", expert.id, ("BLR",))
    assert register(told(text, said, actors=(expert,)), as_of=date(2026, 3, 2), world=world).requests == ()
