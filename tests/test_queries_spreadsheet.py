"""CSV for spreadsheet programs: nothing in it is run, and numbers stay numbers."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from lcgraph.queries import Table

XSD = "http://www.w3.org/2001/XMLSchema#"
#: Signs with which a formula may begin, also in the widths of East Asian scripts.
SIGNS = "=+-@＝＋－＠−"


def cells(*terms) -> list[str]:
    table = Table(tuple(f"c{number}" for number in range(len(terms))), (terms,))
    text = table.to_csv(spreadsheet=True)
    assert text.startswith("\ufeff")
    _, row = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return row


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", ["", " ", "\t", "\r", "\n", "\u00a0", "\u200b", "\ufeff", '"', "\x00"])
def test_a_formula_becomes_a_text(sign: str, before: str) -> None:
    (cell,) = cells(Literal(f"{before}{sign}HYPERLINK(1)"))
    assert f"'{sign}HYPERLINK(1)" in cell
    assert "\t" not in cell
    assert "\r" not in cell


def test_what_follows_a_semicolon_is_guarded_as_well() -> None:
    assert cells(Literal("towns;=1+1")) == ["towns;'=1+1"]


def test_numbers_stay_numbers_and_what_only_claims_to_be_one_does_not() -> None:
    row = cells(
        Literal(-5),
        Literal("-2.50", datatype=NamedNode(f"{XSD}decimal")),
        Literal("-1e3", datatype=NamedNode(f"{XSD}double")),
        Literal("-5"),
        Literal("-cmd|' /C calc'!A0", datatype=NamedNode(f"{XSD}integer")),
    )
    assert row == ["-5", "-2.50", "-1e3", "'-5", "'-cmd|' /C calc'!A0"]


def test_ordinary_words_are_left_alone() -> None:
    words = ["Ostévin", "a, b", 'the "city"', "1 = 1", "a - b", "k.vane@example.org", "12–15"]
    assert cells(*map(Literal, words)) == words


def test_nothing_is_an_empty_cell() -> None:
    assert cells(None, Literal(""), Literal("x")) == ["", "", "x"]


def test_plain_csv_stays_that_of_the_standard() -> None:
    table = Table(("x",), ((Literal("=1+1"),),))
    assert table.to_csv() == "x\r\n=1+1\r\n"


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
@example("\u3000＝1")
@example(';"=1')
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    (cell,) = cells(Literal(text)) if text.strip() else ("",)
    for part in cell.split(";"):
        assert not part.strip().startswith(tuple(SIGNS))
