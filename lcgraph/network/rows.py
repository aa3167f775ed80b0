"""The rows of a network query: read, checked, and folded so that each pair of nodes has one edge."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lcgraph.errors import NetworkError
from lcgraph.network.source import checked_iri, words

#: Columns of a query that mean something to a network; all others become attributes of the edge.
COLUMNS = ("source", "target", "weight", "via", "sourcePart", "targetPart", "relation")


class NetworkRow(NamedTuple):
    """One connection as a network query returns it.

    `weight` is how strong it is (1 where the query says nothing), `via` the thing that joins the two:
    the partnership they are partners of, the project both lead. `source_part` and `target_part` are who
    stands for either end: where two cities co-operate, the actors in them that are the partners.
    `relation` says how the two are related, `more` what else the query tells, as column and text.
    """

    source: str
    target: str
    weight: float | None = None
    via: str | None = None
    source_part: str | None = None
    target_part: str | None = None
    relation: str | None = None
    more: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Folded:
    """All rows between two nodes.

    `weights` are the distinct ones with the thing in between (empty: nothing in between). `steps` are the
    pairs of things whose claims speak for the connection, `parts` those whose claims say why a part
    stands for its end; the smaller IRI is first, whichever is the claim's subject.
    """

    weights: set[tuple[str, float]] = field(default_factory=set)
    steps: set[tuple[str, str]] = field(default_factory=set)
    parts: set[tuple[str, str]] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    more: dict[str, set[str]] = field(default_factory=dict)

    @property
    def via(self) -> set[str]:
        """The things that join the two."""
        return {via for via, _ in self.weights if via}

    @property
    def weight(self) -> float:
        """The sum of the weights, the same whatever the rows' order."""
        return math.fsum(weight for _, weight in sorted(self.weights))


def network_rows(table: Any) -> Iterator[NetworkRow]:
    """The rows of a query's answer as connections.

    Args:
        table: An answer with ``columns`` (or ``variables``) and rows, as a store gives it.

    Raises:
        NetworkError: If ``?source`` or ``?target`` is missing, is no IRI, or a weight is no number.
    """
    columns = table.columns if hasattr(table, "columns") else table.variables
    names = [str(getattr(name, "value", name)).lstrip("?") for name in columns]
    missing = [f"?{name}" for name in ("source", "target") if name not in names]
    if missing:
        raise NetworkError(
            f"the query does not return {' and '.join(missing)} but {', '.join(f'?{n}' for n in names)}: "
            f"a network needs SELECT ?source ?target, and may have ?weight, ?via and others"
        )
    others = [name for name in names if name not in COLUMNS]
    for values in table:
        row = {name: values[place] for place, name in enumerate(names)}
        if row["source"] is None or row["target"] is None:
            continue
        iris = {
            name: None if row.get(name) is None else checked_iri(row[name], f"?{name}")
            for name in ("source", "target", "via", "sourcePart", "targetPart")
        }
        yield NetworkRow(
            str(iris["source"]),
            str(iris["target"]),
            _number(row.get("weight")),
            iris["via"],
            iris["sourcePart"],
            iris["targetPart"],
            _text(row["relation"]) if row.get("relation") is not None else None,
            tuple((name, _text(row[name])) for name in others if row[name] is not None),
        )


def fold(rows: Iterable[NetworkRow | tuple[Any, ...]], *, directed: bool) -> dict[tuple[str, str], Folded]:
    """The connections by pair of nodes, in the order of their IRIs.

    Rows that are alike but for their parts count once, so that two cities with five actors each in one
    partnership are joined by it once.

    Args:
        rows: Connections; a plain tuple will do.
        directed: Whether a connection from a to b is another than one from b to a.

    Raises:
        NetworkError: If a row's source, target, via or part is no IRI, or its weight no number.
    """
    folded: dict[tuple[str, str], Folded] = {}
    for values in rows:
        row = NetworkRow(*values)
        source, target = checked_iri(row.source, "?source"), checked_iri(row.target, "?target")
        via = "" if row.via is None else checked_iri(row.via, "?via")
        here = source if row.source_part is None else checked_iri(row.source_part, "?sourcePart")
        there = target if row.target_part is None else checked_iri(row.target_part, "?targetPart")
        weight = _number(row.weight)
        if source == target:
            continue
        pair = (source, target) if directed or source < target else (target, source)
        edge = folded.setdefault(pair, Folded())
        edge.weights.add((via, 1.0 if weight is None else weight))
        joined = ((via, here), (via, there)) if via else ((here, there),)
        edge.steps.update(_pairs((source, target), *joined))
        edge.parts.update(_pairs((source, here), (target, there)))
        if row.relation:
            edge.relations.add(words(row.relation))
        for name, text in row.more:
            edge.more.setdefault(name, set()).add(text)
    return dict(sorted(folded.items()))


def _pairs(*pairs: tuple[str, str]) -> Iterator[tuple[str, str]]:
    return ((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])


def _number(value: Any) -> float | None:
    if value is None:
        return None
    try:
        number = float(getattr(value, "value", value))
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise NetworkError(f"?weight holds {str(value)!r}, which is no number: let the query return a number")
    return number


def _text(term: Any) -> str:
    return str(getattr(term, "value", term))
