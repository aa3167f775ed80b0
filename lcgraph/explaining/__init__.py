"""Why the reader says what it says, of one text at a time, before it becomes a graph.

Each sentence is told with what is named in it, what refers to it, the figures, the relations with their
confidence and cue words, and what was thought of and not believed, with the reason.
"""

from lcgraph.explaining.explainer import MOST, explain
from lcgraph.explaining.seen import (
    Explanation,
    Figure,
    LeftOut,
    Named,
    Reference,
    Rejected,
    Said,
    Sentence,
    Stated,
)

__all__ = [
    "MOST",
    "Explanation",
    "Figure",
    "LeftOut",
    "Named",
    "Reference",
    "Rejected",
    "Said",
    "Sentence",
    "Stated",
    "explain",
]
