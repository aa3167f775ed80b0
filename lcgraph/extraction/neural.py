"""The trained model: where its weights are, and its two halves behind plain arrays.

The first half reads a window and tags its words, the second judges every pair of the mentions
found. Both run by onnxruntime on one core; nothing here knows the vocabulary's meaning.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lcgraph.errors import ExtractionError
from lcgraph.extraction.encoding import FEATURES, Ints, Window
from lcgraph.extraction.labels import MENTION_TYPES, MODALITIES, PAIR_LABELS
from lcgraph.resources import resource

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WindowStates:
    """What the first half makes of a window."""

    states: Array
    attention: Array
    tags: Array


@dataclass(frozen=True, slots=True)
class PairScores:
    """What the second half makes of the mentions of a window, as raw scores (logits)."""

    relation: Array
    same: Array
    status: Array
    classes: Array


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What was decided in training: labels, thresholds and calibration.

    `thresholds` are confidences below which a label is not accepted; `calibration` holds slope and
    intercept that turn a score into a confidence (Platt 1999). `signatures` are the classes between
    which each relation was met in training.
    """

    version: str
    window: int
    thresholds: dict[str, float]
    calibration: dict[str, tuple[float, float]]
    reference_margin: float
    signatures: frozenset[tuple[str, str, str]]
    data_sha256: str

    def honest(self, label: str, confidence: float) -> float:
        """A model's confidence in a label as the share of such cases in which it is right."""
        slope, shift = self.calibration.get(label, (1.0, 0.0))
        bounded = min(max(confidence, 1e-4), 1 - 1e-4)
        return round(1 / (1 + exp(-(slope * log(bounded / (1 - bounded)) + shift))), 4)

    @classmethod
    def from_json(cls, path: Path) -> "ModelSettings":
        """Read and check a model's settings.

        Raises:
            ExtractionError: where the file is missing or was written for other labels.
        """
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            found = tuple(data["mention_types"]), tuple(data["pair_labels"]), tuple(data["modalities"])
            expected = MENTION_TYPES, PAIR_LABELS, tuple(m.value for m in MODALITIES)
            if found != expected or data["features"] != FEATURES:
                raise ExtractionError(
                    f"{path}: this model was trained for other labels; retrain it (training/)"
                )
            return cls(
                version=str(data["version"]),
                window=int(data["window"]),
                thresholds={k: float(v) for k, v in data["thresholds"].items()},
                calibration={k: (float(a), float(b)) for k, (a, b) in data["calibration"].items()},
                reference_margin=float(data["reference_margin"]),
                signatures=frozenset((s, p, o) for s, p, o in data["signatures"]),
                data_sha256=str(data["data_sha256"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ExtractionError(
                f"{path}: the reader's model cannot be read ({error}); reinstall lcgraph or retrain it"
            ) from None


class NeuralModel:
    """The weights of one folder, loaded when they are first needed."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or resource("data", "model")
        self.settings = ModelSettings.from_json(self.folder / "settings.json")

    @cached_property
    def tokenizer(self) -> "Tokenizer":
        """The vocabulary's tokenizer."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def transition(self) -> Array:
        """Scores of one tag following another, ``[tags + 1, tags]``; the last row is for the first word."""
        return np.asarray(np.load(self.folder / "transition.npy"), dtype=np.float32)

    @cached_property
    def _encoder(self) -> "InferenceSession":
        return _session(self.folder / "encoder.onnx")

    @cached_property
    def _pairs(self) -> "InferenceSession":
        return _session(self.folder / "pairs.onnx")

    def read(self, window: Window) -> WindowStates:
        """States, attention and the tag scores of each word."""
        states, attention, tags = self._encoder.run(
            None, {"pieces": window.pieces[None], "features": window.features[None]}
        )
        return WindowStates(states[0], attention[0], tags[0][window.first])

    def judge(self, read: WindowStates, start: Ints, end: Ints, types: Ints, lie: Ints) -> PairScores:
        """Scores of all ordered pairs of mentions, given by their first and last pieces and types."""
        return PairScores(
            *self._pairs.run(
                None,
                {
                    "states": read.states,
                    "attention": read.attention,
                    "start": start,
                    "end": end,
                    "types": types,
                    "lie": lie,
                },
            )
        )


def _session(path: Path) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One core a document: the sums come out the same whatever machine part is free.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors share no base class
        raise ExtractionError(
            f"{path}: the reader's weights cannot be loaded ({error}); reinstall lcgraph"
        ) from None
