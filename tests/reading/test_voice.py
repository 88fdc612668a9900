"""The turns of transcripts and the sentences of releases."""

from tocsin.documents.types import Document, Kind
from tocsin.reading.voice import own_sentences, turns

BRIEFING = """MODERATOR: Good morning. The floor is yours.

SPOKESPERSON VARGA: We are concerned about the drones. We call on Minsk to explain them.

QUESTION: Has Minsk answered?

SPOKESPERSON VARGA: It has not. Note: our patrols continue.
"""


def document(text: str, kind: Kind) -> Document:
    return Document(id="d", text=text, kind=kind)


def test_a_transcript_is_cut_into_turns() -> None:
    found = turns(document(BRIEFING, "transcript"))
    labels = [BRIEFING[slice(*label)] for label, _ in found]
    assert labels == ["MODERATOR", "SPOKESPERSON VARGA", "QUESTION", "SPOKESPERSON VARGA"]
    assert BRIEFING[slice(*found[2][1])].strip() == "Has Minsk answered?"


def test_each_sentence_of_a_turn_has_its_label() -> None:
    own = own_sentences(document(BRIEFING, "transcript"))
    said = [(BRIEFING[slice(*one.label)] if one.label else None, BRIEFING[slice(*one.span)]) for one in own]
    assert ("SPOKESPERSON VARGA", "We call on Minsk to explain them.") in said
    assert [one.asks for one in own if BRIEFING[slice(*one.span)] == "Has Minsk answered?"] == [True]


def test_a_release_speaks_for_its_issuer_and_headings_say_nothing() -> None:
    text = "Statement on the drones\n\nLatvia condemns the flights.\nPress office"
    assert [text[slice(*one.span)] for one in own_sentences(document(text, "release"))] == [
        "Latvia condemns the flights."
    ]


def test_a_news_article_has_no_voice_of_its_own() -> None:
    assert own_sentences(document(BRIEFING, "news")) == []


def test_a_bare_q_opens_a_turn() -> None:
    text = "MS. VARGA: Thank you.\n\nQ  Will you go to Minsk?\n\nMS. VARGA: No."
    assert [text[slice(*label)] for label, _ in turns(document(text, "release"))] == ["MS. VARGA", "Q", "MS. VARGA"]


def test_a_label_that_stands_once_in_a_release_opens_no_turn() -> None:
    text = "Riga, 6 March.\nBackground: the flights began on Monday.\nLatvia condemns them."
    assert turns(document(text, "release")) == []
