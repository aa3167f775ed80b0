"""How the terms of the ontology stand to other vocabularies: loaded on demand, apart from the core."""

from typing import TYPE_CHECKING

from lcgraph.ontology.turtle import parse_turtle
from lcgraph.resources import resource

if TYPE_CHECKING:
    from pyoxigraph import Quad


def alignments() -> "list[Quad]":
    """The axioms of ``ontology/alignments.ttl``: sub-classes, sub-properties, and pointers.

    Raises:
        OntologyError: The file is missing or is not Turtle.

    >>> len(alignments()) > 40
    True
    """
    return parse_turtle(resource("ontology", "alignments.ttl"))
