"""One door for all pictures: which format, what is refused, and the writing of the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lcgraph.drawing.view import View, view_of
from lcgraph.errors import NetworkError
from lcgraph.writing import write_whole

if TYPE_CHECKING:
    import networkx

#: The formats that `draw` writes, by file ending.
FORMATS = ("html", "svg", "png")

#: Above so many nodes a page is a file that no browser opens in reasonable time. Long before that it shows
#: them in groups only (see `lcgraph.drawing.overview`).
MOST_NODES = 20_000


def draw(
    network: networkx.Graph[Any],
    path: str | Path,
    format: str | None = None,
    *,
    title: str = "",
    description: str = "",
    source: str = "",
    date: str = "",
    size: str = "",
    by: str = "",
) -> Path:
    """Draw a network as a page to explore or as a picture to print.

    The page (``.html``) is one file that asks nothing of any other machine: every connection answers
    a click with the sentences that say it. The picture (``.svg``, ``.png``) has the same positions, a legend,
    the source and the date. Equal networks give equal bytes.

    Args:
        network: A network with positions; see `lcgraph.network.build_network` for what else its nodes
            and edges may carry.
        path: Where to; what is there is replaced.
        format: ``html``, ``svg`` or ``png``; taken from the file's ending if not given.
        title: The heading; the network's own (``network.graph["title"]``) if not given.
        description: What the network shows, in a sentence; the network's own if not given.
        source: Where it comes from; what `lcgraph.network.add_imprint` found if not given.
        date: Of when it is; as the source. No date is ever made up.
        size: The sheet of a picture: ``a4`` (if not given) or ``slide``, both in landscape.
        by: For small multiples, one picture a ``place``, ``year`` or ``theme``.

    Returns:
        The file written.

    Raises:
        NetworkError: If the format, the size or what to take it apart by is unknown or does not fit, a node
            has no position, the network is too large for a page, or the file cannot be written.
    """
    path = Path(path)
    name = (format or path.suffix.lstrip(".")).lower()
    heading = title or str(network.graph.get("title") or network.graph.get("name") or "Network")
    if name not in FORMATS:
        raise NetworkError(
            f"{path}: {name or 'no ending'} is no format for pictures; use {', '.join(FORMATS[:-1])} "
            f"or {FORMATS[-1]}"
        )
    if name == "html" and (size or by):
        raise NetworkError(
            f"{path}: a page has no {'paper size' if size else 'panels'}; draw {path.stem}.svg "
            f"or {path.stem}.png"
        )
    if name == "html" and len(network) > MOST_NODES:
        raise NetworkError(
            f"{path}: {len(network)} nodes are too many for a page (at most {MOST_NODES}); narrow the query, "
            f"or write the network as GEXF (lcgraph network NAME -o {path.stem}.gexf) and open it in Gephi"
        )
    own = network.graph
    view = view_of(
        network,
        title=heading,
        description=description or str(own.get("description") or ""),
        source=source or str(own.get("source") or ""),
        date=date or str(own.get("date") or ""),
    )
    if name == "html":
        from lcgraph.drawing.page import page

        content = page(view).encode("utf-8", "replace")
    else:
        content = _picture(view, name, size, by, own)
    write_whole(path, content, NetworkError)
    return path


def _picture(view: View, name: str, size: str, by: str, attributes: Mapping[str, Any]) -> bytes:
    from lcgraph.drawing.diagram import frames_of
    from lcgraph.drawing.multiples import multiples
    from lcgraph.drawing.paper import paper_of
    from lcgraph.drawing.svg import svg

    paper, frames = paper_of(size or "a4"), frames_of(attributes)
    drawn = multiples(view, by, paper, frames) if by else svg(view, paper, frames)
    if name == "svg":
        return drawn.encode("utf-8", "replace")
    from lcgraph.drawing.png import png

    return png(drawn, paper)
