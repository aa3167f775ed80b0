"""The site as a whole: which address leads to which page."""

from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lcgraph.explorer import finding, networks, questions, reading, sparql, static, things
from lcgraph.explorer.site import Site
from lcgraph.serving import Pool
from lcgraph.serving.app import build_app
from lcgraph.store import Store


def build_explorer(
    store: Store,
    pool: Pool,
    *,
    folders: Sequence[Path] = (Path(),),
    cors: Sequence[str] = (),
    hosts: Sequence[str] = (),
    addresses: bool = False,
) -> Starlette:
    """The explorer of a graph, together with its SPARQL endpoint at ``/sparql``.

    Args:
        store: The graph, which must not change any more; the pages' own questions are asked of it.
        pool: Who answers the queries of visitors; it is the caller's to close.
        folders: Where the paths of texts may start, which the graph names.
        cors: As for `lcgraph.serving.app.build_app`.
        hosts: Likewise.
        addresses: Likewise.

    Returns:
        An ASGI application; `lcgraph.serving.server.serve` runs it.
    """
    site = Site(store, pool, folders)
    Thread(target=site.warm, daemon=True).start()
    pages = {
        "/": finding.home,
        "/search": finding.search,
        "/suggest": finding.suggest,
        "/class/{name}": finding.of_class,
        "/id/{local:path}": things.dereference,
        "/resource": things.dereference,
        "/page/{local:path}": things.show,
        "/page": things.show,
        "/data/{local:path}": things.data,
        "/data": things.data,
        "/documents": reading.documents,
        "/figures": reading.figures,
        "/questions": questions.listed,
        "/question/{name}": questions.show,
        "/networks": networks.listed,
        "/network/{name}": networks.show,
        "/network/{name}/picture": networks.picture,
        "/around": networks.around,
        "/around/picture": networks.around_picture,
        "/static/{name}": static.file,
    }
    routes = [Route(path, site.view(answer)) for path, answer in pages.items()]
    routes.append(Route("/ask", sparql.page_of(site)))
    routes.append(Route("/{path:path}", site.view(_unknown)))
    return build_app(
        pool, routes=routes, page=sparql.page_of(site), cors=cors, hosts=hosts, addresses=addresses
    )


def _unknown(site: Site, request: Request) -> Response:
    return site.failed(request, 404, "Look for what you need by its name, or begin at the front page.")
