"""Web addresses, against a server on this machine."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tocsin.documents import Document, addresses, gather
from tocsin.errors import DocumentError

PAGE = "<html><head><title>A ford</title></head><body><p>The ford flooded, said “Osh”.</p></body></html>"


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/page":
            self.answer(PAGE.encode("cp1252"), "text/html; charset=windows-1252")
        elif path == "/plain.txt":
            self.answer(b"A ford.\r\n", "text/plain")
        elif path == "/lines":
            self.answer(b'{"text": "One."}\n{"text": "Two.", "url": "https://osh.example/2"}\n', "application/x-ndjson")
        elif path == "/packed":
            self.answer(gzip.compress(b"A packed ford."), "text/plain", {"Content-Encoding": "gzip"})
        elif path == "/bomb":
            self.answer(gzip.compress(b"\x20" * 40_000_000), "text/plain", {"Content-Encoding": "gzip"})
        elif path == "/moved":
            self.answer(b"", "text/plain", {"Location": "/plain.txt"}, 302)
        elif path == "/loop":
            self.answer(b"", "text/plain", {"Location": "/loop"}, 302)
        elif path == "/local":
            self.answer(b"", "text/plain", {"Location": "file:///etc/passwd"}, 302)
        elif path == "/picture":
            self.answer(b"\x89PNG", "image/png")
        elif path == "/paper":
            self.answer(b"%PDF-1.7", "application/pdf")
        elif path == "/slow":
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                for _ in range(20):
                    self.wfile.write(b"A slow ford. ")
                    time.sleep(0.05)
        else:
            self.answer(b"", "text/plain", {}, 404)

    def answer(self, data: bytes, kind: str, headers: dict[str, str] | None = None, status: int = 200) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        del format, args


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def test_a_page_in_the_encoding_that_the_server_names(server: str) -> None:
    (document,) = gather([f"{server}/page"])
    assert isinstance(document, Document)
    assert document.text == "The ford flooded, said “Osh”."
    assert document.url == f"{server}/page"
    assert document.source == "127.0.0.1"


def test_plain_text_lines_packed_text_and_redirects(server: str) -> None:
    names = ("plain.txt", "lines", "packed", "moved")
    found = list(gather([f"{server}/{name}" for name in names], source="Desk"))
    assert [document.text for document in found if isinstance(document, Document)] == [
        "A ford.\r\n",
        "One.",
        "Two.",
        "A packed ford.",
        "A ford.\r\n",
    ]
    urls = [document.url for document in found if isinstance(document, Document)]
    assert urls[0] == urls[-1] == f"{server}/plain.txt"
    assert urls[2] == "https://osh.example/2"
    assert {document.source for document in found if isinstance(document, Document)} == {"Desk"}


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/nowhere", "the server answers 404 Not Found"),
        ("/loop", "more than 5 redirects"),
        ("/local", "no valid web address"),
        ("/picture", "image/png, not text"),
        ("/paper", "PDF is not read yet"),
        ("/bomb", "larger than 20 MB"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(server: str, path: str, why: str) -> None:
    error, after = gather([server + path, server + "/plain.txt"])
    assert isinstance(error, DocumentError)
    assert error.what.startswith(server)
    assert why in str(error)
    assert isinstance(after, Document)


def test_a_server_that_drips_is_left(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "MAX_SECONDS", 0.3)
    (error,) = gather([f"{server}/slow"])
    assert "took longer than" in str(error)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x", "http://nowhere.invalid/x"])
def test_offline_is_said_so(address: str) -> None:
    (error,) = gather([address])
    assert str(error) == f"{address}: cannot be reached (check the address and the connection)"


@pytest.mark.parametrize("address", ["http://", "http://[bad/x", "https://host:port/x"])
def test_an_address_that_is_none(address: str) -> None:
    (error,) = gather([address])
    assert "no valid web address" in str(error)
