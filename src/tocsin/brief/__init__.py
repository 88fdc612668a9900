"""Cited briefs: every sentence with the statements it rests on."""

from tocsin.brief.brief import brief
from tocsin.brief.html import as_html
from tocsin.brief.markdown import as_markdown
from tocsin.brief.types import Brief, Evidence, Group, Piece, Section, Sentence

__all__ = ["Brief", "Evidence", "Group", "Piece", "Section", "Sentence", "as_html", "as_markdown", "brief"]
