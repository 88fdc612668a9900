"""Fit the confidence of events, and print how well it holds on folds that it has not seen.

    PYTHONPATH=src python -m train.event_confidence [--shared ../shared] [--write]

Three sets: the sentences of PLV train, where the event nearest to the source and target given is right if its reduced
category is the gold one; events of news read while the rules were made (train/labels/events.jsonl), and
others read when they were done (bench/labels/events-news.jsonl), which are right if they are reported so, with this
polarity and time, between those parties. Each set has an intercept of its own, so that the easier ones help without
promising too much: the weights that ship are for the last. Needs scikit-learn, for the coder that must not have seen a
sentence either.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from sklearn.model_selection import GroupKFold

from tocsin.documents import document_from_text
from tocsin.documents.types import Document, Span
from tocsin.reading import read
from tocsin.reading.event_coder import features, hashed
from tocsin.reading.events import with_signs
from tocsin.reading.sentences import sentences
from tocsin.reading.types import Event
from tocsin.record.export import reduced
from tocsin.world import load
from train.events import fit, matrix

ROOT = Path(__file__).parent.parent
SEEN = ROOT / "train" / "labels" / "events.jsonl"
FRESH = ROOT / "bench" / "labels" / "events-news.jsonl"
OUT = ROOT / "src" / "tocsin" / "reading" / "data" / "event_confidence.json"
FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
STRENGTH = 4.0
"""Of the penalty on squared weights."""
LEAST = 0.5
SEEDS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One event with what is known of it; `ends` are the outermost spans within `text` for the coder."""

    signs: dict[str, float]
    right: bool
    group: str
    kind: Literal["plv", "seen", "fresh"]
    text: str = ""
    ends: tuple[Span, Span] | None = None
    event: str = ""


def coded(document: Document) -> list[tuple[Event, dict[str, float]]]:
    """The events of a document, with their signs, none left out."""
    known = read(document)
    actors = {actor.id: actor for actor in known.actors}
    text = document.text
    return list(with_signs(document, sentences(text), known.mentions, actors, known.statements, load()))


def news_cases(shared: Path, labels: Path, kind: Literal["seen", "fresh"]) -> list[Case]:
    """Events of news that were read and judged, and are still found."""
    wanted: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for line in labels.read_text("utf-8").splitlines():
        row = json.loads(line)
        wanted.setdefault(row["in"], {}).setdefault(row["document"], []).append(row)
    found = []
    for name, documents in wanted.items():
        for row in texts(shared / "data" / f"{name}.jsonl.gz", documents):
            document = document_from_text(row["text"], id=row["id"], title=row["title"], date=row["date"])
            judged = {(one["event"], spans_of(one)): one["right"] for one in documents[row["id"]]}
            for event, signs in coded(document):
                right = judged.get((event.event, event.spans))
                if right is not None:
                    found.append(Case(signs, right, row["id"], kind))
    return found


def spans_of(row: dict[str, Any]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in row["spans"])


def texts(path: Path, wanted: Iterable[str]) -> list[dict[str, Any]]:
    """The rows of a set whose ids are wanted."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["id"] in wanted]


def plv_cases(rows: Sequence[dict[str, Any]]) -> list[Case]:
    """The event nearest to the source and target of each sentence that has one."""
    found = []
    for number, row in enumerate(rows):
        text = row["sentence"]
        source, target = max(0, text.find(row["source"])), max(0, text.find(row["target"]))
        document = document_from_text(text, id=f"plv-{number}")
        events = [(event, signs) for event, signs in coded(document) if reduced(event) is not None]
        if not events:
            continue
        event, signs = min(events, key=lambda one: gap(one[0].spans, source) + gap(one[0].spans, target))
        category = str(reduced(event))
        right = FOLDED.get(category, category) == row["gold_root"]
        ends = (event.spans[0], event.spans[-1]) if len(event.spans) > 1 else None
        found.append(Case(signs, right, text, "plv", text, ends, FOLDED.get(event.event, event.event)))
    return found


def gap(spans: Sequence[Span], at: int) -> int:
    return min((0 if s <= at < e else min(abs(at - s), abs(at - e)) for s, e in spans), default=10**6)


def unseen(cases: Sequence[Case], rows: Sequence[dict[str, Any]]) -> list[Case]:
    """The cases with the word of a coder that has not seen their sentence."""
    x, y = matrix(list(rows)), np.array([row["gold_root"] for row in rows])
    groups = np.unique([row["sentence"] for row in rows], return_inverse=True)[1]
    models: dict[str, Any] = {}
    for seen, other in GroupKFold(5, shuffle=True, random_state=0).split(x, y, groups):
        model = fit(x[seen], y[seen])
        models.update({rows[number]["sentence"]: model for number in other})
    return [_recoded(case, models) for case in cases]


def _recoded(case: Case, models: dict[str, Any]) -> Case:
    if case.ends is None:
        return case
    rarity, model = models[case.text]
    columns = np.zeros((1, rarity.n_features_in_))
    columns[0, hashed(features(case.text, *case.ends))] = 1.0
    agrees = model.predict(rarity.transform(columns))[0] == case.event
    kept = {name: value for name, value in case.signs.items() if "agrees" not in name and "coder" not in name}
    kept[f"coder {'agrees' if agrees else 'differs'}"] = 1.0
    if agrees and "alone" in kept:
        kept["alone and agrees"] = 1.0
    return Case(kept, case.right, case.group, case.kind, case.text, case.ends, case.event)


def names_of(cases: Sequence[Case]) -> list[str]:
    return sorted({name for case in cases for name in case.signs} | {"set seen", "set fresh"})


def table(cases: Sequence[Case], names: Sequence[str]) -> np.ndarray:
    at = {name: place for place, name in enumerate(names)}
    out = np.zeros((len(cases), len(names)))
    for row, case in enumerate(cases):
        for name, value in case.signs.items():
            if name in at:
                out[row, at[name]] = value
        if case.kind != "plv":
            out[row, at[f"set {case.kind}"]] = 1.0
    return out


def logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights by Newton's method with a penalty on their squares."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + STRENGTH * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + STRENGTH * np.eye(x.shape[1])
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def held_out(cases: Sequence[Case], seed: int) -> np.ndarray:
    """A probability for every case by a model that has not seen its document or sentence."""
    groups = np.unique([case.group for case in cases], return_inverse=True)[1]
    names = names_of(cases)
    x, y = table(cases, names), np.array([case.right for case in cases], dtype=float)
    said = np.empty(len(cases))
    for seen, other in GroupKFold(5, shuffle=True, random_state=seed).split(x, y, groups):
        said[other] = 1.0 / (1.0 + np.exp(-x[other] @ logistic(x[seen], y[seen])))
    return said


def reliability(said: np.ndarray, right: np.ndarray, bins: int = 10) -> tuple[float, list[str]]:
    """The expected calibration error over bins of equal width, and a line a bin: how many, said, right."""
    error, lines = 0.0, []
    place = np.minimum((said * bins).astype(int), bins - 1)
    for number in range(bins):
        inside = place == number
        if inside.any():
            one, other, low = said[inside].mean(), right[inside].mean(), number / bins
            error += inside.mean() * abs(one - other)
            lines.append(f"  {low:.1f}-{low + 1 / bins:.1f}  n {inside.sum():4d}  said {one:.2f}  right {other:.2f}")
    return float(error), lines


def report(name: str, said: np.ndarray, right: np.ndarray) -> None:
    error, lines = reliability(said, right)
    brier = float(((said - right) ** 2).mean())
    print(f"{name}: events={len(right)} right={right.mean():.3f} ECE={error:.3f} Brier={brier:.3f}")
    print("\n".join(lines))
    kept = said >= LEAST
    print(f"  at least {LEAST}: {kept.mean():.2f} of them, {right[kept].sum() / right.sum():.2f} of the right ones, "
          f"{right[kept].mean():.3f} right")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    gold = args.shared / "data" / "plover" / "plv_train.jsonl"
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
    cases = unseen(plv_cases(rows), rows)
    cases += news_cases(args.shared, SEEN, "seen") + news_cases(args.shared, FRESH, "fresh")
    right = np.array([case.right for case in cases], dtype=float)
    said = np.mean([held_out(cases, seed) for seed in range(SEEDS)], axis=0)
    report("all, held-out folds", said, right)
    for kind in ("plv", "seen", "fresh"):
        of_kind = np.array([case.kind == kind for case in cases])
        report(f"{kind}, held-out folds", said[of_kind], right[of_kind])
    if args.write:
        names = names_of(cases)
        weights = dict(zip(names, logistic(table(cases, names), right), strict=True))
        weights["always"] += weights.pop("set fresh")
        del weights["set seen"]
        kept = {name: round(float(weight), 3) for name, weight in sorted(weights.items())}
        OUT.write_text(json.dumps({"least": LEAST, "weights": kept}, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {OUT}")


if __name__ == "__main__":
    main()
