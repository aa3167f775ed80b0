"""Asking the questions of the shelf for a page: bounded in time by the pool, in size by a count of rows."""

from collections.abc import Iterator, Mapping

from pyoxigraph import (
    BlankNode,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from lcgraph.errors import QueryError
from lcgraph.queries import Query, Table, Traced, trace
from lcgraph.queries.execution import bound_text
from lcgraph.serving import Pool
from lcgraph.store import Row, SelectResult, Store, Term

#: Rows that may be looked through for the sentences behind an answer while someone waits for the page.
MOST_LOOKED_THROUGH = 5_000


def answered(query: Query, store: Store, pool: Pool, given: Mapping[str, str]) -> Table:
    """The answer to a question, from the pool: some take longer on a large graph than anyone waits.

    Args:
        query: The question.
        store: The graph, in which names are looked up.
        pool: Who answers.
        given: The values of its parameters, by name.

    Raises:
        QueryError: As for `lcgraph.queries.run`, or the answer took too long.
    """
    text, notes = bound_text(query, store, given)
    answer = pool.run(text)
    if answer.cut:
        notes = (*notes, f"These are the first {answer.rows} rows of more. Name more to get fewer.")
    found = parse_query_results(answer.body, QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)  # each question is a SELECT
    columns = tuple(variable.value for variable in found.variables)
    return Table(columns, tuple(tuple(row) for row in found), title=query.summary, notes=notes)


def traced(query: Query, store: Store, given: Mapping[str, str]) -> Traced | None:
    """The same with the sentences behind each row; None where too much stands behind it to wait for."""
    try:
        return trace(query, _Hurried(store), **given)
    except _TooMuchError:
        return None


class _TooMuchError(QueryError):
    """More rows than anyone waits for."""


class _Hurried(Store):
    """A store that stops in the middle of an answer with too many rows."""

    def __init__(self, store: Store) -> None:
        super().__init__(writable=False)
        self._whole = store

    def query(self, sparql: str) -> SelectResult | bool | Iterator[Triple]:
        found = self._whole.query(sparql)
        return SelectResult(found.columns, self._counted(found)) if isinstance(found, SelectResult) else found

    def match(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
    ) -> Iterator[Quad]:
        return self._whole.match(subject, predicate, object)

    def _counted(self, found: SelectResult) -> Iterator[Row]:
        for number, row in enumerate(found):
            if number == MOST_LOOKED_THROUGH:
                raise _TooMuchError("query: more stands behind this answer than a page looks up; name more")
            yield row
