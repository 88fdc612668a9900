"""Text for a page: without characters that a reader cannot see or that turn the order of others round."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but for tab and line ends
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # unseen, and turning the order of characters
    "\ufffe\uffff\ud800-\udfff]"  # no characters
)


def plain(text: str) -> str:
    """The text with control characters, bidirectional overrides and lone surrogates shown as U+FFFD."""
    return _HIDDEN.sub("\ufffd", text)
