"""From the answer of a query to a network that is ready to be drawn or written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lcgraph.network.build import build_network
from lcgraph.network.imprint import add_imprint
from lcgraph.network.layout import add_positions
from lcgraph.network.measuring import add_measures
from lcgraph.network.projection import Weighting, project
from lcgraph.network.rows import network_rows
from lcgraph.network.source import Queryable

if TYPE_CHECKING:
    import networkx


def network_from(
    store: Queryable,
    table: Any,
    *,
    name: str,
    title: str,
    description: str = "",
    directed: bool = False,
    through: str | None = None,
    weighting: Weighting = "newman",
) -> networkx.Graph[str]:
    """The network of any answer with ``?source`` and ``?target``, with measures, positions and imprint.

    Args:
        store: The graph that was asked.
        table: Its answer, as `network_rows` takes it.
        name: The network's short name.
        title: Its heading for people.
        description: More about what it shows.
        directed: Whether source and target differ in meaning.
        through: The kind of nodes through which the others are to be joined, as `project` does.
        weighting: How `project` weighs.

    Raises:
        NetworkError: If the answer is no network, or no node is of the kind.
    """
    network = build_network(store, network_rows(table), name=name, title=title, directed=directed)
    if through:
        network = project(network, through, weighting=weighting)
    add_measures(network)
    add_positions(network)
    add_imprint(network, store)
    network.graph["description"] = description
    return network
