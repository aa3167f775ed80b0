"""The gate before all pages: who may call, by which name, and what browsers are told about the answers.

A page elsewhere can have its visitor's browser call this machine: by a name of its own that it points here
(DNS rebinding, seen by the Host header), or by a form that it sends here (seen by the Origin header).
"""

from collections.abc import Collection
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: What every answer tells a browser, unless a page says better of itself.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
_READING = frozenset(["GET", "HEAD", "OPTIONS"])
_ANY = "*"


class Gate:
    """Lets requests through to an application, or not.

    Args:
        app: What is behind the gate.
        hosts: Names of this server, besides localhost and this machine's own addresses.
        addresses: Whether it may be called by any address; a number cannot be pointed elsewhere.
        origins: Other sites that may send forms and read answers; ``*`` for all.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str] = (),
        addresses: bool = False,
        origins: Collection[str] = (),
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._addresses = addresses
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection, as ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        if not self._knows(headers.get("host", "")):
            refusal = "this server is not called by that name; open it by its address"
        elif scope["method"] not in _READING and not self._trusts(headers):
            refusal = "requests from other sites are refused; allow the site with --cors"
        else:
            await self._app(scope, receive, send_marked)
            return
        await PlainTextResponse(refusal, 403)(scope, receive, send_marked)

    def _knows(self, host: str) -> bool:
        name = _name(host)
        if name == "localhost" or name in self._hosts:
            return True
        with suppress(ValueError):
            address = ip_address(name)
            return self._addresses or address.is_loopback
        return False

    def _trusts(self, headers: Headers) -> bool:
        """Whether a request that is more than a look comes from a page of ours, or from no page at all."""
        if _ANY in self._origins:
            return True
        origin = headers.get("origin")
        if origin in self._origins:
            return True
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return False
        return origin is None or _is_at(origin, headers.get("host", ""))


def _name(host: str) -> str:
    """The name in a Host header, without its port; empty where it cannot be read."""
    with suppress(ValueError):
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises where it is no number
        if parts.netloc == host and "@" not in host:
            return parts.hostname or ""
    return ""


def _is_at(origin: str, host: str) -> bool:
    with suppress(ValueError):
        parts = urlsplit(origin)
        return parts.scheme in ("http", "https") and parts.netloc == host
    return False
