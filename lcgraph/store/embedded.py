"""The store itself: a set of triples in memory, or a read-only view of a store folder.

A graph at a remote endpoint (`lcgraph.store.remote`) is asked through the same methods.

Everything else in lcgraph asks its questions here, so that there is one place where a query is
checked before the engine sees it, and one place where the engine's errors become ours.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

import pyoxigraph as ox

from lcgraph.errors import LCGraphError, QueryError, StoreError
from lcgraph.store.files import find_format, load_file
from lcgraph.store.guard import check_query, first_variables

if TYPE_CHECKING:
    from rdflib import Graph

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]
T = TypeVar("T")


class SelectResult(Iterator[Row]):
    """The rows of a SELECT, one after the other, as the engine finds them.

    Attributes:
        columns: The names of the columns, in the order of each row's terms.
    """

    def __init__(self, columns: Iterable[str], rows: Iterable[Row]) -> None:
        """Take rows whose terms stand in the order of the columns."""
        self.columns: tuple[str, ...] = tuple(columns)
        self._rows = iter(rows)

    def __next__(self) -> Row:
        """The next row; None stands where a variable has no value."""
        return next(self._rows)


def selected(solutions: ox.QuerySolutions, order: list[str] | None) -> SelectResult:
    """The engine's solutions as rows; `order` says how to sort the columns, None leaves them."""
    names = [variable.value for variable in solutions.variables]
    if order is None:
        return SelectResult(names, map(tuple, solutions))
    names.sort(key=lambda name: (order.index(name) if name in order else len(order), name))
    return SelectResult(names, (tuple(solution[name] for name in names) for solution in solutions))


class Store:
    """Triples that can be asked, added to, and handed on.

    Open one with `lcgraph.store.open_store`. As a context manager it is closed at the end.
    """

    def __init__(
        self, engine: ox.Store | None = None, *, writable: bool = True, folder: Path | None = None
    ) -> None:
        """Wrap an engine, by default a new one in memory; `folder` is where its files are, if it has any."""
        self._engine: ox.Store | None = ox.Store() if engine is None else engine
        self._writable = writable
        self._folder = folder

    def query(self, sparql: str) -> SelectResult | bool | Iterator[ox.Triple]:
        """Ask a SPARQL 1.1 query: rows for SELECT, a truth for ASK, triples for CONSTRUCT and DESCRIBE.

        Only reads, and only here: updates, SERVICE and LOAD are refused. Name the columns; those of
        ``SELECT *`` come in the order in which the text names them.

        Raises:
            QueryError: The query is refused or wrongly written (line and column), or fails while it
                is answered.
        """
        check_query(sparql)
        try:
            result = self.engine.query(sparql)
        except SyntaxError as error:
            raise QueryError(syntax_message(str(error))) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise self._failed(error) from None
        if isinstance(result, ox.QuerySolutions):
            rows = selected(result, first_variables(sparql))
            return SelectResult(rows.columns, self._evaluated(rows))
        if isinstance(result, ox.QueryBoolean):
            return bool(result)
        return self._evaluated(result)

    def select(self, sparql: str) -> SelectResult:
        """Ask a query that must be a SELECT.

        Raises:
            QueryError: As for `query`, or the query is not a SELECT.
        """
        result = self.query(sparql)
        if isinstance(result, SelectResult):
            return result
        raise QueryError("query: a SELECT is needed here; begin it with SELECT and name the columns")

    def match(
        self,
        subject: ox.NamedNode | ox.BlankNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads that fit a pattern, in any graph; None fits everything."""
        return self._evaluated(self.engine.quads_for_pattern(subject, predicate, object, None))

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads, all or none.

        Raises:
            StoreError: The store was opened for reading only.
        """
        self._writable_engine.bulk_extend(quads)

    def load(self, path: str | Path, *, format: str | None = None) -> None:
        """Add an RDF file, whole or not at all.

        Args:
            path: The file.
            format: The format's name where the suffix does not tell it.

        Raises:
            StoreError: The file is missing, broken (with line and column) or refused, or the store was
                opened for reading only.
        """
        load_file(self._writable_engine, Path(path), format)

    def dump(self, *, format: str = "nquads") -> bytes:
        """The store as bytes in the engine's own order; `lcgraph.graph.write_graph` writes it sorted.

        Raises:
            StoreError: The format is unknown, or cannot hold the named graphs that are there.
        """
        known = find_format(format)
        if known.rdf.supports_datasets:
            return self.engine.dump(format=known.rdf) or b""
        if self.has_named_graphs():
            raise StoreError(f"{known.name} cannot hold named graphs; write trig or nquads")
        return self.engine.dump(format=known.rdf, from_graph=ox.DefaultGraph()) or b""

    def has_named_graphs(self) -> bool:
        """Whether any triple lies outside the default graph."""
        return next(iter(self.engine.named_graphs()), None) is not None

    def rdflib(self) -> "Graph":
        """The default graph as an `rdflib.Graph` on the same triples, without a copy.

        Queries asked through rdflib go to the engine unchecked: ask strangers' queries with `query`.
        """
        from oxrdflib import OxigraphStore
        from rdflib import Graph
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        return Graph(store=OxigraphStore(store=self.engine), identifier=DATASET_DEFAULT_GRAPH_ID)

    def local(self) -> "Store":
        """The same triples on this machine, for work that needs them all: itself, where they are here."""
        return self

    def close(self) -> None:
        """Let go of the triples; a closed store raises StoreError when it is asked."""
        self._engine = None

    def __len__(self) -> int:
        """How many quads there are."""
        return len(self.engine)

    def __iter__(self) -> Iterator[ox.Quad]:
        """All quads, in the engine's order."""
        return self._evaluated(iter(self.engine))

    def __bool__(self) -> bool:
        """True also when empty: an empty store is still a store."""
        return True

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def _evaluated(self, results: Iterator[T]) -> Iterator[T]:
        """The engine's results, with its errors as ours."""
        try:
            yield from results
        except (OSError, RuntimeError, ValueError) as error:
            raise self._failed(error) from None

    def _failed(self, error: Exception) -> LCGraphError:
        """What an engine's failure means: damage where its files cannot be read, else a bad question."""
        if self._folder is not None and (isinstance(error, OSError) or "Corruption" in str(error)):
            return damaged(self._folder, error)
        return QueryError(f"query: cannot be answered ({error}); ask it differently")

    @property
    def engine(self) -> ox.Store:
        """The engine itself, for those who ask it in a process of its own.

        Raises:
            StoreError: The store is closed.
        """
        if self._engine is None:
            raise StoreError("this store is closed; open it again")
        return self._engine

    @property
    def _writable_engine(self) -> ox.Store:
        if not self._writable:
            raise StoreError("this store folder is open for reading; save a new store in its place instead")
        return self.engine


def damaged(folder: Path, why: object) -> StoreError:
    """What to say of a store folder whose files are not what was written."""
    reason = " ".join(str(why).partition(", type =")[0].split())[:120]
    return StoreError(f"{folder}: the store is damaged ({reason}); build it again")


def syntax_message(text: str) -> str:
    """The engine's complaint about a query in one line, with the place in the words of all messages."""
    found = re.match(r"error at (\d+):(\d+): (.*)", text, re.DOTALL)
    place = f", line {found[1]}, column {found[2]}" if found else ""
    reason = " ".join((found[3] if found else text).split())
    if len(reason) > 120:  # the engine lists all that could stand there
        reason = reason[:120].rpartition(",")[0] + " …"
    return f"query{place}: not valid SPARQL ({reason}); correct it there"
