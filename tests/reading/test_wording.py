"""Acts settled by words that leave no choice."""

import pytest

from tocsin.reading.types import ActName
from tocsin.reading.wording import worded


@pytest.mark.parametrize(
    ("act", "cue", "content", "settled"),
    [
        ("assure", "promised", "to avenge the bridge", "threaten"),
        ("assure", "said", "“They will pay for every house,”", "threaten"),
        ("concern", "warned", "that Riga would face grave consequences", "threaten"),
        ("assure", "said", "the raid will not go unanswered", "threaten"),
        ("accuse", "apologised for", "the raid", "concede"),
        ("deny", "withdrew its claim", "that the ship was armed", "concede"),
        ("accuse", "said", "“That is a lie,”", "deny"),
        ("inform", "said", "“The reports are simply untrue.”", "deny"),
        ("threaten", "said", "Riga will mediate if it is asked", "offer"),
        ("assure", "said", "Riga is ready to host talks", "offer"),
        ("assure", "promised", "to rebuild the bridge", "assure"),
        ("concern", "warned", "that the dam could break", "concern"),
        ("demand", "said", "the raid must be punished", "demand"),
        ("accuse", "said", "the siege is a punishment of everybody", "accuse"),
        ("refuse", "would not withdraw", "its demands", "refuse"),
        ("accuse", "said", "the minister lies", "accuse"),
    ],
)
def test_words_settle_the_act(act: ActName, cue: str, content: str, settled: ActName) -> None:
    assert worded(act, cue, content) == settled
