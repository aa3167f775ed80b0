"""The proof of the first promise: each quote is cut again from its source, and each fact has its claims."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.errors import LCGraphError
from lcgraph.graph.build import FRAME
from lcgraph.graph.derivations import Said, Spo, derivations, problems
from lcgraph.graph.facts import SOURCES
from lcgraph.graph.iris import split_span
from lcgraph.graph.terms import node
from lcgraph.ontology import LC
from lcgraph.store import Store

#: Says what a thing is, not how it stands to another: no claim need say so.
_UNCLAIMED = {node("rdf:type").value, node("lc:modality").value}


class DocumentRecord(NamedTuple):
    """What a graph knows about a document: enough to find its text again."""

    iri: str
    id: str
    identifier: str
    title: str
    sha256: str
    media_type: str


class Fault(NamedTuple):
    """One thing that is not as it should be. `claim` is a claim, a derivation, a document or a triple."""

    claim: str
    document: str
    problem: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was looked at, and what was wrong with it."""

    documents: int
    claims: int
    facts: int
    faults: tuple[Fault, ...]
    derived: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing was wrong."""
        return not self.faults


def verify(store: Store, texts: Callable[[DocumentRecord], str]) -> VerifyReport:
    """Look up each claim in its source.

    A document's text must have the digest that the graph gives, each claim's quote must stand letter for
    letter at its offsets, subject, object and cue must lie inside the text, and each relation between things
    needs a claim that says it, or a derivation whose claims lead to it.

    Args:
        store: The graph.
        texts: Gives the text of a document, decoded as it was when the graph was built. It may raise an
            LCGraphError or OSError: the document then cannot be verified, which is a fault.
    """
    check = _Check(store, texts)
    faults = [*check.documents(), *check.claims(), *check.derivations(), *check.facts()]
    return VerifyReport(
        documents=len(check.records),
        claims=check.claim_count,
        facts=check.fact_count,
        faults=tuple(sorted(set(faults))),
        derived=len(check.concluded),
    )


class _Check:
    def __init__(self, store: Store, texts: Callable[[DocumentRecord], str]) -> None:
        self._store = store
        self._read = texts
        self._texts: dict[str, str] = {}
        self.records = {record.iri: record for record in self._records()}
        self.claim_count = self.fact_count = 0
        self._claims = dict(self._read_claims())
        self._derivations: dict[Spo, str] = {}
        self.concluded: set[Spo] = set()

    def documents(self) -> Iterator[Fault]:
        """Read the texts and compare their digests."""
        for record in self.records.values():
            try:
                text = self._read(record)
            except (LCGraphError, OSError) as error:
                yield Fault(record.iri, record.identifier, f"the text cannot be read: {error}")
                continue
            self._texts[record.iri] = text
            if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != record.sha256:
                yield Fault(record.iri, record.identifier, "the text has changed since the graph was built")

    def claims(self) -> Iterator[Fault]:
        """Compare each claim with the text it names."""
        for claim in self._of_type("lc:Claim"):
            self.claim_count += 1
            sentences = self._nodes(claim, "lc:evidence")
            if len(sentences) != 1:
                yield Fault(claim.value, "", f"has {len(sentences)} sentences as evidence instead of one")
            for sentence in sentences:
                source = next(iter(self._objects(sentence, "oa:hasSource")), "")
                document = self.records[source].identifier if source in self.records else source
                yield from (
                    Fault(claim.value, document, problem)
                    for problem in self._problems(claim, sentence, source)
                )

    def derivations(self) -> Iterator[Fault]:
        """Ask whether what is said to follow does."""
        for derived in derivations(self._store):
            wrong = list(problems(derived, self._claims))
            yield from (Fault(derived.iri, "", problem) for problem in wrong)
            if not wrong:
                self._derivations[derived.triple] = derived.iri

    def facts(self) -> Iterator[Fault]:
        """Ask for a claim or a derivation behind each relation between things."""
        sources = {subject.value for name in SOURCES for subject in self._of_type(name)}
        said = self._said()
        relations = {predicate for _, predicate, _ in said}
        for quad in self._store:
            if not isinstance(quad.subject, NamedNode) or quad.subject.value in sources:
                continue
            subject, predicate, object_ = quad.subject.value, quad.predicate.value, _value(quad.object)
            modalities = said.get((subject, predicate, object_), set())
            if (subject, predicate, object_) in self._derivations and "Asserted" not in modalities:
                self.concluded.add((subject, predicate, object_))
            elif self._is_relation(quad, relations):
                self.fact_count += 1
                if "Asserted" not in modalities and not self._hedged(subject, predicate, modalities):
                    yield Fault(
                        f"<{subject}> <{predicate}> <{object_}>",
                        "",
                        "stands as a fact, but no claim asserts it",
                    )

        for triple in self._derivations.keys() - self.concluded:
            if "Asserted" not in said.get(triple, set()):
                yield Fault(self._derivations[triple], "", "what follows does not stand in the graph")

    def _records(self) -> Iterator[DocumentRecord]:
        for document in sorted(self._of_type("lc:Document"), key=lambda subject: subject.value):
            yield DocumentRecord(
                document.value,
                document.value.rpartition("/")[2],
                *(
                    next(iter(self._objects(document, name)), "")
                    for name in ("dcterms:identifier", "dcterms:title", "lc:sha256", "dcterms:format")
                ),
            )

    def _problems(self, claim: NamedNode, sentence: NamedNode, source: str) -> Iterator[str]:
        if source not in self.records:
            yield "its sentence is in no document of this graph"
            return
        selectors = self._nodes(sentence, "oa:hasSelector")
        starts, ends, quotes = (
            [value for selector in selectors for value in self._objects(selector, name)]
            for name in ("oa:start", "oa:end", "oa:exact")
        )
        offsets = [int(text) for text in (*starts, *ends) if re.fullmatch("[0-9]{1,18}", text)]
        if not len(starts) == len(ends) == len(quotes) == 1 or len(offsets) != 2:
            yield "its sentence has not exactly one start, one end and one quote"
            return
        start, end = offsets
        if split_span(sentence.value) != (source, (start, end)):
            yield f"its sentence is called {sentence}, but its offsets are {start} to {end}"
        text = self._texts.get(source)
        if text is None:
            return
        if not 0 <= start < end <= len(text) or text[start:end] != quotes[0]:
            yield f"the text at {start} to {end} is not the quote {quotes[0][:60]!r}"
        for name in ("subjectAt", "objectAt", "cueAt"):
            for iri in self._objects(claim, f"lc:{name}"):
                span = split_span(iri)
                if span is None or span[0] != source or not 0 <= span[1].start < span[1].end <= len(text):
                    yield f"lc:{name} <{iri}> is no part of the document's text"

    def _said(self) -> Mapping[tuple[str, str, str], set[str]]:
        """The modalities in which each triple is claimed."""
        said: dict[tuple[str, str, str], set[str]] = {}
        for claim in self._claims.values():
            said.setdefault(claim.triple, set()).update(claim.modalities)
        return said

    def _read_claims(self) -> Iterator[tuple[str, Said]]:
        modal = self._store.match(None, node("lc:modality"))
        planned = {_value(quad.subject) for quad in modal if quad.object != node("lc:Asserted")}
        for claim in self._of_type("lc:Claim"):
            subject, predicate, object_ = (
                next(iter(self._objects(claim, name)), "")
                for name in ("rdf:subject", "rdf:predicate", "rdf:object")
            )
            modalities = frozenset(iri.removeprefix(LC) for iri in self._objects(claim, "lc:modality"))
            hedged = not planned.isdisjoint((subject, object_))
            yield claim.value, Said((subject, predicate, object_), modalities, hedged)

    def _is_relation(self, quad: Quad, relations: set[str]) -> bool:
        """Whether a triple says something of two things that rests on a claim."""
        predicate = quad.predicate.value
        if not isinstance(quad.object, NamedNode) or predicate in _UNCLAIMED:
            return False
        return predicate.startswith(LC) or predicate in relations

    def _hedged(self, subject: str, predicate: str, modalities: set[str]) -> bool:
        """Whether the triple is part of a node that says itself that it is no fact."""
        if not modalities - {"Negated"} or predicate not in {LC + name for _, name in FRAME}:
            return False
        own = self._objects(NamedNode(subject), "lc:modality")
        return bool(own) and not {LC + "Asserted", LC + "Negated"} & set(own)

    def _of_type(self, curie: str) -> list[NamedNode]:
        quads = self._store.match(None, node("rdf:type"), node(curie))
        return [quad.subject for quad in quads if isinstance(quad.subject, NamedNode)]

    def _nodes(self, subject: NamedNode, curie: str) -> list[NamedNode]:
        quads = self._store.match(subject, node(curie))
        return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]

    def _objects(self, subject: NamedNode, curie: str) -> list[str]:
        return sorted(_value(quad.object) for quad in self._store.match(subject, node(curie)))


def _value(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
