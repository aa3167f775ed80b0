"""One window judged: what its mentions are, and which pairs of them the model believes in.

Raw scores become confidences here (Platt scaling, by label). What is below a floor is forgotten at
once, so that the memory a document needs grows with what it says and not with the square of it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lcgraph.extraction.encoding import Window, pair_features
from lcgraph.extraction.labels import ABOUT, CLASSES, FIGURE, MODALITIES, PAIR_LABELS, PARTNERS, REFERENCE
from lcgraph.extraction.neural import ModelSettings, NeuralModel, PairScores, WindowStates
from lcgraph.extraction.tagging import Tagged
from lcgraph.model import Modality, Span

#: Confidence below which a pair is not even remembered as a candidate.
FLOOR = 0.05
_NO_CALIBRATION = (1.0, 0.0)
_ASSERTED = MODALITIES.index(Modality.ASSERTED)
#: Below this share of "asserted" another status holds: to state a plan as a fact is the worse slip.
_LEAST_ASSERTED = 0.8


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention: its words, its type, and how probable each class is."""

    span: Span
    type: int
    classes: NDArray[np.float64]
    sentence: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of a window and what they may be to one another; `modality_share`: how surely so said."""

    first: int
    second: int
    label: int
    confidence: float
    modality: Modality
    modality_share: float = 1.0


@dataclass(frozen=True, slots=True)
class JudgedWindow:
    """All that one window gives; pairs hold numbers of mentions of this window.

    `same` tells for each reference how strongly each mention by name is what it stands for.
    """

    mentions: tuple[Judged, ...]
    pairs: tuple[Pair, ...]
    same: dict[int, dict[int, float]]


def judge_window(
    model: NeuralModel, window: Window, read: WindowStates, mentions: list[Tagged]
) -> JudgedWindow:
    """The model's opinion of a window's mentions and their pairs."""
    if not mentions:
        return JudgedWindow((), (), {})
    lie = pair_features([(m.first, m.last) for m in mentions], window.sentence)
    scores = model.judge(
        read,
        window.first[[m.first for m in mentions]],
        window.last[[m.last for m in mentions]],
        np.array([m.type for m in mentions], dtype=np.int64),
        lie,
    )
    judged = tuple(
        Judged(
            Span(window.words[m.first].start, window.words[m.last].end),
            m.type,
            (m.classes + _log_softmax(scores.classes[k])) / 2,
            int(window.sentence[m.first]),
        )
        for k, m in enumerate(mentions)
    )
    types = np.array([m.type for m in mentions])
    return JudgedWindow(judged, tuple(_pairs(model.settings, scores, types)), _same(scores, types))


def _pairs(settings: ModelSettings, scores: PairScores, types: NDArray[np.int64]) -> list[Pair]:
    slopes, shifts = np.array([settings.calibration.get(label, _NO_CALIBRATION) for label in PAIR_LABELS]).T
    raw = scores.relation.astype(np.float64)
    # Co-operation has no direction: both orders are asked and the mean is taken.
    raw[..., PARTNERS] = (raw[..., PARTNERS] + raw[..., PARTNERS].T) / 2
    confidence = 1 / (1 + np.exp(-(raw * slopes + shifts)))
    figure = types == FIGURE
    confidence[figure, :, :ABOUT] = 0  # a figure is about a thing and has no other relation
    confidence[:, figure, :] = 0
    confidence[..., ABOUT] = 0
    confidence[np.ix_(figure, ~figure, [ABOUT])] = _shares(raw[np.ix_(figure, ~figure, [ABOUT])])
    theme = types == CLASSES.index("Theme")
    confidence[theme, :, PARTNERS] = confidence[:, theme, PARTNERS] = 0
    confidence[np.arange(len(types)), np.arange(len(types))] = 0
    pairs = []
    for i, j, label in zip(*np.nonzero(confidence >= FLOOR), strict=True):
        # Four digits: the last bits differ between processors, and a threshold must not.
        shares = np.round(np.exp(_log_softmax(scores.status[i, j])), 4)
        others = np.where(np.arange(len(shares)) == _ASSERTED, 0, shares)
        status = _ASSERTED if shares[_ASSERTED] >= _LEAST_ASSERTED else int(others.argmax())
        sure, share = round(float(confidence[i, j, label]), 4), float(shares[status])
        pairs.append(Pair(int(i), int(j), int(label), sure, MODALITIES[status], share))
    return pairs


def _shares(raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """What of a figure falls to each mention: it is about one thing, or (score 0) about none of them.

    These are calibrated later, when the mentions of one thing have been put together.
    """
    if raw.shape[1] == 0:
        return raw
    top = np.maximum(raw.max(1, keepdims=True), 0)
    weights = np.exp(raw - top)
    return np.asarray(weights / (weights.sum(1, keepdims=True) + np.exp(-top)))


def _same(scores: PairScores, types: NDArray[np.int64]) -> dict[int, dict[int, float]]:
    named = [int(j) for j in np.nonzero(types < REFERENCE)[0]]
    return {
        int(i): {j: round(float(scores.same[i, j]), 4) for j in named}
        for i in np.nonzero(types == REFERENCE)[0]
    }


def _log_softmax(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    shifted = scores.astype(np.float64) - scores.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()))
