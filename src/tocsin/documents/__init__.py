"""Text from anywhere into documents."""

from tocsin.documents.document import MAX_CHARACTERS, document_from_text
from tocsin.documents.gathering import gather
from tocsin.documents.types import KINDS, Document, DocumentNotice, Kind, Span

__all__ = ["KINDS", "MAX_CHARACTERS", "Document", "DocumentNotice", "Kind", "Span", "document_from_text", "gather"]
