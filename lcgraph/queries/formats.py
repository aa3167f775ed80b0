"""Writes rows of RDF terms in the formats of the W3C.

SPARQL 1.1 Query Results CSV and TSV Formats, https://www.w3.org/TR/sparql11-results-csv-tsv/;
SPARQL 1.1 Query Results JSON Format, https://www.w3.org/TR/sparql11-results-json/ (with RDF 1.2's
triple terms and base directions, which older readers never meet).
"""

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    from lcgraph.queries.table import Term

_NUMERIC = {
    f"http://www.w3.org/2001/XMLSchema#{name}"
    for name in ("integer", "decimal", "double", "float", "int", "long", "short", "nonNegativeInteger")
}
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_BREAKS = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")
#: The beginning of a formula: of a cell or after a semicolon, after blanks and signs that show nothing.
_FORMULA = re.compile(
    r"(^|;)([\s\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2060\ufeff\"]*)"
    r"(?=[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b])"
)
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def csv_text(columns: Sequence[str], rows: "Sequence[Sequence[Term | None]]") -> str:
    """Header and rows as CSV: plain values, commas, CRLF, quotation marks only where needed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    if len(columns) == 1:
        # The csv module writes a lone empty field as "", which would read as an empty string.
        for (term,) in rows:
            if term is None:
                out.write("\r\n")
            else:
                writer.writerow([_plain(term)])
    else:
        writer.writerows([_plain(term) for term in row] for row in rows)
    return out.getvalue()


def spreadsheet_text(columns: Sequence[str], rows: "Sequence[Sequence[Term | None]]") -> str:
    """Header and rows as CSV that Excel, LibreOffice and their like open without running any of it.

    A cell that such a program would take for a formula begins with an apostrophe instead (OWASP, "CSV
    Injection"), whatever blanks stand before it and in whichever width its first sign is; so does what
    follows a semicolon, where many countries' programs cut cells. Line ends and tabs become spaces.
    Numbers stay numbers.
    """
    lines = [",".join(columns), *(",".join(map(_guarded, row)) for row in rows)]
    return "\ufeff" + "".join(f"{line}\r\n" for line in lines)


def tsv_text(columns: Sequence[str], rows: "Sequence[Sequence[Term | None]]") -> str:
    """Header and rows as TSV: terms in Turtle's syntax, tabs and line ends inside them escaped."""
    lines = ["\t".join(f"?{column}" for column in columns)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in rows]
    return "\n".join(lines) + "\n"


def json_text(columns: Sequence[str], rows: "Sequence[Sequence[Term | None]]") -> str:
    """Header and rows as SPARQL JSON; an unbound variable is left out of its row."""
    bindings = [
        {column: _json(term) for column, term in zip(columns, row, strict=True) if term is not None}
        for row in rows
    ]
    answer = {"head": {"vars": list(columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _guarded(term: "Term | None") -> str:
    """A cell as a spreadsheet program reads it back: a number bare, a text in quotation marks."""
    text = _plain(term)
    if isinstance(term, Literal) and term.datatype.value in _NUMERIC and _NUMBER.fullmatch(text):
        return text
    safe = _FORMULA.sub(r"\1\2'", _BREAKS.sub(" ", text)).replace('"', '""')
    return f'"{safe}"' if safe else ""


def _plain(term: "Term | None") -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _json(term: "Term") -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    literal = {"type": "literal", "value": term.value}
    if term.language:
        literal["xml:lang"] = term.language
        if term.direction:
            literal["its:dir"] = str(term.direction)
    elif term.datatype.value != _XSD_STRING:
        literal["datatype"] = term.datatype.value
    return literal
