"""Builds side by side, and texts against texts: what changed, and what cannot be true together."""

from lcgraph.comparing.contradictions import Contradiction, Statement, contradictions
from lcgraph.comparing.diff import Change, Comparison, Difference, compare

__all__ = [
    "Change",
    "Comparison",
    "Contradiction",
    "Difference",
    "Statement",
    "compare",
    "contradictions",
]
