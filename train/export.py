"""Write a checkpoint as the three graphs that ship, with 8-bit weights, and the settings beside them.

    python -m train.export RUNS/NAME/final.pt [--folder src/tocsin/reading/model] [--float] [--settings FILE]

`words.onnx` is the encoder with cue and name heads over windows; `pairs.onnx` finds source and content of cues;
`acts.onnx` says what statements do. The last two take vectors of words, so that the encoder runs once.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from train.model import BAND, BEFORE, WIDTH, PairLayer, ReaderNet, bands
from train.shared import READING, encoder_folder, features


class WordsGraph(nn.Module):
    """Pieces of windows to vectors of words and their tags."""

    def __init__(self, net: ReaderNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, shapes: Tensor, quotes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        words = self.net.words(ids, shapes, quotes, first, last)
        return (words, *self.net.tags(words))


def _in_cue(places: Tensor) -> Tensor:
    at = torch.arange(BAND) - BEFORE
    return ((at >= 0) & (at < (places[:, 1] - places[:, 0])[:, None])).long()


class PairsGraph(nn.Module):
    """Vectors of words and places of cues to scores of outside, source and content."""

    def __init__(self, net: ReaderNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, vectors: Tensor, places: Tensor) -> tuple[Tensor, Tensor]:
        band, valid = bands(places[:, 0], places[:, 2], places[:, 3])
        cue = self.net.cue_vectors(vectors, places[:, 0], places[:, 1])
        emissions, states = self.net.pairing(vectors, band, valid, cue, _in_cue(places))
        return emissions, states


class ActsGraph(nn.Module):
    """Statements to what they do."""

    def __init__(self, net: ReaderNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, vectors: Tensor, places: Tensor, states: Tensor, roles: Tensor, lexicon: Tensor) -> Tensor:
        band, valid = bands(places[:, 0], places[:, 2], places[:, 3])
        cue = self.net.cue_vectors(vectors, places[:, 0], places[:, 1])
        out: Tensor = self.net.act(vectors, band, valid, cue, states, roles * valid.long(), lexicon)
        return out


def load(path: Path) -> ReaderNet:
    """A checkpoint's model, ready to use."""
    net = ReaderNet()
    net.load_state_dict(torch.load(path, weights_only=False))
    for module in net.modules():
        if isinstance(module, PairLayer):
            module.fold()
    return net.eval()


class TorchBackend:
    """The network in torch, in the place of the shipped graphs."""

    def __init__(self, net: ReaderNet) -> None:
        self.graphs = {"words": WordsGraph(net), "pairs": PairsGraph(net), "acts": ActsGraph(net)}

    def _run(self, name: str, *arrays: Any) -> list[Any]:
        with torch.inference_mode():
            found = self.graphs[name](*[torch.from_numpy(np.ascontiguousarray(a)) for a in arrays])
        return [x.float().numpy() for x in (found if isinstance(found, tuple) else (found,))]

    def words(self, *arrays: Any) -> tuple[Any, Any, Any]:
        vectors, cue, name = self._run("words", *arrays)
        return vectors, cue, name

    def pairs(self, *arrays: Any) -> tuple[Any, Any]:
        emissions, states = self._run("pairs", *arrays)
        return emissions, states

    def acts(self, *arrays: Any) -> Any:
        return self._run("acts", *arrays)[0]


def _samples(net: ReaderNet) -> dict[str, tuple[tuple[Tensor, ...], dict[str, dict[int, str]], list[str]]]:
    """Example inputs, their free axes and the outputs' names, by graph."""
    ids = torch.randint(1000, 20000, (3, 40))
    ids[2, 30:] = 0
    first = torch.arange(70)
    vectors, places = torch.randn(70, WIDTH), torch.tensor([[5, 7, 0, 30], [40, 40, 30, 70]])
    states = torch.randn(2, BAND, net.pairing.out.in_features)
    roles, lexicon = torch.randint(0, 4, (2, BAND)), torch.rand(2, features.LEXICON_SIZE)
    window = {0: "windows", 1: "length"}
    return {
        "words": (
            (ids, torch.ones_like(ids), torch.zeros_like(ids), first, first + 1),
            {"ids": window, "shapes": window, "quotes": window, "first": {0: "words"}, "last": {0: "words"}},
            ["vectors", "cue", "name"],
        ),
        "pairs": ((vectors, places), {"vectors": {0: "words"}, "places": {0: "cues"}}, ["emissions", "states_out"]),
        "acts": (
            (vectors, places, states, roles, lexicon),
            {"vectors": {0: "words"}, **{k: {0: "cues"} for k in ("places", "states", "roles", "lexicon")}},
            ["scores"],
        ),
    }


def write_float(net: ReaderNet, folder: Path) -> None:
    """The graphs with 32-bit weights."""
    graphs = {"words": WordsGraph(net), "pairs": PairsGraph(net), "acts": ActsGraph(net)}
    for name, (inputs, axes, outputs) in _samples(net).items():
        torch.onnx.export(
            graphs[name].eval(),
            inputs,
            str(folder / f"{name}.onnx"),
            input_names=list(axes),
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def fuse(path: Path) -> None:
    """Join the operations of attention, normalisation and activation where the optimiser knows how."""
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    options.enable_skip_layer_norm = False
    model = optimizer.optimize_model(
        str(path),
        model_type="bert",
        num_heads=12,
        hidden_size=WIDTH,
        opt_level=0,
        optimization_options=options,
        use_gpu=False,
    )
    model.save_model_to_file(str(path))


KEPT = ("/encoder/layers.0/down/MatMul", "/encoder/layers.1/down/MatMul")
"""Products that stay in 32 bits: what comes into them has outliers, so that one scale for all costs accuracy."""


def quantise(source: Path, target: Path, embeddings: bool) -> None:
    """8-bit weights of matrix products (and of embeddings), scaled at run time by what comes in."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    kinds = ["MatMul", "Attention", "Gemm"] + (["Gather"] if embeddings else [])
    quantize_dynamic(
        str(source),
        str(target),
        op_types_to_quantize=kinds,
        per_channel=True,
        reduce_range=False,
        nodes_to_exclude=list(KEPT),
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--folder", type=Path, default=READING / "model")
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights")
    parser.add_argument("--settings", type=Path, help="figures for model.json, as train.measure writes them")
    parser.add_argument("--version", default="1")
    a = parser.parse_args()
    net = load(a.checkpoint)
    a.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        write_float(net, work)
        for graph in ("words", "pairs", "acts"):
            if graph == "words":
                fuse(work / "words.onnx")
            if a.float:
                shutil.copy(work / f"{graph}.onnx", a.folder / f"{graph}.onnx")
            else:
                quantise(work / f"{graph}.onnx", a.folder / f"{graph}.onnx", graph == "words")
            operations: dict[str, int] = {}
            for node in onnx.load(str(a.folder / f"{graph}.onnx")).graph.node:
                operations[node.op_type] = operations.get(node.op_type, 0) + 1
            print(graph, (a.folder / f"{graph}.onnx").stat().st_size // 1000, "kB", dict(sorted(operations.items())))
    shutil.copy(f"{encoder_folder()}/tokenizer.json", a.folder / "tokenizer.json")
    settings = json.loads(a.settings.read_text(encoding="utf-8")) if a.settings else {}
    settings = {
        "version": a.version,
        "acts": list(features.ACTS),
        "names": list(features.NAME_KINDS),
        "times": list(features.TIMES),
        "band": [features.BAND_BEFORE, features.BAND_AFTER],
        "transitions": net.transitions.tolist(),
        **settings,
    }
    (a.folder / "model.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
