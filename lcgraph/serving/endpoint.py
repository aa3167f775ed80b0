"""The endpoint itself: a request becomes a question to the pool, its answer a response."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from lcgraph.errors import LCGraphError, StoreError
from lcgraph.serving.asking import Answer
from lcgraph.serving.description import describe
from lcgraph.serving.formats import GRAPHS, HTML, RESULTS, Media, choose
from lcgraph.serving.limits import BusyError, LimitError, WorkerError
from lcgraph.serving.pool import Pool
from lcgraph.serving.protocol import Asked, read_request

#: Says of an answer that it was cut, and at how many rows; other endpoints call it the same.
CUT_HEADER = "X-SPARQL-MaxRows"
#: A page for people who open the endpoint in a browser.
Page = Callable[[Request], Awaitable[Response]]


class Endpoint:
    """Answers SPARQL 1.1 Protocol requests; read only.

    Args:
        pool: Who answers the queries.
        page: What a browser gets that comes without a query.
    """

    def __init__(self, pool: Pool, page: Page | None = None) -> None:
        self._pool = pool
        self._page = page

    async def respond(self, request: Request) -> Response:
        """The response to a request.

        Raises:
            HTTPException: The request or its query is at fault, or a limit was reached.
        """
        try:
            asked = await read_request(request)
            if asked.sparql is None:
                return await self._introduce(request)
            return await self._answer(request, asked, asked.sparql)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it

    async def _introduce(self, request: Request) -> Response:
        media = _chosen(request, (*GRAPHS, HTML) if self._page else GRAPHS)
        if media == HTML and self._page:
            return await self._page(request)
        if media is None:
            raise _not_acceptable(GRAPHS)
        return _response(describe(_address(request), media.format), media)

    async def _answer(self, request: Request, asked: Asked, sparql: str) -> Response:
        results, graph = _chosen(request, RESULTS), _chosen(request, GRAPHS)
        if results is None and graph is None:
            raise _not_acceptable((*RESULTS, *GRAPHS))
        try:
            answer = await _while_connected(
                request,
                self._pool.run_async(
                    sparql,
                    results=(results or RESULTS[0]).format,
                    graph=(graph or GRAPHS[0]).format,
                    default_graphs=asked.default_graphs,
                    named_graphs=asked.named_graphs,
                    base=_address(request),
                ),
            )
        except LCGraphError as error:
            raise _fault(error) from None
        media, offered = (graph, GRAPHS) if answer.kind == "graph" else (results, RESULTS)
        if media is None:
            raise _not_acceptable(offered)
        response = _response(answer.body, media)
        if answer.cut:
            response.headers[CUT_HEADER] = str(answer.rows)
        return response


async def _while_connected(request: Request, answering: Coroutine[Any, Any, Answer]) -> Answer:
    """An answer, unless the client hangs up before it is there."""

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    task, watch = asyncio.ensure_future(answering), asyncio.ensure_future(gone())
    try:
        await asyncio.wait((task, watch), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        watch.cancel()
        task.cancel()
        await asyncio.gather(task, watch, return_exceptions=True)


def _address(request: Request) -> str:
    """The endpoint's own IRI; the gate has seen to it that the host is ours."""
    return str(request.url.replace(query="", fragment=""))


def _chosen(request: Request, offered: tuple[Media, ...]) -> Media | None:
    return choose(",".join(request.headers.getlist("accept")), offered)


def _response(body: bytes, media: Media) -> Response:
    return Response(body, media_type=media.type, headers={"Vary": "Accept"})


def _not_acceptable(offered: tuple[Media, ...]) -> HTTPException:
    return HTTPException(406, f"this answer comes as {', '.join(media.type for media in offered)}")


def _fault(error: LCGraphError) -> HTTPException:
    if isinstance(error, BusyError):
        return HTTPException(503, str(error), {"Retry-After": str(BusyError.retry_after)})
    if isinstance(error, LimitError | StoreError):
        return HTTPException(503, str(error))
    return HTTPException(500 if isinstance(error, WorkerError) else 400, str(error))
