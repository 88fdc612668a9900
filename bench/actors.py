#!/usr/bin/env python3
"""Measure who the sources of statements are resolved to, given gold spans (needs ../shared).

    python bench/actors.py [--docs DIR --labels FILE...] [--names FILE] [--errors N] [--json FILE] [--write]

Without `--labels` three sets: `../shared/data/domain/dev.jsonl`; the 40 documents of `labels/actors-40.jsonl`; and the
mentions of `../shared/data/world/actor_code_checks.json`.

Statements are counted as `../shared/bench/score_domain.py` counts: the actor is right where its country is the gold's;
where the gold has none, where the names share a rare word or both are groups. One mercy: an international official or
organisation of the same name counts whether the label gives a nationality or none, as `system.md` gives none. A wrong
one whose actor has no country, though the gold has one, is counted wrong and told apart as "no country". `pronouns
apart` leaves out sources that are one pronoun.

`--names` is a file of `{"id": ..., "names": [[start, end, kind, probability], ...]}` lines; without it the reader's own
names, where it is installed."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
FORTY = HERE / "labels" / "actors-40.jsonl"
CHECKS = SHARED / "data" / "world" / "actor_code_checks.json"
WORLD_BODIES = {"UNO": ("UN", "UN."), "EUR": ("EU", "EU.")}
VERDICTS = ("right", "wrong", "unknown")
sys.path.insert(0, str(SHARED / "bench"))


@dataclass
class Counts:
    """What a set of statements came to."""

    n: Counter[str] = field(default_factory=Counter)
    steps: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    kinds: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sure: dict[float, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: float = 0.0

    def summary(self) -> str:
        """The shares, all sources first and pronouns apart after them, and what a word costs."""
        out = []
        for label, prefix in (("", ""), ("pronouns apart", "named ")):
            total = max(1, sum(self.n[prefix + v] for v in VERDICTS))
            out += [label] if label else []
            out += [f"{v:8s} {self.n[prefix + v]:5d} {100 * self.n[prefix + v] / total:5.1f}%" for v in VERDICTS]
            bare = 100 * self.n[prefix + "no country"] / total
            other = 100 * self.n[prefix + "wrong"] / total - bare
            out[-2] += f"  ({bare:.1f}% with no country, {other:.1f}% another)"
        out.append(f"{1000 * self.seconds / max(1, self.n['words']):.4f} ms a word over {self.n['words']} words")
        return "\n".join(out)


def labelled(file: Path, docs: Path | None) -> Iterator[tuple[dict, list[dict]]]:
    """Documents with their labelled statements: texts of the folder `docs`, else of the file of ../shared that a line
    names."""
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        if docs is not None:
            document = json.loads((docs / (row["document"] + ".json")).read_text("utf-8"))
        else:
            document = corpus(SHARED / "data" / (row["in"] + ".jsonl.gz"))[row["document"]]
        yield document, [s for s in row["statements"] if s]


@cache
def corpus(path: Path) -> dict[str, dict]:
    """The documents of a file of ../shared, by id."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {d["id"]: d for d in map(json.loads, file)}


def gold(path: Path) -> list[tuple[dict, list[dict]]]:
    """Documents that hold their own statements."""
    rows = [json.loads(x) for x in path.read_text("utf-8").splitlines() if x.strip()]
    return [(d, d["statements"]) for d in rows]


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


def judge(world, label: dict, who) -> str:
    """Right, wrong or unknown, as `score_domain.py` has it."""
    from score_domain import same_name

    if who is None:
        return "unknown"
    if label["country"]:
        if who.country == label["country"]:
            return "right"
        mercy = who.country is None and same_name(who.name, label["actor"]) and international(world, who)
        return "right" if mercy else "wrong"
    same = same_name(who.name, label["actor"]) or (label["type"] == "group" and who.type == "group")
    return "right" if same else "wrong"


def measure(world, sets, names, args) -> Counts:
    """Resolve every document's sources and count."""
    from score_domain import same_name

    from tocsin.actors import resolve
    from tocsin.actors.lexicon import lexicon
    from tocsin.documents.types import Document

    c = Counts()
    shown = 0
    for d, statements in sets:
        doc = Document(id=d["id"], title=d["title"], source=d["source"], published=d["date"], text=d["text"])
        spans = [[tuple((s, e) for s, e in st[k]) for st in statements] for k in ("source", "cue")]
        given = names[d["id"]] if names else read_names(doc.text)
        begun = time.process_time()
        cast = resolve(doc, given, *spans, world=world)
        c.seconds += time.process_time() - begun
        c.n["words"] += len(d["text"].split())
        actors = {x.id: x for x in cast.actors}
        for g, s in zip(statements, cast.sources, strict=True):
            if not g.get("core", True) or not g.get("actor"):
                continue
            who = actors.get(s.actor or "")
            verdict = judge(world, g, who)
            source = " | ".join(d["text"][x:y] for x, y in g["source"])
            bare = verdict == "wrong" and bool(g["country"]) and who.country is None
            for prefix in ("", "named ") if source.casefold() not in lexicon().pronouns else ("",):
                c.n[prefix + verdict] += 1
                c.n[prefix + "no country"] += bare
            c.steps[s.reason][verdict] += 1
            if who is not None:
                label = f"{who.type}{' learnt' if ':' in who.id else ''}{'' if who.country else ', no country'}"
                c.kinds[label][verdict] += 1
                c.sure[round(s.confidence, 1)][verdict] += 1
            if verdict == "right" and g["type"] == "person" and g["country"] and not same_name(who.name, g["actor"]):
                c.n["right country, other name"] += 1
            if verdict != "right" and shown < args.errors and args.only in f"{verdict} {s.reason}":
                shown += 1
                at = (g["source"] or g["cue"])[0][0]
                print(
                    f"{verdict:7s} {s.reason:10s} [{source}] gold {g['actor']} ({g['country']} {g['type']}) got "
                    f"{(who.id, who.name, who.country) if who else None} | {d['id'][:30]} {at}"
                    f" | {d['text'][max(0, at - args.context) : at + 60]!r}"
                )
    return c


def tables(c: Counts) -> str:
    """What each step, kind of actor and confidence came to."""
    out = [f"right country, other name: {c.n['right country, other name']}"]
    for table in (c.steps, c.kinds, c.sure):
        for row, count in sorted(table.items(), key=lambda x: -sum(x[1].values())):
            got = count["right"] + count["wrong"]
            share = f"  {100 * count['right'] / got:.0f}%" if got else ""
            shown = " ".join(f"{v} {count[v]:4d}" for v in VERDICTS)
            out.append(f"  {row!s:28s} {shown}{share}")
    return "\n".join(out)


def day_of(words: str) -> str | None:
    """An ISO day from the many ways in which the checks write one; "today" and nothing are the day of the checks."""
    from datetime import datetime

    for pattern in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y"):
        try:
            return datetime.strptime(words.strip(), pattern).date().isoformat()
        except ValueError:
            continue
    return "2022-10-01"


def checks(world, errors: int) -> str:
    """The share of the code checks' countries met, and why not the rest."""
    from tocsin.actors import resolve
    from tocsin.documents.types import Document

    asked = [c for c in json.loads(CHECKS.read_text("utf-8")) if "country" in c["expected"]]
    why: Counter[str] = Counter()
    for c in asked:
        want, words = c["expected"]["country"], c["text"].strip()
        text = f"{words} said so."
        doc = Document(id="check", title=c["context"], source="", published=day_of(c["query_date"]), text=text)
        cast = resolve(doc, read_names(text), [((0, len(words)),)], [((len(words) + 1, len(words) + 5),)], world=world)
        who = next((a for a in cast.actors if a.id == cast.sources[0].actor), None)
        got = who.country if who is not None else None
        known = world.entity(who.id) if who is not None else None
        if want in WORLD_BODIES:
            first, dotted = WORLD_BODIES[want]
            ids = {who.id, *(r.organisation for r in who.roles)} if who is not None else set()
            parents = {e.parent for e in map(world.entity, ids - {None}) if e is not None}
            met = got is None and any(i == first or (i or "").startswith(dotted) for i in ids | parents)
        elif want == "IGO":
            met = got is None and known is not None and known.type == "organisation"
        else:
            met = (got or "") == want
        if met:
            reason = "met"
        elif not want or want in WORLD_BODIES or want == "IGO":
            reason = "a country or nobody, where none or an international body is asked"
        elif who is None or who.country is None:
            personal = who is not None and who.type == "person"
            reason = "a person whom no file knows" if personal else "a body, group or place that no file knows"
        else:
            reason = "another country"
        why[reason] += 1
        if reason != "met" and errors:
            print(f"check {reason:30.30s} [{words}] {c['context']} asked {want!r} got {(who.id, got) if who else None}")
    total = sum(why.values())
    rest = [f"  {n:4d} {reason}" for reason, n in why.most_common() if reason != "met"]
    head = f"countries of the code checks {why['met']} of {total}, {100 * why['met'] / total:.1f}%; the rest:"
    codes = "their codes of roles (GOV, MIL, ...) and Wikipedia titles are not asked: Tocsin gives types and offices"
    return "\n".join([head, *rest, codes])


def main(argv: Sequence[str] | None = None) -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--docs", type=Path, help="the folder of the labelled documents, by default where their lines say")
    ap.add_argument("--labels", nargs="*", type=Path)
    ap.add_argument("--names", type=Path)
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--only", default="", help="show only errors whose verdict and step hold these words")
    ap.add_argument("--context", type=int, default=60, help="characters shown before an error")
    ap.add_argument("--json", type=Path)
    ap.add_argument("--write", action="store_true", help="keep the summaries in figures.json and README.md")
    args = ap.parse_args(argv)

    from tocsin.actors import NamedSpan
    from tocsin.world import load

    names = {}
    if args.names:
        for line in args.names.read_text("utf-8").splitlines():
            row = json.loads(line)
            names[row["id"]] = [NamedSpan(span=(s, e), kind=k, probability=p) for s, e, k, p in row["names"]]
    world = load()
    figures: dict[str, str] = {}
    if args.labels:
        sets = {"": [pair for file in args.labels for pair in labelled(file, args.docs)]}
    else:
        sets = {"actors": gold(SHARED / "data/domain/dev.jsonl")}
        sets["actors40"] = list(labelled(FORTY, args.docs))
    for title, documents in sets.items():
        counts = measure(world, documents, names, args)
        figures[title] = counts.summary()
        print(*([f"== {title}"] if title else []), figures[title], tables(counts), sep="\n", flush=True)
        if args.json:
            args.json.write_text(json.dumps({**counts.n, "steps": counts.steps}, indent=1), encoding="utf-8")
    if not args.labels:
        figures["actorchecks"] = checks(world, args.errors)
        print("== actorchecks", figures["actorchecks"], sep="\n")
        if args.write:
            from scores import write

            write(figures)


if __name__ == "__main__":
    main()
