"""What a graph holds, about one thing or in numbers, as RDF for programs."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.explorer.addresses import DATA
from lcgraph.explorer.holdings import Holdings
from lcgraph.graph import to_bytes
from lcgraph.ontology import PREFIXES
from lcgraph.store import Store, open_store

_RDF, _LC, _OA = PREFIXES["rdf"], PREFIXES["lc"], PREFIXES["oa"]
_VOID = "http://rdfs.org/ns/void#"
_LABEL = NamedNode(f"{PREFIXES['rdfs']}label")
_CLAIM, _DERIVATION = NamedNode(f"{_LC}Claim"), NamedNode(f"{_LC}Derivation")
_TYPE = NamedNode(f"{_RDF}type")
_PREMISE = NamedNode(f"{PREFIXES['prov']}wasDerivedFrom")


def described(store: Store, iri: str, ending: str) -> bytes:
    """A thing with its relations in both directions, the names of the others, and the claims about it.

    The claims come with their sentences, so that the data proves itself (a symmetric concise bounded
    description, W3C member submission of 2005, widened by the evidence). What follows about it comes with the
    derivation and its premises.

    Args:
        store: The graph.
        iri: The thing; where the graph says nothing about it, nothing is written.
        ending: One of `DATA`.
    """
    found = dict.fromkeys(_around(store, NamedNode(iri)))
    with open_store() as some:
        some.add(Quad(quad.subject, quad.predicate, quad.object) for quad in found)
        return to_bytes(some, DATA[ending][0])


def overview(holdings: Holdings, triples: int, address: str, ending: str) -> bytes:
    """What a graph holds in numbers, by the vocabulary of Interlinked Datasets (W3C note VoID, section 4).

    Args:
        holdings: The things of the graph.
        triples: How many triples it has.
        address: Where the explorer is.
        ending: One of `DATA`.
    """
    graph = NamedNode(f"{address}#graph")
    facts: list[tuple[NamedNode, str, NamedNode | Literal]] = [
        (graph, "type", NamedNode(f"{_VOID}Dataset")),
        (graph, "sparqlEndpoint", NamedNode(f"{address}sparql")),
        (graph, "triples", Literal(triples)),
        (graph, "entities", Literal(len(holdings.things))),
        (graph, "documents", Literal(len(holdings.documents))),
    ]
    for name, count in holdings.classes:
        part = NamedNode(f"{address}class/{name}#part")
        facts += [
            (graph, "classPartition", part),
            (part, "class", NamedNode(f"{_LC}{name}")),
            (part, "entities", Literal(count)),
        ]
    with open_store() as some:
        some.add(
            Quad(subject, _TYPE if name == "type" else NamedNode(f"{_VOID}{name}"), object_)
            for subject, name, object_ in facts
        )
        return to_bytes(some, DATA[ending][0])


def _around(store: Store, thing: NamedNode) -> Iterator[Quad]:
    others: set[NamedNode] = set()
    for quad in store.match(thing):
        yield quad
        if isinstance(quad.object, NamedNode):
            others.add(quad.object)
    for quad in store.match(None, None, thing):
        subject = quad.subject
        if not isinstance(subject, NamedNode):
            continue
        yield quad
        others.add(subject)
        yield from _record(store, subject, others)
    yield from _record(store, thing, others)
    for other in others:
        yield from store.match(other, _LABEL)


def _record(store: Store, node: NamedNode, others: set[NamedNode]) -> Iterator[Quad]:
    """A claim or a derivation whole; nothing, where the node is neither."""
    if _is_a(store, node, _CLAIM):
        yield from _claim(store, node, others)
    elif _is_a(store, node, _DERIVATION):
        for quad in store.match(node):
            yield quad
            if isinstance(quad.object, NamedNode):
                others.add(quad.object)
                if quad.predicate == _PREMISE:
                    yield from _claim(store, quad.object, others)


def _is_a(store: Store, subject: NamedNode, class_: NamedNode) -> bool:
    return next(iter(store.match(subject, _TYPE, class_)), None) is not None


def _claim(store: Store, claim: NamedNode, others: set[NamedNode]) -> Iterator[Quad]:
    """A claim whole, with its sentence and the two ways in which that is named."""
    for quad in store.match(claim):
        yield quad
        object_ = quad.object
        if not isinstance(object_, NamedNode):
            continue
        if quad.predicate.value in (f"{_RDF}subject", f"{_RDF}object"):
            others.add(object_)
        if quad.predicate.value == f"{_LC}evidence":
            for part in store.match(object_):
                yield part
                if part.predicate.value == f"{_OA}hasSelector" and isinstance(part.object, NamedNode):
                    yield from store.match(part.object)
