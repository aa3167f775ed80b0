"""From names to things and back: what a person types, and what a page shows."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from lcgraph.errors import LCGraphError, QueryError
from lcgraph.graph.iris import fold
from lcgraph.graph.terms import expand, node
from lcgraph.ontology import PREFIXES, load_ontology
from lcgraph.store import Store

_NAMED = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?thing ?class ?name WHERE {
  ?thing a ?class ; rdfs:label|skos:altLabel|dcterms:title ?name .
  FILTER(?class NOT IN (skos:Concept, lc:Document))
}
"""


class Candidate(NamedTuple):
    """A thing that a name may mean: its IRI, its label, and the local name of its class."""

    iri: str
    label: str
    class_name: str


def labels(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """The label of each IRI: its ``rdfs:label``, else its title, else its local name.

    Args:
        store: The graph.
        iris: What to name.
    """
    return {iri: _label(store, iri) for iri in iris}


def resolve(store: Store, text: str, class_name: str | None = None) -> list[Candidate]:
    """The things that a person may mean by a name.

    Args:
        store: The graph.
        text: An IRI, a short form such as ``place:jena``, or any name in the graph; accents and capitals do
            not matter.
        class_name: The local name of a class. Only things of it or of its sub-classes count.

    Returns:
        All that fit, in the order of their labels: none, one, or several of the same name.
    """
    things = _things(store, class_name)
    iris, name = _possible_iris(text, things), fold(text)
    found = [thing for thing in things if thing in iris]
    found = found or [thing for thing, names in things.items() if name in map(fold, names)]
    return sorted(
        (_candidate(store, iri) for iri in found), key=lambda candidate: (candidate.label, candidate.iri)
    )


def suggest(store: Store, text: str, class_name: str | None = None, *, limit: int = 3) -> list[Candidate]:
    """The things whose names come nearest to one that `resolve` does not find."""
    by_name: dict[str, str] = {}
    for iri, names in _things(store, class_name).items():
        for name in names:
            by_name.setdefault(fold(name), iri)
    near = get_close_matches(fold(text), by_name, n=limit)
    return [_candidate(store, iri) for iri in dict.fromkeys(by_name[name] for name in near)]


def resolve_one(store: Store, text: str, class_name: str | None = None) -> Candidate:
    """The one thing that a person means by a name.

    Raises:
        QueryError: Nothing has the name (with the nearest that are there), or several things have.
    """
    found = resolve(store, text, class_name)
    if len(found) == 1:
        return found[0]
    if found:
        choices = ", ".join(f"<{candidate.iri}> ({candidate.class_name})" for candidate in found)
        raise QueryError(f"{text!r} names {len(found)} things: {choices}; give the IRI of one")
    near = ", ".join(candidate.label for candidate in suggest(store, text, class_name))
    what = class_name or "thing"
    raise QueryError(
        f"no {what} in the graph is called {text!r}; " + (f"near: {near}" if near else "check the name")
    )


def predicate_iri(name: str, store: Store | None = None) -> str:
    """The IRI of a property by its local name, CURIE or IRI.

    Args:
        name: The name.
        store: A graph whose claims may know properties that the ontology does not.

    Raises:
        LCGraphError: It is none of these, or neither the ontology nor the graph has such a property.

    >>> predicate_iri("partner")
    'https://w3id.org/lcgraph/ontology#partner'
    """
    if name == "type":
        return expand("rdf:type")
    if ":" not in name:
        claimed = claimed_properties(store) if store is not None else {}
        return claimed.get(name) or load_ontology().property(name).iri
    iri = name.removeprefix("<").removesuffix(">")
    return iri if re.match(r"https?://|urn:", iri) else expand(iri)


def claimed_properties(store: Store) -> dict[str, str]:
    """The properties by which the claims of a graph relate things, by local name."""
    claimed = {
        quad.object.value
        for quad in store.match(None, node("rdf:predicate"))
        if isinstance(quad.object, NamedNode)
    }
    return {_local(iri): iri for iri in sorted(claimed)}


def _things(store: Store, class_name: str | None) -> dict[str, list[str]]:
    """The names of each thing, of one class or of all."""
    classes = None if class_name is None else _with_subclasses(store, class_name)
    things: dict[str, list[str]] = {}
    for thing, kind, name in store.select(_NAMED):
        if not (isinstance(thing, NamedNode) and isinstance(kind, NamedNode) and isinstance(name, Literal)):
            continue
        if classes is None or kind.value in classes:
            things.setdefault(thing.value, []).append(name.value)
    return things


def _with_subclasses(store: Store, class_name: str) -> set[str]:
    waiting = [NamedNode(load_ontology().class_(class_name).iri)]
    found: set[str] = set()
    while waiting:
        kind = waiting.pop()
        if kind.value not in found:
            found.add(kind.value)
            below = (quad.subject for quad in store.match(None, node("rdfs:subClassOf"), kind))
            waiting.extend(subject for subject in below if isinstance(subject, NamedNode))
    return found


def _possible_iris(text: str, things: Iterable[str]) -> set[str]:
    """What a text may mean as an IRI: itself, or ``kind:local`` under whichever base the graph has."""
    plain = text.strip().removeprefix("<").removesuffix(">")
    found = {plain}
    short = re.fullmatch(r"([a-z]+):([A-Za-z0-9_-]+)", plain)
    if short and short[1] in PREFIXES:
        found.add(expand(plain))
    elif short:
        ending = re.compile(rf"[/#:]{short[1]}/{short[2]}$")
        found |= {thing for thing in things if ending.search(thing)}
    return found


def _candidate(store: Store, iri: str) -> Candidate:
    classes = sorted(
        quad.object.value
        for quad in store.match(NamedNode(iri), node("rdf:type"))
        if isinstance(quad.object, NamedNode)
    )
    kinds = [_local(kind) for kind in classes if kind != expand("skos:Concept")]
    return Candidate(iri, _label(store, iri), kinds[0] if kinds else "")


def _label(store: Store, iri: str) -> str:
    for name in ("rdfs:label", "dcterms:title"):
        try:
            quads = store.match(NamedNode(iri), node(name))
        except ValueError as error:
            raise LCGraphError(f"{iri!r}: is no IRI ({error}); check it") from None
        found = sorted(quad.object.value for quad in quads if isinstance(quad.object, Literal))
        if found:
            return found[0]
    return _local(iri)


def _local(iri: str) -> str:
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]
