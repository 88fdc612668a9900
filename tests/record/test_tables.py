"""Flat tables: the same typed columns for every entry."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.record import Record
from tocsin.record.context import context, pieces
from tocsin.record.tables import EVENT_COLUMNS, STATEMENT_COLUMNS

from .sample import reading


def test_a_row_has_every_column_in_order_and_only_scalars(store: Record) -> None:
    store.add(reading())
    (statement,) = tocsin.statements_table(store)
    (event,) = tocsin.events_table(store)
    assert list(statement) == list(STATEMENT_COLUMNS)
    assert list(event) == list(EVENT_COLUMNS)
    for row in (statement, event):
        assert all(value is None or isinstance(value, str | int | float | bool) for value in row.values())


def test_provenance_leads_back_to_the_words(store: Record) -> None:
    one = reading()
    store.add(one)
    (row,) = tocsin.events_table(store)
    start, end = map(int, str(row["spans"]).split("-"))
    assert one.document.text[start:end] == row["words"] == "Envoys met in Osh"
    assert row["context"] == "Envoys met in Osh."
    assert (row["document"], row["event_id"], row["quad"], row["confidence"]) == ("crossing-1", "e1", 1, 0.7)
    assert (row["actor_ids"], row["recipient_ids"], row["actor_countries"]) == ("KGZ", "TJK", "KGZ")


def test_copies_are_one_row_that_names_them_all_or_a_row_each(store: Record) -> None:
    store.add(reading("wire"))
    store.add(reading("weekly", published="2026-03-03"))
    (row,) = tocsin.statements_table(store)
    assert (row["same_as"], row["places"], row["why"]) == (None, "wire#s1; weekly#s1", "words")
    each = list(tocsin.statements_table(store, once=False))
    assert [row["same_as"] for row in each] == [None, "wire#s1"]


def test_filters_narrow_a_table(store: Record) -> None:
    store.add(reading())
    assert [row["act"] for row in tocsin.statements_table(store, about="KGZ", act="concern")] == ["concern"]
    assert list(tocsin.events_table(store, country="TJK")) == []


TEXT = "The gates are shut. Officials of both sides met in Osh, and talked. Nobody won."


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["met in Osh"], "Officials of both sides met in Osh, and talked."),
        (["shut", "met"], "The gates are shut. Officials of both sides met in Osh, and talked."),
        ([], ""),
    ],
)
def test_the_context_is_the_sentences_of_the_words(words: list[str], shown: str) -> None:
    spans = [(TEXT.index(one), TEXT.index(one) + len(one)) for one in words]
    start, end = context(TEXT, spans)
    assert TEXT[start:end] == shown
    parts = pieces(TEXT, spans, (start, end))
    assert "".join(part for part, _ in parts) == shown
    assert [part for part, marked in parts if marked] == words


def test_a_sentence_without_end_is_cut() -> None:
    text = "word " * 5000
    start, end = context(text, [(10_000, 10_004)])
    assert start <= 10_000
    assert end >= 10_004
    assert end - start < 1000
