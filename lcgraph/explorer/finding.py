"""The pages from which people start: the front page, the search, and lists of things by class."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from lcgraph.errors import QueryError
from lcgraph.explorer.addresses import DATA
from lcgraph.explorer.data import overview
from lcgraph.explorer.documents import counts
from lcgraph.explorer.holdings import rows
from lcgraph.explorer.paging import Page
from lcgraph.explorer.searching import MOST_LETTERS, Hit
from lcgraph.explorer.site import Site, class_name, wanted
from lcgraph.ontology import load_ontology

_PLACES = """SELECT ?thing (MIN(?around) AS ?place) WHERE {
  VALUES ?thing { %s } ?thing lc:locatedIn ?around
  FILTER NOT EXISTS {
    ?thing lc:locatedIn ?nearer . ?nearer lc:locatedIn ?around FILTER(?nearer != ?around && ?nearer != ?thing)
  }
} GROUP BY ?thing"""
#: Names that are suggested while one types, and things that the front page lists of a kind.
_SUGGESTIONS, _MOST_LISTED = 8, 10


def home(site: Site, request: Request) -> Response:
    """The front page: what the graph holds and where to begin."""
    holdings = site.holdings
    if ending := wanted(request):
        numbers = overview(holdings, len(site.store), str(request.base_url), ending)
        return Response(numbers, media_type=DATA[ending][1], headers={"Vary": "Accept"})
    documents = counts(site.store)
    listed = [(holdings.thing(iri), *both) for iri, both in documents.items() if iri in holdings.things]
    listed.sort(key=lambda row: (-row[2], row[0].label))
    return site.render(
        "home.html",
        request,
        classes=holdings.classes,
        connected=holdings.connected[:_MOST_LISTED],
        documents=listed[:_MOST_LISTED],
        document_count=len(holdings.documents),
        partnerships=holdings.of_class("Partnership")[:_MOST_LISTED],
        themes=holdings.of_class("Theme")[:_MOST_LISTED],
        questions=len(site.questions),
        networks=len(site.networks),
    )


def search(site: Site, request: Request) -> Response:
    """What bears a name or a part of it."""
    text = request.query_params.get("q", "").strip()[:MOST_LETTERS]
    hits = site.search.find(text)
    near = site.search.near(text) if text and not hits else []
    if len(hits) == 1:
        return RedirectResponse(site.addresses.page(hits[0].thing.iri), 303)
    page = Page(hits, request)
    return site.render(
        "search.html", request, text=text, page_of=page, near=near, where=_where(site, page.shown)
    )


def suggest(site: Site, request: Request) -> Response:
    """Names that begin like what is being typed, for the search boxes."""
    types = request.query_params.getlist("type")[:20] or ["Thing"]
    hits = site.search.find(request.query_params.get("q", ""), types)[:_SUGGESTIONS]
    where = _where(site, hits)
    return JSONResponse(
        [
            {
                "label": hit.thing.label,
                "by": hit.by,
                "class": hit.thing.class_name,
                "words": class_name(hit.thing.class_name),
                "where": where.get(hit.thing.iri, ""),
                "page": site.addresses.page(hit.thing.iri),
            }
            for hit in hits
        ],
        headers={"Cache-Control": "no-store"},
    )


def of_class(site: Site, request: Request) -> Response:
    """All things of a class, those of its sub-classes included."""
    name = request.path_params["name"]
    things = site.holdings.of_class(name)
    if name not in load_ontology().classes and not things:
        raise QueryError("There is no such class in this graph.")
    return site.render("class.html", request, name=name, page_of=Page(things, request), all=things)


def _where(site: Site, hits: Sequence[Hit]) -> dict[str, str]:
    """The place in which each thing is, which tells namesakes apart."""
    if not hits:
        return {}
    places = rows(site.store, _PLACES % " ".join(f"<{hit.thing.iri}>" for hit in hits))
    return {thing: site.holdings.thing(place).label for thing, place in places}
