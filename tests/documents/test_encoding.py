"""Bytes to characters, or an honest refusal."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.documents.encoding import decoded, decoded_page
from tocsin.errors import DocumentError

ENGLISH = "The ministry’s spokesman said on Monday that talks go on. “We are ready,” he added — and left."
RUSSIAN = "Министерство сообщило в понедельник, что переговоры на границе продолжаются. Мы готовы, сказал он."
GREEK = "Το Υπουργείο Εξωτερικών δήλωσε τη Δευτέρα ότι οι συνομιλίες συνεχίζονται."
FRENCH = "Le ministère a déclaré lundi que les négociations se poursuivent. Évoquant l’été, il s’est dit prêt."
CHINESE = "外交部星期一表示，边境谈判仍在继续。发言人说：我们已经准备好对话。"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")))
def test_utf_8_is_taken_as_it_is(text: str) -> None:
    assert decoded("a", text.encode()) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding_and_is_no_character(encoding: str) -> None:
    assert decoded("a", RUSSIAN.encode(encoding)) == RUSSIAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (CHINESE, "gb18030"),
        (("Plain words. " * 9 + "\n") * 5000 + ENGLISH + "\r\n", "cp1252"),
    ],
)
def test_an_older_encoding_is_told_where_only_one_reading_is_likely(text: str, encoding: str) -> None:
    assert decoded("a", text.encode(encoding)) == text


def test_letters_that_might_be_others_are_not_guessed() -> None:
    with pytest.raises(DocumentError, match=r"not UTF-8 \(byte 9\); it may be .*windows-1252.*iconv"):
        decoded("a", FRENCH.encode("cp1252"))


@pytest.mark.parametrize("seed", range(5))
def test_noise_is_no_text(seed: int) -> None:
    chance = random.Random(seed)
    noise = bytes(chance.randrange(1, 256) for _ in range(3000))
    with pytest.raises(DocumentError, match="not UTF-8"):
        decoded("a", noise)


def test_a_broken_mark_says_so() -> None:
    with pytest.raises(DocumentError, match="marked as utf-8, but byte 2 is not"):
        decoded("a", b"\xef\xbb\xbfab\xff")


@pytest.mark.parametrize("label", ["windows-1252", "ISO-8859-1", "latin1", "us-ascii"])
def test_a_page_may_declare_what_the_web_means_by_it(label: str) -> None:
    page = f'<html><head><meta charset="{label}"></head><body>{FRENCH}</body></html>'
    assert decoded_page("a", page.encode("cp1252")) == page
    bare = f"<html><body>{FRENCH}</body></html>"
    assert decoded_page("a", bare.encode("cp1252"), charset=label) == bare


def test_a_page_may_have_a_stray_byte_but_not_many() -> None:
    head = b'<html><head><meta charset="utf-8"></head><body>'
    assert decoded_page("a", head + b"Words. " * 500 + b"\xff").count("\ufffd") == 1
    with pytest.raises(DocumentError):
        decoded_page("a", head + b"Words. \xff\xfe\xfd" * 5)


def test_an_unknown_label_is_passed_over() -> None:
    assert decoded_page("a", b'<meta charset="klingon">' + RUSSIAN.encode("cp1251"))[24:] == RUSSIAN
