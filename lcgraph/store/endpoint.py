"""Talking to a SPARQL endpoint over HTTP: within limits, again where that is safe, and with clear errors."""

import re
import time
from collections.abc import Mapping
from typing import NamedTuple, Self
from urllib.parse import urlencode, urljoin

import httpx

from lcgraph.errors import LCGraphError, QueryError, StoreError
from lcgraph.store.address import Address, read_address
from lcgraph.store.credentials import find_credentials

#: Seconds that one request may take.
TIMEOUT = 120.0
#: The longest answer that is taken, in bytes.
MAX_ANSWER = 1 << 29
#: How often a request is tried, and the seconds between the first two tries; each pause is twice the last.
TRIES, PAUSE = 4, 0.25
_LONGEST_PAUSE = 10.0
_MOVED = frozenset([301, 302, 303, 307, 308])
_BUSY = frozenset([429, 502, 503])


class Answer(NamedTuple):
    """What a server answered: headers in small letters, and the whole body."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The kind of the body, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class _TryAgain(Exception):
    """A failure that may pass, with the error to raise if it does not.

    Args:
        error: That error.
        after: Seconds that the server asks to wait.
        sent: Whether the request may have reached the server.
    """

    def __init__(self, error: LCGraphError, after: float = 0.0, *, sent: bool = True) -> None:
        self.error, self.after, self.sent = error, after, sent


class Endpoint:
    """A server that is asked and told things, with one connection kept open.

    Args:
        address: Where it is.
        timeout: Seconds that one request may take.
    """

    def __init__(self, address: Address, *, timeout: float = TIMEOUT) -> None:
        self.address = address
        #: What the server calls itself, once it has answered.
        self.server = ""
        self._timeout = timeout
        self._credentials = find_credentials(address.host)
        near = address.host in ("localhost", "127.0.0.1", "::1")
        self._client = httpx.Client(
            auth=self._credentials,
            timeout=httpx.Timeout(timeout, connect=min(timeout, 10.0)),
            follow_redirects=False,
            trust_env=not near,  # a proxy has no way back to this machine
            headers={"User-Agent": "lcgraph"},
        )

    def ask(self, form: list[tuple[str, str]], accept: str) -> Answer:
        """Send a query; as it changes nothing, it is tried again where the connection fails."""
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", self.address, urlencode(form).encode(), headers, again=True)

    def tell(self, address: Address, update: str, *, again: bool) -> Answer:
        """Send an update to the server's address for them.

        Args:
            address: Where updates go.
            update: SPARQL 1.1 Update.
            again: Whether the update may be sent twice, because it then does nothing more.
        """
        headers = {"Accept": "*/*", "Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", address, urlencode({"update": update}).encode(), headers, again=again)

    def put(self, address: Address, body: bytes, media_type: str) -> Answer:
        """Put a graph in the place of another (SPARQL 1.1 Graph Store HTTP Protocol, section 5.3)."""
        return self._send("PUT", address, body, {"Content-Type": media_type}, again=True)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def __enter__(self) -> Self:
        """The endpoint itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self.close()

    def _send(
        self, method: str, address: Address, body: bytes, headers: Mapping[str, str], *, again: bool
    ) -> Answer:
        if address.origin[:2] != self.address.origin[:2]:
            raise StoreError(
                f"{address.shown}: is on another host than {self.address.shown}; give addresses of one host, "
                "as credentials are for one only"
            )
        pause = PAUSE
        for attempt in range(TRIES):
            try:
                return self._follow(method, address, body, headers)
            except _TryAgain as failure:
                if attempt == TRIES - 1 or (failure.sent and not again):
                    raise failure.error from None
                time.sleep(max(pause, min(failure.after, _LONGEST_PAUSE)))
                pause *= 2
        raise AssertionError("the last try returns or raises")

    def _follow(self, method: str, address: Address, body: bytes, headers: Mapping[str, str]) -> Answer:
        for _ in range(3):
            status, answer = self._once(method, address, body, headers)
            if status not in _MOVED:
                if status >= 400:
                    raise self._refused(address, status, answer)
                return answer
            target = read_address(urljoin(address.url, answer.headers.get("location", "")))
            if target.origin != address.origin:
                raise StoreError(
                    f"{address.shown}: sends on to {target.shown}, which is not followed; give that address "
                    "if you trust it"
                )
            address = target
        raise StoreError(f"{address.shown}: sends on in a circle; check the address")

    def _once(
        self, method: str, address: Address, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, Answer]:
        latest = time.monotonic() + self._timeout
        data = bytearray()
        try:
            with self._client.stream(method, address.url, content=body, headers=dict(headers)) as response:
                for chunk in response.iter_bytes():
                    data += chunk
                    if len(data) > MAX_ANSWER:
                        raise StoreError(
                            f"{address.shown}: the answer is longer than {MAX_ANSWER >> 20} MB; ask for less"
                        )
                    if time.monotonic() > latest:
                        raise httpx.ReadTimeout("")
        except (httpx.ConnectTimeout, httpx.ConnectError) as error:
            reason = _reason(error)
            error_ = StoreError(f"{address.shown}: cannot be reached ({reason}); check the address")
            raise _TryAgain(error_, sent=False) from None
        except httpx.TimeoutException:
            raise StoreError(
                f"{address.shown}: no whole answer within {self._timeout:g} seconds; ask for less"
            ) from None
        except httpx.RequestError as error:
            raise _TryAgain(
                StoreError(f"{address.shown}: the connection broke off ({_reason(error)}); try again")
            ) from None
        self.server = response.headers.get("server", self.server)
        return response.status_code, Answer(response.headers, bytes(data))

    def _refused(self, address: Address, status: int, answer: Answer) -> LCGraphError | _TryAgain:
        reason = self._words(answer.body)
        told = f" ({reason})" if reason else ""
        if status in _BUSY:
            wait = answer.headers.get("retry-after", "")
            error = StoreError(f"{address.shown}: is busy, status {status}{told}; try again later")
            return _TryAgain(error, float(wait) if re.fullmatch(r"\d{1,4}", wait) else 0.0)
        if status in (401, 403):
            done = "these credentials are not enough" if self._credentials else "it asks for credentials"
            return StoreError(
                f"{address.shown}: refuses, status {status}: {done}; set LCGRAPH_USER and LCGRAPH_PASSWORD, "
                "or LCGRAPH_TOKEN, or use netrc"
            )
        if status in (404, 405):
            return StoreError(
                f"{address.shown}: no SPARQL endpoint answers there, status {status}; check the path"
            )
        if status == 400:
            return QueryError(f"{address.shown}: does not take this{told}; ask it differently")
        return StoreError(f"{address.shown}: fails, status {status}{told}; ask for less, or look in its log")

    def _words(self, body: bytes) -> str:
        """The beginning of a server's complaint, in one harmless line."""
        text = self._credentials.hidden_in(body[:2000].decode("utf-8", "replace"))
        text = re.sub(r"<[^>]*>", " ", text).partition("SPARQL query:")[0]
        return " ".join(re.sub(r"[^\w\s.,:;'\"()/#-]", " ", text).split())[:200]


def _reason(error: Exception) -> str:
    """What went wrong, in the words of the system where it has some."""
    return " ".join(str(error).split())[:120] or type(error).__name__
