"""What the statements of a sentence give one another: an earlier time, the condition that is another's."""

import pytest

from tocsin.documents.types import Document, Span
from tocsin.reading._model import FoundActs, FoundDocument
from tocsin.reading.assemble import Said, assemble
from tocsin.reading.types import ACTS, ActName, Statement
from tocsin.world import World, load

OFFER = "A guide said that Minsk would free the pilot if Riga asks for him."


@pytest.fixture(scope="module")
def world() -> World:
    return load()


def said(text: str, source: str, cue: str, content: str, act: ActName, within: int | None = None) -> Said:
    def spans(part: str) -> tuple[Span, ...]:
        return ((text.index(part), text.index(part) + len(part)),)

    chances: dict[str, float] = {**dict.fromkeys(ACTS, 0.0), act: 1.0}
    acts = FoundActs(chances, (), {"past": 0.1, "now": 0.8, "future": 0.1}, 0.0, 1.0)
    return Said("reported", spans(source), spans(cue), spans(content), acts, 0.9, within)


def read(text: str, parts: list[Said], world: World) -> tuple[Statement, ...]:
    document = Document(id="d", text=text, published="2026-02-03")
    return assemble(document, FoundDocument(), parts, [(0, len(text))], world).statements


@pytest.mark.parametrize(("cue", "times"), [("confirmed", ["past", "past"]), ("now confirms", ["past", "now"])])
def test_what_a_speaker_goes_on_to_do_in_a_sentence_is_as_early(cue: str, times: list[str], world: World) -> None:
    text = f"Varga had denied the raid but {cue} the fire."
    parts = [
        said(text, "Varga", "had denied", "the raid", "deny"),
        said(text, "Varga", cue, "the fire", "inform"),
    ]
    assert [one.acts[0].time for one in read(text, parts, world)] == times


def test_a_condition_is_of_the_offer_and_not_of_the_telling(world: World) -> None:
    parts = [
        said(OFFER, "A guide", "said", "that Minsk would free the pilot if Riga asks for him", "inform"),
        said(OFFER, "Minsk", "would free", "the pilot if Riga asks for him", "offer", within=0),
    ]
    told, offered = read(OFFER, parts, world)
    assert told.acts[0].condition is None or not told.acts[0].condition.text
    assert offered.acts[0].condition is not None
    assert offered.acts[0].condition.text == "if Riga asks for him"
