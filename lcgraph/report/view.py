"""What the report shows, as plain values that know nothing of HTML."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from lcgraph.corpus import Skipped
from lcgraph.model import Claim, Document, Entity, EntityId, Modality
from lcgraph.report.digest import Built, Digest, digest, distinct, kind_of
from lcgraph.report.sentences import Part, marked
from lcgraph.report.silence import Silent, silences

#: How surely: the lower ends of the groups into which claims are sorted.
_STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)


class Fact(NamedTuple):
    """What is said of two things, and how."""

    subject: str
    relation: str
    object: str
    modality: str


class Sentence(NamedTuple):
    """A sentence with its marks, where it stands, how it says what it says, and how surely it was read."""

    parts: tuple[Part, ...]
    title: str
    identifier: str
    start: int
    end: int
    modalities: tuple[str, ...]
    confidence: float


class Entry(NamedTuple):
    """A thing with what is said of it. `modality` is empty for what is simply there."""

    label: str
    class_name: str
    modality: str
    members: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    sentences: tuple[Sentence, ...]


class Figure(NamedTuple):
    """One figure, with all that is known of it."""

    about: str
    indicator: str
    amount: str
    date: str
    modality: str
    sentences: tuple[Sentence, ...]


class Work(NamedTuple):
    """A work that a text refers to."""

    title: str
    creators: tuple[str, ...]
    publisher: str
    issued: str
    documents: tuple[str, ...]


class Names(NamedTuple):
    """A thing that goes under several names, or shares its name: each with reason and document."""

    label: str
    reasons: tuple[tuple[str, str, str], ...]


class Silence(NamedTuple):
    """The sentences of one document that gave nothing."""

    document: Document
    sentences: tuple[Silent, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The whole report."""

    counts: Digest
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    partnerships: tuple[Entry, ...]
    strategies: tuple[Entry, ...]
    projects: tuple[Entry, ...]
    figures: tuple[Figure, ...]
    hedged: tuple[tuple[Fact, Sentence], ...]
    publications: tuple[Work, ...]
    confidence: tuple[tuple[str, int], ...]
    names: tuple[Names, ...]
    silences: tuple[Silence, ...]


def view_of(build: Built) -> View:
    """A build as it will be shown."""
    return _Viewer(build).view()


class _Viewer:
    """One build on its way into a view: claims by the things they speak of."""

    def __init__(self, build: Built) -> None:
        self._build = build
        self._entities = {entity.id: entity for entity in build.knowledge.entities}
        self._documents = {document.id: document for document in build.knowledge.documents}
        self._words = {name: term.label for name, term in build.ontology.properties.items()}
        self._claims = distinct(build.knowledge.claims)
        self._of: dict[EntityId, list[Claim]] = defaultdict(list)
        self._naming: dict[EntityId, list[Claim]] = defaultdict(list)
        for claim in self._claims:
            if claim.predicate == "type":
                self._naming[claim.subject].append(claim)
            else:
                self._of[claim.subject].append(claim)
                self._of[claim.object].append(claim)

    def view(self) -> View:
        said = [claim for claim in self._claims if claim.predicate != "type"]
        return View(
            counts=digest(self._build),
            skipped=self._build.reading.skipped,
            warnings=self._build.reading.warnings,
            partnerships=tuple(map(self._entry, self._things("partnership"))),
            strategies=tuple(map(self._entry, self._things("strategy"))),
            projects=tuple(map(self._entry, self._things("project"))),
            figures=tuple(map(self._figure, self._things("observation"))),
            hedged=tuple(
                (self._fact(claim), self._sentence([claim]))
                for claim in said
                if claim.modality is not Modality.ASSERTED
            ),
            publications=tuple(map(self._work, self._things("publication"))),
            confidence=_histogram(said),
            names=tuple(self._names()),
            silences=tuple(
                Silence(extraction.document, tuple(found))
                for extraction in self._build.extractions
                if (found := silences(extraction, self._claims, self._build.ontology))
            ),
        )

    def _names(self) -> Iterator[Names]:
        reasons: dict[EntityId, dict[tuple[str, str, str], None]] = defaultdict(dict)
        for joined in self._build.knowledge.joined:
            if joined.entity in self._entities:
                title = self._documents[joined.document].title
                reasons[joined.entity][joined.name, joined.because, title] = None
        for id in sorted(reasons, key=lambda id: (self._label(id).casefold(), id)):
            yield Names(self._label(id), tuple(reasons[id]))

    def _things(self, kind: str) -> list[Entity]:
        """The things of a kind, those that are a fact before those that are not."""
        found = [entity for entity in self._entities.values() if kind_of(entity.id) == kind]
        order = list(Modality)
        return sorted(found, key=lambda e: (order.index(e.modality), e.label.casefold(), e.id))

    def _entry(self, entity: Entity) -> Entry:
        claims = self._of[entity.id] or self._naming[entity.id]
        partners = {c.object for c in claims if c.subject == entity.id and c.predicate == "partner"}
        facts = dict.fromkeys(
            self._fact(c) for c in claims if c.predicate not in ("type", "partner", "about")
        )
        return Entry(
            entity.label,
            entity.class_name,
            _hedge(entity.modality),
            tuple(sorted((self._entities[id] for id in partners), key=lambda e: (e.label.casefold(), e.id))),
            tuple(facts),
            self._sentences(claims),
        )

    def _figure(self, entity: Entity) -> Figure:
        values = {name: value.lexical for name, value in entity.values}
        claims = self._of[entity.id]
        about = sorted({self._label(c.object) for c in claims if c.predicate == "about"})
        number = f"{Decimal(values.get('lc:value', '0')):,f}"
        amount = (values.get("lc:qualifier"), number, values.get("lc:unit"))
        return Figure(
            ", ".join(about),
            values.get("lc:indicator", ""),
            " ".join(part for part in amount if part),
            values.get("lc:date", ""),
            _hedge(entity.modality),
            self._sentences(claims),
        )

    def _work(self, entity: Entity) -> Work:
        def all_of(name: str) -> tuple[str, ...]:
            return tuple(value.lexical for key, value in entity.values if key == name)

        documents = dict.fromkeys(
            self._documents[claim.evidence.document].title for claim in self._naming[entity.id]
        )
        return Work(
            entity.label,
            all_of("dcterms:creator"),
            "; ".join(all_of("dcterms:publisher")),
            "; ".join(all_of("dcterms:issued")),
            tuple(documents),
        )

    def _fact(self, claim: Claim) -> Fact:
        return Fact(
            self._label(claim.subject),
            self._words.get(claim.predicate, claim.predicate),
            self._label(claim.object),
            _hedge(claim.modality),
        )

    def _label(self, id: EntityId) -> str:
        return self._entities[id].label if id in self._entities else id.key

    def _sentences(self, claims: Iterable[Claim]) -> tuple[Sentence, ...]:
        """Each sentence once, with the marks of all claims that rest on it."""
        groups: dict[tuple[str, object], list[Claim]] = defaultdict(list)
        for claim in claims:
            groups[claim.evidence.document, claim.evidence.sentence].append(claim)
        return tuple(self._sentence(group) for group in groups.values())

    def _sentence(self, claims: Sequence[Claim]) -> Sentence:
        at = claims[0].evidence
        document = self._documents[at.document]
        return Sentence(
            marked(
                at.quote,
                at.sentence.start,
                [span for c in claims for span in (c.evidence.subject_at, c.evidence.object_at)],
                [c.evidence.cue_at for c in claims],
            ),
            document.title,
            document.identifier,
            *at.sentence,
            tuple(dict.fromkeys(_hedge(c.modality) for c in claims if _hedge(c.modality))),
            max(c.confidence for c in claims),
        )


def _hedge(modality: Modality) -> str:
    """A modality in a word; nothing for what is said as a fact."""
    return "" if modality is Modality.ASSERTED else modality.lower()


def _histogram(claims: Sequence[Claim]) -> tuple[tuple[str, int], ...]:
    counts = Counter(max(step for step in _STEPS if step <= claim.confidence) for claim in claims)
    ends = (*_STEPS[1:], 1.0)
    return tuple((f"{low:.1f} to {high:.1f}", counts[low]) for low, high in zip(_STEPS, ends, strict=True))[
        ::-1
    ]
