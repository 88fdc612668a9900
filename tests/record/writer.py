"""Adds readings to a record until it is done or killed: `python -m record.writer ADDRESS FIRST LAST`."""

from __future__ import annotations

import sys

from tocsin import record

from .sample import reading


def main(address: str, first: int, last: int) -> None:
    with record.open(address) as store:
        for number in range(first, last):
            added = store.add(reading(f"document-{number}", said=f"incident {number} at the crossing was grave"))
            print(number, "added" if added else "there", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
