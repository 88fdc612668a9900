"""The main job on everything there is: `tocsin read` over all texts of ../shared/data/news into a fresh record.

    python bench/corpus.py [--shared ../shared] [--write]

Prints documents, statements, words per CPU-second, peak memory, the record's size and what could not be read, beside
bare spaCy `en_core_web_sm` measured in the same run on a sample of them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from speed import HERE, documents, isolated, measured

SAMPLE = 150


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    args.documents = SAMPLE
    bare = isolated("spacy", args)
    words = sum(len(row["text"].split()) for row in documents(args.shared))
    files = sorted(map(str, (args.shared / "data" / "news").glob("*.jsonl.gz")))
    with tempfile.TemporaryDirectory() as folder:
        store = ["--db", f"sqlite:///{folder}/corpus.db"]
        used = measured([sys.executable, "-m", "tocsin", *store, "read", *files, "--format", "none"])
        size = sum(path.stat().st_size for path in Path(folder).glob("corpus.db*")) / 1e6
        held = subprocess.run(
            [sys.executable, "-m", "tocsin", *store, "doctor"], capture_output=True, text=True, check=True
        ).stdout.splitlines()[-1]
    speed = words / used.seconds
    lines = [
        f"exit code {used.code}; {held.split(': ', 1)[-1]}; {words} words",
        f"tocsin read, into a record     {speed:8.0f} words a CPU-second, {used.wall / 60:.1f} minutes",
        f"bare spaCy, sample of {SAMPLE}      {bare['words_per_cpu_second']:8.0f} words a CPU-second",
        f"ratio                          {speed / bare['words_per_cpu_second']:8.2f}",
        f"peak memory {used.peak_mb:.0f} MB, record {size:.0f} MB",
    ]
    refused = [line for line in used.stderr.splitlines() if line.startswith("tocsin:")]
    lines.append(f"{len(refused)} notices and errors")
    print("\n".join([*lines, *refused]))
    if args.write:
        from scores import write

        write({"corpus": "\n".join(lines)})


if __name__ == "__main__":
    main()
