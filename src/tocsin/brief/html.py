"""The brief as one HTML file that needs nothing else."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from tocsin.brief.links import links_of
from tocsin.brief.plain import plain
from tocsin.brief.types import Brief

if TYPE_CHECKING:
    from jinja2 import Template


def as_html(brief: Brief) -> str:
    """The brief as a page with its style inside: light and dark, fit for print, no script, nothing loaded."""
    return _template().render(brief=brief, links=links_of(brief))


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["plain"] = plain
    source = (resources.files("tocsin.brief") / "templates" / "brief.html").read_text(encoding="utf-8")
    return environment.from_string(source)
