"""Pieces, words, quotation states, windows and the lexicon of cues."""

from __future__ import annotations

import importlib.resources
import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from tocsin.reading import _encode as e

FOLDER = Path(str(importlib.resources.files("tocsin.reading")))
needs_tokenizer = pytest.mark.skipif(not (FOLDER / "model" / "tokenizer.json").exists(), reason="no model files here")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return e.load_tokenizer(FOLDER / "model" / "tokenizer.json")


@pytest.fixture(scope="module")
def lexicon() -> e.Lexicon:
    return e.Lexicon.from_csv(FOLDER / "data" / "cues.csv")


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("no marks", "00000000"),
        ('a "b" c', "0012300"),
        ("a “b” c", "0012300"),
        ("«b» c", "12300"),
        ("„b“ c", "12122"),
        ("``b'' c", "1123300"),
        ("don't say it’s", "00000000000000"),
        ("dogs' bones in '90s", "0000000000000000000"),
        ("‘b c,’ he", "122223000"),
        ("he: 'b c.' x", "000012222300"),
        ('"b\nc', "1200"),
        ('"b\n"c" d', "12012300"),
        ('"b. "c" d', "122212300"),
        ("“b “c” d", "12212300"),
        ('b" c', "0300"),
    ],
)
def test_quote_states(text: str, states: str) -> None:
    assert "".join(map(str, e.quote_states(text).tolist())) == states


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("said", 1),
        ("Moscow", 2),
        ("NATO", 3),
        ("McCain", 4),
        ("A", 5),
        ("2026", 6),
        ("F16", 6),
        ("外交", 7),
    ],
)
def test_shape(word: str, shape: int) -> None:
    assert e.shape_of(word) == shape


def test_no_quotation_crosses_a_line_break() -> None:
    states = e.quote_states('He said: "first.\n"Second," he went on. Then more.')
    assert states[len('He said: "first.\n"Second," he')] == e.OUTSIDE


@needs_tokenizer
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "...",
        "\n\n",
        "Hello wor\u00adld.",
        "e\u0301tat a\u0300",
        "a\ud800b c",
        "\u200f\u05d0\u05d1 said",
        "😀 said 😀",
        "a_b-c d’e",
        "x" * 400 + " said",
        "one\r\n\r\ntwo\u2028three",
        "\x00said\x07",
    ],
)
def test_every_word_has_pieces(text: str, tokenizer: Tokenizer) -> None:
    found = e.encode(text, tokenizer)
    assert len(found.words) == len(found.first) == len(found.last)
    assert len(found.pieces) == len(found.shapes) == len(found.quotes) >= 1
    assert (found.first <= found.last).all()
    assert (np.diff(found.first) >= 0).all()
    if len(found.words):
        assert found.first.min() >= 0
        assert found.last.max() < len(found.pieces)
    for start, end in found.words.tolist():
        assert e.WORD.fullmatch(text[start:end])


@needs_tokenizer
def test_line_breaks_become_one_piece(tokenizer: Tokenizer) -> None:
    found = e.encode("One two.\n\nThree.\nFour", tokenizer)
    assert (found.pieces == e.PARAGRAPH).sum() == 2
    assert [tokenizer.id_to_token(int(found.pieces[n])) for n in found.first] == ["one", "two", "three", "four"]


@needs_tokenizer
@pytest.mark.parametrize("count", [1, 100, 222, 223, 500, 2000])
def test_windows_cover_and_overlap(count: int, tokenizer: Tokenizer) -> None:
    found = e.encode("said " * count, tokenizer)
    stretches = e.windows(found, 222, 44, 88)
    assert stretches[0][0] == 0
    assert stretches[-1][1] == len(found.pieces)
    for (_, end), (start, _) in pairwise(stretches):
        assert 44 <= end - start <= 88
    assert all(0 < end - start <= 222 for start, end in stretches)


@needs_tokenizer
@pytest.mark.parametrize("seed", range(6))
def test_every_word_lies_in_a_window(seed: int, tokenizer: Tokenizer) -> None:
    rng = random.Random(seed)
    vocabulary = ("said", "Abdurakhmanovich", "the", "counterrevolutionaries'", "“we", "go,”", "Ouagadougou.", "\n")
    found = e.encode(" ".join(rng.choice(vocabulary) for _ in range(rng.randint(150, 900))), tokenizer)
    stretches = e.windows(found, 222, 40, 80)
    for first, last in zip(found.first.tolist(), found.last.tolist(), strict=True):
        assert any(start <= first and last < end for start, end in stretches)


@needs_tokenizer
@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Talks failed. The envoy left. He was 3.5 hours late.", ["the", "he"]),
        ("“We will not go.” He left. “Never,” she said.", ["he", "“"]),
        ("The U.S. envoy left\nNobody spoke", ["nobody"]),
    ],
)
def test_sentences_begin_after_marks_and_breaks(text: str, heads: list[str], tokenizer: Tokenizer) -> None:
    found = e.encode(text, tokenizer)
    assert [tokenizer.id_to_token(int(n)) for n in found.pieces[e.sentence_starts(found)]] == heads


@needs_tokenizer
def test_windows_begin_with_a_sentence_or_rather_a_paragraph(tokenizer: Tokenizer) -> None:
    found = e.encode("He left. " * 55 + "\n" + "They stayed. " * 40, tokenizer)
    (_, end), (start, _) = e.windows(found, 222, 40, 80)[:2]
    assert 40 <= end - start <= 80
    assert found.pieces[start - 1] in (1012, e.PARAGRAPH)
    other = e.encode("He left. " * 52 + "\n" + "They stayed. " * 40, tokenizer)
    assert other.pieces[e.windows(other, 222, 40, 80)[1][0] - 1] == e.PARAGRAPH


@pytest.mark.parametrize(
    ("forms", "other"),
    [
        (("accuse", "accused", "accuses", "accusing"), "acquit"),
        (("deny", "denied", "denies", "denying"), "den"),
        (("stress", "stressed", "stresses"), "street"),
        (("plan", "planned", "planning"), "plane"),
        (("say", "said"), "see"),
    ],
)
def test_stem_joins_forms(forms: tuple[str, ...], other: str) -> None:
    assert len({e.stem(form) for form in forms}) == 1
    assert other not in forms


@pytest.mark.parametrize(
    ("cue", "after", "act"),
    [
        (["denied"], [], "deny"),
        (["is", "concerned"], ["about"], "concern"),
        (["accusing"], ["Kabul", "of"], "accuse"),
        (["warned"], ["of", "a", "humanitarian", "catastrophe"], "concern"),
        (["Did", "not", "respond"], [], "silent"),
        (["called"], ["on", "all", "sides"], "demand"),
    ],
)
def test_lexicon_knows_cues(cue: list[str], after: list[str], act: str, lexicon: e.Lexicon) -> None:
    found = lexicon.features(cue, after)
    assert e.ACTS[int(found[: len(e.ACTS)].argmax())] == act
    assert found[-2] == 1
    assert 0 < found[-1] <= 1


def test_lexicon_is_silent_on_others(lexicon: e.Lexicon) -> None:
    assert not lexicon.features(["xylophone"], []).any()
    assert not lexicon.features([], ["said"]).any()
