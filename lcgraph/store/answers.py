"""Answers of other programs' engines: read whole, so that what was cut off is not taken for all there is."""

import re
from collections.abc import Iterator

import pyoxigraph as ox

from lcgraph.errors import StoreError
from lcgraph.store.embedded import Row, SelectResult, selected
from lcgraph.store.endpoint import Answer
from lcgraph.store.files import MAX_DEPTH, depth_exceeded

#: What rows are asked for in: a closing brace shows that they are all there, as no line end does.
ROWS = "application/sparql-results+json"
#: What triples are asked for in.
TRIPLES = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.6"
_KINDS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


def read_rows(
    answer: Answer, shown: str, order: list[str] | None, *, page: bool = False
) -> SelectResult | bool:
    """The rows or the truth that a server answered.

    Args:
        answer: What it sent.
        shown: Its address, for messages.
        order: How to sort the columns.
        page: Whether the rows are one page of many, of which more are asked for where it is cut.

    Raises:
        StoreError: The answer breaks off, is cut by the server, or is none.
    """
    _check_kind(answer, shown, (ROWS, "application/json"))
    whole = answer.body.rstrip().endswith(b"}") and not depth_exceeded(answer.body)
    found = _parsed(answer.body, order) if whole else None
    if found is None:
        raise _broken(shown)
    if isinstance(found, bool):
        return found
    columns, rows = found
    if not page:
        _check_cut(answer, shown, len(rows))
    return SelectResult(columns, rows)


def _parsed(body: bytes, order: list[str] | None) -> tuple[tuple[str, ...], list[Row]] | bool | None:
    """What JSON says; None where it is broken, so that no error keeps the parser, which is of one thread."""
    try:
        found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        result = selected(found, order)
        return result.columns, list(result)
    except (SyntaxError, ValueError):
        return None


def read_triples(answer: Answer, shown: str) -> Iterator[ox.Triple]:
    """The triples that a server answered, as `read_rows` reads rows."""
    _check_kind(answer, shown, tuple(_KINDS))
    if b"<<" in answer.body:
        raise StoreError(f"{shown}: answers with triple terms, which are not read from afar; ask for rows")
    if re.search(rb"<!DOCTYPE", answer.body[:1000], re.IGNORECASE):
        raise StoreError(
            f"{shown}: answers in RDF/XML with a DOCTYPE, which is refused; ask another endpoint"
        )
    try:
        triples = [quad.triple for quad in ox.parse(answer.body, _KINDS[answer.media_type])]
    except (SyntaxError, ValueError):
        raise _broken(shown) from None
    _check_cut(answer, shown, len(triples))
    return iter(triples)


def _check_kind(answer: Answer, shown: str, kinds: tuple[str, ...]) -> None:
    if answer.media_type not in kinds:
        kind = re.sub(r"[^\w/.+-]", "", answer.media_type)[:60] or "nothing it names"
        raise StoreError(f"{shown}: answers with {kind} instead of {kinds[0]}; is it a SPARQL endpoint?")


def _check_cut(answer: Answer, shown: str, count: int) -> None:
    limit = answer.headers.get("x-sparql-maxrows", "")  # Virtuoso; it sends this where it has cut
    if re.fullmatch(r"\d{1,9}", limit) and count >= int(limit):
        raise StoreError(
            f"{shown}: gives {limit} rows at most, and there may be more; ask with a smaller LIMIT, or raise "
            "the server's limit (Virtuoso: ResultSetMaxRows)"
        )
    if "x-sql-state" in answer.headers:
        raise StoreError(f"{shown}: ran out of its own time and sent a part; ask for less")


def _broken(shown: str) -> StoreError:
    return StoreError(
        f"{shown}: the answer breaks off or is none; the server ran out of its own time, or is no SPARQL "
        f"endpoint, or nests deeper than {MAX_DEPTH}; ask for less"
    )
