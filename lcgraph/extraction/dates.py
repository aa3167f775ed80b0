"""The dates of a text, as EDTF values with their first and last day, and which of them a figure belongs to.

Relative dates ("last year", "in May") count from the document's own date. A date that cannot be told
(no such date is known, or 31 February) is still found, with an empty value: its digits are no figures.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from lcgraph.extraction.date_words import DatePoint, date_points
from lcgraph.extraction.edtf import bounds, interval, point
from lcgraph.model import Span

#: How far before a date the words that open or close a period may begin.
_REACH = 32


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that name a date, its EDTF value, and the first and last day (ISO) that it may mean.

    All three are empty where the words do not say which date it is; an open period has no first or no
    last day.
    """

    span: Span
    edtf: str = ""
    earliest: str = ""
    latest: str = ""


def dates(text: str, start: int = 0, end: int | None = None, reference: str = "") -> list[DateMention]:
    """Finds the dates in a part of a text.

    Args:
        text: The whole text; offsets count in it.
        start: Where to begin.
        end: Where to stop.
        reference: The date of the document (ISO or EDTF), from which relative dates count.

    Returns:
        The dates in order, none overlapping another.

    >>> [mention.edtf for mention in dates("Founded in May 1999, it has grown since 2004.")]
    ['1999-05', '2004/..']
    """
    end = len(text) if end is None else end
    points = date_points(text, start, end, reference[:10])
    found: list[DateMention] = []
    number = 0
    while number < len(points):
        here = points[number]
        following = points[number + 1] if number + 1 < len(points) else None
        pair = _period(text, here, following) if following else None
        mention = pair or _opened(text, here, start, end)
        found.append(mention)
        number += 2 if pair else 1
    return found


def date_of(figure: Span, text: str, sentence: Span, mentions: Sequence[DateMention]) -> DateMention | None:
    """Chooses the date that a figure of a sentence belongs to.

    A date in the figure's own clause wins, the nearest one after it before those in front; else the
    date that opens the sentence ("In 2014, ...").

    Args:
        figure: Where the figure stands.
        text: The whole text.
        sentence: The sentence of the figure.
        mentions: The dates of the text or of the sentence, in order.

    Returns:
        The date, or None where no known one belongs to the figure.
    """
    first = bisect_left(mentions, sentence.start, key=_start)
    last = bisect_left(mentions, sentence.end, key=_start)
    here = [mention for mention in mentions[first:last] if mention.edtf and mention.span.end <= sentence.end]
    best: tuple[int, DateMention] | None = None
    for mention in here:
        after = mention.span.start >= figure.end
        gap = text[figure.end : mention.span.start] if after else text[mention.span.end : figure.start]
        label = not after and _LABEL.fullmatch(gap)
        if (_CLAUSE.search(gap) or _NUMBER.search(gap)) and not label:
            continue
        cost = len(gap) + (0 if after or label else 20)
        if best is None or cost < best[0]:
            best = cost, mention
    if best:
        return best[1]
    for mention in here:
        if not _FIRST.fullmatch(text[sentence.start : mention.span.start]) or mention.span.end > figure.start:
            continue
        if _SET_OFF.match(text, mention.span.end) or not _BREAK.search(text[mention.span.end : figure.start]):
            return mention
    return None


def _start(mention: DateMention) -> int:
    return mention.span.start


_LABEL = re.compile(r"\)?:? ?(?:about |around |some |over )?")
_CLAUSE = re.compile(
    r"[;:—!?]| - | – |--|, (?:and|but|while|whereas|which|who|where|whose|when|although|as|it|they)\b"
    r"| (?:but|while|whereas|which|who|when|whose|where|although|because) "
    r"| and (?:now |today |still |has |have |had |is |are |was |were |will |by )"
)
_BREAK = re.compile(r"[;—]|--| (?:but|while|whereas|now|today) ")
_NUMBER = re.compile(r"[0-9]")
_FIRST = re.compile(r"\W*(?:in|by|during|from|as of|on|at)?\s?(?:the (?:year|end of) ?)?", re.IGNORECASE)
_SET_OFF = re.compile(r"\s?,")


_JOIN = re.compile(r"\s?[-–]\s?|\s(?:to|until|till)\s(?:the\s)?|/")
_AND = re.compile(r"\sand\s")
_BETWEEN = re.compile(r"(?<!\w)between\s$", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)from\s$", re.IGNORECASE)
_OPENING = re.compile(
    r"(?<!\w)(?P<word>since|after|from|starting in|until|till|by|before|up to|circa|around|about|ca\.|c\.)\s"
    r"(?:(?:the\s)?(?:end|start|beginning|close|middle)\sof\s)?$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r"\s?,|\s(?:on|onwards?|forward)\b")


def _mention(span: Span, edtf: str) -> DateMention:
    return DateMention(span, edtf, *bounds(edtf))


def _period(text: str, first: DatePoint, last: DatePoint | None) -> DateMention | None:
    """The period that two dates make: "1990 to 1999", "between May 2010 and 2012", "4 May - 3 June 2014"."""
    if last is None or "/" in first.edtf + last.edtf or last.span.start - first.span.end > 12:
        return None
    gap = text[first.span.end : last.span.start]
    before = text[max(0, first.span.start - _REACH) : first.span.start]
    between = _BETWEEN.search(before) if _AND.fullmatch(gap) else None
    if not between and not _JOIN.fullmatch(gap):
        return None
    opened = between or _FROM.search(before)
    span = Span(first.span.start - len(opened[0]) if opened else first.span.start, last.span.end)
    start = point(int(last.edtf[:4]), *first.yearless) if first.yearless and last.edtf else first.edtf
    edtf = interval(start, last.edtf) if start and last.edtf else ""
    return _mention(span, edtf)


def _opened(text: str, date: DatePoint, start: int, end: int) -> DateMention:
    """The date itself, or the open period that the word before it makes of it: "since 2004", "by 2030"."""
    word = _OPENING.search(text, max(start, date.span.start - _REACH), date.span.start)
    if word is None or not date.edtf or "/" in date.edtf:
        return _mention(date.span, date.edtf)
    name = word["word"].lower()
    span = Span(word.start(), date.span.end)
    if name in {"circa", "around", "about", "ca.", "c."}:
        return _mention(span, date.edtf + "~")
    if name == "from" and not _ONWARDS.match(text, date.span.end, end):
        return _mention(date.span, date.edtf)
    if name in {"since", "after", "from", "starting in"}:
        return _mention(span, interval(date.edtf, ""))
    return _mention(span, interval("", date.edtf))
