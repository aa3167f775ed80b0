"""Where on the globe places are: the doorkeeper of ``data/names/coordinates.csv``.

The file knows cities, and the middles of regions and countries. A name that could mean several places is
told apart by the country and the region that the graph knows of; where these do not decide, the place
counts as unknown: a gap in a map is honest, a place in the wrong country is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lcgraph.errors import LexiconError
from lcgraph.extraction.lexicon.keys import key
from lcgraph.extraction.lexicon.tables import Row, read_rows
from lcgraph.resources import resource

#: The classes of places that have coordinates, the narrowest first.
CLASSES = ("City", "Region", "Country")

_COLUMNS = "name class country region latitude longitude"


class Point(NamedTuple):
    """A place on the globe in degrees; north and east are positive."""

    latitude: float
    longitude: float


class _Known(NamedTuple):
    class_name: str
    country: str
    region: str
    point: Point


class Coordinates:
    """Places by name."""

    def __init__(self, folder: Path) -> None:
        """Read the file.

        Args:
            folder: Where ``coordinates.csv`` and ``countries.csv`` are.

        Raises:
            LexiconError: If a line breaks the file's rules; the message names file and line.
        """
        self._codes: dict[str, str] = {}
        for row in read_rows([folder], "countries.csv", "code name also parent"):
            for name in (row["name"], *row.several("also")):
                # What England is to the graph, a part of the United Kingdom is to the file.
                self._codes[key(name)] = row["code"].partition("-")[0]
        codes = set(self._codes.values())
        self._named: dict[str, list[_Known]] = {}
        for row in read_rows([folder], "coordinates.csv", _COLUMNS, unique=4):
            self._named.setdefault(key(row["name"]), []).append(_checked(row, codes))

    def find(
        self, name: str, class_name: str = "", *, country: str = "", within: Iterable[str] = ()
    ) -> Point | None:
        """Where a place is, or None where that is not known for certain.

        Args:
            name: The place's name.
            class_name: ``City``, ``Region`` or ``Country``; any of them where it is not known.
            country: The name of the country that the place is in, if known.
            within: The names of places that it lies in, if known.

        >>> load_coordinates().find("Cambridge", "City", country="New Zealand")
        Point(latitude=-37.88, longitude=175.44)
        >>> load_coordinates().find("Cambridge", "City") is None
        True
        """
        found = [one for one in self._named.get(key(name), ()) if class_name in ("", one.class_name)]
        if country and class_name != "Country":
            code = self._codes.get(key(country))
            found = [one for one in found if one.country == code]
        around = {key(place) for place in within}
        if len(found) > 1 and any(key(one.region) in around for one in found if one.region):
            found = [one for one in found if key(one.region) in around]
        classes = {one.class_name for one in found}
        if len(found) == len(classes) > 1 and _one_spot(found):
            found = sorted(found, key=lambda one: CLASSES.index(one.class_name))[:1]
        return found[0].point if len(found) == 1 else None


def load_coordinates(folder: Path | None = None) -> Coordinates:
    """The coordinates that ship, or those of another folder.

    Raises:
        LexiconError: If a line breaks the file's rules; the message names file and line.
    """
    return _load(folder or resource("data", "names"))


@cache
def _load(folder: Path) -> Coordinates:
    return Coordinates(folder)


def _checked(row: Row, codes: set[str]) -> _Known:
    class_name = row.one_of("class", CLASSES)
    if row["country"] not in codes:
        raise LexiconError(
            f"{row.where}: countries.csv has no country {row['country']!r}; "
            "add it there first, or write its code"
        )
    point = Point(_degrees(row, "latitude", 90), _degrees(row, "longitude", 180))
    return _Known(class_name, row["country"], row["region"], point)


def _degrees(row: Row, column: str, most: int) -> float:
    try:
        degrees = float(row[column])
    except ValueError:
        degrees = float("nan")
    if not -most <= degrees <= most:
        raise LexiconError(
            f"{row.where}: {column} is {row[column]!r}; write degrees between -{most} and {most} with a point"
        )
    return degrees


def _one_spot(found: list[_Known]) -> bool:
    """Whether places of one name, such as a city and the state that it is, lie within a degree or so."""
    first = found[0].point
    return all(
        one.country == found[0].country
        and abs(one.point.latitude - first.latitude) < 1
        and abs(one.point.longitude - first.longitude) < 1
        for one in found
    )
