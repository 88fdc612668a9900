"""A stand-in for Wikidata's query service on this machine: it answers in the service's form, and fails as it does."""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

ENTITY = "http://www.wikidata.org/entity/"
DAY = "http://www.w3.org/2001/XMLSchema#dateTime"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
SOME_VALUE = "http://www.wikidata.org/.well-known/genid/0a1b2c"

Binding = dict[str, dict[str, str]]
Fault = Callable[[BaseHTTPRequestHandler], None]


def binding(place: str, holder: str, **known: Any) -> Binding:
    """One row: `start="2025-05-01"` with `start_precision=9`, `end="?"` for an unknown day, `rank="Preferred"`."""
    statement = known.get("statement") or f"{place}-{holder}-{known.get('start')}"
    rank = f"http://wikiba.se/ontology#{known.get('rank', 'Normal')}Rank"
    row = {
        "place": {"type": "uri", "value": ENTITY + place} if re.fullmatch(r"Q\d+", place) else _literal(place),
        "holder": {"type": "uri", "value": ENTITY + holder} if holder.startswith("Q") else _blank(holder),
        "statement": {"type": "uri", "value": f"{ENTITY}statement/{statement}"},
        "rank": {"type": "uri", "value": rank},
    }
    for label in ("name", "title"):
        if label in known:
            row[label] = {"xml:lang": "en", "type": "literal", "value": known[label]}
    for end in ("start", "end"):
        if known.get(end) == "?":
            row[end] = {"type": "uri", "value": SOME_VALUE}
        elif end in known:
            row[end] = {"datatype": DAY, "type": "literal", "value": f"{known[end]}T00:00:00Z"}
            level = str(known.get(f"{end}_precision", 11))
            row[f"{end}Precision"] = {"datatype": INTEGER, "type": "literal", "value": level}
    return row


def _literal(text: str) -> dict[str, str]:
    return {"type": "literal", "value": text}


def _blank(text: str) -> dict[str, str]:
    return {"type": "bnode", "value": text}


class StandIn:
    """What the service knows, by the property, class or name that a query must hold, and what goes wrong first."""

    def __init__(self) -> None:
        self.knows: list[tuple[str, Binding]] = []
        self.faults: deque[Fault] = deque()
        self.fails: Callable[[str], Fault | None] = lambda query: None  # noqa: ARG005
        self.queries: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.endpoint = ""

    def add(self, asked: str, place: str, holder: str, **known: Any) -> None:
        """Let it know a statement, for queries that name `asked` (`P35`, `Q7330070`, a label) and the place."""
        self.knows.append((asked, binding(place, holder, **known)))

    def answer(self, query: str) -> list[Binding]:
        """The rows that a query asks for, by the items and labels in it."""
        words = set(re.findall(r"[PQ]\d+", query)) | set(re.findall(r'"((?:[^"\\]|\\.)*)"', query))
        return [row for asked, row in self.knows if asked in words and row["place"]["value"].split("/")[-1] in words]


def status(code: int, body: str = "", **headers: str) -> Fault:
    """An answer of another kind: `status(429, retry_after="7")`."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("content-length", str(len(body.encode())))
        handler.end_headers()
        handler.wfile.write(body.encode())

    return reply


def late(seconds: float) -> Fault:
    """No answer for so long."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        status(200, '{"results": {"bindings": []}}')(handler)

    return reply


def hung_up(handler: BaseHTTPRequestHandler) -> None:
    """An answer that breaks off in the middle of a row."""
    handler.send_response(200)
    handler.send_header("content-length", "100000")
    handler.end_headers()
    handler.wfile.write(b'{"head": {"vars": ["place"]}, "results": {"bindings": [{"place"')
    handler.wfile.flush()


@contextmanager
def running(known: StandIn) -> Iterator[StandIn]:
    """The stand-in, listening on an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            query = parse_qs(body)["query"][0]
            known.queries.append(query)
            known.headers.append({name.lower(): value for name, value in self.headers.items()})
            fault = known.faults.popleft() if known.faults else known.fails(query)
            if fault is not None:
                fault(self)
                return
            answer = {"head": {"vars": []}, "results": {"bindings": known.answer(query)}}
            status(200, json.dumps(answer), content_type="application/sparql-results+json;charset=utf-8")(self)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.endpoint = f"http://127.0.0.1:{server.server_address[1]}/sparql"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
