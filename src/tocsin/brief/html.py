"""The brief as one HTML file that needs nothing else."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from tocsin.brief.markdown import unquoted
from tocsin.brief.plain import plain
from tocsin.brief.types import Brief

if TYPE_CHECKING:
    from jinja2 import Template


def as_html(brief: Brief) -> str:
    """The brief as a page with its style inside: light and dark, fit for print, no script, nothing loaded."""
    numbers = {one.key: one.number for one in brief.evidence}
    uses: dict[str, list[int]] = {}
    sentences = (s for section in brief.sections for group in section.groups for s in group.sentences)
    for number, sentence in enumerate(sentences, 1):
        for key in sentence.rests_on:
            uses.setdefault(key, []).append(number)
    return _template().render(brief=brief, numbers=numbers, uses=uses)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["plain"] = plain
    environment.filters["unquoted"] = unquoted
    source = (resources.files("tocsin.brief") / "templates" / "brief.html").read_text(encoding="utf-8")
    return environment.from_string(source)
