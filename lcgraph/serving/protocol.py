"""What a request asks: the query and its dataset, read as the SPARQL 1.1 Protocol says (section 2.1)."""

import asyncio
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

#: A body longer than this is refused while it arrives, and one that takes longer is given up.
MAX_BODY = 1 << 20
BODY_SECONDS = 10.0
#: Graphs that a request may name.
MAX_PARAMETERS = 200

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"


class Asked(NamedTuple):
    """A query, None where the request has none, and the graphs that it is to be asked of."""

    sparql: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


async def read_request(request: Request) -> Asked:
    """The query of a request.

    Raises:
        HTTPException: The request is not as the protocol says (4xx), or asks for an update (403).
    """
    parameters = _parameters(request.scope["query_string"], "the query string")
    if request.method == "POST":
        media = _media_type(request)
        if media == UPDATE:
            raise _no_updates()
        body = await _body(request)
        if media == FORM:
            parameters += _parameters(body, "the form")
        else:
            parameters.append(("query", _text(body, "the query")))
    if any(name == "update" for name, _ in parameters):
        raise _no_updates()
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) > 1:
        raise HTTPException(400, "more than one query; send one at a time")
    if not queries and request.method == "POST":
        raise HTTPException(400, "no query; send it as the form's field query")
    return Asked(
        queries[0] if queries else None,
        tuple(value for name, value in parameters if name == "default-graph-uri"),
        tuple(value for name, value in parameters if name == "named-graph-uri"),
    )


def _media_type(request: Request) -> str:
    media, *rest = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charsets = [part.removeprefix("charset=").strip('"') for part in rest if part.startswith("charset=")]
    if media not in (FORM, QUERY, UPDATE):
        raise HTTPException(415, f"POST a query as {FORM} or {QUERY}")
    if any(charset not in ("utf-8", "utf8", "us-ascii") for charset in charsets):
        raise HTTPException(415, "send the query in UTF-8")
    return media


async def _body(request: Request) -> bytes:
    too_long = HTTPException(413, f"the body is longer than {MAX_BODY} bytes; ask a shorter query")
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > MAX_BODY:
        raise too_long
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > MAX_BODY:
                    raise too_long
    except TimeoutError:
        raise HTTPException(408, "the body took too long; send it again", {"Connection": "close"}) from None
    return bytes(body)


def _parameters(data: bytes, where: str) -> list[tuple[str, str]]:
    text = _text(data, where)
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_PARAMETERS)
    except UnicodeDecodeError:
        raise HTTPException(400, f"{where} is not UTF-8; encode it as such") from None
    except ValueError:
        raise HTTPException(400, f"more than {MAX_PARAMETERS} parameters; name fewer graphs") from None


def _text(data: bytes, where: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"{where} is not UTF-8 (byte {error.start}); encode it as such") from None


def _no_updates() -> HTTPException:
    return HTTPException(403, "updates are not offered, graphs are read only; build the graph again instead")
