"""What a graph says, in the form in which it is held against gold: by names, not by IRIs."""

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from lcgraph.evaluation.gold import RELATIONS

if TYPE_CHECKING:
    from lcgraph.store import Store

#: Classes of named things, which are counted by themselves; others count where something is said of them.
NAMED = (
    "City",
    "Region",
    "Country",
    "DevelopmentSite",
    "PublicAuthority",
    "Enterprise",
    "EducationInstitution",
    "ResearchInstitution",
    "CivicOrganisation",
    "InternationalOrganisation",
    "Person",
    "Project",
)
Names = frozenset[str]


class Thing(NamedTuple):
    """A named thing: its names and its class."""

    names: Names
    class_name: str


class Said(NamedTuple):
    """A relation of the gold's kind (not denied) and the names of both its ends."""

    subject: Names
    relation: str
    object: Names


class Figure(NamedTuple):
    """A figure: names of what it is about, what it counts, value and unit."""

    about: Names
    indicator: Names
    value: float
    unit: Names


class Work(NamedTuple):
    """A publication: its titles and years."""

    titles: Names
    years: Names


class Answers(NamedTuple):
    """All that a graph says."""

    things: tuple[Thing, ...]
    relations: tuple[Said, ...]
    alliances: tuple[tuple[Names, ...], ...]
    figures: tuple[Figure, ...]
    works: tuple[Work, ...]


def answers_of(store: "Store") -> Answers:
    """What a graph says.

    Relations count as facts and as claims, whatever their modality, but for denied ones. Partnerships of
    fewer than two partners are none.
    """
    return _Reader(store).answers()


class _Reader:
    """One graph, looked at by subject."""

    def __init__(self, store: "Store") -> None:
        from pyoxigraph import Literal, NamedNode

        self._values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in store:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self._values[quad.subject.value][_short(quad.predicate.value)].append(quad.object.value)

    def answers(self) -> Answers:
        """All that the graph says, in the order of its IRIs."""
        things, alliances, figures, works = [], [], [], []
        for iri in sorted(self._values):
            properties = self._values[iri]
            classes = [_short(name).removeprefix("lc:") for name in properties.get("rdf:type", ())]
            names = self._names(iri)
            things += [Thing(names, name) for name in classes if name in NAMED and names]
            partners = sorted(set(properties.get("lc:partner", ())))
            if len(partners) > 1 and "lc:Negated" not in map(_short, properties.get("lc:modality", ())):
                alliances.append(tuple(map(self._names, partners)))
            if "Observation" in classes:
                about = frozenset(name for thing in properties["lc:about"] for name in self._names(thing))
                indicator, unit = frozenset(properties["lc:indicator"]), frozenset(properties["lc:unit"])
                figures += [Figure(about, indicator, float(v), unit) for v in properties["lc:value"]]
            if "Publication" in classes:
                titles = frozenset(properties["dcterms:title"] + properties["rdfs:label"])
                works.append(Work(titles, frozenset(year[:4] for year in properties["dcterms:issued"])))
        return Answers(tuple(things), self._relations(), tuple(alliances), tuple(figures), tuple(works))

    def _relations(self) -> tuple[Said, ...]:
        counts_as = {f"lc:{name}": relation for relation, names in RELATIONS.items() for name in names}
        said = set()
        for iri, properties in self._values.items():
            for predicate in counts_as.keys() & properties.keys():
                said |= {(iri, counts_as[predicate], other) for other in properties[predicate]}
            if "lc:Negated" in map(_short, properties.get("lc:modality", ())):
                continue
            for predicate in map(_short, properties.get("rdf:predicate", ())):
                if predicate in counts_as:
                    ends = properties["rdf:subject"][0], properties["rdf:object"][0]
                    said.add((ends[0], counts_as[predicate], ends[1]))
        return tuple(Said(self._names(s), p, self._names(o)) for s, p, o in sorted(said))

    def _names(self, iri: str) -> Names:
        properties = self._values.get(iri, {})
        found = (properties.get(name, ()) for name in ("rdfs:label", "skos:prefLabel", "skos:altLabel"))
        return frozenset(name for names in found for name in names)


def _short(iri: str) -> str:
    from lcgraph.graph.terms import shorten

    return shorten(iri)
