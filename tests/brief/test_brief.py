"""Briefs: every sentence with its statements, every quotation verbatim, whatever the subject."""

from __future__ import annotations

from datetime import date

import pytest
from tests.told import Said, person, told

from tocsin.actors.types import Actor
from tocsin.brief import Brief, Section, as_html, as_markdown, brief
from tocsin.record.types import Entry
from tocsin.register import register
from tocsin.world import World

VEIL = person("Anna Veil", "LVA", "Foreign Minister")
PASTUK = person("Oleg Pastuk", "BLR", "Foreign Minister")
ABEN = person("Dana Aben", "KAZ", "Foreign Minister")
HALL = person("Mary Hall", "GBR", "analyst")
PAPER = Actor(id="group:outlets", type="medium", name="Two outlets")
STRANGER = person("Ivo Klee", None)
CAST = (VEIL, PASTUK, ABEN, HALL, PAPER, STRANGER)
AS_OF = date(2026, 3, 20)

FIRST = """Anna Veil said that drones from Belarus were a threat to Latvia.
Oleg Pastuk denied that any drone had entered Latvia.
Dana Aben offered to mediate between Latvia and Belarus if both formally request it.
“Minsk wants quiet on the Latvian border,” said Mary Hall, an analyst. Ivo Klee said that Latvia was cold."""
SECOND = """Anna Veil said again that drones from Belarus were a threat to Latvia.
Belarus has not responded to Latvia's concern over the drones."""


@pytest.fixture
def entries() -> list[Entry]:
    threat = "that drones from Belarus were a threat to Latvia"
    first = told(
        FIRST,
        Said("Anna Veil", "said", threat, "concern", VEIL.id, ("BLR",)),
        Said("Oleg Pastuk", "denied", "that any drone had entered Latvia", "deny", PASTUK.id, ("LVA",)),
        Said("Dana Aben", "offered", "to mediate between Latvia and Belarus if both formally request it", "offer",
             ABEN.id, ("LVA", "BLR"), condition="if both formally request it"),
        Said("Mary Hall", "said", "“Minsk wants quiet on the Latvian border,”", "inform", HALL.id, (), ("BLR", "LVA")),
        Said("Ivo Klee", "said", "that Latvia was cold", "inform", STRANGER.id, (), ("LVA",)),
        day="2026-03-01", doc="one", title="Drones", source="Courier", url="https://courier.example/drones?a=(1)",
        actors=CAST,
    )  # fmt: skip
    second = told(
        SECOND,
        Said("Anna Veil", "said", threat, "concern", VEIL.id, ("BLR",)),
        Said("Belarus", "has not responded", "Latvia's concern over the drones", "silent", "BLR", ("LVA",)),
        day="2026-03-15", doc="two", title="Still no word", source="Courier", actors=CAST,
    )  # fmt: skip
    return [*first, *second]


def told_of(entries: list[Entry], world: World, subject: str = "NATO", since: date | None = date(2026, 3, 10)) -> Brief:
    found = register(entries, as_of=AS_OF, world=world)
    return brief(subject, found, entries, world=world, since=since, as_of=AS_OF)


def section(told: Brief, name: str) -> Section:
    return next(one for one in told.sections if one.name == name)


def texts(told: Brief, name: str) -> list[str]:
    return [sentence.text for group in section(told, name).groups for sentence in group.sentences]


def test_every_sentence_rests_on_statements_that_stand_below(entries: list[Entry], world: World) -> None:
    found = told_of(entries, world)
    below = {one.key for one in found.evidence}
    sentences = [s for one in found.sections for group in one.groups for s in group.sentences]
    assert sentences
    for sentence in sentences:
        assert sentence.rests_on, sentence.text
        assert set(sentence.rests_on) <= below
    assert below == {key for sentence in sentences for key in sentence.rests_on}


def test_quotations_are_the_documents_characters(entries: list[Entry], world: World) -> None:
    found = told_of(entries, world)
    by_key = {entry.key: entry for entry in entries}
    quoted = [s for one in found.sections for group in one.groups for s in group.sentences if s.quote]
    assert quoted
    for sentence in quoted:
        (key,) = sentence.rests_on
        assert all(part in by_key[key].document.text for part in sentence.quote.split(" […] "))
    for one in found.evidence:
        assert "".join(piece.text for piece in one.pieces) in by_key[one.key].document.text


def test_standing_concerns_tell_who_raised_them_the_answer_and_the_silence(entries: list[Entry], world: World) -> None:
    found = told_of(entries, world)
    (group,) = section(found, "concerns").groups
    assert (group.title, group.label) == ("Threats from Belarus to Latvia", "unanswered")
    told = texts(found, "concerns")
    assert "Latvia (Anna Veil) raised it in 2 statements, first on 1 March 2026, last on 15 March 2026." in told
    assert "Belarus (Oleg Pastuk) denied on 1 March 2026." in told
    assert "Belarus is reported silent since 15 March 2026 (5 days)." in told
    assert any(text.startswith("It endangers Latvia, a member of NATO, and so is common to all its") for text in told)
    assert any(text.startswith("The basis is the North Atlantic Treaty") for text in told)


def test_a_concern_without_an_answer_says_so(entries: list[Entry], world: World) -> None:
    assert "No answer on record." in texts(told_of(entries[:1], world), "concerns")


def test_requests_that_wait_tell_for_what(entries: list[Entry], world: World) -> None:
    found = told_of(entries, world)
    (group,) = section(found, "requests").groups
    assert (group.title, group.label) == (
        "Mediation between Belarus and Latvia by Kazakhstan",
        "waits for a request",
    )
    offer, none = group.sentences
    assert offer.quote == "if both formally request it"
    assert none.text == "No formal request by Belarus and Latvia is on record."


def test_news_and_changes_are_those_since_the_day(entries: list[Entry], world: World) -> None:
    found = told_of(entries, world)
    assert [group.title for group in section(found, "new").groups] == ["15 March 2026"]
    changes = texts(found, "changes")
    assert "Raised in 1 new statement." in changes
    assert "It was: answered; it is: unanswered." in changes
    quiet = told_of(entries, world, since=date(2026, 3, 16))
    assert section(quiet, "new").groups == ()
    assert section(quiet, "changes").groups == ()
    assert told_of(entries, world, since=None).since == "2026-03-13"


def test_officials_analysts_and_strangers_stand_apart(entries: list[Entry], world: World) -> None:
    found = told_of(entries, world)
    assert all("Hall" not in text and "Klee" not in text for text in texts(found, "voices"))
    assert texts(found, "analysts") == ["Mary Hall, analyst (United Kingdom): said, in the words of Courier:"]
    assert [text.split(":")[0] for text in texts(found, "unknown")] == ["Ivo Klee"]


@pytest.mark.parametrize(
    ("subject", "concerns"),
    [("NATO", 1), ("nato", 1), ("Latvia", 1), ("LVA", 1), ("Belarus", 1), ("CSTO", 1), ("Japan", 0),
     ("drones", 1), ("drones border", 0), ("flowers", 0), ("", 0)],
)  # fmt: skip
def test_subjects(subject: str, concerns: int, entries: list[Entry], world: World) -> None:
    assert len(section(told_of(entries, world, subject), "concerns").groups) == concerns


def test_an_empty_record_is_told_honestly(world: World) -> None:
    found = told_of([], world)
    assert all(not one.groups for one in found.sections)
    assert found.evidence == ()
    for page in (as_markdown(found), as_html(found)):
        assert "No concern is on record" in page
        assert "No statement is on record" in page


def test_nothing_published_later_is_told(entries: list[Entry], world: World) -> None:
    day = date(2026, 3, 2)
    found = brief("NATO", register(entries, as_of=day, world=world), entries, world=world, since=None, as_of=day)
    assert all(one.document == "one" for one in found.evidence)
