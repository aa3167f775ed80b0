"""What the endpoint says of itself, by the vocabulary of SPARQL 1.1 Service Description."""

import pyoxigraph as ox

from lcgraph.serving.answering import GRAPHS

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_A = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SPOKEN = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def describe(endpoint: str, format: str) -> bytes:
    """The description of an endpoint as RDF.

    Args:
        endpoint: Its IRI.
        format: turtle, ntriples, jsonld or rdfxml.

    >>> b"sd:endpoint <http://127.0.0.1/sparql>" in describe("http://127.0.0.1/sparql", "turtle")
    True
    """
    service, dataset, graph = (
        ox.NamedNode(f"{endpoint}#{name}") for name in ("service", "dataset", "default-graph")
    )
    facts = [
        (service, _A, _sd("Service")),
        (service, _sd("endpoint"), ox.NamedNode(endpoint)),
        (service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        (service, _sd("defaultDataset"), dataset),
        (dataset, _A, _sd("Dataset")),
        (dataset, _sd("defaultGraph"), graph),
        (graph, _A, _sd("Graph")),
        *((service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name)) for name in _SPOKEN),
    ]
    triples = (ox.Triple(*fact) for fact in facts)
    prefixes = {"sd": _SD, "formats": _FORMATS}
    return ox.serialize(triples, format=GRAPHS[format], prefixes=prefixes) or b""


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
