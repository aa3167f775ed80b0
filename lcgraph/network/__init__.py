"""Networks of who works with whom: from query rows to networkx, measured, laid out and written.

A *network* is what a query with ``?source ?target [?weight] [?via]`` returns, with the sentences
that say so on its edges. Every function works on plain networkx graphs with the attributes that
`build_network` describes, so a network made elsewhere is as welcome. Drawing is another room.

`network_from` does it all; its steps are `build_network`, `project`, `add_measures` and
`add_positions`. Single measures are in `measures`, `holes` and `brokerage`.
"""

from lcgraph.network.brokerage import Brokerage, brokerage, ei_index, normalised_brokerage
from lcgraph.network.build import build_network
from lcgraph.network.files import FORMATS, write_network
from lcgraph.network.geography import add_geographic_positions
from lcgraph.network.helix import HelixMix, helix_mixes, mix_of
from lcgraph.network.holes import bridges, hanging_on
from lcgraph.network.layout import add_positions
from lcgraph.network.making import network_from
from lcgraph.network.measuring import add_measures
from lcgraph.network.projection import project
from lcgraph.network.rows import NetworkRow, network_rows
from lcgraph.network.spheres import Spheres, load_spheres
from lcgraph.network.words import RANKED, Figure, central, figures, sentence

__all__ = [
    "FORMATS",
    "RANKED",
    "Brokerage",
    "Figure",
    "HelixMix",
    "NetworkRow",
    "Spheres",
    "add_geographic_positions",
    "add_measures",
    "add_positions",
    "bridges",
    "brokerage",
    "build_network",
    "central",
    "ei_index",
    "figures",
    "hanging_on",
    "helix_mixes",
    "load_spheres",
    "mix_of",
    "network_from",
    "network_rows",
    "normalised_brokerage",
    "project",
    "sentence",
    "write_network",
]
