"""Web pages: the main text and what the page says of itself, drawn from the HTML by trafilatura."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from tocsin.documents.document import Facts, completed, is_web_address
from tocsin.documents.encoding import decoded_page
from tocsin.documents.types import Document
from tocsin.errors import DocumentError


def document_of_page(
    what: str, data: bytes, fill: Facts, *, url: str | None = None, charset: str | None = None
) -> Iterator[Document | DocumentError]:
    """The document of an HTML page.

    `document.text` is the main text with a line feed after each paragraph, without navigation, comments and captions;
    spans point into it, not into the HTML.

    Parameters:
        url: Where the page was fetched, which then is the document's address whatever the page says.
        charset: What the server said of its encoding.

    Raises:
        DocumentError: There is no main text to find.
    """
    html = decoded_page(what, data, charset)
    text, said = _main_text(what, html, url)
    if not text.strip():
        raise DocumentError(what, "no main text found in the page", "save the text itself as .txt")
    yield from completed(what, text, said, msgspec.structs.replace(fill, source=fill.source or host(said.url)))


def _main_text(what: str, html: str, url: str | None) -> tuple[str, Facts]:
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document as Page

    try:
        tree = load_html(html)
        if tree is None:
            return "", Facts()
        language = tree.get("lang")
        page = bare_extraction(
            tree,
            url=url,
            include_comments=False,
            include_images=False,
            with_metadata=True,
            # A page's own date, in its metadata or its header: no search of the whole text for something like a date.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:
        raise DocumentError(what, f"the page cannot be parsed ({type(error).__name__})") from error
    if not isinstance(page, Page):
        return "", Facts()
    address = url or _web(page.url)
    publisher = _one_line(page.sitename)
    return page.text or "", Facts(
        title=_one_line(page.title),
        # trafilatura falls back on the host; that is no word of the page's, and comes after what the user says.
        source="" if publisher.lower().removeprefix("www.").split(":")[0] == host(address) else publisher,
        url=address,
        date=page.date,
        language=page.language or language,
    )


def _web(url: object) -> str | None:
    return url if isinstance(url, str) and is_web_address(url) else None


def _one_line(text: object) -> str:
    return " ".join(text.split())[:300] if isinstance(text, str) else ""


def host(url: str | None) -> str:
    """`example.org` of `https://www.example.org/a`, for a page that does not name its publisher."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
