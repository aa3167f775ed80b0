"""How well the reader reads: its answers held against what a careful reader found in the same texts.

Gold annotations are JSON files, one a text (`lcgraph.evaluation.gold` says how they are written). Each
text is read by itself and becomes a graph; what counts is what stands in that graph.
"""

from lcgraph.evaluation.answers import NAMED
from lcgraph.evaluation.evaluator import MAIN, Evaluation, TextResult, evaluate
from lcgraph.evaluation.gold import Gold, read_gold
from lcgraph.evaluation.tally import Tally

__all__ = ["MAIN", "NAMED", "Evaluation", "Gold", "Tally", "TextResult", "evaluate", "read_gold"]
