"""The sentences behind facts: who says it, where, and with which words."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from lcgraph.graph.iris import split_span
from lcgraph.graph.names import labels, predicate_iri
from lcgraph.graph.terms import modality_of, names_in, number
from lcgraph.model import Modality, Span
from lcgraph.store import Store, Term

_CLAIMS = """
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?claim ?subject ?predicate ?object ?modality ?confidence ?method ?sentence ?quote
       ?subjectAt ?objectAt ?cueAt ?document ?title ?identifier ?issued ?rule
WHERE {
  %s
  ?claim a lc:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
    lc:modality ?modality ; lc:confidence ?confidence ; lc:method ?method ; lc:evidence ?sentence .
  ?sentence oa:hasSource ?document ; oa:hasSelector/oa:exact ?quote .
  OPTIONAL { ?claim lc:subjectAt ?subjectAt }
  OPTIONAL { ?claim lc:objectAt ?objectAt }
  OPTIONAL { ?claim lc:cueAt ?cueAt }
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document dcterms:identifier ?identifier }
  OPTIONAL { ?document dcterms:issued ?issued }
}
"""
#: Claims that a derived triple follows from, in the place of claims that say it.
_PREMISES = """
  ?derivation a lc:Derivation ; lc:rule ?rule ; prov:wasDerivedFrom ?claim ;
    rdf:subject ?from ; rdf:predicate ?by ; rdf:object ?to ."""
_ORDER = {modality: rank for rank, modality in enumerate(Modality)}


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One claim with its sentence.

    Subject, predicate, object and `claim` are IRIs, `document` is the id, `identifier` the path as given.
    `sentence`, `subject_at`, `object_at` and `cue_at` are offsets in the document's text; `quote` is the
    sentence. Where a claim does not say what was asked for, but that follows from it, `rule` is the IRI of
    the rule by which it does.
    """

    claim: str
    subject: str
    subject_label: str
    predicate: str
    predicate_label: str
    object: str
    object_label: str
    modality: Modality
    confidence: float
    method: str
    quote: str
    sentence: Span
    subject_at: Span | None
    object_at: Span | None
    cue_at: Span | None
    document: str
    title: str
    identifier: str
    issued: str
    rule: str = ""


def evidence(
    store: Store,
    subject_iri: str | None = None,
    predicate: str | None = None,
    object_iri: str | None = None,
) -> list[EvidenceRow]:
    """The claims about a thing, a relation or a triple, with their sentences.

    No claim says a derived triple. Where a relation is asked for, the claims that it follows from are given
    for those of its triples that are derived.

    Args:
        store: The graph.
        subject_iri: A thing. Without an object, claims that have it as their object count as well.
        predicate: A property: its local name, CURIE or IRI, or ``type``.
        object_iri: A thing.

    Returns:
        One row a claim: those that say it first, asserted, planned, possible, reported and negated; the
        surest first.

    Raises:
        LCGraphError: A name is no IRI.
    """
    ends = [(subject_iri, object_iri)]
    if subject_iri is not None and object_iri is None:
        ends.append((None, subject_iri))
    relation = None if predicate is None else predicate_iri(predicate, store)
    found = []
    for subject, object_ in ends:
        if relation is not None:
            found += _rows(store, _PREMISES + _values({"from": subject, "by": relation, "to": object_}))
        found += _rows(store, _values({"subject": subject, "predicate": relation, "object": object_}))
    things = labels(store, {row[name] for row in found for name in ("subject", "predicate", "object")})
    rows = {row["claim"]: _evidence_row(row, things) for row in found}
    return sorted(rows.values(), key=_row_order)


def _values(given: dict[str, str | None]) -> str:
    """What variables stand for, as SPARQL; those without a value stand for anything."""
    return "".join(
        f" VALUES ?{name} {{ {names_in([iri])} }}" for name, iri in given.items() if iri is not None
    )


def _rows(store: Store, pattern: str) -> list[dict[str, str]]:
    result = store.select(_CLAIMS % pattern)
    return [dict(zip(result.columns, map(_text, row), strict=True)) for row in result]


def _evidence_row(row: dict[str, str], things: dict[str, str]) -> EvidenceRow:
    sentence = split_span(row["sentence"])
    return EvidenceRow(
        claim=row["claim"],
        subject=row["subject"],
        subject_label=things[row["subject"]],
        predicate=row["predicate"],
        predicate_label=things[row["predicate"]],
        object=row["object"],
        object_label=things[row["object"]],
        modality=modality_of(row["modality"]),
        confidence=number(row["confidence"]),
        method=row["method"],
        quote=row["quote"],
        sentence=sentence[1] if sentence else Span(0, 0),
        subject_at=_span(row["subjectAt"]),
        object_at=_span(row["objectAt"]),
        cue_at=_span(row["cueAt"]),
        document=row["document"].rpartition("/")[2],
        title=row["title"],
        identifier=row["identifier"],
        issued=row["issued"],
        rule=row["rule"],
    )


def _row_order(row: EvidenceRow) -> tuple[object, ...]:
    return (
        bool(row.rule),
        _ORDER[row.modality],
        -row.confidence,
        row.identifier,
        row.sentence,
        row.predicate,
        row.object,
        row.claim,
    )


def _span(iri: str) -> Span | None:
    found = split_span(iri)
    return found[1] if found else None


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
