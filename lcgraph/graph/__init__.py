"""Knowledge and RDF: minting IRIs, building graphs, writing them, reading them back, and proving them."""

from lcgraph.graph.build import build_graph
from lcgraph.graph.derivations import Derived, derivations
from lcgraph.graph.evidence import EvidenceRow, evidence
from lcgraph.graph.facts import facts
from lcgraph.graph.iris import DEFAULT_BASE, KINDS, Iris
from lcgraph.graph.names import Candidate, claimed_properties, labels, resolve, resolve_one, suggest
from lcgraph.graph.read import read_knowledge
from lcgraph.graph.serialise import to_bytes, write_graph
from lcgraph.graph.verify import DocumentRecord, Fault, VerifyReport, verify

__all__ = [
    "DEFAULT_BASE",
    "KINDS",
    "Candidate",
    "Derived",
    "DocumentRecord",
    "EvidenceRow",
    "Fault",
    "Iris",
    "VerifyReport",
    "build_graph",
    "claimed_properties",
    "derivations",
    "evidence",
    "facts",
    "labels",
    "read_knowledge",
    "resolve",
    "resolve_one",
    "suggest",
    "to_bytes",
    "verify",
    "write_graph",
]
