"""How fast reading is, beside bare spaCy in the same run on the same texts.

    python bench/speed.py [--documents 400] [--shared ../shared] [--growth 100 1000 10000] [--write]

Prints words (white-space separated) per CPU-second on one core for bare spaCy `en_core_web_sm` (its default pipeline)
and for the whole of Tocsin's reading, the ratio, and the peak memory of each process. With `--growth`, the cost of so
many documents each and the size of the record. Needs the extra `spacy` and the texts of ../shared/data/news.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TOCSIN_THREADS"):
    os.environ.setdefault(variable, "1")


def documents(shared: Path) -> Iterator[dict[str, str]]:
    """The news documents, in the order of a fixed shuffle, so that every kind of text comes early."""
    import random

    rows = []
    for path in sorted((shared / "data" / "news").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows.extend(json.loads(line) for line in lines)
    random.Random(0).shuffle(rows)
    yield from rows


def cpu() -> float:
    """CPU seconds that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak() -> float:
    """Most memory held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def spacy_speed(rows: list[dict[str, str]], words: int) -> dict[str, float]:
    """Bare spaCy over the texts."""
    from tocsin.spacy import english_model

    nlp = english_model()
    nlp("A first text warms the caches.")
    started = cpu()
    for _ in nlp.pipe((row["text"][:900_000] for row in rows), batch_size=32):
        pass
    return {"words_per_cpu_second": words / (cpu() - started), "peak_mb": peak()}


def tocsin_speed(rows: list[dict[str, str]], words: int) -> dict[str, float]:
    """The whole reading, from document to acts and actors, without the record."""
    from tocsin.documents import document_from_text
    from tocsin.reading import read

    def one(row: dict[str, str]) -> None:
        read(document_from_text(row["text"], date=row.get("date") or None, source=row.get("source") or ""))

    one({"text": "Varga said that the border is quiet."})
    started = cpu()
    for row in rows:
        one(row)
    return {"words_per_cpu_second": words / (cpu() - started), "peak_mb": peak()}


def growth(shared: Path, counts: list[int]) -> list[dict[str, float]]:
    """The cost of the whole main job, `tocsin read` into a record, for more and more documents."""
    out = []
    rows = list(documents(shared))
    short = [row for row in rows if len(row["text"]) < 4000]
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder, "corpus.jsonl")
            with corpus.open("w", encoding="utf-8") as lines:
                for number in range(count):
                    row = short[number % len(short)]
                    lines.write(json.dumps({"id": f"d{number}", "text": row["text"], "date": row.get("date")}) + "\n")
            store = ["--db", f"sqlite:///{folder}/r.db"]
            used = measured([sys.executable, "-m", "tocsin", *store, "read", str(corpus), "--format", "none"])
            size = sum(path.stat().st_size for path in Path(folder).glob("r.db*")) / 1e6
            out.append(
                {
                    "documents": count,
                    "cpu_seconds": round(used.seconds, 1),
                    "ms_a_document": round(1000 * used.seconds / count, 2),
                    "peak_mb": round(used.peak_mb),
                    "record_mb": round(size, 1),
                }
            )
            print(out[-1], flush=True)
    return out


@dataclass
class Used:
    """What one command used: its exit code, CPU seconds, wall seconds, peak memory, and its standard error."""

    code: int
    seconds: float
    wall: float
    peak_mb: float
    stderr: str


def measured(command: list[str]) -> Used:
    """Run a command and measure it alone, whatever ran before."""
    started = time.monotonic()
    with tempfile.TemporaryFile("w+") as errors, subprocess.Popen(command, stderr=errors) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        seconds, wall = used.ru_utime + used.ru_stime, time.monotonic() - started
        return Used(process.returncode, seconds, wall, used.ru_maxrss / 1024, errors.read())


def isolated(what: str, args: argparse.Namespace) -> dict[str, float]:
    """Run one measurement in a process of its own, so that memory and caches are not shared."""
    done = subprocess.run(
        [sys.executable, __file__, "--only", what, "--documents", str(args.documents), "--shared", str(args.shared)],
        check=True,
        capture_output=True,
        text=True,
    )
    loaded: dict[str, float] = json.loads(done.stdout)
    return loaded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--only", choices=["spacy", "tocsin"])
    parser.add_argument("--growth", type=int, nargs="*", default=[], metavar="N")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows = [row for _, row in zip(range(args.documents), documents(args.shared), strict=False)]
    words = sum(len(row["text"].split()) for row in rows)
    if args.only:
        measure = {"spacy": spacy_speed, "tocsin": tocsin_speed}[args.only]
        print(json.dumps(measure(rows, words)))
        return
    bare, ours = isolated("spacy", args), isolated("tocsin", args)
    ratio = ours["words_per_cpu_second"] / bare["words_per_cpu_second"]
    lines = [f"{len(rows)} documents, {words} words, one core"]
    for name, one in (("bare spaCy en_core_web_sm", bare), ("tocsin, whole reading", ours)):
        speed, memory = one["words_per_cpu_second"], one["peak_mb"]
        lines.append(f"{name:26s} {speed:8.0f} words a CPU-second  peak {memory:5.0f} MB")
    lines.append(f"{'ratio':26s} {ratio:8.2f}")
    print("\n".join(lines), flush=True)
    if args.growth:
        lines += [json.dumps(row) for row in growth(args.shared, args.growth)]
    if args.write:
        from scores import write

        write({"speed": "\n".join(lines)})


if __name__ == "__main__":
    main()
