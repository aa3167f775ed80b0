"""An answer with the sentences behind each of its rows, in the formats of any answer."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from lcgraph.queries import display, notebook
from lcgraph.queries.sentences import Sentence
from lcgraph.queries.table import Table, Term

if TYPE_CHECKING:
    import pandas
    import polars

_LC = "https://w3id.org/lcgraph/ontology#"
#: The columns of a sentence beside those of the question.
_COLUMNS = (
    "evidenceSentence",
    "evidenceDocument",
    "evidenceDocumentLabel",
    "evidenceFile",
    "evidenceStart",
    "evidenceEnd",
    "evidenceModality",
    "evidenceModalityLabel",
    "evidenceConfidence",
    "evidenceClaim",
)


@dataclass(frozen=True)
class Traced:
    """An answer whose rows can be looked up in the texts.

    People see each row with the numbers of its sentences, and the sentences below. Programs get one
    row for each claim, with the number of the row that it stands behind in the column ``row``; a row
    without evidence is there with these columns empty.

    Attributes:
        table: The answer as it is without evidence.
        evidence: For each row of it the sentences behind it, in the order of their documents.
    """

    table: Table
    evidence: tuple[tuple[Sentence, ...], ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """How the question was understood, and how many rows have no sentence."""
        bare = sum(not sentences for sentences in self.evidence)
        told = (f"{bare} of {len(self)} rows have no sentence in this graph.",) if bare else ()
        return (*self.table.notes, *told)

    def __len__(self) -> int:
        """How many rows the answer has."""
        return len(self.table)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences behind the answer, each once, in the order in which the rows need them."""
        return tuple({_key(sentence): sentence for row in self.evidence for sentence in row}.values())

    @cached_property
    def numbered(self) -> Table:
        """The answer with one more column: the numbers of each row's sentences, counted from 1."""
        numbers = {_key(sentence): number for number, sentence in enumerate(self.sentences, start=1)}
        cited = [sorted({numbers[_key(sentence)] for sentence in row}) for row in self.evidence]
        column = _free("evidence", self.table.columns)
        terms = tuple(
            (*row, Literal(", ".join(map(str, numbers))) if numbers else None)
            for row, numbers in zip(self.table.terms, cited, strict=True)
        )
        return Table((*self.table.columns, column), terms, title=self.table.title, notes=self.notes)

    @cached_property
    def flat(self) -> Table:
        """One row for each row of the answer and claim behind it, for programs."""
        columns = self.table.columns
        names = (_free("row", columns), *columns, *(_free(name, columns) for name in _COLUMNS))
        nothing: tuple[Term | None, ...] = (None,) * len(_COLUMNS)
        terms = tuple(
            (Literal(number), *row, *told)
            for number, (row, sentences) in enumerate(zip(self.table.terms, self.evidence, strict=True), 1)
            for told in (list(map(_terms, sentences)) or [nothing])
        )
        return Table(names, terms, title=self.table.title, notes=self.notes)

    def to_csv(self, *, spreadsheet: bool = False) -> str:
        """`flat` as CSV; see `Table.to_csv`."""
        return self.flat.to_csv(spreadsheet=spreadsheet)

    def to_tsv(self) -> str:
        """`flat` in the SPARQL 1.1 Query Results TSV Format."""
        return self.flat.to_tsv()

    def to_json(self) -> str:
        """`flat` in the SPARQL 1.1 Query Results JSON Format."""
        return self.flat.to_json()

    def to_pandas(self) -> "pandas.DataFrame":
        """`flat` as a pandas frame; see `Table.to_pandas`."""
        return self.flat.to_pandas()

    def to_polars(self) -> "polars.DataFrame":
        """`flat` as a polars frame; see `Table.to_polars`."""
        return self.flat.to_polars()

    def to_markdown(self) -> str:
        """The numbered rows as a Markdown table, and the sentences as a numbered list below it."""
        escape = display.markdown_text
        below = "".join(
            f"{number}. “{escape(sentence.quote)}” ({escape(_where(sentence))})\n"
            for number, sentence in enumerate(self.sentences, start=1)
        )
        return f"{self.numbered.to_markdown()}\n{below}" if below else self.numbered.to_markdown()

    def lines(self) -> list[tuple[str, str]]:
        """The sentences as people read them, each with the words that say where it stands."""
        return [
            (display.clean(sentence.quote), display.clean(_where(sentence))) for sentence in self.sentences
        ]

    def _repr_html_(self) -> str:
        """The numbered rows and the sentences below them, for notebooks."""
        below = (notebook.sentence([(quote, False)], where) for quote, where in self.lines())
        told = "".join(f"<p><small>{notebook.escaped(note)}</small></p>" for note in self.notes)
        return notebook.page(self.numbered.to_html(), notebook.numbered(below), told)


def _key(sentence: Sentence) -> tuple[object, ...]:
    """What makes a sentence one line for people: its place, and whether it states or plans."""
    return sentence.document, sentence.start, sentence.end, sentence.modality


def _where(sentence: Sentence) -> str:
    named = f"{sentence.title}, {sentence.identifier}" if sentence.title else sentence.identifier
    said = "" if sentence.modality == "Asserted" else f", {sentence.modality.lower()}"
    return f"{named}, {sentence.start}–{sentence.end}{said}"


def _terms(sentence: Sentence) -> tuple[Term | None, ...]:
    return (
        Literal(sentence.quote),
        NamedNode(sentence.document),
        Literal(sentence.title or sentence.identifier),
        Literal(sentence.identifier),
        Literal(sentence.start),
        Literal(sentence.end),
        NamedNode(_LC + sentence.modality),
        Literal(sentence.modality),
        Literal(sentence.confidence),
        NamedNode(sentence.claim),
    )


def _free(name: str, taken: tuple[str, ...]) -> str:
    while name in taken:
        name += "_"
    return name
