"""Figures over time as a line chart: where its parts lie, for a template to draw as SVG."""

import math
from typing import NamedTuple

from lcgraph.explorer.figures import Figure, Series
from lcgraph.model import Modality

WIDTH, HEIGHT = 440, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 24, 22, 30


class Tick(NamedTuple):
    """A line of the grid, or a place on the axis of time, with its words."""

    at: float
    words: str


class Dot(NamedTuple):
    """A figure in the chart; `firm` ones are facts."""

    x: float
    y: float
    figure: Figure
    firm: bool
    label_up: bool


class Chart(NamedTuple):
    """The parts of a chart of `WIDTH` by `HEIGHT`."""

    series: Series
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    line: str
    dots: tuple[Dot, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM


def chart_of(series: Series) -> Chart:
    """A series as a chart whose axis of values begins at nought, so that no change looks larger than it is.

    The line joins what is stated; planned, possible and reported figures stand beside it as rings.
    """
    values = [float(figure.value) for figure in series.figures]
    times = [figure.when or 0.0 for figure in series.figures]
    step = _step(max(values), min(values))
    low = math.floor(min(0.0, *values) / step) * step
    high = max(math.ceil(max(values) / step) * step, low + step)
    first, last = min(times), max(times)

    def x(time: float) -> float:
        return round(_LEFT + 12 + (time - first) / (last - first) * (WIDTH - _LEFT - _RIGHT - 24), 1)

    def y(value: float) -> float:
        return round(HEIGHT - _BOTTOM - (value - low) / (high - low) * (HEIGHT - _TOP - _BOTTOM), 1)

    dots = tuple(
        Dot(x(time), y(value), figure, figure.modality is Modality.ASSERTED, y(value) > _TOP + 14)
        for figure, time, value in zip(series.figures, times, values, strict=True)
    )
    firm = [dot for dot in dots if dot.firm]
    lines = round((high - low) / step)
    return Chart(
        series,
        tuple(Tick(y(low + step * at), _short(low + step * at)) for at in range(lines + 1)),
        _columns(dots),
        "M" + "L".join(f"{dot.x},{dot.y}" for dot in firm) if len(firm) > 1 else "",
        dots,
    )


def _columns(dots: tuple[Dot, ...]) -> tuple[Tick, ...]:
    """The dates of the figures, as far as they have room beside each other."""
    found: list[Tick] = []
    for dot in dots:
        if not found or dot.x - found[-1].at > 46:
            found.append(Tick(dot.x, dot.figure.date[:7]))
    return tuple(found)


def _step(high: float, low: float) -> float:
    """A round distance between the lines of the grid, of which there are three to six."""
    span = max(high, 0.0) - min(low, 0.0) or 1.0
    size = 10.0 ** math.floor(math.log10(span / 4))
    return next(size * times for times in (1, 2, 2.5, 5, 10) if span / (size * times) <= 5)


def _short(value: float) -> str:
    """A value on the axis.

    >>> _short(2500000.0), _short(12000.0), _short(0.5)
    ('2.5 m', '12,000', '0.5')
    """
    for size, word in ((1e12, " tn"), (1e9, " bn"), (1e6, " m")):
        if abs(value) >= size:
            return f"{value / size:.4g}{word}"
    return f"{value:,.0f}" if value == round(value) else f"{value:.4g}"
