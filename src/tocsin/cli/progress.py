"""A progress line on a terminal for whatever takes over two seconds; silence everywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 2.0
_BETWEEN = 0.2


@contextmanager
def counting(things: str, *, quiet: bool = False) -> Iterator[Callable[[], None]]:
    """Yields a function to call once a thing done; the count and the rate appear on stderr after two seconds."""
    started = last = time.monotonic()
    done = 0
    shows = sys.stderr.isatty() and not quiet

    def step() -> None:
        nonlocal done, last
        done += 1
        now = time.monotonic()
        if shows and now - started > _PATIENCE and now - last > _BETWEEN:
            last = now
            sys.stderr.write(f"\r{done} {things}, {done / (now - started):.1f} a second ")
            sys.stderr.flush()

    try:
        yield step
    finally:
        if shows and last > started:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
