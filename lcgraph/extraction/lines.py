"""The lines of a plain text, and the paragraphs that hard-wrapped lines make together.

A line break ends a paragraph unless the next line plainly reads on: it begins in lower case, or the
lines are wrapped at one width and the next line's first word would not have fitted.
"""

import re

from lcgraph.model import Span

#: A text whose lines are longer than this is not wrapped by hand; one whose lines are shorter is a list.
_WIDEST = 120
_NARROWEST = 50

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BULLET = re.compile(r"[ \t]*(?:[-*+•·▪◦‣∙○●–—]|\(?[0-9]{1,2}[.)]|\(?[a-z]\)|\[[0-9]{1,3}\])[ \t]+(?=\S)")
_HEADING_MARK = re.compile(r"[ \t]*#{1,6}[ \t]+")
_COLUMNS = re.compile(r"\S(?:\t+| {3,})\S|\|[^|\n]*\|")
_READS_ON = re.compile(r"[ \t]*[(\"'“‘]?[a-zß-öø-ÿ]")
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*[ \t]*$")
_HYPHENATED = re.compile(r"[^\W\d_]-$")


def lines(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The lines of a part of a text that are not blank, without white space around them.

    >>> lines("one\\r\\n\\n  two ")
    [Span(start=0, end=3), Span(start=8, end=11)]
    """
    end = len(text) if end is None else end
    found = []
    for match in _LINE.finditer(text, start, end):
        line = match[0]
        first = match.start() + len(line) - len(line.lstrip())
        last = match.start() + len(line.rstrip())
        if first < last:
            found.append(Span(first, last))
    return found


def bullet_mark(text: str, line: Span) -> int:
    """How many characters of a line are its bullet, its number in a list or its mark of a heading.

    >>> bullet_mark("- a partner", Span(0, 11)), bullet_mark("2. a partner", Span(0, 12))
    (2, 3)
    """
    match = _BULLET.match(text, line.start, line.end) or _HEADING_MARK.match(text, line.start, line.end)
    return match.end() - line.start if match else 0


def in_columns(text: str, line: Span) -> bool:
    """Whether a line is set in columns: tabs, bars or wide gaps inside it."""
    return _COLUMNS.search(text, line.start, line.end) is not None


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Joins the lines that read on.

    Args:
        text: The whole text; offsets count in it.
        start: Where to begin.
        end: Where to stop.

    Returns:
        Spans of one or more whole lines each, in order. Bullets and rows of a table stand alone.

    >>> text = "A heading\\n\\nA sentence that\\nreads on.\\n- a bullet"
    >>> [text[slice(*paragraph)] for paragraph in paragraphs(text)]
    ['A heading', 'A sentence that\\nreads on.', '- a bullet']
    """
    found: list[Span] = []
    run: list[Span] = []
    for line in lines(text, start, end):
        if run and _blank_between(text, run[-1], line):
            found += _joined(text, run)
            run = []
        run.append(line)
    return found + _joined(text, run)


def _blank_between(text: str, line: Span, following: Span) -> bool:
    gap = text[line.end : following.start]
    return (
        "\f" in gap
        or "\u2029" in gap
        or len(gap.replace("\r\n", "\n").strip(" \t").split("\n")) > 2
        or gap.count("\r") > max(1, gap.count("\n"))
    )


def _joined(text: str, run: list[Span]) -> list[Span]:
    """Joins the lines of one run without a blank line, which share the width they are wrapped at."""
    width = max((line.end - line.start for line in run), default=0)
    found: list[Span] = []
    for number, line in enumerate(run):
        if number and _reads_on(text, run[number - 1], line, width if len(run) > 2 else 0):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return found


def _reads_on(text: str, line: Span, following: Span, width: int) -> bool:
    if bullet_mark(text, following) or in_columns(text, line) or in_columns(text, following):
        return False
    if _ENDED.search(text, max(line.start, line.end - 4), line.end):
        return False
    if _READS_ON.match(text, following.start):
        return True
    if not _NARROWEST <= width <= _WIDEST:
        return False
    if _HYPHENATED.search(text, max(line.start, line.end - 2), line.end):
        return True
    first_word = len(text[following.start : following.end].split(maxsplit=1)[0])
    return line.end - line.start + 1 + first_word > width
