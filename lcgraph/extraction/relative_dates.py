"""The names of months, seasons and parts of a year, and the dates that words say by counting from another."""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from lcgraph.errors import LexiconError
from lcgraph.extraction.edtf import interval, point
from lcgraph.extraction.numerals import numeral_at
from lcgraph.extraction.rule_data import read_table


class Names(NamedTuple):
    """The words of ``months.csv`` in lower case, with 1 to 12 for a month, 21 to 24 for a season."""

    months: dict[str, int]
    ordinals: dict[str, int]


@cache
def names() -> Names:
    """The names of months and seasons, and the ordinals of quarters."""
    months: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    for (form, kind, value), where in read_table("months", ("form", "kind", "value")):
        if kind not in {"month", "season", "quarter"} or not value.isdecimal():
            raise LexiconError(f"{where}: write form,kind,number with kind month, season or quarter")
        (ordinals if kind == "quarter" else months)[form.lower()] = int(value)
    return Names(months, ordinals)


def month_of(name: str) -> int:
    """The number of a month or season.

    >>> month_of("Sept."), month_of("spring")
    (9, 21)
    """
    return names().months[name.lower().rstrip(".")]


def count_of(words: str) -> int:
    """The number in "12", "12th", "a" or "ten"; 0 where it is none.

    >>> count_of("ten"), count_of("12th")
    (10, 12)
    """
    words = words.lower()
    if words in {"a", "an"}:
        return 1
    numeral = numeral_at(words, 0, len(words))
    return int(numeral.value) if numeral and not numeral.share else 0


def relative_value(kind: str, get: dict[str, str], reference: str) -> str:
    """The EDTF value of a date that counts from the document's own.

    Args:
        kind: Which pattern of `lcgraph.extraction.date_words` has matched.
        get: The groups of the match.
        reference: The document's date; it begins with a year.

    Returns:
        The value, or an empty string where the reference is not exact enough to tell.
    """
    year = int(reference[:4])
    month = int(reference[5:7]) if reference[5:7].isdecimal() and reference[5:7] <= "12" else 0
    if kind == "day_only":
        near = {"yesterday": -1, "tomorrow": 1}.get(get["word"].lower(), 0)
        return reference if not near else _neighbour(reference, near)
    if kind == "ago":
        return _months_before(year, month, count_of(get["ago"]), get["ago_unit"].rstrip("s"))
    if kind == "past":
        length = (count_of(get["past"]) if get["past"] else 1) * (
            10 if get["past_unit"].startswith("decade") else 1
        )
        return interval(point(year - length), point(year)) if length else ""
    if kind == "in_month":
        return point(year, month_of(get["lone_month"]))
    step = {"last": -1, "this": 0, "next": 1}[get["shift"].lower()]
    what = get["what"].lower().rstrip(".")
    if what == "year":
        return point(year + step)
    if what == "month":
        ahead = year * 12 + month - 1 + step
        return point(ahead // 12, ahead % 12 + 1) if month else point(year)
    if what == "week":
        return point(year, month) if month else point(year)
    named = month_of(what)
    if named > 12:
        return point(year + step, named)
    passed = bool(month) and (named < month if step < 0 else named > month)
    return point(year if not step or passed else year + step, named)


def _months_before(year: int, month: int, count: int, unit: str) -> str:
    if unit in {"year", "decade"}:
        return point(year - count * (10 if unit == "decade" else 1)) if count else ""
    if unit != "month" or not month:
        return point(year, month)
    before = year * 12 + month - 1 - count
    return point(before // 12, before % 12 + 1)


def _neighbour(reference: str, days: int) -> str:
    try:
        return (date.fromisoformat(reference) + timedelta(days)).isoformat()
    except ValueError:
        return reference
