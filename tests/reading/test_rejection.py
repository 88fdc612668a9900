"""Denied or refused: it hangs on what is rejected."""

import pytest

from tocsin.reading.rejection import settled
from tocsin.reading.types import ActName


@pytest.mark.parametrize(
    ("act", "cue", "content", "expected"),
    [
        ("refuse", "rejected", "the claims of its neighbours", "deny"),
        ("deny", "rejected", "a proposal to meet in Riga", "refuse"),
        ("accuse", "dismissed", "the accusations as fairy tales", "deny"),
        ("refuse", "turned down", "an invitation to the talks", "refuse"),
        ("refuse", "rejected", "the judge", "refuse"),
        ("inform", "said", "the claims were old", "inform"),
    ],
)
def test_what_is_rejected_settles_the_act(act: ActName, cue: str, content: str, expected: ActName) -> None:
    assert settled(act, cue, content) == expected
