"""A question as a value: what its file says about it, and its SPARQL text."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

#: Types that are no class of the ontology: they are read from what is written, not looked up by name.
LITERAL_TYPES = ("string", "decimal", "date")

#: The type of a parameter that names a class, a property or a modality of the ontology.
TERM_TYPE = "term"

#: The type of a parameter that may be any thing with a name, whatever its class.
ANY_THING = "Thing"


class Column(NamedTuple):
    """A column of the answer and what stands in it."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a question that a person may give a value.

    `types` holds one or more names of ontology classes (then the value is an IRI or a name found in
    the graph), or exactly one of ``string``, ``decimal``, ``date``, ``term``.
    """

    name: str
    types: tuple[str, ...]
    description: str = ""
    default: str | None = None
    required: bool = False

    @property
    def is_literal(self) -> bool:
        """Whether the value is read as written instead of being found in the graph."""
        return self.types[0] in LITERAL_TYPES


@dataclass(frozen=True, slots=True)
class Query:
    """A question that the graph can answer: one ``.rq`` file.

    `text` is the whole file, valid SPARQL 1.1 as it stands (the header is a comment to SPARQL).
    `directed` says of a network whether its edges have a direction; for questions it means nothing.
    """

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    path: Path
    directed: bool = False
