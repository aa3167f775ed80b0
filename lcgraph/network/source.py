"""What a network asks of a graph: the SPARQL of this room, in a handful of questions.

Each question is asked once for a thousand nodes or pairs, never once an edge, because the cost of
a question is in its planning and not in its answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from lcgraph.errors import NetworkError

LC = "https://w3id.org/lcgraph/ontology#"

#: How many nodes or pairs one question names, and in how many letters: more makes the text of the query too
#: long to parse quickly (and longer than a store takes), fewer makes too many questions.
CHUNK = 1000
LETTERS = 50_000

_PREFIXES = f"""\
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX lc: <{LC}>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""

CLASSES = "SELECT DISTINCT ?node ?class WHERE { VALUES ?node { %s } ?node a ?class }"

LABELS = "SELECT DISTINCT ?node ?label WHERE { VALUES ?node { %s } ?node rdfs:label ?label }"

#: Only the nearest place: what lies around it is said of the place, not of the node.
PLACES = """SELECT DISTINCT ?node ?label WHERE {
  VALUES ?node { %s }
  ?node lc:locatedIn ?place . ?place rdfs:label ?label
  FILTER NOT EXISTS { ?node lc:locatedIn ?nearer . ?nearer lc:locatedIn+ ?place FILTER(?nearer != ?place) }
}"""

COUNTRIES = """SELECT DISTINCT ?node ?label WHERE {
  VALUES ?node { %s } ?node lc:locatedIn* ?country . ?country a lc:Country ; rdfs:label ?label
}"""

PARTNERS = """SELECT DISTINCT ?node ?partner ?modality WHERE {
  VALUES ?node { %s } ?node lc:partner ?partner OPTIONAL { ?node lc:modality ?modality }
}"""

THEMES = """SELECT DISTINCT ?node ?label WHERE {
  VALUES ?node { %s } ?node lc:focusesOn|lc:activeIn ?theme . ?theme rdfs:label ?label
}"""

SUPER_CLASSES = "SELECT DISTINCT ?class ?super WHERE { ?class rdfs:subClassOf ?super FILTER(isIRI(?super)) }"

FACTS = """SELECT DISTINCT ?subject ?object ?predicate WHERE {
  VALUES (?subject ?object) { %s } ?subject ?predicate ?object
}"""

CLAIMS = """SELECT DISTINCT ?subject ?object ?predicate ?claim ?modality ?evidence ?confidence ?method WHERE {
  VALUES (?subject ?object) { %s }
  ?claim rdf:subject ?subject ; rdf:object ?object ; rdf:predicate ?predicate ;
         lc:modality ?modality ; lc:evidence ?evidence .
  OPTIONAL { ?claim lc:confidence ?confidence }
  OPTIONAL { ?claim lc:method ?method }
}"""

#: Apart from the claims, because joined to them in one question it takes the square of the time.
SENTENCES = """SELECT DISTINCT ?node ?document ?start ?end ?quote WHERE {
  VALUES ?node { %s }
  ?node oa:hasSource ?document ; oa:hasSelector ?position , ?words .
  ?position oa:start ?start ; oa:end ?end .
  ?words oa:exact ?quote
}"""

DOCUMENTS = """SELECT DISTINCT ?node ?title ?identifier ?issued ?url WHERE {
  VALUES ?node { %s }
  ?node a lc:Document
  OPTIONAL { ?node dcterms:title ?title }
  OPTIONAL { ?node dcterms:identifier ?identifier }
  OPTIONAL { ?node dcterms:issued ?issued }
  OPTIONAL { ?node dcterms:source ?url }
}"""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")


class Queryable(Protocol):
    """Anything that answers SPARQL with rows of terms: `lcgraph.store.Store` is one."""

    def query(self, sparql: str) -> Any:
        """The rows of a SELECT query, each a sequence of terms with None for what is unbound."""


def checked_iri(value: Any, what: str) -> str:
    """The IRI of a term or string, safe to stand between ``<`` and ``>`` in a query.

    Args:
        value: A term with a ``value``, or a string.
        what: The column's name, for the message.

    Raises:
        NetworkError: If it is a literal, a blank node or no IRI at all.

    >>> checked_iri("https://example.org/place/jena", "?source")
    'https://example.org/place/jena'
    """
    text = getattr(value, "value", value)
    literal = hasattr(value, "datatype")
    if literal or not isinstance(text, str) or not _IRI.fullmatch(text):
        raise NetworkError(
            f"{what} holds {str(value)!r}, which is no IRI: a network joins things that have IRIs. "
            f"Let the query return the thing itself, not its label"
        )
    return text


def words(iri: str) -> str:
    """A property's local name as words.

    >>> words("https://w3id.org/lcgraph/ontology#cooperatesWith")
    'cooperates with'
    """
    local = re.split(r"[#/]", iri.rstrip("#/"))[-1]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local).lower()


def about_nodes(store: Queryable, question: str, nodes: Iterable[str]) -> Iterator[list[str]]:
    """Rows of a question about nodes, as strings."""
    for chunk in _chunks([f"<{node}>" for node in nodes]):
        yield from asked(store, question % " ".join(chunk))


def about_pairs(store: Queryable, question: str, pairs: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Rows of a question about pairs of subject and object, as strings."""
    for chunk in _chunks([f"(<{one}> <{other}>)" for one, other in pairs]):
        yield from asked(store, question % " ".join(chunk))


class ClassOf(NamedTuple):
    """The most specific class of a thing by its local name, what is above it, and the topmost of that.

    All are empty for what has no class of the ontology.
    """

    name: str = ""
    broader: frozenset[str] = frozenset()
    top: str = ""


def classes_of(store: Queryable, nodes: Iterable[str]) -> dict[str, ClassOf]:
    """The class of each of several things."""
    everything = sorted(set(nodes))
    above = super_classes(store)
    stated = ordered(
        (node, name)
        for node, name in about_nodes(store, CLASSES, everything)
        if name.startswith(LC)  # SKOS and PROV classes stand beside ours and say less
    )
    return {node: _class_of(stated.get(node, []), above) for node in everything}


def _class_of(stated: Sequence[str], above: Mapping[str, set[str]]) -> ClassOf:
    covered = {broad for name in stated for broad in above.get(name, ())}
    found = next((name for name in stated if name not in covered), "")
    line = sorted(name for name in above.get(found, ()) if name.startswith(LC))
    top = next((name for name in line if not any(n.startswith(LC) for n in above.get(name, ()))), found)
    return ClassOf(
        found.removeprefix(LC), frozenset(name.removeprefix(LC) for name in line), top.removeprefix(LC)
    )


def super_classes(store: Queryable) -> dict[str, set[str]]:
    """Every class of the graph with all classes above it."""
    parents: dict[str, set[str]] = {}
    for narrow, broad in asked(store, SUPER_CLASSES):
        parents.setdefault(narrow, set()).add(broad)

    def above(name: str, seen: set[str]) -> set[str]:
        for parent in parents.get(name, ()):
            if parent not in seen:
                seen.add(parent)
                above(parent, seen)
        return seen

    return {name: above(name, set()) - {name} for name in parents}


def _chunks(terms: list[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    letters = 0
    for term in terms:
        if chunk and (len(chunk) == CHUNK or letters + len(term) > LETTERS):
            yield chunk
            chunk, letters = [], 0
        chunk.append(term)
        letters += len(term) + 1
    if chunk:
        yield chunk


def asked(store: Queryable, sparql: str) -> Iterator[list[str]]:
    """Rows by position, so that any store's idea of a row will do; an unbound place is empty."""
    variables = re.findall(r"\?(\w+)", sparql.split("WHERE", 1)[0])
    for row in store.query(_PREFIXES + sparql):
        yield [_text(row[place]) for place in range(len(variables))]


def _text(term: Any) -> str:
    return "" if term is None else str(getattr(term, "value", term))


def ordered(pairs: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """Values gathered under their key, sorted and without doubles.

    >>> ordered([("a", "y"), ("a", "x"), ("a", "y")])
    {'a': ['x', 'y']}
    """
    gathered: dict[str, set[str]] = {}
    for key, value in pairs:
        gathered.setdefault(key, set()).add(value)
    return {key: sorted(values) for key, values in gathered.items()}
