"""Turns the values that a person gives into validated terms, and those into a block of SPARQL."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from lcgraph.errors import QueryError
from lcgraph.queries.names import describe, find_things, is_known, read_iri
from lcgraph.queries.query import Parameter, Query
from lcgraph.store import Store

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")

#: What a parameter may be given: as Python has it, or as it was typed on a command line.
Scalar: TypeAlias = str | int | float | Decimal | date | NamedNode
ParameterValue: TypeAlias = Scalar | Sequence[Scalar]


def bind(query: Query, store: Store, values: dict[str, ParameterValue]) -> tuple[str, list[str]]:
    """Blocks of SPARQL that give a question's parameters their values, and what to tell the reader.

    Only terms that pyoxigraph has built and written out enter the blocks, so nothing in a value can
    end a string, an IRI or a block.

    Args:
        query: The question.
        store: Where names are looked up.
        values: The value, or several, of each parameter that has one.

    Returns:
        ``VALUES`` blocks (empty without values), and notes on how names were understood.

    Raises:
        QueryError: A parameter is unknown or missing, or a value does not fit its type.
    """
    known = {parameter.name for parameter in query.parameters}
    for name in values:
        if name not in known:
            has = f"It has: {', '.join(sorted(known))}." if known else "It has none."
            raise QueryError(f"The question '{query.name}' has no parameter '{name}'. {has}")
    blocks: list[str] = []
    notes: list[str] = []
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is None:
            if parameter.required:
                what = parameter.description or " or ".join(parameter.types)
                raise QueryError(
                    f"The question '{query.name}' needs the parameter '{parameter.name}': {what}."
                )
            continue
        several = [value] if isinstance(value, Scalar) else list(value)
        if not several:
            raise QueryError(
                f"The parameter '{parameter.name}' was given an empty list. Leave it out for all."
            )
        terms = [term for one in several for term in _terms(parameter, one, store, notes)]
        written = " ".join(str(term) for term in dict.fromkeys(terms))
        blocks.append(f"VALUES ?{parameter.name} {{ {written} }}")
    return " ".join(blocks), notes


def _terms(
    parameter: Parameter, value: Scalar, store: Store, notes: list[str]
) -> Sequence[NamedNode | Literal]:
    text = str(value).strip()
    try:
        text.encode()
    except UnicodeEncodeError:
        raise QueryError(f"The value of '{parameter.name}' holds half a character. Type it again.") from None
    if not text:
        raise QueryError(f"The parameter '{parameter.name}' was given no value. Leave it out for all rows.")
    if parameter.is_literal:
        return [_LITERALS[parameter.types[0]](parameter.name, text)]
    iri = read_iri(text)
    if iri is not None:
        if not is_known(iri, store):
            notes.append(f"The graph says nothing about <{iri.value}>.")
        return [iri]
    things = find_things(text, parameter.types, store)
    if len(things) > 1:
        several = ", ".join(describe(thing, store) for thing in things)
        notes.append(
            f"{len(things)} things are called {text!r}, and all are meant: {several}. For one give its IRI."
        )
    return things


def _string(name: str, text: str) -> Literal:
    return Literal(text)


def _decimal(name: str, text: str) -> Literal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise QueryError(f"The parameter '{name}' is a number such as 0.5, not {text!r}.") from None
    # Beyond this the engine's decimals overflow, and a comparison with one is silently false.
    if not number.is_finite() or abs(number) >= 10**18 or number != round(number, 18):
        raise QueryError(f"The parameter '{name}' is a number with at most 18 digits, not {text!r}.")
    return Literal(f"{number:f}", datatype=NamedNode(_XSD + "decimal"))


def _date(name: str, text: str) -> Literal:
    """A day; of a year or a month its first."""
    match = _DATE.fullmatch(text)
    try:
        if not match:
            raise ValueError
        day = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise QueryError(
            f"The parameter '{name}' is a date such as 2015 or 2015-06-30, not {text!r}."
        ) from None
    return Literal(day.isoformat(), datatype=NamedNode(_XSD + "date"))


_LITERALS = {"string": _string, "decimal": _decimal, "date": _date}
