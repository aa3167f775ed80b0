"""The figures of a text: which of its numbers count or measure something.

Years and dates, ordinals, times, ages, telephone numbers, versions, list and footnote numbers, and numbers
inside names ("Route 66", "Article 12", "COVID-19") are none. "From 12% to 15%" is two figures,
"between 12% and 15%", "12 to 15%" and "12-15%" are one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from lcgraph.extraction.dates import DateMention, dates
from lcgraph.extraction.numerals import number_start
from lcgraph.extraction.quantities import Quantity, Reading, parse_figure, read_at
from lcgraph.extraction.rule_data import read_table
from lcgraph.model import Span

__all__ = ["Figure", "Quantity", "figures", "parse_figure"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts or measures something.

    `span` holds the number with its multiplier, currency or percent sign, `unit_at` the words of any
    other unit ("hectares"), `qualifier_at` the words that make it inexact ("some").
    """

    span: Span
    quantity: Quantity
    unit_at: Span | None = None
    qualifier_at: Span | None = None


def figures(
    text: str, start: int = 0, end: int | None = None, known_dates: Sequence[DateMention] | None = None
) -> list[Figure]:
    """Finds the figures in a part of a text.

    Args:
        text: The whole text; offsets count in it.
        start: Where to begin.
        end: Where to stop.
        known_dates: The dates of that part, where they have been found before.

    Returns:
        The figures in order, none overlapping another.

    >>> [text.quantity.value for text in figures("In 2014 some 2,400 jobs and 12 parks came to Route 66.")]
    [Decimal('2400'), Decimal('12')]
    """
    end = len(text) if end is None else end
    taken = [mention.span for mention in (dates(text, start, end) if known_dates is None else known_dates)]
    found: list[Figure] = []
    date, reached = 0, start
    for match in number_start().finditer(text, start, end):
        while date < len(taken) and taken[date].end <= match.start():
            date += 1
        if match.start() < reached or (date < len(taken) and taken[date].start < match.end()):
            continue
        reading = read_at(text, match.start(), end)
        if reading is None or reading.span.start < reached:
            continue
        reached = max(reading.span.end, match.end())
        if date < len(taken) and reading.span.end > taken[date].start:
            continue
        if _counts(text, reading, start, end):
            found.append(Figure(reading.span, reading.quantity, reading.unit_at, reading.qualifier_at))
    return found


_AGAINST_LEFT = re.compile(r"[\w./@#&\\]$|[0-9],$|[\w)][-–]$|['’]$|\b[Nn]os?\.\s?$|№\s?$|:[0-9]{2}$|[0-9]:$")
_AGAINST_RIGHT = re.compile(
    r"\w|[-–/:][0-9]|/|°"
    r"|[-–](?!kilo|met|mile|hect|acre|square|cubic|mega|giga|ton|kW|MW|GW|km|ha|m\b|plus|odd)[^\W\d]"
    r"|\s?(?:am|pm|a\.m|p\.m|hrs)\b|\so['’]clock| ?years?[- ]olds?\b|\s[0-9]{3,}\b(?!,)"
)
#: From here on "300-bed hospital" gives a figure, below it a form ("two-way street", "5-point plan").
_CROWD = 20
_ATTRIBUTE = re.compile(
    r"-(?!years?\b|months?\b|weeks?\b|days?\b|hours?\b|minutes?\b|fold\b|something\b)[a-z]{3,}"
)
_CHAIN = re.compile(r"[0-9][ /]$|\+[0-9 ()]*$")
_LINE_START = re.compile(r"(?:^|[\n\r])[ \t]*\(?$")
_LIST_MARK = re.compile(r"[.)](?:\s|$)|\]")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'-]*)\.?[ \u00a0]$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…•*\"“‘'(\[–—|-]\s*|[\n\r]\s*)$")
_LOWER_NEXT = re.compile(r"[ \u00a0\n-](?:[a-z]|[A-Z][\w-]*\s[a-z])")
_OF_WHOLE = re.compile(
    r"\s(?:of\s(?!the\s(?:century|year|day|night|game)\b)[a-z0-9£€$]|of\s[A-Z][a-z]+(?:'s|’s)|the\b|its\b|their\b|all\b|as\b|are\b|were\b|have\b)"
)
_PART_OF_NAME = re.compile(
    r"\b(?:first|second|third|other|latter|better|last|former|either|upper|lower|northern|southern|eastern|"
    r"western|this|that|one|each|centre|city|old|new)\s$",
    re.IGNORECASE,
)
_KNOWN_ONES = re.compile(
    r"\b(?:the|these|those|all|both|our|other|last|first|next|past|every)\s$", re.IGNORECASE
)


@cache
def _labels() -> frozenset[str]:
    return frozenset(cells[0] for cells, _ in read_table("numbers-labels", ("word",)))


def _counts(text: str, reading: Reading, start: int, end: int) -> bool:
    """Whether a number counts or measures something."""
    span, quantity = reading.span, reading.quantity
    first = span.start
    before, after = text[max(start, first - 24) : first], text[span.end : min(end, span.end + 24)]
    words = text[reading.number : span.end]
    attributive = words.isdecimal() and quantity.value >= _CROWD and _ATTRIBUTE.match(after)
    if _AGAINST_LEFT.search(before) or (_AGAINST_RIGHT.match(after) and not attributive):
        return False
    if reading.unit_at and text[span.end : span.end + 1] == "-" and quantity.unit in _DURATIONS:
        return False
    if words[:1].isalpha():
        return _counts_in_words(text, reading, before, after)
    if re.match(r"0[0-9]", words):
        return False
    bare = not quantity.unit and words.isdecimal()
    if bare and (_LINE_START.search(before) or before.endswith("; ")) and _LIST_MARK.match(after):
        return False
    if bare and len(words) <= 2 and before[-1:] in {"(", "["} and after[:1] in {")", "]"}:
        return False
    word = _WORD_BEFORE.search(before)
    if bare and _CHAIN.search(before):
        return False
    if word is None or quantity.unit or quantity.qualifier or "," in words:
        return True
    if word[1].lower() in _labels():
        return False
    named = word[1][0].isupper() and not _SENTENCE_START.search(before[: word.start()])
    return not (named and ("." in words or not _LOWER_NEXT.match(after)))


_DURATIONS = frozenset({"years", "months", "weeks", "days", "hours", "minutes"})


def _counts_in_words(text: str, reading: Reading, before: str, after: str) -> bool:
    """Whether a number in words is a figure: not a name ("Big Four"), not "one of", not "the two"."""
    words, quantity = text[reading.number : reading.span.end], reading.quantity
    capital = words[0].isupper()
    if capital and (not _SENTENCE_START.search(before) or re.match(r"\s[A-Z][\w-]*\s[A-Z]", after)):
        return False
    lower = words.lower()
    if quantity.unit == "%" and "cent" not in lower:
        ratio = re.search(r"\s(?:in|out of)\s", lower)
        whole = _OF_WHOLE.match(after) or re.search(r"\bby (?:about |almost |nearly )?$", before)
        return bool(ratio) or (bool(quantity.qualifier or whole) and not _PART_OF_NAME.search(before))
    if quantity.unit or quantity.qualifier:
        return not (lower == "one" and quantity.unit in _DURATIONS)
    if lower == "one" or lower in {
        "hundred",
        "thousand",
        "million",
        "dozen",
        "billion",
        "crore",
        "lakh",
        "trillion",
    }:
        return False
    return not (quantity.value < 10 and _KNOWN_ONES.search(before))
