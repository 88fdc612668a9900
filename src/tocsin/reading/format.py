"""The public format as JSON Schema, and a reading as a line of it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import msgspec

from tocsin.reading.types import FORMAT, Reading

SCHEMA_FILE = "tocsin-1.schema.json"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line of `tocsin read --format jsonl`, made from the types."""
    made = json.loads(msgspec.json.encode(msgspec.json.schema(Reading)))
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT.replace('/', ':')}",
        "title": FORMAT,
        "description": "One document as read. Spans are [start, end) in Unicode code points of document.text.",
    }
    # Every field is always printed, so a line that lacks one is not of this format.
    for definition in made["$defs"].values():
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
            definition["additionalProperties"] = False
    return {**head, **made}


def shipped_schema() -> dict[str, Any]:
    """The same schema as the file that ships with the package."""
    loaded: dict[str, Any] = json.loads(files("tocsin.reading").joinpath(SCHEMA_FILE).read_text("utf-8"))
    return loaded


def to_line(reading: Reading) -> bytes:
    """One line of the public format, UTF-8, without the line break."""
    return msgspec.json.encode(reading)


def from_line(line: bytes | str) -> Reading:
    """The reading that a line of the public format holds.

    Raises:
        msgspec.ValidationError: the line is no `tocsin/1` object; the message names the field.
    """
    return msgspec.json.decode(line, type=Reading)
