"""Answers as bytes: what the way over lines changes, namely nothing."""

import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.errors import QueryError
from lcgraph.serving.answering import Question, answer

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
NUMBERS = st.text("0123456789+-.eEINFaN ", max_size=6)
TYPES = st.sampled_from(["integer", "decimal", "double", "float", "boolean", "date", "string"])
TERMS = st.one_of(
    st.builds(ox.Literal, TEXTS),
    st.builds(ox.Literal, TEXTS, language=st.sampled_from(["en", "en-GB"])),
    st.builds(lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)), NUMBERS, TYPES),
    st.just(ox.NamedNode("https://example.org/x#y")),
    st.none(),
)


def data(columns: int, rows: list[list[ox.Literal | ox.NamedNode | None]]) -> str:
    cells = [" ".join("UNDEF" if term is None else str(term) for term in row) for row in rows]
    names = " ".join(f"?x{n}" for n in range(columns))
    return f"SELECT {names} {{ VALUES ({names}) {{ {' '.join(f'({row})' for row in cells)} }} }}"


@given(st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(TERMS, min_size=n, max_size=n), max_size=4)))
def test_rows_come_as_the_engine_itself_would_write_them(rows: list[list[ox.Literal | None]]) -> None:
    query = data(len(rows[0]) if rows else 1, rows)
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)
    direct = json.loads(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")
    assert json.loads(answer(ox.Store(), Question(query)).body) == direct


@given(st.lists(TEXTS, max_size=5), st.integers(0, 6))
def test_a_cut_falls_between_rows_whatever_they_hold(texts: list[str], most: int) -> None:
    query = data(1, [[ox.Literal(text)] for text in texts])
    written = answer(ox.Store(), Question(query, rows=most))
    found = json.loads(written.body)["results"]["bindings"]
    assert [row["x0"]["value"] for row in found] == texts[:most]
    assert (written.rows, written.cut) == (min(most, len(texts)), most < len(texts))


@given(st.integers(0, 400))
def test_a_cut_by_size_falls_between_rows_as_well(size: int) -> None:
    query = data(1, [[ox.Literal(f"text {number}")] for number in range(20)])
    written = answer(ox.Store(), Question(query, size=size))
    found = json.loads(written.body)["results"]["bindings"]
    assert [row["x0"]["value"] for row in found] == [f"text {number}" for number in range(len(found))]
    assert written.cut == (len(found) < 20)


def test_a_graph_that_a_format_cannot_hold_is_refused() -> None:
    query = "CONSTRUCT { <urn:a:a> <urn:a:b> <<( <urn:a:a> <urn:a:b> 'x' )>> } {}"
    assert b"<<" in answer(ox.Store(), Question(query)).body
    with pytest.raises(QueryError, match="cannot be answered"):
        answer(ox.Store(), Question(query, graph="jsonld"))


def test_equal_triples_are_written_once_and_in_order() -> None:
    query = "CONSTRUCT { ?x a <urn:a:b> } { VALUES ?x { <urn:a:2> <urn:a:1> <urn:a:2> } }"
    lines = answer(ox.Store(), Question(query, graph="ntriples")).body.splitlines()
    assert len(lines) == 2
    assert lines == sorted(lines)
