"""Derivations as a graph holds them, and what is wrong with those that do not follow."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode

from lcgraph.graph.terms import node
from lcgraph.store import Store, Term

Spo = tuple[str, str, str]


class Derived(NamedTuple):
    """A derivation in a graph: its IRI, the triple that follows, its rules, and the claims; all are IRIs."""

    iri: str
    triple: Spo
    rules: tuple[str, ...]
    premises: tuple[str, ...]


class Said(NamedTuple):
    """What is known about a claim: its triple, its modalities, and whether its things are only planned."""

    triple: Spo
    modalities: frozenset[str]
    hedged: bool


def derivations(store: Store) -> list[Derived]:
    """The derivations of a graph, sorted."""
    found = []
    for quad in store.match(None, node("rdf:type"), node("lc:Derivation")):
        if isinstance(quad.subject, NamedNode):
            parts: defaultdict[str, list[str]] = defaultdict(list)
            for part in store.match(quad.subject):
                parts[part.predicate.value].append(_text(part.object))
            subject, predicate, object_ = (
                min(parts[node(name).value], default="")
                for name in ("rdf:subject", "rdf:predicate", "rdf:object")
            )
            rules, premises = (
                tuple(sorted(parts[node(name).value])) for name in ("lc:rule", "prov:wasDerivedFrom")
            )
            found.append(Derived(quad.subject.value, (subject, predicate, object_), rules, premises))
    return sorted(found)


def problems(derived: Derived, claims: Mapping[str, Said]) -> Iterator[str]:
    """Why a derivation does not hold: nothing, where it does.

    Each of its claims must be in the graph and assert what it says, of things that are facts themselves, and
    together they must lead from its subject to its object.

    Args:
        derived: The derivation.
        claims: The claims of the graph, by IRI.
    """
    if len(derived.rules) != 1:
        yield f"names {len(derived.rules)} rules instead of one"
    if not derived.premises:
        yield "names no claim that it follows from"
        return
    ways: defaultdict[str, set[str]] = defaultdict(set)
    for premise in derived.premises:
        said = claims.get(premise)
        if said is None:
            yield f"follows from <{premise}>, which is no claim of this graph"
            return
        if said.modalities != {"Asserted"} or said.hedged:
            yield f"follows from <{premise}>, which asserts nothing as a fact"
        subject, _, object_ = said.triple
        ways[subject].add(object_)
        ways[object_].add(subject)
    subject, _, object_ = derived.triple
    if object_ not in _reached(subject, ways):
        yield "the claims that it names do not lead from its subject to its object"


def _reached(start: str, ways: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        new = ways.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found


def _text(term: Term) -> str:
    return str(getattr(term, "value", term))
