"""What claims are about, told so that it can be found again in another build."""

from collections import defaultdict
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from lcgraph.graph import EvidenceRow, evidence
from lcgraph.graph.iris import fold
from lcgraph.graph.read import entity_id
from lcgraph.store import Store

_FIGURES = """
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
SELECT ?figure ?indicator ?value ?unit ?date ?qualifier WHERE {
  ?figure a lc:Observation ; lc:indicator ?indicator ; lc:value ?value .
  OPTIONAL { ?figure lc:unit ?unit }
  OPTIONAL { ?figure lc:date ?date }
  OPTIONAL { ?figure lc:qualifier ?qualifier }
}
"""
_DIGESTS = """
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
SELECT ?document ?digest WHERE { ?document a lc:Document ; lc:sha256 ?digest }
"""
#: The lowest confidence of each band, the highest band first.
BANDS = ((0.9, "sure"), (0.7, "likely"), (0.0, "doubtful"))


class Matter(NamedTuple):
    """What a claim is about, without how it is said: a document, and words for the parts of a triple."""

    document: str
    subject: str
    predicate: str
    object: str


class Saying(NamedTuple):
    """One claim about a matter: how it is said, how sure the reader is, and the figure or class it gives."""

    matter: Matter
    modality: str
    band: str
    value: str
    row: EvidenceRow

    @property
    def quote(self) -> str:
        """The sentence."""
        return self.row.quote


def band(confidence: float) -> str:
    """The band that a confidence lies in.

    >>> band(0.93), band(0.7), band(0.2)
    ('sure', 'likely', 'doubtful')
    """
    return next(name for lowest, name in BANDS if confidence >= lowest or not lowest)


def sayings(store: Store, *, like: Store | None = None) -> dict[Matter, list[Saying]]:
    """The claims of a graph by what they are about, in the order of the text.

    Things go by their kind and key, so that another base makes no difference, and figures by what they
    count, so that another value makes none.

    Args:
        store: The graph.
        like: Another graph, after whose documents this one's are called where they are the same: those of
            the same id, or else of the same text.
    """
    rows = evidence(store)
    figures = _figures(store)
    documents = _same_documents(store, like) if like is not None else {}
    objects = {row.subject: row.object for row in rows if row.subject in figures and _last(row) == "about"}
    found: defaultdict[Matter, list[Saying]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.document, row.sentence, row.claim)):
        predicate, value, subject, object_ = _last(row), "", _thing(row.subject), _thing(row.object)
        if row.subject in figures:
            counted, number = figures[row.subject]
            subject = f"figure {_thing(objects.get(row.subject, ''))} {counted}"
            # One claim gives the number, that which says of whom; only where there is none, another.
            value = number if predicate == "about" or row.subject not in objects else ""
        elif predicate == "type":
            value, object_ = row.object_label, "class"
        matter = Matter(documents.get(row.document, row.document), subject, predicate, object_)
        found[matter].append(Saying(matter, row.modality.value, band(row.confidence), value, row))
    return dict(found)


def _figures(store: Store) -> dict[str, tuple[str, str]]:
    """Of each figure what it counts, when and in which unit; and how many."""
    figures = {}
    for row in store.select(_FIGURES):
        figure, indicator, value, unit, date, qualifier = (
            term.value if isinstance(term, NamedNode | Literal) else "" for term in row
        )
        counted = " ".join(filter(None, (fold(indicator), unit, date)))
        figures[figure] = counted, " ".join(filter(None, (qualifier, value, unit)))
    return figures


def _same_documents(store: Store, like: Store) -> dict[str, str]:
    """The id that the other graph has for each document that it knows under another."""
    here, there = _digests(store), _digests(like)
    by_digest = {digest: name for name, digest in sorted(there.items(), reverse=True)}
    return {
        name: by_digest[digest]
        for name, digest in here.items()
        if name not in there and by_digest.get(digest, name) not in here and digest in by_digest
    }


def _digests(store: Store) -> dict[str, str]:
    return {
        document.value.rpartition("/")[2]: digest.value
        for document, digest in store.select(_DIGESTS)
        if isinstance(document, NamedNode) and isinstance(digest, Literal)
    }


def _thing(iri: str) -> str:
    found = entity_id(iri)
    return f"{found.kind} {found.key}" if found else iri


def _last(row: EvidenceRow) -> str:
    return row.predicate.replace("#", "/").rpartition("/")[2]
