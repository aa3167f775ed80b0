"""A map of a network: places stand where they are, everything else beside the place that it lies in.

The map is equirectangular with the middle latitude true to scale: x = R λ cos φ₀, y = −R φ (Snyder 1987,
"Map Projections: A Working Manual", section 12). Up to the size of a continent it bends shapes and
distances little, and north is up everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Mapping
from typing import TYPE_CHECKING, Any

from lcgraph.network.coordinates import CLASSES, Coordinates, Point, load_coordinates
from lcgraph.network.layout import separate

if TYPE_CHECKING:
    import networkx

#: How wide or high a map is at most, in pixels of the page, for so many nodes.
_SMALLEST, _PER_NODE = 1600.0, 120.0

#: Places are never drawn farther apart than this many pixels a degree: two suburbs are no continent.
_MOST_A_DEGREE = 1500.0

#: The room that a node takes, and the space between the map and the box beside it.
_ROOM, _GAP = 44.0, 90.0

#: How much wider than high the box is where there is no map: about as what a sheet has room for.
_PROPORTION = 1.5

#: What the box beside the map is called.
UNKNOWN = "no known place"

#: The angle that lays neighbours around a place as a sunflower lays its seeds (Vogel 1979).
_GOLDEN = math.pi * (3 - math.sqrt(5))


def add_geographic_positions(
    network: networkx.Graph[Any], *, coordinates: Coordinates | None = None
) -> networkx.Graph[Any]:
    """Give every node its ``x`` and ``y`` on a map.

    Cities, regions and countries that the gazetteer knows stand where they are and get ``latitude`` and
    ``longitude`` as well; what lies in such a place (attribute ``place``) stands around it; what
    would lie on another is pushed aside. All others stand in a box beside the map, or in its stead where no
    place is known, and ``network.graph["frames"]`` tells where it is: a list of dicts with ``label``,
    ``left``, ``top``, ``right``, ``bottom``. A name that may mean several places is no known place.

    Args:
        network: The network, with the attributes that `build_network` gives.
        coordinates: Where places are, if not as `load_coordinates` has it.

    Returns:
        The same network.

    Raises:
        LexiconError: If the file of coordinates is broken; the message names the line.
    """
    known = coordinates or load_coordinates()
    nodes = sorted(network, key=str)
    points: dict[Hashable, Point] = {}
    for node in nodes:
        data = network.nodes[node]
        for name in ("latitude", "longitude"):
            data.pop(name, None)
        point = _point_of_place(data, known)
        if point is not None:
            points[node] = point
            data.update(latitude=point.latitude, longitude=point.longitude)
    anchors = {node: points[node] for node in nodes if node in points}
    for node in nodes:
        if node not in points and (point := _point_around(network.nodes[node], known)) is not None:
            anchors[node] = point
    placed = _spread(_projected(anchors), points.keys())
    lost = [node for node in nodes if node not in anchors]
    frames = []
    if lost:
        spots, frame = _box(lost, list(placed.values())) if placed else _whole_box(lost)
        placed.update(spots)
        frames.append(frame)
    for node, (x, y) in placed.items():
        network.nodes[node].update(x=round(x, 1) + 0.0, y=round(y, 1) + 0.0)
    network.graph["frames"] = frames
    return network


def _point_of_place(data: Mapping[str, Any], known: Coordinates) -> Point | None:
    class_name = str(data.get("class_name") or "")
    if class_name not in CLASSES:
        return None
    country, within = str(data.get("country") or ""), _names(data.get("place"))
    return known.find(str(data.get("label") or ""), class_name, country=country, within=within)


def _point_around(data: Mapping[str, Any], known: Coordinates) -> Point | None:
    """Where the one place is that a thing lies in; cities and regions that are not known lie nowhere else."""
    places = _names(data.get("place"))
    if len(places) != 1 or data.get("class_name") in CLASSES:
        return None
    country = str(data.get("country") or "")
    return known.find(places[0], "Country" if places[0] == country else "", country=country)


def _names(value: Any) -> list[str]:
    return [name.strip() for name in str(value or "").split(", ") if name.strip()]


def _projected(points: Mapping[Hashable, Point]) -> dict[Hashable, tuple[float, float]]:
    """Pixels, y downwards, with the middle of the map at the origin."""
    if not points:
        return {}
    seam = _seam([point.longitude for point in points.values()])
    east = {node: (point.longitude - seam) % 360 for node, point in points.items()}
    north = [point.latitude for point in points.values()]
    middle = (min(north) + max(north)) / 2
    centre = (min(east.values()) + max(east.values())) / 2
    narrow = math.cos(math.radians(middle))
    extent = max((max(east.values()) - min(east.values())) * narrow, max(north) - min(north))
    side = max(_SMALLEST, _PER_NODE * math.sqrt(len(points)))
    scale = min(side / extent, _MOST_A_DEGREE) if extent else 1.0
    return {
        node: ((east[node] - centre) * narrow * scale, (middle - point.latitude) * scale)
        for node, point in points.items()
    }


def _seam(longitudes: list[float]) -> float:
    """The longitude at which to cut the globe open: the eastern end of the widest empty stretch.

    >>> _seam([170.0, -170.0, 160.0])
    160.0
    """
    ordered = sorted({longitude % 360 for longitude in longitudes})
    gaps = [
        (one - before) % 360 or 360.0 for before, one in zip([ordered[-1], *ordered], ordered, strict=False)
    ]
    return ordered[gaps.index(max(gaps))]


def _spread(
    spots: Mapping[Hashable, tuple[float, float]], places: Collection[Hashable]
) -> dict[Hashable, tuple[float, float]]:
    """What shares a spot stands around it, the place itself in the middle; nothing lies on anything else."""
    import numpy

    if not spots:
        return {}
    together: dict[tuple[float, float], list[Hashable]] = {}
    for node in sorted(spots, key=lambda node: (node not in places, str(node))):
        together.setdefault(spots[node], []).append(node)
    nodes, rows = [], []
    for (x, y), group in together.items():
        for number, node in enumerate(group):
            away = 0.75 * _ROOM * math.sqrt(number)
            nodes.append(node)
            rows.append((x + away * math.cos(number * _GOLDEN), y + away * math.sin(number * _GOLDEN)))
    moved = separate(numpy.array(rows), numpy.full(len(rows), _ROOM), height=_ROOM)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, moved, strict=True)}


def _box(
    lost: list[Hashable], placed: list[tuple[float, float]]
) -> tuple[dict[Hashable, tuple[float, float]], dict[str, Any]]:
    """What has no place, in columns to the right of the map, and the box around it."""
    right = max(x for x, _ in placed)
    top, bottom = min(y for _, y in placed), max(y for _, y in placed)
    step = 1.6 * _ROOM
    # As high as the map, but never a single long column.
    rows = max(math.ceil((bottom - top) / step), math.ceil(math.sqrt(len(lost))), 1)
    left = right + _GAP + _ROOM
    spots = {
        node: (left + number // rows * 2 * step, top + number % rows * step)
        for number, node in enumerate(lost)
    }
    far, low = max(x for x, _ in spots.values()), max(y for _, y in spots.values())
    return spots, _frame(left - _ROOM, top - _ROOM, far + _ROOM, low + _ROOM)


def _whole_box(
    lost: list[Hashable],
) -> tuple[dict[Hashable, tuple[float, float]], dict[str, Any]]:
    """What has no place where nothing has one, in columns, and a box as large as the map would be."""
    rows = math.ceil(len(lost) / math.ceil(math.sqrt(len(lost) * _PROPORTION / 2)))
    columns = math.ceil(len(lost) / rows)
    step = 1.6 * _ROOM
    width = max(_SMALLEST, columns * 2 * step)
    height = max(width / _PROPORTION, rows * step)
    spots = {
        node: (
            ((number // rows + 0.5) / columns - 0.5) * width,
            ((number % rows + 0.5) / rows - 0.5) * height,
        )
        for number, node in enumerate(lost)
    }
    return spots, _frame(-width / 2, -height / 2, width / 2, height / 2)


def _frame(left: float, top: float, right: float, bottom: float) -> dict[str, Any]:
    sides = {"left": left, "top": top, "right": right, "bottom": bottom}
    return {"label": UNKNOWN, **{name: round(side, 1) for name, side in sides.items()}}
