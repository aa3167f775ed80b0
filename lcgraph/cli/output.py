"""What goes to the terminal and to standard output. Nothing from a text commands a terminal here."""

import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from lcgraph.queries import Table

#: Ways to show a table, alike for all commands.
TABLE_FORMATS = ("table", "csv", "tsv", "json", "md")
#: Stands for standard input or output.
STDIO = "-"
#: Columns where there is no terminal to ask.
_WIDTH = 110
#: Control characters but tab and line end, and what turns the direction of reading.
_COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def log(message: str) -> None:
    """One line on standard error."""
    from lcgraph.queries.display import clean

    click.echo(clean(message), err=True)


def console(*, stderr: bool = False) -> "Console":
    """Where people read; what is printed on it is text, never markup."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(
        file=stream,
        markup=False,
        emoji=False,
        highlight=False,
        width=None if stream.isatty() else _WIDTH,
    )


def say(out: "Console", *what: "RenderableType") -> None:
    """Print for people, without the spaces at line ends with which tables are filled up."""
    with out.capture() as captured:
        out.print(*what)
    out.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))
    out.file.flush()


def write(data: str | bytes) -> None:
    """Put a result on standard output: byte for byte into a file or pipe, made harmless on a terminal."""
    if sys.stdout.isatty():
        text = data if isinstance(data, str) else data.decode("utf-8", "backslashreplace")
        sys.stdout.write(_COMMANDING.sub(lambda found: found[0].encode("unicode_escape").decode(), text))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data)
    sys.stdout.flush()


def show(table: "Table", format: str) -> None:
    """A table in one of `TABLE_FORMATS`; how the question was understood goes to standard error."""
    for note in table.notes:
        log(note)
    if format == "table":
        if len(table):
            say(console(), _drawn(table))
    else:
        writers: dict[str, Callable[[], str]] = {
            "csv": table.to_csv,
            "tsv": table.to_tsv,
            "json": table.to_json,
            "md": table.to_markdown,
        }
        write(writers[format]())
    if not len(table):
        log("no rows")


def _drawn(table: "Table") -> "RenderableType":
    from rich import box

    drawn = table.to_rich()
    drawn.box = box.SIMPLE_HEAD
    return drawn


def table_of(columns: Iterable[str], rows: Iterable[Iterable[object]], title: str = "") -> "Table":
    """A table of plain values, to be shown as the answer to a question is; None is an empty cell."""
    from pyoxigraph import Literal

    from lcgraph.queries import Table

    terms = [
        tuple(
            None if cell is None else Literal(cell if isinstance(cell, int | float) else str(cell))
            for cell in row
        )
        for row in rows
    ]
    return Table(tuple(columns), tuple(terms), title=title)


def write_file(out: str, format: str | None, suffixes: Iterable[str], make: Callable[[Path], object]) -> None:
    """Have a file made, or its content put on standard output where the name is ``-``.

    Args:
        out: The file's path, or ``-``.
        format: The format's name, needed for ``-`` only.
        suffixes: The formats that there are, for the message where none is given.
        make: Writes a file at a path.

    Raises:
        UsageError: Standard output is asked for without a format.
    """
    if out != STDIO:
        make(Path(out))
        return
    if format is None:
        raise click.UsageError(f"-o - needs --format: one of {', '.join(suffixes)}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out.{format}"
        make(path)
        write(path.read_bytes())
