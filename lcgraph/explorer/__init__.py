"""A graph as a web site on one's own machine: things, documents, questions and networks with their sentences.

Pages are made on the server and work without script; scripts only save clicks. Whatever a text, a graph or
a visitor has said is hostile until the templates have escaped it. Trusted questions are asked of a store in
this process; what a visitor writes as SPARQL is answered by the pool of `lcgraph.serving` and nowhere else.
"""

from lcgraph.explorer.app import build_explorer

__all__ = ["build_explorer"]
