"""Shows rows to people: Markdown and the terminal. What came from a text is harmless here."""

import html as html_escaping
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from lcgraph.queries.table import Cell

#: Joiners that Indic and Persian words and emoji are spelt with; alone they can do no harm.
_JOINERS = "\u200c\u200d"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~^$-])")
_NUMBERS = (int, float, Decimal)


def readable(
    columns: Sequence[str], rows: "Sequence[Sequence[Cell]]"
) -> tuple[list[str], list[list[str]], list[bool]]:
    """The columns worth reading, their cells as clean text, and which of them hold numbers.

    A column ``city`` is left out where there is a column ``cityLabel``, except in rows that have no
    label: there the IRI takes the label's place.
    """
    shown = [index for index, column in enumerate(columns) if f"{column}Label" not in columns]
    instead = {
        columns.index(column): columns.index(column.removesuffix("Label"))
        for column in columns
        if column.endswith("Label") and column.removesuffix("Label") in columns
    }
    cells = [
        [
            clean(_text(row[index] if row[index] is not None else row[instead.get(index, index)]))
            for index in shown
        ]
        for row in rows
    ]
    numeric = [bool(rows) and all(_is_number(row[index]) for row in rows) for index in shown]
    return [clean(columns[index].removesuffix("Label")) for index in shown], cells, numeric


def clean(text: str) -> str:
    r"""A text in which nothing commands a terminal or turns the direction of reading.

    Line ends and tabs become spaces; other control and format characters are spelt out.

    >>> clean("a\x1b[31m\nb")
    'a\\x1b[31m b'
    """
    return "".join(_harmless(character) for character in re.sub(r"[\t\r\n]+", " ", text))


def markdown(columns: list[str], cells: list[list[str]], numeric: list[bool]) -> str:
    """A Markdown table (GitHub Flavored Markdown, section 4.10)."""
    lines = [columns, ["---:" if number else "---" for number in numeric]]
    body = [[markdown_text(cell) for cell in row] for row in cells]
    return "".join(f"| {' | '.join(line)} |\n" for line in [*lines, *body])


def markdown_text(text: str) -> str:
    r"""A text in which nothing acts as Markdown, as HTML or as a link.

    >>> markdown_text("*a* <b>")
    '\\*a\\* &lt;b&gt;'
    """
    inert = html_escaping.escape(_MARKDOWN.sub(r"\\\1", clean(text)), quote=False)
    # Many readers make links of bare addresses even so.
    return inert.replace("://", ":&#47;/").replace("www.", "www&#46;").replace("@", "&#64;")


def rich_table(title: str, columns: list[str], cells: list[list[str]], numeric: list[bool]) -> "RichTable":
    """A table for the terminal; long cells wrap."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(clean(title)) if title else None, title_justify="left")
    for column, number in zip(columns, numeric, strict=True):
        table.add_column(Text(column), justify="right" if number else "left", overflow="fold")
    for row in cells:
        # A Text is shown as it is, while a str would be read for [markup].
        table.add_row(*(Text(cell) for cell in row))
    return table


def _text(cell: "Cell") -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _is_number(cell: "Cell") -> bool:
    return isinstance(cell, _NUMBERS) and not isinstance(cell, bool)


def _harmless(character: str) -> str:
    category = unicodedata.category(character)
    if category not in ("Cc", "Cf", "Cs", "Zl", "Zp") or character in _JOINERS:
        return character
    return character.encode("unicode_escape").decode()
