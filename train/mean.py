"""The weighted mean of two checkpoints that share their beginning.

    python -m train.mean ONE OTHER OUT [--weight 0.7]

Fine-tuned weights and those that they began from, or a sibling, often lie in one valley: their mean keeps what the
first had learnt beside what the second adds (Wortsman et al., CVPR 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--weight", type=float, default=0.7, help="of the other checkpoint, between 0 and 1")
    a = parser.parse_args()
    one, other = (torch.load(path, weights_only=True) for path in (a.one, a.other))
    torch.save({key: one[key].lerp(other[key], a.weight) for key in other}, a.out)


if __name__ == "__main__":
    main()
