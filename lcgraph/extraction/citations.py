"""Bibliographic references of a text, line by line, in the styles that reports and web pages use.

A reference counts where all of its parts read like parts of one: names before the title, nothing but
publisher, place, journal, pages and year after it. Under a heading such as "References" the shape
of the list is trusted a little more. A mention in running text, "(Ek, 2004)", is no reference.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lcgraph.extraction.citation_parts import YEAR, words_of
from lcgraph.extraction.citation_styles import read_parts
from lcgraph.extraction.lines import bullet_mark, paragraphs
from lcgraph.model import Span

#: A longer paragraph is no reference.
_LONGEST = 700
#: A heading, which opens or closes a list of references, is no longer.
_SHORT = 60

_MARK = re.compile(r"\s*(?:\[[0-9]{1,3}\]|\([0-9]{1,3}\)|[0-9]{1,3}[.)]|\^)\s+")
_WEB = re.compile(
    r"\s*[.,;(\[<]?\s*(?:available (?:at|from|online)|retrieved|accessed|online at|url:?|doi:?|https?://|www\.|ISBN\b|ISSN\b).*$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A work that a text refers to.

    `authors` are written as in the text; `issued` is a year of four digits or empty; `container` is the
    journal or the book that the work is part of.
    """

    span: Span
    title: str
    title_span: Span
    authors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    issued: str = ""
    container: str = ""
    forthcoming: bool = False


def citations(text: str, start: int = 0, end: int | None = None) -> list[Citation]:
    """Finds the bibliographic references in a part of a text.

    Args:
        text: The whole text; offsets count in it.
        start: Where to begin.
        end: Where to stop.

    Returns:
        The references in order, none overlapping another.

    >>> citations('Ek: "Towns that Learn", Northgate Press, Leeds, 2004.')[0].title
    'Towns that Learn'
    """
    found = []
    for entry, listed in _entries(text, start, len(text) if end is None else end):
        if entry.end - entry.start <= _LONGEST and (citation := read_citation(text, entry, listed)):
            found.append(citation)
    return found


def is_section_heading(words: str) -> bool:
    """Whether words are the heading of a list of references.

    >>> is_section_heading("## 7. References:")
    True
    """
    return re.sub(r"^[#\d.\s]+|[\s:.]+$", "", words).lower() in words_of("section")


def read_citation(text: str, entry: Span, listed: bool = False) -> Citation | None:
    """Reads one reference.

    Args:
        text: The whole text.
        entry: Where the reference stands.
        listed: It stands in a list of references.

    Returns:
        The reference, or None where the words are none.
    """
    mark = _MARK.match(text, entry.start, entry.end)
    start = mark.end() if mark else entry.start + bullet_mark(text, entry)
    words = re.sub(r"\s", " ", text[start : entry.end])
    web = _WEB.search(words)
    core = words[: web.start()] if web else words
    core = core.rstrip()
    parts = read_parts(core, listed or mark is not None)
    if parts is None:
        return None
    first, last = parts.title
    last = first + len(core[first:last].rstrip(" ,.;:"))
    if last - first < 3:
        return None
    tail = parts.tail
    return Citation(
        entry,
        " ".join(core[first:last].split()),
        Span(start + first, start + last),
        parts.authors,
        tail.publisher,
        tail.place,
        tail.year,
        tail.container,
        tail.forthcoming,
    )


def _entries(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """The paragraphs, hanging lines joined, with whether they stand under a heading for references."""
    pending: Span | None = None
    listed = False
    for paragraph in paragraphs(text, start, end):
        if pending and _hangs(text, pending, paragraph):
            pending = Span(pending.start, paragraph.end)
            continue
        if pending:
            yield pending, listed
        pending = None
        short = text[slice(*paragraph)] if paragraph.end - paragraph.start <= _SHORT else ""
        if is_section_heading(short):
            listed = True
        elif listed and short and not re.search(YEAR, short):
            listed = False
        else:
            pending = paragraph
    if pending:
        yield pending, listed


def _hangs(text: str, entry: Span, line: Span) -> bool:
    """Whether a line is indented under the first line of an entry, with no blank line between."""
    gap = text[entry.end : line.start]
    if gap.count("\n") != 1 or line.end - entry.start > _LONGEST:
        return False
    indent = len(gap) - gap.rindex("\n") - 1
    before = text[max(0, entry.start - 40) : entry.start]
    first = len(before) - before.rfind("\n") - 1
    return indent > first and not bullet_mark(text, line)
