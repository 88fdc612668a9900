"""Train the coder of events whose source and target are given, and measure it by five-fold cross-validation.

    PYTHONPATH=src python -m train.events [--gold ../shared/data/plover/plv_train.jsonl] [--write]

Needs scikit-learn and msgspec. `--write` fits the whole set and writes src/tocsin/reading/data/event_coder.npz. The
folds never part copies of one sentence. Figures are of held-out folds: accuracy and macro-F1 of 15 roots (CONCEDE and
RETREAT are one, YIELD, in this data) and macro-F1 of the four quad classes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from tocsin.reading.event_coder import WIDTH, features, hashed

ROOT = Path(__file__).parent.parent
OUT = ROOT / "src" / "tocsin" / "reading" / "data" / "event_coder.npz"
STRENGTH = 0.5
SEEDS = 5

QUAD = {
    **dict.fromkeys(["AGREE", "CONSULT", "SUPPORT"], 1),
    **dict.fromkeys(["COOPERATE", "AID", "YIELD"], 2),
    **dict.fromkeys(["REQUEST", "ACCUSE", "REJECT", "THREATEN"], 3),
    **dict.fromkeys(["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"], 4),
}


def span(text: str, words: str) -> tuple[int, int]:
    """Where the words of a party stand; at the start where the sentence does not hold them."""
    start = max(0, text.find(words))
    return start, start + len(words)


def matrix(rows: list[dict[str, Any]]) -> csr_matrix:
    """Hashed features, one row a sentence, 0 or 1."""
    columns: list[int] = []
    ends = [0]
    for row in rows:
        text = row["sentence"]
        columns += hashed(features(text, span(text, row["source"]), span(text, row["target"])))
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), WIDTH))


def fit(x: csr_matrix, y: np.ndarray) -> tuple[TfidfTransformer, LinearSVC]:
    """Weights of features by rarity, and a linear model on them."""
    rarity = TfidfTransformer().fit(x)
    return rarity, LinearSVC(C=STRENGTH, class_weight="balanced", random_state=0).fit(rarity.transform(x), y)


def cross_validate(x: csr_matrix, y: np.ndarray, groups: np.ndarray, seed: int) -> np.ndarray:
    """A prediction for every sentence by a model that has not seen it."""
    said = np.empty(len(y), dtype=object)
    for seen, unseen in GroupKFold(5, shuffle=True, random_state=seed).split(x, y, groups):
        rarity, model = fit(x[seen], y[seen])
        said[unseen] = model.predict(rarity.transform(x[unseen]))
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared/data/plover/plv_train.jsonl")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.gold.read_text("utf-8").splitlines() if line.strip()]
    x, y = matrix(rows), np.array([row["gold_root"] for row in rows])
    groups = np.unique([row["sentence"] for row in rows], return_inverse=True)[1]
    figures = []
    for seed in range(SEEDS):
        said = cross_validate(x, y, groups, seed)
        quads = ([QUAD[one] for one in y], [QUAD[one] for one in said])
        figures.append((accuracy_score(y, said), f1_score(y, said, average="macro"), f1_score(*quads, average="macro")))
    accuracy, macro, quad = np.mean(figures, axis=0)
    spread = np.std(figures, axis=0)
    print(f"sentences={len(rows)} seeds={SEEDS} root-accuracy={accuracy:.3f} (sd {spread[0]:.3f}) "
          f"root-macro-F1={macro:.3f} (sd {spread[1]:.3f}) quad-macro-F1={quad:.3f} (sd {spread[2]:.3f})")  # fmt: skip
    if args.write:
        rarity, model = fit(x, y)
        weights = np.concatenate([model.coef_.T, rarity.idf_[:, None]], axis=1)
        weights[np.asarray(x.sum(axis=0)).ravel() == 0, :-1] = 0.0
        np.savez_compressed(
            OUT, labels=model.classes_, weights=weights.astype(np.float16), bias=model.intercept_.astype(np.float32)
        )
        print(f"wrote {OUT} ({OUT.stat().st_size / 1e6:.2f} MB)")


if __name__ == "__main__":
    main()
