"""The web application: the endpoint at ``/sparql``, and whatever pages others add to it."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute, Route

from lcgraph.serving.endpoint import CUT_HEADER, Endpoint, Page
from lcgraph.serving.gate import Gate
from lcgraph.serving.pool import Pool

#: Where the endpoint is.
PATH = "/sparql"


def build_app(
    pool: Pool,
    *,
    routes: Sequence[BaseRoute] = (),
    page: Page | None = None,
    cors: Sequence[str] = (),
    hosts: Sequence[str] = (),
    addresses: bool = False,
) -> Starlette:
    """The application that serves a graph.

    Args:
        pool: Who answers queries; it is the caller's to close.
        routes: Further pages; those that set no Content-Security-Policy may load nothing at all.
        page: What a browser gets at ``/sparql`` when it comes without a query.
        cors: Origins whose pages may read answers, such as ``https://example.org``, or ``*``.
        hosts: Names of this server, besides ``localhost``.
        addresses: Whether it may also be called by an address that is not a loopback one.

    Returns:
        An ASGI application; `lcgraph.serving.server.serve` runs it.
    """
    middleware = [Middleware(Gate, hosts=hosts, addresses=addresses, origins=cors)]
    if cors:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(cors),
                allow_methods=["GET", "POST"],
                allow_headers=["Accept", "Content-Type"],
                expose_headers=[CUT_HEADER],
            )
        )
    answer = Endpoint(pool, page).respond
    app = Starlette(
        routes=[
            Route(PATH, answer, methods=["GET", "POST"]),
            Route(f"{PATH}/", answer, methods=["GET", "POST"], include_in_schema=False),
            *routes,
        ],
        middleware=middleware,
    )
    app.router.redirect_slashes = False  # a redirect would repeat what was asked
    return app
