"""Where agents ask: a handful of tools, whose answers are small enough to be read whole.

Every answer is JSON: IRIs with labels beside them, and sentences with the place at which they stand.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from lcgraph.agents.pooled import PooledStore, read_answer
from lcgraph.agents.telling import Json, at_most, cited, claim, cut_at, grouped, local_name, rows_of
from lcgraph.errors import QueryError
from lcgraph.graph import evidence as find_evidence
from lcgraph.graph import resolve_one, suggest
from lcgraph.graph.iris import fold
from lcgraph.model import Modality
from lcgraph.queries import list_questions, read_query, trace
from lcgraph.queries.execution import as_table, bound_text
from lcgraph.serving import Pool
from lcgraph.store import SelectResult

_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
SELECT DISTINCT ?thing ?class ?label ?name WHERE {
  ?thing a ?class .
  OPTIONAL { ?thing rdfs:label ?own }
  OPTIONAL { ?thing dcterms:title ?title }
  BIND(COALESCE(?own, ?title) AS ?label)
  ?thing rdfs:label|skos:altLabel|dcterms:title ?name .
  FILTER(?class NOT IN (skos:Concept, lc:Document, lc:Observation))
}
ORDER BY ?label ?thing ?name
"""


class Desk:
    """Answers what agents ask about one graph, within the limits of a pool.

    Args:
        pool: Who answers the queries; it is the caller's to close.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._store = PooledStore(pool)

    def search(self, text: str, class_name: str | None = None, limit: int = 10) -> Json:
        """The things whose names have some words in them, the best first; near names where there are none.

        Args:
            text: A name or a part of one; accents and capitals do not matter.
            class_name: Only things of this class or of its sub-classes, such as ``Actor``.
            limit: The most that is given.

        Raises:
            LCGraphError: There is no such class, or nothing is looked for.
        """
        wanted = fold(text)
        if not wanted:
            raise QueryError("nothing to look for; give a name or a part of one")
        kinds = None if class_name is None else self._kinds(class_name)
        ranked = [
            (rank, thing.label, iri, thing)
            for iri, thing in self._things.items()
            if (kinds is None or thing.kind in kinds) and (rank := thing.rank(wanted)) is not None
        ]
        found = [_thing(iri, thing) for _, _, iri, thing in sorted(ranked, key=lambda one: one[:3])]
        answer = cut_at("matches", found, limit)
        if not found:
            near = suggest(self._store, text, class_name)
            answer["near"] = [{"iri": one.iri, "label": one.label, "class": one.class_name} for one in near]
        return answer

    def describe(self, entity: str, limit: int = 30) -> Json:
        """A thing with all that the texts say of it, each fact with its sentences.

        What is planned, possible, reported or denied stands apart, and so does what only follows.

        Args:
            entity: A name, a short form such as ``place:ghent``, or an IRI.
            limit: The most facts that are given of each of the three kinds.

        Raises:
            LCGraphError: Nothing or several things have the name.
        """
        one = resolve_one(self._store, entity)
        rows = find_evidence(self._store, one.iri)
        relations = [row for row in rows if not row.predicate.endswith("#type")]
        asserted = [row for row in relations if row.modality is Modality.ASSERTED]
        hedged = [row for row in relations if row.modality is not Modality.ASSERTED]
        thing = self._things.get(one.iri)
        return {
            "iri": one.iri,
            "label": one.label,
            "class": one.class_name,
            "otherNames": sorted(thing.names - {one.label}) if thing else [],
            "documents": sorted({row.title or row.identifier for row in rows}),
            **cut_at("facts", grouped(asserted), limit),
            **cut_at("notFacts", grouped(hedged), limit, note="notFactsCut"),
            **cut_at("follows", self._following(one.iri), limit, note="followsCut"),
        }

    def questions(self) -> Json:
        """The named questions, each with what it asks and its parameters."""
        return {
            "questions": [
                {
                    "name": question.name,
                    "asks": question.summary,
                    "parameters": {
                        parameter.name: {
                            "type": " or ".join(parameter.types),
                            "required": parameter.required,
                            "meaning": parameter.description,
                        }
                        for parameter in question.parameters
                    },
                }
                for question in list_questions()
            ]
        }

    def ask(
        self,
        name: str,
        parameters: Mapping[str, str | Sequence[str]] | None = None,
        limit: int = 50,
        evidence: bool = False,
    ) -> Json:
        """The answer to a named question.

        Args:
            name: The question's name.
            parameters: Values by name; things may be given by name or IRI, several as a list.
            limit: The most rows that are given.
            evidence: Whether each row comes with the numbers of the ``sentences`` behind it.

        Raises:
            QueryError: There is no such question or parameter, or a value does not fit.
            LimitError: It takes more time or memory than it may.
        """
        question = read_query(name)
        if evidence:
            traced = trace(question, self._store, **(parameters or {}))
            answer = rows_of(traced.table, limit)
            return {**answer, "sentences": cited(answer["rows"], traced.evidence)}
        text, notes = bound_text(question, self._store, parameters or {})
        return self._run(text, limit, notes)

    def sparql(self, query: str, limit: int = 100) -> Json:
        """The answer to any SPARQL 1.1 query that only reads.

        Args:
            query: SELECT, ASK, CONSTRUCT or DESCRIBE.
            limit: The most rows or triples that are given.

        Raises:
            QueryError: It is refused or wrongly written, with line and column.
            LimitError: It takes more time or memory than it may.
        """
        return self._run(query, limit)

    def evidence(
        self, subject: str, relation: str | None = None, object: str | None = None, limit: int = 20
    ) -> Json:
        """The sentences behind what the graph says of a thing, a relation, or a fact.

        Args:
            subject: A name, a short form such as ``place:ghent``, or an IRI.
            relation: A property, such as ``locatedIn``.
            object: Another thing.
            limit: The most claims that are given.

        Raises:
            LCGraphError: A name finds nothing or several things, or there is no such property.
        """
        things = [resolve_one(self._store, name).iri if name else None for name in (subject, object)]
        rows = find_evidence(self._store, things[0], relation or None, things[1])
        return cut_at("claims", [claim(row) for row in rows], limit)

    def _run(self, text: str, limit: int, notes: Sequence[str] = ()) -> Json:
        answer = self._pool.run(text, results="json", graph="ntriples", rows=at_most(limit))
        found = read_answer(answer, text)
        if isinstance(found, bool):
            return {"answer": found}
        if isinstance(found, SelectResult):
            return rows_of(as_table(found, notes=tuple(notes)), limit, cut=answer.cut)
        triples = [[str(part) for part in (one.subject, one.predicate, one.object)] for one in found]
        return {"triples": triples, "cut": answer.cut}

    @cached_property
    def _things(self) -> dict[str, "_Thing"]:
        """Each thing that has a name, by IRI; looked up once, as the graph does not change."""
        things: dict[str, _Thing] = {}
        for iri, kind, label, name in self._store.select(_NAMES):
            if isinstance(iri, NamedNode) and isinstance(kind, NamedNode) and isinstance(name, Literal):
                known = things.setdefault(iri.value, _Thing(local_name(kind.value), _text(label)))
                known.names.add(name.value)
        return things

    def _kinds(self, class_name: str) -> set[str]:
        from lcgraph.ontology import load_ontology

        ontology = load_ontology()
        return {name for name in ontology.classes if ontology.is_a(name, class_name)}

    def _following(self, iri: str) -> list[Json]:
        """What follows about a thing, with the rule and the number of claims behind it."""
        text, _ = bound_text(read_query("derived"), self._store, {"subject": f"<{iri}>"})
        return [
            {
                "relation": row["predicateLabel"],
                "object": {"iri": row["object"], "label": row["objectLabel"]},
                "rule": row["ruleLabel"],
                "claims": row["claims"],
            }
            for row in as_table(self._store.select(text)).records()
        ]


class _Thing:
    """A thing of the graph as it is searched for: the local name of its class, its label, all its names."""

    def __init__(self, kind: str, label: str) -> None:
        self.kind, self.label = kind, label
        self.names: set[str] = set()

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(name) for name in self.names]

    def rank(self, wanted: str) -> int | None:
        """How well a name fits: 0 the name itself, 1 its beginning, 2 a later word's, 3 inside; None not."""
        ranks = (
            0 if name == wanted else 1 if name.startswith(wanted) else 2 if f" {wanted}" in name else 3
            for name in self._folded
            if wanted in name
        )
        return min(ranks, default=None)


def _thing(iri: str, thing: _Thing) -> Json:
    found: Json = {"iri": iri, "label": thing.label, "class": thing.kind}
    if others := sorted(thing.names - {thing.label}):
        found["otherNames"] = others
    return found


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))
