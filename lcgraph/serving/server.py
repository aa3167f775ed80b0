"""Running the application on a socket, with bounds on what one client can hold."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from lcgraph.errors import StoreError

#: Connections that are held at once; more are told that the server is busy.
MAX_CONNECTIONS = 500
#: Bytes of a request's first line and headers: a query of a few thousand signs fits a GET.
MAX_HEAD = 1 << 16


def serve(
    app: ASGIApp, *, host: str = "127.0.0.1", port: int = 8000, ready: Callable[[str], object] | None = None
) -> None:
    """Serve an application until it is interrupted.

    Args:
        app: What `lcgraph.serving.app.build_app` made.
        host: The address to listen at.
        port: The port; 0 for any that is free.
        ready: Told the server's address as soon as clients may come.

    Raises:
        StoreError: The address cannot be used.
    """
    with listen(host, port) as listener:
        if ready is not None:
            shown = f"[{host}]" if ":" in host else host
            ready(f"http://{shown}:{listener.getsockname()[1]}")
        server_of(app).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A socket on which clients may come; they wait there until the server runs.

    Raises:
        StoreError: The address cannot be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named, as asyncio wants it in order to send small answers without delay.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(MAX_CONNECTIONS)
        return listener
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"{host}, port {port}: cannot be used ({reason}); choose another --port") from None


def server_of(app: ASGIApp) -> uvicorn.Server:
    """A server for an application, with bounds on what clients may hold."""
    config = uvicorn.Config(
        app,
        log_level="error",
        lifespan="off",
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MAX_CONNECTIONS,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=MAX_HEAD,
        http="h11",
        ws="none",
    )
    return uvicorn.Server(config)
