"""The component in somebody's spaCy pipeline."""

import pytest

spacy = pytest.importorskip("spacy")

TEXT = "Klara Varga said on Tuesday that Belarus threatened Latvia. Minsk has not responded."


def test_the_component_is_found_by_name_and_gives_statements() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tocsin_statements", config={"date": "2026-03-10", "source": "Wire"})
    doc = nlp(TEXT)
    assert [statement.acts[0].act for statement in doc._.statements][-1] == "silent"
    assert doc._.reading.document.published == "2026-03-10"
    assert all(span.doc is doc for span in doc.spans["statements"])


def test_a_stream_is_read_in_order() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tocsin_statements")
    texts = [TEXT, "Nothing is said here by anybody", TEXT]
    assert [bool(doc._.statements) for doc in nlp.pipe(texts)] == [True, False, True]


def test_the_english_model_is_found() -> None:
    from tocsin.spacy import english_model

    assert "ner" in english_model().pipe_names
