"""Whether a graph keeps to the shapes (SHACL), told in words that name the fault and the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lcgraph.errors import OntologyError
from lcgraph.ontology.namespaces import curie, local_name
from lcgraph.ontology.turtle import contents, parse_turtle
from lcgraph.resources import resource

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.graph import _ObjectType
    from rdflib.term import Node


@dataclass(frozen=True, slots=True, order=True)
class ValidationRow:
    """One result: how bad it is, on which thing, at which property, in words, and by which shape.

    `severity` is ``Violation``, ``Warning`` or ``Info``. `focus` is an IRI (or a blank node's name), `path` a
    CURIE and empty where the thing as a whole is at fault, `value` the offending value where there is one.
    """

    severity: str
    focus: str
    path: str
    message: str
    shape: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The outcome of a validation: rows sorted by severity (violations first), then by thing."""

    rows: tuple[ValidationRow, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether nothing is violated; warnings do not count."""
        return not self.of_severity("Violation")

    def of_severity(self, severity: str) -> tuple[ValidationRow, ...]:
        """The rows of one severity.

        >>> ValidationReport().of_severity("Warning")
        ()
        """
        return tuple(row for row in self.rows if row.severity == severity)


def validate(data: Graph, *, paths: Sequence[Path] = ()) -> ValidationReport:
    """Hold a graph against the shapes of ``ontology/shapes.ttl`` (SHACL Core, W3C Recommendation 2017).

    The graph is not changed and nothing is fetched. It needs no super-classes of its own: those of the
    ontology are taken into account.

    Args:
        data: Facts, with or without claims and evidence.
        paths: Turtle files of the user's own, with classes, properties or shapes.

    Returns:
        What is wrong and what to do about it. An invalid graph is a report, not an error.

    Raises:
        OntologyError: A file of the user's is missing or no Turtle, or a shape in it is no sound SHACL.
    """
    from pyshacl import validate as run_shacl
    from pyshacl.errors import ReportableRuntimeError
    from rdflib import RDFS, Graph
    from rdflib.namespace import SH

    shapes = _read((resource("ontology", "shapes.ttl"), *paths), contents(paths))
    terms = _read((resource("ontology", "lcgraph.ttl"), *paths), contents(paths))
    mixed = Graph()  # a copy, as the super-classes that go in are none of the caller's business
    for subject, predicate, object_ in data.triples((None, None, None)):
        mixed.add((subject, predicate, _plain(object_)))
    for triple in terms.triples((None, RDFS.subClassOf, None)):
        mixed.add(triple)
    try:
        _, results, text = run_shacl(
            mixed,
            shacl_graph=shapes,
            inplace=True,
            inference="none",
            advanced=False,
            js=False,
            do_owl_imports=False,
            meta_shacl=False,
            allow_warnings=True,
        )
    except ReportableRuntimeError as error:
        results, text = None, " ".join(str(error).split())
    if not isinstance(results, Graph):
        files = ", ".join(["shapes.ttl", *map(str, paths)])
        raise OntologyError(f"{files}: a shape cannot be applied ({text}); mend the shape")
    rows = set()
    for result in results.objects(None, SH.result):
        value = results.value(result, SH.value)
        rows.add(
            ValidationRow(
                severity=local_name(str(results.value(result, SH.resultSeverity))),
                focus=str(results.value(result, SH.focusNode)),
                path=_path(results, results.value(result, SH.resultPath)),
                message=str(results.value(result, SH.resultMessage)),
                shape=_shape(shapes, results.value(result, SH.sourceShape)),
                value="" if value is None else str(value),
            )
        )
    order = {"Violation": 0, "Warning": 1}
    return ValidationReport(tuple(sorted(rows, key=lambda row: (order.get(row.severity, 2), row))))


def _plain(term: _ObjectType) -> _ObjectType:
    """A string as rdflib reads it: some stores spell its datatype out, and ``sh:in`` then fails."""
    from rdflib import XSD, Literal

    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term


@cache
def _read(paths: tuple[Path, ...], _contents: tuple[bytes, ...]) -> Graph:
    from rdflib import Graph

    graph = Graph()
    for path in paths:
        parse_turtle(path)  # rdflib does not say the line of a fault in words
        graph.parse(path, format="turtle")
    return graph


def _path(results: Graph, path: _ObjectType | None) -> str:
    """A SHACL property path in the notation of SPARQL."""
    from rdflib import RDF, BNode
    from rdflib.collection import Collection
    from rdflib.namespace import SH

    if path is None:
        return ""
    if not isinstance(path, BNode):
        return curie(str(path))
    if results.value(path, RDF.first) is not None:
        return "/".join(_path(results, step) for step in Collection(results, path))
    if (inverse := results.value(path, SH.inversePath)) is not None:
        return "^" + _path(results, inverse)
    if (choice := results.value(path, SH.alternativePath)) is not None:
        return "|".join(_path(results, step) for step in Collection(results, choice))
    return ""


def _shape(shapes: Graph, source: Node | None) -> str:
    """The node shape that a result belongs to, however deep the part of it lies that found the fault."""
    from rdflib import RDF
    from rdflib.namespace import SH

    seen = set()
    while source is not None and source not in seen and (source, RDF.type, SH.NodeShape) not in shapes:
        seen.add(source)
        source = next(iter(shapes.subjects(None, source)), None)
    return curie(str(source)) if source is not None else ""
