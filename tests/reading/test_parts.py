"""Manner, occasion, axes and targets: the small parts of a statement."""

import pytest

from tocsin.actors.types import Actor, Mention
from tocsin.reading.axes import Around, around, goes_on, negated, time_of, undone_act
from tocsin.reading.manner import manner_of
from tocsin.reading.occasion import occasion
from tocsin.reading.targets import about, addressees, beside, targets
from tocsin.reading.types import ActName

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


def words(sentence: str, source: str, cue: str, content: str = "") -> Around:
    """The words around a cue in a sentence that names its parts once each."""

    def spans(part: str) -> list[tuple[int, int]]:
        return [(sentence.index(part), sentence.index(part) + len(part))] if part else []

    return around(sentence, (0, len(sentence)), spans(source), spans(cue), spans(content))


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "act", "expected"),
    [
        ("Minsk has not accused Riga.", "Minsk", "accused", "accuse", True),
        ("Minsk stopped short of threatening Riga.", "Minsk", "threatening", "threaten", True),
        ("The envoy failed to mention the drones.", "The envoy", "failed to mention", "inform", True),
        ("There were no reports of injuries.", "", "no reports", "inform", True),
        ("No group has claimed the attack.", "No group", "has claimed", "inform", True),
        ("Neither capital offered to mediate.", "Neither capital", "offered", "offer", True),
        ("Varga did not rule out a strike.", "Varga", "did not rule out", "refuse", True),
        ("Varga did not veto the draft.", "Varga", "did not veto", "refuse", True),
        ("Varga did not agree to the draft.", "Varga", "did not agree", "refuse", False),
        ("Varga does not want a strike.", "Varga", "does not want", "accuse", False),
        ("Varga did not elaborate, but said it rained.", "Varga", "said", "inform", False),
        ("Varga did not hesitate to blame Minsk.", "Varga", "blame", "accuse", False),
        ("Varga was not happy about the draft.", "Varga", "was not happy", "accuse", False),
        ("Varga said it rained.", "Varga", "said", "inform", False),
        ("Minsk did not veto the text demanding a truce.", "the text", "demanding", "demand", False),
        ("Varga accused nobody.", "Varga", "accused", "accuse", True),
        ("Varga promised us nothing.", "Varga", "promised", "assure", True),
        ("Varga offered no money in return.", "Varga", "offered", "offer", True),
        ("Varga warned them of nothing.", "Varga", "warned", "threaten", True),
        ("Varga promised no shot would be fired.", "Varga", "promised", "assure", False),
        ("Varga said no shot fell.", "Varga", "said", "inform", False),
        ("Varga will not apologise.", "Varga", "will not apologise", "concede", True),
        ("Varga cannot promise rain.", "Varga", "cannot promise", "assure", True),
        ("Varga did not oppose the draft.", "Varga", "did not oppose", "refuse", True),
    ],
)
def test_negation_by_the_words_around_the_cue(
    sentence: str, source: str, cue: str, act: ActName, expected: bool
) -> None:
    assert negated(words(sentence, source, cue), act, 0.05) is expected


def test_a_sure_model_negates_what_words_leave_open() -> None:
    assert negated(words("Varga said it rained.", "Varga", "said"), "inform", 0.9)
    assert not negated(words("Varga did not agree.", "Varga", "did not agree"), "refuse", 0.9)


@pytest.mark.parametrize(("content", "expected"), [("he was not worried about it", True), ("he was worried", False)])
def test_a_worry_that_is_not_felt_is_negated(content: str, expected: bool) -> None:
    assert negated(words("Varga said so.", "Varga", "said"), "concern", 0.05, content) is expected


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Minsk has not agreed to the swap.", "agree"),
        ("Minsk has not denied the strike.", "deny"),
        ("Minsk stopped short of blaming Riga.", "accuse"),
        ("Minsk failed to reach a deal with Riga.", "agree"),
        ("Minsk will not apologise.", "concede"),
        ("Minsk cannot guarantee a truce.", "assure"),
        ("Minsk said it rained.", None),
    ],
)
def test_what_is_not_done_keeps_the_name_of_its_act(sentence: str, act: ActName | None) -> None:
    cue = sentence.removeprefix("Minsk ").removesuffix(".")
    assert undone_act(words(sentence, "Minsk", cue)) == act


@pytest.mark.parametrize(
    ("sentence", "cue", "time"),
    [
        ("Varga had previously rejected the draft.", "rejected", "past"),
        ("Varga has repeatedly assured Riga of help.", "assured", "past"),
        ("Last month, Varga warned of floods.", "warned", "past"),
        ("Varga warned of floods earlier this week.", "warned", "past"),
        ("Last weekend, Varga warned of floods.", "warned", "past"),
        ("In 2014 Varga warned of floods.", "warned", "past"),
        ("Varga in November warned of floods.", "warned", "past"),
        ("Varga told reporters last week that it rained.", "told", "past"),
        ("Varga said on 9 January that it rained.", "said", "past"),
        ("The talks came two days after Varga said that it rained.", "said", "past"),
        ("Aid has been cut since Varga accused the camp.", "accused", "past"),
        ("At the time, Varga denied it.", "denied", "past"),
        ("When the dam above the old town broke in 2014, Varga accused the camp.", "accused", "past"),
        ("Varga used to say that it rained.", "used to say", "past"),
        ("Varga said on Monday that it rained.", "said", "now"),
        ("Varga earlier on Tuesday said that it rained.", "said", "now"),
        ("Since 2019, Varga has called for rain.", "has called", "now"),
        ("The dam, which broke in 2014, Varga said, was old.", "said", "now"),
        ("Varga will announce the draft.", "announce", "future"),
        ("Varga is expected to ask for more rain.", "ask", "future"),
        ("Varga plans to discuss the draft.", "plans to discuss", "future"),
        ("Varga will defend the dam.", "will defend", "now"),
        ("Varga will apologise on 9 January.", "will apologise", "future"),
        ("Varga will not repeat the offer.", "will not repeat", "future"),
        ("Varga intends to sue.", "intends to sue", "future"),
        ("Varga will say so.", "will say", "future"),
        ("Varga would tell the envoy.", "would tell", "future"),
        ("Varga would not say so.", "would not say", "now"),
        ("Varga denied asking for rain.", "asking", "past"),
        ("Varga regrets calling it a swamp.", "calling", "past"),
        ("Varga said that it rained.", "said", "now"),
    ],
)
def test_time_by_the_words_around_the_cue(sentence: str, cue: str, time: str) -> None:
    content = next((part for part in ("that it rained",) if part in sentence), "")
    assert time_of(words(sentence, "Varga", cue, content), NOW, inner=False, published="2026-02-03") == time


@pytest.mark.parametrize(("cue", "time"), [("said", "past"), ("says", "now"), ("has warned", "now"), ("saying", "now")])
def test_a_model_sure_of_the_past_is_not_believed_of_a_present_cue(cue: str, time: str) -> None:
    recalled = {"past": 0.8, "now": 0.1, "future": 0.1}
    assert time_of(words(f"Varga {cue} that it rained.", "Varga", cue, "that it rained"), recalled, inner=False) == time


def test_what_one_is_thanked_for_is_done_already() -> None:
    recalled = {"past": 0.4, "now": 0.5, "future": 0.1}
    thanked = words("Minsk thanked Riga for urging a truce.", "Riga", "urging", "a truce")
    assert time_of(thanked, recalled, inner=True) == "past"
    noted = words("Minsk voted for a text urging a truce.", "a text", "urging", "a truce")
    assert time_of(noted, recalled, inner=True) == "now"


def test_a_plural_noun_is_no_verb_of_the_present() -> None:
    recalled = {"past": 0.8, "now": 0.1, "future": 0.1}
    assert (
        time_of(words("Varga’s assurances of help.", "Varga’s", "assurances", "of help"), recalled, inner=True)
        == "past"
    )


def test_a_noun_that_its_source_owns_needs_a_surer_model() -> None:
    unsure = {"past": 0.4, "now": 0.5, "future": 0.1}
    assert time_of(words("Riga heard Varga’s denial.", "Varga’s", "denial"), unsure, inner=True) == "now"
    assert time_of(words("Riga heard Varga denied it.", "Varga", "denied"), unsure, inner=True) == "past"


@pytest.mark.parametrize(
    ("sentence", "cue", "expected"),
    [
        ("Varga had denied it but confirmed the raid.", "confirmed", True),
        ("Varga had denied it, calling it a tale.", "calling", True),
        ("Varga had denied it but now confirmed the raid.", "confirmed", False),
        ("Varga had denied it but on Thursday confirmed the raid.", "confirmed", False),
        ("Varga had denied it but says nothing.", "says", False),
    ],
)
def test_what_a_speaker_goes_on_to_do_is_as_early(sentence: str, cue: str, expected: bool) -> None:
    assert goes_on(words(sentence, "Varga", cue)) is expected


def test_a_time_behind_what_was_said_is_its_own() -> None:
    around_it = words("Varga put forward a draft two weeks ago.", "Varga", "put forward", "a draft")
    assert time_of(around_it, NOW, inner=False) == "past"


def test_a_pluperfect_inside_anothers_statement_may_only_be_shifted_back() -> None:
    unsure = {"past": 0.05, "now": 0.9, "future": 0.05}
    agreed = words("Varga had agreed to it.", "Varga", "had agreed")
    assert time_of(agreed, unsure, inner=False) == "past"
    assert time_of(agreed, unsure, inner=True) == "now"


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


def test_what_is_aimed_at_a_ministry_is_aimed_at_its_state() -> None:
    actors = {
        "BLR": Actor(id="BLR", type="state", name="Belarus", country="BLR"),
        "BLR.ministry": Actor(id="BLR.ministry", type="government", name="Ministry of Defence", country="BLR"),
        "LVA.ministry": Actor(id="LVA.ministry", type="government", name="Ministry of Defence", country="LVA"),
        "group:farmers": Actor(id="group:farmers", type="group", name="farmers"),
    }
    assert targets("accuse", ["BLR.ministry"], [], actors, "group:farmers") == ("BLR.ministry", "BLR")
    assert targets("accuse", ["LVA.ministry"], [], actors, "group:farmers") == ("LVA.ministry",)


def test_who_stands_beside_a_statement_is_its_target_where_it_names_nobody() -> None:
    text = "After the shots from Belarus, Varga condemned the raid."
    actors = {
        "BLR": Actor(id="BLR", type="state", name="Belarus", country="BLR"),
        "LVA": Actor(id="LVA", type="state", name="Latvia", country="LVA"),
        "person:varga": Actor(id="person:varga", type="person", name="Varga", country="LVA"),
    }
    where = {"Belarus": "BLR", "Varga": "person:varga"}
    mentions = [Mention(span=(text.index(w), text.index(w) + len(w)), actor=a) for w, a in where.items()]
    source = (text.index("Varga"), text.index("Varga") + 5)
    aside = beside(mentions, (0, len(text)), (source,), actors)
    assert aside == ["BLR"]
    assert targets("accuse", [], [], actors, "person:varga", aside) == ("BLR",)
    assert targets("accuse", ["LVA"], [], actors, "person:varga", aside) == ("LVA",)
