"""RDF back to knowledge: the inverse of `lcgraph.graph.build`, but for the texts, which no graph holds."""

from collections import defaultdict
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from lcgraph.errors import LCGraphError
from lcgraph.graph.build import DOCUMENT_PROPERTIES
from lcgraph.graph.facts import SOURCES
from lcgraph.graph.iris import key_of, local_name, split_span
from lcgraph.graph.terms import expand, modality_of, node, number, shorten
from lcgraph.model import Claim, Document, Entity, EntityId, Evidence, Knowledge, Modality, Span, Value
from lcgraph.ontology import LC, LCT
from lcgraph.store import Store, Term

_Properties = Mapping[str, list[Term]]
_SOURCES = frozenset(map(expand, SOURCES))

#: Properties of a thing that its other fields hold.
_NOT_VALUES = frozenset(map(expand, ("rdfs:label", "skos:altLabel")))


def read_knowledge(store: Store) -> Knowledge:
    """Read documents, things and claims from a graph that `build_graph` made.

    Documents come without their texts (``text == ""``), names without the label; everything is sorted. A
    theme of the thesaurus comes with the names that the graph holds.

    Raises:
        LCGraphError: A claim lacks one of its parts, or points at what is no span of a document.
    """
    subjects: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for quad in store:
        if isinstance(quad.subject, NamedNode):
            subjects[quad.subject.value][quad.predicate.value].append(quad.object)
    ids = {iri: _entity_id(iri, properties) for iri, properties in subjects.items()}
    documents, entities, claims = [], [], []
    for iri, properties in subjects.items():
        types = set(_iris(properties, "rdf:type"))
        if expand("lc:Claim") in types:
            claims.append(_claim(iri, properties, subjects, ids))
        elif expand("lc:Document") in types:
            documents.append(_document(iri, properties))
        elif (found := ids[iri]) and types and types.isdisjoint(_SOURCES):
            entities.append(_entity(found, properties))
    named = {entity for claim in claims for entity in (claim.subject, claim.object)}
    return Knowledge(
        documents=tuple(sorted(documents, key=lambda document: document.id)),
        # The wider themes of those that are named are there for queries only.
        entities=tuple(
            sorted((e for e in entities if e.id.kind != "concept" or e.id in named), key=lambda e: e.id)
        ),
        claims=tuple(sorted(claims, key=claim_order)),
    )


def claim_order(claim: Claim) -> tuple[object, ...]:
    """The order of claims: as their documents are read."""
    at = claim.evidence
    spans = tuple(span or Span(-1, -1) for span in (at.subject_at, at.object_at, at.cue_at))
    return at.document, at.sentence, *spans, claim.subject, claim.predicate, claim.object, claim.modality


def entity_id(iri: str) -> EntityId | None:
    """The kind and the key that an IRI shows; a key behind a hash shows as the local name.

    >>> entity_id("https://example.org/lcgraph/place/new-york")
    EntityId(kind='place', key='new york')
    """
    for namespace, kind in ((LC, "class"), (LCT, "concept")):
        if iri.startswith(namespace):
            return EntityId(kind, iri.removeprefix(namespace))
    above, _, local = iri.rpartition("/")
    kind = above.replace("#", "/").rpartition("/")[2]
    if not above or not local or not kind.isalpha() or "#" in local:
        return None
    return EntityId(kind, key_of(local) or local)


def _entity_id(iri: str, properties: _Properties) -> EntityId | None:
    found = entity_id(iri)
    if expand("skos:Concept") in _iris(properties, "rdf:type") and (found is None or found.kind != "theme"):
        return EntityId("concept", _last(iri))
    if found and found.kind not in ("class", "concept"):
        local = iri.rpartition("/")[2]
        for key in _texts(properties, "dcterms:identifier"):
            if local_name(key) == local:
                return EntityId(found.kind, key)
    return found


def _entity(found: EntityId, properties: _Properties) -> Entity:
    types = [iri for iri in _iris(properties, "rdf:type") if iri != expand("skos:Concept")]
    modality = _iris(properties, "lc:modality")
    labels = _texts(properties, "rdfs:label")
    values = [
        (shorten(predicate), Value(term.value, _datatype(term)))
        for predicate, terms in properties.items()
        if predicate not in _NOT_VALUES
        for term in terms
        if isinstance(term, Literal)
        and not (shorten(predicate) == "dcterms:identifier" and term.value == found.key)
    ]
    return Entity(
        id=found,
        class_name=_last(types[0]) if types else "",
        label=labels[0] if labels else "",
        names=tuple(sorted(_texts(properties, "skos:altLabel"))),
        values=tuple(sorted(values)),
        modality=modality_of(modality[0]) if modality else Modality.ASSERTED,
    )


def _document(iri: str, properties: _Properties) -> Document:
    fields = {name: next(iter(_values(properties, curie)), "") for name, curie in DOCUMENT_PROPERTIES.items()}
    return Document(id=iri.rpartition("/")[2], text="", **fields)


def _claim(
    iri: str,
    properties: _Properties,
    subjects: Mapping[str, _Properties],
    ids: Mapping[str, EntityId | None],
) -> Claim:
    def one(name: str) -> str:
        values = _values(properties, name)
        if len(values) != 1:
            raise LCGraphError(
                f"claim <{iri}>: has {len(values)} times {name} where one is due; build the graph again"
            )
        return values[0]

    def thing(name: str) -> EntityId:
        found = ids.get(one(name)) or entity_id(one(name))
        if found is None:
            raise LCGraphError(
                f"claim <{iri}>: <{one(name)}> is no thing of this graph; build the graph again"
            )
        return found

    def span(name: str) -> Span | None:
        if not _values(properties, name):
            return None
        found = split_span(one(name))
        if found is None:
            raise LCGraphError(
                f"claim <{iri}>: <{one(name)}> is no span of a document; build the graph again"
            )
        return found[1]

    predicate = _last(one("rdf:predicate"))
    sentence = split_span(one("lc:evidence"))
    if sentence is None:
        raise LCGraphError(
            f"claim <{iri}>: <{one('lc:evidence')}> is no span of a document; build the graph again"
        )
    quotes = [
        quote
        for selector in _values(subjects.get(one("lc:evidence"), {}), "oa:hasSelector")
        for quote in _values(subjects.get(selector, {}), "oa:exact")
    ]
    return Claim(
        subject=thing("rdf:subject"),
        predicate=predicate,
        object=EntityId("class", _last(one("rdf:object"))) if predicate == "type" else thing("rdf:object"),
        modality=modality_of(one("lc:modality")),
        confidence=number(one("lc:confidence")),
        method=one("lc:method"),
        evidence=Evidence(
            document=sentence[0].rpartition("/")[2],
            sentence=sentence[1],
            quote=quotes[0] if quotes else "",
            subject_at=span("lc:subjectAt"),
            object_at=span("lc:objectAt"),
            cue_at=span("lc:cueAt"),
        ),
    )


def _values(properties: _Properties, curie: str) -> list[str]:
    return [term.value for term in properties.get(expand(curie), ()) if isinstance(term, NamedNode | Literal)]


def _iris(properties: _Properties, curie: str) -> list[str]:
    return [term.value for term in properties.get(expand(curie), ()) if isinstance(term, NamedNode)]


def _texts(properties: _Properties, curie: str) -> list[str]:
    return sorted(term.value for term in properties.get(expand(curie), ()) if isinstance(term, Literal))


def _datatype(term: Literal) -> str:
    return "" if term.datatype == node("xsd:string") else shorten(term.datatype.value)


def _last(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
