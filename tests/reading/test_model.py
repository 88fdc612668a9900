"""What the shipped model finds, and what holds of its findings whatever the text."""

from __future__ import annotations

import importlib.resources
import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.reading import _model as m
from tocsin.reading._found import OPENS, Candidate, Text, outers, within
from tocsin.reading._network import viterbi

FOLDER = Path(str(importlib.resources.files("tocsin.reading"))) / "model"
pytestmark = pytest.mark.skipif(not (FOLDER / "words.onnx").exists(), reason="no model files here")

DIRECT = "“We will not negotiate under threat,” President Ivanov told reporters in Geneva on Monday."
INDIRECT = "The foreign ministry said that Afghanistan remains a concern. The weather in Kabul was mild."
NESTED = "Officials said on Friday that the minister had accused Armenia of shelling villages near the border."
TEXTS = [
    DIRECT,
    INDIRECT,
    NESTED,
    "",
    "\n",
    "...",
    "He said",
    "😀 “unclosed he said that it\nwas " * 40,
    "Q: Why?\nA: Because \u00ab\u05d0\u05d1\u00bb said so.\n" * 30,
    "word " * 1000,
    "a\ud800 said b",
]


@pytest.fixture(scope="module")
def model() -> m.ReaderModel:
    return m.ReaderModel.shipped()


def words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " | ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (DIRECT, "President Ivanov", "told", "“We will not negotiate under threat,”"),
        (INDIRECT, "The foreign ministry", "said", "that Afghanistan remains a concern"),
    ],
)
def test_finds_statements(text: str, source: str, cue: str, content: str, model: m.ReaderModel) -> None:
    [found] = m.find_statements(text, model=model).statements
    assert (words(text, found.source), words(text, found.cue), words(text, found.content)) == (source, cue, content)


def test_finds_statements_inside_statements(model: m.ReaderModel) -> None:
    found = m.find_statements(NESTED, model=model).statements
    assert [words(NESTED, s.source) for s in found] == ["Officials", "the minister"]
    assert [s.within for s in found] == [None, 0]
    assert found[1].acts.act == "accuse"


def test_finds_names(model: m.ReaderModel) -> None:
    names = m.find_statements(INDIRECT, model=model).names
    assert [(INDIRECT[s:e], kind) for s, e, kind in ((*n.span, n.kind) for n in names)] == [
        ("Afghanistan", "place"),
        ("Kabul", "place"),
    ]


def test_acts_of_sentences(model: m.ReaderModel) -> None:
    text = "We strongly condemn the attack. We urge both sides to stop."
    found = m.find_statements(text, model=model, sentences=[(0, 31), (32, len(text))]).sentences
    assert [s.act for s in found] == ["accuse", "demand"]


@pytest.mark.parametrize("text", TEXTS)
def test_spans_lie_in_the_text(text: str, model: m.ReaderModel) -> None:
    found = m.find_statements(text, model=model, threshold=0.05, sentences=[(0, len(text))])
    assert len(found.sentences) == 1
    for number, statement in enumerate(found.statements):
        assert 0.05 <= statement.probability <= 1
        assert sum(statement.acts.acts.values()) == pytest.approx(1, abs=1e-4)
        assert statement.within != number
        for spans in (statement.source, statement.cue, statement.content):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_nesting_has_no_circles(model: m.ReaderModel) -> None:
    for found in m.find_many(TEXTS, model=model, threshold=0.05):
        for number in range(len(found.statements)):
            seen, at = {number}, found.statements[number].within
            while at is not None:
                assert at not in seen
                seen.add(at)
                at = found.statements[at].within


def test_many_finds_the_same_as_one(model: m.ReaderModel) -> None:
    together = m.find_many(TEXTS, model=model, group_words=700)
    alone = [m.find_statements(text, model=model) for text in TEXTS]
    spans = [[[(s.source, s.cue, s.content) for s in d.statements] for d in found] for found in (together, alone)]
    agree = sum(a == b for a, b in zip(*spans, strict=True))
    assert agree >= len(TEXTS) - 1  # scales of 8-bit products depend on the batch


def test_a_quotation_longer_than_the_band_is_kept_whole(model: m.ReaderModel) -> None:
    rng = random.Random(1)
    vocabulary = ("we", "must", "protect", "our", "people", "and", "the", "border", "with", "care", "today")
    quoted = " ".join(rng.choice(vocabulary) for _ in range(180))
    text = f"The president said: “{quoted}.” Then the rain began in the hills."
    found = max(m.find_statements(text, model=model).statements, key=lambda s: sum(e - a for a, e in s.content))
    assert found.content[-1][1] == text.index("”") + 1


def test_viterbi_finds_the_best_path() -> None:
    rng = np.random.default_rng(3)
    scores, transitions = rng.normal(size=(5, 6, 3)).astype("f"), rng.normal(size=(3, 3)).astype("f")
    valid = np.ones((5, 6), dtype=bool)
    valid[2, 4:] = False
    paths = viterbi(scores, valid, transitions)
    grids = np.stack(np.meshgrid(*[range(3)] * 6, indexing="ij"), -1).reshape(-1, 6)
    for row in range(5):
        able = grids[(valid[row] | (grids == 0)).all(1)]
        gains = np.where(valid[row], scores[row][np.arange(6), able], 0).sum(1)
        gains = gains + transitions[able[:, :-1], able[:, 1:]].sum(1)
        assert able[gains.argmax()].tolist() == paths[row].tolist()


def test_within_takes_the_shortest_and_never_itself() -> None:
    outer = Candidate(0, 1, 2, 0.9, content=list(range(2, 30)))
    middle = Candidate(0, 6, 7, 0.9, content=list(range(8, 20)))
    inner = Candidate(0, 10, 11, 0.9, content=list(range(12, 18)))
    circle = Candidate(0, 40, 41, 0.9, content=[40, 41, 42, 50])
    other = Candidate(0, 50, 51, 0.9, content=[40, 51])
    assert within([outer, middle, inner]) == [None, 0, 1]
    found = within([circle, other])
    assert found in ([None, 0], [1, None])
    assert Text.__slots__


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 12), st.floats(0, 1)), max_size=12))
def test_an_inner_cue_is_held_by_the_likeliest_longer_content(cues: list[tuple[int, int, float]]) -> None:
    candidates = [Candidate(0, at, at + 1, 0.5, content=list(range(at + 1, at + 1 + size))) for at, size, _ in cues]
    chances = [chance for *_, chance in cues]

    def holds(outer: Candidate, inner: Candidate) -> bool:
        longer = len(outer.content) > len(inner.content)
        return longer and inner.start in outer.content and inner.start - outer.content[0] > OPENS

    found = [max((p for o, p in zip(candidates, chances, strict=True) if holds(o, c)), default=0.0) for c in candidates]
    assert outers(candidates, chances) == found


def test_what_opens_a_content_is_a_chain() -> None:
    outer = Candidate(0, 1, 2, 0.9, content=list(range(2, 30)))
    opening = Candidate(0, 4, 5, 0.9, source=[2, 3], content=list(range(5, 20)))
    amid = Candidate(0, 10, 11, 0.9, source=[8, 9], content=list(range(11, 20)))
    assert outers([outer, opening, amid], [0.9, 0.5, 0.5]) == [0.0, 0.0, 0.9]
