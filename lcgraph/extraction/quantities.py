"""What a figure comes to: value, unit, currency, range, and whether it is meant exactly.

This module reads one expression at one place ("£6 billion", "between 15 and 20%", "over 12 hectares").
Which of the numbers of a text are figures at all is for `lcgraph.extraction.figures`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from lcgraph.errors import LexiconError
from lcgraph.extraction.numerals import GAP, Numeral, number_start, numeral_at, plain
from lcgraph.extraction.rule_data import read_table
from lcgraph.model import Span

#: How far before a number its qualifier or its currency may begin.
_REACH = 40
_JOIN = re.compile(rf"{GAP}?[-–]{GAP}?|{GAP}(?:to|or){GAP}")
_AND = re.compile(rf"{GAP}and{GAP}")
_BETWEEN = re.compile(rf"(?<!\w)between{GAP}$", re.IGNORECASE)
_FROM = re.compile(rf"(?<!\w)from{GAP}$", re.IGNORECASE)
_SIGN = re.compile(r"(?:^|[\s(:])([-−–])$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it is meant.

    `unit` is ``%``, an ISO 4217 code, a unit such as ``km``, ``ha``, ``m2`` or ``years``, or empty.
    `qualifier` is ``about``, ``at least``, ``at most`` or empty. Of a range, `low` and `high` are the ends
    and `value` is the lower one: the least that is claimed. Shares ("one in five") are percentages.
    """

    value: Decimal
    unit: str = ""
    qualifier: str = ""
    low: Decimal | None = None
    high: Decimal | None = None


class Reading(NamedTuple):
    """A quantity and where its parts stand.

    `span` holds the number with its multiplier, currency or percent sign, `unit_at` the words of any other
    unit, `qualifier_at` the words that make it inexact. `number` is where the digits or words begin.
    """

    quantity: Quantity
    span: Span
    number: int
    unit_at: Span | None = None
    qualifier_at: Span | None = None


def parse_figure(words: str) -> Quantity | None:
    """Reads the words of one figure.

    Args:
        words: A figure, with or without qualifier, currency and unit. Words after it are not looked at.

    Returns:
        What it comes to, or None where it does not begin with a number.

    >>> parse_figure("about £6 billion")
    Quantity(value=Decimal('6000000000'), unit='GBP', qualifier='about', low=None, high=None)
    """
    number = number_start().search(words[: 2 * _REACH])
    reading = read_at(words, number.start()) if number else None
    if reading is None:
        return None
    begins = reading.qualifier_at.start if reading.qualifier_at else reading.span.start
    return reading.quantity if not words[: min(begins, reading.span.start)].strip() else None


def read_at(text: str, number: int, end: int | None = None) -> Reading | None:
    """Reads the quantity whose number begins at a position.

    Args:
        text: Any text.
        number: Where the digits or the first number word stand. Currency, sign and qualifier are found
            by looking back from there.
        end: Where reading stops.

    Returns:
        The quantity and the spans of its parts, or None where no number begins there.
    """
    end = len(text) if end is None else end
    tables = _tables()
    start, currency = _currency_before(text, number)
    low = _measured(text, number, end, currency)
    if low is None:
        return None
    link = _BETWEEN.search(text, max(0, start - _REACH), start)
    high = _upper_end(text, low, end, bool(link), start)
    last = high or low
    value, unit = low.numeral.value, last.unit or low.unit or currency
    if high:
        value = _scaled(low, high)
    if link and high:
        start = link.start()
    if high is None and (sign := _SIGN.search(text, max(0, start - 2), start)) and (unit or sign[1] == "−"):
        start, value = sign.start(1), -value
    meaning, qualifier_at = "", None
    if before := tables.qualifier_before.search(text, max(0, start - _REACH), start):
        meaning, qualifier_at = tables.meaning[_key(before["form"].lower())], Span(*before.span("form"))
    elif after := tables.qualifier_after.match(text, last.end, end):
        meaning, qualifier_at = tables.meaning[_key(after["form"].lower())], Span(*after.span("form"))
    ends = (value, high.numeral.value) if high else (None, None)
    return Reading(
        Quantity(value, unit, meaning, *ends),
        Span(start, last.end if last.unit_at is None else last.numeral.end),
        number,
        last.unit_at,
        qualifier_at,
    )


class _Measured(NamedTuple):
    """A number with what follows it: a currency or percent sign (part of it) or another unit (beside it)."""

    numeral: Numeral
    end: int
    unit: str = ""
    unit_at: Span | None = None


def _measured(text: str, number: int, end: int, currency: str) -> _Measured | None:
    numeral = numeral_at(text, number, end, bool(currency))
    if numeral is None:
        return None
    if currency or numeral.share:
        return _Measured(numeral, numeral.end, currency or "%")
    as_money = numeral_at(text, number, end, True)
    for read in (as_money, numeral) if as_money and as_money.end > numeral.end else (numeral,):
        unit = _tables().unit_after.match(text, read.end, end)
        name, kind = _tables().unit[_key(unit["form"])] if unit else ("", "")
        if unit and kind in {"share", "currency"}:
            return _Measured(read, unit.end(), name)
        if unit and read is numeral:
            return _Measured(read, unit.end(), name, Span(*unit.span("form")))
    return _Measured(numeral, numeral.end)


def _upper_end(text: str, low: _Measured, end: int, between: bool, start: int) -> _Measured | None:
    """The upper end of a range; None where two numbers stand beside each other for themselves."""
    join = (_AND if between else _JOIN).match(text, low.end, end)
    if join is None or _FROM.search(text, max(0, start - 6), start):
        return None
    number = join.end()
    if sign := _tables().currency_first.match(text, number, end):
        number = sign.end()
    high = _measured(text, number, end, _tables().currency[_key(sign["form"])] if sign else "")
    if high is None or high.numeral.share != low.numeral.share or high.numeral.scale < low.numeral.scale:
        return None
    sign_before = low.unit and not high.unit and low.end == low.numeral.end
    if low.unit not in {"", high.unit} and not sign_before:
        return None
    return high if _scaled(low, high) < high.numeral.value else None


def _scaled(low: _Measured, high: _Measured) -> Decimal:
    """The lower end: it shares the multiplier of "15 to 20 million", not of "500,000 to 1 million"."""
    shared = low.numeral.scale == 1 and low.numeral.value < 1000 and not low.numeral.share
    return plain(low.numeral.value * high.numeral.scale) if shared else low.numeral.value


def _currency_before(text: str, number: int) -> tuple[int, str]:
    """Where the expression begins and its currency, if one stands before the number."""
    sign = _tables().currency_before.search(text, max(0, number - _REACH // 4), number)
    if sign is None:
        return number, ""
    form = sign["form"]
    if (
        len(form) == 1
        and form.isalpha()
        and not re.match(rf"[0-9]+[.,][0-9]|[0-9]+{GAP}?[a-z]*ion\b", text[number : number + 20])
    ):
        return number, ""
    return sign.start("form"), _tables().currency[_key(form)]


def _key(form: str) -> str:
    return " ".join(form.split())


def _forms(forms: Iterable[str]) -> str:
    """An alternation, the longest form first, in which a blank may be any blank."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", GAP) for form in ordered)


class _Tables(NamedTuple):
    """The words of units.csv, currencies.csv and numbers-qualifiers.csv, and the patterns made of them."""

    unit: dict[str, tuple[str, str]]
    currency: dict[str, str]
    meaning: dict[str, str]
    unit_after: re.Pattern[str]
    currency_before: re.Pattern[str]
    currency_first: re.Pattern[str]
    qualifier_before: re.Pattern[str]
    qualifier_after: re.Pattern[str]


@cache
def _tables() -> _Tables:
    unit: dict[str, tuple[str, str]] = {}
    currency: dict[str, str] = {}
    meaning: dict[str, str] = {}
    signs: list[str] = []
    before: list[str] = []
    after: list[str] = []
    for (form, name, kind), where in read_table("units", ("form", "unit", "kind")):
        if kind not in {"share", "measure", "duration"}:
            raise LexiconError(f"{where}: the kind must be share, measure or duration")
        unit[_key(form)] = name, kind
    for (form, code, place), where in read_table("currencies", ("form", "code", "place")):
        if place not in {"before", "after", "either"}:
            raise LexiconError(f"{where}: the place must be before, after or either")
        currency[_key(form)] = code
        if place != "after":
            signs.append(form)
        if place != "before":
            unit[_key(form)] = code, "currency"
    for (words, place, sense), where in read_table("numbers-qualifiers", ("words", "place", "meaning")):
        if place not in {"before", "after"} or sense not in {"about", "at least", "at most"}:
            raise LexiconError(f"{where}: write before or after, and about, at least or at most")
        meaning[_key(words)] = sense
        (before if place == "before" else after).append(words)
    folded = re.IGNORECASE
    return _Tables(
        unit,
        currency,
        meaning,
        re.compile(rf"(?:{GAP}|-)?(?P<form>{_forms(unit)})(?![\w²³])"),
        re.compile(rf"(?<![\w$€£&])(?P<form>{_forms(signs)}){GAP}?$"),
        re.compile(rf"(?P<form>{_forms(signs)}){GAP}?(?=[0-9])"),
        re.compile(rf"(?<!\w)(?P<form>{_forms(before)}){GAP}*(?:(?:an?|the){GAP})?$", folded),
        re.compile(rf"(?:{GAP}|(?=[-+]))(?P<form>{_forms(after)})(?!\w)", folded),
    )
