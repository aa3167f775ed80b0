"""The spheres of society that actors belong to: the doorkeeper of ``queries/networks/spheres.csv``.

Each line of that file gives a class of the ontology its sphere, and the sphere its place in the helix:
3 for the three of the triple helix (Etzkowitz and Leydesdorff 2000), 4 for the one that the quadruple
helix adds (Carayannis and Campbell 2009), 5 for a fifth, nothing for a sphere that is in no helix.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lcgraph.errors import NetworkError
from lcgraph.resources import resource

_COLUMNS = ["class", "sphere", "helix"]

#: What a helix of so many spheres is called.
HELICES = {3: "triple", 4: "quadruple", 5: "quintuple"}


@dataclass(frozen=True, slots=True)
class Spheres:
    """Which sphere each class is of, and in which helix each sphere is."""

    by_class: Mapping[str, str]
    levels: Mapping[str, int]

    @property
    def in_helix(self) -> tuple[str, ...]:
        """The spheres that are in a helix, those of the triple helix first."""
        return tuple(sorted(self.levels, key=lambda sphere: (self.levels[sphere], sphere)))

    def of(self, class_name: str, broader: Collection[str] = ()) -> str:
        """The sphere of a class, or else of a class above it; empty where neither has one.

        Args:
            class_name: A class's local name.
            broader: The local names of the classes above it.

        >>> load_spheres().of("Enterprise")
        'enterprise'
        >>> load_spheres().of("Library", {"Organisation", "CivicOrganisation"})
        'civic'
        """
        known = (self.by_class[name] for name in (class_name, *sorted(broader)) if name in self.by_class)
        return next(known, "")

    def helix(self, spheres: Collection[str]) -> str:
        """The largest helix whose spheres all take part: ``triple``, ``quadruple`` ... or empty.

        >>> load_spheres().helix({"government", "enterprise", "education and research"})
        'triple'
        """
        complete = [
            level
            for level in set(self.levels.values())
            if all(sphere in spheres for sphere, its in self.levels.items() if its <= level)
        ]
        return HELICES[max(complete)] if complete else ""


def load_spheres(path: Path | None = None) -> Spheres:
    """The spheres that a file tells, by default those that ship.

    Args:
        path: A CSV file with the columns ``class``, ``sphere`` and ``helix``.

    Raises:
        NetworkError: If it cannot be read or a line of it is wrong; the message names the line.

    >>> load_spheres().in_helix
    ('education and research', 'enterprise', 'government', 'civic')
    """
    return _load(path or resource("queries", "networks", "spheres.csv"))


@cache
def _load(path: Path) -> Spheres:
    by_class: dict[str, str] = {}
    levels: dict[str, int] = {}
    beyond: set[str] = set()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NetworkError(f"{path}: cannot be read ({error}); it must be CSV in UTF-8") from None
    reader = csv.DictReader(text.splitlines(), restkey="more", restval="")
    if reader.fieldnames != _COLUMNS:
        raise NetworkError(f"{path}, line 1: write the columns' names, {','.join(_COLUMNS)}")
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        name, sphere, level = (row[column].strip() for column in _COLUMNS)
        if "more" in row or not name or not sphere or level not in ("", *map(str, HELICES)):
            raise NetworkError(f"{where}: write a class, its sphere, and 3, 4, 5 or nothing for the helix")
        if name in by_class:
            raise NetworkError(f"{where}: {name} has a sphere already; leave one of the two lines out")
        by_class[name] = sphere
        if levels.get(sphere, 0) != int(level or 0) and (sphere in levels or sphere in beyond):
            raise NetworkError(f"{where}: {sphere} has another helix above; write the same in both lines")
        if level:
            levels[sphere] = int(level)
        else:
            beyond.add(sphere)
    return Spheres(by_class, levels)
