"""A SPARQL service asked politely: one query at a time, with limits on time, size, tries and waiting.

Protocol: SPARQL 1.1 Protocol and Query Results JSON Format (W3C, 2013). Manners: the query service of Wikidata asks for
a User-Agent that names the program and a contact, no queries side by side, and heed of `Retry-After`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, Self
from urllib.parse import urlsplit

import msgspec

from tocsin.errors import WorldError

if TYPE_CHECKING:
    import httpx

WIKIDATA = "https://query.wikidata.org/sparql"
MAX_BYTES = 16 * 2**20
MAX_SECONDS = 75.0
"""The service itself gives up after 60."""
TRIES = 4
BETWEEN = 1.0
"""Seconds between two queries."""
LONGEST_WAIT = 120.0
"""Seconds; a service that asks for more is left alone."""
MOST_WAITING = 600.0
"""Seconds of waiting in all, over every query of a run."""
UNNAMED_WAIT = 60.0
"""What a service that is too busy is given where it does not say how long."""
_BUSY, _UNAVAILABLE = 429, 503


class ServiceError(WorldError):
    """The service cannot be reached, refuses, or answers what is no answer."""


class OfflineError(ServiceError):
    """No connection to the service."""


class TooMuchError(ServiceError):
    """The question was too large: it took too long, or its answer broke off or passed the limit of size."""


class Cell(msgspec.Struct, frozen=True):
    """One value of an answer: an address (`uri`), text or number (`literal`), or something unnamed (`bnode`)."""

    type: Literal["uri", "literal", "typed-literal", "bnode"]
    value: str
    datatype: str | None = None
    language: str | None = msgspec.field(default=None, name="xml:lang")


Row = dict[str, Cell]


class _Results(msgspec.Struct):
    bindings: list[Row]


class _Answer(msgspec.Struct):
    results: _Results


class Service:
    """A connection to one SPARQL service; use it in a `with` statement.

    Parameters:
        endpoint: Its address.
        contact: An address or page of whoever asks, for the User-Agent.
        pause: Waits so many seconds.
        seconds: How long one answer may take.
        most: How many bytes one answer may have.
    """

    def __init__(
        self,
        endpoint: str = WIKIDATA,
        *,
        contact: str = "",
        pause: Callable[[float], None] = time.sleep,
        seconds: float = MAX_SECONDS,
        most: int = MAX_BYTES,
    ) -> None:
        from importlib import metadata

        import httpx

        if not _is_address(endpoint):
            raise WorldError(endpoint, "no valid web address", "write it as https://host/path")
        if not contact.isprintable() or not contact.isascii():
            raise WorldError("contact", "it holds what no header may hold", "give an address in plain letters")
        self.endpoint = endpoint
        self._pause = pause
        self._seconds = seconds
        self._most = most
        self._waited = 0.0
        self._asked = False
        who = f"; {contact}" if contact else ""
        self._http = httpx.Client(
            timeout=httpx.Timeout(seconds, connect=min(seconds, 15.0)),
            headers={
                "user-agent": f"tocsin/{metadata.version('tocsin')} (tocsin world refresh{who})",
                "accept": "application/sparql-results+json",
                "accept-encoding": "gzip, deflate",
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, query: str) -> list[Row]:
        """The rows that answer a query.

        Raises:
            OfflineError: no connection.
            TooMuchError: a smaller question may be answered.
            ServiceError: anything else, after so many tries.
        """
        if self._asked:
            self._pause(BETWEEN)
        self._asked = True
        for attempt in range(1, TRIES + 1):
            status, wait, data = self._once(query)
            if status == 200:
                return self._read(data)
            if status not in (_BUSY, _UNAVAILABLE) and status < 500:
                raise ServiceError(self.endpoint, f"the service answers {status}", "check --endpoint, or try later")
            if status not in (_BUSY, _UNAVAILABLE) and b"TimeoutException" in data:
                raise TooMuchError(self.endpoint, "the question took the service too long", "try again later")
            if attempt < TRIES:
                self._wait(wait if wait is not None else UNNAMED_WAIT if status == _BUSY else 2.0**attempt, status)
        raise ServiceError(self.endpoint, f"the service answers {status}, {TRIES} times", "try again later")

    def _once(self, query: str) -> tuple[int, float | None, bytes]:
        """One try: the status, how long the service asks to wait, and what it says."""
        import httpx

        end = time.monotonic() + self._seconds
        data = bytearray()
        try:
            with self._http.stream("POST", self.endpoint, data={"query": query}) as response:
                for piece in response.iter_bytes():
                    data += piece
                    if len(data) > self._most:
                        what = f"the answer is larger than {self._most} bytes"
                        raise TooMuchError(self.endpoint, what, "try again later")
                    if time.monotonic() > end:
                        raise self._slow()
                return response.status_code, _retry_after(response), bytes(data)
        except httpx.ConnectError as error:
            raise OfflineError(
                self.endpoint, "cannot be reached", "you may be offline; check the connection and --endpoint"
            ) from error
        except httpx.TimeoutException as error:
            if isinstance(error, httpx.ConnectTimeout):
                raise OfflineError(
                    self.endpoint, "cannot be reached", "you may be offline; check the connection and --endpoint"
                ) from error
            raise self._slow() from error
        except (httpx.RemoteProtocolError, httpx.ReadError) as error:
            raise TooMuchError(self.endpoint, "the answer broke off", "try again later") from error
        except httpx.HTTPError as error:
            reason = str(error) or type(error).__name__
            raise ServiceError(self.endpoint, f"cannot be asked: {reason}", "try again later") from error

    def _offline(self) -> OfflineError:
        return OfflineError(
            self.endpoint, "cannot be reached", "you may be offline; check the connection and --endpoint"
        )

    def _slow(self) -> TooMuchError:
        return TooMuchError(self.endpoint, f"no answer within {self._seconds:g} seconds", "try again later")

    def _wait(self, seconds: float, status: int) -> None:
        if seconds > LONGEST_WAIT or self._waited + seconds > MOST_WAITING:
            raise ServiceError(
                self.endpoint, f"the service answers {status} and asks to wait {seconds:.0f} seconds", "try again then"
            )
        self._waited += seconds
        self._pause(seconds)

    def _read(self, data: bytes) -> list[Row]:
        try:
            return msgspec.json.decode(data, type=_Answer).results.bindings
        except msgspec.ValidationError as error:
            raise ServiceError(
                self.endpoint, f"the answer is no SPARQL result: {error}", "check that --endpoint is a SPARQL service"
            ) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            if data.lstrip()[:1] == b"{":
                raise TooMuchError(self.endpoint, "the answer broke off", "try again later") from error
            what = "a web page" if data.lstrip()[:1] == b"<" else "no JSON"
            raise ServiceError(
                self.endpoint, f"the answer is {what}", "check that --endpoint is a SPARQL service"
            ) from error


def _is_address(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds that the header `Retry-After` names, as a number or as a date (RFC 9110, section 10.2.3)."""
    from email.utils import parsedate_to_datetime

    written = response.headers.get("retry-after", "").strip()
    if written.isdigit() and written.isascii():
        return float(written)
    try:
        day = parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return None
    return max(0.0, (day.replace(tzinfo=day.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
