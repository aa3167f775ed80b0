"""The list of documents, and all figures that can be followed over time."""

from starlette.requests import Request
from starlette.responses import Response

from lcgraph.explorer.charts import chart_of
from lcgraph.explorer.documents import counts
from lcgraph.explorer.figures import figures_of, series, with_sentences
from lcgraph.explorer.holdings import rows
from lcgraph.explorer.paging import Page
from lcgraph.explorer.site import Site
from lcgraph.queries.names import fold

#: Charts of one page.
_CHARTS = 20
_IMPRINTS = """SELECT ?document (MIN(?by) AS ?publisher) (MIN(?on) AS ?issued) WHERE {
  ?document a lc:Document
  OPTIONAL { ?document dcterms:publisher ?by } OPTIONAL { ?document dcterms:issued ?on }
} GROUP BY ?document"""


def documents(site: Site, request: Request) -> Response:
    """All documents, with what each gave."""
    given = counts(site.store)
    imprint = {iri: (publisher, issued) for iri, publisher, issued in rows(site.store, _IMPRINTS)}
    listed = [
        (thing, *imprint.get(thing.iri, ("", "")), *given.get(thing.iri, (0, 0)))
        for thing in sorted(site.holdings.documents.values(), key=lambda one: (one.label, one.iri))
    ]
    return site.render("documents.html", request, page_of=Page(listed, request))


def figures(site: Site, request: Request) -> Response:
    """What is given for two times or more, as charts with their tables."""
    words = request.query_params.get("q", "").strip()[:200]
    wanted = fold(words)
    found = [
        one
        for one in series(figures_of(site.store, site.holdings))
        if wanted in fold(f"{one.about.label} {one.indicator}")
    ]
    page = Page(found, request, _CHARTS)
    shown = with_sentences(site.store, site.holdings, page.shown)
    return site.render(
        "figures.html", request, words=words, page_of=page, charts=[chart_of(one) for one in shown]
    )
