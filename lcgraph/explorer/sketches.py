"""The small network of one thing: itself in the middle, those it works with or is related to around it."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from lcgraph.drawing.view import shortened
from lcgraph.explorer.alliances import Alliance
from lcgraph.explorer.holdings import Thing
from lcgraph.explorer.statements import Statement
from lcgraph.model import Modality

#: As many as can be read at once.
MOST = 14
WIDTH, _ROW, _MARGIN = 480, 34, 26


class Node(NamedTuple):
    """A thing in the picture; its label stands to the `left` or to the `right` of it, or nowhere."""

    x: float
    y: float
    thing: Thing
    label: str
    side: str


class Line(NamedTuple):
    """A connection; a firm one is a fact."""

    x1: float
    y1: float
    x2: float
    y2: float
    firm: bool
    own: bool


class Sketch(NamedTuple):
    """The picture's parts, its size, and how many neighbours it leaves out."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    more: int


def sketch_of(here: Thing, alliances: Iterable[Alliance], statements: Iterable[Statement]) -> Sketch | None:
    """The network around a thing, None where it has no neighbour.

    Args:
        here: The thing.
        alliances: Its partnerships; partners of one are joined with one another as well.
        statements: Its other relations.
    """
    weight: Counter[Thing] = Counter()
    firm: set[tuple[str, str]] = set()
    pairs: dict[tuple[str, str], None] = {}
    for alliance in alliances:
        if alliance.modality is Modality.NEGATED:
            continue
        weight.update({partner: 2 for partner in alliance.partners})
        for one, other in combinations(sorted({here, *alliance.partners}), 2):
            _join(one, other, alliance.modality, pairs, firm)
    for said in statements:
        if said.modality is not Modality.NEGATED and said.other.iri != here.iri:
            weight[said.other] += 1
            one, other = sorted((here, said.other))
            _join(one, other, said.modality, pairs, firm)
    weight.pop(here, None)
    if not weight:
        return None
    chosen = [thing for thing, _ in sorted(weight.items(), key=lambda pair: (-pair[1], pair[0].label))[:MOST]]
    nodes = _placed(here, chosen)
    at = {node.thing.iri: node for node in nodes}
    lines = tuple(
        Line(at[one].x, at[one].y, at[other].x, at[other].y, (one, other) in firm, here.iri in (one, other))
        for one, other in pairs
        if one in at and other in at
    )
    height = _height(len(chosen))
    return Sketch(
        nodes, tuple(sorted(lines, key=lambda line: line.own)), WIDTH, height, len(weight) - len(chosen)
    )


def _join(
    one: Thing,
    other: Thing,
    modality: Modality,
    pairs: dict[tuple[str, str], None],
    firm: set[tuple[str, str]],
) -> None:
    pairs[one.iri, other.iri] = None
    if modality is Modality.ASSERTED:
        firm.add((one.iri, other.iri))


def _placed(here: Thing, around: list[Thing]) -> tuple[Node, ...]:
    """Places for all: half to the right of the middle, half to the left, bent like a lens."""
    height = _height(len(around))
    right = around[: (len(around) + 1) // 2]
    nodes = [Node(WIDTH / 2, height / 2, here, "", "")]
    for side, several in (("right", right), ("left", around[len(right) :])):
        for at, thing in enumerate(several):
            y = height / 2 + (at - (len(several) - 1) / 2) * _ROW
            bend = 1 - abs(y - height / 2) / height
            x = WIDTH / 2 + (40 + 42 * bend) * (1 if side == "right" else -1)
            nodes.append(Node(round(x, 1), round(y, 1), thing, shortened(thing.label, 19), side))
    return tuple(nodes)


def _height(around: int) -> int:
    return max(((around + 1) // 2 - 1) * _ROW + 2 * _MARGIN, 110)
