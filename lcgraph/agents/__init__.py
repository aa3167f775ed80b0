"""Agents ask too: the graph as a set of tools, served by the Model Context Protocol.

`Desk` answers and knows nothing of the protocol; `lcgraph.agents.server` puts it on standard input and
output.
"""

from lcgraph.agents.desk import Desk

__all__ = ["Desk"]
