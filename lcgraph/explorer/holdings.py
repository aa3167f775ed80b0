"""What a graph holds: its things with their names and classes, looked through once when the site starts."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from lcgraph.errors import OntologyError
from lcgraph.ontology import LC, load_ontology
from lcgraph.ontology.namespaces import local_name
from lcgraph.queries.display import clean
from lcgraph.store import Store, Term

PREFIXES = """
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
_NAMES = """SELECT ?thing ?name ?main WHERE {
  VALUES (?property ?main) { (rdfs:label 1) (dcterms:title 1) (skos:altLabel 0) (dcterms:identifier 2) }
  ?thing ?property ?name
}"""
_CLASSES = f"""SELECT ?thing ?class WHERE {{
  ?thing a ?class FILTER(?class != lc:Claim && STRSTARTS(STR(?class), "{LC}"))
}}"""
_SPOKEN_OF = """SELECT ?thing (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  { VALUES ?end { rdf:subject rdf:object } ?claim ?end ?thing ; lc:modality ?modality }
  UNION { ?claim lc:evidence/oa:hasSource ?thing }
} GROUP BY ?thing"""
_CONNECTED = """SELECT ?thing (COUNT(DISTINCT ?other) AS ?others) WHERE {
  ?partnership lc:modality lc:Asserted ; lc:partner ?thing , ?other FILTER(?other != ?thing)
} GROUP BY ?thing"""
_PLACES = "SELECT DISTINCT ?thing ?place WHERE { ?thing lc:locatedIn ?place }"
_CLAIMS = "SELECT (COUNT(?claim) AS ?claims) WHERE { ?claim a lc:Claim }"
_SENTENCES = "SELECT (COUNT(DISTINCT ?sentence) AS ?sentences) WHERE { ?claim lc:evidence ?sentence }"

#: Records of how the graph came about, which no one looks for by name.
_BEHIND = {"Derivation", "Participation"}


class Thing(NamedTuple):
    """A thing of the graph as pages name it; `class_name` is empty for what the ontology does not know."""

    iri: str
    label: str
    class_name: str = ""
    other_names: tuple[str, ...] = ()


class Holdings:
    """The things of a graph, and how often it speaks of them.

    Args:
        store: The graph, which does not change any more.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        main: defaultdict[str, set[str]] = defaultdict(set)
        other: defaultdict[str, set[str]] = defaultdict(set)
        files: dict[str, str] = {}
        for iri, name, kind in rows(store, _NAMES):
            if kind == "2":
                files[iri] = clean(name)
            else:
                (main if kind == "1" else other)[iri].add(clean(name))
        self.things: dict[str, Thing] = {}
        for iri, class_name in self._classes().items():
            if class_name == "Document" and not main[iri]:
                main[iri].add(files.get(iri, local_name(iri)))
            if class_name in _BEHIND or not (main[iri] or other[iri]):
                continue
            label = min(main[iri] or other[iri])
            names = sorted((main[iri] | other[iri]) - {label})
            self.things[iri] = Thing(iri, label, class_name, tuple(names))

    def thing(self, iri: str) -> Thing:
        """A thing by its IRI; what has no name goes by the end of its IRI."""
        return self.things.get(iri) or Thing(iri, clean(local_name(iri.rstrip("/#"))) or iri)

    def document(self, local: str) -> Thing | None:
        """The document whose IRI ends so, None where there is none."""
        return self.documents.get(local)

    @cached_property
    def documents(self) -> dict[str, Thing]:
        """All documents, by the ends of their IRIs."""
        return {local_name(one.iri): one for one in self.things.values() if one.class_name == "Document"}

    def of_class(self, *names: str) -> list[Thing]:
        """All things of some classes and their sub-classes, those that are spoken of most first."""
        found = [thing for thing in self.things.values() if self.is_a(thing, names)]
        return sorted(found, key=lambda thing: (-self.spoken_of[thing.iri], thing.label, thing.iri))

    def is_a(self, thing: Thing, names: Iterable[str]) -> bool:
        """Whether a thing is of one of some classes, or of a sub-class of one."""
        return any(name == "Thing" or name in lineage(thing.class_name) for name in names)

    def count(self) -> None:
        """Count now what is otherwise counted when it is first asked for."""
        for name in ("spoken_of", "places", "connected", "claims", "sentences"):
            getattr(self, name)

    @cached_property
    def spoken_of(self) -> Counter[str]:
        """How many claims there are about each thing, and in each document."""
        return Counter({iri: int(count) for iri, count in rows(self._store, _SPOKEN_OF)})

    @cached_property
    def places(self) -> dict[str, tuple[Thing, ...]]:
        """The places in which each thing is stated to be."""
        found: defaultdict[str, list[Thing]] = defaultdict(list)
        for iri, place in rows(self._store, _PLACES):
            found[iri].append(self.thing(place))
        return {iri: tuple(places) for iri, places in found.items()}

    @cached_property
    def connected(self) -> list[tuple[Thing, int]]:
        """Who works with how many others in partnerships that are a fact, the busiest first."""
        found = [(self.thing(iri), int(count)) for iri, count in rows(self._store, _CONNECTED)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].label, pair[0].iri))

    @cached_property
    def classes(self) -> list[tuple[str, int]]:
        """The classes and how many things each has, as the ontology lists them."""
        counts = Counter(thing.class_name for thing in self.things.values())
        known = list(load_ontology().classes)
        place = {name: at for at, name in enumerate(known)}
        return sorted(counts.items(), key=lambda pair: (place.get(pair[0], len(known)), pair[0]))

    @cached_property
    def claims(self) -> int:
        """How many claims there are."""
        return self._count(_CLAIMS)

    @cached_property
    def sentences(self) -> int:
        """How many sentences the claims rest on."""
        return self._count(_SENTENCES)

    def _count(self, question: str) -> int:
        return int(rows(self._store, question)[0][0])

    def _classes(self) -> dict[str, str]:
        """The most special class of each thing."""
        found: dict[str, str] = {}
        for iri, class_iri in rows(self._store, _CLASSES):
            name = class_iri.removeprefix(LC)
            found[iri] = max(found.get(iri, name), name, key=lambda one: (len(lineage(one)), one))
        return found


def lineage(class_name: str) -> tuple[str, ...]:
    """A class and all above it, the nearest first; of a class that the ontology does not have, itself."""
    try:
        return (class_name, *load_ontology().ancestors(class_name))
    except OntologyError:
        return (class_name,)


def rows(store: Store, question: str) -> list[list[str]]:
    """The rows of a question of this room's own, as texts; nothing is an empty one.

    Rows with a blank node are left out: a page can be neither about one nor link to it.
    """
    return [
        [_text(term) for term in row]
        for row in store.select(PREFIXES + question)
        if not any(str(term).startswith("_:") for term in row)
    ]


def _text(term: Term | None) -> str:
    return str(getattr(term, "value", "")) if term is not None else ""
