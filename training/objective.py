"""What the model is blamed for: tags, classes, relations, references, figures, status."""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from lcgraph.extraction.encoding import pair_features
from lcgraph.extraction.labels import ABOUT, FIGURE, PARTNERS, REFERENCE, UNKNOWN_TYPE
from training.examples import Example
from training.joint import PairScorer, TextEncoder

Array = NDArray[Any]

#: How much each part of the blame counts, summed over a paragraph.
WEIGHTS = {
    "tags": 0.12,
    "classes": 0.12,
    "relations": 0.25,
    "references": 0.25,
    "figures": 0.25,
    "status": 0.5,
}
#: Spans found beyond the marked ones that are shown to the pair scorer as mentions without relations.
_EXTRA_MENTIONS = 6
_NOTHING = -1e4


def encode_batch(encoder: TextEncoder, batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """States, attention and tag scores of some examples, in 16 bits where the processor has them."""
    length = max(len(e.window.pieces) for e in batch)
    pieces = torch.zeros(len(batch), length, dtype=torch.long)
    features = torch.zeros(len(batch), length, batch[0].window.features.shape[1])
    keep = torch.zeros(len(batch), length)
    for row, e in enumerate(batch):
        n = len(e.window.pieces)
        pieces[row, :n] = torch.from_numpy(e.window.pieces)
        features[row, :n] = torch.from_numpy(e.window.features)
        keep[row, :n] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states, attention, tags = encoder(pieces, features, keep)
    return states.float(), attention.float(), tags.float()


def blame(
    encoder: TextEncoder, scorer: PairScorer, batch: Sequence[Example], rng: random.Random, extra: bool
) -> dict[str, Tensor]:
    """The parts of the loss of a batch, each a mean over its paragraphs."""
    states, attention, tags = encode_batch(encoder, batch)
    width = max(len(e.tags) for e in batch)
    of_words = [tags[b, torch.from_numpy(e.window.first)] for b, e in enumerate(batch)]
    scores = torch.stack([F.pad(s, (0, 0, 0, width - len(s))) for s in of_words])
    wanted = torch.stack([F.pad(torch.from_numpy(e.tags), (0, width - len(e.tags))) for e in batch])
    parts = dict.fromkeys(WEIGHTS, torch.zeros(()))
    parts["tags"] = encoder.tagging_loss(scores, wanted, torch.tensor([len(e.tags) for e in batch]))
    for row, example in enumerate(batch):
        if not example.mentions:
            continue
        found = scores[row, : len(example.tags)].detach().argmax(-1).numpy() if extra else None
        n = len(example.window.pieces)
        for name, part in _pair_blame(
            scorer, states[row, :n], attention[row, :, :n, :n], example, found, rng
        ).items():
            parts[name] = parts[name] + part
    return {name: part / len(batch) for name, part in parts.items()}


def _pair_blame(
    scorer: PairScorer,
    states: Tensor,
    attention: Tensor,
    example: Example,
    found: Array | None,
    rng: random.Random,
) -> dict[str, Tensor]:
    mentions, entities, lie = list(example.mentions), example.entities, example.lie
    if found is not None and (more := _beyond(example, found)):
        mentions += [(a, b, kind, entities + k) for k, (a, b, kind) in enumerate(more)]
        entities += len(more)
        lie = pair_features([m[:2] for m in mentions], example.window.sentence)
    first, last = torch.from_numpy(example.window.first), torch.from_numpy(example.window.last)
    types = [UNKNOWN_TYPE if m[2] < REFERENCE and rng.random() < 0.1 else m[2] for m in mentions]
    assert lie is not None
    relation, same, status, kinds = scorer(
        states,
        attention,
        first[[m[0] for m in mentions]],
        last[[m[1] for m in mentions]],
        torch.tensor(types),
        torch.from_numpy(lie),
    )
    entity = np.array([m[3] for m in mentions])
    named = np.array([m[2] < REFERENCE and m[3] < example.entities for m in mentions])
    references = [i for i, m in enumerate(mentions) if m[2] == REFERENCE]
    parts: dict[str, Tensor] = {}
    if named.any():
        kind = torch.tensor([m[2] for m in mentions])
        where = torch.from_numpy(named)
        parts["classes"] = F.cross_entropy(kinds[where], kind[where], reduction="sum")
    if references and named.any():
        parts["references"] = _reference_blame(same[references], named, entity, entity[references])
    said: list[tuple[int, int, int, float]] = []  # mention, mention, modality, how much it counts
    if entities > 1:
        parts["relations"] = _relation_blame(relation, entity, entities, example)
        said += _speaking_pairs(relation.detach().numpy(), entity, example)
    if entities and example.about:
        parts["figures"], bound = _figure_blame(relation[..., ABOUT], entity, entities, example.about)
        said += bound
    if said:
        first_of, second_of, modality, weight = zip(*said, strict=True)
        losses = F.cross_entropy(
            status[list(first_of), list(second_of)], torch.tensor(modality), reduction="none"
        )
        parts["status"] = (losses * torch.tensor(weight)).sum()
    return parts


def _relation_blame(relation: Tensor, entity: Array, entities: int, example: Example) -> Tensor:
    """Between two entities the best pair of their mentions speaks, and it alone learns."""
    is_entity = entity >= 0
    different = is_entity[:, None] & is_entity[None] & (entity[:, None] != entity[None])
    pair = torch.from_numpy((entity[:, None] * entities + entity[None])[different])
    best = torch.full((entities * entities, ABOUT), _NOTHING)
    scores = relation[..., :ABOUT][torch.from_numpy(different)]
    best = best.scatter_reduce(0, pair[:, None].expand(-1, ABOUT), scores, "amax")
    wanted = torch.zeros(entities, entities, ABOUT)
    wanted[: example.entities, : example.entities] = torch.from_numpy(example.relation)
    met = best[:, 0] > _NOTHING
    return F.binary_cross_entropy_with_logits(best[met], wanted.view_as(best)[met], reduction="sum")


def _speaking_pairs(relation: Array, entity: Array, example: Example) -> list[tuple[int, int, int, float]]:
    """For each fact the pair of mentions that speaks for it, its modality, and what that counts."""
    said = []
    for subject, obj, label in zip(*np.nonzero(example.status >= 0), strict=True):
        of_subject, of_object = np.nonzero(entity == subject)[0], np.nonzero(entity == obj)[0]
        best = int(relation[np.ix_(of_subject, of_object)][..., label].argmax())
        modality = int(example.status[subject, obj, label])
        weight = (0.35 if label == PARTNERS else 1.0) * (3.0 if modality else 1.0)
        said.append(
            (int(of_subject[best // len(of_object)]), int(of_object[best % len(of_object)]), modality, weight)
        )
    return said


def _reference_blame(same: Tensor, named: Array, entity: Array, wanted: Array) -> Tensor:
    """A reference should find any mention by name of its thing; zero stands for "none of them"."""
    good = torch.from_numpy(named[None] & (entity[None] == wanted[:, None]))
    named_too = torch.from_numpy(named)[None].expand_as(good)
    every = torch.cat([same.masked_fill(~named_too, _NOTHING), torch.zeros(len(same), 1)], 1)
    loss = torch.logsumexp(every, 1) - torch.logsumexp(same.masked_fill(~good, _NOTHING), 1)
    return loss[good.any(1)].sum()


def _figure_blame(
    scores: Tensor, entity: Array, entities: int, about: Sequence[tuple[int, int, int]]
) -> tuple[Tensor, list[tuple[int, int, int, float]]]:
    """The loss of binding figures, and the mentions that speak for the right things."""
    figures, wanted = [a[0] for a in about], torch.tensor([a[1] for a in about])
    is_entity = entity >= 0
    column = torch.from_numpy(entity[is_entity])[None].expand(len(figures), -1)
    rows = scores[figures][:, torch.from_numpy(is_entity)]
    best = torch.full((len(figures), entities), _NOTHING).scatter_reduce(1, column, rows, "amax")
    chosen = torch.cat([best, torch.zeros(len(figures), 1)], 1)
    loss = F.cross_entropy(chosen, wanted, reduction="sum")
    truth = F.one_hot(wanted, entities).float()
    loss = loss + 0.3 * F.binary_cross_entropy_with_logits(best, truth, reduction="sum")
    plain = scores.detach().numpy()
    said = []
    for figure, thing, modality in about:
        speaking = np.where(entity == thing, plain[figure], _NOTHING)
        said.append((figure, int(speaking.argmax()), modality, 3.0 if modality else 1.0))
    return loss, said


def _beyond(example: Example, found: Array) -> list[tuple[int, int, int]]:
    """Spans that the tagger marks and the annotator did not."""
    taken = np.zeros(len(found), dtype=bool)
    for first, last, *_ in example.mentions:
        taken[first : last + 1] = True
    spans: list[tuple[int, int, int]] = []
    for k, tag in enumerate(found.tolist()):
        kind = (tag - 1) // 2
        if tag % 2:
            spans.append((k, k, kind))
        elif tag and spans and spans[-1][1] == k - 1 and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], k, kind)
    free = [s for s in spans if not taken[s[0] : s[1] + 1].any() and s[2] not in (REFERENCE, FIGURE)]
    return free[:_EXTRA_MENTIONS]
