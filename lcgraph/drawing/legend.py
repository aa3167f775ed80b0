"""What the marks of a picture mean: classes with shapes and counts, kinds of connections, what size tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from lcgraph.drawing.lettering import lines_of
from lcgraph.drawing.marks import FAINT, LINE, arrow, line, paragraph, shape, words
from lcgraph.drawing.palette import STYLES, class_words
from lcgraph.drawing.paper import Box, Paper
from lcgraph.drawing.view import EdgeView, NodeView

#: How a modality is told of a connection that is not stated as a fact.
_SAID = {"Planned": "planned", "Possible": "possible", "Reported": "reported", "Negated": "denied"}

#: The height of a row in letters' sizes.
_LEADING = 1.55

#: Rows besides those of the classes: two headings, the space between, what size, line and width mean.
_OTHER_ROWS = 7.5


def legend(
    nodes: Sequence[NodeView], edges: Sequence[EdgeView], directed: bool, room: Box, paper: Paper
) -> list[str]:
    """The legend as SVG elements, from the top of its room downwards.

    Args:
        nodes: The nodes of the picture.
        edges: Its connections.
        directed: Whether connections have heads.
        room: A column; kinds of connections that find no room at its end are counted in one line.
        paper: The sheet.
    """
    classes = Counter(node.class_name for node in nodes)
    rows = len(classes) + _OTHER_ROWS
    column = _Column(room, min(paper.text, room.height / rows / _LEADING))
    column.heading(counted(len(nodes), "node"))
    order = {name: number for number, name in enumerate(STYLES)}
    for name in sorted(classes, key=lambda name: (order.get(name, len(order)), name)):
        column.shape(name, f"{class_words(name)} {_times(classes[name])}")
    if len({node.size for node in nodes}) > 1:
        column.text("Larger: more connections")
    if not edges:
        return column.parts
    column.heading(counted(len(edges), "connection"))
    said = Counter(edge.modality for edge in edges)
    firm = said["Asserted"] + said[""]
    weak = [f"{words_} {_times(said[name])}" for name, words_ in _SAID.items() if said[name]]
    weak += [
        f"{name.lower()} {_times(said[name])}"
        for name in sorted(said.keys() - _SAID.keys() - {"", "Asserted"})
    ]
    if firm:
        column.line(f"{'stated as fact' if said['Asserted'] else 'connection'} {_times(firm)}", directed)
    if weak:
        column.line(", ".join(weak), directed, dashed=True)
    if len({edge.width for edge in edges}) > 1:
        column.line("thicker: more sentences", False, thick=True)
    _relations(column, edges)
    return column.parts


def _relations(column: _Column, edges: Iterable[EdgeView]) -> None:
    """What the connections say, the most frequent first, as far as there is room."""
    kinds = Counter(kind.strip() for edge in edges for kind in edge.relation.split(";") if kind.strip())
    rows = sorted(kinds.items(), key=lambda row: (-row[1], row[0]))
    if not rows or column.left_over < 3:
        return
    column.heading("What they say")
    shown = len(rows) if len(rows) <= column.left_over else max(column.left_over - 1, 0)
    for name, count in rows[:shown]:
        column.text(f"{name} {_times(count)}", most=1)
    if shown < len(rows):
        column.text(f"and {len(rows) - shown} more kinds")


def _times(count: int) -> str:
    """How often, on the line of the word before."""
    return f"·\u00a0{count}"


def counted(count: int, what: str) -> str:
    """A number of things in words.

    >>> counted(1, "node"), counted(2, "node")
    ('1 node', '2 nodes')
    """
    return f"{count} {what}{'' if count == 1 else 's'}"


class _Column:
    """Rows under one another."""

    def __init__(self, room: Box, size: float) -> None:
        self.parts: list[str] = []
        self._room, self._size, self._row = room, size, _LEADING * size
        self._y = room.top + size

    @property
    def left_over(self) -> int:
        """How many more rows there is room for."""
        return int((self._room.bottom - self._y) / self._row)

    def heading(self, text: str) -> None:
        if self.parts:
            self._y += 0.5 * self._row
        self.parts.append(words(self._room.left, self._y, text, self._size, bold=True))
        self._y += self._row

    def shape(self, class_name: str, text: str) -> None:
        middle = self._room.left + 0.7 * self._size, self._y - 0.36 * self._size
        self.parts.append(shape(class_name, *middle, 0.48 * self._size))
        self._lines(text, 2.0 * self._size)

    def line(self, text: str, directed: bool, *, dashed: bool = False, thick: bool = False) -> None:
        y = self._y - 0.33 * self._size
        one, other = (self._room.left, y), (self._room.left + 2.4 * self._size, y)
        stroke = line(one, other, (2.6 if thick else 1.0) * self._size / 9, dashed=dashed)
        self.parts.append(f'<g stroke="{LINE}" fill="none">{stroke}</g>')
        if directed:
            self.parts.append(arrow(one, other, 0.0, 0.7 * self._size))
        self._lines(text, 3.2 * self._size)

    def text(self, text: str, *, most: int = 2) -> None:
        self._lines(text, 0.0, fill=FAINT, most=most)

    def _lines(self, text: str, indent: float, *, fill: str = "#1d2328", most: int = 3) -> None:
        lines = lines_of(text, self._room.width - indent, self._size, most=most)
        self.parts += paragraph(self._room.left + indent, self._y, lines, self._size, fill=fill)
        self._y += self._row + (len(lines) - 1) * 1.3 * self._size
