"""Finds the claims behind each row of an answer, and with them the sentences that say so.

Nothing is declared for it: what stands behind a row is read off the question's own patterns. Each
triple that a row was made of is looked up among the claims; a pattern that binds a claim names it
itself; where a path was followed, all triples on it count.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode

from lcgraph.errors import QueryError
from lcgraph.queries.binding import ParameterValue
from lcgraph.queries.execution import as_table, bound_text
from lcgraph.queries.exposing import expose
from lcgraph.queries.library import read_query
from lcgraph.queries.query import Query
from lcgraph.queries.sentences import Sentence, claims_of, sentences_of
from lcgraph.queries.table import Table, Term
from lcgraph.queries.traced import Traced
from lcgraph.store import Store

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

    from lcgraph.queries.paths import Edge, PathFinder

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LC = "https://w3id.org/lcgraph/ontology#"
_TYPE = NamedNode(f"{_RDF}type")
#: Leads from a derivation to the claims that it rests on.
_FOLLOWS_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom"
#: Whoever has one of these is a claim.
_OF_CLAIMS = {f"{_RDF}subject", f"{_RDF}predicate", f"{_RDF}object", f"{_LC}evidence"}


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A triple pattern, and the variables that tell whether its branch took part.

    Its parts are terms, paths as rdflib has them, and the names of variables.
    """

    parts: tuple[Any, ...]
    gates: tuple[str, ...]


@dataclass(slots=True)
class _Grounds:
    """What a row rests on: triples, statements of a class, and claims that the question itself names."""

    triples: "set[Edge]" = field(default_factory=set)
    types: "set[Edge]" = field(default_factory=set)
    claims: set[str] = field(default_factory=set)


def trace(query: Query | str, store: Store, /, **parameters: ParameterValue | None) -> Traced:
    """The answer of a graph to a question, each row with the sentences behind it.

    Args:
        query: A question, or the name of a shipped one.
        store: The graph to ask.
        parameters: Values for the question's parameters, by name.

    Raises:
        QueryError: As for `run`, or the question is written in a way that cannot be traced.
    """
    question = read_query(query) if isinstance(query, str) else query
    text, notes = bound_text(question, store, parameters)
    return _trace(text, store, question.summary, notes)


def trace_sparql(text: str, store: Store) -> Traced:
    """The answer of a graph to any SELECT, each row with the sentences behind it.

    Args:
        text: The query.
        store: The graph to ask.

    Raises:
        QueryError: The text is no valid SELECT, or is written in a way that cannot be traced.
    """
    return _trace(text, store, "", ())


def _trace(text: str, store: Store, title: str, notes: tuple[str, ...]) -> Traced:
    table = as_table(store.select(text), title, notes)
    grounds, unseen = _grounds(text, table, store)
    asserted = _claims_of_facts(store, {triple for ground in grounds for triple in ground.triples})
    bare = [ground for ground in grounds if not ground.claims and not any(map(asserted.get, ground.triples))]
    named = claims_of(store, {triple for ground in bare for triple in ground.types})
    rows = [_claims(ground, asserted) or _claims_of_types(ground, named) for ground in grounds]
    told = sentences_of(store, {claim for row in rows for claim in row})
    evidence = tuple(_in_order(told[claim] for claim in row if claim in told) for row in rows)
    if unseen:
        table = Table(table.columns, table.terms, title=title, notes=(*notes, _UNSEEN))
    return Traced(table, evidence)


_UNSEEN = "What stands in [ ] or behind _: gives no sentence; write a variable there instead."


def _claims_of_facts(store: Store, triples: "set[Edge]") -> "dict[Edge, set[str]]":
    """The claims behind facts; behind those that were worked out, the claims of what they rest on."""
    from lcgraph.queries.paths import PathFinder

    found = claims_of(store, triples)
    finder = PathFinder(store)
    rests_on = {triple: sources for triple in triples - set(found) if (sources := finder.sources(triple))}
    below = claims_of(store, set().union(*rests_on.values()), asserted_only=True)
    worked_out = {
        triple: set().union(*(below.get(source, set()) for source in sources))
        for triple, sources in rests_on.items()
    }
    return {**found, **worked_out}


def _claims(ground: _Grounds, asserted: "Mapping[Edge, Iterable[str]]") -> set[str]:
    return ground.claims.union(*(asserted.get(triple, ()) for triple in ground.triples))


def _claims_of_types(ground: _Grounds, named: "Mapping[Edge, Iterable[str]]") -> set[str]:
    return set().union(*(named.get(triple, ()) for triple in ground.types))


def _in_order(found: Iterable[tuple[Sentence, ...]]) -> tuple[Sentence, ...]:
    return tuple(sorted({sentence for several in found for sentence in several}))


def _grounds(text: str, table: Table, store: Store) -> tuple[list[_Grounds], bool]:
    """What each row of an answer rests on, and whether a blank node hid something."""
    from lcgraph.queries.paths import PathFinder

    exposed = expose(text, table.columns)
    patterns, unseen = _patterns(exposed.select(()), exposed.gate)
    names = dict.fromkeys(part for pattern in patterns for part in pattern.parts if isinstance(part, str))
    gates = dict.fromkeys(gate for pattern in patterns for gate in pattern.gates)
    solutions = store.select(exposed.select([*names, *gates]))
    grounds: defaultdict[tuple[Term | None, ...], _Grounds] = defaultdict(_Grounds)
    finder = PathFinder(store)
    for solution in solutions:
        row = dict(zip(solutions.columns, solution, strict=True))
        ground = grounds[tuple(row[key] for key in exposed.keys)]
        for pattern in patterns:
            _add(ground, pattern, row, finder)
    places = [table.columns.index(key) for key in exposed.keys]
    return [grounds[tuple(row[place] for place in places)] for row in table.terms], unseen


def _add(ground: _Grounds, pattern: _Pattern, row: dict[str, Term | None], finder: "PathFinder") -> None:
    if any(row[gate] is None for gate in pattern.gates):
        return
    parts: list[Any] = [row[part] if isinstance(part, str) else part for part in pattern.parts]
    subject, path, object = parts
    if None in parts:
        return
    # A plain pattern has matched, or there were no such row; only where a path led is to be found out.
    plain: list[Edge] = [(subject, path, object)] if isinstance(path, NamedNode) else []
    for edge in plain or finder.edges(path, subject, object):
        if edge[1].value in _OF_CLAIMS and isinstance(edge[0], NamedNode):
            ground.claims.add(edge[0].value)
        elif edge[1].value == _FOLLOWS_FROM and isinstance(edge[2], NamedNode):
            ground.claims.add(edge[2].value)
        else:
            (ground.types if edge[1] == _TYPE else ground.triples).add(edge)


#: rdflib's grammar puts itself together at its first use, and may not be used meanwhile.
_PARSING = Lock()


@lru_cache(maxsize=64)
def _patterns(text: str, gate: str) -> tuple[tuple[_Pattern, ...], bool]:
    """The triple patterns that must or may match, and whether any of them has a blank node."""
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        with _PARSING:
            algebra = translateQuery(parseQuery(text)).algebra
    except (ParseBaseException, RecursionError, SyntaxError, ValueError) as error:
        raise QueryError(
            f"The sentences behind this query cannot be told ({error}). Ask without evidence."
        ) from None
    found = list(_walk(algebra, gate, ()))
    seen = [pattern for pattern in found if not any(isinstance(part, BlankNode) for part in pattern.parts)]
    return tuple(seen), len(seen) < len(found)


def _part(part: Any) -> Any:
    """A part of a pattern that rdflib has read."""
    import rdflib

    if isinstance(part, rdflib.Variable):
        return str(part)
    if isinstance(part, rdflib.URIRef):
        return NamedNode(part)
    if isinstance(part, rdflib.BNode):
        return BlankNode(part)
    if not isinstance(part, rdflib.Literal):
        return part
    if part.language:
        return Literal(str(part), language=part.language)
    return Literal(str(part), datatype=NamedNode(part.datatype)) if part.datatype else Literal(str(part))


def _walk(node: "CompValue", gate: str, gates: tuple[str, ...]) -> Iterator[_Pattern]:
    if node.name == "Extend" and str(node.var).startswith(gate):
        gates = (*gates, str(node.var))
    if node.name == "BGP":
        yield from (_Pattern(tuple(map(_part, triple)), gates) for triple in node.triples)
    elif node.name == "Minus":
        yield from _walk(node.p1, gate, gates)
    # An inner SELECT as it was written is left out: one that shows its variables stands beside it.
    elif node.name != "ToMultiSet" or any(str(name).startswith(gate) for name in node.p.PV or ()):
        for part in (node.p, node.p1, node.p2):
            if part is not None:
                yield from _walk(part, gate, gates)
