#!/usr/bin/env python3
"""Measure who the sources of statements are resolved to, given gold spans (needs ../shared).

    python bench/actors.py [--docs DIR --labels FILE...] [--names FILE] [--errors N] [--json FILE]

Without `--labels`, `../shared/data/domain/dev.jsonl`. Counted as `../shared/bench/score_domain.py` counts: the actor
is right where its country is the gold's; where the gold has none, where the names share a rare word or both are
groups. One mercy: an international official of the same name counts whether the label gives a nationality or none, as
`system.md` gives none. `--names` is a file of `{"id": ..., "names": [[start, end, kind, probability], ...]}` lines;
without it the reader's own names, where it is installed."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "shared" / "bench"))


def documents(args: argparse.Namespace) -> list[tuple[dict, list[dict]]]:
    if not args.labels:
        path = Path(__file__).resolve().parents[2] / "shared/data/domain/dev.jsonl"
        gold = [json.loads(x) for x in path.read_text().splitlines() if x.strip()]
        return [(d, d["statements"]) for d in gold]
    out = []
    for file in args.labels:
        for line in Path(file).read_text().splitlines():
            row = json.loads(line)
            doc = json.loads((Path(args.docs) / (row["document"] + ".json")).read_text())
            out.append((doc, [s for s in row["statements"] if s]))
    return out


def read_names(text):
    """The names that the reader of this package finds."""
    from tocsin.actors import NamedSpan
    from tocsin.reading._model import find_statements
    from tocsin.reading.reader import model

    found = find_statements(text, model=model(), sentences=[], threshold=None)
    return [NamedSpan(span=n.span, kind=n.kind, probability=n.probability) for n in found.names]


def international(world, who) -> bool:
    """An organisation of many countries or somebody who holds its office; some labels name where it sits or who they
    were."""
    ids = [who.id, *(r.organisation for r in who.roles if r.organisation)]
    found = [world.entity(i) for i in ids]
    return any(e is not None and e.type == "organisation" and e.country is None for e in found)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--docs")
    ap.add_argument("--labels", nargs="*")
    ap.add_argument("--names")
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--only", default="")
    ap.add_argument("--context", type=int, default=60, help="characters shown before an error")
    ap.add_argument("--json")
    ap.add_argument("--write", action="store_true", help="keep the summary in figures.json and README.md")
    a = ap.parse_args()
    from score_domain import same_name

    from tocsin.actors import NamedSpan, resolve
    from tocsin.documents.types import Document
    from tocsin.world import load

    names = {}
    if a.names:
        for line in Path(a.names).read_text().splitlines():
            row = json.loads(line)
            names[row["id"]] = [NamedSpan(span=(s, e), kind=k, probability=p) for s, e, k, p in row["names"]]
    world = load()
    n: Counter[str] = Counter()
    steps: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    sure: dict[float, Counter[str]] = defaultdict(Counter)
    seconds = 0.0
    shown = 0
    args_context = a.context
    for d, statements in documents(a):
        doc = Document(id=d["id"], title=d["title"], source=d["source"], published=d["date"], text=d["text"])
        spans = [[tuple((s, e) for s, e in st[k]) for st in statements] for k in ("source", "cue")]
        given = names[d["id"]] if a.names else read_names(doc.text)
        begun = time.process_time()
        cast = resolve(doc, given, *spans, world=world)
        seconds += time.process_time() - begun
        n["words"] += len(d["text"].split())
        actors = {x.id: x for x in cast.actors}
        for g, s in zip(statements, cast.sources, strict=True):
            if not g["core"] or not g["actor"]:
                continue
            who = actors.get(s.actor or "")
            if who is None:
                verdict = "unknown"
            elif g["country"]:
                verdict = "right" if (who.country or "") == g["country"] else "wrong"
                if (
                    verdict == "wrong"
                    and who.country is None
                    and same_name(who.name, g["actor"])
                    and international(world, who)
                ):
                    verdict = "right"
            else:
                same = same_name(who.name, g["actor"]) or (g["type"] == "group" and who.type == "group")
                verdict = "right" if same else "wrong"
            n[verdict] += 1
            steps[s.reason][verdict] += 1
            if who is not None:
                label = f"{who.type}{' learnt' if ':' in who.id else ''}{'' if who.country else ', no country'}"
                kinds[label][verdict] += 1
                sure[round(s.confidence, 1)][verdict] += 1
            if verdict == "right" and g["type"] == "person" and g["country"] and not same_name(who.name, g["actor"]):
                n["right country, other name"] += 1
            if verdict != "right" and shown < a.errors and a.only in f"{verdict} {s.reason}":
                shown += 1
                text = d["text"]
                src = " | ".join(text[x:y] for x, y in g["source"])
                at = (g["source"] or g["cue"])[0][0]
                print(
                    f"{verdict:7s} {s.reason:10s} [{src}] gold {g['actor']} ({g['country']} {g['type']}) got "
                    f"{(who.id, who.name, who.country) if who else None} | {d['id'][:30]} {at}"
                    f" | {text[max(0, at - args_context) : at + 60]!r}"
                )
    total = n["right"] + n["wrong"] + n["unknown"]
    summary = [f"{k:8s} {n[k]:5d} {100 * n[k] / max(1, total):5.1f}%" for k in ("right", "wrong", "unknown")]
    summary.append(f"{1000 * seconds / max(1, n['words']):.4f} ms a word over {n['words']} words")
    print("\n".join(summary))
    print(f"right country, other name: {n['right country, other name']}")
    for table in (steps, kinds, sure):
        for row, c in sorted(table.items(), key=lambda x: -sum(x[1].values())):
            got = c["right"] + c["wrong"]
            share = f"  {100 * c['right'] / got:.0f}%" if got else ""
            print(f"  {row!s:28s} right {c['right']:4d} wrong {c['wrong']:3d} unknown {c['unknown']:3d}{share}")
    if a.write:
        from scores import write

        write({"actors": "\n".join(summary)})
    if a.json:
        Path(a.json).write_text(
            json.dumps({**n, "steps": steps, "ms_a_word": 1000 * seconds / max(1, n["words"])}, indent=1)
        )


if __name__ == "__main__":
    main()
