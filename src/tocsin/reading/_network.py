"""The network at run time: three graphs run by onnxruntime, and the numbers that go with them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
import numpy.typing as npt

from tocsin.reading._encode import ACTS, FloatArray

LongArray = npt.NDArray[np.int64]

_IMPOSSIBLE = np.float32(-1e4)


class Backend(Protocol):
    """The network: three functions over arrays."""

    def words(
        self, ids: LongArray, shapes: LongArray, quotes: LongArray, first: LongArray, last: LongArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """(n, length) pieces; each word's first and last piece, numbered through the batch ->
        vectors (N, 384), cue scores (N, 4), name scores (N, 9)."""
        ...

    def pairs(self, vectors: FloatArray, places: LongArray) -> tuple[FloatArray, FloatArray]:
        """Vectors of words; (c, 4) first word and end of each cue, first word and end of its document ->
        scores (c, BAND, 3) of outside, source, content; states (c, BAND, width)."""
        ...

    def acts(
        self, vectors: FloatArray, places: LongArray, states: FloatArray, roles: LongArray, lexicon: FloatArray
    ) -> FloatArray:
        """(c, BAND) roles: 0 outside, 1 source, 2 content, 3 cue; what the lexicon says -> scores (c, 34)."""
        ...


class OnnxBackend:
    """The shipped graphs, on the CPU.

    Args:
        folder: where `words.onnx`, `pairs.onnx` and `acts.onnx` lie.
        threads: threads of one session.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._sessions = {
            name: onnxruntime.InferenceSession(
                str(folder / f"{name}.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=["SkipLayerNormFusion"],  # on the CPU the fused operation is the slower one
            )
            for name in ("words", "pairs", "acts")
        }

    def _run(self, name: str, feed: dict[str, npt.NDArray[Any]]) -> list[FloatArray]:
        return cast(list[FloatArray], self._sessions[name].run(None, feed))

    def words(
        self, ids: LongArray, shapes: LongArray, quotes: LongArray, first: LongArray, last: LongArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        vectors, cue, name = self._run(
            "words", {"ids": ids, "shapes": shapes, "quotes": quotes, "first": first, "last": last}
        )
        return vectors, cue, name

    def pairs(self, vectors: FloatArray, places: LongArray) -> tuple[FloatArray, FloatArray]:
        emissions, states = self._run("pairs", {"vectors": vectors, "places": places})
        return emissions, states

    def acts(
        self, vectors: FloatArray, places: LongArray, states: FloatArray, roles: LongArray, lexicon: FloatArray
    ) -> FloatArray:
        return self._run(
            "acts", {"vectors": vectors, "places": places, "states": states, "roles": roles, "lexicon": lexicon}
        )[0]


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers of `model.json`."""

    version: str = "0"
    window: int = 222
    """Pieces a window."""
    overlap: int = 40
    """Least pieces that neighbouring windows share."""
    overlap_most: int = 80
    """Most pieces that they share."""
    candidate: float = 0.22
    """Least probability of a cue that is looked at further."""
    threshold: float = 0.3
    """Least probability of a statement that is given out."""
    also: float = 0.5
    """Least probability of a further act."""
    transitions: list[list[float]] = field(default_factory=lambda: [[0.0] * 3 for _ in range(3)])
    statement: list[float] = field(default_factory=lambda: [0.0, 1.0, 0.0, 0.0, 0.0])
    """Weights that make the probability of a statement: 1, the log-odds of cue, `real` and act `none`, and the chance
    that another statement speaks it."""
    lexicon: float = 0.2
    """Weight of the lexicon's log-certainty beside the network's scores of acts."""
    act_temperature: float = 1.0
    act_bias: list[float] = field(default_factory=lambda: [0.0] * len(ACTS))

    @classmethod
    def load(cls, path: Path) -> Settings:
        """The settings of a file; what it lacks keeps its default."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{key: raw[key] for key in cls.__slots__ if key in raw})


def viterbi(emissions: FloatArray, valid: npt.NDArray[np.bool_], transitions: FloatArray) -> LongArray:
    """The best sequence of states (c, n) given scores (c, n, k); words that do not exist have state 0."""
    forced = np.full(emissions.shape[-1], _IMPOSSIBLE, dtype=np.float32)
    forced[0] = 0
    scores = np.where(valid[..., None], emissions, forced)
    count, length, _ = scores.shape
    back = np.zeros((length, count, emissions.shape[-1]), dtype=np.int64)
    best = scores[:, 0]
    for step in range(1, length):
        through = best[:, :, None] + transitions
        back[step] = through.argmax(1)
        best = through.max(1) + scores[:, step]
    path = np.zeros((count, length), dtype=np.int64)
    state = best.argmax(1)
    rows = np.arange(count)
    for step in range(length - 1, -1, -1):
        path[:, step] = state
        state = back[step][rows, state]
    return path
