"""Where a network comes from and of when it is, in words for the foot of a picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lcgraph.network.source import Queryable, asked

if TYPE_CHECKING:
    import networkx

DOCUMENTS = """SELECT DISTINCT ?document ?title ?identifier ?issued WHERE {
  ?document a lc:Document
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document dcterms:identifier ?identifier }
  OPTIONAL { ?document dcterms:issued ?issued }
}"""

RUNS = """SELECT DISTINCT ?software ?reader WHERE {
  ?run lc:software ?software OPTIONAL { ?run lc:reader ?reader }
}"""

#: So many documents are named; of the others it is told how many there are.
_NAMED = 4

_YEAR = re.compile(r"\d{4}")


def add_imprint(network: networkx.Graph[Any], store: Queryable) -> None:
    """Give a network its ``source`` and ``date``: ``network.graph["source"]``, ``network.graph["date"]``.

    The source names the documents and the build that read them, the date the years of the documents. Both are
    what the graph says; no clock is asked.

    Args:
        network: The network.
        store: The graph that it was made of.
    """
    documents: dict[str, tuple[str, str]] = {}
    years: set[str] = set()
    for document, title, identifier, issued in asked(store, DOCUMENTS):
        known = (title or identifier or document.rsplit("/", 1)[-1], issued)
        documents[document] = min(documents.get(document, known), known)
        years.update(year[0] for year in [_YEAR.match(issued)] if year)
    builds = sorted(
        {f"{software} ({reader})" if reader else software for software, reader in asked(store, RUNS)}
    )
    titles = sorted({title for title, _ in documents.values()})
    network.graph["source"] = _source(titles, len(documents), builds)
    network.graph["date"] = _date(sorted(years))


def _source(titles: list[str], count: int, builds: list[str]) -> str:
    if not count:
        return ""
    named = "; ".join(titles[:_NAMED])
    more = f"; and {len(titles) - _NAMED} more" if len(titles) > _NAMED else ""
    built = f". Built with {', '.join(builds)}" if builds else ""
    return f"From {count} document{'' if count == 1 else 's'}: {named}{more}{built}"


def _date(years: list[str]) -> str:
    if not years:
        return ""
    return f"Documents of {years[0]}" + (f" to {years[-1]}" if len(years) > 1 else "")
