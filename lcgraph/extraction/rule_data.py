"""The doorkeeper of the small tables that the rules read: numbers, units, months, page chrome, citation cues.

A table is a CSV file in ``data/names/``: a header, then one entry a line. Whatever is wrong in it is
reported with file and line, so that a person who does not program can put it right.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from lcgraph.errors import LexiconError
from lcgraph.resources import resource


class Row(NamedTuple):
    """One entry of a table: its cells in the order of the header, and where it stands."""

    cells: tuple[str, ...]
    where: str


def read_table(name: str, columns: Sequence[str], path: Path | None = None) -> list[Row]:
    """Reads a table of ``data/names/`` and checks its form.

    Args:
        name: The file's name without ``.csv``.
        columns: The header that the file must have. No cell may be empty, and no first cell may
            occur twice.
        path: Another file to read instead, of the same form.

    Returns:
        The entries in the file's order.

    Raises:
        LexiconError: The file cannot be read, or a line breaks the form; names file and line.

    >>> read_table("numbers", ("word", "kind", "value"))[0].cells
    ('one', 'unit', '1')
    """
    source = path or resource("data", "names", f"{name}.csv")
    try:
        with source.open(encoding="utf-8", newline="") as file:
            return _checked(file, tuple(columns), source)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(f"{source}: cannot be read ({error}); make it a UTF-8 CSV file") from error


def _checked(lines: Iterable[str], columns: tuple[str, ...], source: Path) -> list[Row]:
    reader = csv.reader(lines, strict=True)
    header = tuple(next(reader, ()))
    if header != columns:
        raise LexiconError(f"{source}, line 1: the header must be {','.join(columns)}")
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for cells in reader:
        where = f"{source}, line {reader.line_num}"
        if len(cells) != len(columns) or not all(cell.strip() for cell in cells):
            raise LexiconError(f"{where}: give one value for each of {', '.join(columns)}")
        if cells[0] in seen:
            raise LexiconError(f"{where}: {cells[0]!r} is there already (line {seen[cells[0]]}); remove one")
        seen[cells[0]] = reader.line_num
        rows.append(Row(tuple(cells), where))
    return rows
