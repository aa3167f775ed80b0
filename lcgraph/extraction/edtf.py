"""EDTF values (Library of Congress, Extended Date/Time Format, levels 0 and 1) and the days that they span.

Used here: ``1999``, ``1999-05``, ``1999-05-12``, seasons ``1999-21`` to ``1999-24``, decades ``199X`` and
centuries ``19XX``, approximate ``1999~``, intervals ``1990/1999``, open ones ``2004/..`` and ``../2030``.
"""

import calendar
import re
from datetime import date

_POINT = re.compile(r"([0-9]{2})([0-9X])([0-9X])(?:-([0-9]{2}))?(?:-([0-9]{2}))?~?")


def point(year: int, month: int = 0, day: int = 0) -> str:
    """The EDTF value of a year, a month or a day; empty where the calendar has no such day.

    Args:
        year: A year of four digits.
        month: 1 to 12, or a season 21 to 24, or 0 for the whole year.
        day: The day of the month, or 0 for the whole month.

    >>> point(1999, 5), point(2014, 2, 31)
    ('1999-05', '')
    """
    if not 1000 <= year <= 9999 or not (0 <= month <= 12 or 21 <= month <= 24):
        return ""
    if not month:
        return f"{year}"
    if not day:
        return f"{year}-{month:02}"
    valid = month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return f"{year}-{month:02}-{day:02}" if valid else ""


def interval(start: str, end: str) -> str:
    """The interval between two values, open where one is empty; empty where it would run backwards.

    >>> interval("2004", ""), interval("1990", "1999-05")
    ('2004/..', '1990/1999-05')
    """
    if start and end and bounds(start)[0] > bounds(end)[1]:
        return ""
    return f"{start or '..'}/{end or '..'}" if start or end else ""


def bounds(value: str) -> tuple[str, str]:
    """The first and the last day that a value may mean.

    A season is taken as its whole year, since spring comes in March or in September, and a winter as
    running to the end of the next February.

    Args:
        value: An EDTF value of the forms above.

    Returns:
        Two ISO dates; an open end, and what is no such value, gives an empty string.

    >>> bounds("1999-02")
    ('1999-02-01', '1999-02-28')
    """
    if "/" in value:
        start, _, end = value.partition("/")
        return bounds(start)[0], bounds(end)[1]
    match = _POINT.fullmatch(value)
    if match is None:
        return "", ""
    century, decade, year, month, day = match.groups()
    first = int(century + decade.replace("X", "0") + year.replace("X", "0"))
    last = int(century + decade.replace("X", "9") + year.replace("X", "9"))
    if not month:
        return f"{first:04}-01-01", f"{last:04}-12-31"
    if month in {"21", "22", "23"}:
        return f"{first:04}-01-01", f"{first:04}-12-31"
    if month == "24":
        following = min(first + 1, 9999)
        return f"{first:04}-01-01", f"{following:04}-02-{calendar.monthrange(following, 2)[1]}"
    try:
        if day:
            return (date(first, int(month), int(day)).isoformat(),) * 2
        days = calendar.monthrange(first, int(month))[1]
    except ValueError:
        return "", ""
    return f"{first:04}-{month}-01", f"{first:04}-{month}-{days}"
