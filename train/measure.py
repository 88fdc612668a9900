"""Figures of a checkpoint or of exported graphs on the texts kept for measuring, and the settings that suit it.

    python -m train.measure RUNS/NAME/epoch-3.pt
    python -m train.measure src/tocsin/reading/model --settings settings.json

A folder is measured as it would run. With `--settings` the weights of a statement's probability, its threshold and the
temperature of acts are fitted and written, for `train.export`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy.optimize import minimize

from train import sources
from train.export import TorchBackend, load
from train.shared import READING, encoder_folder, features, found, network, runtime

sys.path.insert(0, str(sources.SHARED / "bench"))
import score_attribution
import score_domain

OFFICIAL = {"state", "wh", "kremlin_ua", "kremlin_ca"}


def model_of(path: Path) -> Any:
    """The model of a checkpoint or of a folder of graphs."""
    if path.is_dir():
        return runtime.ReaderModel.load(path)
    net = load(path)
    settings = network.Settings(version=path.stem, transitions=net.transitions.tolist())
    return runtime.ReaderModel(
        TorchBackend(net), Path(encoder_folder()) / "tokenizer.json", READING / "data" / "cues.csv", settings
    )


class Read:
    """Texts read once, from which documents are made for any settings."""

    def __init__(self, model: Any, texts: list[str], sentences: list[list[tuple[int, int]]] | None = None) -> None:
        self.model, self.texts, self.groups = model, texts, []
        begun = time.process_time()
        for at in range(0, len(texts), 16):
            group = []
            for number in range(at, min(at + 16, len(texts))):
                encoded = features.encode(texts[number], model.tokenizer)
                group.append(found.Text.new(texts[number], encoded, sentences[number] if sentences else ()))
            runtime.encode_group(group, model)
            candidates = runtime.candidates_of(group, model)
            runtime.read_candidates(group, candidates, model)
            for one in group:
                one.parts.clear()
            self.groups.append((group, candidates))
        self.seconds = time.process_time() - begun
        self.words = sum(len(one.encoded.words) for group, _ in self.groups for one in group)

    def documents(self, settings: Any, threshold: float | None = None) -> list[Any]:
        """What is found of each text under other settings."""
        self.model.settings = settings
        least = settings.threshold if threshold is None else threshold
        return [
            found.document_of(one, [c for c in candidates if c.text == number], settings, least)
            for group, candidates in self.groups
            for number, one in enumerate(group)
        ]


def spans_of(statement: Any) -> dict[str, list[list[int]]]:
    """A statement as the scorers want it."""
    return {role: [list(s) for s in getattr(statement, role)] for role in sources.ROLES}


def polnear_figures(golds: list[Any], documents: list[Any]) -> dict[str, float]:
    """The figures of `score_attribution.py`, times 100."""
    per = [
        score_attribution.doc_counts(text, gold, [spans_of(s) for s in read.statements])
        for (_, text, gold), read in zip(golds, documents, strict=True)
    ]
    total = score_attribution.add(per)
    value = lambda group, metric: 100 * score_attribution.prf(total[group, metric])[2]  # noqa: E731
    p, r, _ = score_attribution.prf(total["all", "full"])
    return {
        "full": value("all", "full"),
        "P": 100 * p,
        "R": 100 * r,
        "strict": value("all", "full_strict"),
        "direct": value("direct", "full"),
        "indirect": value("indirect", "full"),
        "source": value("all", "span_source"),
        "cue": value("all", "span_cue"),
        "content": value("all", "span_content"),
    }


def domain_figures(golds: list[Any], documents: list[Any]) -> dict[str, float]:
    """Found, acts and nesting of `domain/dev`, as `score_domain.py` counts them, times 100."""
    n: Counter[str] = Counter()
    for document, read in zip(golds, documents, strict=True):
        gold = [{**g, "silent": g["act"] == "silent"} for g in document["statements"]]
        pred = [{**spans_of(s), "silent": s.acts.act == "silent"} for s in read.statements]
        pairs = dict(score_domain.pairs_of(gold, pred, document["text"]))
        n["gold"] += sum(g["core"] for g in gold)
        n["pred"] += len(pred)
        n["pred_found"] += len(pairs)
        for number, g in enumerate(gold):
            if not g["core"]:
                if number in pairs:
                    n["private"] += 1
                    n["private_right"] += read.statements[pairs[number]].acts.core < 0.5
                continue
            if g["within"] is not None:
                n["inner"] += 1
            if number not in pairs:
                continue
            s = read.statements[pairs[number]]
            n["found"] += 1
            n["act"] += s.acts.act == g["act"]
            n["core_right"] += s.acts.core >= 0.5
            time_right = max(s.acts.times, key=s.acts.times.get) == g["time"]
            n["axes"] += (s.acts.negated >= 0.5) == g["negated"] and time_right
            outer = pairs.get(g["within"]) if g["within"] is not None else None
            n["inner_right"] += outer is not None and s.within == outer
    p, r = n["pred_found"] / max(1, n["pred"]), n["found"] / n["gold"]
    each = lambda a, b: 100 * n[a] / max(1, n[b])  # noqa: E731
    return {
        "P": 100 * p,
        "R": 100 * r,
        "F1": 100 * score_domain.f1(p, r),
        "within": each("inner_right", "inner"),
        "act": each("act", "found"),
        "axes": each("axes", "found"),
        "core": each("core_right", "found"),
        "private": each("private_right", "private"),
    }


def act_figures(golds: list[Any], documents: list[Any]) -> dict[str, float]:
    """Acts of the sentences of `acts/dev`: by the statement that covers most of each, and by the sentence alone."""
    right: Counter[str] = Counter()
    tally: dict[str, list[int]] = {}
    for g, read in zip(golds, documents, strict=True):
        low = len(g["before"]) + 1 if g["before"] else 0
        best, most = "none", 0
        for s in read.statements:
            covered = sum(max(0, e - max(a, low)) for spans in (s.source, s.cue, s.content) for a, e in spans)
            if covered > most:
                best, most = s.acts.act, covered
        alone = read.sentences[0].act
        if not most and g["src"] in OFFICIAL:
            best = alone
        right["statement"] += best == g["act"]
        right["sentence"] += alone == g["act"]
        for act, slot in ((g["act"], 1 if best != g["act"] else 0), (best, 2 if best != g["act"] else 3)):
            tally.setdefault(act, [0, 0, 0, 0])[slot] += 1
    macro = np.mean([2 * t[0] / (2 * t[0] + t[1] + t[2]) for t in tally.values() if t[0] + t[1]])
    return {
        "accuracy": 100 * right["statement"] / len(golds),
        "macro": 100 * float(macro),
        "sentence": 100 * right["sentence"] / len(golds),
    }


def calibration_error(chances: list[float], right: list[bool], bins: int = 10) -> float:
    """Expected calibration error, times 100: how far the mean chance lies from the share right, over bins of chance."""
    if not chances:
        return 0.0
    p, y = np.array(chances), np.array(right, dtype=float)
    place = np.minimum((p * bins).astype(int), bins - 1)
    return 100 * float(sum(abs(p[place == b].sum() - y[place == b].sum()) for b in range(bins)) / len(p))


def plain(acts: dict[str, float]) -> dict[str, float]:
    """Probabilities of acts where it is certain that there is one."""
    return {act: p / max(1e-6, 1 - acts["none"]) for act, p in acts.items() if act != "none"}


def reliability(golds: list[Any], documents: list[Any]) -> dict[str, float]:
    """Expected calibration errors, times 100, of statements and of acts of those found; golds as in `domain/dev`."""
    statements: tuple[list[float], list[bool]] = ([], [])
    acts: tuple[list[float], list[bool]] = ([], [])
    for document, read in zip(golds, documents, strict=True):
        gold = [{**g, "silent": False} for g in document["statements"]]
        pred = [{**spans_of(s), "silent": False} for s in read.statements]
        pairs = {j: i for i, j in score_domain.pairs_of(gold, pred, document["text"])}
        for number, s in enumerate(read.statements):
            statements[0].append(s.probability)
            statements[1].append(number in pairs)
            label = gold[pairs[number]] if number in pairs else {}
            if label.get("core"):
                chances = plain(s.acts.acts)
                acts[0].append(max(chances.values()))
                acts[1].append(chances[label["act"]] == max(chances.values()))
    return {"statements": calibration_error(*statements), "acts": calibration_error(*acts)}


def fit(settings: Any, polnear: tuple[list[Any], Read], domain: tuple[list[Any], Read]) -> Any:
    """Weights of a statement's probability by logistic regression, and temperature and further settings of acts."""
    rows, targets, weights, acts, texts = [], [], [], [], []
    for weight, (golds, read), is_domain in ((1.0, polnear, False), (6.0, domain, True)):
        number = 0
        for group, candidates in read.groups:
            for index, one in enumerate(group):
                gold = golds[number]
                mine = [c for c in candidates if c.text == index and c.sentence is None and c.content]
                pred = [
                    {
                        "source": [list(x) for x in found.spans_of(one, c.source)],
                        "cue": [list(x) for x in found.spans_of(one, range(c.start, c.end))],
                        "content": [list(x) for x in found.spans_of(one, c.content)],
                        "silent": False,
                    }
                    for c in mine
                ]
                statements = [{**g, "silent": False} for g in gold["statements"]] if is_domain else gold[2]
                pairs = {j: i for i, j in score_domain.pairs_of(statements, pred, one.text)}
                texts.append(mine)
                for j, c in enumerate(mine):
                    rows.append(found.evidence(c))
                    targets.append(j in pairs)
                    weights.append(weight)
                    if is_domain and j in pairs and statements[pairs[j]]["core"]:
                        acts.append((c, statements[pairs[j]]["act"]))
                number += 1
    x, y, w = np.array(rows), np.array(targets, float), np.array(weights)

    best = np.array([0.0, 1.0, 0.0, 0.0, 0.0])
    for _ in range(5):  # the chance of the outer statement comes from the weights that it helps to find
        chances = iter(found.sigmoid(x @ best[:-1]).tolist())
        outer = [found.outers(mine, list(islice(chances, len(mine)))) for mine in texts]
        whole = np.column_stack([x, np.array([p for one in outer for p in one])])

        def loss(v: Any, whole: Any = whole) -> float:
            z = whole @ v
            return float((w * (np.logaddexp(0, z) - y * z)).sum() / w.sum() + 1e-3 * (v[1:] ** 2).sum())

        best = minimize(loss, best).x

    def surprise(heat: float) -> float:
        tried = replace(settings, act_temperature=heat)
        return -sum(float(np.log(plain(found.acts_of(c, tried).acts)[act] + 1e-9)) for c, act in acts)

    heat = min((round(float(heat), 2) for heat in np.linspace(0.5, 2, 31)), key=surprise)
    return replace(settings, statement=[round(float(v), 4) for v in best], act_temperature=heat)


def show(name: str, figures: dict[str, float]) -> None:
    print(f"  {name:22s}" + "  ".join(f"{k} {v:5.1f}" for k, v in figures.items()), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--settings", type=Path, help="fit the settings and write them here")
    parser.add_argument("--threshold", type=float, default=0.3, help="the threshold to write with the settings")
    parser.add_argument("--threads", type=int, default=1)
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    model = model_of(a.path)
    golds = list(sources.polnear("dev"))
    domain = sources.json_lines(sources.DATA / "domain" / "dev.jsonl")
    acts = sources.json_lines(sources.DATA / "acts" / "dev.jsonl")
    texts = [(g["before"] + " " if g["before"] else "") + g["sentence"] for g in acts]
    polnear_read = Read(model, [text for _, text, _ in golds])
    domain_read = Read(model, [d["text"] for d in domain])
    sentences = [[(len(t) - len(g["sentence"]), len(t))] for t, g in zip(texts, acts, strict=True)]
    acts_read = Read(model, texts, sentences)
    print(f"{a.path}: {polnear_read.words / polnear_read.seconds:.0f} words a CPU second", flush=True)
    settings = model.settings
    if a.settings or not a.path.is_dir():
        settings = fit(settings, (golds, polnear_read), (domain, domain_read))
        print("  statement", settings.statement, "temperature", settings.act_temperature)
    several = a.settings or not a.path.is_dir()
    for threshold in (0.2, 0.25, 0.3, 0.33, 0.36, 0.4, 0.45, 0.5) if several else (settings.threshold,):
        settings = replace(settings, threshold=threshold)
        print(f" threshold {threshold}")
        show("polnear/dev", polnear_figures(golds, polnear_read.documents(settings)))
        show("domain/dev", domain_figures(domain, domain_read.documents(settings)))
        show("acts/dev", act_figures(acts, acts_read.documents(settings)))
    documents = [{"text": text, "statements": rows} for _, text, rows in golds]
    show("calibration polnear", reliability(documents, polnear_read.documents(settings, 0.1)))
    show("calibration domain", reliability(domain, domain_read.documents(settings, 0.1)))
    if a.settings:
        written = asdict(replace(settings, threshold=a.threshold))
        del written["version"], written["transitions"]
        a.settings.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
