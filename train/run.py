"""Train the reading model.

    python -m train.run NAME --epochs 6 --minutes 75

Writes `$TOCSIN_RUNS/NAME/last.pt` every few minutes and goes on from there when started again; `epoch-N.pt` holds the
averaged weights after each epoch. The learning rate falls to nothing when the planned steps or minutes are spent,
whichever is first.
"""

from __future__ import annotations

import argparse
import math
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from train import data, sources
from train.model import BAND, BEFORE, LAYERS, ReaderNet, bands, crf_loss, split_outputs
from train.shared import features

CUES_A_BATCH = 50.0
"""Losses are sums over a batch divided by this, so that a batch with more statements counts for more."""
REPEATS = {"labelled": 3, "own": 2}


def epoch_windows(docs: dict[str, list[data.Doc]], maker: data.Maker, rng: random.Random) -> list[data.Window]:
    """All windows of an epoch, each kind of document as often as `REPEATS` says."""
    found = []
    for kind, group in docs.items():
        for _ in range(REPEATS.get(kind, 1)):
            for doc in group:
                found.extend(maker.windows(doc, rng))
    return found


def collate(batch: list[data.Window]) -> dict[str, Tensor]:
    """Arrays of a batch; words are numbered through it."""
    length = max(len(w.ids) for w in batch)
    wide = lambda arrays: np.stack([np.pad(a, (0, length - len(a))) for a in arrays])  # noqa: E731
    out: dict[str, Any] = {
        "ids": wide([w.ids for w in batch]),
        "shapes": wide([w.shapes for w in batch]),
        "quotes": wide([w.quotes for w in batch]),
    }
    for key in ("first", "last"):
        out[key] = np.concatenate([getattr(w, key) + row * length for row, w in enumerate(batch)])
    out["cue"], out["name"] = np.concatenate([w.cue for w in batch]), np.concatenate([w.name for w in batch])
    out["complete"] = np.concatenate([np.full(len(w.first), w.complete) for w in batch])
    keys = ("start", "end", "low", "high", "pair", "act", "negated", "time", "core", "real")
    rows: dict[str, list[Any]] = {key: [] for key in keys}
    tags, also, base = [], [], 0
    bounds = np.zeros((sum(len(w.first) for w in batch), 2), dtype=np.int64)
    for window in batch:
        count = len(window.first)
        bounds[base : base + count] = (base, base + count)
        for item in window.items:
            row = np.zeros(BAND, dtype=np.int64)
            for word, tag in item.tags.items():
                at = word - item.start + BEFORE
                if 0 <= at < BAND:
                    row[at] = tag
            tags.append(row)
            multi = np.zeros(len(features.ACTS), dtype=np.float32)
            if item.act >= 0:
                multi[[item.act, *item.also]] = 1
            also.append(multi)
            values = (
                item.start + base,
                item.end + base,
                base,
                base + count,
                float(item.pair),
                item.act,
                item.negated,
                item.time,
                item.core,
                item.real,
            )
            for key, value in zip(keys, values, strict=True):
                rows[key].append(value)
        base += count
    out.update({k: np.array(v, dtype=np.float32 if k == "pair" else np.int64) for k, v in rows.items()})
    out["tags"] = np.array(tags, dtype=np.int64).reshape(-1, BAND)
    out["also"] = np.array(also, dtype=np.float32).reshape(-1, len(features.ACTS))
    out["lexicon"] = np.concatenate([w.lexicon for w in batch])
    out["bounds"] = bounds
    return {k: torch.from_numpy(v) for k, v in out.items()}


def spurious(cue_scores: Tensor, b: dict[str, Tensor], most: int = 8) -> tuple[Tensor, Tensor, Tensor]:
    """Words that the cue head takes for a cue and that are none: start, end, low and high of each."""
    likely = cue_scores.detach().softmax(-1)
    wrong = (likely[:, 1] > 0.2) & (b["cue"] == 0) & b["complete"]
    start = wrong.nonzero().squeeze(-1)
    start = start[likely[start, 1].argsort(descending=True)[:most]]
    end = start + 1
    best = likely.argmax(-1)
    for _ in range(3):
        more = (end < len(best)) & (best[end.clamp(max=len(best) - 1)] == 2)
        end = end + more.long()
    return start, end, b["bounds"][start]


def weights_of_acts(docs: dict[str, list[data.Doc]]) -> Tensor:
    """Rare acts count for more: the fourth root of their rarity, within [.7, 2]."""
    counts = np.ones(len(features.ACTS))
    for kind, group in docs.items():
        for doc in group:
            for item in doc.items:
                if item.act >= 0:
                    counts[item.act] += REPEATS.get(kind, 1)
    return torch.tensor(np.clip((np.median(counts) / counts) ** 0.25, 0.7, 2.0), dtype=torch.float32)


def losses(net: ReaderNet, b: dict[str, Tensor], act_weights: Tensor) -> dict[str, Tensor]:
    """Every loss of a batch, scaled."""
    words = net.words(b["ids"], b["shapes"], b["quotes"], b["first"], b["last"])
    cue_scores, name_scores = net.tags(words)

    def tag_loss(scores: Tensor, tags: Tensor) -> Tensor:
        summed = functional.cross_entropy(scores, tags, ignore_index=data.IGNORE, reduction="sum")
        return summed / CUES_A_BATCH

    found = {"cue": tag_loss(cue_scores, b["cue"]), "name": 0.15 * tag_loss(name_scores, b["name"])}
    extra, extra_end, extra_bounds = spurious(cue_scores, b)
    more = len(extra)
    start, end = torch.cat([b["start"], extra]), torch.cat([b["end"], extra_end])
    low, high = torch.cat([b["low"], extra_bounds[:, 0]]), torch.cat([b["high"], extra_bounds[:, 1]])
    if not len(start):
        return found
    pad = lambda x, value: torch.cat([x, torch.full((more, *x.shape[1:]), value, dtype=x.dtype)])  # noqa: E731
    tags, pair = pad(b["tags"], 0), pad(b["pair"], 0.0)
    band, valid = bands(start, low, high)
    at = torch.arange(BAND) - BEFORE
    in_cue = ((at >= 0) & (at < (end - start)[:, None])).long()
    words = words.float()
    cue = net.cue_vectors(words, start, end)
    emissions, states = net.pairing(words, band, valid, cue, in_cue)
    chosen = pair > 0
    if chosen.any():
        loss = crf_loss(emissions[chosen], tags[chosen], valid[chosen], net.transitions)
        found["pair"] = 0.5 * loss.sum() / CUES_A_BATCH

    guess = emissions.detach().argmax(-1)
    own = torch.rand(len(start)) < 0.3
    own[len(b["start"]) :] = True
    own &= end > start
    role = torch.where(own[:, None], guess, tags)
    role = torch.where((in_cue > 0) & (role == 0), torch.full_like(role, 3), role) * valid.long()
    lexicon = pad(b["lexicon"], 0.0) * (torch.rand(len(start), 1) > 0.3).float()
    blank = (torch.rand(len(start), 1) < 0.1) & (own[:, None] == 0)
    cue = torch.where(blank, net.pairing.no_cue.to(cue.dtype), cue)
    out = split_outputs(net.act(words, band, valid, cue, states.float(), role, lexicon))

    act = pad(b["act"], -1)
    known = act >= 0
    if known.any():
        loss = functional.cross_entropy(
            out["act"][known], act[known], weight=act_weights, label_smoothing=0.05, reduction="sum"
        )
        found["act"] = 1.5 * loss / CUES_A_BATCH
        found["also"] = (
            0.15
            * functional.binary_cross_entropy_with_logits(
                out["also"][known], pad(b["also"], 0.0)[known], reduction="sum"
            )
            / CUES_A_BATCH
        )
        time_known = known & (pad(b["time"], -1) >= 0)
        found["time"] = (
            0.5
            * functional.cross_entropy(out["time"][time_known], pad(b["time"], -1)[time_known], reduction="sum")
            / CUES_A_BATCH
        )
    for key, value in (("negated", -1), ("core", -1), ("real", 0)):
        target = pad(b[key], value)
        have = target >= 0
        found[key] = (
            0.5
            * functional.binary_cross_entropy_with_logits(
                out[key].squeeze(-1)[have], target[have].float(), reduction="sum"
            )
            / CUES_A_BATCH
        )
    return found


def optimizer_of(net: ReaderNet, rate: float, head_rate: float, decay: float) -> torch.optim.Optimizer:
    """AdamW with rates that fall by `decay` a layer from the top of the encoder down."""
    groups: dict[float, list[nn.Parameter]] = {}
    for name, parameter in net.named_parameters():
        if name == "encoder.word.weight":
            parameter.requires_grad_(False)
            continue
        if name.startswith("encoder.layers."):
            lr = rate * decay ** (LAYERS - 1 - int(name.split(".")[2]))
        elif name.startswith(("encoder.shape", "encoder.quote")):
            lr = head_rate / 2
        elif name.startswith("encoder."):
            lr = rate * decay**LAYERS
        else:
            lr = head_rate
        groups.setdefault(lr, []).append(parameter)
    return torch.optim.AdamW([{"params": p, "lr": lr, "peak": lr} for lr, p in groups.items()], weight_decay=0.01)


class Average:
    """An exponential moving average of the trained weights."""

    def __init__(self, net: ReaderNet, keep: float) -> None:
        self.keep = keep
        self.shadow = {k: v.detach().clone() for k, v in net.state_dict().items()}

    def update(self, net: ReaderNet, step: int) -> None:
        keep = min(self.keep, (1 + step) / (10 + step))
        mine, theirs = [], []
        for name, parameter in net.named_parameters():
            if parameter.requires_grad:
                mine.append(self.shadow[name])
                theirs.append(parameter.detach())
        torch._foreach_lerp_(mine, theirs, 1 - keep)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--minutes", type=float, default=75)
    parser.add_argument("--size", type=int, default=222, help="pieces a window")
    parser.add_argument("--pieces", type=int, default=2048, help="pieces a batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, help="weights to begin with, of an earlier run: a second stage")
    parser.add_argument("--measure", action="store_true", help="measure after each epoch, in a process of its own")
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    folder = sources.RUNS / a.name
    folder.mkdir(parents=True, exist_ok=True)

    reserved = sources.Reserved()
    texts = {key[1]: document["text"] for key, document in sources.news().items()}
    docs = {"polnear": data.polnear_documents()}
    maker = data.Maker(a.size)
    net = ReaderNet()
    if a.start:
        net.load_state_dict(torch.load(a.start, weights_only=True))
    else:
        net.encoder.load_pretrained()
    optimizer = optimizer_of(net, a.rate, a.head_rate, 0.9)
    average = Average(net, 0.998)
    step, epoch, spent, skip = 0, 0, 0.0, 0
    last = folder / "last.pt"
    if last.exists():
        kept = torch.load(last, weights_only=False)
        net.load_state_dict(kept["net"])
        optimizer.load_state_dict(kept["optimizer"])
        average.shadow = kept["average"]
        step, epoch, spent, skip = kept["step"], kept["epoch"], kept["spent"], kept["index"]
        torch.manual_seed(a.seed * 1000 + step)
        print(f"going on at step {step}, epoch {epoch}, batch {skip}", flush=True)

    def keep(index: int) -> None:
        state = {"net": net.state_dict(), "optimizer": optimizer.state_dict(), "average": average.shadow}
        torch.save({**state, "step": step, "epoch": epoch, "spent": spent, "index": index}, folder / "last.tmp")
        (folder / "last.tmp").replace(last)

    net.train()
    begun, share = time.time() - spent * 60, 0.0
    while share < 1:
        rng = random.Random(a.seed * 7919 + epoch)
        labelled = data.labelled_documents(texts, reserved)
        machine, sentences = data.act_documents(reserved, set(labelled))
        own = data.own_documents()
        docs |= {"labelled": list(labelled.values()), "own": own, "machine": machine, "sentence": sentences}
        act_weights = weights_of_acts(docs)
        plan = data.batches(epoch_windows(docs, maker, rng), a.pieces, rng)
        planned = a.epochs * len(plan)
        print(
            f"epoch {epoch}: {len(labelled)} labelled documents with "
            f"{sum(len(d.items) for d in labelled.values())} statements, {len(own)} of our own with "
            f"{sum(len(d.items) for d in own)}; "
            f"{sum(len(w.ids) for x in plan for w in x)} pieces, {len(plan)} batches",
            flush=True,
        )
        sums: dict[str, float] = {}
        saved = time.time()
        for index in range(skip, len(plan)):
            spent = (time.time() - begun) / 60
            share = max((epoch + index / len(plan)) / a.epochs, spent / a.minutes)
            if share >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * min(1.0, (step + 1) / (0.04 * planned)) * max(0.0, 1 - share)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = losses(net, collate(plan[index]), act_weights)
            total = torch.stack(list(found.values())).sum()
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 1.0)
            if not math.isfinite(total.item()):
                print("skipped a batch without a finite loss", flush=True)
                continue
            optimizer.step()
            average.update(net, step)
            step += 1
            for key, value in found.items():
                sums[key] = sums.get(key, 0.0) * 0.98 + 0.02 * float(value.detach())
            if step % 100 == 0:
                print(
                    f"{spent:6.1f} min  step {step}  share {share:.3f}  "
                    + "  ".join(f"{k} {v:.3f}" for k, v in sums.items()),
                    flush=True,
                )
            if time.time() - saved > 180:
                keep(index + 1)
                saved = time.time()
        epoch, skip = epoch + 1, 0
        keep(0)
        torch.save(average.shadow, folder / f"epoch-{epoch}.pt")
        if a.measure:
            command = ["nice", "-n", "10", sys.executable, "-m", "train.measure", str(folder / f"epoch-{epoch}.pt")]
            with (folder / "measures.log").open("a") as log:
                subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    torch.save(average.shadow, folder / "final.pt")
    print(f"finished after {step} steps, {spent:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
