"""How good the reading is: the scorers of ../shared/bench on what `tocsin read` prints.

    python bench/scores.py [SET ...] [--shared ../shared] [--write]

Sets: attribution (PolNeAR dev), acts (acts dev), domain (foreign-affairs dev), events (PLV train). `--write` keeps the
figures in bench/figures.json and in the marked blocks of bench/README.md, where published figures stand beside ours.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
FIGURES = HERE / "figures.json"

SETS: dict[str, tuple[str, list[str], list[str]]] = {
    "attribution": (
        "score_attribution.py",
        ["--text", "data/polnear/dev/text"],
        ["--ann", "data/polnear/dev/attributions", "--text", "data/polnear/dev/text"],
    ),
    "acts": ("score_acts.py", ["--gold", "data/acts/dev.jsonl"], ["--gold", "data/acts/dev.jsonl"]),
    "domain": ("score_domain.py", ["--gold", "data/domain/dev.jsonl"], ["--gold", "data/domain/dev.jsonl"]),
    "events": ("score_events.py", ["--gold", "data/plover/plv_train.jsonl"], ["--gold", "data/plover/plv_train.jsonl"]),
}


def run(name: str, shared: Path, keep: Path | None) -> str:
    """The scorer's own output for one set, read afresh into an empty record."""
    scorer, for_docs, for_score = SETS[name]
    script = [sys.executable, str(shared / "bench" / scorer)]

    def at(args: list[str]) -> list[str]:
        return [str(shared / arg) if "/" in arg else arg for arg in args]

    with tempfile.TemporaryDirectory() as folder:
        docs, readings = Path(folder, "docs.jsonl"), Path(folder, "readings.jsonl")
        with docs.open("wb") as out:
            subprocess.run([*script, "docs", *at(for_docs)], check=True, stdout=out)
        store = ["--db", f"sqlite:///{folder}/bench.db"]
        command = [sys.executable, "-m", "tocsin", *store, "read", str(docs), "--format", "jsonl"]
        with readings.open("wb") as out:
            subprocess.run(command, check=True, stdout=out)
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{name}.jsonl").write_bytes(readings.read_bytes())
        scored = subprocess.run(
            [*script, "score", *at(for_score), "--pred", str(readings)], check=True, capture_output=True, text=True
        )
    return scored.stdout


def write(figures: dict[str, str]) -> None:
    """Keep the scorers' words in figures.json and in the README's blocks."""
    kept = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    kept.update(figures)
    FIGURES.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    readme = HERE / "README.md"
    text = readme.read_text("utf-8")
    for name, words in kept.items():
        block = f"<!-- figures:{name} -->\n```\n{words.strip()}\n```\n<!-- end -->"
        text = re.sub(rf"<!-- figures:{name} -->.*?<!-- end -->", lambda _, block=block: block, text, flags=re.DOTALL)
    readme.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=list(SETS), help=", ".join(SETS))
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--keep", type=Path, help="a folder to keep the readings in")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    figures = {}
    for name in args.sets:
        print(f"== {name}", flush=True)
        figures[name] = run(name, args.shared, args.keep)
        print(figures[name], flush=True)
    if args.write:
        write(figures)


if __name__ == "__main__":
    main()
