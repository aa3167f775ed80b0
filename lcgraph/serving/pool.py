"""The pool: queries of strangers, answered in processes of their own within limits.

A query that hangs, or that kills the engine, costs its worker and nothing else; the next worker is there in
milliseconds.
"""

import asyncio
import select
import signal
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

from lcgraph.errors import QueryError, StoreError
from lcgraph.serving.answering import GRAPHS, RESULTS, Question
from lcgraph.serving.asking import Answer, Options
from lcgraph.serving.frames import receive, send
from lcgraph.serving.launching import Nursery, Worker, task_for
from lcgraph.serving.limits import BusyError, LimitError, Limits, WorkerError
from lcgraph.store import Store, check_query

#: Seconds that a worker has beyond its own clock before it is ended from outside.
_GRACE = 2.0


class Pool:
    """Answers queries to one graph in pre-started processes.

    Use it in a ``with`` statement, or close it. It may be asked from several threads at once.

    Args:
        where: An RDF file, which is read once; a store folder; the address of an endpoint, which gets the
            queries; or an open store, which is copied.
        limits: What a query may take.

    Raises:
        StoreError: There is no graph there, or it is broken.

    >>> from lcgraph.store import open_store
    >>> with Pool(open_store()) as pool:
    ...     pool.run("SELECT (1 + 1 AS ?two) {}", results="csv").body
    b'two\\r\\n2\\r\\n'
    """

    def __init__(self, where: str | Path | Store, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._room = threading.Condition()
        #: Workers that wait for a query; None where one could not be replaced yet.
        self._idle: list[Worker | None] = []
        self._inside = 0
        self._closed = False
        self._copy = tempfile.TemporaryDirectory(prefix="lcgraph-")
        try:
            self._nursery = Nursery(task_for(where, self.limits.memory, Path(self._copy.name)))
        except BaseException:
            self._copy.cleanup()
            raise
        self._idle += [self._nursery.start() for _ in range(self.limits.workers)]
        self._threads = ThreadPoolExecutor(self.limits.workers + self.limits.waiting, "lcgraph-pool")

    def run(self, sparql: str, **options: Unpack[Options]) -> Answer:
        """Answer a query.

        Args:
            sparql: The query: SELECT, ASK, CONSTRUCT or DESCRIBE.
            options: How it is to be answered: `Options`.

        Raises:
            QueryError: The query is refused, wrongly written or fails.
            LimitError: It took too much time or memory.
            BusyError: Too many queries are being answered.
            WorkerError: Its process ended for another reason.
        """
        return self._let_in(sparql, options).run()

    async def run_async(self, sparql: str, **options: Unpack[Options]) -> Answer:
        """Answer a query as `run` does, without holding up the event loop.

        Where the caller is cancelled, the query's worker is ended and replaced.
        """
        job = self._let_in(sparql, options)
        future = asyncio.get_running_loop().run_in_executor(self._threads, job.run)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            job.cancel()
            future.add_done_callback(lambda done: done.cancelled() or done.exception())
            raise

    @property
    def running(self) -> int:
        """How many queries are being answered, or wait for it."""
        return self._inside

    @property
    def processes(self) -> frozenset[int]:
        """The numbers of the processes that answer."""
        return self._nursery.children

    def close(self) -> None:
        """End all workers; queries that are being answered fail."""
        with self._room:
            self._closed = True
            self._room.notify_all()
        self._nursery.close()
        self._threads.shutdown(wait=True)
        for worker in self._idle:
            if worker is not None:
                worker.channel.close()
        self._copy.cleanup()

    def __enter__(self) -> Self:
        """The pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the pool."""
        self.close()

    def _let_in(self, sparql: str, options: Options) -> "_Job":
        """A query that has been checked, and has a place to wait in."""
        check_query(sparql)
        limits = self.limits
        rows = max(0, min(options.get("rows", limits.rows), limits.rows))
        question = Question(sparql, size=limits.size, **options)._replace(rows=rows)
        if question.results not in RESULTS or question.graph not in GRAPHS:
            raise QueryError(
                f"query: no formats {question.results!r} and {question.graph!r}; "
                f"rows come as {', '.join(RESULTS)}, graphs as {', '.join(GRAPHS)}"
            )
        with self._room:
            if self._closed:
                raise StoreError("this pool is closed; open another one")
            if self._inside >= limits.workers + limits.waiting:
                raise _busy()
            self._inside += 1
        return _Job(self, question)

    def _take(self, job: "_Job") -> Worker:
        """A living worker for a job, as soon as there is one."""
        with self._room:
            self._room.wait_for(lambda: self._idle or self._closed or job.cancelled, self.limits.patience)
            if self._closed:
                raise StoreError("this pool is closed; open another one")
            if job.cancelled or not self._idle:
                raise _busy()
            worker = self._idle.pop()
        worker = self._alive(worker)
        worker.channel.settimeout(self.limits.seconds + _GRACE)
        with self._room:
            job.worker = worker
            if job.cancelled:
                worker.hang_up()
        return worker

    def _alive(self, worker: Worker | None) -> Worker:
        """A worker that has not ended while it waited."""
        if worker is not None:
            heard = select.poll()
            heard.register(worker.channel, select.POLLIN)
            if not heard.poll(0):  # it speaks only when it is asked
                return worker
            self._nursery.end(worker)
        try:
            return self._nursery.start()
        except StoreError:
            self._give_back(None)
            raise

    def _give_back(self, worker: Worker | None) -> None:
        with self._room:
            self._idle.append(worker)
            self._room.notify()

    def _replace(self, worker: Worker) -> int:
        """End a worker and start another; returns the signal that ended the first."""
        number = self._nursery.end(worker)
        self._give_back(None if self._closed else self._alive(None))
        return number

    def _leave(self) -> None:
        with self._room:
            self._inside -= 1


class _Job:
    """One query on its way through the pool."""

    def __init__(self, pool: Pool, question: Question) -> None:
        self.cancelled = False
        self.worker: Worker | None = None
        self._pool = pool
        self._question = question

    def run(self) -> Answer:
        try:
            worker = self._pool._take(self)
            try:
                head, body = self._ask(worker)
            except (OSError, EOFError) as error:
                self._release()
                number = self._pool._replace(worker)
                raise self._error(number, isinstance(error, TimeoutError)) from None
            self._release()
            self._pool._give_back(worker)
        finally:
            self._pool._leave()
        if "error" in head:
            raise (StoreError if head["store"] else QueryError)(head["error"])
        kind, format, rows, cut = head["written"]
        return Answer(kind, format, body, rows, cut)

    def cancel(self) -> None:
        """Nobody waits for the answer any more."""
        pool = self._pool
        with pool._room:
            self.cancelled = True
            if self.worker is not None:
                self.worker.hang_up()
            pool._room.notify_all()

    def _release(self) -> None:
        with self._pool._room:
            self.worker = None

    def _ask(self, worker: Worker) -> tuple[dict[str, Any], bytes]:
        limits = self._pool.limits
        send(
            worker.channel,
            {
                "seconds": limits.seconds,
                "cpu_seconds": limits.cpu_seconds,
                "question": self._question._asdict(),
            },
        )
        return receive(worker.channel)

    def _error(self, number: int, late: bool) -> QueryError:
        limits = self._pool.limits
        if self.cancelled:
            return BusyError("query: nobody waited for the answer; ask again")
        if late or number == signal.SIGALRM:
            return LimitError(f"query: limit of {limits.seconds:g} s reached; ask for less, or name more")
        if number == signal.SIGXCPU:
            return LimitError(
                f"query: limit of {limits.cpu_seconds} CPU seconds reached; ask for less, or name more"
            )
        if number in (signal.SIGABRT, signal.SIGBUS):
            return LimitError(f"query: limit of {limits.memory >> 20} MB of memory reached; ask for less")
        return WorkerError("query: its process ended unexpectedly; ask again, or ask differently")


def _busy() -> BusyError:
    return BusyError(
        f"query: too many queries are being answered; ask again in {BusyError.retry_after} seconds"
    )
