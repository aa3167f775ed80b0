"""Where the names of nodes go, so that none lies on another name or on a node.

Greedy point-feature labelling over a fixed set of candidate positions (Christensen, Marks and Shieber 1995,
"An empirical study of algorithms for point-feature label placement"): the best connected nodes choose first,
each takes the free position that its own connections cross least, and a name without a free one is left out.
In a crowd a few hubs are excepted: their names may lie on smaller nodes rather than be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lcgraph.drawing.lettering import lines_of, width_of
from lcgraph.drawing.paper import Box

#: Lines of a name, and how long one is at most, in letters' sizes.
_LINES, _LONGEST = 2, 11.0

#: The height of a line in letters' sizes.
LEADING = 1.12

#: Where a name stands: which way from the node. Below first, as on the page.
_WAYS = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1))

#: How far from the node, in letters' sizes, near before far.
_AWAY = (0.25, 0.9)

#: A crossed connection is as bad as so many steps down the list of positions.
_CROSSING = 3

#: A name as near as this to another node, in letters' sizes, may be taken for that one's.
_NEAR, _MISTAKABLE = 0.5, 5

#: One of so many nodes, and so many in all, may have its name on smaller nodes; each of these is as bad as so
#: many steps.
_A_HUB, _HUBS, _COVERING = 25, 12, 12

_CELL = 40.0


class Spot(NamedTuple):
    """A node as it is drawn, with the ends of its connections."""

    id: str
    label: str
    x: float
    y: float
    radius: float
    rank: int
    ends: tuple[tuple[float, float], ...] = ()


class Label(NamedTuple):
    """A name where it is to be drawn: its lines, the box that they fill, and how they stand in it.

    `anchor` is ``start``, ``middle`` or ``end``: a name beside its node begins or ends there.
    """

    lines: tuple[str, ...]
    box: Box
    anchor: str


@dataclass
class _Taken:
    """The boxes that are taken, by the cells of a grid that they lie in."""

    cells: dict[tuple[int, int], list[Box]] = field(default_factory=dict)

    def _of(self, box: Box) -> Iterable[tuple[int, int]]:
        for column in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
            for row in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
                yield column, row

    def add(self, box: Box) -> None:
        for cell in self._of(box):
            self.cells.setdefault(cell, []).append(box)

    def met_by(self, box: Box) -> set[Box]:
        return {other for cell in self._of(box) for other in self.cells.get(cell, ()) if overlap(box, other)}


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share any room.

    >>> overlap(Box(0, 0, 2, 2), Box(2, 0, 2, 2))
    False
    """
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def place(
    spots: Sequence[Spot], room: Box, size: float, *, most: int | None = None, taken: Iterable[Box] = ()
) -> Mapping[str, Label]:
    """The names that find room, by the ids of their nodes.

    Args:
        spots: The nodes; those of high rank choose first.
        room: What no name leaves.
        size: The size of the letters.
        most: How many names there are at most.
        taken: Boxes that no name may lie on, besides the nodes.

    Returns:
        The names; what is not among them is left out.
    """
    names, nodes = _Taken(), _Taken()
    for box in taken:
        names.add(box)
    ranked = sorted(spots, key=lambda spot: (-spot.rank, spot.label, spot.id))
    for spot in spots:
        nodes.add(_around(spot))
    hubs = min(len(spots) // _A_HUB, _HUBS)
    placed: dict[str, Label] = {}
    for number, spot in enumerate(ranked):
        if most is not None and len(placed) >= most:
            break
        lines = lines_of(spot.label, _LONGEST * size, size, most=_LINES)
        free = []
        for step, box in enumerate(_candidates(spot, lines, size)):
            covered = nodes.met_by(box)
            small = number < hubs and all(other.width <= spot.radius * 1.5 for other in covered)
            if _inside(box, room) and not names.met_by(box) and (small or not covered):
                crossed = sum(_crosses(box, (spot.x, spot.y), end) for end in spot.ends)
                near = len(nodes.met_by(_grown(box, _NEAR * size)) - covered - {_around(spot)})
                cost = step + _CROSSING * crossed + _MISTAKABLE * near + _COVERING * len(covered)
                free.append((cost, step, box))
        if lines and free:
            box = min(free)[2]
            names.add(box)
            beside = (box.left >= spot.x) - (box.right <= spot.x)
            placed[spot.id] = Label(lines, box, ("middle", "start", "end")[beside])
    return placed


def _around(spot: Spot) -> Box:
    return Box(spot.x - spot.radius, spot.y - spot.radius, 2 * spot.radius, 2 * spot.radius)


def _grown(box: Box, by: float) -> Box:
    return Box(box.left - by, box.top - by, box.width + 2 * by, box.height + 2 * by)


def _candidates(spot: Spot, lines: Sequence[str], size: float) -> Iterable[Box]:
    width = max((width_of(line, size) for line in lines), default=0.0) + 0.2 * size
    height = len(lines) * LEADING * size
    for away in _AWAY:
        reach = spot.radius + away * size
        for across, down in _WAYS:
            diagonal = 0.75 if across and down else 1.0
            x = spot.x + across * (reach * diagonal + width / 2)
            y = spot.y + down * (reach * diagonal + height / 2)
            yield Box(x - width / 2, y - height / 2, width, height)


def _inside(box: Box, room: Box) -> bool:
    return (
        box.left >= room.left
        and box.top >= room.top
        and box.right <= room.right
        and box.bottom <= room.bottom
    )


def _crosses(box: Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether a line runs through a box (Liang and Barsky 1984)."""
    enter, leave = 0.0, 1.0
    for at, to, low, high in (
        (start[0], end[0], box.left, box.right),
        (start[1], end[1], box.top, box.bottom),
    ):
        step = to - at
        if not step:
            if not low <= at <= high:
                return False
            continue
        first, last = sorted(((low - at) / step, (high - at) / step))
        enter, leave = max(enter, first), min(leave, last)
    return enter <= leave
