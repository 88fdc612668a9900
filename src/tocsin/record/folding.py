"""Text as it is matched: without case, accents, scripts and punctuation, so that `Łukasz` meets `lukasz`."""

from __future__ import annotations

import re

from anyascii import anyascii

_APART = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """Lower-case ASCII words with one space between, and none around; empty where there is no letter or digit."""
    ascii_text = text if text.isascii() else anyascii(text)
    return _APART.sub(" ", ascii_text.lower()).strip()
