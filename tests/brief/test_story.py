"""The demo story, read by the shipped model, from its words to the brief."""

from __future__ import annotations

import json
from datetime import date
from importlib import resources
from typing import Any

import pytest

from tocsin.brief import as_html, as_markdown, brief
from tocsin.documents.types import KINDS, Document
from tocsin.reading import read
from tocsin.record.types import Entry
from tocsin.register import Register, register
from tocsin.world import World

AS_OF = date(2026, 4, 12)


def story() -> list[dict[str, Any]]:
    text = (resources.files("tocsin.demo") / "story.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    found: list[Entry] = []
    for told in story():
        day = told.pop("date")
        reading = read(Document(published=day, **told))
        actors = {actor.id: actor for actor in reading.actors}
        found += [Entry(document=reading.document, statement=s, actors=actors, day=day) for s in reading.statements]
    return found


@pytest.fixture(scope="module")
def found(entries: list[Entry], world: World) -> Register:
    return register(entries, as_of=AS_OF, world=world)


def test_the_story_is_thirteen_dated_articles_of_five_publishers() -> None:
    told = story()
    assert len({one["id"] for one in told}) == len(told) == 13
    assert len({one["source"] for one in told}) == 5
    assert [one["date"] for one in told] == sorted(one["date"] for one in told)
    assert {one["kind"] for one in told} == set(KINDS)
    assert all(180 <= len(one["text"].split()) <= 400 for one in told)


def test_each_side_is_a_threat_to_the_other_and_to_its_allies(found: Register) -> None:
    common = {
        (origin, code, one.alliance)
        for concern in found.concerns
        for origin in concern.origins
        for code in concern.endangers
        for one in concern.common_to
    }
    assert ("BLR", "LVA", "NATO") in common
    assert ("LVA", "BLR", "CSTO") in common
    assert not any(origin == "BLR" and alliance == "CSTO" for origin, _, alliance in common)


def test_the_denial_is_on_record(found: Register) -> None:
    concern = next(one for one in found.concerns if "BLR" in one.origins and "LVA" in one.endangers)
    assert "deny" in {answer.act for answer in concern.answers}
    assert len({raising.date for raising in concern.raised}) >= 4


def test_the_mediation_waits_for_the_second_letter(found: Register, entries: list[Entry], world: World) -> None:
    name = "request:mediation:BLR+LVA:KAZ"
    now = next(one for one in found.requests if one.id == name)
    assert (now.requested_by, now.status) == (("LVA",), "waiting-for-request")
    before = register(entries, as_of=date(2026, 4, 2), world=world)
    assert next(one for one in before.requests if one.id == name).requested is False


@pytest.mark.parametrize("subject", ["NATO", "CSTO", "Latvia", "Kazakhstan", "drones"])
def test_the_brief_tells_it(subject: str, found: Register, entries: list[Entry], world: World) -> None:
    told = brief(subject, found, entries, world=world, since=date(2026, 3, 29), as_of=AS_OF)
    by_key = {entry.key: entry for entry in entries}
    sentences = [s for section in told.sections for group in section.groups for s in group.sentences]
    assert len(sentences) > 10
    for sentence in sentences:
        assert sentence.rests_on
        texts = [by_key[key].document.text for key in sentence.rests_on]
        assert all(any(part in text for text in texts) for part in sentence.quote.split(" […] "))
    assert f"[\\[{len(told.evidence)}\\]]" in as_markdown(told)
    assert f'id="s-{len(told.evidence)}"' in as_html(told)
