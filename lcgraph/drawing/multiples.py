"""Small multiples: one small network a place, a year or a theme, with each node at the same spot in all.

What changes from one panel to the next is then what differs between the places or years, and nothing else
(Tufte 1983, "The Visual Display of Quantitative Information").
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lcgraph.drawing.diagram import Frame, draw_into, fit
from lcgraph.drawing.legend import counted, legend
from lcgraph.drawing.lettering import cut
from lcgraph.drawing.marks import FAINT, words
from lcgraph.drawing.paper import SIZES, Box, Paper
from lcgraph.drawing.sheet import sheet
from lcgraph.drawing.svg import imprint, labels_note
from lcgraph.drawing.view import EdgeView, NodeView, View
from lcgraph.errors import NetworkError

#: What a network can be taken apart by.
BY = ("place", "year", "theme")

#: More panels than these are too small to be read.
MOST_PANELS = 12

#: Names a panel shows at most, and how many values that have no panel are named.
_NAMES, _NAMED = 8, 8

#: The height of a panel's heading in letters' sizes.
_ABOVE = 2.9

#: Classes whose things are themselves a place to take a network apart by.
_PLACES = {"City", "Region", "Country", "Place"}
_YEAR = re.compile(r"\d{4}")


class Panel(NamedTuple):
    """The connections of one value with their ends."""

    value: str
    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]


def panels(view: View, by: str) -> tuple[list[Panel], list[Panel]]:
    """The panels of a figure, and those that it has no room for.

    A connection belongs to a place if either end is that place or lies in it, to a theme if either end
    works on it, and to a year if a document of that year says it; or as the query's own column of
    that name has it. It may belong to several. The panels with most connections are kept; years
    stand in their order, places and themes by the number of their connections.

    Args:
        view: The whole network.
        by: ``place``, ``year`` or ``theme``.

    Raises:
        NetworkError: If there is no such way, or no connection belongs to any.
    """
    if by not in BY:
        raise NetworkError(f"a network cannot be drawn by {by!r}; use {', '.join(BY[:-1])} or {BY[-1]}")
    nodes = {node.id: node for node in view.nodes}
    gathered: dict[str, list[EdgeView]] = {}
    for edge in view.edges:
        for value in sorted(_values(edge, nodes, by)):
            gathered.setdefault(value, []).append(edge)
    if not gathered:
        raise NetworkError(
            f"no connection of this network has a {by}; draw it without --by, or by something else"
        )
    ranked = sorted(gathered.items(), key=lambda item: (-len(item[1]), item[0]))
    made = []
    for value, edges in ranked:
        ends = {end for edge in edges for end in (edge.source, edge.target)}
        made.append(Panel(value, tuple(node for node in view.nodes if node.id in ends), tuple(edges)))
    shown, rest = made[:MOST_PANELS], made[MOST_PANELS:]
    return sorted(shown, key=lambda panel: panel.value) if by == "year" else shown, rest


def multiples(view: View, by: str, paper: Paper = SIZES["a4"], frames: Sequence[Frame] = ()) -> str:
    """The figure as the text of an SVG file.

    Args:
        view: The whole network.
        by: ``place``, ``year`` or ``theme``.
        paper: The sheet.
        frames: Boxes around some nodes, as the geographic layout has them.

    Raises:
        NetworkError: If there is no such way, or no connection belongs to any.
    """
    shown, rest = panels(view, by)
    drawn = {node.id for panel in shown for node in panel.nodes}
    joining = {edge.id for panel in shown for edge in panel.edges}
    edges = tuple(edge for edge in view.edges if edge.id in joining)
    nodes = tuple(node for node in view.nodes if node.id in drawn)
    title = f"{view.title} By {by}" if view.title.endswith("?") else f"{view.title}, by {by}"
    made = sheet(paper, title, view.description)
    body, left_out = [], 0
    size = max(0.85 * paper.label, 7.0)
    for panel, room in zip(shown, _grid(made.picture, len(shown), paper), strict=True):
        body += _heading(panel, room, paper.label)
        above = _ABOVE * paper.label
        inside = Box(room.left, room.top + above, room.width, room.height - above)
        how = fit(nodes, inside, paper, frames, edge=1.2)
        here = {node.id for node in panel.nodes}
        parts, without = draw_into(
            inside,
            panel.nodes,
            panel.edges,
            how,
            directed=view.directed,
            size=size,
            frames=frames,
            ghosts=[node for node in nodes if node.id not in here],
            most=_NAMES,
        )
        body += parts
        left_out += without
    body += legend(nodes, edges, view.directed, made.legend, paper)
    told = "; ".join(f"{panel.value}, {_counts(panel)}" for panel in shown)
    note = (
        "Grey dots: the nodes of the other panels.",
        _rest(rest),
        _without(view, by),
        labels_note(left_out),
    )
    notes = [" ".join(filter(None, note)), imprint(view)]
    return made.rendered(title, f"{counted(len(shown), 'network')} by {by}: {told}.", body, notes)


def _values(edge: EdgeView, nodes: Mapping[str, NodeView], by: str) -> set[str]:
    stated = {name.lower(): text for name, text in edge.facts}.get(by, "")
    if stated:
        return {part.strip() for part in stated.split(";") if part.strip()}
    if by == "year":
        found = (_YEAR.match(sentence.issued) for sentence in edge.sentences)
        return {year[0] for year in found if year}
    ends = (nodes[edge.source], nodes[edge.target])
    if by == "theme":
        return {theme for node in ends for theme in node.themes}
    return {place for node in ends for place in _places(node)}


def _places(node: NodeView) -> list[str]:
    if node.class_name in _PLACES:
        return [node.label]
    return [place for place in node.place.split(", ") if place]


def _grid(room: Box, count: int, paper: Paper) -> list[Box]:
    """Rooms in rows, as square as the page allows."""
    columns = min(count, math.ceil(math.sqrt(count)))
    rows = math.ceil(count / columns)
    gap = 1.5 * paper.label
    width = (room.width - (columns - 1) * gap) / columns
    height = (room.height - (rows - 1) * gap) / rows
    return [
        Box(
            room.left + number % columns * (width + gap),
            room.top + number // columns * (height + gap),
            width,
            height,
        )
        for number in range(count)
    ]


def _heading(panel: Panel, room: Box, size: float) -> list[str]:
    value, told = (cut(text, room.width, size, bold=True) for text in (panel.value, _counts(panel)))
    return [
        words(room.left, room.top + size, value, size, bold=True),
        words(room.left, room.top + 2.3 * size, told, size, fill=FAINT),
        f'<rect x="{room.left:.1f}" y="{room.top + (_ABOVE - 0.1) * size:.1f}" width="{room.width:.1f}" '
        f'height="0.5" fill="{FAINT}"/>',
    ]


def _counts(panel: Panel) -> str:
    nodes, edges = len(panel.nodes), len(panel.edges)
    return f"{counted(nodes, 'node')}, {counted(edges, 'connection')}"


def _rest(rest: Sequence[Panel]) -> str:
    """What has no panel of its own, by name."""
    if not rest:
        return ""
    named = ", ".join(f"{panel.value} ({len(panel.edges)})" for panel in rest[:_NAMED])
    more = f" and {len(rest) - _NAMED} more" if len(rest) > _NAMED else ""
    return f"Not shown: {named}{more}."


def _without(view: View, by: str) -> str:
    """How many connections belong to no panel at all."""
    nodes = {node.id: node for node in view.nodes}
    count = sum(1 for edge in view.edges if not _values(edge, nodes, by))
    return f"{counted(count, 'connection')} without a {by}." if count else ""
