"""Where graphs live and are queried: one small interface before pyoxigraph. Knows no vocabulary."""

from pathlib import Path

from lcgraph.errors import StoreError
from lcgraph.store.address import is_url
from lcgraph.store.embedded import Row, SelectResult, Store, Term
from lcgraph.store.files import FORMATS, Format, find_format
from lcgraph.store.folders import open_folder, save_store
from lcgraph.store.guard import check_query

__all__ = [
    "FORMATS",
    "Format",
    "Row",
    "SelectResult",
    "Store",
    "Term",
    "check_query",
    "find_format",
    "open_store",
    "save_store",
]


def open_store(where: str | Path | None = None) -> Store:
    """Open a graph wherever it lives.

    Args:
        where: None for a new store in memory; an RDF file (``.ttl .nt .nq .trig .rdf .xml .jsonld``),
            which is read into memory; a folder written by `save_store`, which is only read; or the address
            of a SPARQL 1.1 endpoint (``https://…``, with ``?default-graph-uri=IRI`` for one of its graphs),
            with credentials from ``LCGRAPH_USER`` and ``LCGRAPH_PASSWORD``, ``LCGRAPH_TOKEN`` or netrc.

    Returns:
        The store. Close it, or use it in a ``with`` statement.

    Raises:
        StoreError: There is no graph there, it is broken (with line and column), or it is of a kind
            that this version does not open; nothing answers at the address.

    >>> with open_store() as store:
    ...     len(store)
    0
    """
    if where is None:
        return Store()
    if is_url(where):
        from lcgraph.store.remote import RemoteStore

        return RemoteStore(str(where))
    path = Path(where)
    if path.is_dir():
        return open_folder(path)
    if not path.exists():
        raise StoreError(f"{path}: no such file or folder; build a graph first or check the path")
    store = Store()
    store.load(path)
    return store
