"""From scores to honest confidences, and from which confidence on a thing is believed.

Both are decided on held-out paragraphs: never on what was trained on, and never on real texts,
which are for measuring.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lcgraph.extraction.deciding import antecedents
from lcgraph.extraction.encoding import Encoder
from lcgraph.extraction.figures import figures
from lcgraph.extraction.judging import judge_window
from lcgraph.extraction.labels import ABOUT, PAIR_LABELS, PARTNERS, REFERENCE, RELATIONS
from lcgraph.extraction.lexicon import load_lexicon
from lcgraph.extraction.neural import NeuralModel
from lcgraph.extraction.tagging import keep_figures, tag
from lcgraph.model import Span
from training.examples import text_blocks
from training.heldout import matched
from training.paragraphs import Paragraph

Floats = NDArray[np.float64]

#: A wrong claim costs more than a missing one: precision weighs about twice as much as recall (F-measure's
#: beta). Who wants other odds asks for them at build time (`--min-confidence`).
BETA = 0.7
#: A figure has been found by tagger and rules both, and is about something: there both weigh the same.
_BETAS = {PAIR_LABELS[ABOUT]: 1.0}
#: A label's own best threshold counts as much as the common one when the label has so many examples.
_PRIOR = 100


@dataclass(frozen=True, slots=True)
class Judgements:
    """For one label: the confidence of each candidate, whether it is true, and how many are wanted."""

    confidence: Floats
    true: NDArray[np.bool_]
    wanted: int


def collect(model: NeuralModel, paragraphs: Sequence[Paragraph]) -> dict[str, Judgements]:
    """What the model says of held-out paragraphs, with mentions as it finds them itself."""
    encoder = Encoder(model.tokenizer, load_lexicon())
    said: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    wanted: dict[str, int] = defaultdict(int)
    for paragraph in paragraphs:
        truth = _truth(paragraph)
        for label, *_ in truth:
            wanted[PAIR_LABELS[label]] += 1
        for (label, *_), confidence, true in _candidates(model, encoder, paragraph, truth):
            said[PAIR_LABELS[label]].append((confidence, true))
    return {
        label: Judgements(
            np.array([c for c, _ in rows]), np.array([t for _, t in rows], dtype=bool), wanted[label]
        )
        for label, rows in said.items()
    }


def _truth(paragraph: Paragraph) -> set[tuple[int, int, int]]:
    truth = {(RELATIONS.index(f.predicate), f.subject, f.object) for f in paragraph.facts}
    for p in paragraph.partnerships:
        truth |= {(PARTNERS, min(a, b), max(a, b)) for a in p.partners for b in p.partners if a != b}
        if p.name is not None:
            truth |= {(PARTNERS, min(a, p.name), max(a, p.name)) for a in p.partners}
    return truth | {(ABOUT, -f.span.end, f.about) for f in paragraph.figures}


def _candidates(
    model: NeuralModel, encoder: Encoder, paragraph: Paragraph, truth: set[tuple[int, int, int]]
) -> list[tuple[tuple[int, int, int], float, bool]]:
    best: dict[tuple[int, int, int], float] = {}
    text = paragraph.text
    for window in encoder.windows(text, text_blocks(text), model.settings.window):
        read = model.read(window)
        tagged = tag(window, text, read.tags, model.transition, load_lexicon())
        found = keep_figures(window, tagged, figures(text))
        judged = judge_window(model, window, read, found)
        # Each mention by name stands for itself here; which names are one thing is not the model's question.
        names = {n: n for n, m in enumerate(judged.mentions) if m.type < REFERENCE}
        means = names | antecedents(judged.same, names, model.settings.reference_margin)
        spans: list[list[Span]] = [[m.span] if n in names else [] for n, m in enumerate(judged.mentions)]
        entity = matched(paragraph, spans)
        for pair in judged.pairs:
            if pair.second not in means or (pair.label != ABOUT and pair.first not in means):
                continue
            second = entity[means[pair.second]]
            if pair.label == ABOUT:
                key = (ABOUT, -judged.mentions[pair.first].span.end, second)
            else:
                first = entity[means[pair.first]]
                key = (pair.label, first, second)
                if pair.label == PARTNERS:
                    key = (PARTNERS, min(first, second), max(first, second))
                if first == second:
                    continue
            if pair.label == ABOUT:  # the shares of a thing's mentions belong together
                best[key] = min(best.get(key, 0.0) + pair.confidence, 1.0)
            else:
                best[key] = max(best.get(key, 0.0), pair.confidence)
    surest: dict[int, tuple[float, int]] = {}
    for (label, first, second), confidence in best.items():
        if label == ABOUT:  # a figure is about one thing: the reader looks at the surest one only
            surest[first] = max(surest.get(first, (0.0, 0)), (confidence, second))
    return [
        (key, confidence, key in truth)
        for key, confidence in sorted(best.items())
        if key[0] != ABOUT or surest[key[1]] == (confidence, key[2])
    ]


def platt(judgements: Judgements, steps: int = 50) -> tuple[float, float]:
    """Slope and intercept that make confidences honest (Platt 1999), by Newton's method.

    The targets are drawn in by one imagined example on each side, as Platt does, so that a label that
    is always right does not come out as certain. Weights are drawn towards "as it is" and steps are
    bounded, so that a label with few examples cannot run away.
    """
    confidence = np.clip(judgements.confidence, 1e-4, 1 - 1e-4)
    score = np.log(confidence / (1 - confidence))
    right, wrong = int(judgements.true.sum()), int((~judgements.true).sum())
    target = np.where(judgements.true, (right + 1) / (right + 2), 1 / (wrong + 2))
    design = np.stack([score, np.ones_like(score)], 1)
    start = weights = np.array([1.0, 0.0])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (p - target) + (weights - start)
        curvature = (design * (p * (1 - p))[:, None]).T @ design + np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step / max(1.0, float(np.linalg.norm(step)))
    return round(float(weights[0]), 4), round(float(weights[1]), 4)


def calibrated(judgements: Judgements, line: tuple[float, float]) -> Judgements:
    """The same judgements with honest confidences."""
    confidence = np.clip(judgements.confidence, 1e-4, 1 - 1e-4)
    score = np.log(confidence / (1 - confidence)) * line[0] + line[1]
    return Judgements(1 / (1 + np.exp(-score)), judgements.true, judgements.wanted)


def thresholds(judgements: dict[str, Judgements]) -> dict[str, float]:
    """For each label the confidence from which on believing it pays, drawn towards the common one."""
    grid = np.round(np.arange(0.1, 0.86, 0.02), 2)

    def best(measure: Callable[[float], float]) -> float:
        return float(max(grid, key=lambda t: (round(measure(t), 4), -abs(t - 0.5))))

    def f_beta(rows: Sequence[Judgements], t: float, beta: float = BETA) -> float:
        right = sum(int((j.true & (j.confidence >= t)).sum()) for j in rows)
        given = sum(int((j.confidence >= t).sum()) for j in rows)
        wanted = sum(j.wanted for j in rows)
        return (1 + beta**2) * right / max(1, beta**2 * wanted + given)

    every = list(judgements.values())
    found = {}
    for label, j in sorted(judgements.items()):
        beta = _BETAS.get(label, BETA)
        common = best(lambda t, beta=beta: f_beta(every, t, beta))  # type: ignore[misc]
        own = best(lambda t, j=j, beta=beta: f_beta([j], t, beta))  # type: ignore[misc]
        found[label] = round((j.wanted * own + _PRIOR * common) / (j.wanted + _PRIOR), 3)
    return found


def reliability(judgements: dict[str, Judgements]) -> str:
    """How often what is said with some confidence is right, as a Markdown table."""
    edges = [0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01]
    rows = [
        "| label | " + " | ".join(f"{a:.2f}-{min(b, 1):.2f}" for a, b in pairwise(edges)) + " |",
        "|---" * len(edges) + "|",
    ]
    for label, j in sorted(judgements.items()):
        cells = []
        for low, high in pairwise(edges):
            inside = (j.confidence >= low) & (j.confidence < high)
            n = int(inside.sum())
            cells.append(f"{j.true[inside].mean():.2f} ({n})" if n else "-")
        rows.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(rows)
