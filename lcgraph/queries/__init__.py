"""What can be asked: questions and networks as SPARQL files, and their answers as tables.

This room is the doorkeeper of ``queries/``: no other module opens a file there. A question is a
file of valid SPARQL with a small header; `run` binds its parameters, asks a store, and gives back
a `Table` that can be read by people and by programs; `trace` does the same and gives the sentences
behind each row.
"""

from lcgraph.queries.execution import run, run_sparql
from lcgraph.queries.library import list_networks, list_questions, read_network, read_query, read_query_file
from lcgraph.queries.query import Column, Parameter, Query
from lcgraph.queries.table import Table
from lcgraph.queries.traced import Traced
from lcgraph.queries.tracing import trace, trace_sparql

__all__ = [
    "Column",
    "Parameter",
    "Query",
    "Table",
    "Traced",
    "list_networks",
    "list_questions",
    "read_network",
    "read_query",
    "read_query_file",
    "run",
    "run_sparql",
    "trace",
    "trace_sparql",
]
