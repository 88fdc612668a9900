"""Full-text search: SQLite's FTS5, PostgreSQL's tsvector. Nothing else in the record knows which.

Text is folded before it is indexed and asked for, so both find the same: words by their English stems, `"phrases"`, and
beginnings (`troop*`); all terms must occur.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, TextClause, false, text

from tocsin.record.folding import folded

Subject = Literal["statement", "event"]

_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')

_INSERT = {
    "sqlite": "INSERT INTO {subject}_search (rowid, words, source, title) VALUES (:number, :words, :source, :title)",
    "postgresql": "INSERT INTO {subject}_search (number, words) VALUES"
    " (:number, to_tsvector('english', :words || ' | ' || :source || ' | ' || :title))",
}


_DELETE = {
    # The index keeps no text of its own: it must be told what to forget.
    "sqlite": "INSERT INTO {subject}_search ({subject}_search, rowid, words, source, title)"
    " VALUES ('delete', :number, :words, :source, :title)",
    "postgresql": "DELETE FROM {subject}_search WHERE number = :number",
}


def index(connection: Connection, subject: Subject, rows: list[dict[str, Any]]) -> None:
    """Adds rows of `number`, `words`, `source` and `title` to the index of statements or of events."""
    if rows:
        connection.execute(_statement(_INSERT[connection.dialect.name], subject), _as_indexed(rows))


def unindex(connection: Connection, subject: Subject, rows: list[dict[str, Any]]) -> None:
    """Takes rows out of the index; each must be as it was added."""
    if rows:
        connection.execute(_statement(_DELETE[connection.dialect.name], subject), _as_indexed(rows))


def _as_indexed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, **{field: folded(row[field]) for field in ("words", "source", "title")}} for row in rows]


@cache
def _statement(form: str, subject: Subject) -> TextClause:
    return text(form.format(subject=subject))


def matching(dialect: str, subject: Subject, number: ColumnElement[int], asked: str) -> ColumnElement[bool]:
    """The condition that a statement's or an event's number is among those that a search finds."""
    terms = _terms(asked)
    if not terms:
        return false()
    if dialect == "sqlite":
        wanted = " ".join(f'"{words}"{"*" if open_ended else ""}' for words, open_ended in terms)
        found = text(f"SELECT rowid FROM {subject}_search WHERE {subject}_search MATCH :search")
        return number.in_(found.bindparams(search=wanted).columns(rowid=number.type).scalar_subquery())
    conditions = []
    values = {}
    for place, (words, open_ended) in enumerate(terms):
        values[f"search{place}"] = " <-> ".join(f"{word}" for word in words.split()) + (":*" if open_ended else "")
        conditions.append(f"to_tsquery('english', :search{place})")
    found = text(f"SELECT number FROM {subject}_search WHERE words @@ ({' && '.join(conditions)})")
    return number.in_(found.bindparams(**values).columns(number=number.type).scalar_subquery())


def _terms(asked: str) -> list[tuple[str, bool]]:
    """Each word or phrase, folded, and whether it is only the beginning of its last word."""
    terms = []
    for match in _TERM.finditer(asked[:1000]):
        term = match[1] if match[1] is not None else match[2]
        if words := folded(term):
            terms.append((words, term.endswith("*")))
    return terms
