"""The rows that answer a question, as Python values, as RDF terms, and in the formats of others."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from lcgraph.queries import display, formats, notebook

if TYPE_CHECKING:
    import pandas
    import polars
    from rich.table import Table as RichTable

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Cell: TypeAlias = str | int | float | bool | Decimal | None

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = {
    _XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
}


@dataclass(frozen=True)
class Table:
    """The answer to a question: named columns and rows in a settled order.

    Iterating gives the rows, `terms` the same rows as RDF terms. `notes` tell how the question was
    understood where that is not obvious (several things of one name, for instance).

    >>> Table(("cityLabel", "n"), ((Literal("Bergen"), Literal(3)),)).records()
    [{'cityLabel': 'Bergen', 'n': 3}]
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    title: str = ""
    notes: tuple[str, ...] = ()

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows as Python has them: text for IRIs and strings, numbers as numbers, None for nothing."""
        return tuple(tuple(_cell(term) for term in row) for row in self.terms)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.terms)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        """One row after the other."""
        return iter(self.rows)

    def records(self) -> list[dict[str, Cell]]:
        """Each row as a dictionary from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_csv(self, *, spreadsheet: bool = False) -> str:
        """All columns in the SPARQL 1.1 Query Results CSV Format (plain values, CRLF).

        Args:
            spreadsheet: Write for spreadsheet programs instead: with a byte order mark, so that they read
                it as UTF-8, and with an apostrophe before what they would run as a formula.
        """
        write = formats.spreadsheet_text if spreadsheet else formats.csv_text
        return write(self.columns, self.terms)

    def to_tsv(self) -> str:
        """All columns in the SPARQL 1.1 Query Results TSV Format (RDF terms; nothing is lost)."""
        return formats.tsv_text(self.columns, self.terms)

    def to_json(self) -> str:
        """All columns in the SPARQL 1.1 Query Results JSON Format (nothing is lost)."""
        return formats.json_text(self.columns, self.terms)

    def to_markdown(self) -> str:
        """The columns that people read as a Markdown table; nothing in a cell can act as Markdown."""
        return display.markdown(*display.readable(self.columns, self.rows))

    def to_rich(self) -> "RichTable":
        """The columns that people read as a table for the terminal.

        An IRI is left out where its label stands beside it. Nothing in a cell can act as markup or as
        a control sequence of the terminal.
        """
        return display.rich_table(self.title, *display.readable(self.columns, self.rows))

    def to_pandas(self) -> "pandas.DataFrame":
        """All columns as a pandas frame: numbers, truths and dates typed, IRIs as text, nothing as NA.

        Raises:
            QueryError: pandas is not installed; it comes with the extra ``frames``.
        """
        from lcgraph.queries.frames import pandas_frame

        return pandas_frame(self)

    def to_polars(self) -> "polars.DataFrame":
        """All columns as a polars frame: numbers, truths and dates typed, IRIs as text, nothing as null.

        Raises:
            QueryError: polars is not installed; it comes with the extra ``frames``.
        """
        from lcgraph.queries.frames import polars_frame

        return polars_frame(self)

    def to_html(self) -> str:
        """The columns that people read as an HTML table, without style; nothing in a cell can act."""
        return notebook.table(*display.readable(self.columns, self.rows), title=self.title)

    def _repr_html_(self) -> str:
        """The columns that people read, for notebooks, with notes on how the question was understood."""
        told = "".join(f"<p><small>{notebook.escaped(note)}</small></p>" for note in self.notes)
        return notebook.page(self.to_html(), told)


def _cell(term: Term | None) -> Cell:
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return term.value
    if not isinstance(term, Literal):
        return str(term)
    datatype = term.datatype.value
    try:
        if datatype in _INTEGERS:
            return int(term.value)
        if datatype == _XSD + "decimal":
            return Decimal(term.value)
        if datatype in (_XSD + "double", _XSD + "float"):
            return float(term.value)
    except (ValueError, InvalidOperation):
        return term.value
    if datatype == _XSD + "boolean" and term.value in ("true", "1", "false", "0"):
        return term.value in ("true", "1")
    return term.value
