"""Checks of the ontology's own files: queries of which each row is a fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lcgraph.errors import OntologyError
from lcgraph.ontology.namespaces import curie
from lcgraph.ontology.turtle import parse_turtle
from lcgraph.resources import resource

#: The files that a check looks at together.
_FILES = ("lcgraph.ttl", "alignments.ttl", "themes.ttl", "shapes.ttl")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A row that a check found: the check's name, what a row of it means, and the terms in the row."""

    check: str
    meaning: str
    terms: tuple[str, ...]

    def __str__(self) -> str:
        """One line for a person.

        >>> str(Fault("missing-label", "A term without a label.", ("lc:City",)))
        'missing-label: lc:City. A term without a label.'
        """
        return f"{self.check}: {' '.join(self.terms)}. {self.meaning}"


def check(paths: Sequence[Path] = ()) -> tuple[Fault, ...]:
    """Run the queries of ``ontology/checks/`` over the ontology's files and the user's own.

    Args:
        paths: Turtle files that add terms or themes.

    Returns:
        The faults, sorted; none where all is well.

    Raises:
        OntologyError: A file is missing or no Turtle, or a query is not SPARQL.
    """
    from pyoxigraph import NamedNode, QuerySolutions, Store

    store = Store()
    for path in (*(resource("ontology", name) for name in _FILES), *paths):
        store.extend(parse_turtle(path))
    faults = []
    for query in sorted(resource("ontology", "checks").glob("*.rq")):
        text = query.read_text(encoding="utf-8")
        meaning = text.splitlines()[0].removeprefix("#").strip()
        try:
            rows = store.query(text)
        except SyntaxError as error:
            raise OntologyError(f"{query}: not SPARQL ({error}); mend the query") from error
        if not isinstance(rows, QuerySolutions):
            raise OntologyError(f"{query}: not a SELECT query; write SELECT and the terms that are at fault")
        for row in rows:
            terms = (curie(term.value) if isinstance(term, NamedNode) else str(term) for term in row if term)
            faults.append(Fault(query.stem, meaning, tuple(terms)))
    return tuple(sorted(faults))
