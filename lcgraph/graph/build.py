"""Knowledge to RDF: facts, claims with their sentences, documents, and the run that made them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.errors import LCGraphError
from lcgraph.graph.derive import Derivation, Relation, derive
from lcgraph.graph.iris import DEFAULT_BASE, Iris, key_of, local_name
from lcgraph.graph.terms import confidence_literal, literal, node, text_literal
from lcgraph.model import Claim, Document, Entity, EntityId, Evidence, Knowledge, Modality, Span, Value
from lcgraph.ontology import Concept, Ontology, Themes, load_ontology, load_themes
from lcgraph.store import Store, open_store

#: Properties by which a partnership or figure says what it is between or about. As the node carries its
#: own modality, these stand on it also where it is only planned, possible or reported.
FRAME = {("partnership", "partner"), ("observation", "about")}

#: Document fields and the properties that hold them.
DOCUMENT_PROPERTIES = {
    "identifier": "dcterms:identifier",
    "title": "dcterms:title",
    "creator": "dcterms:creator",
    "publisher": "dcterms:publisher",
    "issued": "dcterms:issued",
    "licence": "dcterms:license",
    "source": "dcterms:source",
    "language": "dcterms:language",
    "media_type": "dcterms:format",
    "sha256": "lc:sha256",
}


def build_graph(
    knowledge: Knowledge,
    *,
    base: str = DEFAULT_BASE,
    software: str = "lcgraph 0.1.0",
    reader: str = "",
    ontology: Ontology | None = None,
    themes: Themes | None = None,
) -> Store:
    """State what a build has understood as RDF, in the shape that docs/architecture.md gives.

    A triple becomes a fact only where an asserted claim says it; what follows from such facts is there too,
    each triple with an lc:Derivation that names the claims. A claim said twice at one place is one claim,
    with the higher confidence.

    Args:
        knowledge: Documents, things, and the claims about them.
        base: What the IRIs of the things begin with.
        software: The program that made the claims, with its version.
        reader: The model that read the texts, with its version.
        ontology: The classes and properties, by default those that ship.
        themes: The thesaurus, by default the one that ships.

    Returns:
        A new store in memory.

    Raises:
        LCGraphError: A quote is not letter for letter in its document, a span leaves the text, a claim
            names an unknown document or thing, a class or property is not in the ontology, or a text cannot
            be written.
    """
    builder = _Builder(knowledge, Iris(base), ontology or load_ontology(), themes or load_themes())
    store = open_store()
    store.add([Quad(*triple) for triple in builder.triples(software, reader)])
    return store


_Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


class _Builder:
    """One build: what the knowledge names, by id, and the triples that follow from it."""

    def __init__(self, knowledge: Knowledge, iris: Iris, ontology: Ontology, themes: Themes) -> None:
        self._knowledge = knowledge
        self._iris = iris
        self._ontology = ontology
        self._themes = themes
        self._nodes: dict[EntityId, NamedNode] = {}
        self._documents = {document.id: document for document in knowledge.documents}
        if len(self._documents) < len(knowledge.documents):
            raise LCGraphError("two documents have the same id; each text is read once")
        self._entities = {entity.id: entity for entity in knowledge.entities}
        if len(self._entities) < len(knowledge.entities):
            raise LCGraphError("two things have the same kind and key; merge them first")
        minted: dict[str, EntityId] = {}
        for entity in self._entities:
            other = minted.setdefault(self._node(entity).value, entity)
            if other != entity:
                raise LCGraphError(f"{entity} and {other} would share an IRI; rename one of the keys")

    def triples(self, software: str, reader: str) -> Iterator[_Triple]:
        claims = self._checked_claims()
        run = NamedNode(self._iris.run(software, reader, self._knowledge.documents))
        for entity in self._entities.values():
            yield from self._entity(entity)
        yield from self._concepts(claims.values())
        yield from self._class_tree()
        for document in self._documents.values():
            yield from self._document(document)
            yield run, node("prov:used"), NamedNode(self._iris.document(document.id))
        yield run, node("rdf:type"), node("prov:Activity")
        yield run, node("lc:software"), text_literal(software)
        if reader:
            yield run, node("lc:reader"), text_literal(reader)
        evidence: set[tuple[str, Span]] = set()
        for iri, claim in claims.items():
            yield from self._fact(claim)
            yield from self._claim(NamedNode(iri), claim, run)
            if (place := (claim.evidence.document, claim.evidence.sentence)) not in evidence:
                evidence.add(place)
                yield from self._evidence(claim.evidence)
        for derivation in derive(self._facts(claims), self._ontology, self._class_of):
            yield from self._derivation(derivation)

    def _checked_claims(self) -> dict[str, Claim]:
        """The claims by IRI; of those with the same, the surest."""
        claims: dict[str, Claim] = {}
        for claim in self._knowledge.claims:
            self._check(claim)
            iri = self._iris.claim(claim)
            claims[iri] = max(claims.get(iri, claim), claim, key=_sureness)
        return claims

    def _check(self, claim: Claim) -> None:
        evidence = claim.evidence
        document = self._documents.get(evidence.document)
        if document is None:
            raise LCGraphError(
                f"a claim names the document {evidence.document!r}, which is not among those read"
            )
        start, end = evidence.sentence
        where = f"{document.identifier}, characters {start} to {end}"
        if not 0 <= start < end <= len(document.text) or document.text[start:end] != evidence.quote:
            raise LCGraphError(
                f"{where}: the text there is not the quote {evidence.quote[:60]!r}; mend the reader"
            )
        for span in (evidence.subject_at, evidence.object_at, evidence.cue_at):
            if span is not None and not 0 <= span.start < span.end <= len(document.text):
                raise LCGraphError(
                    f"{where}: the words at {span.start} to {span.end} are outside the text; mend the reader"
                )
        for entity in (claim.subject, claim.object):
            if entity.kind not in ("class", "concept") and entity not in self._entities:
                raise LCGraphError(
                    f"{where}: the claim is about {entity}, which is not among the things; add it"
                )

    def _node(self, entity: EntityId) -> NamedNode:
        known = self._nodes.get(entity)
        if known is None:
            if entity.kind == "class":
                iri = self._ontology.class_(entity.key).iri
            elif entity.kind == "concept":
                iri = self._concept(entity.key).iri
            else:
                iri = self._iris.entity(entity)
            known = self._nodes[entity] = NamedNode(iri)
        return known

    def _concept(self, key: str) -> Concept:
        if key not in self._themes.concepts:
            raise LCGraphError(
                f"concept {key!r}: is not in the thesaurus; use the kind theme, or add it to themes.ttl"
            )
        return self._themes.concepts[key]

    def _predicate(self, claim: Claim) -> NamedNode:
        if claim.predicate == "type":
            return node("rdf:type")
        return NamedNode(self._ontology.property(claim.predicate).iri)

    def _entity(self, entity: Entity) -> Iterator[_Triple]:
        subject = self._node(entity.id)
        if entity.id.kind == "concept":
            label = ""  # the thesaurus names it
        else:
            yield subject, node("rdf:type"), NamedNode(self._ontology.class_(entity.class_name).iri)
            label = entity.label
        if entity.id.kind == "theme":
            yield subject, node("rdf:type"), node("skos:Concept")
        if label:
            yield subject, node("rdfs:label"), text_literal(label)
        for name in set(entity.names) - {entity.label, ""}:
            yield subject, node("skos:altLabel"), text_literal(name)
        for curie, value in entity.values:
            yield subject, node(curie), literal(value)
        if entity.id.kind in ("partnership", "observation"):
            yield subject, node("lc:modality"), node(f"lc:{entity.modality}")
        # Where the IRI holds a hash, the key is written out, so that the graph can be read back.
        if entity.id.kind != "concept" and key_of(local_name(entity.id.key)) is None:
            yield subject, node("dcterms:identifier"), text_literal(entity.id.key)

    def _concepts(self, claims: Iterable[Claim]) -> Iterator[_Triple]:
        named = {entity for claim in claims for entity in (claim.subject, claim.object)} | set(self._entities)
        waiting = sorted(entity.key for entity in named if entity.kind == "concept")
        done: set[str] = set()
        while waiting:
            key = waiting.pop()
            if key in done:
                continue
            done.add(key)
            concept = self._concept(key)
            subject = self._node(EntityId("concept", key))
            yield subject, node("rdf:type"), node("lc:Theme")
            yield subject, node("rdf:type"), node("skos:Concept")
            yield subject, node("rdfs:label"), text_literal(concept.label)
            for name in set(concept.alt_labels) - {concept.label}:
                yield subject, node("skos:altLabel"), text_literal(name)
            for broader in concept.broader:
                yield subject, node("skos:broader"), self._node(EntityId("concept", broader))
                waiting.append(broader)

    def _class_tree(self) -> Iterator[_Triple]:
        used = {entity.class_name for entity in self._entities.values()}
        above = {wider for name in used for wider in self._ontology.ancestors(name)}
        for name in used | above:
            for parent in self._ontology.class_(name).parents:
                yield (
                    self._node(EntityId("class", name)),
                    node("rdfs:subClassOf"),
                    self._node(EntityId("class", parent)),
                )

    def _fact(self, claim: Claim) -> Iterator[_Triple]:
        if claim.predicate == "type" or not self._stands(claim):
            return
        yield self._node(claim.subject), self._predicate(claim), self._node(claim.object)

    def _stands(self, claim: Claim) -> bool:
        """Whether the claim's triple is a fact, or part of a node that says itself how it is meant."""
        modality = self._own(claim.subject)
        frame = (claim.subject.kind, claim.predicate) in FRAME
        if frame and modality is Modality.NEGATED:
            return False
        if frame and modality is not Modality.ASSERTED:
            return claim.modality is not Modality.NEGATED
        return claim.modality is Modality.ASSERTED

    def _facts(self, claims: Mapping[str, Claim]) -> dict[Relation, frozenset[str]]:
        """The relations between things that are facts, and the claims that assert each of them."""
        facts: defaultdict[Relation, set[str]] = defaultdict(set)
        for iri, claim in claims.items():
            if claim.predicate != "type" and all(
                modality is Modality.ASSERTED
                for modality in (claim.modality, self._own(claim.subject), self._own(claim.object))
            ):
                facts[claim.subject, claim.predicate, claim.object].add(iri)
        return {relation: frozenset(iris) for relation, iris in facts.items()}

    def _own(self, entity: EntityId) -> Modality:
        """The modality that a thing carries itself."""
        return self._entities[entity].modality if entity in self._entities else Modality.ASSERTED

    def _class_of(self, entity: EntityId) -> str:
        return self._entities[entity].class_name if entity in self._entities else "Theme"

    def _derivation(self, derivation: Derivation) -> Iterator[_Triple]:
        subject, name, object_ = derivation.relation
        triple = self._node(subject), NamedNode(self._ontology.property(name).iri), self._node(object_)
        iri = NamedNode(self._iris.derivation(derivation.relation, derivation.rule, derivation.premises))
        yield triple
        yield iri, node("rdf:type"), node("lc:Derivation")
        for part, term in zip(("rdf:subject", "rdf:predicate", "rdf:object"), triple, strict=True):
            yield iri, node(part), term
        yield iri, node("lc:rule"), node(f"lc:{derivation.rule}")
        for claim in derivation.premises:
            yield iri, node("prov:wasDerivedFrom"), NamedNode(claim)

    def _claim(self, iri: NamedNode, claim: Claim, run: NamedNode) -> Iterator[_Triple]:
        evidence = claim.evidence
        yield iri, node("rdf:type"), node("lc:Claim")
        yield iri, node("rdf:subject"), self._node(claim.subject)
        yield iri, node("rdf:predicate"), self._predicate(claim)
        yield iri, node("rdf:object"), self._node(claim.object)
        yield iri, node("lc:modality"), node(f"lc:{claim.modality}")
        yield iri, node("lc:confidence"), confidence_literal(claim.confidence)
        yield iri, node("lc:method"), text_literal(claim.method)
        yield iri, node("lc:evidence"), self._span(evidence.document, evidence.sentence)
        for name in ("subject_at", "object_at", "cue_at"):
            span: Span | None = getattr(evidence, name)
            if span is not None:
                yield iri, node(f"lc:{name.removesuffix('_at')}At"), self._span(evidence.document, span)
        yield iri, node("prov:wasGeneratedBy"), run

    def _evidence(self, evidence: Evidence) -> Iterator[_Triple]:
        sentence = self._span(evidence.document, evidence.sentence)
        position = self._span(evidence.document, evidence.sentence, part="position")
        quote = self._span(evidence.document, evidence.sentence, part="quote")
        yield sentence, node("rdf:type"), node("oa:SpecificResource")
        yield sentence, node("oa:hasSource"), NamedNode(self._iris.document(evidence.document))
        yield sentence, node("oa:hasSelector"), position
        yield sentence, node("oa:hasSelector"), quote
        yield position, node("rdf:type"), node("oa:TextPositionSelector")
        yield position, node("oa:start"), Literal(evidence.sentence.start)
        yield position, node("oa:end"), Literal(evidence.sentence.end)
        yield quote, node("rdf:type"), node("oa:TextQuoteSelector")
        yield quote, node("oa:exact"), text_literal(evidence.quote)

    def _document(self, document: Document) -> Iterator[_Triple]:
        subject = NamedNode(self._iris.document(document.id))
        yield subject, node("rdf:type"), node("lc:Document")
        for name, curie in DOCUMENT_PROPERTIES.items():
            if text := getattr(document, name):
                yield subject, node(curie), text_literal(text)
        yield subject, node("lc:characters"), literal(Value(str(len(document.text)), "xsd:integer"))

    def _span(self, document: str, span: Span, *, part: str = "char") -> NamedNode:
        return NamedNode(self._iris.span(document, span, part=part))


def _sureness(claim: Claim) -> tuple[float, str, Span]:
    """What decides between two claims of the same IRI, whichever comes first."""
    return claim.confidence, claim.method, claim.evidence.cue_at or Span(-1, -1)
