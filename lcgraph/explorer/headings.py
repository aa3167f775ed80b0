"""What relations are called: above a list of things, seen from either end, and between two things."""

import csv
from functools import cache
from pathlib import Path

from lcgraph.errors import OntologyError
from lcgraph.network.source import words
from lcgraph.ontology.namespaces import local_name

_FILE = Path(__file__).parent / "headings.csv"


def heading(predicate: str, *, incoming: bool = False) -> str:
    """The words above a list of things.

    Args:
        predicate: The IRI of the relation.
        incoming: Whether the things listed are its subjects.

    >>> heading("https://w3id.org/lcgraph/ontology#funds", incoming=True)
    'Funded by'
    >>> heading("https://example.org/terms#twinnedWith", incoming=True)
    'Twinned with (from the other side)'
    """
    known = _headings().get(local_name(predicate))
    if known:
        return known[incoming]
    plain = words(predicate).capitalize()
    return f"{plain} (from the other side)" if incoming else plain


def between(predicate: str) -> str:
    """The words that stand between subject and object.

    >>> between("https://w3id.org/lcgraph/ontology#partner")
    'has the partner'
    """
    known = _headings().get(local_name(predicate))
    return known[2] if known else words(predicate)


def order(predicate: str) -> int:
    """Where a relation stands among the others: as in the file, unknown ones at the end."""
    names = list(_headings())
    name = local_name(predicate)
    return names.index(name) if name in names else len(names)


@cache
def _headings() -> dict[str, tuple[str, str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        found = {}
        for number, line in enumerate(csv.reader(file), start=1):
            if len(line) != 4 or not all(line):
                told = f"{_FILE}, line {number}: {','.join(line)!r} is not a property and its three names"
                raise OntologyError(f"{told}; write four words or phrases between commas")
            if number > 1:
                found[line[0]] = (line[1], line[2], line[3])
    return found
