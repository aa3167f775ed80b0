"""Pictures and pages of networks: one self-contained HTML page, or an SVG.

A network is drawn as its attributes say (`lcgraph.network.build_network` describes them); this room
asks no graph and moves no node. Everything a text has said is hostile until escaped.
"""

from lcgraph.drawing.draw import FORMATS, draw
from lcgraph.drawing.page import base_style
from lcgraph.drawing.palette import COLOURS, class_words, icon

__all__ = ["COLOURS", "FORMATS", "base_style", "class_words", "draw", "icon"]
