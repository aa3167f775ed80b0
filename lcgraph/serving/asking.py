"""What a pool is asked, and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a query.

    Attributes:
        kind: ``results`` for SELECT, ``boolean`` for ASK, ``graph`` for CONSTRUCT and DESCRIBE.
        format: The format of `body`: one of json, xml, csv, tsv; turtle, ntriples, jsonld, rdfxml.
        body: The answer in that format.
        rows: How many rows or triples there are in it.
        cut: Whether there would have been more.
    """

    kind: str
    format: str
    body: bytes
    rows: int
    cut: bool


class Options(TypedDict, total=False):
    """How a query is to be answered.

    Attributes:
        results: The format of rows and truths: json (unless told otherwise), xml, csv or tsv.
        graph: The format of graphs: turtle (unless told otherwise), ntriples, jsonld or rdfxml.
        default_graphs: IRIs of the graphs that make up the default graph, instead of those that the query
            names (SPARQL 1.1 Protocol, 2.1.4); names only, nothing is fetched.
        named_graphs: The same for the named graphs.
        base: What relative IRIs in the query are relative to.
        rows: Fewer rows than the limits allow.
    """

    results: str
    graph: str
    default_graphs: Sequence[str]
    named_graphs: Sequence[str]
    base: str | None
    rows: int
