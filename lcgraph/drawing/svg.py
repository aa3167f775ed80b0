"""A network as a picture to print: an SVG with heading, legend, source and date.

The positions, shapes and colours are those of the page. The picture has no script, no style sheet from
outside and no link; its ``title`` and ``desc`` are what a screen reader says of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from lcgraph.drawing.diagram import Frame, draw_into, fit
from lcgraph.drawing.legend import counted, legend
from lcgraph.drawing.marks import FAINT, words
from lcgraph.drawing.paper import SIZES, Paper
from lcgraph.drawing.sheet import sheet
from lcgraph.drawing.view import View, summary

#: More names than these are a carpet that nobody reads; the best connected nodes have theirs.
MOST_LABELS = 200


def svg(view: View, paper: Paper = SIZES["a4"], frames: Sequence[Frame] = ()) -> str:
    """The picture as the text of an SVG file.

    Args:
        view: What is shown.
        paper: The sheet.
        frames: Boxes around some nodes, as the geographic layout has them.
    """
    made = sheet(paper, view.title, view.description)
    how = fit(view.nodes, made.picture, paper, frames)
    body, left_out = draw_into(
        made.picture,
        view.nodes,
        view.edges,
        how,
        directed=view.directed,
        size=paper.label,
        frames=frames,
        most=MOST_LABELS,
    )
    if not view.nodes:
        middle = made.picture.left + made.picture.width / 2, made.picture.top + made.picture.height / 2
        body.append(words(*middle, summary(view), paper.text, fill=FAINT, anchor="middle"))
    body += legend(view.nodes, view.edges, view.directed, made.legend, paper)
    return made.rendered(view.title, summary(view), body, [labels_note(left_out), imprint(view)])


def labels_note(left_out: int) -> str:
    """How many names a picture does not show.

    >>> labels_note(1)
    '1 label left out for want of room.'
    """
    return f"{counted(left_out, 'label')} left out for want of room." if left_out else ""


def imprint(view: View) -> str:
    """Where a picture comes from, and of when it is."""
    return " · ".join(part for part in (view.source, view.date) if part)
