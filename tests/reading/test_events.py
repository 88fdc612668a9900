"""What happened, to whom and when: events from words and parties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.actors.types import Actor, Mention
from tocsin.documents.types import Document, Span
from tocsin.reading.event_coder import code
from tocsin.reading.event_confidence import least
from tocsin.reading.event_triggers import CATEGORIES, index, inflections, lines, word_set
from tocsin.reading.events import events, with_signs
from tocsin.reading.sentences import sentences
from tocsin.reading.types import Event, Statement, Words
from tocsin.world import load

NAMES = {
    "Kazakhstan": "KAZ",
    "Kazakh": "KAZ",
    "Uzbekistan": "UZB",
    "Uzbek": "UZB",
    "Armenia": "ARM",
    "Azerbaijan": "AZE",
    "Moldova": "MDA",
}
PIECES = [*" .,;'\n", "Kazakhstan ", "attacked ", "Uzbek ", "talks ", "not ", "of ", "by ", "was ", "troops "]
ACTORS = {one: Actor(id=one, type="state", name=one, country=one) for one in NAMES.values()}


def found(text: str, statements: tuple[Statement, ...] = (), *, every: bool = False) -> tuple[Event, ...]:
    mentions = []
    for name, actor in NAMES.items():
        at = text.find(name)
        while at >= 0:
            if not text[at + len(name) : at + len(name) + 1].isalpha():
                mentions.append(Mention(span=(at, at + len(name)), actor=actor))
            at = text.find(name, at + 1)
    document = Document(id="d", text=text, published="2026-02-03")
    coded = with_signs if every else events
    return tuple(
        one[0] if isinstance(one, tuple) else one
        for one in coded(document, sentences(text), mentions, ACTORS, statements, load())
    )


def every(text: str) -> tuple[Event, ...]:
    """The events of a text, however improbable."""
    return found(text, every=True)


@pytest.mark.parametrize(
    ("text", "event", "actors", "recipients"),
    [
        ("Armenia attacked Azerbaijan overnight.", "ASSAULT", ("ARM",), ("AZE",)),
        ("Two Kazakh soldiers were killed by Uzbek forces.", "ASSAULT", ("UZB",), ("KAZ",)),
        ("An assault on Armenia was carried out by Azerbaijan.", "ASSAULT", ("AZE",), ("ARM",)),
        ("The presidents of Kazakhstan and Uzbekistan met in Geneva.", "CONSULT", ("KAZ", "UZB"), ()),
        ("Talks between Armenia and Azerbaijan went on all day.", "CONSULT", ("ARM", "AZE"), ()),
        ("Kazakhstan imposed new sanctions on Moldova.", "COERCE", ("KAZ",), ("MDA",)),
        ("Moldova expelled three Kazakh diplomats.", "SANCTION", ("MDA",), ("KAZ",)),
        ("Uzbekistan released twelve Kazakh prisoners.", "RETREAT", ("UZB",), ("KAZ",)),
        ("Kazakhstan and Uzbekistan held joint military exercises.", "COOPERATE", ("KAZ", "UZB"), ()),
        ("Armenia hit Azerbaijan and withdrew its troops.", "RETREAT", ("ARM",), ()),
        ("Kazakhstan deployed troops near the river.", "MOBILIZE", ("KAZ",), ()),
    ],
)
def test_who_did_what_to_whom(text: str, event: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> None:
    assert (event, actors, recipients) in [(e.event, e.actors, e.recipients) for e in found(text)]


@pytest.mark.parametrize(
    ("text", "negated", "time"),
    [
        ("Armenia attacked Azerbaijan.", False, "now"),
        ("Armenia did not attack Azerbaijan.", True, "now"),
        ("There was no attack on Azerbaijan.", True, "now"),
        ("Armenia will meet Azerbaijan on Friday.", False, "future"),
        ("Armenia plans to meet Azerbaijan.", False, "future"),
        ("If Armenia attacked Azerbaijan, others would suffer.", False, "hypothetical"),
        ("Armenia could attack Azerbaijan.", False, "hypothetical"),
        ("Armenia attacked Azerbaijan in 2016.", False, "past"),
    ],
)
def test_negation_and_time_are_fields_of_their_own(text: str, negated: bool, time: str) -> None:
    assert [(e.negated, e.time) for e in found(text)] == [(negated, time)]


@pytest.mark.parametrize(
    "text",
    [
        "Kazakhstan supplied gas to Uzbekistan.",
        "Armenia met the deadline.",
        "Armenia released a report on Moldova.",
        "Kazakhstan declined to comment on Uzbekistan.",
        "The similarity of Kazakhstan and Uzbekistan is striking.",
        "Oil and gas prices rose in Kazakhstan.",
        "Armenia demonstrated its resolve to Azerbaijan.",
        "Talks with Armenia were useful.",
        "Kazakhstan received a telegram.",
        "Thanks to Armenia, the road is open.",
        "The independence of Moldova is threatened.",
        "The answer came from the Kazakh Mobilisation Fund.",
    ],
)
def test_words_that_only_look_like_an_event(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "event", "actors", "recipients"),
    [
        ("Armenia condemned bombing Moldova.", "ASSAULT", (), ("MDA",)),
        ("Kazakh soldiers killed in the war were buried.", "ASSAULT", (), ("KAZ",)),
        ("Armenia said after the killing of Moldova's envoy that it would wait.", "ASSAULT", (), ("MDA",)),
        ("Armenia called for Azerbaijan to release Moldova's soldiers.", "RETREAT", ("AZE",), ("MDA",)),
        ("Armenia's plans to attack Azerbaijan were known.", "ASSAULT", ("ARM",), ("AZE",)),
        ("Armenia, after talks that failed, attacked Azerbaijan.", "ASSAULT", ("ARM",), ("AZE",)),
        ("Armenia suffered more than forty attacks by Azerbaijan.", "ASSAULT", ("AZE",), ("ARM",)),
        ("Armenia attacked Azerbaijan, according to Moldova.", "ASSAULT", ("ARM",), ("AZE",)),
        ("Kazakhstan discussed Moldova with Uzbekistan.", "CONSULT", ("KAZ", "UZB"), ()),
        ("The invasion of Armenia began at dawn.", "ASSAULT", (), ("ARM",)),
        ("Azerbaijan's renewed bombardment of Armenia went on.", "ASSAULT", ("AZE",), ("ARM",)),
        ("Kazakhstan summoned Moldova's ambassador.", "ACCUSE", ("KAZ",), ("MDA",)),
    ],
)
def test_parties_stand_where_the_words_put_them(
    text: str, event: str, actors: tuple[str, ...], recipients: tuple[str, ...]
) -> None:
    assert (event, actors, recipients) in [(e.event, e.actors, e.recipients) for e in every(text)]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Armenia proposed that Azerbaijan releases Moldova's soldiers.", "hypothetical"),
        ("Armenia was sent to attack Azerbaijan.", "hypothetical"),
        ("Armenia continued to attack Azerbaijan.", "now"),
        ("Any attack on Azerbaijan by Armenia is a mistake.", "hypothetical"),
        ("Armenia attacked Azerbaijan in May.", "past"),
        ("Armenia wants to find and attack Azerbaijan.", "hypothetical"),
    ],
)
def test_what_is_wished_for_is_hypothetical(text: str, time: str) -> None:
    assert [e.time for e in every(text)][:1] == [time]


def test_an_event_less_probable_than_not_is_left_out() -> None:
    text = (
        "Armenia was sent to attack Azerbaijan, or so it was said, while the talks with Moldova went on in Kazakhstan."
    )
    assert {e.confidence >= least() for e in found(text)} <= {True}
    assert len(found(text)) <= len(every(text))


def test_a_claim_names_the_statement_it_stands_in() -> None:
    text = "Azerbaijan said that Armenia had attacked Moldova."
    start = text.index("Armenia")
    said = Statement(
        id="s1",
        cue=Words(spans=((11, 15),), text="said"),
        content=Words(spans=((start, len(text) - 1),), text=text[start:-1]),
    )
    (event,) = found(text, (said,))
    assert (event.statement, event.actors, event.recipients) == ("s1", ("ARM",), ("MDA",))
    assert found(text)[0].statement is None


def test_an_act_that_a_statement_codes_is_not_coded_twice() -> None:
    text = "Armenia condemned Azerbaijan."
    said = Statement(id="s1", cue=Words(spans=((8, 17),), text="condemned"))
    assert [e.event for e in found(text)] == ["ACCUSE"]
    assert found(text, (said,)) == ()


def test_several_named_together_are_parties_each() -> None:
    text = "The presidents met in Geneva."
    both = Actor(id="group:arsen+beka", type="group", name="The presidents")
    people = [Actor(id=f"person:{name}", type="person", name=name) for name in ("arsen", "beka")]
    actors = {actor.id: actor for actor in (both, *people)}
    document = Document(id="d", text=text, published="2026-02-03")
    (event,) = events(document, sentences(text), [Mention(span=(0, 14), actor=both.id)], actors, (), load())
    assert event.actors == ("person:arsen", "person:beka")


def test_kinds_of_people_stand_in_the_words_but_have_no_id() -> None:
    text = "Police arrested thirty protesters."
    (event,) = found(text)
    assert (event.event, event.mode, event.actors, event.recipients) == ("COERCE", "arrest", (), ())
    assert [text[start:end] for start, end in event.spans] == ["Police", "arrested", "protesters"]


@pytest.mark.parametrize("text", ["It was attacked.", "Kazakhstan is large.", "The attack was severe.", ""])
def test_without_a_party_or_a_trigger_there_is_no_event(text: str) -> None:
    assert found(text) == ()


def test_a_place_is_where_it_happened() -> None:
    assert found("Uzbek troops attacked a base in Kazakhstan.")[0].location == "KAZ"


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_spans_are_characters_of_the_text(text: str) -> None:
    for event in found(text):
        assert event.event in CATEGORIES
        assert event.spans == tuple(sorted(event.spans))
        assert all(0 <= start < end <= len(text) for start, end in event.spans)
        assert 0.0 < event.confidence < 1.0


@pytest.mark.parametrize("line", lines("event_triggers.txt"))
def test_a_line_of_triggers_is_of_the_codebook(line: str) -> None:
    head, _, entries = line.partition(": ")
    event, mode, frame, certainty, sort = head.split()
    assert event in CATEGORIES
    assert frame in ("so", "s", "with", "os")
    assert sort in ("v", "n")
    assert 0.5 <= float(certainty) < 1.0
    assert mode == mode.lower()
    assert all(entry.strip() for entry in entries.split(","))


@pytest.mark.parametrize("line", lines("event_words.txt"))
def test_a_line_of_words_is_a_set(line: str) -> None:
    name, _, rest = line.partition(": ")
    assert word_set(name) == {word.strip() for word in rest.split(",")}
    assert all(word == word.lower() for word in word_set(name))


@pytest.mark.parametrize("line", lines("event_irregular.txt"))
def test_an_irregular_verb_has_two_forms(line: str) -> None:
    base, _, rest = line.partition(": ")
    past, participle = rest.split()
    assert {base, past, participle} <= set(inflections(base))


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("meet", {"meet", "meets", "met", "meeting"}),
        ("ban", {"ban", "bans", "banned", "banning"}),
        ("expel", {"expel", "expels", "expelled", "expelling"}),
        ("withdraw", {"withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"}),
        ("shoot", {"shoot", "shoots", "shot", "shooting"}),
    ],
)
def test_inflections(verb: str, forms: set[str]) -> None:
    assert set(inflections(verb)) == forms


def test_every_category_has_triggers() -> None:
    assert {trigger.event for own in index().values() for trigger, _ in own} == set(CATEGORIES)


def span_of(text: str, words: str) -> Span:
    return text.index(words), text.index(words) + len(words)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Armenia condemned Azerbaijan for the shelling of a village.", "ACCUSE"),
        ("Armenia bombed a depot in Azerbaijan at dawn.", "ASSAULT"),
        ("Armenia refused a request from Azerbaijan.", "REJECT"),
        ("Armenia released two soldiers of Azerbaijan.", "RETREAT"),
    ],
)
def test_the_coder_codes_between_given_parties(text: str, event: str) -> None:
    coded, margin = code(text, span_of(text, "Armenia"), span_of(text, "Azerbaijan"))
    assert coded == event
    assert margin > 0
