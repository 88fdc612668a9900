"""Figures in prose are those that the benchmarks kept."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_the_blocks_of_the_bench_readme_are_the_kept_figures() -> None:
    kept = json.loads((ROOT / "bench" / "figures.json").read_text("utf-8"))
    readme = (ROOT / "bench" / "README.md").read_text("utf-8")
    blocks = dict(re.findall(r"<!-- figures:(\w+) -->\n```\n(.*?)\n```\n<!-- end -->", readme, re.DOTALL))
    assert blocks == {name: words.strip() for name, words in kept.items()}


def test_the_figures_of_the_readme_stand_in_the_kept_ones() -> None:
    kept = json.loads((ROOT / "bench" / "figures.json").read_text("utf-8"))
    readme = (ROOT / "README.md").read_text("utf-8")
    claims = re.findall(r"<!-- claim:(\w+):([\w ,]+?) -->\s*\**([\d.,]+)", readme)
    assert claims
    for name, words, figure in claims:
        lines = [line for line in kept[name].splitlines() if words in line]
        assert any(figure.replace(",", "") in re.findall(r"[\d.]+", line) for line in lines), (name, words, figure)
