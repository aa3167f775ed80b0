"""The places of the world by name: countries, regions, cities, and the adjectives made of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lcgraph.errors import LexiconError
from lcgraph.extraction.lexicon.keys import is_acronym, key, keys, keys_of_all, written_out
from lcgraph.extraction.lexicon.tables import read_rows

PLACES = frozenset(("City", "Region", "Country"))
CITY_COLUMNS = "name,country,region,population"


class Entry(NamedTuple):
    """A thing that a name can mean.

    `country` and `parent` are canonical names (of a country, its own name and that of the country
    it is part of). A region in several countries has them all in `countries` and no `country`.
    `common` says that the name is an ordinary word as well, or a person's name, and needs context.
    """

    class_name: str
    name: str
    country: str = ""
    parent: str = ""
    population: int = 0
    common: bool = False
    countries: tuple[str, ...] = ()


class Gazetteer:
    """Places by name; cities stay lines of text until somebody asks for one."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read the place files.

        Args:
            folders: The folder of the lexicon, then folders with additions.

        Raises:
            LexiconError: If a line breaks a file's rules; the message names file and line.
        """
        self._named: dict[str, list[Entry]] = {}
        self.acronyms: dict[str, list[Entry]] = {}
        self.demonyms: dict[str, tuple[str, str]] = {}
        words = {key(row["word"]): row for row in read_rows(folders, "common-words.csv", "word use")}
        self._never = {
            word for word, row in words.items() if row.one_of("use", ("never", "doubtful")) == "never"
        }
        self._common = words.keys() - self._never
        self._read_countries(folders)
        self._read_regions(folders)
        self._read_demonyms(folders)
        self._read_exonyms(folders)
        self._cities: dict[str, str] = {}
        for position, folder in enumerate(folders):
            if not position or (folder / "cities.csv").exists():
                self._read_cities(folder / "cities.csv")

    def _read_countries(self, folders: Sequence[Path]) -> None:
        self.countries: dict[str, str] = {}
        for row in read_rows(folders, "countries.csv", "code name also parent"):
            name = row["name"]
            self.countries[row["code"]] = name
            self._add(Entry("Country", name, name, row["parent"]), (name, *row.several("also")))

    def _read_regions(self, folders: Sequence[Path]) -> None:
        self.regions: dict[str, str] = {}
        self.abbreviations: dict[str, str] = {}
        columns = "name country kind also abbreviation seat"
        for row in read_rows(folders, "regions.csv", columns, unique=2):
            unknown = [code for code in row.several("country") if code not in self.countries]
            if unknown:
                raise LexiconError(
                    f"{row.where}: countries.csv has no country {unknown[0]}; add it there first"
                )
            name = row["name"]
            within = tuple(self.countries[code] for code in row.several("country"))
            country = within[0] if len(within) == 1 else ""
            self.regions.setdefault(name, country)
            if row["abbreviation"]:
                self.abbreviations[row["abbreviation"]] = name
            self._add(Entry("Region", name, country, country, countries=within), (name, *row.several("also")))

    def _read_demonyms(self, folders: Sequence[Path]) -> None:
        countries = set(self.countries.values())
        for row in read_rows(folders, "demonyms.csv", "demonym place"):
            place = row["place"]
            if place not in countries and place not in self.regions:
                raise LexiconError(
                    f"{row.where}: {place} is neither in countries.csv nor in regions.csv; "
                    "write the name as it stands there"
                )
            self.demonyms[key(row["demonym"])] = ("Country" if place in countries else "Region", place)

    def _read_exonyms(self, folders: Sequence[Path]) -> None:
        """What a city is called elsewhere: each form leads to the canonical name and the other forms."""
        self._exonyms: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
        for row in read_rows(folders, "exonyms.csv", "name country also", unique=2):
            forms = (row["name"], *row.several("also"))
            country = row.one_of("country", self.countries)
            for form in forms:
                for each in keys(form):
                    self._exonyms.setdefault(each, []).append((row["name"], country, forms))

    def _read_cities(self, path: Path) -> None:
        """Index the lines of the big file by name, and check no more than can be checked in passing."""
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise LexiconError(f"{path}: cannot be read ({error}); save it as CSV in UTF-8") from error
        if not lines or lines[0] != CITY_COLUMNS:
            raise LexiconError(f"{path}:1: the first line must be: {CITY_COLUMNS}")
        countries, names, seen = self.countries, [], set()
        for number, line in enumerate(lines[1:], start=2):
            name, country, _, population = (*line.split(","), "", "", "", "")[:4]
            city = line.rpartition(",")[0]
            if not name or country not in countries or not population.isdecimal() or line.count(",") != 3:
                raise LexiconError(
                    f"{path}:{number}: a city needs a name, the code of a country of countries.csv, a region "
                    f"(or nothing) and a number of people, with commas between them only: {line}"
                )
            if city in seen:
                raise LexiconError(
                    f"{path}:{number}: {city} stands in this file already; delete one of the two"
                )
            seen.add(city)
            names.append(name)
        cities = self._cities
        for name, line, name_key in zip(names, lines[1:], keys_of_all(names), strict=True):
            cities[name_key] = f"{cities[name_key]}\n{line}" if name_key in cities else line
            if not name.isascii() and (other := written_out(name)) != name_key:
                cities[other] = f"{cities[other]}\n{line}" if other in cities else line

    def _add(self, entry: Entry, forms: Sequence[str]) -> None:
        for form in forms:
            if is_acronym(form):
                self.acronyms.setdefault(form.replace(".", ""), []).append(entry)
                continue
            for each in keys(form):
                entries = self._named.setdefault(each, [])
                if entry not in entries:
                    entries.append(entry)

    def by_acronym(self, acronym: str) -> tuple[Entry, ...]:
        """The places that an acronym in capitals stands for."""
        return tuple(self.acronyms.get(acronym.replace(".", ""), ()))

    def knows(self, name_key: str) -> bool:
        """Whether a key stands for any place or people."""
        return (
            name_key in self._cities
            or name_key in self._named
            or name_key in self._exonyms
            or name_key in self.demonyms
        )

    def by_key(self, name_key: str) -> tuple[Entry, ...]:
        """The places that a key stands for: countries, then regions, then cities by size."""
        if name_key in self._never:
            return ()
        found = list(self._named.get(name_key, ()))
        renamed = self._exonyms.get(name_key, ())
        cities = [self._city_called(*row) for row in renamed]
        taken = {(key(form), self.countries[code]) for _, code, forms in renamed for form in forms}
        cities += [e for e in self._cities_of(name_key) if (key(e.name), e.country) not in taken]
        found += sorted(cities, key=lambda entry: (-entry.population, entry.country, entry.parent))
        common = name_key in self._common
        return tuple(entry._replace(common=True) for entry in found) if common else tuple(found)

    def _city_called(self, canonical: str, code: str, forms: Sequence[str]) -> Entry:
        """The biggest city of a country that has one of these names, under its canonical name."""
        country = self.countries[code]
        known = [entry for form in forms for entry in self._cities_of(key(form)) if entry.country == country]
        unknown = Entry("City", canonical, country, country)
        return max(known, key=lambda entry: entry.population, default=unknown)._replace(name=canonical)

    def _cities_of(self, name_key: str) -> list[Entry]:
        lines = self._cities.get(name_key)
        if lines is None:
            return []
        entries = []
        for line in lines.split("\n"):
            name, code, region, population = line.split(",")
            country = self.countries[code]
            entries.append(Entry("City", name, country, region or country, int(population)))
        return entries
