"""Events on news, read and judged: how many are right, and whether their confidence means what it says.

    python bench/events.py [--shared ../shared] [--write]

`bench/labels/events-news.jsonl` holds 125 events of 53 documents, none of them looked at while the rules were made,
drawn over six sources as the reader of that day found them, with a confidence of .35 or more: offsets and judgements,
no words. `category`: such a thing is reported, with this polarity and time. `right`: and it is between those parties.
The documents are read again; what is still found with the same category and spans counts. The weights of the confidence
were fitted on these too: `python -m train.event_confidence` gives its reliability on folds not seen.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from tocsin.documents import document_from_text
from tocsin.reading import read

HERE = Path(__file__).parent
LABELS = HERE / "labels" / "events-news.jsonl"
BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def judged() -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The judgements by set and document."""
    rows: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for line in LABELS.read_text("utf-8").splitlines():
        row = json.loads(line)
        rows[row["in"]][row["document"]].append(row)
    return rows


def found(shared: Path) -> tuple[int, int, list[tuple[float, bool, bool, str]]]:
    """How many events were judged, how many there are now, and those still found: confidence, category, right, set."""
    asked = now = 0
    out = []
    for name, wanted in judged().items():
        with gzip.open(shared / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for text in map(json.loads, lines):
                rows = wanted.get(text["id"])
                if not rows:
                    continue
                document = document_from_text(
                    text["text"], id=text["id"], title=text["title"], source=text["source"], date=text["date"]
                )
                events = {(event.event, event.spans): event for event in read(document).events}
                asked += len(rows)
                now += len(events)
                for row in rows:
                    event = events.get((row["event"], tuple((start, end) for start, end in row["spans"])))
                    if event is not None:
                        out.append((event.confidence, row["category"], row["right"], name))
    return asked, now, out


def report(shared: Path) -> str:
    """The table."""
    asked, now, kept = found(shared)
    lines = [f"judged {asked}, of them still found {len(kept)}; events in these documents now {now}"]
    for what, some in (
        ("all", kept),
        ("news of one outlet", [one for one in kept if "aljazeera" in one[3]]),
        ("releases and speeches", [one for one in kept if "aljazeera" not in one[3]]),
    ):
        category, right = (sum(one[place] for one in some) / max(1, len(some)) for place in (1, 2))
        lines.append(
            f"{what:24s} n {len(some):4d}  category {100 * category:5.1f}  with its parties {100 * right:5.1f}"
        )
    error = 0.0
    for low, high in pairwise(BINS):
        some = [one for one in kept if low <= one[0] < high]
        if some:
            said, right = sum(one[0] for one in some) / len(some), sum(one[2] for one in some) / len(some)
            error += abs(said - right) * len(some) / len(kept)
            lines.append(
                f"confidence {low:.1f}-{min(high, 1):.1f}       n {len(some):4d}  said {said:.2f}  right {right:.2f}"
            )
    lines.append(f"expected calibration error {error:.3f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    lines = report(args.shared)
    print(lines)
    if args.write:
        from scores import write

        write({"events_news": lines})


if __name__ == "__main__":
    main()
