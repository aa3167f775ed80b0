"""Graphs served to strangers: a pool of confined processes, and the SPARQL 1.1 Protocol before it."""

from lcgraph.serving.asking import Answer, Options
from lcgraph.serving.limits import BusyError, LimitError, Limits, WorkerError
from lcgraph.serving.pool import Pool

__all__ = ["Answer", "BusyError", "LimitError", "Limits", "Options", "Pool", "WorkerError"]
