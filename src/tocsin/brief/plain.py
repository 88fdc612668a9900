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


def unquoted(text: str) -> str:
    """The text without the pair of quotation marks round it, since the brief sets its own."""
    bare = text.strip()
    for opening, closing in ("“”", '""', "«»", "‘’", "„“"):
        inner = bare[1:-1]
        if (
            len(bare) > 2
            and bare[0] == opening
            and bare[-1] == closing
            and opening not in inner
            and closing not in inner
        ):
            return inner
    return bare
