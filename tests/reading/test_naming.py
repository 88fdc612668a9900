"""Names are cut where no name runs on."""

import pytest

from tocsin.reading._model import FoundName
from tocsin.reading.naming import named_spans


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kalns,” Varga", ["Kalns", "Varga"]),
        ("Sakovich. According", ["Sakovich", "According"]),
        ("U.S. Central Command", ["U.S. Central Command"]),
        ("Gen. J. Ozols", ["Gen. J. Ozols"]),
        ("Jean-Luc d’Aubigny", ["Jean-Luc d’Aubigny"]),
        ("—", []),
    ],
)
def test_names_are_cut_at_punctuation_that_no_name_holds(text: str, names: list[str]) -> None:
    found = named_spans(text, [FoundName((0, len(text)), "person", 0.9)])
    assert [text[slice(*name.span)] for name in found] == names
