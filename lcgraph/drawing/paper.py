"""The sheets that pictures are printed on: how large they are, and how large their letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lcgraph.errors import NetworkError


class Box(NamedTuple):
    """A rectangle on the sheet, in points, y downwards."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet in landscape. Lengths and letters are in points of 1/72 inch.

    `pixels` is how wide its PNG is: 300 an inch for paper, a full screen for a slide.
    """

    width: float
    height: float
    pixels: int
    margin: float
    title: float
    text: float
    label: float
    note: float

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height in millimetres.

        >>> SIZES["a4"].millimetres
        (297.0, 210.0)
        """
        return round(self.width / 72 * 25.4, 1), round(self.height / 72 * 25.4, 1)


#: The sheets by name. Letters stay above 7 points on paper and 11 on a slide, so that they can be read.
SIZES = {
    "a4": Paper(841.89, 595.28, 3508, margin=30, title=17, text=9, label=7.5, note=7.5),
    "slide": Paper(960, 540, 1920, margin=28, title=24, text=13, label=11.5, note=11),
}


def paper_of(size: str) -> Paper:
    """The sheet of a name.

    Raises:
        NetworkError: If there is no such sheet.
    """
    if size not in SIZES:
        raise NetworkError(f"{size!r} is no size of a picture; use {' or '.join(SIZES)}")
    return SIZES[size]
