"""The facts of a graph alone: things and what is said of them, without claims, sentences and documents."""

from lcgraph.graph.terms import node
from lcgraph.store import Store, open_store

#: Classes whose members say where knowledge comes from, not what is known.
SOURCES = (
    "lc:Claim",
    "lc:Document",
    "oa:SpecificResource",
    "oa:TextPositionSelector",
    "oa:TextQuoteSelector",
    "prov:Activity",
)


def facts(store: Store) -> Store:
    """A new store with the facts of a graph.

    Partnerships and figures that are only planned, possible or reported stay in, with their ``lc:modality``.
    """
    sources = {quad.subject for name in SOURCES for quad in store.match(None, node("rdf:type"), node(name))}
    found = open_store()
    found.add([quad for quad in store if quad.subject not in sources])
    return found
