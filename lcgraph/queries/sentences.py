"""Looks up claims by what they say, and the sentences that say it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from lcgraph.store import Store, Term

if TYPE_CHECKING:
    from lcgraph.queries.paths import Edge

#: How many triples or claims one query names: few enough to be parsed quickly.
_CHUNK = 500
_ASSERTED = "https://w3id.org/lcgraph/ontology#Asserted"

_PREFIXES = """
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
_PREDICATES = f"{_PREFIXES} SELECT DISTINCT ?predicate WHERE {{ ?claim rdf:predicate ?predicate }}"
_CLAIMS = f"""{_PREFIXES}
SELECT ?subject ?predicate ?object ?claim ?modality ?own WHERE {{
  VALUES (?subject ?predicate ?object) {{ %s }}
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; lc:modality ?modality .
  OPTIONAL {{ ?subject lc:modality ?own }}
}}"""
_SENTENCES = f"""{_PREFIXES}
SELECT ?claim ?modality ?confidence ?quote ?document ?identifier ?title ?start ?end WHERE {{
  VALUES ?claim {{ %s }}
  ?claim lc:modality ?modality ; lc:confidence ?confidence ; lc:evidence ?sentence .
  ?sentence oa:hasSource ?document ; oa:hasSelector ?position, ?words .
  ?position oa:start ?start ; oa:end ?end .
  ?words oa:exact ?quote .
  OPTIONAL {{ ?document dcterms:identifier ?identifier }}
  OPTIONAL {{ ?document dcterms:title ?title }}
}}"""


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence as the evidence of one claim; sorted, sentences stand as in their documents.

    `document` and `claim` are IRIs, `identifier` is the document's path as given. `start` and `end` count
    Unicode characters of the document's text: ``text[start:end] == quote``.
    """

    identifier: str
    start: int
    end: int
    quote: str
    title: str
    document: str
    modality: str
    confidence: float
    claim: str


def claims_of(store: Store, triples: "set[Edge]", *, asserted_only: bool = False) -> "dict[Edge, set[str]]":
    """The claims that put triples into a graph.

    Those are the claims that assert them. The partners of a planned partnership, and what a reported
    figure is about, stand in the graph without being facts: there it is the claims that plan or report
    it as their subject says of itself.

    Args:
        store: The graph.
        triples: The triples.
        asserted_only: Leave out what is in the graph without being a fact.
    """
    if not triples:
        return {}
    spoken = {row[0] for row in store.select(_PREDICATES)}
    usable = sorted((triple for triple in triples if triple[1] in spoken and _has_iris(triple)), key=str)
    asserted: defaultdict[Edge, set[str]] = defaultdict(set)
    otherwise: defaultdict[Edge, set[str]] = defaultdict(set)
    for some in _chunks(usable):
        rows = " ".join(f"({subject} {predicate} {object})" for subject, predicate, object in some)
        for subject, predicate, object, claim, modality, own in store.select(_CLAIMS % rows):
            if modality in (NamedNode(_ASSERTED), own):
                found = asserted if modality == NamedNode(_ASSERTED) else otherwise
                found[subject, predicate, object].add(_text(claim))  # type: ignore[index]
    return dict(asserted) if asserted_only else {**otherwise, **asserted}


def sentences_of(store: Store, claims: set[str]) -> dict[str, tuple[Sentence, ...]]:
    """The sentences of claims, by the claims' IRIs.

    Args:
        store: The graph.
        claims: The claims' IRIs.
    """
    found: defaultdict[str, set[Sentence]] = defaultdict(set)
    for some in _chunks(sorted(claims)):
        rows = store.select(_SENTENCES % " ".join(f"<{claim}>" for claim in some))
        for row in rows:
            claim, modality, confidence, quote, document, identifier, title, start, end = map(_text, row)
            found[claim].add(
                Sentence(
                    identifier=identifier or document,
                    start=int(start),
                    end=int(end),
                    quote=quote,
                    title=title,
                    document=document,
                    modality=modality.rpartition("#")[2],
                    confidence=float(confidence),
                    claim=claim,
                )
            )
    return {claim: tuple(sorted(several)) for claim, several in found.items()}


def _has_iris(triple: "Edge") -> bool:
    return isinstance(triple[0], NamedNode) and isinstance(triple[2], NamedNode | Literal)


def _chunks(several: "list[Edge] | list[str]") -> Iterator[Iterable]:  # type: ignore[type-arg]
    return (several[at : at + _CHUNK] for at in range(0, len(several), _CHUNK))


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
