"""Asks a store: a question of the shelf with its parameters, or any SPARQL."""

from collections.abc import Mapping

from pyoxigraph import Literal

from lcgraph.queries.binding import ParameterValue, bind
from lcgraph.queries.library import read_query
from lcgraph.queries.query import Query
from lcgraph.queries.syntax import insert_values
from lcgraph.queries.table import Table
from lcgraph.store import SelectResult, Store


def run(query: Query | str, store: Store, /, **parameters: ParameterValue | None) -> Table:
    """The answer of a graph to a question.

    A parameter that names a thing takes its IRI or its name (``place="bergen"``), several of them as a
    list, or None for all rows.

    Args:
        query: A question, or the name of a shipped one.
        store: The graph to ask.
        parameters: Values for the question's parameters, by name.

    Raises:
        QueryError: There is no such question or parameter, a required one is missing, a value does not
            fit, or nothing bears its name.
    """
    question = read_query(query) if isinstance(query, str) else query
    text, notes = bound_text(question, store, parameters)
    return as_table(store.select(text), question.summary, notes)


def bound_text(
    question: Query, store: Store, parameters: Mapping[str, ParameterValue | None]
) -> tuple[str, tuple[str, ...]]:
    """The SPARQL of a question with its parameters' values in it, and how the values were understood.

    Args:
        question: The question.
        store: Where names are looked up.
        parameters: Values by name; None stands for all.

    Raises:
        QueryError: A parameter is unknown or missing, or a value does not fit.
    """
    given = {name: value for name, value in parameters.items() if value is not None}
    blocks, notes = bind(question, store, given)
    return (insert_values(question.text, blocks) if blocks else question.text), tuple(notes)


def as_table(answer: SelectResult, title: str = "", notes: tuple[str, ...] = ()) -> Table:
    """The rows of an answer as a table.

    Args:
        answer: The rows, as a store gives them.
        title: What was asked.
        notes: How it was understood.
    """
    return Table(answer.columns, tuple(answer), title=title, notes=notes)


def run_sparql(text: str, store: Store) -> Table:
    """The answer of a graph to any SPARQL query.

    Args:
        text: A SELECT; an ASK, which gives one row with the column ``answer``; or a CONSTRUCT or
            DESCRIBE, which give the columns ``subject``, ``predicate`` and ``object``.
        store: The graph to ask.

    Raises:
        QueryError: The text is not valid SPARQL.
    """
    answer = store.query(text)
    if isinstance(answer, bool):
        return Table(("answer",), ((Literal(answer),),))
    if isinstance(answer, SelectResult):
        return as_table(answer)
    triples = sorted(answer, key=str)
    return Table(
        ("subject", "predicate", "object"),
        tuple((triple.subject, triple.predicate, triple.object) for triple in triples),
    )
