"""How each class looks: a colour that colour-blind readers can tell apart, and a shape besides.

The eight colours are Okabe and Ito's (2008), "Color Universal Design". Several are too light for a
white page on their own (WCAG 2.2, 1.4.11 asks for 3:1), so every shape has a dark outline. Places are
round, actors have corners, undertakings point.
"""

import math
import re
from typing import NamedTuple

BLACK, ORANGE, SKY, GREEN = "#3b3b3b", "#e69f00", "#56b4e9", "#009e73"
YELLOW, BLUE, VERMILLION, PURPLE = "#f0e442", "#0072b2", "#d55e00", "#cc79a7"
GREY = "#a6adb3"

OUTLINE = "#333333"


class Style(NamedTuple):
    """The fill and the shape of a class; the shapes' names are those of vis-network."""

    fill: str
    shape: str


#: One line a class; no two look the same.
STYLES = {
    "City": Style(BLUE, "dot"),
    "Region": Style(SKY, "dot"),
    "Country": Style(BLACK, "dot"),
    "DevelopmentSite": Style(GREEN, "dot"),
    "Place": Style(GREY, "dot"),
    "PublicAuthority": Style(VERMILLION, "square"),
    "Enterprise": Style(ORANGE, "square"),
    "EducationInstitution": Style(GREEN, "square"),
    "ResearchInstitution": Style(SKY, "square"),
    "CivicOrganisation": Style(PURPLE, "square"),
    "InternationalOrganisation": Style(BLUE, "square"),
    "Organisation": Style(GREY, "square"),
    "Person": Style(YELLOW, "diamond"),
    "ActorGroup": Style(PURPLE, "diamond"),
    "Actor": Style(GREY, "diamond"),
    "Partnership": Style(YELLOW, "hexagon"),
    "Strategy": Style(BLUE, "triangle"),
    "Project": Style(ORANGE, "triangle"),
    "Theme": Style(GREEN, "triangleDown"),
    "Observation": Style(SKY, "triangleDown"),
    "Publication": Style(PURPLE, "triangleDown"),
    "Document": Style(YELLOW, "triangleDown"),
}

#: What has no class, or one that is not above.
OTHER = Style(GREY, "hexagon")

#: Class name -> fill, for other programs' files.
COLOURS = {name: style.fill for name, style in STYLES.items()}

#: Corners of each shape on the unit circle, as angles in degrees (0 is to the right, 90 down).
_CORNERS = {
    "square": (45, 135, 225, 315),
    "diamond": (0, 90, 180, 270),
    "triangle": (-90, 30, 150),
    "triangleDown": (90, 210, 330),
    "hexagon": (0, 60, 120, 180, 240, 300),
}


def style(class_name: str) -> Style:
    """How a class is drawn.

    >>> style("City").shape
    'dot'
    """
    return STYLES.get(class_name, OTHER)


def class_words(class_name: str) -> str:
    """A class's name as people write it.

    >>> class_words("PublicAuthority")
    'Public authority'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", class_name).capitalize() or "Other"


def icon(class_name: str) -> tuple[str, str]:
    """A class's shape as SVG path data in a box of 18 by 18, and its fill.

    >>> icon("City")[1]
    '#0072b2'
    """
    look = style(class_name)
    return outline(look.shape, 9, 9, 6.5), look.fill


def outline(shape: str, x: float, y: float, radius: float) -> str:
    """A shape as SVG path data; shapes of one radius look about equally large.

    >>> outline("diamond", 0, 0, 10)
    'M12,0L0,12L-12,0L0,-12Z'
    """
    if shape == "dot":
        r = _short(radius)
        left, right, middle = _short(x - radius), _short(x + radius), _short(y)
        return f"M{left},{middle}A{r},{r} 0 1 1 {right},{middle}A{r},{r} 0 1 1 {left},{middle}Z"
    reach = radius * 1.2
    points = [
        f"{_short(x + reach * math.cos(math.radians(a)))},{_short(y + reach * math.sin(math.radians(a)))}"
        for a in _CORNERS[shape]
    ]
    return "M" + "L".join(points) + "Z"


def _short(number: float) -> str:
    """At most two decimals and never a minus nought."""
    return f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
