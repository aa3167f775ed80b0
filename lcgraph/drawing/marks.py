"""The pieces that a printed picture is made of, as SVG: words, lines, arrowheads, shapes.

Everything that came from a text passes `escaped`, and nothing else writes text into a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from lcgraph.drawing.palette import OUTLINE, outline, style

INK, FAINT, LINE = "#1d2328", "#5b6670", "#8b969e"

#: A connection that is not stated as a fact.
DASHES = "4 3"

#: What XML 1.0 cannot hold, even escaped (section 2.2, production Char).
_NOT_XML = re.compile("[^\t\n\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """A text as XML that says the same and does nothing."""
    return escape(_NOT_XML.sub("\ufffd", text), {'"': "&quot;"})


def words(
    x: float, y: float, text: str, size: float, *, bold: bool = False, fill: str = INK, anchor: str = "start"
) -> str:
    """A line of text that stands on y."""
    if not text:
        return ""
    weight = ' font-weight="700"' if bold else ""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{weight}{at} fill="{fill}">{escaped(text)}</text>'
    )


def paragraph(
    x: float, y: float, lines: Iterable[str], size: float, *, bold: bool = False, fill: str = INK
) -> list[str]:
    """Lines of text under one another, the first one standing on y."""
    return [words(x, y + n * size * 1.3, line, size, bold=bold, fill=fill) for n, line in enumerate(lines)]


def line(
    one: tuple[float, float],
    other: tuple[float, float],
    width: float,
    *,
    dashed: bool = False,
    title: str = "",
) -> str:
    """A connection; what it says shows where a pointer rests on it."""
    dashes = f' stroke-dasharray="{DASHES}"' if dashed else ""
    start = (
        f'<line x1="{one[0]:.1f}" y1="{one[1]:.1f}" x2="{other[0]:.1f}" y2="{other[1]:.1f}" '
        f'stroke-width="{width:.2f}"{dashes}'
    )
    return f"{start}><title>{escaped(title)}</title></line>" if title else f"{start}/>"


def arrow(one: tuple[float, float], other: tuple[float, float], rim: float, size: float) -> str:
    """A head that points from one node to the rim of another."""
    length = max(((other[0] - one[0]) ** 2 + (other[1] - one[1]) ** 2) ** 0.5, 1e-9)
    x, y = (other[0] - one[0]) / length, (other[1] - one[1]) / length
    tip = (other[0] - x * rim, other[1] - y * rim)
    back = (tip[0] - x * size, tip[1] - y * size)
    half = size * 0.4
    corners = [tip, (back[0] - y * half, back[1] + x * half), (back[0] + y * half, back[1] - x * half)]
    points = " ".join(f"{px:.1f},{py:.1f}" for px, py in corners)
    return f'<polygon points="{points}" fill="{LINE}" stroke="none"/>'


def shape(class_name: str, x: float, y: float, radius: float, *, title: str = "") -> str:
    """The mark of a class; what it stands for shows where a pointer rests on it."""
    look = style(class_name)
    start = f'<path d="{outline(look.shape, x, y, radius)}" fill="{look.fill}" stroke="{OUTLINE}"'
    start += f' stroke-width="{min(0.9, 0.15 + radius * 0.1):.2f}"'
    return f"{start}><title>{escaped(title)}</title></path>" if title else f"{start}/>"
