"""Answers as people read them: numbers to the right, and things under their names, as links."""

from collections.abc import Sequence
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from lcgraph.explorer.addresses import Addresses
from lcgraph.explorer.holdings import Holdings
from lcgraph.ontology import PREFIXES
from lcgraph.ontology.namespaces import curie
from lcgraph.queries import Table
from lcgraph.queries.display import clean, readable
from lcgraph.queries.table import Term


class Column(NamedTuple):
    """A column's name, and whether it holds numbers."""

    name: str
    numeric: bool


class Cell(NamedTuple):
    """What stands in a cell, and where it leads."""

    text: str
    link: str = ""


def laid_out(table: Table, addresses: Addresses, holdings: Holdings) -> tuple[list[Column], list[list[Cell]]]:
    """A table without the columns that only programs need: a thing and its name share a cell."""
    names, texts, numeric = readable(table.columns, table.rows)
    shown = [at for at, name in enumerate(table.columns) if f"{name}Label" not in table.columns]
    sources = [_thing_of(table.columns, at) for at in shown]
    lines = []
    for text, terms in zip(texts, table.terms, strict=True):
        line = []
        for words, at, source in zip(text, shown, sources, strict=True):
            cell = _cell(terms[source], addresses, holdings)
            line.append(cell._replace(text=words) if source != at or not cell.link else cell)
        lines.append(line)
    columns = [Column(_words(name), number) for name, number in zip(names, numeric, strict=True)]
    return columns, lines


def plain_cells(
    rows: Sequence[Sequence[Term | None]], addresses: Addresses, holdings: Holdings
) -> list[list[Cell]]:
    """Rows of any query, nothing left out."""
    return [[_cell(term, addresses, holdings) for term in row] for row in rows]


def _thing_of(columns: Sequence[str], at: int) -> int:
    """The column with the thing whose name stands in a column."""
    name = columns[at].removesuffix("Label")
    return columns.index(name) if name != columns[at] and name in columns else at


def _cell(term: Term | None, addresses: Addresses, holdings: Holdings) -> Cell:
    if isinstance(term, NamedNode):
        if term.value in holdings.things:
            return Cell(holdings.things[term.value].label, addresses.page(term.value))
        short = curie(term.value)
        known = any(term.value.startswith(space) for space in PREFIXES.values())
        return Cell(clean(short), "" if known else addresses.page(term.value))
    if isinstance(term, Literal):
        return Cell(clean(term.value))
    return Cell(
        "" if term is None else clean(f"_:{term.value}" if isinstance(term, BlankNode) else str(term))
    )


def _words(name: str) -> str:
    """A column's name as a heading.

    >>> _words("earlierDate")
    'Earlier date'
    """
    spaced = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name)
    return spaced[:1].upper() + spaced[1:]
