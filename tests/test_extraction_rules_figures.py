"""Figures: which numbers are figures, what they come to, and what they count."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.extraction.figures import figures
from lcgraph.extraction.indicators import indicator, indicator_name
from lcgraph.extraction.quantities import parse_figure
from lcgraph.model import Span

VALUES = [
    ("1,500", "1500", ""),
    ("1 500", "1500", ""),
    ("1\u00a0500", "1500", ""),
    ("1.500", "1500", ""),
    ("1'500", "1500", ""),
    ("12,34,567", "1234567", ""),
    ("1.234.567,89", "1234567.89", ""),
    ("2,5", "2.5", ""),
    ("3.5", "3.5", ""),
    ("0.125", "0.125", ""),
    ("1.234 million", "1234000", ""),
    ("£6 billion", "6000000000", "GBP"),
    ("€3.4m", "3400000", "EUR"),
    ("CA$11.2 million", "11200000", "CAD"),
    ("US$ 1.25 bn", "1250000000", "USD"),
    ("SEK 40 million", "40000000", "SEK"),
    ("40 million kronor", "40000000", "SEK"),
    ("₹2,905 crore", "29050000000", "INR"),
    ("R15 million", "15000000", "ZAR"),
    ("500 dollars", "500", "USD"),
    ("$1B", "1000000000", "USD"),
    ("12m €", "12000000", "EUR"),
    ("45%", "45", "%"),
    ("45 per cent", "45", "%"),
    ("seven per cent", "7", "%"),
    ("14 percentage points", "14", "percentage points"),
    ("-9.8%", "-9.8", "%"),
    ("twelve", "12", ""),
    ("forty-five thousand", "45000", ""),
    ("two hundred and fifty", "250", ""),
    ("two million three hundred thousand", "2300000", ""),
    ("two dozen", "24", ""),
    ("half a million", "500000", ""),
    ("one and a half million", "1500000", ""),
    ("thirty lakh", "3000000", ""),
    ("one in five", "20", "%"),
    ("one graduate in four", "25", "%"),
    ("two out of three", "66.67", "%"),
    ("two-thirds", "66.67", "%"),
    ("half", "50", "%"),
    ("a quarter", "25", "%"),
    ("14-kilometre-long", "14", "km"),
    ("300 m", "300", "m"),
    ("1.4m people", "1400000", ""),
    ("12 hectares", "12", "ha"),
    ("1,000 m2", "1000", "m2"),
    ("88,000 m²", "88000", "m2"),
    ("30 MW", "30", "MW"),
    ("18 months", "18", "months"),
]


@pytest.mark.parametrize(("words", "value", "unit"), VALUES)
def test_a_figure_comes_to_its_value_and_unit(words: str, value: str, unit: str) -> None:
    quantity = parse_figure(words)
    assert quantity is not None
    assert (str(quantity.value), quantity.unit) == (value, unit)


@pytest.mark.parametrize("words", ["3.4.1", "two three", "nineteen ninety", "many", "", "Turku 5", "1" * 40])
def test_what_is_no_single_number_is_no_figure(words: str) -> None:
    assert parse_figure(words) is None


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("about 30", "about"),
        ("some 200", "about"),
        ("nearly half", "about"),
        ("forty-odd", "about"),
        ("over 20,000", "at least"),
        ("more than £3m", "at least"),
        ("200+", "at least"),
        ("50 or more", "at least"),
        ("up to 15%", "at most"),
        ("fewer than 12", "at most"),
        ("30", ""),
    ],
)
def test_words_around_a_figure_say_how_exact_it_is(words: str, qualifier: str) -> None:
    quantity = parse_figure(words)
    assert quantity is not None
    assert quantity.qualifier == qualifier


@pytest.mark.parametrize(
    ("words", "low", "high", "unit"),
    [
        ("15 to 20", "15", "20", ""),
        ("15-20", "15", "20", ""),
        ("15–20 km", "15", "20", "km"),
        ("between 15 and 20 per cent", "15", "20", "%"),
        ("€15–20 million", "15000000", "20000000", "EUR"),
        ("between £2m and £3m", "2000000", "3000000", "GBP"),
        ("£500,000 to £1 million", "500000", "1000000", "GBP"),
        ("two or three", "2", "3", ""),
    ],
)
def test_a_range_has_two_ends_and_the_lower_one_for_value(words: str, low: str, high: str, unit: str) -> None:
    quantity = parse_figure(words)
    assert quantity is not None
    assert (str(quantity.low), str(quantity.high), quantity.unit) == (low, high, unit)
    assert quantity.value == Decimal(low)


def found(text: str) -> list[str]:
    return [text[slice(*figure.span)] for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The park has 90 firms and 2,400 jobs.", ["90", "2,400"]),
        ("Some £6 billion is spent on 12 hectares.", ["£6 billion", "12"]),
        ("A 14-kilometre-long tunnel and a 300-bed hospital.", ["14", "300"]),
        ("Unemployment fell from 12% to 7%.", ["12%", "7%"]),
        ("Between 15 and 20 schools take part.", ["Between 15 and 20"]),
        ("Two thirds of the pupils and one in five teachers.", ["Two thirds", "one in five"]),
        ("Twelve German cities joined.", ["Twelve"]),
        ("In 2014 the works employed 2000 people.", ["2000"]),
        ("It has 3.5T parameters.", ["3.5T"]),
        ("Since 2013 61,000 adults have come.", ["61,000"]),
    ],
)
def test_figures_are_found_whole(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It opened on 12 May 1999 and closed in 2004.",
        "From 1990 to 1999, and again in 2012/13, nothing happened.",
        "The G20 met on Route 66 after COVID-19.",
        "Article 12 of Act No. 217 applies.",
        "See page 12, section 4 and pp. 79-92.",
        "The 3rd and the 21st century.",
        "Call 020 7946 0018 or +44 20 7946 0018.",
        "It starts at 12.30pm, not at 9:58 am.",
        "Web 2.0 and version 3.4.1 of Industry 4.0.",
        "The plan works.[12] So they say [3].",
        "1. First point\n2) Second point",
        "The Big Four met Seven Rivers Alliance people.",
        "One of the schools is new.",
        "Pupils aged 15 to 24 and 16-year-olds.",
        "A three-year programme for a two-way street.",
        "Ten years ago it was a field.",
        "Read https://example.org/a/12-new or write to a12@example.org.",
        "ISBN 978-0-306-40615-7",
    ],
)
def test_other_numbers_are_no_figures(text: str) -> None:
    assert found(text) == []


def test_the_qualifier_and_the_unit_have_their_own_places() -> None:
    text = "It covers about 12 hectares."
    (figure,) = figures(text)
    assert figure.qualifier_at is not None
    assert figure.unit_at is not None
    assert text[slice(*figure.qualifier_at)] == "about"
    assert text[slice(*figure.unit_at)] == "hectares"


INDICATORS = [
    ("The park has created 2,400 new jobs in the valley.", "new jobs"),
    ("Last term the school replaced 40% of its staff.", "staff"),
    ("It has a regional population of 45,000.", "regional population"),
    ("The city runs it on a budget of €3m.", "budget"),
    ("The budget was set at €3m.", "budget"),
    ("The bank gave a £4m grant to the library.", "grant"),
    ("Unemployment fell to 7%.", "Unemployment"),
    ("The firm employs 300 people.", "people"),
    ("In Oulu it employs 300.", "employs"),
    ("The council invested €3m.", "invested"),
    ("Some £9 million is being invested in the quay.", "invested"),
    ("It received €12 million in grants.", "grants"),
    ("Employees: 1,340.", "Employees"),
    ("Turnover 2022: €287 million.", "Turnover"),
    ("It has 12 hectares of reclaimed land.", "hectares of reclaimed land"),
    ("They drain an area of 12 hectares.", "area"),
    ("A 14-kilometre-long tunnel.", "kilometre-long"),
    ("All nurses of the county -- about 2,700 -- were asked.", "nurses"),
    ("The number of visitors rose to 45,000.", "number of visitors"),
    ("It opened twenty primary and secondary schools.", "primary and secondary schools"),
    ("There are 200 arts students.", "arts students"),
    ("It has 40 members of staff.", "members of staff"),
    ("Eight mills closed, three of them in the port.", "mills"),
    ("One building in five is reserved.", "building"),
]


@pytest.mark.parametrize(("text", "expected"), INDICATORS)
def test_the_indicator_names_what_is_counted(text: str, expected: str) -> None:
    figure = figures(text)[-1]
    words = indicator(text, figure, Span(0, len(text)))
    assert words is not None
    assert text[slice(*words)] == expected


def test_a_name_is_passed_over_and_ends_an_indicator() -> None:
    text = "It has 40 Danish partners Aarhus named."
    stops = [Span(10, 16), Span(26, 32)]
    words = indicator(text, figures(text)[0], Span(0, len(text)), stops)
    assert words is not None
    assert text[slice(*words)] == "partners"


def test_an_indicator_does_not_leave_its_sentence() -> None:
    text = "The schools closed. It was 300."
    assert indicator(text, figures(text)[0], Span(20, len(text))) != Span(4, 11)


@pytest.mark.parametrize(
    ("words", "unit", "name"),
    [
        ("invested", "EUR", "investment"),
        ("employs", "", "employees"),
        ("kilometre-long", "km", "length"),
        ("hectares", "ha", "area"),
        ("town", "", "population"),
        ("new jobs", "", "new jobs"),
    ],
)
def test_a_verb_an_adjective_or_a_unit_gets_a_noun(words: str, unit: str, name: str) -> None:
    assert indicator_name(words, unit) == name


PIECES = st.sampled_from(
    [
        "12",
        "1,500",
        "€",
        "£3m",
        " ",
        "per cent",
        "%",
        "half",
        "of",
        "the",
        "jobs",
        ".",
        ",",
        "-",
        "–",
        "(",
        ")",
        "2014",
        "in",
        "May",
        "twenty",
        "million",
        "between",
        "and",
        "to",
        "some",
        "km",
        "\n",
        "Berg",
        "[1]",
        "’",
        "²",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
def test_figures_lie_in_order_inside_the_text_and_read_the_same_again(text: str) -> None:
    reached = 0
    for figure in figures(text):
        assert reached <= figure.span.start < figure.span.end <= len(text)
        assert text[slice(*figure.span)].strip() == text[slice(*figure.span)]
        reached = figure.span.end
        words = indicator(text, figure, Span(0, len(text)))
        assert words is None or 0 <= words.start < words.end <= len(text)


@given(st.integers(0, 999_999_999))
def test_a_number_with_commas_is_itself(number: int) -> None:
    quantity = parse_figure(f"{number:,}")
    assert quantity is not None
    assert quantity.value == number
