"""A reading for people: a table in a terminal, the marked text in a notebook."""

from __future__ import annotations

from html import escape as escape_html
from itertools import pairwise
from typing import TYPE_CHECKING

from tocsin.reading.types import Reading, Statement, Time

if TYPE_CHECKING:
    from rich.console import Console


def axes_words(negated: bool, time: Time, condition: str) -> str:
    """The axes of an act in a few words: ` (not, past, if ...)`, or nothing where they are the usual ones."""
    parts = [*(["not"] if negated else []), *([time] if time != "now" else []), *([condition] if condition else [])]
    return f" ({', '.join(parts)})" if parts else ""


def show_reading(reading: Reading, console: Console) -> None:
    """Print a document's statements as a table under its title, source and date."""
    from rich.markup import escape
    from rich.table import Table

    document = reading.document
    names = {actor.id: actor.name for actor in reading.actors}
    head = document.title or document.id
    console.print(f"[bold]{escape(head)}[/]  {escape(document.source)} {document.published or 'undated'}")
    table = Table("", "speaker", "act", "to", "words", "p", box=None, header_style="dim", pad_edge=False)
    for statement in reading.statements:
        act = statement.acts[0]
        who = names.get(statement.source.actor or "", statement.source.text or "?")
        through = "".join(f" via {names.get(c.actor or '', c.text)}" for c in statement.via)
        table.add_row(
            statement.id,
            escape(who + through),
            f"[bold]{act.act}[/]" + escape(axes_words(act.negated, act.time, act.condition.text)),
            escape(", ".join(names.get(target, target) for target in act.targets)),
            escape(statement.content.text or statement.cue.text),
            f"{statement.confidence:.2f}",
        )
    console.print(table if table.row_count else "no statement found")
    console.print()


def as_html(reading: Reading) -> str:
    """The text with its statements marked, as an HTML fragment for notebooks. Everything from the text is escaped."""
    text = reading.document.text
    names = {actor.id: actor.name for actor in reading.actors}
    marks: list[tuple[int, int, str, Statement]] = []
    for statement in reading.statements:
        for part, words in (("source", statement.source), ("cue", statement.cue), ("content", statement.content)):
            marks.extend((start, end, part, statement) for start, end in words.spans)
    edges = sorted({0, len(text), *(edge for start, end, _, _ in marks for edge in (start, end))})
    marks.sort(key=lambda mark: (mark[0], -mark[1]))
    out: list[str] = []
    active: list[tuple[int, int, str, Statement]] = []
    following = 0
    for low, high in pairwise(edges):
        while following < len(marks) and marks[following][0] <= low:
            active.append(marks[following])
            following += 1
        active = [mark for mark in active if mark[1] > low]
        piece = escape_html(text[low:high]).replace("\n", "<br>")
        if active:
            _, _, part, statement = min(active, key=lambda mark: mark[1] - mark[0])
            who = names.get(statement.source.actor or "", statement.source.text or "?")
            hint = escape_html(f"{statement.id}: {who}, {statement.acts[0].act} ({statement.confidence:.2f})")
            piece = f'<mark class="tocsin-{part}" title="{hint}">{piece}</mark>'
        out.append(piece)
    style = (
        "<style>.tocsin-reading mark{background:#fff3bf;color:inherit}"
        ".tocsin-reading .tocsin-source{background:#d0ebff}.tocsin-reading .tocsin-cue{background:#d3f9d8}</style>"
    )
    return f'{style}<div class="tocsin-reading">{"".join(out)}</div>'
