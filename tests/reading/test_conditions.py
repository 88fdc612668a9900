"""Conditions: the clause on which an act depends, and the clauses that only look like one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reading.conditions import condition_in, condition_of
from tocsin.reading.types import ACTS, ActName

CASES: list[tuple[ActName, str, str]] = [
    ("offer", "Astana would mediate if both sides ask for it in writing.", "if both sides ask for it in writing"),
    ("threaten", "Unless the camp is cut, the river will be shut.", "Unless the camp is cut"),
    ("refuse", "Riga will not talk until the last drone is accounted for.", "until the last drone is accounted for"),
    ("offer", "We are ready to host talks provided that Minsk sends a letter.", "provided that Minsk sends a letter"),
    ("threaten", "We will fire as long as they cross our border.", "as long as they cross our border"),
    ("assure", "The alliance would act in the event of an attack on Latvia.", "in the event of an attack on Latvia"),
    ("threaten", "Should it happen again, Minsk will answer.", "Should it happen again"),
    (
        "refuse",
        "He will sign nothing without the withdrawal of the missiles.",
        "without the withdrawal of the missiles",
    ),
    ("assure", "The guns will fall silent when the last hostage is home.", "when the last hostage is home"),
    ("offer", "Riga would lift the ban once Minsk frees the pilot.", "once Minsk frees the pilot"),
    ("offer", "Minsk would free the pilot in exchange for two of its own.", "in exchange for two of its own"),
    ("threaten", "Any attack on the convoy would be answered.", "Any attack on the convoy"),
    ("threaten", "Anyone who crosses the river will be shot at.", "Anyone who crosses the river"),
    ("threaten", "There will be a price should Minsk close the bridge.", "should Minsk close the bridge"),
    ("threaten", "The pumps stay shut until the canal is open again.", "until the canal is open again"),
    ("demand", "The army must not enter the town without a warrant.", "without a warrant"),
    ("demand", "If Minsk wants the pilot back, it must ask for him.", "If Minsk wants the pilot back"),
    ("concern", "Without the grain ships, thousands would starve.", "Without the grain ships"),
    ("offer", "We are ready to help if you want the bridge rebuilt.", "if you want the bridge rebuilt"),
    ("assure", "The army would withdraw should Mrs. Varga sign the text.", "should Mrs. Varga sign the text"),
    ("demand", "Minsk can end this if it frees the pilot.", "if it frees the pilot"),
    ("refuse", "He would free nobody except in a swap.", "except in a swap"),
    ("agree", "The camp may stay on condition that it is inspected.", "on condition that it is inspected"),
    ("agree", "Riga consents, provided no gun crosses the bridge.", "provided no gun crosses the bridge"),
    ("offer", "We would talk on the understanding that nobody films.", "on the understanding that nobody films"),
    ("offer", "The boats would help if asked.", "if asked"),
    ("threaten", "The fleet will sail should another raid follow.", "should another raid follow"),
    ("threaten", "Any convoy near the old quarry will be met with fire.", "Any convoy near the old quarry"),
    ("threaten", "Further raids on the camp would bring ruin.", "Further raids on the camp"),
    ("threaten", "Without the fee, the pumps will stop.", "Without the fee"),
    ("threaten", "Nothing will be built here without our seal.", "without our seal"),
    ("assure", "Riga would pay once storage bills are settled.", "once storage bills are settled"),
    ("inform", "The bridge will hold if both towns mend it.", "if both towns mend it"),
    ("inform", "If the United Front agrees, the bridge will open.", "If the United Front agrees"),
    ("assure", "Riga will pay when the talks succeed.", "when the talks succeed"),
    ("demand", "If they can do it, they need to start.", "If they can do it"),
    ("inform", "If Minsk hasn’t signed by May, it cannot vote.", "If Minsk hasn’t signed by May"),
    ("inform", "If the dam is cut, prices are bound to rise.", "If the dam is cut"),
]


@pytest.mark.parametrize(("act", "words", "clause"), CASES)
def test_the_clause_is_found_to_the_character(act: ActName, words: str, clause: str) -> None:
    span = condition_in(words, 0, len(words), act)
    assert span is not None
    assert words[slice(*span)] == clause


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("inform", "She was asked if the camp would stay."),
        ("concern", "The border is tense even if no shot was fired."),
        ("inform", "He spoke as if nothing had happened."),
        ("assure", "The army would, if need be, hold the bridge."),
        ("demand", "Minsk should send its observers home."),
        ("inform", "If you look at the map, the bridge is gone."),
        ("concern", "If there is a market, it will be far away."),
        ("inform", "The exercise runs until Friday."),
        ("inform", "The pier will take as long as 60 days."),
        ("accuse", "It is shameful if a minister lies."),
        ("concern", "It is a rare, if not unique, case."),
        ("demand", "We must not wait until the bridge falls."),
        ("demand", "Calls grew after the army moved in without a warrant."),
        ("demand", "Once again, the envoys must sit down."),
        ("assure", "We will not rest until every pilot is home."),
        ("assure", "We will stand with Riga for as long as it takes."),
        ("assure", "She promised to help when she visited the camp."),
        ("inform", "The minister said that Minsk would fire if its camp was touched."),
        ("inform", "We sold the boats in exchange for timber."),
        ("threaten", "Under no circumstances should the army stop."),
        ("refuse", "They are wrong if they think that we will sign."),
        ("inform", "She said that Riga had provided Minsk with pumps."),
        ("inform", "It is also provided that the fee shall not apply."),
        ("inform", "If this is a plan, nobody has read it."),
        ("inform", "If you can answer that, you will know."),
        ("inform", "The lamps burn as long as the plant runs."),
        ("demand", "Stay indoors until the spring session."),
        ("concern", "The plan is hinged on the weather, as he feared."),
    ],
)
def test_what_only_looks_like_a_condition_is_none(act: ActName, words: str) -> None:
    assert condition_in(words, 0, len(words), act) is None


def test_a_condition_outside_the_content_is_found_beside_it() -> None:
    text = "Minsk offered to free the pilot, if Riga lets the ship go, a spokesman said."
    span = condition_of(text, (0, len(text)), [(0, 5)], [(6, 13)], [(14, 31)], "offer")
    assert span is not None
    assert text[slice(*span)] == "if Riga lets the ship go"


def test_a_condition_before_the_statement_is_found_at_the_sentences_start() -> None:
    text = "If the bridge is cut, Minsk threatened to mine the river."
    span = condition_of(text, (0, len(text)), [(22, 27)], [(28, 38)], [(39, 56)], "threaten")
    assert span is not None
    assert text[slice(*span)] == "If the bridge is cut"


def test_the_words_of_a_cue_show_that_a_clause_is_still_to_come() -> None:
    text = "Minsk promised to free the pilot once its envoy is home."
    span = condition_of(text, (0, len(text)), [(0, 5)], [(6, 14)], [(15, len(text) - 1)], "assure")
    assert span is not None
    assert text[slice(*span)] == "once its envoy is home"


def test_who_reports_a_statement_may_part_it_from_its_condition() -> None:
    text = "Minsk would free the pilot, the envoy said, if Riga asks for him."
    parts = [(0, 5)], [(6, 16)], [(17, 26)]
    span = condition_of(text, (0, len(text)), *parts, "offer", reporter=[(28, 37), (38, 42)])
    assert span is not None
    assert text[slice(*span)] == "if Riga asks for him"
    assert condition_of(text, (0, len(text)), *parts, "offer") is None


def test_an_opener_that_is_read_as_a_cue_opens_all_the_same() -> None:
    text = "The mayor would sign it as long as Riga pays."
    cue = [(10, 20), (text.index("as long as"), text.index(" Riga"))]
    span = condition_of(text, (0, len(text)), [(0, 9)], cue, [(21, 23)], "agree")
    assert span is not None
    assert text[slice(*span)] == "as long as Riga pays"


def test_what_is_told_of_anothers_offer_hangs_on_nothing() -> None:
    text = "A guide said the camp will let them go if Riga pays."
    content, inner = (13, len(text) - 1), (13, len(text) - 13)
    parts = [(0, 7)], [(8, 12)], [content]
    assert condition_of(text, (0, len(text)), *parts, "inform") == (39, 51)
    assert condition_of(text, (0, len(text)), *parts, "inform", inner=[inner]) is None


def test_what_stands_far_from_the_statement_is_not_its_condition() -> None:
    text = "Minsk offered to free the pilot and the army asked what happens if Riga refuses that."
    assert condition_of(text, (0, len(text)), [(0, 5)], [(6, 13)], [(14, 31)], "offer") is None


@pytest.mark.parametrize(
    "word",
    [
        "if ",
        "any ",
        "any one attack ",
        "should the ",
        "without a ",
        "if if, ",
        "“if ",
        "provided a ",
        "once a ",
        "before a ",
        "further a ",
    ],
)
def test_long_runs_of_openers_are_read_in_time(word: str) -> None:
    text = "Minsk said " + word * (60_000 // len(word))
    begun = time.process_time()
    for act in ACTS:
        condition_of(text, (0, len(text)), [(0, 5)], [(6, 10)], [(11, len(text))], act)
    assert time.process_time() - begun < 5


@given(st.text(max_size=200), st.sampled_from(ACTS))
def test_a_condition_lies_inside_what_was_asked_about(words: str, act: ActName) -> None:
    text = f"Before. {words} if they come here"
    span = condition_in(text, 8, len(text), act)
    assert span is None or 8 <= span[0] < span[1] <= len(text)
