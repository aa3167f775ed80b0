"""SPARQL for people: a form, the answer as a table, the place of an error. Only the pool sees the text."""

import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results
from starlette.requests import Request
from starlette.responses import Response

from lcgraph.errors import LCGraphError
from lcgraph.explorer.cells import plain_cells
from lcgraph.explorer.site import Site
from lcgraph.graph import KINDS
from lcgraph.ontology import PREFIXES
from lcgraph.serving import Answer, BusyError, LimitError, WorkerError

#: Rows and triples that the page shows; downloads have all that the limits allow.
MOST_SHOWN = 200
#: Bytes of a graph that the page shows.
_MOST_BYTES = 200_000
_USUAL = ("lc", "lct", "rdf", "rdfs", "skos", "dcterms", "oa", "prov", "xsd")
_EXAMPLE = """
SELECT ?partnership ?name ?partner ?partnerName
WHERE {
  ?partnership a lc:Partnership ;
    lc:modality lc:Asserted ;
    rdfs:label ?name ;
    lc:partner ?partner .
  ?partner rdfs:label ?partnerName .
}
ORDER BY ?name ?partnerName
LIMIT 50
"""
_TABLES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}
_GRAPHS = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
_PLACE = re.compile(r"line (\d{1,9}), column (\d{1,9})")


def page_of(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of the page: the form, and the answer to the parameter ``query``."""

    async def respond(request: Request) -> Response:
        query = request.query_params.get("query")
        if query is None:
            return _shown(site, request, starter(site.addresses.base), None)
        # A form sends its lines as CR LF (HTML, 4.10.21.4); the places in messages count LF only.
        query = query.replace("\r\n", "\n")
        format = request.query_params.get("format", "")
        try:
            if format in _TABLES or format in _GRAPHS:
                return _download(await _ask(site, query, format))
            answer = await _ask(site, query, "", rows=MOST_SHOWN)
        except LCGraphError as error:
            return _shown(site, request, query, None, error)
        return _shown(site, request, query, answer)

    return respond


def starter(base: str) -> str:
    """A query to begin with: the prefixes of a graph under a base, and an example."""
    known = [f"PREFIX {name}: <{PREFIXES[name]}>" for name in _USUAL]
    own = [f"PREFIX {kind}: <{base}{kind}/>" for kind in (*KINDS, "doc", "claim")]
    return "\n".join([*known, *own]) + "\n" + _EXAMPLE


async def _ask(site: Site, query: str, format: str, **more: Any) -> Answer:
    results = format if format in _TABLES else "json"
    graph = format if format in _GRAPHS else "turtle"
    return await site.pool.run_async(query, results=results, graph=graph, **more)


def _download(answer: Answer) -> Response:
    media = (_TABLES | _GRAPHS)[answer.format]
    ending = {"turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf"}.get(answer.format, answer.format)
    return Response(
        answer.body,
        media_type=media,
        headers={"Content-Disposition": f'attachment; filename="answer.{ending}"'},
    )


def _shown(
    site: Site, request: Request, query: str, answer: Answer | None, error: LCGraphError | None = None
) -> Response:
    columns, lines, text = [], [], ""
    if answer is not None and answer.kind == "results":
        found = parse_query_results(answer.body, QueryResultsFormat.JSON)
        assert isinstance(found, QuerySolutions)  # the kind says so
        columns = [variable.value for variable in found.variables]
        lines = plain_cells([list(row) for row in found], site.addresses, site.holdings)
    elif answer is not None:
        text = answer.body[:_MOST_BYTES].decode("utf-8", "replace")
    return site.render(
        "sparql.html",
        request,
        status=_status(error),
        query=query,
        answer=answer,
        columns=columns,
        lines=lines,
        text=text,
        cut=answer is not None and (answer.cut or (len(answer.body) > _MOST_BYTES and not columns)),
        truth=answer is not None and answer.kind == "boolean" and b"true" in answer.body,
        problem=str(error) if error else "",
        marked=_marked(query, str(error)) if error else [],
        limits=site.pool.limits,
        downloads=list(_GRAPHS if answer is not None and answer.kind == "graph" else _TABLES),
        address=lambda **more: f"/ask?{urlencode({'query': query, **more})}",
    )


def _marked(query: str, problem: str) -> list[tuple[int, str, str, str]]:
    """The lines about the place of an error: number, what is before it, the sign, and what is after it.

    >>> _marked("SELECT ?a\\nWHERE }", "query, line 2, column 7: not valid SPARQL")
    [(1, 'SELECT ?a', '', ''), (2, 'WHERE ', '}', '')]
    """
    found = _PLACE.search(problem)
    if not found:
        return []
    line, column = int(found[1]), int(found[2])
    lines = query.split("\n")
    told = []
    for number in range(max(1, line - 2), min(len(lines), line + 1) + 1):
        words = lines[number - 1]
        if number == line:
            at = min(max(column - 1, 0), len(words))
            told.append((number, words[:at], words[at : at + 1] or " ", words[at + 1 :]))
        else:
            told.append((number, words, "", ""))
    return told


def _status(error: LCGraphError | None) -> int:
    if error is None:
        return 200
    if isinstance(error, BusyError | LimitError):
        return 503
    return 500 if isinstance(error, WorkerError) else 400
