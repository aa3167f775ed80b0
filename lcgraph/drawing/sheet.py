"""A sheet with heading and imprint, and the rooms for picture and legend between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lcgraph.drawing.lettering import FAMILIES, lines_of
from lcgraph.drawing.marks import FAINT, escaped, paragraph
from lcgraph.drawing.paper import Box, Paper

#: The legend's share of the width.
_LEGEND = 0.2

#: How many lines of notes there are at most.
_NOTES = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is laid out already, and where there is room for the rest."""

    paper: Paper
    parts: tuple[str, ...]
    picture: Box
    legend: Box
    notes_at: float

    def rendered(self, title: str, summary: str, body: Sequence[str], notes: Sequence[str]) -> str:
        """The whole SVG file.

        Args:
            title: What the picture is called.
            summary: What it shows, for those who do not see it.
            body: The elements of picture and legend.
            notes: Lines below the picture; what finds no room is cut.
        """
        paper = self.paper
        wide, high = paper.millimetres
        width = paper.width - 2 * paper.margin
        lines = [
            one for note in notes if note for one in lines_of(note, width, paper.note, most=_lines(notes))
        ]
        return "\n".join(
            [
                '<?xml version="1.0" encoding="UTF-8"?>',
                f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" '
                f'viewBox="0 0 {paper.width:g} {paper.height:g}" width="{wide:g}mm" height="{high:g}mm" '
                f'font-family="{FAMILIES}">',
                f'<title id="title">{escaped(title)}</title>',
                f'<desc id="desc">{escaped(summary)}</desc>',
                f'<rect width="{paper.width:g}" height="{paper.height:g}" fill="#ffffff"/>',
                *self.parts,
                *filter(None, body),
                *paragraph(paper.margin, self.notes_at, lines[:_NOTES], paper.note, fill=FAINT),
                "</svg>\n",
            ]
        )


def _lines(notes: Sequence[str]) -> int:
    """How many lines each note may have, so that all have one."""
    return _NOTES - len([note for note in notes if note]) + 1


def sheet(paper: Paper, title: str, description: str) -> Sheet:
    """A sheet with its heading.

    Args:
        paper: How large it is.
        title: The heading, at most two lines of it.
        description: What stands below, at most two lines as well.
    """
    left, width = paper.margin, paper.width - 2 * paper.margin
    headings = lines_of(title, width, paper.title, most=2, bold=True)
    told = lines_of(description, width, paper.text, most=2)
    y = paper.margin + paper.title * 0.8
    parts = paragraph(left, y, headings, paper.title, bold=True)
    y += (len(headings) - 1) * 1.3 * paper.title
    parts += paragraph(left, y + 1.9 * paper.text, told, paper.text, fill=FAINT)
    top = y + (1.9 + 1.3 * len(told)) * paper.text
    notes_at = paper.height - paper.margin - (_NOTES - 1) * 1.3 * paper.note
    bottom = notes_at - 2 * paper.note
    beside = width * _LEGEND
    return Sheet(
        paper,
        tuple(parts),
        Box(left, top, width - beside - paper.text, bottom - top),
        Box(left + width - beside, top, beside, bottom - top),
        notes_at,
    )
