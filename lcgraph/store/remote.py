"""A graph at a SPARQL 1.1 endpoint, asked as one on this machine is."""

from collections.abc import Iterable, Iterator
from typing import NoReturn

import pyoxigraph as ox

from lcgraph.errors import QueryError, StoreError
from lcgraph.store.address import is_virtuoso, read_address
from lcgraph.store.answers import ROWS, TRIPLES, read_rows, read_triples
from lcgraph.store.embedded import SelectResult, Store, Term, syntax_message
from lcgraph.store.endpoint import TIMEOUT, Endpoint
from lcgraph.store.guard import check_query, first_variables

#: Rows that are fetched at a time, and the largest graph of which a copy is taken, in triples.
PAGE, MAX_COPY = 10_000, 5_000_000


class RemoteStore(Store):
    """The graph that an endpoint answers about; it is only read.

    Questions go to the endpoint. What needs all triples (writing, validating, walking through them) works on
    a copy, which is fetched once, in pages, and counted. Virtuoso 7 leaves rows out where paths meet joins,
    without a word; its graph is always copied first and asked here, so that the rows are the same.

    Args:
        url: The address for queries; ``?default-graph-uri=IRI`` says which of its graphs is meant.
        timeout: Seconds that one request may take.

    Raises:
        StoreError: Nothing answers there, or it does not speak SPARQL.
    """

    def __init__(self, url: str, *, timeout: float = TIMEOUT) -> None:
        address = read_address(url)
        super().__init__(writable=False)
        self._engine = None
        self._endpoint: Endpoint | None = Endpoint(address, timeout=timeout)
        self._dataset = list(address.dataset)
        self._shown = address.shown
        self._ask("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")

    @property
    def where(self) -> str:
        """The address, as messages show it."""
        return self._shown

    @property
    def server(self) -> str:
        """What the server calls itself."""
        return self._connected.server

    @property
    def is_copied(self) -> bool:
        """Whether questions are answered here, from a copy of the graph."""
        return self._engine is not None or is_virtuoso(self.server)

    def query(self, sparql: str) -> SelectResult | bool | Iterator[ox.Triple]:
        """Ask as `Store.query` does; refusals and faults in the text are told before anything is sent.

        Raises:
            QueryError: The query is refused or wrongly written (line and column).
            StoreError: The endpoint does not answer, or not in full.
        """
        check_query(sparql)
        columns, triples = _shape(sparql)
        if self.is_copied:
            return super().query(sparql)
        if triples:
            form = [("query", sparql), *self._dataset]
            return read_triples(self._connected.ask(form, TRIPLES), self._shown)
        return self._ask(sparql, columns)

    def match(
        self,
        subject: ox.NamedNode | ox.BlankNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
    ) -> Iterator[ox.Quad]:
        """The triples that fit a pattern; None fits everything.

        Raises:
            StoreError: A blank node is looked for, whose label means nothing to another program.
        """
        given = (subject, predicate, object)
        if self.is_copied or given == (None, None, None):
            return super().match(subject, predicate, object)
        if any(isinstance(term, ox.BlankNode | ox.Triple) for term in given):
            raise StoreError(
                f"{self._shown}: blank nodes cannot be asked for from afar; use a copy (`local`)"
            )
        terms = [f"?{name}" if term is None else str(term) for name, term in zip("spo", given, strict=True)]
        found = self.select(f"SELECT ?s ?p ?o WHERE {{ {' '.join(terms)} }}")
        return (_quad([here or there for here, there in zip(given, row, strict=True)]) for row in found)

    def has_named_graphs(self) -> bool:
        """Never: an endpoint is asked about one graph, or about several as one."""
        return False

    def local(self) -> Store:
        """A copy in memory."""
        self._fetch()
        return Store(self._engine)

    def close(self) -> None:
        """Close the connection, and let go of a copy."""
        super().close()
        if self._endpoint is not None:
            self._endpoint.close()
        self._endpoint = None

    def __len__(self) -> int:
        """How many triples there are."""
        if self._engine is not None:
            return len(self._engine)
        return count_triples(self._ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"), self._shown)

    @property
    def _connected(self) -> Endpoint:
        if self._endpoint is None:
            raise StoreError("this store is closed; open it again")
        return self._endpoint

    @property
    def engine(self) -> ox.Store:
        """The engine of a copy of the graph, made when it is first asked for."""
        self._fetch()
        return super().engine

    @property
    def _writable_engine(self) -> NoReturn:
        raise StoreError(f'{self._shown}: is open for reading; use "lcgraph push" to put a graph there')

    def _ask(self, sparql: str, columns: list[str] | None = None) -> SelectResult | bool:
        """Ask the endpoint itself for rows or a truth."""
        answer = self._connected.ask([("query", sparql), *self._dataset], ROWS)
        return read_rows(answer, self._shown, columns)

    def _fetch(self) -> None:
        """Take a copy of the graph, if there is none yet, and prove by counting that it is whole.

        Raises:
            StoreError: The graph is too large, changes meanwhile, or cannot be put together from pages.
        """
        if self._engine is not None:
            return
        whole = len(self)
        if whole > MAX_COPY:
            raise StoreError(
                f"{self._shown}: {whole} triples are more than the {MAX_COPY} that are copied; name one "
                "graph with ?default-graph-uri=IRI"
            )
        copy, seen = ox.Store(), 0
        while seen < whole:
            rows = self._page(seen)
            if not rows:
                break
            if len(rows) < whole and any(isinstance(term, ox.BlankNode) for row in rows for term in row):
                raise StoreError(
                    f"{self._shown}: holds blank nodes, which cannot be put together from pages; let the "
                    "store export the graph to a file"
                )
            copy.bulk_extend(map(_quad, rows))
            seen += len(rows)
        if seen != whole:
            raise StoreError(f"{self._shown}: sent {seen} of {whole} triples; it may be changing, try again")
        if len(copy) != whole:
            raise StoreError(
                f"{self._shown}: {whole} triples are {len(copy)} different ones here; it may be changing, "
                "try again"
            )
        self._engine = copy

    def _page(self, start: int) -> list[tuple[Term | None, ...]]:
        page = f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {PAGE} OFFSET {start}"
        answer = self._connected.ask([("query", page), *self._dataset], ROWS)
        rows = read_rows(answer, self._shown, ["s", "p", "o"], page=True)
        return list(rows) if isinstance(rows, SelectResult) else []


def count_triples(answer: SelectResult | bool, shown: str) -> int:
    """The one number that a counting query answered.

    Raises:
        StoreError: It answered something else.
    """
    rows = [] if isinstance(answer, bool) else list(answer)
    if len(rows) == 1 and isinstance(rows[0][0], ox.Literal) and rows[0][0].value.isdecimal():
        return int(rows[0][0].value)
    raise StoreError(f"{shown}: does not count its triples; is it a SPARQL 1.1 endpoint?")


def _shape(sparql: str) -> tuple[list[str] | None, bool]:
    """The columns of a query's rows, and whether it makes triples; an empty store tells both.

    Raises:
        QueryError: It is wrongly written.
    """
    try:
        result = ox.Store().query(sparql)
    except SyntaxError as error:
        raise QueryError(syntax_message(str(error))) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"query: cannot be answered ({error}); ask it differently") from None
    if isinstance(result, ox.QuerySolutions):
        return first_variables(sparql) or [variable.value for variable in result.variables], False
    return None, not isinstance(result, ox.QueryBoolean)


def _quad(terms: Iterable[Term | None]) -> ox.Quad:
    return ox.Quad(*terms)  # type: ignore[arg-type]  # the engine refuses what may not stand there
