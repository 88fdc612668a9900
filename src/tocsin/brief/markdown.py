"""The brief as Markdown. Whatever stands in a document comes out as plain characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote as percent

from tocsin.brief.links import Links, links_of
from tocsin.brief.plain import plain
from tocsin.brief.types import Brief, Evidence, Group, Piece, Sentence

_SPECIAL = re.compile(r"[\\`*_{}\[\]#|~!$^@]|:(?=//)|(?<=www)\.")
_LEADING = re.compile(r"[-+=]|\d+[.)]")
_SPACE = re.compile(r"\s+")


def as_markdown(brief: Brief) -> str:
    """The brief as CommonMark with anchors both ways between its sentences and the statements below."""
    return "\n".join(_lines(brief)).rstrip() + "\n"


def escaped(text: str) -> str:
    """The text on one line, so that Markdown and HTML in it are read as characters and addresses make no link."""
    return _inline(text).strip()


def _inline(text: str) -> str:
    """As `escaped`, with a space kept where the text begins or ends with white space."""
    flat = _SPACE.sub(" ", plain(text))
    lead = _LEADING.match(flat.lstrip())
    flat = _SPECIAL.sub(lambda found: "\\" + found.group(), flat)
    if lead is not None:
        bare = flat.lstrip()
        at = lead.end() - 1
        flat = flat[: len(flat) - len(bare)] + bare[:at] + "\\" + bare[at:]
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _lines(brief: Brief) -> Iterator[str]:
    links = links_of(brief)
    yield f"# {escaped(brief.title)}"
    count = 0
    for section in brief.sections:
        yield ""
        yield f"## {escaped(section.title)}"
        yield ""
        if not section.groups:
            yield escaped(section.empty)
        for group in section.groups:
            yield from _heading(group)
            for sentence in group.sentences:
                count += 1
                yield _sentence(sentence, count, links)
            yield ""
    yield ""
    yield "## Statements"
    yield ""
    if not brief.evidence:
        yield "No statement is on record."
    for one in brief.evidence:
        yield from _evidence(one, links.uses.get(one.key, ()))


def _heading(group: Group) -> Iterator[str]:
    if group.title:
        label = f" — {escaped(group.label)}" if group.label else ""
        yield f"### {escaped(group.title)}{label}"
        yield ""


def _sentence(sentence: Sentence, number: int, links: Links) -> str:
    quote = f" “{escaped(sentence.quote)}”" if sentence.quote else ""
    fact = f" ({escaped(sentence.fact)})" if sentence.fact else ""
    cited = " ".join(f"[\\[{one}\\]](#s-{one})" for one in links.of(sentence))
    return f'- <a id="b-{number}"></a>{escaped(sentence.text)}{quote}{fact} {cited}'.rstrip()


def _evidence(one: Evidence, uses: tuple[int, ...]) -> Iterator[str]:
    words = "".join(_piece(piece) for piece in one.pieces)
    title = escaped(one.title)
    if one.url:
        title = f"[{title}](<{percent(one.url, safe=':/?#@!$&*+,;=%~._-')}>)"
    about = ", ".join(filter(None, (escaped(one.publisher), escaped(one.date))))
    recalled = f", {escaped(one.time)}" if one.time else ""
    back = " ".join(f"[↑{use}](#b-{use})" for use in uses[:12])
    yield f'<a id="s-{one.number}"></a>'
    yield f"**\\[{one.number}\\]** {escaped(one.speaker)} — {escaped(one.act)}{recalled}"
    yield f"({title}, {about}; `{_code(one.key)}`) {back}".rstrip()
    yield ""
    yield f"> {_SPACE.sub(' ', words).strip()}"
    yield ""


def _piece(piece: Piece) -> str:
    text = _inline(piece.text)
    bare = text.strip()
    if piece.part != "content" or not bare:
        return text
    at = text.index(bare)
    return f"{text[:at]}**{bare}**{text[at + len(bare) :]}"


def _code(text: str) -> str:
    return _SPACE.sub(" ", plain(text)).replace("`", "'").strip()
