"""Manner, occasion, axes and targets: the small parts of a statement."""

import pytest

from tocsin.actors.types import Actor, Mention
from tocsin.reading.axes import negated, time_of
from tocsin.reading.manner import manner_of
from tocsin.reading.occasion import occasion
from tocsin.reading.targets import about, addressees, targets

NOW = {"past": 0.2, "now": 0.6, "future": 0.2}


@pytest.mark.parametrize(
    ("text", "content", "manner"),
    [
        ("She said: “We saw nothing.”", "“We saw nothing.”", "direct"),
        ("She said that they saw nothing.", "that they saw nothing", "indirect"),
        (
            "She said the flights were “a hostile act” and must stop.",
            "the flights were “a hostile act” and must stop",
            "mixed",
        ),
        ('She said: "We saw nothing."', '"We saw nothing."', "direct"),
    ],
)
def test_manner(text: str, content: str, manner: str) -> None:
    start = text.index(content)
    assert manner_of(text, [(start, start + len(content))]) == manner


def test_an_occasion_is_named_outside_what_was_said() -> None:
    text = "During a meeting with the envoy, Varga said that talks at the summit had failed."
    content = (text.index("that talks"), len(text) - 1)
    found = occasion(text, (0, len(text)), [content])
    assert found is not None
    assert text[slice(*found)] == "During a meeting with the envoy"


def test_an_occasion_in_the_content_is_not_the_statements_own() -> None:
    text = "Varga said that talks at the summit had failed."
    assert occasion(text, (0, len(text)), [(11, len(text) - 1)]) is None


@pytest.mark.parametrize(
    ("before", "cue", "probability", "expected"),
    [
        (" has not ", "accused", 0.0, True),
        (" stopped short of ", "threatening", 0.0, True),
        (" does not ", "want", 0.1, False),
        (" did not elaborate, but ", "said", 0.2, False),
        (" ", "said", 0.05, False),
        (" ", "said", 0.9, True),
    ],
)
def test_negation_is_settled_by_words_next_to_the_cue_or_a_sure_model(
    before: str, cue: str, probability: float, expected: bool
) -> None:
    assert negated(before, cue, "accuse", probability) is expected


def test_refusals_are_not_negated_by_their_own_words() -> None:
    assert not negated(" did not ", "agree", "refuse", 0.4)


@pytest.mark.parametrize(
    ("before", "cue", "time"),
    [(" had previously ", "rejected", "past"), (" has repeatedly ", "assured", "past"),
     (" will ", "announce", "future"), (" ", "said", "now")],
)  # fmt: skip
def test_time_by_the_words_around_the_cue(before: str, cue: str, time: str) -> None:
    assert time_of(before, cue, NOW, inner=False) == time


def test_a_pluperfect_inside_anothers_statement_may_only_be_shifted_back() -> None:
    unsure = {"past": 0.05, "now": 0.9, "future": 0.05}
    assert time_of(" ", "had agreed", unsure, inner=False) == "past"
    assert time_of(" ", "had agreed", unsure, inner=True) == "now"


def test_targets_are_those_told_then_those_named_and_the_speakers_own_come_last() -> None:
    text = "Sakovich warned Latvia that Belarus would answer NATO."
    actors = {
        "BLR": Actor(id="BLR", type="state", name="Belarus", country="BLR"),
        "LVA": Actor(id="LVA", type="state", name="Latvia", country="LVA"),
        "NATO": Actor(id="NATO", type="organisation", name="NATO"),
        "person:sakovich": Actor(id="person:sakovich", type="person", name="Viktar Sakovich", country="BLR"),
    }
    where = {"Sakovich": "person:sakovich", "Latvia": "LVA", "Belarus": "BLR", "NATO": "NATO"}
    mentions = [Mention(span=(text.index(w), text.index(w) + len(w)), actor=a) for w, a in where.items()]
    cue, content = ((9, 15),), ((28, len(text) - 1),)
    told = addressees(text, mentions, cue, ((0, 8), *content), actors)
    named = about(mentions, content, "person:sakovich")
    assert told == ("LVA",)
    assert named == ("BLR", "NATO")
    assert targets("threaten", named, told, actors, "person:sakovich") == ("LVA", "NATO", "BLR")
