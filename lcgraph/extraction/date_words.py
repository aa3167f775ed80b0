"""Single dates as words write them: days, months, seasons, quarters, decades, years, and relative ones.

`lcgraph.extraction.dates` joins them to periods and chooses among them.
"""

import re
from dataclasses import dataclass
from functools import cache

from lcgraph.extraction.edtf import interval, point
from lcgraph.extraction.relative_dates import count_of, month_of, names, relative_value
from lcgraph.model import Span


@dataclass(frozen=True, slots=True)
class DatePoint:
    """A single date; one without a year has its month and day in `yearless`."""

    span: Span
    edtf: str
    relative: bool = False
    yearless: tuple[int, int] | None = None


def date_points(text: str, start: int, end: int, reference: str = "") -> list[DatePoint]:
    """Finds the single dates in a part of a text, in order.

    Args:
        text: The whole text; offsets count in it.
        start: Where to begin.
        end: Where to stop.
        reference: The date of the document (ISO or EDTF), from which relative dates count.
    """
    if not _DATED.match(reference):
        reference = ""
    found = (_value(text, match, reference) for match in _pattern().finditer(text, start, end))
    return [value for value in found if value is not None]


_DATED = re.compile(r"[12][0-9]{3}(?:-|$)")
_YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_AROUND = r"(?:(?:early|late|mid)[ -])?"


@cache
def _pattern() -> re.Pattern[str]:
    """One alternation in which every branch has a bounded length, so that a text is read in linear time."""
    months, ordinals = names()
    forms = sorted((form for form in months if months[form] <= 12), key=lambda form: (-len(form), form))
    month = rf"(?:{'|'.join(name.capitalize() for name in forms)})\b\.?"
    season = "|".join(form for form in months if months[form] > 12)
    season = rf"(?i:{season})"
    day = r"(?:[0-3]?[0-9])(?:st|nd|rd|th)?"
    to = r"(?:\s?[-–]\s?|\s(?:to|until|and)\s)"
    year = rf"{_YEAR}(?![0-9])"
    nth = "|".join(ordinals)
    count = r"(?:[0-9]{1,3}|[A-Za-z][a-z]{2,8}(?:-[a-z]{3,5})?|[Aa]n?)"
    branches = {
        "iso": r"(?P<iso_year>[12][0-9]{3})-(?P<iso_month>[01][0-9])-(?P<iso_day>[0-3][0-9])(?![0-9])",
        "dotted": rf"(?P<a>[0-3]?[0-9])(?P<mark>[./])(?P<b>[0-3]?[0-9])(?P=mark)(?P<dotted_year>{year})",
        "days": rf"(?P<from_day>{day}){to}(?P<to_day>{day})(?:\sof)?\s(?P<days_month>{month})"
        rf"(?:,?\s(?P<days_year>{year}))?",
        "dmy": rf"(?:the\s)?(?P<d>{day})(?:\sof)?\s(?P<m>{month})(?:,?\s(?P<y>{year}))?",
        "mdy": rf"(?P<m2>{month})\s(?P<d2>{day})(?![0-9])(?:,?\s(?P<y2>{year}))?",
        "months": rf"(?P<from_month>{month}){to}(?P<to_month>{month})(?:\sof)?,?\s(?P<months_year>{year})",
        "my": rf"(?i:{_AROUND})(?P<my_month>{month})(?:\sof)?,?\s(?P<my_year>{year})",
        "season": rf"(?i:{_AROUND})(?P<season_name>{season})(?:\sof)?,?\s(?P<season_year>{year})",
        "quarter": rf"(?:Q(?P<q>[1-4])(?:/Q[1-4])?[ /]|(?P<nth>(?i:{nth}))\s(?P<part>quarter|half)\sof\s)"
        rf"(?P<quarter_year>{year})",
        "decade": rf"(?:the\s)?(?i:{_AROUND})(?P<decade_year>(?:1[0-9]|20)[0-9])0['’]?s\b",
        "split": rf"(?P<from_year>{_YEAR})[-–/](?P<to_year>[0-9]{{2}})(?![0-9\w])",
        "year": rf"(?:the\syear\s)?(?i:{_AROUND})(?P<year_alone>{year})"
        r"(?![\w%])(?![.,'’][0-9])(?!\s?(?:%|per\s?cent))",
        "day_only": r"(?P<word>(?i:today|yesterday|tomorrow|tonight|currently|at\spresent|nowadays))",
        "ago": rf"(?P<ago>{count})\s(?P<ago_unit>years?|months?|weeks?|days?|decades?)\sago",
        "past": rf"the\s(?:past|last)\s(?:(?P<past>{count})\s)?(?P<past_unit>years?|decades?)",
        "shifted": rf"(?P<shift>(?i:last|this|next))\s(?P<what>year|month|week|{month}|{season})",
        "in_month": rf"(?<=\b[Ii]n\s)(?:(?:early|late|mid)[ -])?(?P<lone_month>{month})(?!\s[A-Z])",
    }
    joined = "|".join(f"(?P<is_{name}>{pattern})" for name, pattern in branches.items())
    return re.compile(rf"(?<![\w.,/@#$£€¥+])(?<![^\W0-9]-)(?:{joined})(?![0-9])")


def _value(text: str, match: re.Match[str], reference: str) -> DatePoint | None:
    """The date that one match of the alternation means, or None where it is no date after all."""
    span, get = Span(*match.span()), match.groupdict()
    kind = str(match.lastgroup).removeprefix("is_")
    if kind == "year":
        return DatePoint(span, get["year_alone"]) if _is_year(text, match) else None
    if kind in _RELATIVE:
        return _relative(span, kind, get, reference)
    if kind == "iso":
        return DatePoint(span, point(int(get["iso_year"]), int(get["iso_month"]), int(get["iso_day"])))
    if kind == "dotted":
        return DatePoint(span, _dotted(int(get["a"]), int(get["b"]), int(get["dotted_year"]), get["mark"]))
    if kind == "days":
        return _days(span, get, reference)
    if kind in {"dmy", "mdy"}:
        day, name, year = (
            (get["d"], get["m"], get["y"]) if kind == "dmy" else (get["d2"], get["m2"], get["y2"])
        )
        if not year:
            known = reference[:4]
            edtf = point(int(known), month_of(name), count_of(day)) if known else ""
            return DatePoint(span, edtf, True, (month_of(name), count_of(day)))
        return DatePoint(span, point(int(year), month_of(name), count_of(day)))
    if kind == "months":
        year = int(get["months_year"])
        first, last = point(year, month_of(get["from_month"])), point(year, month_of(get["to_month"]))
        return DatePoint(span, interval(first, last))
    if kind == "my":
        return DatePoint(span, point(int(get["my_year"]), month_of(get["my_month"])))
    if kind == "season":
        return DatePoint(span, point(int(get["season_year"]), month_of(get["season_name"])))
    if kind == "quarter":
        return DatePoint(span, _part_of_year(get))
    if kind == "decade":
        decade = get["decade_year"]
        return DatePoint(span, f"{decade[:2]}XX" if decade[2] == "0" and decade != "200" else f"{decade}X")
    first_year, last_year = int(get["from_year"]), int(get["from_year"][:2] + get["to_year"])
    if last_year > first_year:
        return DatePoint(span, interval(point(first_year), point(last_year)))
    return DatePoint(span, point(first_year, int(get["to_year"])))


_RELATIVE = frozenset({"day_only", "ago", "past", "shifted", "in_month"})


def _days(span: Span, get: dict[str, str], reference: str) -> DatePoint:
    """ "4 to 10 September 2006"."""
    year = get["days_year"] or reference[:4]
    if not year:
        return DatePoint(span, "", True)
    month = month_of(get["days_month"])
    first, last = (point(int(year), month, count_of(get[name])) for name in ("from_day", "to_day"))
    return DatePoint(span, interval(first, last) if first and last else "", not get["days_year"])


def _dotted(a: int, b: int, year: int, mark: str) -> str:
    """12.05.1999 is a day of May; 12/05/1999 is one of May or of December, so only its year is known."""
    if mark == "." or a > 12:
        return point(year, b, a) if 1 <= b <= 12 else ""
    return point(year, a, b) if b > 12 and a else point(year) if a and b else ""


def _part_of_year(get: dict[str, str]) -> str:
    year = int(get["quarter_year"])
    number = int(get["q"] or 0) or names().ordinals[get["nth"].lower()]
    months = 6 if get["part"] == "half" else 3
    number = 2 if months == 6 and number > 2 else number
    return interval(point(year, months * (number - 1) + 1), point(year, months * number))


_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|between|before|after|during|of|around|about|circa|year|and|to|for|founded|"
    r"established|born|opened|early|late|mid|end|as|through|per):?\s|[(–-]\s?|^)(?:the\s)?$",
    re.IGNORECASE,
)
_QUANTIFIED = re.compile(
    r"\b(?:some|over|nearly|almost|than|least|approximately|employs|employ|employed|employing|has|have|had|with|created|"
    r"creates|creating|trained|trains|total of|up to|roughly)\s$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s(?!(?:but|and|or|to|of|in|it|as|is|was|has|does)\b)"
    r"(?:[a-z]+[- ])?(?:people|staff|[a-z]{3,}(?<![sui])s)\b"
    r"|\s?(?:km|m|ha|m2|m²|million|billion|kg|MW)\b"
)


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether four bare digits are a year and not a count ("employs 2000 people")."""
    start, end = match.start("year_alone"), match.end()
    before = text[max(0, start - 14) : start]
    if re.search(r"\b[Nn]os?\.\s?$", before):
        return False
    counted = _COUNTED.match(text, end, end + 30)
    if _QUANTIFIED.search(before):
        return not counted and not re.search(r"(?:some|than|least)\s$", before)
    if match.start() < start or _BEFORE_YEAR.search(before):
        return True
    return int(match["year_alone"]) >= 1900 and not (counted and before[-2:-1] != "e")


def _relative(span: Span, kind: str, get: dict[str, str], reference: str) -> DatePoint:
    """A date that counts from the document's own; unknown without it."""
    return DatePoint(span, relative_value(kind, get, reference) if reference else "", True)
