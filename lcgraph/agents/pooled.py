"""A store whose every question goes through a pool, so that none can take more than a stranger's may."""

from collections.abc import Iterator

import pyoxigraph as ox

from lcgraph.serving import Answer, LimitError, Pool
from lcgraph.store import SelectResult, Store, Term
from lcgraph.store.embedded import selected
from lcgraph.store.guard import first_variables


class PooledStore(Store):
    """The graph of a pool, asked as any store is; it is only read.

    Args:
        pool: Who answers; it is the caller's to close.
    """

    def __init__(self, pool: Pool) -> None:
        super().__init__(writable=False)
        self._engine = None
        self._pool = pool

    def query(self, sparql: str) -> SelectResult | bool | Iterator[ox.Triple]:
        """Ask as `Store.query` does.

        Raises:
            QueryError: The query is refused, wrongly written, or fails.
            LimitError: It takes more time, memory or rows than it may.
        """
        answer = self._pool.run(sparql, results="json", graph="ntriples")
        if answer.cut:
            raise LimitError(f"query: limit of {self._pool.limits.rows} rows reached; ask for less")
        return read_answer(answer, sparql)

    def match(
        self,
        subject: ox.NamedNode | ox.BlankNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
    ) -> Iterator[ox.Quad]:
        """The triples that fit a pattern; None fits everything."""
        given = (subject, predicate, object)
        terms = [f"?{name}" if term is None else str(term) for name, term in zip("spo", given, strict=True)]
        for row in self.select(f"SELECT ?s ?p ?o WHERE {{ {' '.join(terms)} }}"):
            yield ox.Quad(*(here or there for here, there in zip(given, row, strict=True)))  # type: ignore[arg-type]


def read_answer(answer: Answer, sparql: str) -> SelectResult | bool | Iterator[ox.Triple]:
    """What a pool has answered in JSON or N-Triples, as a store would answer it.

    It is read whole at once: the engine's readers must end in the thread that made them, while a server
    answers in several threads, any of which may clear up what another has left.

    Args:
        answer: The answer.
        sparql: The query, which tells the order of columns.
    """
    if answer.kind == "graph":
        return iter([quad.triple for quad in ox.parse(answer.body, ox.RdfFormat.N_TRIPLES)])
    found = ox.parse_query_results(answer.body, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    rows = selected(found, first_variables(sparql))
    return SelectResult(rows.columns, list(rows))
