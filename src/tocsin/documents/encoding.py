"""Bytes to characters. UTF-8, or what a byte-order mark says, or an older encoding where no other reading is likely."""

from __future__ import annotations

import codecs
import re

from tocsin.errors import DocumentError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_CANDIDATES = [
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "iso8859_2",
    "iso8859_5",
    "koi8_r",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
]
"""Encodings still met on the web (the WHATWG Encoding Standard's, less those that contain one another)."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
"""What no text of an older encoding holds, and what noise decodes to."""
_SAMPLE = 20_000
_MAX_CHAOS = 0.1
"""charset-normalizer's share of disorder above which a reading is noise."""
_CLOSE = 0.25
"""A rival whose coherence lies within this of the best could as well be right."""


def decoded(what: str, data: bytes) -> str:
    """The characters of a plain text. A byte-order mark tells the encoding and is no part of the text.

    Text that is neither UTF-8 nor marked is detected, and taken only where every likely encoding gives the same
    characters: a Latin letter that might be another one is not guessed.

    Raises:
        DocumentError: Binary data, or an encoding that cannot be told for certain.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise DocumentError(what, f"marked as {encoding}, but byte {error.start:,} is not", _CURE) from None
    if b"\x00" in data:
        raise DocumentError(what, "binary data, not text", "convert it to plain text, HTML or JSONL")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text, likely = _detected(data)
        if text is not None:
            return text
        guess = f"; it may be {' or '.join(likely)}" if likely else ""
        raise DocumentError(what, f"not UTF-8 (byte {error.start:,}){guess}", _CURE) from None


_CURE = "convert it: iconv -f ITS-ENCODING -t UTF-8"


def decoded_page(what: str, data: bytes, charset: str | None = None) -> str:
    """The characters of a web page: by its mark, as UTF-8, by the declared charset, else detected as plain text is.

    A declared charset may leave one character in a thousand undecodable, which then stands as U+FFFD: the main text of
    a page is drawn from it, not copied byte for byte.
    """
    if not data.startswith(tuple(mark for mark, _ in _MARKS)):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            declared = charset or _declared(data)
        if declared and (codec := _codec(declared)):
            text = data.decode(codec, "replace")
            if text.count("\ufffd") * 1000 <= len(text):
                return text
    return decoded(what, data)


def _declared(data: bytes) -> str | None:
    match = re.search(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", data[:4096], re.IGNORECASE)
    return match[1].decode("ascii", "replace") if match else None


def _codec(label: str) -> str | None:
    """Python's codec for a charset's label; `latin-1` and `ascii` mean windows-1252 on the web (WHATWG)."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)


def _detected(data: bytes) -> tuple[str | None, list[str]]:
    """The text if it can be told for certain, and the encodings that it may be in."""
    from charset_normalizer import from_bytes

    # Only lines with something to tell: plain ASCII says nothing about an encoding and drowns what does.
    telling = b"\n".join(line for line in data[: 50 * _SAMPLE].splitlines() if not line.isascii())[:_SAMPLE]
    matches = [match for match in from_bytes(telling, cp_isolation=_CANDIDATES) if match.chaos <= _MAX_CHAOS]
    if not matches:
        return None, []
    best = max(match.coherence for match in matches)
    calm = min(match.chaos for match in matches)
    likely = [m for m in matches if m.coherence >= best - _CLOSE and m.chaos <= calm + _MAX_CHAOS / 2]
    names = [_web_name(match.encoding) for match in likely]
    texts = {_decoded_as(match.encoding, data) for match in likely} - {None}
    text = texts.pop() if len(texts) == 1 else None
    if text is None or _CONTROL.search(text):
        return None, names
    return text, names


def _decoded_as(encoding: str, data: bytes) -> str | None:
    """The text in an encoding that was guessed from a sample, None where the rest does not bear the guess out."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _web_name(encoding: str) -> str:
    return re.sub(r"^cp(125\d)$", r"windows-\1", encoding).replace("_", "-")
