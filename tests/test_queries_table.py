"""The answer as a table: Python values, the W3C's formats, and what people see."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)
from rich.console import Console

from lcgraph.queries import Table
from lcgraph.queries.table import Term

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(value: str, name: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + name))


TABLE = Table(
    columns=("city", "cityLabel", "n"),
    terms=(
        (NamedNode("https://example.org/place/a"), Literal('A, "quoted"\nname'), Literal(3)),
        (NamedNode("https://example.org/place/b"), None, None),
    ),
)

_iris = st.text("abcxyz/-", min_size=1, max_size=8).map(lambda path: NamedNode(f"https://example.org/{path}"))
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_terms: st.SearchStrategy[Term | None] = st.one_of(
    st.none(),
    _iris,
    st.sampled_from(["a", "b1"]).map(BlankNode),
    _texts.map(Literal),
    _texts.map(lambda text: Literal(text, language="en-gb")),
    st.integers(-(10**12), 10**12).map(Literal),
    st.decimals(-1000, 1000, places=2).map(lambda number: typed(f"{number:f}", "decimal")),
    st.dates().map(lambda day: typed(day.isoformat(), "date")),
)
_rows = st.lists(st.tuples(_terms, _terms), max_size=5).map(tuple)


def read_back(text: str, format: QueryResultsFormat) -> tuple[tuple[Term | None, ...], ...]:
    solutions = parse_query_results(text.encode(), format)
    assert isinstance(solutions, QuerySolutions)
    assert [variable.value for variable in solutions.variables] == ["one", "two"]
    return tuple(tuple(solution) for solution in solutions)


@settings(max_examples=80, deadline=None)
@given(rows=_rows)
def test_json_loses_nothing(rows: tuple[tuple[Term | None, ...], ...]) -> None:
    assert read_back(Table(("one", "two"), rows).to_json(), QueryResultsFormat.JSON) == rows


@settings(max_examples=80, deadline=None)
@given(rows=_rows)
def test_tsv_loses_nothing(rows: tuple[tuple[Term | None, ...], ...]) -> None:
    assert read_back(Table(("one", "two"), rows).to_tsv(), QueryResultsFormat.TSV) == rows


@settings(max_examples=80, deadline=None)
@given(rows=_rows)
def test_csv_is_what_a_csv_reader_expects(rows: tuple[tuple[Term | None, ...], ...]) -> None:
    header, *read = csv.reader(io.StringIO(Table(("one", "two"), rows).to_csv(), newline=""))
    assert header == ["one", "two"]
    plain = [["" if term is None else getattr(term, "value", "") for term in row] for row in rows]
    # A blank node is written with its underscore.
    assert [[cell.removeprefix("_:") for cell in row] for row in read] == [
        [cell.removeprefix("_:") for cell in row] for row in plain
    ]


def test_csv_is_exact() -> None:
    assert TABLE.to_csv() == (
        'city,cityLabel,n\r\nhttps://example.org/place/a,"A, ""quoted""\nname",3\r\nhttps://example.org/place/b,,\r\n'
    )


def test_csv_tells_an_empty_cell_from_an_empty_line() -> None:
    table = Table(("one",), ((None,), (Literal("x"),)))
    assert table.to_csv() == "one\r\n\r\nx\r\n"


def test_tsv_is_exact() -> None:
    assert TABLE.to_tsv() == (
        "?city\t?cityLabel\t?n\n"
        '<https://example.org/place/a>\t"A, \\"quoted\\"\\nname"\t"3"^^<http://www.w3.org/2001/XMLSchema#integer>\n'
        "<https://example.org/place/b>\t\t\n"
    )


def test_cells_are_what_python_has_for_them() -> None:
    triple = Triple(NamedNode("x:s"), NamedNode("x:p"), Literal("o"))
    terms: tuple[Term | None, ...] = (
        typed("1.50", "decimal"),
        Literal(True),
        typed("2.5e1", "double"),
        typed("2015-01-01", "date"),
        typed("many", "integer"),
        BlankNode("b"),
        triple,
        None,
    )
    table = Table(tuple("abcdefgh"), (terms,))
    expected = (Decimal("1.50"), True, 25.0, "2015-01-01", "many", "_:b", '<x:s> <x:p> "o"', None)
    assert table.rows == (expected,)
    assert list(table) == [expected]


def test_records_have_all_columns() -> None:
    assert len(TABLE) == 2
    assert TABLE.records()[1] == {"city": "https://example.org/place/b", "cityLabel": None, "n": None}


def shown(table: Table, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, color_system="standard", force_terminal=True)
    console.print(table.to_rich())
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_people_see_labels_instead_of_iris_and_an_iri_where_there_is_no_label() -> None:
    for text in (shown(TABLE), TABLE._repr_html_(), TABLE.to_markdown().replace("&#47;", "/")):
        assert "place/a" not in text
        assert "https://example.org/place/b" in text
        assert "cityLabel" not in text


HOSTILE = "[bold red]\x1b[2J\x07<script>alert(1)</script>|a](http://x.example)\u202e\x9b31m\r\nb`*_"


def test_no_text_commands_the_terminal() -> None:
    text = shown(Table(("a",), ((Literal(HOSTILE),),), title=HOSTILE), width=200)
    assert "[bold red]" in text
    for character in ("\x1b[2J", "\x07", "\u202e", "\x9b", "\r"):
        assert character not in text
    assert "\\x1b[2J" in text


def test_no_text_is_html_in_html() -> None:
    text = Table((HOSTILE,), ((Literal(HOSTILE),),))._repr_html_()
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_no_text_is_markdown_in_markdown() -> None:
    header, line, row = Table(("a", "n"), ((Literal(HOSTILE), Literal(1)),)).to_markdown().splitlines()
    assert header == "| a | n |"
    assert line == "| --- | ---: |"
    assert row.count("|") - row.count("\\|") == 3
    for live in ("<script", "](http", "://"):
        assert live not in row
    assert "\\`\\*\\_" in row


@pytest.mark.parametrize("joiner", ["\u200d", "\u200c"])
def test_joiners_that_words_are_spelt_with_stay(joiner: str) -> None:
    assert f"a{joiner}b" in Table(("a",), ((Literal(f"a{joiner}b"),),)).to_markdown()


def test_an_empty_table_can_be_shown_and_written() -> None:
    empty = Table(("city", "cityLabel"), ())
    assert len(empty) == 0
    assert empty.to_csv() == "city,cityLabel\r\n"
    assert empty.to_markdown() == "| city |\n| --- |\n"
    assert "city" in shown(empty)
