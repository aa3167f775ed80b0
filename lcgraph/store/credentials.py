"""Names and passwords for endpoints, from the environment or netrc; they never appear in a message."""

import netrc
import os
from collections.abc import Generator
from pathlib import Path

import httpx

from lcgraph.errors import StoreError


class Credentials(httpx.Auth):
    """Answers a server's demand for a name and password (Basic or Digest), or sends a token.

    A password leaves only when the server asks for it; it is then sent with each request.
    """

    def __init__(self, user: str = "", password: str = "", token: str = "") -> None:
        self._user, self._password, self._token = user, password, token
        self._scheme: httpx.Auth | None = None

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._user or self._token)

    def hidden_in(self, text: str) -> str:
        """A server's words with the password and the token struck out, should it repeat them."""
        for secret in filter(None, (self._password, self._token)):
            text = text.replace(secret, "***")
        return text

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request, and send it again with what the server demands."""
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        if self._scheme is None:
            response = yield request
            if response.status_code != 401 or not self._user:
                return
            demand = response.headers.get("WWW-Authenticate", "").lower()
            kind = httpx.DigestAuth if "digest" in demand else httpx.BasicAuth
            self._scheme = kind(self._user, self._password)
        yield from self._scheme.auth_flow(request)


def find_credentials(host: str) -> Credentials:
    """The credentials for a host.

    Args:
        host: The host's name.

    Returns:
        Those of ``LCGRAPH_TOKEN``, or of ``LCGRAPH_USER`` and ``LCGRAPH_PASSWORD``, or of netrc (the file
        that ``NETRC`` names, or the one in the home folder); empty ones where there are none.

    Raises:
        StoreError: The netrc file is broken.
    """
    found = {name: os.environ.get(f"LCGRAPH_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")}
    if found["TOKEN"]:
        return Credentials(token=found["TOKEN"])
    if found["USER"]:
        return Credentials(found["USER"], found["PASSWORD"])
    given = os.environ.get("NETRC")
    try:
        known = netrc.netrc(given).authenticators(host) if given or _home_netrc().is_file() else None
    except netrc.NetrcParseError as error:  # its own message may hold a password
        line = f", line {error.lineno}" if error.lineno else ""
        raise StoreError(f"{error.filename}{line}: is no valid netrc file; correct it") from None
    except OSError as error:
        raise StoreError(f"{given}: cannot be read ({error.strerror}); correct NETRC") from None
    return Credentials(known[0], known[2] or "") if known else Credentials()


def _home_netrc() -> Path:
    return Path(os.path.expanduser("~")) / ".netrc"
