"""Shows rows, sentences and pictures in notebooks: HTML that takes its colours from what is around it.

There is no script, no link and nothing from elsewhere in it, and every word that came from a text is
escaped by `escaped`. Lines and shades are made of the text's own colour, so that light and dark
notebooks are served alike, however they are switched.
"""

import html
from collections.abc import Iterable, Sequence

from lcgraph.queries.display import clean

#: Rows that a notebook shows; a browser has trouble with tens of thousands.
MOST_ROWS = 200

_STYLE = """
.lcgraph { color: inherit; font: 14px/1.5 system-ui, sans-serif; max-width: 100%; overflow-x: auto; }
.lcgraph table { border-collapse: collapse; color: inherit; background: transparent; margin: .5em 0; }
.lcgraph caption { caption-side: top; text-align: left; font-weight: 600; padding: .3em 0; color: inherit; }
.lcgraph th, .lcgraph td { text-align: left; vertical-align: top; padding: .25em .75em .25em 0;
  color: inherit; background: transparent; border: 0; white-space: normal;
  border-bottom: 1px solid rgba(127, 127, 127, .4); }
.lcgraph .number { text-align: right; font-variant-numeric: tabular-nums; }
.lcgraph li { margin: .4em 0; }
.lcgraph mark { color: inherit; background: rgba(255, 200, 0, .35); }
.lcgraph small { opacity: .75; }
.lcgraph svg { max-width: 100%; height: auto; }
"""


def page(*parts: str) -> str:
    """Parts of HTML as one piece that brings its own style and touches nothing around it."""
    return f'<div class="lcgraph"><style>{_STYLE}</style>{"".join(parts)}</div>'


def escaped(text: str) -> str:
    """A text as HTML that says the same and does nothing.

    >>> escaped("<b>&")
    '&lt;b&gt;&amp;'
    """
    return html.escape(clean(text))


def table(
    columns: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool], title: str = ""
) -> str:
    """Rows as an HTML table; the first `MOST_ROWS` of them, and how many more there are."""
    kinds = [' class="number"' if number else "" for number in numeric]
    head = "".join(
        f'<th scope="col"{kind}>{escaped(column)}</th>' for kind, column in zip(kinds, columns, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{kind}>{escaped(cell)}</td>" for kind, cell in zip(kinds, row, strict=True))
        + "</tr>\n"
        for row in cells[:MOST_ROWS]
    )
    caption = f"<caption>{escaped(title)}</caption>" if title else ""
    more = len(cells) - MOST_ROWS
    rest = f"<p><small>… and {more} more rows</small></p>" if more > 0 else ""
    return f"<table>{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>{rest}"


def sentence(parts: Iterable[tuple[str, bool]], where: str, said: str = "") -> str:
    """One sentence as an item of a list.

    Args:
        parts: The sentence's words, and whether they are to stand out.
        where: Where it stands.
        said: What it says, in short.
    """
    words = "".join(f"<mark>{escaped(text)}</mark>" if bold else escaped(text) for text, bold in parts)
    head = f"<strong>{escaped(said)}</strong><br>" if said else ""
    return f"<li>{head}{words}<br><small>{escaped(where)}</small></li>\n"


def numbered(items: Iterable[str]) -> str:
    """Items as a numbered list, cut as tables are; nothing where there are none."""
    several = list(items)
    more = len(several) - MOST_ROWS
    rest = f"<p><small>… and {more} more sentences</small></p>" if more > 0 else ""
    return f"<ol>\n{''.join(several[:MOST_ROWS])}</ol>{rest}" if several else ""
