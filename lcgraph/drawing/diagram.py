"""A network drawn into a rectangle of a sheet: lines, arrowheads, shapes, and the names that find room."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from lcgraph.drawing.labels import LEADING, Label, Spot, place
from lcgraph.drawing.lettering import width_of
from lcgraph.drawing.marks import FAINT, INK, LINE, arrow, escaped, line, shape, words
from lcgraph.drawing.palette import class_words
from lcgraph.drawing.paper import Box, Paper
from lcgraph.drawing.view import EdgeView, NodeView, shortened

#: A pixel of the layout is at most so many points on paper, for letters of 7.5 points.
_LARGEST_SCALE = 0.9

#: A pixel of a node's radius is so many points: as many as its share of the room allows, never so many more
#: than those of the layout that nodes would cover their neighbours, and within bounds.
_SHARE, _NEAREST, _SMALLEST, _LARGEST = 0.0115, 1.3, 0.12, 0.55

#: Lines of a picture with many of them are lighter, so that nodes and names stand out.
_MANY_EDGES, _LIGHT = 400, "#b3bbc1"

#: Lines and arrowheads do not vanish however many there are.
_THINNEST, _SMALLEST_HEAD = 0.25, 2.5

#: A name has so many letters at most.
_LONGEST_NAME = 48

#: Nodes that are only hinted at.
_GHOST = "#dde1e4"


class Frame(NamedTuple):
    """A box around some nodes with its name, in the layout's pixels."""

    label: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How the layout's pixels become points of the sheet: the same everywhere in a picture."""

    scale: float
    left: float
    top: float
    unit: float

    def at(self, node: NodeView) -> tuple[float, float]:
        """Where a node stands on the sheet."""
        return self.left + node.x * self.scale, self.top + node.y * self.scale

    def radius(self, node: NodeView) -> float:
        """How large a node is on the sheet."""
        return node.size * self.unit

    def box(self, frame: Frame) -> Box:
        """Where a frame stands on the sheet."""
        return Box(
            self.left + frame.left * self.scale,
            self.top + frame.top * self.scale,
            (frame.right - frame.left) * self.scale,
            (frame.bottom - frame.top) * self.scale,
        )


def frames_of(attributes: Mapping[str, Any]) -> tuple[Frame, ...]:
    """The frames that a layout has left among a network's attributes (``network.graph["frames"]``)."""
    return tuple(
        Frame(str(one["label"]), *(float(one[side]) for side in ("left", "top", "right", "bottom")))
        for one in attributes.get("frames") or ()
    )


def fit(
    nodes: Collection[NodeView], room: Box, paper: Paper, frames: Collection[Frame] = (), edge: float = 2.5
) -> Fit:
    """The largest scale at which nodes and frames lie in a room with space for names around them.

    Args:
        nodes: The nodes; there may be none.
        room: Where they are drawn.
        paper: Its letters tell how much space names need.
        frames: Boxes that are drawn as well.
        edge: How much room is left for names above and below, in letters' sizes; beside it is twice as much.
    """
    across = [(node.x, node.x) for node in nodes] + [(frame.left, frame.right) for frame in frames]
    down = [(node.y, node.y) for node in nodes] + [(frame.top, frame.bottom) for frame in frames]
    left, right = min((a for a, _ in across), default=0.0), max((b for _, b in across), default=0.0)
    top, bottom = min((a for a, _ in down), default=0.0), max((b for _, b in down), default=0.0)
    scale = min(
        (room.width - 4 * edge * paper.label) / max(right - left, 1.0),
        (room.height - 2 * edge * paper.label) / max(bottom - top, 1.0),
        _LARGEST_SCALE * paper.label / 7.5,
    )
    share = _SHARE * math.sqrt(room.width * room.height / max(len(nodes), 1))
    return Fit(
        scale,
        room.left + room.width / 2 - (left + right) / 2 * scale,
        room.top + room.height / 2 - (top + bottom) / 2 * scale,
        max(min(share, _NEAREST * scale, _LARGEST), _SMALLEST),
    )


def draw_into(
    room: Box,
    nodes: Sequence[NodeView],
    edges: Sequence[EdgeView],
    how: Fit,
    *,
    directed: bool,
    size: float,
    frames: Iterable[Frame] = (),
    ghosts: Iterable[NodeView] = (),
    most: int | None = None,
) -> tuple[list[str], int]:
    """The network as SVG elements, and how many names were left out.

    Args:
        room: What names do not leave.
        nodes: The nodes.
        edges: Connections between them.
        how: Where nodes stand.
        directed: Whether connections have heads.
        size: The size of the letters.
        frames: Boxes around some nodes.
        ghosts: Nodes that are only hinted at, as grey dots.
        most: How many names there are at most.
    """
    parts = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.2" fill="{_GHOST}"/>' for x, y in map(how.at, ghosts)]
    headings: list[Box] = []
    for frame in frames:
        box = how.box(frame)
        headings.append(Box(box.left, box.top - 1.4 * size, width_of(frame.label, size), 1.4 * size))
        parts += _framed(box, frame.label, size)
    by_id = {node.id: node for node in nodes}
    pairs = [(edge, by_id[edge.source], by_id[edge.target]) for edge in edges]
    parts.append(f'<g stroke="{LINE if len(edges) <= _MANY_EDGES else _LIGHT}" fill="none">')
    for edge, one, other in pairs:
        parts += _connection(edge, one, other, how, directed)
    parts.append("</g>")
    for node in sorted(nodes, key=lambda node: (-node.size, node.id)):  # a small one is never hidden
        title = f"{node.label} ({class_words(node.class_name)})"
        parts.append(shape(node.class_name, *how.at(node), how.radius(node), title=title))
    placed = place(_spots(nodes, pairs, how), room, size, most=most, taken=headings)
    parts.append(
        f'<g font-size="{size:g}" text-anchor="middle" fill="{INK}" stroke="#ffffff" '
        f'stroke-width="{0.28 * size:.2f}" stroke-linejoin="round" paint-order="stroke">'
    )
    for node in nodes:
        if node.id in placed:
            parts += _written(placed[node.id], size)
    parts.append("</g>")
    return parts, len(nodes) - len(placed)


def _connection(edge: EdgeView, one: NodeView, other: NodeView, how: Fit, directed: bool) -> Iterable[str]:
    title = f"{one.label} {'→' if directed else '–'} {other.label}"
    title += f": {edge.relation}" if edge.relation else ""
    width = edge.width * max(1.1 * how.unit, _THINNEST)
    dashed = edge.modality not in ("", "Asserted")
    yield line(how.at(one), how.at(other), width, dashed=dashed, title=title)
    if directed:
        yield arrow(how.at(one), how.at(other), how.radius(other) + 0.8, max(10 * how.unit, _SMALLEST_HEAD))


def _spots(
    nodes: Iterable[NodeView], pairs: Iterable[tuple[EdgeView, NodeView, NodeView]], how: Fit
) -> list[Spot]:
    """The nodes as names see them."""
    ends: dict[str, list[tuple[float, float]]] = {}
    for _, one, other in pairs:
        ends.setdefault(one.id, []).append(how.at(other))
        ends.setdefault(other.id, []).append(how.at(one))
    return [
        Spot(
            node.id,
            shortened(node.label, _LONGEST_NAME),
            *how.at(node),
            radius=how.radius(node) * 1.15,
            rank=node.degree,
            ends=tuple(ends.get(node.id, ())),
        )
        for node in nodes
    ]


def _framed(box: Box, label: str, size: float) -> list[str]:
    rect = (
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'rx="4" fill="none" stroke="{LINE}" stroke-width="0.7" stroke-dasharray="2 2"/>'
    )
    return [rect, words(box.left + 2, box.top - 0.4 * size, label, size, fill=FAINT)]


def _written(label: Label, size: float) -> Iterable[str]:
    x = {"start": label.box.left, "middle": (label.box.left + label.box.right) / 2, "end": label.box.right}
    at = "" if label.anchor == "middle" else f' text-anchor="{label.anchor}"'
    for number, text in enumerate(label.lines):
        y = label.box.top + (number * LEADING + 0.86) * size
        yield f'<text x="{x[label.anchor]:.1f}" y="{y:.1f}"{at}>{escaped(text)}</text>'
