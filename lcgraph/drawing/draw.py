"""One door for all pictures: which format, what is refused, and the writing of the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lcgraph.drawing.view import View, view_of
from lcgraph.errors import NetworkError
from lcgraph.writing import write_whole

if TYPE_CHECKING:
    import networkx

#: The formats that `draw` writes, by file ending.
FORMATS = ("html", "svg")

#: Above so many nodes a browser without a graphics card takes seconds for every movement.
MOST_NODES = 2000


def draw(
    network: networkx.Graph[Any],
    path: str | Path,
    format: str | None = None,
    *,
    title: str = "",
    description: str = "",
    source: str = "",
    date: str = "",
) -> Path:
    """Draw a network as a page to explore or as a picture to print.

    The page (``.html``) is one file that asks nothing of any other machine: every connection answers
    a click with the sentences that say it. The picture (``.svg``) has the same positions, a legend
    and a description. Equal networks give equal bytes.

    Args:
        network: A network with positions; see `lcgraph.network.build_network` for what else its nodes
            and edges may carry.
        path: Where to; what is there is replaced.
        format: ``html`` or ``svg``; taken from the file's ending if not given.
        title: The heading; the network's own (``network.graph["title"]``) if not given.
        description: What the network shows, in a sentence.
        source: Where it comes from.
        date: Of when it is; no date is ever made up.

    Returns:
        The file written.

    Raises:
        NetworkError: If the format is unknown, a node has no position, the network is too large for a
            page, or the file cannot be written.
    """
    path = Path(path)
    name = (format or path.suffix.lstrip(".")).lower()
    heading = title or str(network.graph.get("title") or network.graph.get("name") or "Network")
    if name == "png":
        raise NetworkError(
            f"{path}: lcgraph draws no PNG itself; draw {path.stem}.html and press its button "
            f'"Save as PNG", or draw {path.stem}.svg'
        )
    if name not in FORMATS:
        raise NetworkError(
            f"{path}: {name or 'no ending'} is no format for pictures; use {' or '.join(FORMATS)}"
        )
    if name == "html" and len(network) > MOST_NODES:
        raise NetworkError(
            f"{path}: {len(network)} nodes are too many for a page (at most {MOST_NODES}); narrow the query, "
            f"or write the network as GEXF (lcgraph network NAME -o {path.stem}.gexf) and open it in Gephi"
        )
    view = view_of(network, title=heading, description=description, source=source, date=date)
    write_whole(path, _rendered(view, name), NetworkError)
    return path


def _rendered(view: View, name: str) -> bytes:
    if name == "svg":
        from lcgraph.drawing.svg import svg

        return svg(view).encode()
    from lcgraph.drawing.page import page

    return page(view).encode("utf-8", "replace")
