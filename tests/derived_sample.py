"""The sample graph with what follows from it, as a build would have it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from lcgraph.graph import build_graph, read_knowledge
from lcgraph.graph.facts import derived
from lcgraph.graph.terms import node
from lcgraph.store import Store, open_store

SAMPLE = Path(__file__).parent / "sample"


def derived_sample() -> Store:
    """The hand-made graph, and beside it the derivations of a graph that is built from its claims."""
    store = open_store(SAMPLE / "sample.ttl")
    known = read_knowledge(store)
    documents = (
        replace(one, text=(SAMPLE / "texts" / f"{one.id}.txt").read_text(encoding="utf-8"))
        for one in known.documents
    )
    # Nothing follows from what is said of themes, and the sample's are not those of the thesaurus.
    entities = tuple(one for one in known.entities if one.id.kind != "concept")
    claims = tuple(one for one in known.claims if "concept" not in (one.subject.kind, one.object.kind))
    whole = build_graph(replace(known, documents=tuple(documents), entities=entities, claims=claims))
    concluded = derived(whole)
    derivations = {quad.subject for quad in whole.match(None, node("rdf:type"), node("lc:Derivation"))}
    by_hand = {said: claim for claim, said in claims_of(store)}
    same = {claim: by_hand[said] for claim, said in claims_of(whole)}
    store.add(
        Quad(quad.subject, quad.predicate, same.get(quad.object, quad.object))
        for quad in whole
        if quad.subject in derivations or (quad.subject, quad.predicate, quad.object) in concluded
    )
    return store


def claims_of(store: Store) -> Iterator[tuple[NamedNode, tuple[object, ...]]]:
    """Each claim with what it says and where."""
    parts = ("rdf:subject", "rdf:predicate", "rdf:object", "lc:modality", "lc:evidence")
    for quad in store.match(None, node("rdf:type"), node("lc:Claim")):
        values = {one.predicate: one.object for one in store.match(quad.subject)}
        yield quad.subject, tuple(values[node(part)] for part in parts)
