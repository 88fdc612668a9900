"""The two calls that Python users rely on, and the reading in a notebook."""

from pathlib import Path

import pytest

import tocsin
from tocsin.errors import DocumentError

TEXT = """Latvian Foreign Minister Ilona Kalns said that Riga was concerned about drones from Belarus.
Minsk has not responded."""


def test_read_gives_statements_that_point_at_their_words() -> None:
    reading = tocsin.read(TEXT, date="2026-03-10", source="Wire")
    first = reading.statements[0]
    assert first.source.text == "Latvian Foreign Minister Ilona Kalns"
    assert first.acts[0].act == "concern"
    assert [TEXT[start:end] for start, end in first.source.spans] == [first.source.text]
    speaker = next(actor for actor in reading.actors if actor.id == first.source.actor)
    assert (speaker.name, speaker.country, speaker.roles[0].title) == ("Ilona Kalns", "LVA", "Foreign Minister")


def test_the_same_text_is_the_same_document() -> None:
    assert tocsin.read(TEXT).document.id == tocsin.read(TEXT).document.id


def test_a_transcript_speaks_for_itself() -> None:
    text = "SPOKESPERSON KALNS: We condemn the flights.\nQUESTION: Has Minsk answered?\nSPOKESPERSON KALNS: It has not."
    reading = tocsin.read(text, kind="transcript")
    own = [statement for statement in reading.statements if statement.voice == "own"]
    assert own[0].source.text == "SPOKESPERSON KALNS"
    assert own[0].acts[0].act == "accuse"


def test_an_empty_text_and_a_day_that_is_none_are_refused() -> None:
    with pytest.raises(DocumentError):
        tocsin.read("  ")
    with pytest.raises(DocumentError):
        tocsin.read(TEXT, date="soon")


def test_a_record_keeps_a_reading_once(tmp_path: Path) -> None:
    reading = tocsin.read(TEXT, date="2026-03-10")
    with tocsin.open(f"sqlite:///{tmp_path}/r.db") as record:
        assert record.add(reading)
        assert not record.add(reading)
        assert record.reading(reading.document.id) == reading


def test_a_notebook_shows_marked_text_and_hostile_text_stays_inert() -> None:
    html = tocsin.read("Kalns said that <script>alert(1)</script> was found.\n" + TEXT)._repr_html_()
    assert 'class="tocsin-cue"' in html
    assert "<script>" not in html


def test_a_headline_that_runs_on_into_the_text_gives_no_span_outside_it() -> None:
    reading = tocsin.read(
        "Ilona Kalns said that Riga was ready.", title="Interview with Foreign Minister", date="2026-03-10"
    )
    spans = [mention.span for mention in reading.mentions]
    spans += [span for actor in reading.actors for role in actor.roles for span in role.spans]
    assert spans
    assert all(0 <= start < end <= len(reading.document.text) for start, end in spans)
