"""Briefs as Markdown and HTML: links both ways, and hostile text inert."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.told import Said, person, told

from tocsin.brief import Brief, as_html, as_markdown, brief
from tocsin.brief.evidence import safe_url
from tocsin.brief.markdown import escaped
from tocsin.brief.plain import unquoted
from tocsin.register import register
from tocsin.world import load

WORLD = load()
DAY = date(2026, 3, 2)
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> [click](javascript:alert(3)) ![pic](http://evil.example/p) "
    "</blockquote></article> {{ 7 * 7 }} {% raw %} `code` **bold** <!-- hidden --> &lt;b&gt; http://evil.example/x "
    "www.evil.example | a | b | \u202eesrever\u202c \x00\x1b[31m # head > quote ~~gone~~ $x$ <a name='s-1'>"
)


class Page(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.elements if "id" in attrs]

    def links(self) -> list[str]:
        return [str(attrs["href"]) for tag, attrs in self.elements if tag == "a" and "href" in attrs]


def made(words: str, url: str | None = None) -> Brief:
    """A brief of one concern, with the words wherever a document can put some."""
    veil = person("Anna Veil", "LVA", f"Foreign Minister {words}")
    content = f"drones from Belarus were a threat to Latvia {words}"
    text = f"Anna Veil said {content}. Then {words}"
    said = Said("Anna Veil", "said", content, "concern", veil.id, ("BLR",))
    entries = told(
        text, said, doc=f"d {words}"[:200], title=words, source=words, url=url, actors=(veil,), day=DAY.isoformat()
    )
    found = register(entries, as_of=DAY, world=WORLD)
    assert found.concerns
    return brief("NATO", found, entries, world=WORLD, since=None, as_of=DAY)


def rendered(markdown: str) -> Page:
    return Page(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


@pytest.mark.parametrize("page", [lambda b: rendered(as_markdown(b)), lambda b: Page(as_html(b))], ids=["md", "html"])
def test_links_go_both_ways(page: object) -> None:
    shown: Page = page(made(""))  # type: ignore[operator]
    ids = shown.ids()
    assert len(set(ids)) == len(ids)
    inner = [link[1:] for link in shown.links() if link.startswith("#")]
    assert set(inner) <= set(ids)
    assert "s-1" in inner
    assert "b-1" in inner


def test_hostile_text_is_inert_in_html() -> None:
    page = Page(as_html(made(HOSTILE, 'https://ok.example/"><script>')))
    tags = {tag for tag, _ in page.elements}
    assert tags.isdisjoint({"script", "img", "iframe", "object", "form", "svg", "base", "link"})
    assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)
    assert all(link.startswith(("#", "https://ok.example/")) for link in page.links())
    assert "<script>alert(1)</script>" in page.text
    assert "{{ 7 * 7 }}" in page.text
    assert not re.search("[\x00\x1b\u202e]", page.text)


def test_hostile_text_is_inert_in_markdown() -> None:
    page = rendered(as_markdown(made(HOSTILE, "https://ok.example/a b")))
    assert {tag for tag, _ in page.elements} <= {"h1", "h2", "h3", "p", "ul", "li", "a", "blockquote", "strong", "code"}
    assert all(link.startswith("#") for link in page.links())
    assert not any(name not in ("id", "href") for _, attrs in page.elements for name in attrs)
    assert "<script>alert(1)</script>" in page.text
    assert "**bold**" in page.text
    assert not re.search("[\x00\x1b\u202e]", page.text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_one_line_of_characters_in_markdown(text: str) -> None:
    page = rendered(f"- x {escaped(text)}")
    assert {tag for tag, _ in page.elements} <= {"ul", "li"}
    assert "\n" not in escaped(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="*_`[]()<>!#-+=|~\\&;:.1 aw\"'{}$^@", max_size=30))
def test_marks_are_shown_as_they_are(text: str) -> None:
    page = rendered(f"x {escaped(text)} x")
    assert re.sub(r"\s+", " ", page.text).strip() == re.sub(r"\s+", " ", f"x {text.strip()} x").strip()


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60).filter(lambda text: "\ud800" not in text))
def test_any_document_makes_both_pages(words: str) -> None:
    found = made(words.replace("\x00", ""))
    page = Page(as_html(found))
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "iframe"})
    as_html(found).encode("utf-8")
    as_markdown(found).encode("utf-8")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?y=(1)", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("https:///x", False),
        ("https://a.example/ x", False),
        ("http://[bad", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, kept: bool) -> None:
    assert safe_url(url) == (url if kept else None)


@pytest.mark.parametrize(
    ("text", "bare"),
    [("“So it is.”", "So it is."), ('"So"', "So"), ("“A” and “B”", "“A” and “B”"), ("plain", "plain"), ("“”", "“”")],
)
def test_the_brief_sets_its_own_quotation_marks(text: str, bare: str) -> None:
    assert unquoted(text) == bare
