"""Web pages: the main text and what the page says of itself."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import pytest

from tocsin.documents import Document, DocumentNotice, gather
from tocsin.documents.document import Facts
from tocsin.documents.pages import document_of_page
from tocsin.errors import DocumentError

SHARED = Path(__file__).parents[3] / "shared" / "data" / "html"

PAGE = """<!DOCTYPE html>
<html lang="ky-KG"><head>
<meta charset="utf-8"><title>A ford floods | Osh Wire</title>
<meta property="og:title" content="A ford  floods"><meta property="og:site_name" content="Osh Wire">
<meta property="article:published_time" content="2026-02-03T09:30:00+06:00">
<link rel="canonical" href="https://osh.example/news/17">
<script>document.write("Tracked.")</script>
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>A ford floods</h1>
<p>The ford at Kyzyl-Bel flooded on Tuesday, and the ministry closed the road to lorries until the water falls.</p>
<p>“Nobody crosses,” said Aizada Toktorova, who speaks for the ministry &amp; its rangers, in a call with reporters.</p>
</article>
<footer><p>Copyright Osh Wire. All rights reserved. Subscribe to our newsletter.</p></footer>
</body></html>"""


def documents(
    page: str | bytes, fill: Facts | None = None, url: str | None = None
) -> Iterator[Document | DocumentError]:
    data = page.encode() if isinstance(page, str) else page
    return document_of_page("page.html", data, fill or Facts(), url=url)


def only(page: str | bytes, fill: Facts | None = None, url: str | None = None) -> Document:
    (document,) = documents(page, fill, url)
    assert isinstance(document, Document)
    return document


def test_the_main_text_is_drawn_without_what_surrounds_it() -> None:
    text = only(PAGE).text
    assert "“Nobody crosses,” said Aizada Toktorova, who speaks for the ministry & its rangers" in text
    for noise in ("Home", "Copyright", "Subscribe", "Tracked", "<"):
        assert noise not in text
    assert text.count("\n") >= 1


def test_a_page_says_its_title_publisher_day_address_and_language() -> None:
    document = only(PAGE, Facts(source="Desk", date="2020-01-01"))
    assert (document.title, document.source, document.published) == ("A ford floods", "Osh Wire", "2026-02-03")
    assert (document.url, document.language) == ("https://osh.example/news/17", "ky")


def test_where_it_was_fetched_stands_before_what_the_page_claims() -> None:
    assert only(PAGE, url="https://mirror.example/17").url == "https://mirror.example/17"


def test_a_silent_page_is_filled_and_its_host_is_its_publisher_at_last() -> None:
    bare = "<html><body><p>The ford at Kyzyl-Bel flooded on Tuesday, and the road is closed.</p></body></html>"
    document = only(bare, Facts(source="Desk", date="2026-02-03", language="en"))
    assert (document.source, document.published, document.title) == ("Desk", "2026-02-03", "")
    assert only(bare, url="https://www.osh.example/17").source == "osh.example"
    assert only(bare).published is None


def test_a_date_in_the_running_text_is_not_taken_for_the_pages_own() -> None:
    page = "<html><body><p>The treaty of 12 March 1998 is still in force at the ford, say both.</p></body></html>"
    assert only(page).published is None


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 50_000 + "The ford flooded." + "</div>" * 50_000 + "</body></html>",
        "<html><body><table>" + "<tr><td>a" * 20_000 + "</body></html>",
        "<html><body>" + "&#x110000;&#0;\x0b\x1b" * 1000 + "</body></html>",
        "<html><body><p " + "a=1 " * 50_000 + ">The ford flooded.</p></body></html>",
        "<html",
        "<!DOCTYPE html>" + "<" * 100_000,
    ],
    ids=["deep", "cells", "references", "attributes", "cut", "brackets"],
)
def test_a_hostile_page_gives_a_document_or_one_error(page: str) -> None:
    *notices, last = gather(["-"], stdin=io.BytesIO(page.encode()))
    assert all(isinstance(notice, DocumentNotice) for notice in notices)
    assert isinstance(last, DocumentError) or "\x00" not in last.text


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data/html")
def test_pages_as_served_give_the_text_that_people_marked() -> None:
    scores = {}
    for line in (SHARED / "manifest.jsonl").read_text().splitlines():
        page = json.loads(line)
        if not page.get("gold_text"):
            continue
        (document,) = (found for found in gather([str(SHARED / page["file"])]) if isinstance(found, Document))
        gold, got = Counter(page["gold_text"].split()), Counter(document.text.split())
        scores[page["file"]] = 2 * (gold & got).total() / (gold.total() + got.total())
    news = mean(score for name, score in scores.items() if name.startswith("bench"))
    everything = mean(scores.values())
    print(f"\nF1 of words: {news:.3f} on the news pages, {everything:.3f} on all {len(scores)}")
    assert news > 0.97
    assert everything > 0.94
