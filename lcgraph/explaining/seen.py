"""What was seen in a text, sentence by sentence, as plain values and as JSON."""

import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from lcgraph.model import Document, Modality, Span


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name a thing, or stand for one that is named elsewhere (`by_name` is false then)."""

    words: str
    at: Span
    label: str
    class_name: str
    confidence: float
    by_name: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts and what it is about; both are empty where that is not clear enough."""

    words: str
    at: Span
    value: Decimal
    unit: str
    qualifier: str
    indicator: str
    about: str
    date: str
    said: "Said | None"


@dataclass(frozen=True, slots=True)
class Said:
    """How something is said, and how surely: confidence, modality, the cue words, who found it."""

    confidence: float
    modality: Modality
    cue: str
    method: str
    subject_at: Span
    object_at: Span
    cue_at: Span | None


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation that was believed."""

    subject: str
    predicate: str
    object: str
    said: Said


@dataclass(frozen=True, slots=True)
class Rejected:
    """A relation that was thought of and not believed: the verdict, and the confidence it needed."""

    subject: str
    predicate: str
    object: str
    said: Said
    verdict: str
    threshold: float
    because: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with all that was seen in it. `unshown` counts what else was not believed."""

    text: str
    at: Span
    named: tuple[Named, ...]
    figures: tuple[Figure, ...]
    stated: tuple[Stated, ...]
    rejected: tuple[Rejected, ...]
    unshown: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A publication that the text refers to."""

    text: str
    at: Span
    title: str
    authors: tuple[str, ...]
    publisher: str
    issued: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A block of the text that was not read, and what it was taken for (``chrome`` is page furniture)."""

    text: str
    at: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that was seen in a text."""

    document: Document
    reader: str
    sentences: tuple[Sentence, ...]
    references: tuple[Reference, ...]
    left_out: tuple[LeftOut, ...]

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values; places are ``[start, end]``, counted in code points of the text."""
        parts = asdict(self)
        document = parts.pop("document")
        return {"document": document["identifier"], "title": document["title"], **parts}

    def to_json(self) -> str:
        """Everything as JSON (RFC 8259), with the keys of `to_dict`."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2, default=_number) + "\n"


def _number(value: object) -> int | float:
    """A decimal number as JSON has it."""
    assert isinstance(value, Decimal)
    return int(value) if value == value.to_integral_value() else float(value)
