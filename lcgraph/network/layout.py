"""Where each node stands in the picture: computed once, seeded, the same in every output.

A page that lets its springs swing in the browser is unusable for minutes at a thousand nodes and
looks different every time. So the springs swing here: component by component, then labels are moved
off one another, then the components are packed side by side. Coordinates are pixels with y downwards,
rounded to 0.1.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx
    import numpy
    from numpy.typing import NDArray

    Points = NDArray[numpy.float64]

SEED = 7

#: The length of an average edge in pixels, and the room that a label takes.
EDGE = 130.0
_CHARACTER, _LONGEST_LABEL, _LINE = 7.0, 32, 52.0

#: A light pull to the middle keeps long chains from running out of the picture.
_GRAVITY = 0.3

#: How much wider than high a round component becomes, squared.
_WIDER = 1.15

#: Space between two components.
_GAP = 70.0

#: Up to so many nodes every pair is looked at; beyond, groups of nodes are (see `_repulsion`).
_EXACT = 200

#: Up to so many nodes in one component labels are kept off one another; in larger ones that would bend
#: the picture out of shape, so only the nodes themselves are, up to `_SEPARATED` of them.
_LABELLED = 60
_SEPARATED = 500
_NODE = 44.0


def add_positions(network: networkx.Graph[Any], *, seed: int = SEED) -> None:
    """Give every node its ``x`` and ``y``.

    The same network gives the same picture whatever the order of its nodes and edges.

    Args:
        network: The network; labels (attribute ``label``) are kept off one another.
        seed: The springs start from points drawn from it.
    """
    import networkx
    import numpy

    plain: networkx.Graph[Any] = networkx.Graph()
    plain.add_nodes_from(sorted(network, key=str))
    plain.add_edges_from(sorted(((u, v) for u, v in network.edges() if u != v), key=str))
    parts = [sorted(part, key=str) for part in networkx.connected_components(plain)]
    parts.sort(key=lambda part: (-len(part), str(part[0])))
    boxes = []
    known: dict[tuple[int, bytes], Points] = {}
    for part in parts:
        place = {node: number for number, node in enumerate(part)}
        ends = [(place[u], place[v]) for u, v in plain.subgraph(part).edges()]
        edges = numpy.array(sorted(tuple(sorted(pair)) for pair in ends), dtype=numpy.intp).reshape(-1, 2)
        labels = [str(network.nodes[node].get("label", node)) for node in part]
        widths = numpy.array([_width(label) if len(part) <= _LABELLED else _NODE for label in labels])
        form = len(part), edges.tobytes()
        if form not in known:  # a sparse network has hundreds of pairs and triples
            known[form] = _spring(len(part), edges, seed)
        boxes.append((separate(known[form], widths), widths))
    network.graph.pop("frames", None)  # they were of another layout
    for part, points in zip(parts, _packed(boxes), strict=True):
        for node, (x, y) in zip(part, points, strict=True):
            network.nodes[node].update(x=round(float(x), 1) + 0.0, y=round(float(y), 1) + 0.0)


def _width(label: str) -> float:
    return max(_NODE, _CHARACTER * min(len(label), _LONGEST_LABEL))


def _spring(size: int, edges: NDArray[numpy.intp], seed: int) -> Points:
    """Points in pixels after Fruchterman and Reingold (1991), "Graph drawing by force-directed placement".

    Every two nodes push one another away with 1/d, every edge pulls its ends together with d squared,
    and the steps grow smaller until nothing moves.
    """
    import numpy

    side = math.sqrt(size)
    points = (numpy.random.default_rng(seed).random((size, 2)) - 0.5) * side
    if size == 1:
        return points * 0.0
    steps = min(300, 60 + 20 * size) if size <= _EXACT else 120
    for step in range(steps):
        push = _repulsion(points) - _GRAVITY * points
        along = points[edges[:, 0]] - points[edges[:, 1]]
        pull = along * numpy.sqrt((along**2).sum(axis=1))[:, None]
        for axis in (0, 1):
            push[:, axis] -= numpy.bincount(edges[:, 0], pull[:, axis], size)
            push[:, axis] += numpy.bincount(edges[:, 1], pull[:, axis], size)
        length = numpy.maximum(numpy.sqrt((push**2).sum(axis=1)), 1e-9)
        allowed = 0.12 * side * (1 - step / steps)
        points += push / length[:, None] * numpy.minimum(length, allowed)[:, None]
    along = points[edges[:, 0]] - points[edges[:, 1]]
    scaled: Points = (points - points.mean(axis=0)) * EDGE / numpy.sqrt((along**2).sum(axis=1)).mean()
    return _landscape(scaled)


def _landscape(points: Points) -> Points:
    """Points turned until their longer side lies flat, and made a little wider: so are screens and pages."""
    import numpy

    x, y = points[:, 0], points[:, 1]
    # The longer axis in closed form: a linear algebra library's last digits differ from machine to machine.
    angle = math.atan2(2 * float((x * y).sum()), float((x * x).sum() - (y * y).sum())) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return numpy.stack([(x * cos + y * sin) * _WIDER, (y * cos - x * sin) / _WIDER], axis=1)


def _repulsion(points: Points) -> Points:
    """How all nodes together push each one away.

    Beyond `_EXACT` nodes they are cut into about sqrt(n) groups of neighbours, by x and then by y: inside
    a group every pair counts, from outside each other group counts as if it all stood at its
    middle. That takes n to the power of 1.5 steps instead of n squared (compare Barnes and Hut 1986).
    """
    import numpy

    size = len(points)
    strips = 1 if size <= _EXACT else math.ceil(size**0.25)
    room = math.ceil(size / strips**2)
    slots = numpy.full(strips * strips * room, -1)
    slots[:size] = numpy.argsort(points[:, 0], kind="stable")
    groups = slots.reshape(strips, strips * room)
    height = numpy.where(groups >= 0, points[groups, 1], numpy.inf)
    groups = numpy.take_along_axis(groups, numpy.argsort(height, axis=1, kind="stable"), axis=1)
    groups = groups.reshape(strips * strips, room)
    filled = groups >= 0
    inside = points[groups]
    apart = inside[:, :, None] - inside[:, None, :]
    near = (apart * (filled[:, None, :] / _square(apart))[..., None]).sum(axis=2)
    push = numpy.zeros_like(points)
    push[groups[filled]] = near[filled]
    if strips > 1:
        counts = filled.sum(axis=1)
        middles = (inside * filled[..., None]).sum(axis=1) / numpy.maximum(counts, 1)[:, None]
        own = numpy.empty(size, dtype=numpy.intp)
        own[groups[filled]] = numpy.repeat(numpy.arange(len(groups)), counts)
        apart = points[:, None] - middles[None]
        share = counts / _square(apart)
        share[numpy.arange(size), own] = 0.0
        push += (apart * share[..., None]).sum(axis=1)
    return push


def _square(apart: Points) -> Points:
    """Squared distances, never so small that two nodes on one spot throw each other out of the picture."""
    import numpy

    squares: Points = numpy.maximum((apart**2).sum(axis=-1), 0.01)
    return squares


def separate(points: Points, widths: Points, *, height: float = _LINE) -> Points:
    """Move nodes until nothing lies on anything else.

    Args:
        points: Where they stand; more than `_SEPARATED` stay there.
        widths: How wide each one is.
        height: How high all of them are.

    Returns:
        Where they stand now.
    """
    import numpy

    if not 1 < len(points) <= _SEPARATED:
        return points
    for _ in range(150):
        apart = points[:, None] - points[None]
        over_x = (widths[:, None] + widths[None]) / 2 - numpy.abs(apart[..., 0])
        over_y = height - numpy.abs(apart[..., 1])
        touching = (over_x > 0) & (over_y > 0)
        numpy.fill_diagonal(touching, False)
        if not touching.any():
            break
        # Two nodes at one height part by their order, or they would stay there for ever.
        order = numpy.sign(numpy.arange(len(points))[:, None] - numpy.arange(len(points))[None])
        way = numpy.where(apart == 0, order[..., None], numpy.sign(apart))
        sideways = touching & (over_x < over_y)
        points = (
            points
            + numpy.stack(
                [
                    (way[..., 0] * over_x * sideways).sum(axis=1),
                    (way[..., 1] * over_y * (touching & ~sideways)).sum(axis=1),
                ],
                axis=1,
            )
            * 0.26
        )
    return points


def _packed(boxes: list[tuple[Points, Points]]) -> list[Points]:
    """Components on shelves, largest first, each shelf centred, about as wide as a screen."""
    import numpy

    corners = []
    for points, widths in boxes:
        low = (points - numpy.stack([widths / 2, widths * 0 + _LINE / 2], axis=1)).min(axis=0)
        high = (points + numpy.stack([widths / 2, widths * 0 + _LINE / 2], axis=1)).max(axis=0)
        corners.append((low, high - low + _GAP))
    area = sum(float(extent[0] * extent[1]) for _, extent in corners)
    longest = max([math.sqrt(area * 1.7)] + [float(extent[0]) for _, extent in corners])
    shelves: list[list[int]] = []
    filled = math.inf
    for number, (_, extent) in enumerate(corners):
        if filled + extent[0] > longest:
            shelves.append([])
            filled = 0.0
        shelves[-1].append(number)
        filled += float(extent[0])
    placed, top = [], 0.0
    for shelf in shelves:
        left = -sum(float(corners[number][1][0]) for number in shelf) / 2
        for number in shelf:
            low, extent = corners[number]
            placed.append(boxes[number][0] - low + numpy.array([left, top]))
            left += float(extent[0])
        top += max(float(corners[number][1][1]) for number in shelf)
    return placed
