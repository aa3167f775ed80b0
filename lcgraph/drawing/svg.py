"""A network as an SVG: the page's positions, shapes and colours on paper, with legend and source.

Everything is escaped here by one function; the picture has no script, no style sheet from outside
and no link. Its ``title`` and ``desc`` are what a screen reader says of it.
"""

from __future__ import annotations

import re
from collections import Counter
from xml.sax.saxutils import escape

from lcgraph.drawing.palette import OUTLINE, class_words, outline, style
from lcgraph.drawing.view import EdgeView, NodeView, View, shortened, summary

_MARGIN = 60.0
_HEADER = 84.0
_LEGEND_ROW = 26.0
_SMALLEST_WIDTH = 480.0
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

#: What XML 1.0 cannot hold, even escaped (section 2.2, production Char).
_NOT_XML = re.compile("[^\t\n\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(view: View) -> str:
    """The picture as the text of an SVG file."""
    left = min((node.x for node in view.nodes), default=0.0) - _MARGIN * 1.5
    top = min((node.y for node in view.nodes), default=0.0) - _MARGIN - _HEADER
    right = max((node.x for node in view.nodes), default=0.0) + _MARGIN * 1.5
    bottom = max((node.y for node in view.nodes), default=0.0) + _MARGIN
    width = max(right - left, _SMALLEST_WIDTH)
    left -= (width - (right - left)) / 2
    legend, legend_height = _legend(view, left + 24, bottom + 20, width - 48)
    height = bottom - top + legend_height + 60
    nodes = {node.id: node for node in view.nodes}
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" '
        f'viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}" width="{width:.0f}" height="{height:.0f}" '
        f'font-family="{_FONT}">',
        f'<title id="title">{_text(view.title)}</title>',
        f'<desc id="desc">{_text(summary(view))}</desc>',
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="#ffffff"/>',
        _words(left + 24, top + 40, view.title, size=22, weight=600),
        _words(left + 24, top + 64, view.description or summary(view), size=13, fill="#5b6670"),
        '<g stroke="#8b969e" fill="none">',
        *(_edge(edge, nodes, view.directed) for edge in view.edges),
        "</g>",
        f'<g stroke="{OUTLINE}" stroke-width="1.2">',
        *(_shape(node) for node in view.nodes),
        "</g>",
        '<g font-size="13" text-anchor="middle" fill="#1d2328" stroke="#ffffff" stroke-width="3.5" '
        'stroke-linejoin="round" paint-order="stroke">',
        *(_label(node) for node in view.nodes),
        "</g>",
        legend,
        _words(left + 24, top + height - 20, _imprint(view), size=11, fill="#5b6670"),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text), {'"': "&quot;"})


def _words(x: float, y: float, text: str, *, size: int, weight: int = 400, fill: str = "#1d2328") -> str:
    if not text:
        return ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'fill="{fill}">{_text(text)}</text>'
    )


def _edge(edge: EdgeView, nodes: dict[str, NodeView], directed: bool) -> str:
    one, other = nodes[edge.source], nodes[edge.target]
    dashes = "" if edge.modality in ("", "Asserted") else ' stroke-dasharray="6 5"'
    line = (
        f'<line x1="{one.x:.1f}" y1="{one.y:.1f}" x2="{other.x:.1f}" y2="{other.y:.1f}" '
        f'stroke-width="{edge.width}"{dashes}>'
    )
    joint = "→" if directed else "–"
    about = f"{one.label} {joint} {other.label}" + (f": {edge.relation}" if edge.relation else "")
    line += f"<title>{_text(about)}</title></line>"
    return line + (_arrow(one, other) if directed else "")


def _arrow(one: NodeView, other: NodeView) -> str:
    """A head at the rim of the target."""
    length = max(((other.x - one.x) ** 2 + (other.y - one.y) ** 2) ** 0.5, 1e-9)
    x, y = (other.x - one.x) / length, (other.y - one.y) / length
    tip = (other.x - x * (other.size + 3), other.y - y * (other.size + 3))
    back = (tip[0] - x * 11, tip[1] - y * 11)
    corners = [tip, (back[0] - y * 4.5, back[1] + x * 4.5), (back[0] + y * 4.5, back[1] - x * 4.5)]
    points = " ".join(f"{px:.1f},{py:.1f}" for px, py in corners)
    return f'<polygon points="{points}" fill="#8b969e" stroke="none"/>'


def _shape(node: NodeView) -> str:
    look = style(node.class_name)
    path = outline(look.shape, node.x, node.y, node.size)
    about = f"{node.label} ({class_words(node.class_name)})"
    return f'<path d="{path}" fill="{look.fill}"><title>{_text(about)}</title></path>'


def _label(node: NodeView) -> str:
    return f'<text x="{node.x:.1f}" y="{node.y + node.size + 17:.1f}">{_text(shortened(node.label))}</text>'


def _legend(view: View, x: float, y: float, width: float) -> tuple[str, float]:
    """The classes that occur, in columns, and how high they stand."""
    counts = Counter(node.class_name for node in view.nodes)
    columns = max(int(width // 220), 1)
    parts = []
    for number, (name, count) in enumerate(sorted(counts.items())):
        column_x, row_y = x + number % columns * 220, y + number // columns * _LEGEND_ROW
        look = style(name)
        path = outline(look.shape, column_x + 8, row_y, 7)
        parts.append(f'<path d="{path}" fill="{look.fill}" stroke="{OUTLINE}" stroke-width="1.2"/>')
        parts.append(_words(column_x + 24, row_y + 4.5, f"{class_words(name)} · {count}", size=13))
    rows = -(-len(counts) // columns)
    if any(edge.modality not in ("", "Asserted") for edge in view.edges):
        parts.append(
            _words(x, y + rows * _LEGEND_ROW + 4.5, "Dashed: planned, possible, reported or denied", size=12)
        )
        rows += 1
    return "\n".join(parts), rows * _LEGEND_ROW


def _imprint(view: View) -> str:
    return " · ".join(part for part in (view.source, view.date) if part)
