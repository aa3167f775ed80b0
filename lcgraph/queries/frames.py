"""Answers as data frames, for those who go on with polars or pandas.

A column has one type: whole numbers, numbers, truths, days or points of time where all its values are
that, and text otherwise. Decimals become floating-point numbers, as analysis wants them; who needs
every digit takes `Table.rows`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from lcgraph.errors import QueryError

if TYPE_CHECKING:
    import pandas
    import polars

    from lcgraph.queries.table import Table, Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = (
    *("integer", "long", "int", "short", "byte"),
    *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
    *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
)
_NUMBERS = ("decimal", "double", "float")
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_LARGEST = 2**63


def pandas_frame(table: "Table") -> "pandas.DataFrame":
    """An answer for pandas, in its types that know missing values.

    Raises:
        QueryError: pandas is not installed.
    """
    library = _library("pandas")
    types = {
        "integer": "Int64",
        "number": "Float64",
        "truth": "boolean",
        "day": "datetime64[s]",
        "time": "datetime64[us, UTC]",
        "local time": "datetime64[us]",
        "text": "string",
    }
    # One column a Series, so that two columns of one name would not be lost and no row has an index.
    columns = {
        name: library.Series(values, dtype=types[kind]) for name, (kind, values) in _columns(table).items()
    }
    frame: pandas.DataFrame = library.DataFrame(columns, columns=list(table.columns))
    return frame


def polars_frame(table: "Table") -> "polars.DataFrame":
    """An answer for polars.

    Raises:
        QueryError: polars is not installed.
    """
    library = _library("polars")
    types = {
        "integer": library.Int64,
        "number": library.Float64,
        "truth": library.Boolean,
        "day": library.Date,
        "time": library.Datetime("us", "UTC"),
        "local time": library.Datetime("us"),
        "text": library.String,
    }
    columns = _columns(table)
    data = {name: values for name, (_, values) in columns.items()}
    schema = {name: types[kind] for name, (kind, _) in columns.items()}
    frame: polars.DataFrame = library.DataFrame(data, schema=schema)
    return frame


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise QueryError(
            f"{name} is not installed. Install it with: pip install 'lcgraph[frames]' (or {name} alone)."
        ) from None


def _columns(table: "Table") -> dict[str, tuple[str, list[Any]]]:
    return {name: _typed([row[place] for row in table.terms]) for place, name in enumerate(table.columns)}


def _typed(terms: "Sequence[Term | None]") -> tuple[str, list[Any]]:
    """The type that fits all terms of a column, and their values in it."""
    present = [term for term in terms if term is not None]
    for kind, datatypes, read in _KINDS:
        if present and all(_is_of(term, datatypes) for term in present):
            try:
                return kind, [None if term is None else read(term.value) for term in terms]  # type: ignore[union-attr]
            except (ValueError, KeyError, OverflowError):
                continue
    return "text", [None if term is None else _text(term) for term in terms]


def _is_of(term: "Term", datatypes: Iterable[str]) -> bool:
    return isinstance(term, Literal) and term.datatype.value.removeprefix(_XSD) in datatypes


def _text(term: "Term") -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _integer(text: str) -> int:
    number = int(text)
    if not -_LARGEST <= number < _LARGEST:
        raise ValueError(text)
    return number


def _point(aware: bool) -> Callable[[str], datetime]:
    def read(text: str) -> datetime:
        moment = datetime.fromisoformat(text)
        if (moment.tzinfo is not None) != aware:
            raise ValueError(text)
        return moment.astimezone(UTC) if aware else moment

    return read


#: What a column may be, in the order in which it is tried: datatypes, and how a value is read.
_KINDS: tuple[tuple[str, tuple[str, ...], Callable[[str], Any]], ...] = (
    ("integer", _INTEGERS, _integer),
    ("number", (*_INTEGERS, *_NUMBERS), float),
    ("truth", ("boolean",), _TRUTHS.__getitem__),
    ("day", ("date",), date.fromisoformat),
    ("time", ("dateTime", "dateTimeStamp"), _point(aware=True)),
    ("local time", ("dateTime",), _point(aware=False)),
)
