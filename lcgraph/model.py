"""The values that the rooms hand to one another.

The text side speaks of `Document` and `Span`, the graph side of `Entity` and `Claim`;
`Evidence` is the thread between them. All values are frozen, ordered where an order means
something, and hold no behaviour beyond looking at themselves. (What the reader finds inside one
document, mentions and relations, stays in its own room: `lcgraph.extraction`.)
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of Unicode code points in a document's text.

    >>> text = "The city of Kiel"
    >>> text[slice(*Span(12, 16))]
    'Kiel'
    """

    start: int
    end: int


class Modality(StrEnum):
    """How a text says a thing: as a fact, or otherwise. Only `ASSERTED` makes a fact."""

    ASSERTED = "Asserted"
    PLANNED = "Planned"
    POSSIBLE = "Possible"
    REPORTED = "Reported"
    NEGATED = "Negated"


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read, with what is known about it.

    `text` is the decoded text that all offsets count in; `sha256` is the digest of its UTF-8
    bytes. `identifier` is the file's path as the user gave it (below a folder: joined to the
    folder's path as given). `id` is made of `[a-z0-9-]` only and unique in a build.
    """

    id: str
    text: str
    sha256: str
    identifier: str
    title: str = ""
    creator: str = ""
    publisher: str = ""
    issued: str = ""
    licence: str = ""
    source: str = ""
    language: str = "en"
    media_type: str = "text/plain"


class EntityId(NamedTuple):
    """What makes a thing the same thing: its kind and a key that is unique among its kind.

    `kind` decides the IRI's prefix: place, actor, project, strategy, partnership, theme,
    observation, publication. Two kinds name things that the ontology already has: `class` (key: a
    class's local name) and `concept` (key: the local name of a concept of the thesaurus).
    """

    kind: str
    key: str


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A literal as it will stand in the graph.

    `datatype` is a CURIE (`xsd:decimal`, `xsd:date`, `edtf:EDTF` ...) and empty for plain strings.
    """

    lexical: str
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of the graph: a place, an actor, a partnership, a figure ...

    `class_name` is the local name of an ontology class. `label` is the canonical name, `names`
    holds every form met (the label may be among them). `values` are literal properties, each a
    CURIE and a value: ``("lc:value", Value("1500", "xsd:decimal"))``. `modality` matters for
    partnerships and observations only, which carry it themselves.
    """

    id: EntityId
    class_name: str
    label: str
    names: tuple[str, ...] = ()
    values: tuple[tuple[str, Value], ...] = ()
    modality: Modality = Modality.ASSERTED


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place in a document that says a thing: always ``text[sentence] == quote``."""

    document: str
    sentence: Span
    quote: str
    subject_at: Span | None = None
    object_at: Span | None = None
    cue_at: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one document says once.

    `predicate` is the local name of an ontology property, or ``type`` (then the object is a
    class). `confidence` lies between 0 and 1; `method` names the model or the rule that made it.
    """

    subject: EntityId
    predicate: str
    object: EntityId
    modality: Modality
    confidence: float
    method: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Joined:
    """Why a name that a document uses was taken for this thing (or for another than one of its name)."""

    entity: EntityId
    name: str
    document: str
    because: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that a build has understood: documents, things, the claims about them, and why names are one."""

    documents: tuple[Document, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = field(default=())
    joined: tuple[Joined, ...] = ()
