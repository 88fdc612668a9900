"""The public format: what is printed is what the shipped schema says, and comes back as it went."""

import jsonschema
import msgspec
import pytest

from tocsin.documents.types import Document
from tocsin.reading.format import from_line, schema, shipped_schema, to_line
from tocsin.reading.types import Act, Reading, Source, Statement, Words

TEXT = "Varga said the border is quiet."
READING = Reading(
    document=Document(id="d1", text=TEXT, published="2026-02-03"),
    statements=(
        Statement(
            id="s1",
            source=Source(spans=((0, 5),), text="Varga"),
            cue=Words(spans=((6, 10),), text="said"),
            content=Words(spans=((11, 30),), text="the border is quiet"),
            acts=(Act(act="inform", confidence=0.8),),
            confidence=0.9,
        ),
    ),
)


def test_the_shipped_schema_is_the_one_the_types_make() -> None:
    assert shipped_schema() == schema()


def test_a_line_satisfies_the_schema() -> None:
    jsonschema.validate(msgspec.json.decode(to_line(READING)), shipped_schema())


def test_a_line_with_a_missing_field_does_not_satisfy_it() -> None:
    line = msgspec.json.decode(to_line(READING))
    del line["statements"][0]["cue"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(line, shipped_schema())


def test_a_line_comes_back_as_it_went() -> None:
    assert from_line(to_line(READING)) == READING


def test_a_line_of_another_format_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        from_line('{"format": "tocsin/9", "document": {"id": "d", "text": "x"}}')
