"""Reported silence, and who is silent about what."""

import pytest

from tocsin.reading.sentences import sentences
from tocsin.reading.silence import is_silence, silences, silent_party


@pytest.mark.parametrize(
    ("text", "party", "content"),
    [
        ("Minsk has not responded to the Latvian note.", "Minsk", "to the Latvian note"),
        ("The ministry declined to comment.", "The ministry", None),
        (
            "A spokesman in Minsk did not reply to a request for comment.",
            "A spokesman in Minsk",
            "to a request for comment",
        ),
        ("Riga asked twice, but the general staff has yet to respond.", "the general staff", None),
        ("NATO remained silent on the missiles.", "NATO", "on the missiles"),
    ],
)
def test_silences_with_their_party_and_content(text: str, party: str, content: str | None) -> None:
    spans = sentences(text)
    (found,) = silences(text, spans)
    who = silent_party(text, spans[0], found.cue)
    assert who is not None
    assert text[slice(*who)] == party
    assert (text[slice(*found.content)] if found.content else None) == content


@pytest.mark.parametrize(
    "text", ["Minsk did not respond with force.", "She refused the offer.", "They would not leave."]
)
def test_what_is_no_silence(text: str) -> None:
    assert silences(text, sentences(text)) == []


def test_a_cue_of_silence_is_known_as_one() -> None:
    assert is_silence("has not yet responded")
    assert not is_silence("said")
