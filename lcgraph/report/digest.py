"""The counts of a build: what was read, how many things of which kind, who is best connected."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lcgraph.corpus import Reading
from lcgraph.model import Claim, Document, Entity, EntityId, Knowledge, Modality

if TYPE_CHECKING:
    from lcgraph.extraction.findings import Extraction
    from lcgraph.graph import VerifyReport
    from lcgraph.ontology import Ontology, ValidationReport
    from lcgraph.store import Store

#: Kinds of things in the order in which they are told, each with its heading.
HEADINGS = {
    "place": "Places",
    "actor": "Actors",
    "partnership": "Partnerships",
    "strategy": "Strategies",
    "project": "Projects",
    "theme": "Themes",
    "observation": "Figures",
    "publication": "Publications",
}
#: Themes of the thesaurus and those that it does not have are both themes.
_SAME_KIND = {"concept": "theme"}


class Built(Protocol):
    """What this room needs to know of a build."""

    @property
    def reading(self) -> Reading:
        """What was read, and what was skipped."""

    @property
    def extractions(self) -> "tuple[Extraction, ...]":
        """What was found in each document."""

    @property
    def knowledge(self) -> Knowledge:
        """What all documents say together."""

    @property
    def store(self) -> "Store":
        """The graph."""

    @property
    def validation(self) -> "ValidationReport":
        """Whether the graph keeps to the shapes."""

    @property
    def verification(self) -> "VerifyReport":
        """Whether the quotes stand in the texts."""

    @property
    def ontology(self) -> "Ontology":
        """The classes and properties, with the user's own."""

    @property
    def reader(self) -> str:
        """What read the texts."""


class Read(NamedTuple):
    """A document that was read, with what it gave."""

    document: Document
    words: int
    sentences: int
    things: int
    claims: int


class Group(NamedTuple):
    """Things of one kind: how many there are, and of which classes where there are several."""

    heading: str
    things: int
    classes: tuple[tuple[str, int], ...]


class Connected(NamedTuple):
    """An actor or place with the number of partners it has, and of partnerships it takes part in."""

    entity: Entity
    partners: int
    partnerships: int


@dataclass(frozen=True, slots=True)
class Digest:
    """The counts of a build. `modalities` counts claims about relations and figures, once each."""

    documents: tuple[Read, ...]
    groups: tuple[Group, ...]
    modalities: tuple[tuple[Modality, int], ...]
    connected: tuple[Connected, ...]


def digest(build: Built) -> Digest:
    """The counts of a build."""
    claims = distinct(build.knowledge.claims)
    said = [claim for claim in claims if claim.predicate != "type"]
    modalities = Counter(claim.modality for claim in said)
    return Digest(
        documents=tuple(_read(build, claims)),
        groups=_groups(build.knowledge.entities),
        modalities=tuple((modality, modalities[modality]) for modality in Modality if modalities[modality]),
        connected=_connected(build.knowledge),
    )


def distinct(claims: Iterable[Claim]) -> list[Claim]:
    """Claims without those that say the same thing with the same words, the surest of which stays."""
    found: dict[object, Claim] = {}
    for claim in claims:
        at = claim.evidence
        key = (
            claim.subject,
            claim.predicate,
            claim.object,
            claim.modality,
            at.document,
            at.sentence,
            at.subject_at,
            at.object_at,
        )
        known = found.get(key)
        if known is None or claim.confidence > known.confidence:
            found[key] = claim
    return list(found.values())


def kind_of(id: EntityId) -> str:
    """The kind under which a thing is told.

    >>> kind_of(EntityId("concept", "tourism"))
    'theme'
    """
    return _SAME_KIND.get(id.kind, id.kind)


def _read(build: Built, claims: Iterable[Claim]) -> Iterable[Read]:
    of_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_document[claim.evidence.document].append(claim)
    for extraction in build.extractions:
        document = extraction.document
        found = of_document[document.id]
        yield Read(
            document,
            words=len(document.text.split()),
            sentences=len(extraction.sentences),
            things=len({claim.subject for claim in found}),
            claims=sum(claim.predicate != "type" for claim in found),
        )


def _groups(entities: Iterable[Entity]) -> tuple[Group, ...]:
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in HEADINGS}
    for entity in entities:
        if kind_of(entity.id) in counts:
            counts[kind_of(entity.id)][entity.class_name] += 1
    return tuple(
        Group(
            HEADINGS[kind],
            classes.total(),
            tuple(sorted(classes.items(), key=lambda item: (-item[1], item[0]))) if len(classes) > 1 else (),
        )
        for kind, classes in counts.items()
    )


def _connected(knowledge: Knowledge) -> tuple[Connected, ...]:
    """Those who have partners as a matter of fact, the best connected first."""
    partners_of: dict[EntityId, set[EntityId]] = defaultdict(set)
    for claim in knowledge.claims:
        if claim.predicate == "partner" and claim.modality is Modality.ASSERTED:
            partners_of[claim.subject].add(claim.object)
    others: dict[EntityId, set[EntityId]] = defaultdict(set)
    partnerships: Counter[EntityId] = Counter()
    for partners in partners_of.values():
        for partner in partners:
            others[partner] |= partners - {partner}
            partnerships[partner] += 1
    entities = {entity.id: entity for entity in knowledge.entities}
    rows = [Connected(entities[id], len(met), partnerships[id]) for id, met in others.items()]
    rows.sort(key=lambda row: (-row.partners, -row.partnerships, row.entity.label, row.entity.id))
    return tuple(rows)
