"""Web addresses: fetched with limits on time, size and redirects."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from tocsin.errors import DocumentError

if TYPE_CHECKING:
    import httpx

MAX_BYTES = 20 * 1024 * 1024
MAX_SECONDS = 20.0
MAX_REDIRECTS = 5


class Fetched(msgspec.Struct, frozen=True):
    """What an address answered; `url` is where the redirects led."""

    url: str
    data: bytes
    content_type: str
    charset: str | None


def client() -> httpx.Client:
    """A client that holds one connection a host while a list of addresses is read."""
    import httpx

    return httpx.Client(
        follow_redirects=True,
        max_redirects=MAX_REDIRECTS,
        timeout=MAX_SECONDS,
        # What httpx can always inflate: another coding might arrive unread.
        headers={"user-agent": "tocsin (reads news for the record)", "accept-encoding": "gzip, deflate"},
    )


def fetched(address: str, http: httpx.Client) -> Fetched:
    """What stands at an address.

    Raises:
        DocumentError: It cannot be reached, answers with an error, or answers too much or too slowly.
    """
    import httpx

    if not _names_a_host(address):
        raise DocumentError(address, "no valid web address", "write it as https://host/path")
    end = time.monotonic() + MAX_SECONDS
    try:
        with http.stream("GET", address) as response:
            if response.status_code != httpx.codes.OK:
                answer = f"{response.status_code} {response.reason_phrase}".strip()
                raise DocumentError(address, f"the server answers {answer}", "check the address")
            data = bytearray()
            for piece in response.iter_bytes():
                data += piece
                if len(data) > MAX_BYTES:
                    raise DocumentError(address, f"larger than {MAX_BYTES // 2**20} MB", "fetch and split it yourself")
                if time.monotonic() > end:
                    raise DocumentError(address, f"took longer than {MAX_SECONDS:.0f} seconds", "try again later")
            return Fetched(
                url=str(response.url),
                data=bytes(data),
                content_type=response.headers.get("content-type", ""),
                charset=response.charset_encoding,
            )
    except httpx.TooManyRedirects:
        raise DocumentError(address, f"more than {MAX_REDIRECTS} redirects", "name the address they lead to") from None
    except httpx.TimeoutException:
        raise DocumentError(address, f"no answer within {MAX_SECONDS:.0f} seconds", "try again later") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise DocumentError(address, "no valid web address", "write it as https://host/path") from None
    except httpx.ConnectError:
        raise DocumentError(address, "cannot be reached", "check the address and the connection") from None
    except httpx.HTTPError as error:
        reason = str(error) or type(error).__name__
        raise DocumentError(address, f"cannot be fetched: {reason}", "try again later") from None


def _names_a_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False
