"""The brief as Markdown. Whatever stands in a document comes out as plain characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote as percent

from tocsin.brief.plain import plain
from tocsin.brief.types import Brief, Evidence, Group, Sentence

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~$^=@:>-])")
_SPACE = re.compile(r"\s+")


def as_markdown(brief: Brief) -> str:
    """The brief as CommonMark with anchors both ways between its sentences and the statements below."""
    return "\n".join(_lines(brief)).rstrip() + "\n"


def escaped(text: str) -> str:
    """The text on one line, so that Markdown and HTML in it are read as characters."""
    flat = _SPACE.sub(" ", plain(text)).strip()
    flat = flat.replace("&", "&amp;").replace("<", "&lt;")
    flat = _SPECIAL.sub(r"\\\1", flat)
    return re.sub(r"(?i)\b(www)\.", r"\1\\.", re.sub(r"^(\d+)([.)])", r"\1\\\2", flat))


def _lines(brief: Brief) -> Iterator[str]:
    numbers = {one.key: one.number for one in brief.evidence}
    uses: dict[str, list[int]] = {}
    yield f"# {escaped(brief.title)}"
    yield ""
    yield escaped(brief.summary)
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
                for key in sentence.rests_on:
                    uses.setdefault(key, []).append(count)
                yield _sentence(sentence, count, numbers)
            yield ""
    yield ""
    yield "## Statements"
    yield ""
    if not brief.evidence:
        yield "No statement is on record\\."
    for one in brief.evidence:
        yield from _evidence(one, uses.get(one.key, []))


def _heading(group: Group) -> Iterator[str]:
    if group.title:
        label = f" — {escaped(group.label)}" if group.label else ""
        yield f"### {escaped(group.title)}{label}"
        yield ""


def _sentence(sentence: Sentence, number: int, numbers: Mapping[str, int]) -> str:
    quote = f" “{escaped(unquoted(sentence.quote))}”" if sentence.quote else ""
    fact = f" \\({escaped(sentence.fact)}\\)" if sentence.fact else ""
    links = " ".join(f"[\\[{numbers[key]}\\]](#s-{numbers[key]})" for key in sentence.rests_on)
    return f'- <a id="b-{number}"></a>{escaped(sentence.text)}{quote}{fact} {links}'.rstrip()


def _evidence(one: Evidence, uses: list[int]) -> Iterator[str]:
    words = "".join(
        f" **{escaped(piece.text)}** " if piece.part == "content" and piece.text.strip() else f" {escaped(piece.text)} "
        for piece in one.pieces
    )
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


def _code(text: str) -> str:
    return _SPACE.sub(" ", plain(text)).replace("`", "'").strip()


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
