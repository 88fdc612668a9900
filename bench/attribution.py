"""Who said what, looked at closely: by kind, on spoilt text, and how far confidence can be trusted.

    python bench/attribution.py [--shared ../shared] [--documents 84] [--write]

Reads PolNeAR dev and `domain/dev` with the shipped model. Prints the published figures beside ours; recall by kind
(direct, indirect, implied source, contents of one to four words); how full F1 changes where quotation marks are
straight, where closing marks are lost, and where all is one paragraph; how many statements change when a paragraph that
has nothing to do with a text is put after it; and reliability tables with the expected calibration error (Naeini et
al., AAAI 2015). Counting is that of ../shared/bench.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from tocsin.documents import document_from_text
from tocsin.reading import Reading, read

HERE = Path(__file__).parent
PUBLISHED = (
    ("textacy (per paragraph), PolNeAR test", "28.6", "10.0", "57.8 / 2.3", "27 / 33 / 30"),
    ("GenderGapTracker, PolNeAR test", "46.5", "31.7", "58.0 / 37.6", "58 / 49 / 47"),
    ("BBC Citron retrained, PolNeAR test", "55.6", "35.0", "71.1 / 46.8", "64 / 53 / 45"),
    ("BERT-base with CofeNet, spans only, test", "-", "-", "-", "83.2 / 75.3 / 72.9"),
)
STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
LOST = 0.05
"""Share of closing marks that are lost in the spoilt text."""
APPENDED = (
    "The harvest festival drew a record crowd to the old market square. Stalls sold honey, cheese and wool, and a "
    "brass band played until dusk. The organisers counted nine hundred visitors before noon."
)
Gold = tuple[str, str, list[dict[str, Any]]]


def straight(text: str) -> str:
    """The text with straight quotation marks, as long as before."""
    return text.translate(STRAIGHT)


def unclosed(text: str) -> str:
    """The text with one closing mark in twenty lost to a space, as long as before."""
    chance = random.Random(0)
    return re.sub(r"(?<=[\w.,!?])[”\"](?!\w)", lambda m: " " if chance.random() < LOST else m[0], text)


def one_paragraph(text: str) -> str:
    """The text without line breaks, as long as before."""
    return re.sub(r"[\r\n]", " ", text)


def predicted(reading: Reading) -> list[dict[str, list[list[int]]]]:
    """The reported statements as the scorer wants them."""
    roles = ("source", "cue", "content")
    return [
        {role: [list(span) for span in getattr(statement, role).spans] for role in roles}
        for statement in reading.statements
        if statement.voice == "reported"
    ]


def polnear(scorer: Any, shared: Path, most: int) -> list[Gold]:
    """The texts of PolNeAR dev with their attributions, by name."""
    text_dir, notes = shared / "data/polnear/dev/text", shared / "data/polnear/dev/attributions"
    files = sorted(scorer.gold_files(str(notes), str(text_dir)).items())[:most]
    return [(stem, scorer.read_text(text_dir / f"{stem}.txt"), scorer.read_ann(path)) for stem, path in files]


def scored(scorer: Any, golds: Sequence[Gold], readings: Sequence[Reading]) -> dict[Any, Any]:
    """The scorer's counts over all texts."""
    counts = [
        scorer.doc_counts(text, gold, predicted(one)) for (_, text, gold), one in zip(golds, readings, strict=True)
    ]
    total: dict[Any, Any] = scorer.add(counts)
    return total


def recall_by_kind(scorer: Any, golds: Sequence[Gold], readings: Sequence[Reading]) -> list[str]:
    """Full recall of attributions without a source and of those with one to four content words."""
    found: dict[str, list[float]] = {"implied source": [], "content of 1-4 words": []}
    for (_, text, gold), reading in zip(golds, readings, strict=True):
        places = scorer.tokmap_of(text)
        mine = [scorer.Att(one, text, places) for one in gold]
        theirs = [scorer.Att(one, text, places) for one in predicted(reading)]
        mine, theirs = [a for a in mine if a.content], [a for a in theirs if a.content]
        pairs = dict(scorer.match(mine, theirs))
        for number, one in enumerate(mine):
            full = scorer.judge(one, theirs[pairs[number]])["full"] if number in pairs else 0.0
            if not one.source:
                found["implied source"].append(full)
            if len(one.content) <= 4:
                found["content of 1-4 words"].append(full)
    return [f"{kind:24s} recall {100 * sum(all_) / len(all_):5.1f} of {len(all_)}" for kind, all_ in found.items()]


def changed(readings: Iterable[tuple[str, Reading]]) -> tuple[int, int]:
    """How many statements are found otherwise, or no longer, with a paragraph put after the text; and of how many."""
    lost = total = 0
    for text, before in readings:
        after = read(document_from_text(f"{text}\n\n{APPENDED}"))
        kept = {_key(statement) for statement in after.statements}
        total += len(before.statements)
        lost += sum(_key(statement) not in kept for statement in before.statements)
    return lost, total


def _key(statement: Any) -> tuple[Any, ...]:
    return statement.source.spans, statement.cue.spans, statement.content.spans, statement.acts[0].act


def reliability(name: str, pairs: Sequence[tuple[float, bool]], bins: int = 10) -> list[str]:
    """A reliability table: by tenths of confidence how many there are, the mean confidence, the share right."""
    lines, error = [f"{name}: confidence, share right, number"], 0.0
    for tenth in range(bins):
        inside = [(p, y) for p, y in pairs if min(int(p * bins), bins - 1) == tenth]
        if inside:
            mean, right = (sum(float(pair[k]) for pair in inside) / len(inside) for k in (0, 1))
            error += abs(mean - right) * len(inside) / len(pairs)
            lines.append(f"  {tenth / bins:.1f}-{(tenth + 1) / bins:.1f}  {mean:.3f}  {right:.3f}  {len(inside):5d}")
    return [*lines, f"  expected calibration error {error:.3f} over {len(pairs)}"]


def confidences(
    golds: Sequence[Gold], readings: Sequence[Reading], pairs_of: Callable[..., list[tuple[int, int]]]
) -> tuple[list[tuple[float, bool]], list[tuple[float, bool]]]:
    """Confidence and whether right, of statements and of the acts of those found that have a gold act."""
    statements, acts = [], []
    for (_, text, gold), reading in zip(golds, readings, strict=True):
        mine = [one for one in reading.statements if one.voice == "reported"]
        plain = [{**one, "silent": one.get("act") == "silent"} for one in gold]
        guess = [
            {**spans, "silent": one.acts[0].act == "silent"}
            for spans, one in zip(predicted(reading), mine, strict=True)
        ]
        partner = {j: i for i, j in pairs_of(plain, guess, text)}
        for number, one in enumerate(mine):
            statements.append((one.confidence, number in partner))
            label = gold[partner[number]] if number in partner else {}
            if label.get("core") and "act" in label:
                acts.append((one.acts[0].confidence, one.acts[0].act == label["act"]))
    return statements, acts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--documents", type=int, default=84)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sys.path.insert(0, str(args.shared / "bench"))
    import score_attribution as scorer
    import score_domain

    lines: list[str] = []

    def say(*more: str) -> None:
        lines.extend(more)
        print("\n".join(more), flush=True)

    golds = polnear(scorer, args.shared, args.documents)
    readings = [read(document_from_text(text)) for _, text, _ in golds]
    total = scored(scorer, golds, readings)
    value = lambda group, metric, t=total: 100 * scorer.prf(t[group, metric])[2]  # noqa: E731
    row = "{:42s} {:>5s} {:>6s} {:>15s} {:>20s}"
    say(row.format("", "full", "strict", "direct/indirect", "source / cue / content"))
    say(*(row.format(*one) for one in PUBLISHED))
    spans = " / ".join(f"{value('all', 'span_' + role):.1f}" for role in ("source", "cue", "content"))
    both = f"{value('direct', 'full'):.1f} / {value('indirect', 'full'):.1f}"
    ours = value("all", "full")
    say(row.format("Tocsin, PolNeAR dev", f"{ours:.1f}", f"{value('all', 'full_strict'):.1f}", both, spans))
    say("", *recall_by_kind(scorer, golds, readings), "")
    for change in (straight, unclosed, one_paragraph):
        spoilt = [read(document_from_text(change(text))) for _, text, _ in golds]
        other = value("all", "full", scored(scorer, golds, spoilt))
        say(f"{change.__name__.replace('_', ' '):24s} full {other:5.1f} ({other - ours:+.1f})")
    with (args.shared / "data/domain/dev.jsonl").open(encoding="utf-8") as handle:
        domain: list[Gold] = [(d["id"], d["text"], d["statements"]) for d in map(json.loads, handle)]
    near = [read(document_from_text(text)) for _, text, _ in domain]
    lost, count = changed(zip([text for _, text, _ in domain], near, strict=True))
    say(f"{'appended paragraph':24s} {lost} of {count} statements of domain/dev change ({100 * lost / count:.1f}%)", "")
    far_statements, _ = confidences(golds, readings, score_domain.pairs_of)
    statements, acts = confidences(domain, near, score_domain.pairs_of)
    say(*reliability("statements, PolNeAR dev", far_statements))
    say(*reliability("statements, domain/dev", statements), *reliability("acts, domain/dev", acts))
    if args.write:
        from scores import write

        write({"reader": "\n".join(lines)})


if __name__ == "__main__":
    main()
