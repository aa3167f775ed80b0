"""What the blocks of a page are: prose, headings, bullets, tables, references, and the page's furniture.

Furniture ("chrome") is what a page says about itself: menus, invitations to a newsletter, rights, page
numbers, tickers. It is told by the patterns of ``data/names/chrome.csv`` and by where a short line stands.
In doubt a block is not chrome, since what is dropped can no longer be read.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from lcgraph.errors import LexiconError
from lcgraph.extraction.citations import citations
from lcgraph.extraction.lines import bullet_mark, in_columns, paragraphs
from lcgraph.extraction.rule_data import Row, read_table
from lcgraph.model import Span

#: Longer lines are never chrome, nor is a longer block a heading.
_LONGEST_CHROME = 300
_LONGEST_HEADING = 120
_MOST_HEADING_WORDS = 16
#: A line that comes back so often is the head or the foot of a page.
_REPEATED = 3

_FINAL = re.compile(r"[.;,:!?…][\"'”’)\]]*(?:\[[0-9a-z, ]{1,12}\])*$")
_BARE_NUMBER = re.compile(r"[0-9]{1,4}|[ivxlc]{1,6}")
_TICKER = re.compile(
    r"[^\W\d_][\w ()/&’'-]{2,60}: ?[-–−+]?[0-9]{1,3}(?:[.,][0-9]{1,2})? ?%"
    r"(?:[\s,]+(?:[-–−+]?[0-9]{1,3}(?:[.,][0-9]{1,2})? ?%|Q[1-4](?:/Q[1-4])?|(?:19|20)[0-9]{2}|"
    r"[a-zA-Z][a-z]{2,8}\.?))*+"
)
_TICKER_TIME = re.compile(
    r"Q[1-4]|\b(?:annual|latest|exp|imp|m/m|y/y|yoy|qoq)\b|\b[A-Z][a-z]{2}\.? (?:19|20)[0-9]{2}"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|should|must|does|do|did|includes?|offers?|"
    r"works?|opened|founded|joined|says?|said|gets?|wins?|plans to)\b"
)


class BlockKind(StrEnum):
    """What a block of a page is."""

    PROSE = "prose"
    HEADING = "heading"
    BULLET = "bullet"
    CITATION = "citation"
    CHROME = "chrome"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of a text that belong together, and what they are."""

    kind: BlockKind
    span: Span


def blocks(text: str) -> list[Block]:
    """Divides a text into blocks.

    Args:
        text: Any plain text.

    Returns:
        Blocks in order that cover everything but white space, none overlapping another.

    >>> [str(block.kind) for block in blocks("Schools\\n\\nThe town has two.\\n\\nAll rights reserved.")]
    ['heading', 'prose', 'chrome']
    """
    cited = {citation.span for citation in citations(text)}
    spans = _without_inner(paragraphs(text), cited)
    often = _repeated(text, spans)
    kinds: list[BlockKind] = []
    for span in spans:
        if span in cited:
            kinds.append(BlockKind.CITATION)
        elif _is_chrome(text, span) or text[slice(*span)] in often:
            kinds.append(BlockKind.CHROME)
        else:
            kinds.append(_kind(text, span))
    _mark_tables(text, spans, kinds)
    _mark_tickers(text, spans, kinds)
    _mark_tail(text, spans, kinds)
    return [Block(kind, span) for kind, span in zip(kinds, spans, strict=True)]


def _without_inner(found: Sequence[Span], cited: set[Span]) -> list[Span]:
    """The paragraphs, those that one reference runs over put together."""
    starts = {span.start: span for span in cited}
    spans: list[Span] = []
    for span in found:
        if spans and span.start < spans[-1].end:
            continue
        spans.append(starts.get(span.start, span))
    return spans


@cache
def _chrome() -> re.Pattern[str]:
    """One pattern of all lines of the table, each of them tried on its own two examples."""
    rows = read_table("chrome", ("pattern", "example", "counter_example"))
    return re.compile("|".join(f"(?:{check_chrome(row)})" for row in rows), re.IGNORECASE)


def check_chrome(row: Row) -> str:
    """The pattern of one line of the table of chrome, tried on the line's own examples.

    Args:
        row: A pattern, a line of chrome that it matches whole, and a line of content that it does not.

    Raises:
        LexiconError: The pattern is none, or an example shows that it does not do what it should.
    """
    (pattern, example, counter_example), where = row
    try:
        compiled = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise LexiconError(f"{where}: no regular expression ({error}); correct the pattern") from error
    if not compiled.fullmatch(example):
        raise LexiconError(
            f"{where}: the pattern does not match its example {example!r}; correct one of them"
        )
    if compiled.fullmatch(counter_example):
        raise LexiconError(
            f"{where}: the pattern matches its counter-example {counter_example!r}; make it narrower"
        )
    return pattern


def _is_chrome(text: str, span: Span) -> bool:
    if span.end - span.start > _LONGEST_CHROME:
        return False
    line = " ".join(text[slice(*span)].split())
    return _chrome().fullmatch(line) is not None or (
        _BARE_NUMBER.fullmatch(line) is not None and _stands_alone(text, span)
    )


def _stands_alone(text: str, span: Span) -> bool:
    """Whether blank lines or ends of the page are on both sides: page numbers stand so, and cells do not."""
    before, after = text[max(0, span.start - 80) : span.start], text[span.end : span.end + 80]
    above = not before.strip() or re.search(r"\n[ \t]*\r?\n[ \t]*$|\f[ \t]*$", before)
    below = not after.strip() or re.match(r"[ \t]*\r?\n[ \t]*\r?\n|[ \t]*\f", after)
    return bool(above and below)


def _kind(text: str, span: Span) -> BlockKind:
    mark = bullet_mark(text, span)
    if mark and text[span.start] != "#":
        return BlockKind.BULLET
    return BlockKind.HEADING if _is_heading(text, span) else BlockKind.PROSE


def _is_heading(text: str, span: Span) -> bool:
    if span.end - span.start > _LONGEST_HEADING:
        return False
    line = " ".join(text[slice(*span)].split())
    if text[span.start] == "#":
        return True
    if len(line.split()) > _MOST_HEADING_WORDS or not line.lstrip("\"'“‘([")[:1].strip("_"):
        return False
    question = line.endswith(("?", "!")) and len(line.split()) <= 8
    return (question or not _FINAL.search(line)) and not line.lstrip("\"'“‘([")[0].islower()


def _repeated(text: str, spans: Sequence[Span]) -> set[str]:
    """Short lines that come back: headers and footers of pages."""
    short = (text[slice(*span)] for span in spans if span.end - span.start <= 80)
    counted = Counter(line for line in short if not _FINAL.search(line) and not _BARE_NUMBER.fullmatch(line))
    return {line for line, count in counted.items() if count >= _REPEATED and len(line.split()) > 1}


def _mark_tables(text: str, spans: Sequence[Span], kinds: list[BlockKind]) -> None:
    """Two or more lines in columns on end are a table."""
    columns = [in_columns(text, span) for span in spans]
    for number, here in enumerate(columns):
        if here and ((number and columns[number - 1]) or (number + 1 < len(columns) and columns[number + 1])):
            kinds[number] = BlockKind.TABLE


def _mark_tickers(text: str, spans: Sequence[Span], kinds: list[BlockKind]) -> None:
    """Rates with their quarter or month on end are a ticker; fact sheets have other figures too."""
    lines = [
        span.end - span.start <= _LONGEST_HEADING and _TICKER.fullmatch(text[slice(*span)]) for span in spans
    ]
    number = 0
    while number < len(lines):
        end = number
        while end < len(lines) and lines[end]:
            end += 1
        timed = sum(bool(_TICKER_TIME.search(text[slice(*span)])) for span in spans[number:end])
        if end - number >= 2 and 2 * timed > end - number:
            kinds[number:end] = [BlockKind.CHROME] * (end - number)
        number = max(end, number + 1)


def _mark_tail(text: str, spans: Sequence[Span], kinds: list[BlockKind]) -> None:
    """Headings without a text of their own, between pieces of chrome at the end of a page, are chrome."""
    last = len(kinds)
    while last and (kinds[last - 1] is BlockKind.CHROME or _is_label(text, spans[last - 1], kinds[last - 1])):
        last -= 1
    chrome = [number for number in range(last, len(kinds)) if kinds[number] is BlockKind.CHROME]
    if len(chrome) < 2:
        return
    for number in range(chrome[0], chrome[-1]):
        kinds[number] = BlockKind.CHROME


def _is_label(text: str, span: Span, kind: BlockKind) -> bool:
    line = text[slice(*span)]
    return (
        kind is BlockKind.HEADING
        and len(line.split()) <= 5
        and not _VERB.search(line)
        and not re.search(r"[0-9]", line)
    )
