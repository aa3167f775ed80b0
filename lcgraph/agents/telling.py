"""Answers as agents read them: JSON with IRIs and labels side by side, cut where there is too much."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from lcgraph.graph import EvidenceRow
from lcgraph.model import Modality
from lcgraph.queries.sentences import Sentence
from lcgraph.queries.table import Cell, Table

Json: TypeAlias = dict[str, Any]

#: Rows, facts or sentences of one answer: more than an agent can use.
MOST = 1000


def grouped(rows: Iterable[EvidenceRow]) -> list[Json]:
    """Claims by what they say, each fact once with all its sentences."""
    facts: defaultdict[tuple[str, str, str, str], list[EvidenceRow]] = defaultdict(list)
    for row in rows:
        facts[row.subject, row.predicate, row.object, row.modality.value].append(row)
    grouped = []
    for several in facts.values():
        first = several[0]
        fact = _triple(first)
        if first.modality is not Modality.ASSERTED:
            fact["modality"] = first.modality.lower()
        fact["sentences"] = [_sentence(row) for row in several]
        grouped.append(fact)
    return grouped


def claim(row: EvidenceRow) -> Json:
    """One claim with its sentence, and, where what was asked for only follows from it, by which rule."""
    told = {**_triple(row), "modality": row.modality.lower(), "confidence": row.confidence}
    if row.rule:
        told["premiseOf"] = f"what was asked for follows by the rule {local_name(row.rule)}"
    return {**told, **_sentence(row), "claim": row.claim}


def _triple(row: EvidenceRow) -> Json:
    return {
        "subject": {"iri": row.subject, "label": row.subject_label},
        "relation": row.predicate_label,
        "object": {"iri": row.object, "label": row.object_label},
    }


def _sentence(row: EvidenceRow) -> Json:
    return {
        "quote": row.quote,
        "document": row.title or row.identifier,
        "start": row.sentence.start,
        "end": row.sentence.end,
    }


def cited(rows: Sequence[Json], evidence: Sequence[Sequence[Sentence]]) -> list[Json]:
    """The sentences behind rows, each once; their numbers, counted from 1, are put into the rows."""
    cited: dict[tuple[str, str, int, str], Json] = {}
    for row, sentences in zip(rows, evidence, strict=False):
        numbers = []
        for one in sentences:
            key = one.document, one.quote, one.start, one.modality
            told = cited.setdefault(
                key,
                {
                    "number": len(cited) + 1,
                    "quote": one.quote,
                    "document": one.title or one.identifier,
                    "start": one.start,
                    "end": one.end,
                    "modality": one.modality.lower(),
                },
            )
            numbers.append(told["number"])
        row["sentences"] = list(dict.fromkeys(numbers))
    return list(cited.values())


def rows_of(table: Table, limit: int, *, cut: bool = False) -> Json:
    """The first rows of a table, and whether there would have been more."""
    most = at_most(limit)
    rows = [{name: _plain(cell) for name, cell in row.items()} for row in table.records()[:most]]
    answer: Json = {"columns": list(table.columns), "rows": rows, "cut": cut or len(table) > most}
    if table.notes:
        answer["notes"] = list(table.notes)
    return answer


def cut_at(name: str, found: Sequence[Json], limit: int, *, note: str = "cut") -> Json:
    """The first of what was found, under a name, and whether there would have been more, under another."""
    most = at_most(limit)
    return {name: list(found[:most]), note: len(found) > most}


def at_most(limit: int) -> int:
    """A limit that makes sense, whatever was asked for.

    >>> at_most(10), at_most(-1), at_most(10**9)
    (10, 1, 1000)
    """
    return max(1, min(limit, MOST))


def _plain(cell: Cell) -> str | int | float | bool | None:
    """A value as JSON has it; a decimal that is whole becomes an integer."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell


def local_name(iri: str) -> str:
    """What comes last in an IRI.

    >>> local_name("https://w3id.org/lcgraph/ontology#City")
    'City'
    """
    return iri.replace("#", "/").rpartition("/")[2]
