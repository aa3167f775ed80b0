"""A large network from afar: nodes gathered by place or by community, each group with room of its own.

A picture of a thousand nodes says nothing. So a page opens with one bubble a group, and a bubble that
is opened shows its nodes inside the room that it has kept for them: nothing else needs to move. Groups
that have much to do with one another stand close together. All of it is computed here, from the view
alone and without chance, so that equal networks give equal pages.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lcgraph.drawing.view import NodeView, View, shortened

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Points = NDArray[numpy.float64]

#: Above so many nodes a page opens with an overview; above `MOST_AT_ONCE` it never shows all of them.
OVERVIEW_ABOVE = 300
MOST_AT_ONCE = 2000

#: More bubbles than this are no overview: the smallest groups share the last one.
MOST_GROUPS = 30

#: By place only where most nodes have one, and no place has nearly all.
_ENOUGH, _TOO_MUCH = 0.6, 0.7

#: Pixels between two nodes of an opened group, around them, and between two groups.
_ROOM, _RIM, _GAP = 36.0, 26.0, 30.0

#: Sunflowers turn by this angle from seed to seed (Vogel 1979): no two stand behind one another.
_GOLDEN = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that are shown as one bubble, the best connected first, and where each stands when opened.

    `rest` says that these are what the groups large enough for a bubble of their own left over.
    """

    name: str
    x: float
    y: float
    radius: float
    rest: bool
    members: tuple[tuple[str, float, float], ...]


def overviews(view: View) -> dict[str, tuple[Group, ...]]:
    """The ways to gather a network's nodes: ``place``, ``community``, as far as it has several of them."""
    communities = {node.id: node.community for node in view.nodes}
    found = {
        "place": _groups(view, {node.id: node.place for node in view.nodes}, "place"),
        "community": _groups(view, {i: str(c or "") for i, c in communities.items()}, "community"),
    }
    return {key: groups for key, groups in found.items() if len(groups) > 1}


def opening(view: View, ways: dict[str, tuple[Group, ...]]) -> str:
    """How a page opens: ``whole``, or the key of the overview that says most."""
    if len(view.nodes) <= OVERVIEW_ABOVE or not ways:
        return "whole"
    places = Counter(node.place for node in view.nodes if node.place)
    largest = max(places.values(), default=0) / len(view.nodes)
    if "place" in ways and places.total() >= _ENOUGH * len(view.nodes) and largest <= _TOO_MUCH:
        return "place"
    return next(key for key in ("community", "place") if key in ways)


def _groups(view: View, key_of: dict[str, str], kind: str) -> tuple[Group, ...]:
    gathered: dict[str, list[NodeView]] = defaultdict(list)
    for node in sorted(view.nodes, key=lambda node: (-node.degree, node.label, node.iri)):
        gathered[key_of[node.id]].append(node)
    nowhere = gathered.pop("", [])
    named = sorted(gathered.items(), key=lambda item: (-len(item[1]), item[0]))
    room = MOST_GROUPS - 1 - bool(nowhere)
    if len(named) <= room + 1:
        room = len(named)
    rest = [node for _, members in named[room:] for node in members]
    groups = [(_name(key, members, kind), members, False) for key, members in named[:room]]
    if rest:
        groups.append((f"{len(named) - room} smaller {_plural(kind)}", rest, True))
    if nowhere:
        groups.append((f"No {kind} known", nowhere, True))
    near = _neighbours(view)
    radii = [_ROOM * math.sqrt(len(members)) + _RIM for _, members, _ in groups]
    centres = _packed(radii, _ties(view, [members for _, members, _ in groups]))
    return tuple(
        Group(name, *centre, round(radius, 1), is_rest, _seats(members, centre, near))
        for (name, members, is_rest), radius, centre in zip(groups, radii, centres, strict=True)
    )


def _plural(kind: str) -> str:
    return {"place": "places", "community": "communities"}[kind]


def _name(key: str, members: list[NodeView], kind: str) -> str:
    """A place's name; a community is called after its best connected."""
    if kind == "place":
        return key
    return shortened(members[0].label) + (f", {shortened(members[1].label)}" if len(members) > 1 else "")


def _neighbours(view: View) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {node.id: [] for node in view.nodes}
    for edge in view.edges:
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    return near


def _ties(view: View, groups: list[list[NodeView]]) -> list[Counter[int]]:
    """For each group, with how many connections it hangs on each other one."""
    group_of = {node.id: place for place, members in enumerate(groups) for node in members}
    ties: list[Counter[int]] = [Counter() for _ in groups]
    for edge in view.edges:
        one, other = group_of[edge.source], group_of[edge.target]
        if one != other:
            ties[one][other] += 1
            ties[other][one] += 1
    return ties


def _seats(
    members: list[NodeView], centre: tuple[float, float], near: dict[str, list[str]]
) -> tuple[tuple[str, float, float], ...]:
    """Where the nodes of a group stand: as sunflowers set their seeds, the best connected in the middle.

    Of the next few free seats each takes the one closest to those of its neighbours that already sit.
    """
    free = [
        (
            _ROOM * math.sqrt(place) * math.cos(_GOLDEN * place),
            _ROOM * math.sqrt(place) * math.sin(_GOLDEN * place),
        )
        for place in range(len(members))
    ]
    taken: dict[str, tuple[float, float]] = {}
    for node in members:
        known = [taken[other] for other in near[node.id] if other in taken]
        x = sum(seat[0] for seat in known) / max(len(known), 1)
        y = sum(seat[1] for seat in known) / max(len(known), 1)
        best = min(free[: 10 if known else 1], key=lambda seat: (seat[0] - x) ** 2 + (seat[1] - y) ** 2)
        free.remove(best)
        taken[node.id] = best
    return tuple((id_, round(centre[0] + x, 1), round(centre[1] + y, 1)) for id_, (x, y) in taken.items())


def _packed(radii: list[float], ties: list[Counter[int]]) -> list[tuple[float, float]]:
    """Circles side by side without overlap, the largest first, each as near as it can to what it hangs on.

    The picture becomes a little wider than high.
    """
    import numpy

    order = sorted(range(len(radii)), key=lambda group: -radii[group])
    turns = numpy.arange(48) * (2 * math.pi / 48)
    around = numpy.stack([numpy.cos(turns), numpy.sin(turns)], axis=1)
    placed: dict[int, Points] = {}
    for group in order:
        if not placed:
            placed[group] = numpy.zeros(2)
            continue
        centres = numpy.array(list(placed.values()))
        reaches = numpy.array([radii[other] for other in placed]) + radii[group] + _GAP
        spots = (centres[:, None] + reaches[:, None, None] * around[None]).reshape(-1, 2)
        apart = numpy.sqrt(((spots[:, None] - centres[None]) ** 2).sum(axis=2))
        spots = spots[(apart >= reaches[None] - 1e-6).all(axis=1)]
        pull = numpy.array([float(ties[group][other]) for other in placed])
        target = (centres * pull[:, None]).sum(axis=0) / pull.sum() if pull.any() else numpy.zeros(2)
        stretch = numpy.array([1.0, 1.1])
        to_target = numpy.sqrt((((spots - target) * stretch) ** 2).sum(axis=1))
        to_middle = numpy.sqrt(((spots * stretch) ** 2).sum(axis=1))
        placed[group] = spots[numpy.argmin(numpy.round(to_middle + 0.6 * to_target, 3))]
    return [
        (round(float(placed[g][0]), 1) + 0.0, round(float(placed[g][1]), 1) + 0.0) for g in range(len(radii))
    ]
