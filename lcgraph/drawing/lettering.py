"""How wide words will be in print, and how they break into lines.

Pictures are set in Liberation Sans, which ships beside this module. Its letters are as wide as those of
Arial and Helvetica, so an SVG looks alike wherever one of the three is installed, which is nearly everywhere,
and a PNG is rendered with the file that ships.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

#: What an SVG asks for, the same widths first.
FAMILIES = "'Liberation Sans', Arimo, Arial, Helvetica, sans-serif"

#: The font files that a PNG is rendered with.
FONTS = tuple(
    Path(__file__).parent / "fonts" / f"LiberationSans-{style}.ttf" for style in ("Regular", "Bold")
)

#: Widths in thousandths of the letters' size.
_WIDTHS = {
    letter: width
    for width, letters in {
        191: "'",
        222: "ijl’‘",
        260: "|",
        278: " \u00a0!,./:;\\[]fIt",
        333: "()-`r·“”",
        334: "{}",
        355: '"',
        389: "*",
        469: "^",
        500: "ckvsxyzJ",
        556: "#$0123456789?_abdeghnopquL–",
        584: "+<=>~",
        611: "FTZ",
        667: "&ABEKPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        889: "%",
        944: "W",
        1000: "—…→",
        1015: "@",
    }.items()
    for letter in letters
}

#: Bold letters are about so much wider.
_BOLD = 1.08


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is, in the unit of its size.

    >>> round(width_of("Jena", 10), 1)
    21.7
    """
    return sum(map(_width, text)) * size / 1000 * (_BOLD if bold else 1.0)


@cache
def _width(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    base = unicodedata.normalize("NFKD", letter)[0]
    if base in _WIDTHS:
        return _WIDTHS[base]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1000
    return 740 if letter.isupper() else 600


def lines_of(text: str, width: float, size: float, *, most: int, bold: bool = False) -> tuple[str, ...]:
    """A text in lines that fit a width; what does not fit in the last one is cut with ``…``.

    Args:
        text: Words with spaces between them, which no-break spaces keep together; a word that is too long
            is cut.
        width: How wide a line may be.
        size: The size of the letters.
        most: How many lines there may be.
        bold: Whether the letters are bold.

    >>> lines_of("City of Poitiers", 45, 10, most=2)
    ('City of', 'Poitiers')
    """
    lines: list[str] = []
    line = ""
    words = [word for word in re.split(r"[ \t\r\n]+", text) if word]
    for number, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold=bold) <= width or not line:
            line = longer
        elif len(lines) == most - 1:
            line = " ".join([line, *words[number:]])
            break
        else:
            lines.append(line)
            line = word
    return tuple(cut(one, width, size, bold=bold) for one in (*lines, line) if one)


def cut(line: str, width: float, size: float, *, bold: bool = False) -> str:
    """A line that fits a width, its end replaced by ``…`` where it did not.

    >>> cut("Poitiers", 25, 10)
    'Poi…'
    """
    if width_of(line, size, bold=bold) <= width:
        return line
    room = width - width_of("…", size, bold=bold)
    kept = 0
    for letter in line:
        room -= width_of(letter, size, bold=bold)
        if room < 0:
            break
        kept += 1
    return line[:kept].rstrip() + "…"
