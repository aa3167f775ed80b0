"""Finds the triples by which a property path of SPARQL 1.1 (section 9) leads from one term to another."""

from collections.abc import Callable, Iterator
from typing import Any

from pyoxigraph import BlankNode, NamedNode
from rdflib import URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, SequencePath

from lcgraph.store import Store, Term

Edge = tuple[Term, NamedNode, Term]
#: A predicate or a path, as rdflib parses it.
Path = Any


_LC = "https://w3id.org/lcgraph/ontology#"
_LED = AlternativePath(*(URIRef(f"{_LC}{name}") for name in ("founds", "runs", "launches", "coordinates")))
#: Properties whose triples may be worked out from others, and the paths that those others make.
SOURCES: dict[str, Path] = {
    f"{_LC}cooperatesWith": SequencePath(InvPath(URIRef(f"{_LC}partner")), URIRef(f"{_LC}partner")),
    f"{_LC}locatedIn": MulPath(URIRef(f"{_LC}locatedIn"), "+"),
    f"{_LC}leads": _LED,
    f"{_LC}partnerIn": InvPath(URIRef(f"{_LC}partner")),
    f"{_LC}within": MulPath(URIRef(f"{_LC}locatedIn"), "+"),
}


class PathFinder:
    """The triples on the paths of one graph; what was looked up once is remembered."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ahead: dict[tuple[Term, NamedNode | None], list[Edge]] = {}
        self._back: dict[tuple[Term, NamedNode | None], list[Edge]] = {}

    def edges(self, path: Path, source: Term, target: Term) -> frozenset[Edge]:
        """All triples that lie on a path between two terms; none where no path or an empty one joins them."""
        return frozenset(self._edges(path, source, target))

    def sources(self, derived: Edge) -> frozenset[Edge]:
        """The triples from which one that no text states may have been worked out."""
        path = SOURCES.get(derived[1].value)
        return frozenset() if path is None else self.edges(path, derived[0], derived[2]) - {derived}

    def _edges(self, path: Path, source: Term, target: Term) -> Iterator[Edge]:
        if isinstance(path, NamedNode | URIRef):
            yield from (edge for edge in self._out(source, _term(path)) if edge[2] == target)
        elif isinstance(path, InvPath):
            yield from self._edges(path.arg, target, source)
        elif isinstance(path, AlternativePath):
            for way in path.args:
                yield from self._edges(way, source, target)
        elif isinstance(path, SequencePath):
            first, rest = path.args[0], path.args[1:]
            if not rest:
                yield from self._edges(first, source, target)
                return
            onward = rest[0] if len(rest) == 1 else SequencePath(*rest)
            for between in self._next(first, source) & self._previous(onward, target):
                yield from self._edges(first, source, between)
                yield from self._edges(onward, between, target)
        elif isinstance(path, MulPath):
            yield from self._repeated(path, source, target)
        elif isinstance(path, NegatedPath):
            yield from self._others(path, source, target)

    def _repeated(self, path: MulPath, source: Term, target: Term) -> Iterator[Edge]:
        if source == target and path.zero:
            return
        if not path.more:
            yield from self._edges(path.path, source, target)
            return
        ahead = _reached({source}, lambda term: self._next(path.path, term))
        back = _reached({target}, lambda term: self._previous(path.path, term))
        for one in ahead & back:
            for other in self._next(path.path, one) & back:
                yield from self._edges(path.path, one, other)

    def _others(self, path: NegatedPath, source: Term, target: Term) -> Iterator[Edge]:
        ahead, back = _forbidden(path)
        if ahead is not None:
            yield from (e for e in self._out(source, None) if e[2] == target and e[1].value not in ahead)
        if back is not None:
            yield from (e for e in self._into(source, None) if e[0] == target and e[1].value not in back)

    def _across(self, ahead: set[str] | None, back: set[str] | None, term: Term) -> set[Term]:
        """The neighbours of a term by triples that are not forbidden in their direction."""
        found: set[Term] = set()
        if ahead is not None:
            found |= {edge[2] for edge in self._out(term, None) if edge[1].value not in ahead}
        if back is not None:
            found |= {edge[0] for edge in self._into(term, None) if edge[1].value not in back}
        return found

    def _next(self, path: Path, term: Term) -> set[Term]:
        """Where a path leads from a term."""
        if isinstance(path, NamedNode | URIRef):
            return {edge[2] for edge in self._out(term, _term(path))}
        if isinstance(path, InvPath):
            return self._previous(path.arg, term)
        if isinstance(path, AlternativePath):
            return {found for way in path.args for found in self._next(way, term)}
        if isinstance(path, SequencePath):
            reached = {term}
            for way in path.args:
                reached = {found for one in reached for found in self._next(way, one)}
            return reached
        if isinstance(path, MulPath):
            return _multiplied(path, term, lambda one: self._next(path.path, one))
        ahead, back = _forbidden(path)
        return self._across(ahead, back, term)

    def _previous(self, path: Path, term: Term) -> set[Term]:
        """From where a path leads to a term."""
        if isinstance(path, NamedNode | URIRef):
            return {edge[0] for edge in self._into(term, _term(path))}
        if isinstance(path, InvPath):
            return self._next(path.arg, term)
        if isinstance(path, AlternativePath):
            return {found for way in path.args for found in self._previous(way, term)}
        if isinstance(path, SequencePath):
            reached = {term}
            for way in reversed(path.args):
                reached = {found for one in reached for found in self._previous(way, one)}
            return reached
        if isinstance(path, MulPath):
            return _multiplied(path, term, lambda one: self._previous(path.path, one))
        ahead, back = _forbidden(path)
        return self._across(back, ahead, term)

    def _out(self, subject: Term, predicate: NamedNode | None) -> list[Edge]:
        key = (subject, predicate)
        if key not in self._ahead:
            quads = (
                self._store.match(subject, predicate) if isinstance(subject, NamedNode | BlankNode) else ()
            )
            self._ahead[key] = [(quad.subject, quad.predicate, quad.object) for quad in quads]
        return self._ahead[key]

    def _into(self, object: Term, predicate: NamedNode | None) -> list[Edge]:
        key = (object, predicate)
        if key not in self._back:
            quads = self._store.match(None, predicate, object)
            self._back[key] = [(quad.subject, quad.predicate, quad.object) for quad in quads]
        return self._back[key]


def _term(predicate: NamedNode | URIRef) -> NamedNode:
    return predicate if isinstance(predicate, NamedNode) else NamedNode(predicate)


def _multiplied(path: MulPath, term: Term, step: Callable[[Term], set[Term]]) -> set[Term]:
    once = step(term)
    found = _reached(once, step) if path.more else once
    return found | {term} if path.zero else found


def _reached(start: set[Term], step: Callable[[Term], set[Term]]) -> set[Term]:
    found, waiting = set(start), list(start)
    while waiting:
        new = step(waiting.pop()) - found
        found |= new
        waiting.extend(new)
    return found


def _forbidden(path: NegatedPath) -> tuple[set[str] | None, set[str] | None]:
    """The predicates that a negated set excludes ahead and back; None where it does not go that way."""
    ahead = {str(arg) for arg in path.args if isinstance(arg, URIRef)}
    back = {str(arg.arg) for arg in path.args if isinstance(arg, InvPath)}
    return (ahead if ahead or not back else None), (back or None)
