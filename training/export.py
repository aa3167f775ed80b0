"""The trained model as the files that the reader runs: two ONNX graphs, transitions, settings.

The encoder multiplies with 8 bits (dynamic quantisation, one scale a column), which is half as fast
again; other large weights are stored with 16 bits and widened to 32 when the model is loaded.
"""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from lcgraph.extraction.encoding import FEATURES
from lcgraph.extraction.labels import MENTION_TYPES, MODALITIES, PAIR_LABELS
from training.joint import HEADS, WIDTH, PairScorer, TextEncoder, pretrained_weights

#: Weights with fewer numbers than this stay as they are.
_SMALL = 1024


class _Whole(nn.Module):
    """The encoder on one window without padding."""

    def __init__(self, encoder: TextEncoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.encoder(pieces, features, torch.ones_like(pieces, dtype=torch.float32))  # type: ignore[no-any-return]


def export(
    encoder: TextEncoder,
    scorer: PairScorer,
    folder: Path,
    settings: dict[str, Any],
    *,
    eight_bits: bool = True,
) -> None:
    """Write everything that the reader needs into a folder.

    Args:
        encoder: The first half of the model.
        scorer: The second half.
        folder: Where to.
        settings: What else belongs to the model.
        eight_bits: Whether the encoder multiplies with 8 bits, instead of 32.
    """
    folder.mkdir(parents=True, exist_ok=True)
    encoder.eval()
    scorer.eval()
    pieces, features = torch.randint(1000, 2000, (1, 50)), torch.zeros(1, 50, FEATURES)
    _write(
        _Whole(encoder),
        (pieces, features),
        folder / "encoder.onnx",
        {"pieces": {1: "T"}, "features": {1: "T"}},
        {"states": {1: "T"}, "attention": {2: "T", 3: "T"}, "tags": {1: "T"}},
        eight_bits=eight_bits,
    )
    states, attention = torch.randn(50, WIDTH), torch.softmax(torch.randn(HEADS, 50, 50), -1)
    start = torch.arange(7) * 5
    mentions = (start, start + 2, torch.zeros(7, dtype=torch.long), torch.zeros(7, 7, 3, dtype=torch.long))
    _write(
        scorer,
        (states, attention, *mentions),
        folder / "pairs.onnx",
        {
            "states": {0: "T"},
            "attention": {1: "T", 2: "T"},
            "start": {0: "M"},
            "end": {0: "M"},
            "types": {0: "M"},
            "lie": {0: "M", 1: "M"},
        },
        {
            "relation": {0: "M", 1: "M"},
            "same": {0: "M", 1: "M"},
            "status": {0: "M", 1: "M"},
            "classes": {0: "M"},
        },
    )
    moves = (encoder.transition + encoder.forbidden).detach()
    np.save(folder / "transition.npy", torch.cat([moves, encoder.first[None]]).numpy())
    tokenizer = pretrained_weights()[1]
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    write_settings(folder, settings)


def write_settings(folder: Path, settings: dict[str, Any]) -> None:
    """Write `settings.json` with the labels that the weights belong to."""
    whole = {
        **settings,
        "features": FEATURES,
        "mention_types": MENTION_TYPES,
        "pair_labels": PAIR_LABELS,
        "modalities": [m.value for m in MODALITIES],
    }
    text = json.dumps(whole, indent=1, sort_keys=True) + "\n"
    (folder / "settings.json").write_text(text, encoding="utf-8")


def _write(
    module: nn.Module,
    example: tuple[Tensor, ...],
    path: Path,
    inputs: dict[str, dict[int, str]],
    outputs: dict[str, dict[int, str]],
    *,
    eight_bits: bool = False,
) -> None:
    torch.onnx.export(
        module,
        example,
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=inputs | outputs,
        opset_version=17,
        dynamo=False,
    )
    model = _in_eight_bits(path) if eight_bits else onnx.load(str(path))
    _narrow(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _in_eight_bits(path: Path) -> onnx.ModelProto:
    """The graph with the weights of its matrix products in 8 bits, the other factor rounded as it comes.

    Weights keep to 7 of the 8 bits: so the sums cannot overflow on processors without VNNI, and all
    processors compute the same.
    """
    graph = onnx.load(str(path)).graph
    weights = {weight.name for weight in graph.initializer}
    products = [node.name for node in graph.node if node.op_type == "MatMul" and weights & set(node.input)]
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.onnx"
        quantize_dynamic(
            str(path),
            str(small),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            nodes_to_quantize=products,
        )
        return onnx.load(str(small))


def _narrow(model: onnx.ModelProto) -> None:
    """Store large 32-bit weights with 16 bits, and widen them again as the first step of the graph."""
    widen = []
    for weight in model.graph.initializer:
        array = numpy_helper.to_array(weight)
        if array.dtype != np.float32 or array.size < _SMALL:
            continue
        name = weight.name
        narrow = numpy_helper.from_array(array.astype(np.float16), name + "_16")
        weight.CopyFrom(narrow)
        widen.append(helper.make_node("Cast", [name + "_16"], [name], to=TensorProto.FLOAT))
    nodes = [*widen, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
