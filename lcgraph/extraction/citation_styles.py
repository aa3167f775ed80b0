"""The ways in which references are written, and for each a reader that takes such a reference apart.

The words of a reference come on one line, without number or bullet before it and web address after it.
"""

import re
from typing import NamedTuple

from lcgraph.extraction.citation_parts import YEAR, Tail, read_authors, read_tail
from lcgraph.model import Span

_WHEN = rf"(?P<year>{YEAR}[a-z]?|forthcoming|in press|n\.d\.)"
_MONTH = r"(?:, [A-Z][a-z]+(?: [0-9]{1,2})?)?"
_DOUBLE = re.compile(r"[\"“„«](?P<title>[^\"”“»«]{6,300})[\"”»]")
_SINGLE = re.compile(r"(?<![^\W_])['‘](?P<title>[^‘\"“”]{6,300}?)['’](?=[,.;:\s)]|$)")
_YEAR_LAST = re.compile(rf"[\s,]*\(?{_WHEN}{_MONTH}\)?[\s,.:]*$", re.IGNORECASE)
_YEAR_IN_BRACKETS = re.compile(rf"\s?\({_WHEN}{_MONTH}\)[.,:]?\s+", re.IGNORECASE)
_YEAR_AFTER_POINT = re.compile(rf"[.,]\s{_WHEN}[.,:]\s+", re.IGNORECASE)
_IMPRINT = re.compile(rf"[.,]\s(?P<imprint>[A-ZÀ-Þ][^:.\"]{{1,45}}:\s[A-ZÀ-Þ][^:\"]{{1,80}},\s{YEAR})\.?$")
_SENTENCE_END = re.compile(r"(?<![A-ZÀ-Þ])(?<!\b[A-Za-z])[.?!]\s+(?=[A-ZÀ-Þ0-9(])")
_COMMA = re.compile(r",\s(?=[A-ZÀ-Þ])")
_NAMES_WITH_INITIALS = re.compile(r"(?P<names>[^\"]{3,200}?\b[A-Z]\.)\s+(?=[A-ZÀ-Þ][^.,\s]+\s)")
_LISTED_NAME = r"[A-ZÀ-Þ][^\s,.]+(?:[ -][A-ZÀ-Þ][^\s,.]+)?,?\s(?:[A-ZÀ-Þ]\.[ -]?){1,3}"
_LISTED_NAMES = re.compile(rf"(?:{_LISTED_NAME}(?:,|\s(?:and|&))\s+)+")


class Parts(NamedTuple):
    """A reference taken apart; `title` counts in its words."""

    title: Span
    authors: tuple[str, ...]
    tail: Tail


def read_parts(words: str, listed: bool) -> Parts | None:
    """Takes a reference apart.

    Args:
        words: The reference on one line.
        listed: Whether it stands in a list of references, so that less evidence will do.

    Returns:
        Its parts with a year or a "forthcoming", or None where the words are no reference.
    """
    for style in (_quoted, _dated, _imprinted, _comma_separated):
        parts = style(words, listed)
        if parts and (parts.tail.year or parts.tail.forthcoming):
            return parts
    return None


def _when(year: str, tail: Tail) -> Tail:
    """The tail with the year that stood before the title."""
    if not year[:4].isdecimal():
        return tail._replace(forthcoming=True)
    return tail._replace(year=year[:4])


def _quoted(words: str, listed: bool) -> Parts | None:
    """Author: "Title", Publisher, Place, Year; A. Author, "Title," Journal 2, 1995."""
    title = _DOUBLE.search(words) or _SINGLE.search(words)
    if title is None:
        return None
    before = words[: title.start()]
    year = _YEAR_LAST.search(before) if before.strip() else None
    if year:
        before = before[: year.start()]
    authors = read_authors(before) if before.strip() else ()
    tail = read_tail(words[title.end() :])
    if authors is None or tail is None:
        return None
    if year:
        tail = _when(year["year"], tail)
    if not (tail.publisher or tail.container) and not (listed and authors):
        return None
    return Parts(Span(*title.span("title")), authors, tail)


def _dated(words: str, listed: bool) -> Parts | None:
    """Author, A. (Year). Title. Publisher; Author A. Year. Title. Place: Publisher."""
    year = _YEAR_IN_BRACKETS.search(words) or _YEAR_AFTER_POINT.search(words)
    if year is None:
        return None
    before = words[: year.start()]
    authors = read_authors(before + words[year.start()].replace(",", "").strip(" ("))
    if authors is None or not re.match(r"[A-ZÀ-Þ0-9]", words[year.end() :]):
        return None
    found = _title_and_tail(words, year.end(), listed)
    if found is None:
        return None
    title, tail = found
    # "Ek (2004) The town ..." may open a sentence of prose; initials, several authors or a place may not.
    named = len(authors) > 1 or not authors[0].istitle() or " " in authors[0] or bool(tail.place)
    if not listed and not (named and (tail.cued or tail.located)):
        return None
    return Parts(title, authors, _when(year["year"], tail))


def _title_and_tail(words: str, start: int, listed: bool) -> tuple[Span, Tail] | None:
    """An unquoted title ends at the first full stop, else at the first comma, that leaves a sound tail."""
    for match in (*list(_SENTENCE_END.finditer(words, start))[:3], *list(_COMMA.finditer(words, start))[:8]):
        if match.start() < start + 3:
            continue
        tail = read_tail(words[match.end() :])
        if tail and (tail.publisher or tail.container):
            stop = match.start() + (words[match.start()] in "?!")
            return Span(start, stop), tail
    rest = words[start:].rstrip(". ")
    if listed and 2 < len(rest.split()) <= 30 and not _SENTENCE_END.search(rest):
        return Span(start, start + len(rest)), Tail()
    return None


def _imprinted(words: str, listed: bool) -> Parts | None:
    """Author, A., and C. Author. Title. Place: Publisher, Year."""
    imprint = _IMPRINT.search(words)
    if imprint is None:
        return None
    tail = read_tail(imprint["imprint"])
    for end in _SENTENCE_END.finditer(words, 0, imprint.start()):
        authors = read_authors(words[: end.start()])
        if authors and tail and tail.publisher:
            return Parts(Span(end.end(), imprint.start()), authors, tail)
    initials = _NAMES_WITH_INITIALS.match(words, 0, imprint.start())
    authors = read_authors(initials["names"]) if initials else None
    if initials and authors and tail and tail.publisher:
        return Parts(Span(initials.end(), imprint.start()), authors, tail)
    return None


def _comma_separated(words: str, listed: bool) -> Parts | None:
    """Author A., Author B., Title, Journal 2 (4), 1995, pp. 1-9; outside of a list only with a place."""
    names = _LISTED_NAMES.match(words)
    authors = read_authors(names[0]) if names else None
    if names is None or authors is None:
        return None
    for comma in re.finditer(r",\s", words[names.end() :]):
        end = names.end() + comma.start()
        tail = read_tail(words[end + 1 :])
        if tail and tail.year and end - names.end() > 5 and (listed or (tail.place and tail.publisher)):
            return Parts(Span(names.end(), end), authors, tail)
    return None
