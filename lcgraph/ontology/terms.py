"""Classes and properties of the ontology, as the other rooms ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from lcgraph.errors import OntologyError
from lcgraph.ontology.namespaces import LC, PREFIXES, curie, local_name
from lcgraph.ontology.turtle import TurtleFiles, contents
from lcgraph.resources import resource

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

#: Stands for "of any class" in a domain or a range (``owl:Thing``).
ANYTHING = "Thing"


@dataclass(frozen=True, slots=True)
class OntologyClass:
    """A class: its local name, IRI, English label and definition, direct super-classes, and kind.

    `parents` holds names of the ontology's own classes only. `kind` is the kind of `EntityId` for things of
    the class, and empty where such things are no entities (claims, documents).
    """

    name: str
    iri: str
    label: str
    definition: str = ""
    parents: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class OntologyProperty:
    """A property: its local name, IRI, label and definition, and between which classes it may stand.

    `domain` and `range` hold names of the ontology's own classes, or ``Thing`` for any; they are empty where
    the property does not lead from or to an entity. A property without a domain or range of its own takes
    over those of its super-properties, `parents`. `derived` properties rest on no claim of their own:
    `chain_of` and `pairs_of` name the property that they are worked out from, if it is not one of `inverses`.
    """

    name: str
    iri: str
    label: str
    definition: str = ""
    domain: frozenset[str] = frozenset()
    range: frozenset[str] = frozenset()
    parents: tuple[str, ...] = ()
    symmetric: bool = False
    derived: bool = False
    inverses: tuple[str, ...] = ()
    chain_of: str = ""
    pairs_of: str = ""


@dataclass(frozen=True, slots=True)
class Ontology:
    """All classes and properties, by local name."""

    classes: Mapping[str, OntologyClass]
    properties: Mapping[str, OntologyProperty]

    def class_(self, name: str) -> OntologyClass:
        """The class of a name.

        Raises:
            OntologyError: There is none.

        >>> load_ontology().class_("City").label
        'city'
        """
        try:
            return self.classes[name]
        except KeyError:
            raise _unknown("class", name, self.classes) from None

    def property(self, name: str) -> OntologyProperty:
        """The property of a name.

        Raises:
            OntologyError: There is none.

        >>> load_ontology().property("founds").parents
        ('leads',)
        """
        try:
            return self.properties[name]
        except KeyError:
            raise _unknown("property", name, self.properties) from None

    def ancestors(self, class_name: str) -> tuple[str, ...]:
        """All super-classes of a class, the nearest first, without the class itself.

        >>> load_ontology().ancestors("Enterprise")
        ('Organisation', 'Actor')
        """
        return upwards(class_name, lambda name: self.class_(name).parents)

    def is_a(self, class_name: str, ancestor: str) -> bool:
        """Whether each thing of the first class is one of the second; a class counts as one of its own.

        >>> load_ontology().is_a("City", "Place")
        True
        """
        return class_name == self.class_(ancestor).name or ancestor in self.ancestors(class_name)

    def allows(self, subject_class: str, predicate: str, object_class: str) -> bool:
        """Whether a property may lead from a thing of the one class to a thing of the other.

        >>> load_ontology().allows("Enterprise", "funds", "Project")
        True
        >>> load_ontology().allows("Project", "funds", "Enterprise")
        False

        Raises:
            OntologyError: The property or one of the classes is unknown.
        """
        found = self.property(predicate)
        return self._fits(subject_class, found.domain) and self._fits(object_class, found.range)

    def _fits(self, class_name: str, allowed: frozenset[str]) -> bool:
        family = {class_name, *self.ancestors(class_name), ANYTHING}
        return not family.isdisjoint(allowed)

    def kind_of(self, class_name: str) -> str:
        """The kind of `EntityId` for things of a class: its own, or that of the nearest super-class.

        >>> load_ontology().kind_of("Enterprise")
        'actor'

        Raises:
            OntologyError: Things of the class are no entities, or there is no such class.
        """
        for name in (class_name, *self.ancestors(class_name)):
            if kind := self.class_(name).kind:
                return kind
        raise OntologyError(
            f"class {class_name}: no lc:kind in the ontology, neither here nor in a super-class; "
            'add a line lc:kind "…" or place the class below one that has a kind'
        )


def load_ontology(paths: Sequence[Path] = ()) -> Ontology:
    """Read the ontology, and with it files of the user's own that add classes or properties.

    Args:
        paths: Turtle files that are merged with the core. Their terms may stand in any namespace, as long as
            no two terms share a local name.

    Returns:
        The terms; the same files give the same object again.

    Raises:
        OntologyError: A file is missing or no Turtle, or a term in it breaks a rule; with file and line.
    """
    return _load((resource("ontology", "lcgraph.ttl"), *paths), contents(paths))


@cache
def _load(paths: tuple[Path, ...], _contents: tuple[bytes, ...]) -> Ontology:
    files = TurtleFiles(paths)
    class_nodes = _by_name(files, files.of_type("owl:Class", "rdfs:Class"))
    property_nodes = _by_name(
        files, files.of_type("owl:ObjectProperty", "owl:DatatypeProperty", "rdf:Property")
    )
    classes = {
        name: OntologyClass(
            name=name,
            iri=node.value,
            label=_first(files.texts(node, "rdfs:label"), name),
            definition=_first(files.texts(node, "skos:definition")),
            parents=_own(files, node, "rdfs:subClassOf", class_nodes),
            kind=_first(files.texts(node, "lc:kind")),
        )
        for name, node in class_nodes.items()
    }
    symmetric = set(files.of_type("owl:SymmetricProperty"))
    parents = {
        name: _own(files, node, "rdfs:subPropertyOf", property_nodes) for name, node in property_nodes.items()
    }

    inverses: dict[str, set[str]] = {
        name: {name} if node in symmetric else set() for name, node in property_nodes.items()
    }
    for name, node in property_nodes.items():
        for other in _own(files, node, "owl:inverseOf", property_nodes):
            inverses[name].add(other)
            inverses[other].add(name)

    def ends(name: str, side: str) -> frozenset[str]:
        for candidate in (name, *upwards(name, parents.__getitem__)):
            if files.objects(property_nodes[candidate], side):
                return frozenset(_own(files, property_nodes[candidate], side, class_nodes))
        return frozenset()

    properties = {
        name: OntologyProperty(
            name=name,
            iri=node.value,
            label=_first(files.texts(node, "rdfs:label"), name),
            definition=_first(files.texts(node, "skos:definition")),
            domain=ends(name, "rdfs:domain"),
            range=ends(name, "rdfs:range"),
            parents=parents[name],
            symmetric=node in symmetric,
            derived="true" in files.texts(node, "lc:derived"),
            inverses=tuple(sorted(inverses[name])),
            chain_of=_first(_own(files, node, "lc:chainOf", property_nodes)),
            pairs_of=_first(_own(files, node, "lc:pairsOf", property_nodes)),
        )
        for name, node in property_nodes.items()
    }
    return Ontology(MappingProxyType(classes), MappingProxyType(properties))


def _by_name(files: TurtleFiles, nodes: Iterable[NamedNode]) -> dict[str, NamedNode]:
    named: dict[str, NamedNode] = {}
    for node in nodes:
        name = local_name(node.value)
        other = named.setdefault(name, node)
        if other != node:
            message = f"{curie(node.value)} has the same local name as {other.value}; rename one of the two"
            raise files.fault(node, message)
    return named


def _own(
    files: TurtleFiles, node: NamedNode, predicate: str, known: Mapping[str, NamedNode]
) -> tuple[str, ...]:
    """The local names of the known terms that a predicate leads to; terms of other vocabularies drop out."""
    names = []
    for iri in files.members(node, predicate):
        name = local_name(iri)
        if iri == PREFIXES["owl"] + ANYTHING:
            names.append(ANYTHING)
        elif name in known and known[name].value == iri:
            names.append(name)
        elif iri.startswith(LC):
            message = (
                f"{curie(node.value)}: {predicate} names {curie(iri)}, which is not defined; mend the name"
            )
            raise files.fault(node, message)
    return tuple(name for name in names if name != ANYTHING or predicate in ("rdfs:domain", "rdfs:range"))


def upwards(start: str, parents_of: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    """Everything above a term, the nearest first; a circle in the files ends where it began."""
    queue = list(parents_of(start))
    for name in queue:
        queue.extend(parent for parent in parents_of(name) if parent not in queue)
    return tuple(name for name in dict.fromkeys(queue) if name != start)


def _first(values: Sequence[str], default: str = "") -> str:
    return values[0] if values else default


def _unknown(what: str, name: str, known: Iterable[str]) -> OntologyError:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "ontology/lcgraph.ttl lists them all"
    return OntologyError(f"the ontology has no {what} {name!r}; {hint}")
