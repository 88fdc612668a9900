"""The links of a brief both ways: from its sentences to the statements, and back."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tocsin.brief.types import Brief, Sentence


class Links(msgspec.Struct, frozen=True):
    """`numbers` of the statements by key; `uses` of each statement: the sentences that rest on it, counted from 1."""

    numbers: Mapping[str, int]
    uses: Mapping[str, tuple[int, ...]]

    def of(self, sentence: Sentence) -> list[int]:
        """The numbers of the statements that a sentence rests on."""
        return sorted(self.numbers[key] for key in sentence.rests_on)


def links_of(brief: Brief) -> Links:
    """The links of a brief."""
    uses: dict[str, tuple[int, ...]] = {}
    sentences = (s for section in brief.sections for group in section.groups for s in group.sentences)
    for number, sentence in enumerate(sentences, 1):
        for key in sentence.rests_on:
            uses[key] = (*uses.get(key, ()), number)
    return Links({one.key: one.number for one in brief.evidence}, uses)
