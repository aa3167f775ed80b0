"""Answers as data frames: typed columns, and a clear word where the library is missing."""

import sys
from datetime import UTC, date, datetime

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from lcgraph.errors import QueryError
from lcgraph.queries import Table, run, trace
from lcgraph.queries.table import Term
from lcgraph.store import open_store

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(value: str, name: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + name))


def column(*terms: Term | None) -> Table:
    return Table(("x",), tuple((term,) for term in terms))


#: Columns: their terms, the values they become, and their types in polars and in pandas.
COLUMNS = {
    "whole numbers": ([Literal(3), None, typed("-2", "long")], [3, None, -2], "Int64", "Int64"),
    "numbers": ([typed("1.5", "decimal"), Literal(2), None], [1.5, 2.0, None], "Float64", "Float64"),
    "doubles": ([typed("1e3", "double")], [1000.0], "Float64", "Float64"),
    "truths": ([Literal(True), typed("0", "boolean"), None], [True, False, None], "Boolean", "boolean"),
    "days": (
        [typed("2015-06-30", "date"), None, typed("1204-01-01", "date")],
        [date(2015, 6, 30), None, date(1204, 1, 1)],
        "Date",
        "datetime64[s]",
    ),
    "points of time": (
        [typed("2015-06-30T12:00:00+02:00", "dateTime"), None],
        [datetime(2015, 6, 30, 10, tzinfo=UTC), None],
        "Datetime(time_unit='us', time_zone='UTC')",
        "datetime64[us, UTC]",
    ),
    "local points of time": (
        [typed("2015-06-30T12:00:00", "dateTime")],
        [datetime(2015, 6, 30, 12)],
        "Datetime(time_unit='us', time_zone=None)",
        "datetime64[us]",
    ),
    "iris": ([NamedNode("https://example.org/a"), None], ["https://example.org/a", None], "String", "string"),
    "mixed": ([Literal(3), Literal("many")], ["3", "many"], "String", "string"),
    "years": ([typed("2015", "gYear")], ["2015"], "String", "string"),
    "days that are none": ([typed("2015-02-30", "date")], ["2015-02-30"], "String", "string"),
    "times of both kinds": (
        [typed("2015-06-30T12:00:00", "dateTime"), typed("2015-06-30T12:00:00Z", "dateTime")],
        ["2015-06-30T12:00:00", "2015-06-30T12:00:00Z"],
        "String",
        "string",
    ),
    "beyond 64 bits": ([Literal(2**70)], [float(2**70)], "Float64", "Float64"),
    "nothing": ([None, None], [None, None], "String", "string"),
    "nodes": ([BlankNode("b")], ["_:b"], "String", "string"),
}


@pytest.mark.parametrize(("terms", "values", "kind", "_"), COLUMNS.values(), ids=COLUMNS)
def test_polars_columns_have_types(terms, values, kind, _) -> None:
    pytest.importorskip("polars")
    frame = column(*terms).to_polars()
    assert frame["x"].to_list() == values
    assert str(frame["x"].dtype) == kind


@pytest.mark.parametrize(("terms", "values", "_", "kind"), COLUMNS.values(), ids=COLUMNS)
def test_pandas_columns_have_types(terms, values, _, kind) -> None:
    pandas = pytest.importorskip("pandas")
    series = column(*terms).to_pandas()["x"]
    assert str(series.dtype) == kind
    for got, wanted in zip(series, values, strict=True):
        if wanted is None:
            assert pandas.isna(got)
        elif isinstance(wanted, datetime):
            assert got.to_pydatetime() == wanted
        elif isinstance(wanted, date):
            assert (got.year, got.month, got.day) == (wanted.year, wanted.month, wanted.day)
        else:
            assert got == wanted
            assert type(got) is type(wanted) or float(got) == float(wanted)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_an_empty_answer_keeps_its_columns(library: str) -> None:
    pytest.importorskip(library)
    frame = getattr(Table(("a", "b"), ()), f"to_{library}")()
    assert list(frame.columns) == ["a", "b"]
    assert len(frame) == 0


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_its_extra(library: str, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(QueryError, match=rf"{library} is not installed.*lcgraph\[frames\]"):
        getattr(column(Literal(1)), f"to_{library}")()


def test_an_answer_of_a_graph_goes_on_as_a_frame(sample) -> None:
    polars = pytest.importorskip("polars")
    store = open_store(sample)
    frame = run("indicators", store).to_polars()
    assert frame.schema["earliest"] == polars.Date
    assert frame.filter(polars.col("indicator") == "students")["latest"].to_list() == [date(2015, 12, 31)]
    assert frame["unit"].to_list().count(None) == 2
    traced = trace("figures", store).to_polars()
    assert traced.schema["evidenceStart"] == polars.Int64
    assert traced["value"].sum() == run("figures", store).to_polars()["value"].sum()
