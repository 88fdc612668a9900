"""Whom an act is directed at, from a text to its targets."""

from tocsin.documents import document_from_text
from tocsin.reading import read


def test_who_reports_a_demand_is_not_its_target() -> None:
    text = "The reporter Anna Veil said that Palestinian factions had urged a peaceful march."
    reading = read(document_from_text(text, date="2026-02-03"))
    inner = [statement for statement in reading.statements if statement.within]
    assert [(s.source.text, s.acts[0].act, s.acts[0].targets) for s in inner] == [
        ("Palestinian factions", "demand", ())
    ]


def test_who_is_named_beside_an_accusation_is_its_target() -> None:
    text = "Latvia accused Belarus of sabotage."
    (statement,) = read(document_from_text(text, date="2026-02-03")).statements
    assert statement.acts[0].act == "accuse"
    assert "BLR" in statement.acts[0].targets
