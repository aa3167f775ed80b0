"""What texts say that cannot be true together: figures that disagree, and facts that another text denies."""

from typing import NamedTuple

from lcgraph.queries import run
from lcgraph.queries.table import Cell
from lcgraph.store import Store


class Statement(NamedTuple):
    """One side of a contradiction: what it says, its sentence, and its document's title or path."""

    says: str
    sentence: str
    document: str


class Contradiction(NamedTuple):
    """Two statements about one thing of which at most one is right.

    `thing` is an IRI and `thing_label` its name. `about` says what the two disagree on: an indicator, with
    its date where it has one, or a relation and the thing at its other end. `one` is the smaller figure, or
    the statement; `other` the greater figure, or the denial.
    """

    thing: str
    thing_label: str
    about: str
    one: Statement
    other: Statement


def contradictions(store: Store) -> tuple[Contradiction, ...]:
    """All contradictions in a graph.

    The named questions ``disagreeing-figures`` and ``contradictions`` find them, and say what counts as
    one: units are converted, and rounding, "about", "at least" and "at most" are allowed for.

    Args:
        store: The graph.

    Returns:
        Figures that disagree, then denials, each in the order of the things' names.
    """
    figures = (
        Contradiction(
            thing=str(row["thing"]),
            thing_label=str(row["thingLabel"]),
            about=_words(row["indicator"], row["date"]),
            one=_figure(row, "qualifier", "value", "unit", "sentence", "documentLabel"),
            other=_figure(
                row, "otherQualifier", "otherValue", "otherUnit", "otherSentence", "otherDocumentLabel"
            ),
        )
        for row in run("disagreeing-figures", store).records()
    )
    denials = (
        Contradiction(
            thing=str(row["subject"]),
            thing_label=str(row["subjectLabel"]),
            about=_words(row["predicateLabel"], row["objectLabel"]),
            one=Statement("stated", _words(row["stated"]), _words(row["statedIn"])),
            other=Statement("denied", _words(row["denied"]), _words(row["deniedIn"])),
        )
        for row in run("contradictions", store).records()
    )
    return (*figures, *denials)


def _figure(
    row: dict[str, Cell], qualifier: str, value: str, unit: str, sentence: str, document: str
) -> Statement:
    says = _words(row[qualifier], row[value], row[unit])
    return Statement(says, _words(row[sentence]), _words(row[document]))


def _words(*cells: Cell) -> str:
    """What stands in some cells of a row, one after the other."""
    return " ".join(str(cell) for cell in cells if cell is not None)
