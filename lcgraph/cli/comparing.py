"""`lcgraph diff`: what two builds say differently."""

from typing import TYPE_CHECKING

import click

from lcgraph.cli.options import format_option, open_graph
from lcgraph.cli.output import log, show

if TYPE_CHECKING:
    from lcgraph.comparing import Difference
    from lcgraph.store import Term

#: Columns for people; programs get the IRIs and the sentence as well.
_SHORT = ("change", "what", "subjectLabel", "predicateLabel", "objectLabel", "before", "after", "document")
_COLUMNS = (
    "change",
    "what",
    "subject",
    "subjectLabel",
    "predicate",
    "predicateLabel",
    "object",
    "objectLabel",
    "before",
    "after",
    "document",
    "sentence",
    "claim",
)
_IRIS = {"subject", "predicate", "object", "claim"}


@click.command(short_help="Tell what two builds say differently.")
@click.argument("old")
@click.argument("new")
@format_option
def diff(old: str, new: str, format: str) -> None:
    """Tell which claims are new, gone or changed from the graph OLD to the graph NEW.

    Claims are compared by what a document says, not by where it stands: a text in which sentences have moved
    says the same. A claim has changed where it is meant otherwise (planned, now stated), where the reader's
    confidence has moved to another band (sure from 0.9, likely from 0.7, else doubtful), or where the figure
    or the class is another.

    \b
    Examples:
      lcgraph diff last-year/graph.ttl lcgraph-out
      lcgraph diff old.ttl new.ttl --format md > changes.md
    """
    from lcgraph.comparing import Change, compare
    from lcgraph.queries import Table

    found = compare(open_graph(old), open_graph(new))
    columns = _SHORT if format == "table" else _COLUMNS
    rows = tuple(tuple(_term(difference, column) for column in columns) for difference in found.differences)
    if rows or format != "table":
        show(Table(columns, rows), format)
    counts = ", ".join(f"{len(found.of_change(change))} {change}" for change in Change)
    log(f"{counts}, {found.alike} alike")


def _term(difference: "Difference", column: str) -> "Term | None":
    from pyoxigraph import Literal, NamedNode

    text: str = getattr(difference, column.replace("Label", "_label"))
    if column in _IRIS:
        return NamedNode(text)
    return Literal(str(text)) if text else None
