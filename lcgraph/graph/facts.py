"""The facts of a graph alone: things and what is said of them, without claims, sentences and documents."""

from lcgraph.graph.terms import node
from lcgraph.store import Store, Term, open_store

#: Classes whose members say where knowledge comes from, not what is known.
SOURCES = (
    "lc:Claim",
    "lc:Derivation",
    "lc:Document",
    "oa:SpecificResource",
    "oa:TextPositionSelector",
    "oa:TextQuoteSelector",
    "prov:Activity",
)


def facts(store: Store) -> Store:
    """A new store with the facts of a graph: what texts say, without what was derived from it.

    Partnerships and figures that are only planned, possible or reported stay in, with their ``lc:modality``.
    """
    sources = {quad.subject for name in SOURCES for quad in store.match(None, node("rdf:type"), node(name))}
    found = open_store()
    concluded = derived(store)
    found.add(
        quad
        for quad in store
        if quad.subject not in sources and (quad.subject, quad.predicate, quad.object) not in concluded
    )
    return found


def derived(store: Store) -> set[tuple[Term | None, ...]]:
    """The triples of a graph that follow from claims and that no claim asserts."""
    parts = [
        {quad.subject: quad.object for quad in store.match(None, node(name))}
        for name in ("rdf:subject", "rdf:predicate", "rdf:object")
    ]

    def triples(predicate: str, object_: str) -> set[tuple[Term | None, ...]]:
        found = (quad.subject for quad in store.match(None, node(predicate), node(object_)))
        return {tuple(part.get(subject) for part in parts) for subject in found}

    return triples("rdf:type", "lc:Derivation") - triples("lc:modality", "lc:Asserted")
