"""What is found in one document, before it is known which things of other documents are meant.

The text side of the program: `Mention` and `Relation` point at words; `lcgraph.extraction.linking`
turns them into entities and claims.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from lcgraph.extraction.citations import Citation
from lcgraph.extraction.quantities import Quantity
from lcgraph.model import Document, Modality, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or stand for a thing; `referent` is the number of that thing in the document."""

    span: Span
    referent: int
    by_name: bool


@dataclass(frozen=True, slots=True)
class Referent:
    """A thing that the document speaks of: its class, and the forms of its name in order of weight.

    Of a `taught` thing the user has said what it is called and of which class it is. `home` is the
    country of a place that the document tells apart from another one of its name.
    """

    class_name: str
    label: str
    names: tuple[str, ...]
    confidence: float
    first: Span
    taught: bool = False
    home: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """Why a thing is believed: who says so, how surely, how it is said, and where the words are."""

    confidence: float
    modality: Modality
    method: str
    subject_at: Span
    object_at: Span
    cue_at: Span | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """Two things of the document and how the text relates them."""

    subject: int
    predicate: str
    object: int
    support: Support


class Verdict(StrEnum):
    """What became of a relation that was thought of."""

    ACCEPTED = "accepted"
    DOUBTFUL = "not sure enough"
    IMPOSSIBLE = "cannot hold between things of these classes"
    MISPLACED = "the gazetteer knows the place elsewhere"
    OUTDONE = "contradicts a surer one"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation that was thought of, and what became of it."""

    subject: int
    predicate: str
    object: int
    verdict: Verdict
    support: Support


@dataclass(frozen=True, slots=True)
class Alliance:
    """Things that the text says work together; `name` is the partnership's own name, where it has one."""

    partners: tuple[int, ...]
    name: int | None
    modality: Modality
    supports: tuple[Support, ...]  # one a partner, in the same order


@dataclass(frozen=True, slots=True)
class FigureFound:
    """A number with what it is about (`about`) and what it counts (`indicator`)."""

    span: Span
    quantity: Quantity
    indicator: str
    about: int
    date: str
    earliest: str
    latest: str
    support: Support


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says."""

    document: Document
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    referents: tuple[Referent, ...] = ()
    relations: tuple[Relation, ...] = ()
    alliances: tuple[Alliance, ...] = ()
    figures: tuple[FigureFound, ...] = ()
    citations: tuple[Citation, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    method: str = field(default="")
