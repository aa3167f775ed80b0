"""Networks of who works with whom: from query rows to networkx, measured, laid out and written.

A *network* is what a query with ``?source ?target [?weight] [?via]`` returns, with the sentences
that say so on its edges. Every function works on plain networkx graphs with the attributes that
`build_network` describes, so a network made elsewhere is as welcome. Drawing is another room.
"""

from lcgraph.network.build import NetworkRow, build_network, network_rows
from lcgraph.network.files import FORMATS, write_network
from lcgraph.network.layout import add_positions
from lcgraph.network.measures import add_measures

__all__ = [
    "FORMATS",
    "NetworkRow",
    "add_measures",
    "add_positions",
    "build_network",
    "network_rows",
    "write_network",
]
