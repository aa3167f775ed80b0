"""Networks inside the explorer: each in a frame of its own, where its own security policy holds."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lcgraph.drawing.page import page as drawn
from lcgraph.drawing.view import view_of
from lcgraph.errors import QueryError
from lcgraph.explorer.asking import answered
from lcgraph.explorer.questions import fields_of
from lcgraph.explorer.site import Site, page_response
from lcgraph.network import network_from
from lcgraph.queries import read_network, run_sparql

if TYPE_CHECKING:
    import networkx

#: The page's own policy, which names its scripts one by one, holds beside this one; both must agree.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_AROUND = """PREFIX lc: <https://w3id.org/lcgraph/ontology#>
SELECT DISTINCT ?source ?target ?via WHERE {
  { SELECT DISTINCT ?source WHERE { ?first lc:modality lc:Asserted ; lc:partner %s , ?source } }
  ?via lc:partner ?source , ?target ; lc:modality lc:Asserted .
  FILTER(STR(?source) < STR(?target))
  FILTER EXISTS { ?second lc:modality lc:Asserted ; lc:partner %s , ?target }
}"""


def listed(site: Site, request: Request) -> Response:
    """All networks that can be drawn."""
    return site.render("networks.html", request, networks=site.networks)


def show(site: Site, request: Request) -> Response:
    """The page of a network: its parameters, and the network in a frame."""
    query = read_network(request.path_params["name"])
    fields = fields_of(query, request)
    given = {field.parameter.name: field.value for field in fields if field.value}
    frame = f"/network/{query.name}/picture?{urlencode(given)}"
    problem = ""
    try:
        empty = not len(answered(query, site.store, site.pool, given))
    except QueryError as error:
        problem, empty = str(error), True
    return site.render(
        "network.html", request, query=query, fields=fields, frame=frame, problem=problem, empty=empty
    )


def picture(site: Site, request: Request) -> Response:
    """The network itself, as the one page that `lcgraph draw` writes."""
    query = read_network(request.path_params["name"])
    given = {field.parameter.name: field.value for field in fields_of(query, request) if field.value}

    def made() -> "networkx.Graph[str]":
        table = answered(query, site.store, site.pool, given)
        return network_from(site.store, table, name=query.name, title=query.summary, directed=query.directed)

    return _drawn(site, request, (query.name, *sorted(given.items())), made)


def around(site: Site, request: Request) -> Response:
    """The network of those that work with a thing, and with one another."""
    thing = site.holdings.thing(_node(request).value)
    frame = f"/around/picture?{urlencode({'iri': thing.iri})}"
    return site.render("around.html", request, thing=thing, frame=frame)


def around_picture(site: Site, request: Request) -> Response:
    """The network around a thing, as a page by itself."""
    node = _node(request)
    title = f"Who works with {site.holdings.thing(node.value).label}"

    def made() -> "networkx.Graph[str]":
        table = run_sparql(_AROUND % (node, node), site.store)
        return network_from(site.store, table, name="around", title=title)

    return _drawn(site, request, ("", node.value), made)


def _drawn(
    site: Site, request: Request, key: tuple[Any, ...], made: "Callable[[], networkx.Graph[str]]"
) -> Response:
    """A network as a page, whose things lead to the pages of this site."""
    here = str(request.base_url).rstrip("/")
    return page_response(site.pictures.get((here, *key), lambda: _page(site, made(), here)), _POLICY)


def _page(site: Site, network: "networkx.Graph[str]", here: str) -> str:
    import networkx

    for _, _, edge in network.edges(data=True):
        edge["via_iri"] = [here + site.addresses.page(iri) for iri in edge.get("via_iri", ())]
    placed = networkx.relabel_nodes(network, {iri: here + site.addresses.page(iri) for iri in network})
    return drawn(view_of(placed, title=str(network.graph["title"])))


def _node(request: Request) -> NamedNode:
    try:
        return NamedNode(request.query_params.get("iri", ""))
    except ValueError:
        raise HTTPException(400, "That is no IRI. Name a thing by its whole IRI.") from None
