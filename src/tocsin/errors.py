"""What can go wrong, as a short tree. Each error says what happened, to what, and what to do."""

from __future__ import annotations


class TocsinError(Exception):
    """Base of every error that Tocsin raises on purpose.

    `what` is the document, row or address concerned, `why` what is wrong with it, `cure` what the user can do.
    The command line prints the three on one line and no trace.
    """

    exit_code = 1

    def __init__(self, what: str, why: str, cure: str = "") -> None:
        super().__init__(what, why, cure)
        self.what = what
        self.why = why
        self.cure = cure

    def __str__(self) -> str:
        line = f"{self.what}: {self.why}"
        return f"{line} ({self.cure})" if self.cure else line


class DocumentError(TocsinError):
    """A document that cannot be read: missing, empty, of an unknown type, wrongly encoded, too large."""


class WorldError(TocsinError):
    """A world file with a wrong row, or a name that no world file knows."""


class RecordError(TocsinError):
    """The store cannot be opened, migrated or written."""


class ModelError(TocsinError):
    """The reading model is missing, damaged or of another version."""
