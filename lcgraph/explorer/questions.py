"""Questions as forms: a person fills in names, and gets a table in which every row has its sentences."""

import re
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from lcgraph.errors import QueryError
from lcgraph.explorer.asking import answered, traced
from lcgraph.explorer.cells import Cell, Column, laid_out
from lcgraph.explorer.paging import Page
from lcgraph.explorer.site import Site
from lcgraph.queries import Parameter, Query, Table, Traced, read_query
from lcgraph.queries.sentences import Sentence
from lcgraph.serving.formats import HTML, Media, choose

#: Beyond so many rows an answer is shown without its sentences.
MOST_TRACED = 300
#: Formats of a download, with their media types.
_DOWNLOADS = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
}


class Field(NamedTuple):
    """A parameter as a part of a form, with what was filled in."""

    parameter: Parameter
    value: str

    @property
    def words(self) -> str:
        """Its name as people write it."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.parameter.name).capitalize()


class Row(NamedTuple):
    """A row of an answer, and the numbers of the sentences behind it."""

    cells: list[Cell]
    sentences: list[int]


def listed(site: Site, request: Request) -> Response:
    """All questions, by what they are about."""
    by_tag: dict[str, list[Query]] = {}
    for query in site.questions:
        by_tag.setdefault(query.tags[0] if query.tags else "others", []).append(query)
    return site.render("questions.html", request, groups=sorted(by_tag.items()))


def show(site: Site, request: Request) -> Response:
    """A question: its form, and its answer as soon as it can be answered."""
    query = read_query(request.path_params["name"])
    fields = fields_of(query, request)
    given = {field.parameter.name: field.value for field in fields if field.value}
    download = request.query_params.get("format", "") or _wanted(request)
    if download:
        return _download(site, query, given, download)
    problem, table, behind = "", None, None
    if all(field.value for field in fields if field.parameter.required):
        try:
            table = answered(query, site.store, site.pool, given)
            if len(table) <= MOST_TRACED:
                behind = traced(query, site.store, given)
        except QueryError as error:
            problem = str(error)
    return site.render(
        "question.html",
        request,
        query=query,
        fields=fields,
        problem=problem,
        notes=(behind or table).notes if table is not None else (),
        told=_told(site, request, table, behind) if table is not None else None,
        traced=behind is not None,
        address=lambda **more: f"{request.url.path}?{urlencode(given | more)}",
    )


def fields_of(query: Query, request: Request) -> list[Field]:
    """The parameters of a question with the values that a request gives them."""
    return [
        Field(parameter, request.query_params.get(parameter.name, "").strip()[:500])
        for parameter in query.parameters
    ]


class _Told(NamedTuple):
    columns: list[Column]
    page_of: Page[Row]
    sentences: list[tuple[int, Sentence]]


def _told(site: Site, request: Request, table: Table, found: Traced | None) -> _Told:
    columns, lines = laid_out(table, site.addresses, site.holdings)
    numbers: dict[tuple[object, ...], int] = {}
    behind: list[list[int]] = [[] for _ in lines]
    kept: list[Sentence] = []
    for at, several in enumerate(found.evidence if found else ()):
        for sentence in several:
            key = sentence.document, sentence.start, sentence.end, sentence.modality
            if key not in numbers:
                kept.append(sentence)
                numbers[key] = len(kept)
            behind[at].append(numbers[key])
    rows = [Row(cells, sorted(set(some))) for cells, some in zip(lines, behind, strict=True)]
    page = Page(rows, request)
    needed = sorted({number for row in page.shown for number in row.sentences})
    return _Told(columns, page, [(number, kept[number - 1]) for number in needed])


def _wanted(request: Request) -> str:
    """The format in which a client likes an answer best; empty for the page."""
    accept = ",".join(request.headers.getlist("accept"))
    media = choose(accept, (HTML, *(Media(type, name) for name, type in _DOWNLOADS.items())))
    return "" if media in (None, HTML) else media.format


def _download(site: Site, query: Query, given: dict[str, str], format: str) -> Response:
    if format not in _DOWNLOADS:
        raise QueryError(f"Answers come as {', '.join(_DOWNLOADS)}.")
    table = answered(query, site.store, site.pool, given)
    found = traced(query, site.store, given) or table
    written = {"csv": found.to_csv, "tsv": found.to_tsv, "json": found.to_json}[format]()
    name = f'attachment; filename="{query.name}.{format}"'
    return Response(
        written, media_type=_DOWNLOADS[format], headers={"Content-Disposition": name, "Vary": "Accept"}
    )
