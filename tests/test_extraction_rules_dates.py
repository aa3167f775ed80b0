"""Dates: their EDTF values, their first and last days, and which one a figure belongs to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.extraction.dates import date_of, dates
from lcgraph.extraction.edtf import bounds, interval, point
from lcgraph.extraction.figures import figures
from lcgraph.model import Span

ABSOLUTE = [
    ("on 1999-05-12", "1999-05-12"),
    ("on 12 May 1999", "1999-05-12"),
    ("on May 12, 1999", "1999-05-12"),
    ("the 12th of May 1999", "1999-05-12"),
    ("12.05.1999", "1999-05-12"),
    ("12/05/1999", "1999"),
    ("25/12/1999", "1999-12-25"),
    ("in May 1999", "1999-05"),
    ("in Sept. 2020", "2020-09"),
    ("Summer 1999", "1999-22"),
    ("in spring of 2014", "2014-21"),
    ("in the 1990s", "199X"),
    ("in the mid-1990s", "199X"),
    ("in the 1800s", "18XX"),
    ("1990-1999", "1990/1999"),
    ("1990–99", "1990/1999"),
    ("2012/13", "2012/2013"),
    ("from 1990 to 1999", "1990/1999"),
    ("between May 1990 and 1999", "1990-05/1999"),
    ("4 to 10 September 2006", "2006-09-04/2006-09-10"),
    ("4 May to 10 June 2014", "2014-05-04/2014-06-10"),
    ("May to July 2014", "2014-05/2014-07"),
    ("Q1 2020", "2020-01/2020-03"),
    ("the second half of 2020", "2020-07/2020-12"),
    ("since 2004", "2004/.."),
    ("From 2006, she led it", "2006/.."),
    ("by 2030", "../2030"),
    ("until the end of 2014", "../2014"),
    ("before 1989", "../1989"),
    ("circa 1850", "1850~"),
    ("in the year 2000", "2000"),
    ("early 2018", "2018"),
    ("(2019)", "2019"),
    ("Founded: 1887.", "1887"),
    ("in 2019 elections", "2019"),
]


@pytest.mark.parametrize(("text", "value"), ABSOLUTE)
def test_a_date_has_its_edtf_value(text: str, value: str) -> None:
    assert [mention.edtf for mention in dates(text)] == [value]


@pytest.mark.parametrize(
    "text", ["employs 2000 people", "some 1800 jobs", "No. 2014", "1,999 firms", "€2014", "COVID-2019"]
)
def test_other_numbers_are_no_years(text: str) -> None:
    assert dates(text) == []


def test_a_document_date_that_is_none_is_as_good_as_none() -> None:
    assert [mention.edtf for mention in dates("on 4 May, last year", reference="soon")] == ["", ""]


def test_a_day_that_the_calendar_lacks_is_found_but_unknown() -> None:
    (mention,) = dates("on 31 February 2014")
    assert (mention.edtf, mention.earliest, mention.latest) == ("", "", "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("last year", "2019"),
        ("this year", "2020"),
        ("ten years ago", "2010"),
        ("two months ago", "2020-09"),
        ("today", "2020-11-10"),
        ("yesterday", "2020-11-09"),
        ("in May", "2020-05"),
        ("last December", "2019-12"),
        ("on 10 September", "2020-09-10"),
        ("over the past decade", "2010/2020"),
        ("next summer", "2021-22"),
    ],
)
def test_relative_dates_count_from_the_document_and_are_unknown_without_it(text: str, value: str) -> None:
    assert [mention.edtf for mention in dates(text, reference="2020-11-10")] == [value]
    assert [mention.edtf for mention in dates(text)] == [""]


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("1999", "1999-01-01", "1999-12-31"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1999-05-12", "1999-05-12", "1999-05-12"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("1999-22", "1999-01-01", "1999-12-31"),
        ("1999-24", "1999-01-01", "2000-02-29"),
        ("1850~", "1850-01-01", "1850-12-31"),
        ("2004/..", "2004-01-01", ""),
        ("../2030", "", "2030-12-31"),
        ("1990/1999-05", "1990-01-01", "1999-05-31"),
        ("next year", "", ""),
        ("1999-13", "", ""),
    ],
)
def test_bounds_are_the_first_and_the_last_day(value: str, earliest: str, latest: str) -> None:
    assert bounds(value) == (earliest, latest)


def test_an_interval_does_not_run_backwards() -> None:
    assert interval("1999", "1990") == ""


@given(st.dates())
def test_every_day_of_the_calendar_is_its_own_bounds(day: date) -> None:
    value = point(day.year, day.month, day.day)
    assert value == ("" if day.year < 1000 else day.isoformat())
    assert bounds(value) == (value, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It had 300 pupils in 2014.", "2014"),
        ("In 2014, the town had 300 pupils.", "2014"),
        ("Pupils (2019): 300.", "2019"),
        ("It will have 300 pupils by 2029.", "../2029"),
        ("It had 200 pupils in 2004 and 300 in 2014.", "2014"),
        ("Founded in 1961, the school is free; it now has 300 pupils.", None),
        ("It has 300 pupils.", None),
    ],
)
def test_a_figure_takes_the_date_of_its_clause(text: str, value: str | None) -> None:
    figure = next(figure for figure in figures(text) if figure.quantity.value == 300)
    mention = date_of(figure.span, text, Span(0, len(text)), dates(text))
    assert (mention.edtf if mention else None) == value


def test_a_date_of_another_sentence_is_not_taken() -> None:
    text = "It opened in 2014. It has 300 pupils."
    assert date_of(figures(text)[0].span, text, Span(19, len(text)), dates(text)) is None


PIECES = st.sampled_from(
    [
        "12",
        "May",
        "1999",
        "2014",
        "-",
        "–",
        "/",
        " ",
        " to ",
        "since ",
        "by ",
        "the ",
        "Q1",
        "31",
        "Feb.",
        "last ",
        "year",
        "in ",
        "ten ",
        "years",
        " ago",
        "s",
        ".",
        ",",
        "summer",
        "1990s",
        "between ",
        " and ",
        "\n",
    ]
)


@given(
    st.one_of(st.text(), st.lists(PIECES).map("".join)),
    st.sampled_from(["", "2020", "2020-02-30", "2020-11", "x"]),
)
def test_dates_lie_in_order_inside_the_text_and_never_end_before_they_begin(
    text: str, reference: str
) -> None:
    reached = 0
    for mention in dates(text, reference=reference):
        assert reached <= mention.span.start < mention.span.end <= len(text)
        reached = mention.span.end
        assert not (mention.earliest and mention.latest) or mention.earliest <= mention.latest
