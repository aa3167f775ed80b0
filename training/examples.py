"""Paragraphs as numbers that the model can learn from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lcgraph.extraction.encoding import Encoder, Window, pair_features
from lcgraph.extraction.labels import (
    ABOUT,
    CLASSES,
    FIGURE,
    MODALITIES,
    PARTNERS,
    REFERENCE,
    RELATIONS,
)
from lcgraph.model import Span
from training.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Example:
    """One paragraph as the model sees it, with the answers.

    `mentions` are (first word, last word, type, entity); the entity of a figure is -1. `relation`
    and `status` are indexed by subject, object and label; a status of -1 means: no such fact.
    `about` holds (mention of a figure, entity, status).
    """

    window: Window
    mentions: tuple[tuple[int, int, int, int], ...]
    tags: NDArray[np.int64]
    entities: int
    relation: NDArray[np.float32]
    status: NDArray[np.int64]
    about: tuple[tuple[int, int, int], ...]
    lie: NDArray[np.int64] | None


def text_blocks(text: str) -> list[Span]:
    """The paragraphs of a training text."""
    blocks, start = [], 0
    for part in text.split("\n\n"):
        blocks.append(Span(start, start + len(part)))
        start += len(part) + 2
    return blocks


def make_example(encoder: Encoder, paragraph: Paragraph, limit: int) -> Example | None:
    """The paragraph's first window with all that lies in it; None where it has no words."""
    windows = encoder.windows(paragraph.text, text_blocks(paragraph.text), limit)
    if not windows:
        return None
    window = windows[0]
    word_at = {c: k for k, word in enumerate(window.words) for c in range(word.start, word.end)}

    def words(span: Span) -> tuple[int, int] | None:
        inside = [word_at[c] for c in range(*span) if c in word_at]
        return (inside[0], inside[-1]) if inside else None

    numbers: dict[int, int] = {}
    mentions: list[tuple[int, int, int, int]] = []
    for m in paragraph.mentions:
        if place := words(m.span):
            kind = CLASSES.index(m.class_name) if m.class_name else REFERENCE
            mentions.append((*place, kind, numbers.setdefault(m.entity, len(numbers))))
    about = []
    figures = {place: f for f in paragraph.figures if (place := words(f.span))}
    mentions += [(*place, FIGURE, -1) for place in figures]
    mentions.sort()
    for place, f in figures.items():
        if f.about in numbers:
            about.append(
                (mentions.index((*place, FIGURE, -1)), numbers[f.about], MODALITIES.index(f.modality))
            )
    tags = np.zeros(len(window.words), dtype=np.int64)
    for first, last, kind, _ in mentions:
        tags[first], tags[first + 1 : last + 1] = 1 + 2 * kind, 2 + 2 * kind
    count = len(numbers)
    relation = np.zeros((count, count, ABOUT), dtype=np.float32)
    status = np.full((count, count, ABOUT), -1, dtype=np.int64)
    for fact in paragraph.facts:
        if fact.subject in numbers and fact.object in numbers:
            where = numbers[fact.subject], numbers[fact.object], RELATIONS.index(fact.predicate)
            relation[where], status[where] = 1, MODALITIES.index(fact.modality)
    for p in paragraph.partnerships:
        # A partnership's name stands among the partners: the reader tells it from them by its class.
        members = (*p.partners, p.name) if p.name is not None else p.partners
        for a in members:
            for b in members:
                if a != b and a in numbers and b in numbers:
                    where = numbers[a], numbers[b], PARTNERS
                    relation[where], status[where] = 1, MODALITIES.index(p.modality)
    lie = pair_features([m[:2] for m in mentions], window.sentence) if mentions else None
    return Example(window, tuple(mentions), tags, count, relation, status, tuple(about), lie)
