"""Reading the name files: lines with the right columns, or an error that says which line is wrong."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lcgraph.errors import LexiconError

#: The classes of the ontology that a name can have.
CLASSES = frozenset(
    (
        *("City", "Region", "Country", "DevelopmentSite"),
        *("PublicAuthority", "Enterprise", "EducationInstitution", "ResearchInstitution"),
        *("CivicOrganisation", "InternationalOrganisation", "Person", "ActorGroup"),
        *("Project", "Strategy", "Partnership", "Theme"),
    )
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a name file: where it stands, and its cells by column."""

    where: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column, without spaces around it."""
        return self.cells[column]

    def several(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several values with semicolons between them."""
        return tuple(part.strip() for part in self.cells[column].split(";") if part.strip())

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """The cell of a column that knows only certain values.

        Raises:
            LexiconError: If the cell holds something else.
        """
        if self.cells[column] not in allowed:
            raise LexiconError(
                f"{self.where}: {column} is {self.cells[column]!r}; "
                f"write one of: {', '.join(sorted(allowed))}"
            )
        return self.cells[column]


def read_rows(folders: Iterable[Path], file: str, columns: str, unique: int = 1) -> Iterator[Row]:
    """Read a name file from each folder that has it.

    Args:
        folders: The folder of the lexicon, then folders with additions.
        file: The file's name; the first folder must have it.
        columns: The names of its columns, separated by spaces.
        unique: How many of the first columns make a line different from all others.

    Raises:
        LexiconError: If the file is missing, is not UTF-8, has other columns, or says a thing twice.
    """
    expected = columns.split()
    seen: dict[tuple[str, ...], str] = {}
    for position, folder in enumerate(folders):
        path = folder / file
        if position and not path.exists():
            continue
        try:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.reader(stream)
                if next(reader, []) != expected:
                    raise LexiconError(f"{path}:1: the first line must be: {','.join(expected)}")
                for cells in reader:
                    where = f"{path}:{reader.line_num}"
                    if not any(cells):
                        continue
                    if len(cells) != len(expected):
                        raise LexiconError(
                            f"{where}: {len(cells)} cells instead of {len(expected)}; "
                            "a cell with a comma in it needs double quotes around it"
                        )
                    row = Row(where, {name: cell.strip() for name, cell in zip(expected, cells, strict=True)})
                    identity = tuple(row[name] for name in expected[:unique])
                    if not identity[0]:
                        raise LexiconError(f"{where}: {expected[0]} is empty; fill it in or delete the line")
                    if identity in seen:
                        raise LexiconError(
                            f"{where}: {' / '.join(filter(None, identity))} stands already at "
                            f"{seen[identity]}; delete one of the two"
                        )
                    seen[identity] = where
                    yield row
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise LexiconError(f"{path}: cannot be read ({error}); save it as CSV in UTF-8") from error


def read_own_rows(paths: Iterable[Path], required: str, optional: str) -> Iterator[Row]:
    """Read files of a user's own, whose columns may stand in any order.

    Args:
        paths: The files.
        required: The columns that each file must have, separated by spaces; their cells may not be empty.
        optional: The columns that it may have; where one is missing, its cells are empty.

    Raises:
        LexiconError: If a file cannot be read, is not UTF-8, or has other columns or empty cells; the message
            names file and line.
    """
    for path in paths:
        try:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.reader(stream, strict=True)
                header = [name.strip() for name in next(reader, [])]
                _check_header(header, required.split(), optional.split(), path)
                for cells in reader:
                    if any(cell.strip() for cell in cells):
                        yield _own_row(cells, header, required.split(), f"{path}:{reader.line_num}", optional)
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise LexiconError(f"{path}: cannot be read ({error}); save it as CSV in UTF-8") from error


def _check_header(
    header: Sequence[str], required: Sequence[str], optional: Sequence[str], path: Path
) -> None:
    missing = [name for name in required if name not in header]
    odd = [name for name in header if name not in (*required, *optional) or header.count(name) > 1]
    if missing or odd:
        fault = f"the column {missing[0]} is missing" if missing else f"{odd[0]!r} is one column too many"
        may = f"; there may also be {', '.join(optional)}" if optional else ""
        raise LexiconError(f"{path}:1: {fault}; the first line names the columns {','.join(required)}{may}")


def _own_row(
    cells: Sequence[str], header: Sequence[str], required: Sequence[str], where: str, optional: str
) -> Row:
    if len(cells) != len(header):
        raise LexiconError(
            f"{where}: {len(cells)} cells instead of {len(header)}; "
            "a cell with a comma in it needs double quotes around it"
        )
    row = Row(
        where,
        dict.fromkeys(optional.split(), "") | {n: c.strip() for n, c in zip(header, cells, strict=True)},
    )
    for name in required:
        if not row[name]:
            raise LexiconError(f"{where}: {name} is empty; fill it in or delete the line")
    return row
