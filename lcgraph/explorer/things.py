"""The page of a thing, its data, and where its IRI leads."""

from typing import Any
from urllib.parse import urlsplit

from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lcgraph.explorer import around
from lcgraph.explorer.addresses import DATA
from lcgraph.explorer.alliances import Alliances, alliances_in, alliances_of, alliances_on
from lcgraph.explorer.charts import chart_of
from lcgraph.explorer.conclusions import conclusions_of, subject_of
from lcgraph.explorer.data import described
from lcgraph.explorer.documents import document_of, source_of
from lcgraph.explorer.figures import figures_of, series
from lcgraph.explorer.holdings import Thing, lineage, rows
from lcgraph.explorer.site import Site, wanted
from lcgraph.explorer.sketches import sketch_of
from lcgraph.explorer.statements import (
    bundled,
    documents_of,
    grouped,
    is_framed,
    lies_in,
    modality_of,
    sentences,
    statements,
    unclaimed,
)
from lcgraph.graph import evidence
from lcgraph.model import Modality
from lcgraph.ontology.namespaces import local_name
from lcgraph.queries.display import clean

_VALUES = """SELECT ?property ?value WHERE {
  <%s> ?property ?value FILTER(isLiteral(?value) && ?property NOT IN (rdfs:label, skos:altLabel))
}"""
_ELSEWHERE = """SELECT DISTINCT ?iri WHERE {
  VALUES ?same { schema:sameAs skos:exactMatch skos:closeMatch rdfs:seeAlso }
  <%s> ?same ?iri FILTER(isIRI(?iri))
}"""
#: Values that a figure or a document shows in its own way.
_SHOWN_ELSEWHERE = {"earliest", "latest"}
_MOST_INSIDE = 24


def dereference(site: Site, request: Request) -> Response:
    """Where an IRI leads: to the page for people, to the data for programs (W3C, Cool URIs, section 4.2)."""
    iri = _iri(site, request)
    ending = wanted(request)
    target = site.addresses.data(iri, ending) if ending else _page(site, iri)
    return RedirectResponse(target, 303, {"Vary": "Accept"})


def data(site: Site, request: Request) -> Response:
    """What the graph holds about a thing, as Turtle or JSON-LD."""
    local, _, ending = request.path_params.get("local", "").rpartition(".")
    iri = site.addresses.iri(local) if local else request.query_params.get("iri", "")
    return _described(site, iri, ending if local else request.query_params.get("format", "ttl"))


def show(site: Site, request: Request) -> Response:
    """The page of a thing."""
    iri = _iri(site, request)
    if ending := wanted(request):
        return _described(site, iri, ending)
    if local_name(iri) in site.holdings.documents and iri == site.holdings.documents[local_name(iri)].iri:
        return _document(site, request, site.holdings.thing(iri))
    if iri not in site.holdings.things and not _is_known(site, iri):
        raise HTTPException(
            404, "The graph says nothing about it. It may be called otherwise here: look for its name."
        )
    if concluded := subject_of(site.store, iri):
        return RedirectResponse(f"{site.addresses.page(concluded)}#follows", 303)
    if document := document_of(site.store, iri):
        return RedirectResponse(f"{site.addresses.page(document)}#c-{local_name(iri)}", 303)
    return site.render("thing.html", request, **_told(site, site.holdings.thing(iri)))


def _told(site: Site, thing: Thing) -> dict[str, Any]:
    """All that the page of a thing shows."""
    store, holdings, iri = site.store, site.holdings, thing.iri
    claims = evidence(store, iri)
    every = statements(claims, iri, holdings)
    if not claims and not holdings.claims:
        every = unclaimed(store, iri, holdings)
    kinds = lineage(thing.class_name)
    own = alliances_of(store, iri, holdings)
    said = {
        row.subject: sentences([one for one in claims if one.subject == row.subject], holdings)
        for row in claims
        if row.object == iri and row.predicate.endswith("#about")
    }
    figures = figures_of(store, holdings, iri, said)
    framed = {(one.thing.iri, one.modality) for one in own.shown} | {
        (one.iri, one.modality) for one in figures
    }
    listed = [one for one in every if not (is_framed(one) and (one.subject.iri, one.modality) in framed)]
    is_place, is_theme = "Place" in kinds, "Theme" in kinds
    facts = [one for one in listed if one.modality is Modality.ASSERTED]
    located = [one for one in facts if is_place and lies_in(one, iri)]
    groups = grouped((one for one in facts if not (is_place and lies_in(one, iri))), iri, holdings)
    first = [row for row in claims if row.predicate.endswith("#type") and row.subject == iri]
    return {
        "thing": thing,
        "where": around.places_around(store, iri, holdings) if not is_theme else [],
        "wider": around.themes_around(store, iri, holdings) if is_theme else [],
        "narrower": around.narrower(store, iri, holdings) if is_theme else [],
        "working": around.working_on(store, iri, holdings) if is_theme else [],
        "inside": around.lying_in(store, iri, holdings) if is_place else [],
        "most_inside": _MOST_INSIDE,
        "located": bundled([one for one in located if one.claims], holdings),
        "own": own,
        "here": alliances_in(store, iri, holdings) if is_place else Alliances(()),
        "on": alliances_on(store, iri, holdings) if is_theme else Alliances(()),
        "groups": [group for group in groups if not group.incoming],
        "incoming": [group for group in groups if group.incoming],
        "follows": conclusions_of(store, iri, holdings),
        "is_actor": "Actor" in kinds,
        "hedged": bundled([one for one in listed if one.modality is not Modality.ASSERTED], holdings),
        "modality": modality_of(store, iri),
        "figures": figures,
        "charts": [chart_of(one) for one in series(figures)],
        "sketch": sketch_of(thing, own.shown, listed),
        "documents": documents_of(claims, holdings.documents),
        "first": sentences(first[:1], holdings),
        "values": _values(site, iri),
        "elsewhere": [address for (address,) in rows(store, _ELSEWHERE % iri)],
    }


def _values(site: Site, iri: str) -> list[tuple[str, str]]:
    found = [(local_name(name), clean(value)) for name, value in rows(site.store, _VALUES % iri)]
    return sorted((name, value) for name, value in found if name not in _SHOWN_ELSEWHERE)


def _document(site: Site, request: Request, document: Thing) -> Response:
    source = source_of(site.store, document.iri, site.holdings, site.folders)
    address = source.fields.get("source", "")
    link = address if urlsplit(address).scheme in ("http", "https") else ""
    return site.render("document.html", request, thing=document, source=source, link=link)


def _described(site: Site, iri: str, ending: str) -> Response:
    if ending not in DATA or not _is_iri(iri):
        raise HTTPException(404, f"Data comes as {' or '.join(DATA)}.")
    body = described(site.store, iri, ending)
    if not _is_known(site, iri):
        raise HTTPException(404, "The graph says nothing about it.")
    return Response(body, media_type=DATA[ending][1], headers={"Vary": "Accept"})


def _iri(site: Site, request: Request) -> str:
    """The IRI that a request is about, safe to stand in a query."""
    local = request.path_params.get("local")
    iri = site.addresses.iri(local) if local else request.query_params.get("iri", "").strip()
    if not _is_iri(iri):
        raise HTTPException(400 if iri else 404, "That is no IRI. Name a thing by its whole IRI.")
    return iri


def _is_iri(text: str) -> bool:
    try:
        return bool(NamedNode(text).value)
    except ValueError:
        return False


def _is_known(site: Site, iri: str) -> bool:
    node = NamedNode(iri)
    return any(next(iter(site.store.match(*pattern)), None) for pattern in ((node,), (None, None, node)))


def _page(site: Site, iri: str) -> str:
    return site.addresses.page(iri)
