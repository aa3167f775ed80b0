"""What follows from facts: triples that no text says, each with the rule and the claims that it follows from.

Four rules, of which the ontology says to which properties they apply. They are carried out once, when the
graph is built: a store needs no reasoner, and a reader can see what was said and what was concluded.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from itertools import permutations
from typing import NamedTuple, TypeAlias

from lcgraph.model import EntityId
from lcgraph.ontology import Ontology, OntologyProperty
from lcgraph.ontology.terms import upwards

#: A relation of two things: subject, the property's local name, object.
Relation: TypeAlias = tuple[EntityId, str, EntityId]
#: Relations, each with the IRIs of claims that assert it or that it follows from.
Facts: TypeAlias = Mapping[Relation, frozenset[str]]

#: A thing with more parts makes no pairs: to be on one long list is not to work together, and k parts would
#: make k(k-1)/2 pairs.
MOST_PARTNERS = 30
#: A chain has no more steps. From a room to its continent it takes fewer, and chains of any length would grow
#: with the square of what a careless or hostile text puts in a row.
MOST_STEPS = 10


class Derivation(NamedTuple):
    """One way in which a relation follows: the rule, a local name of the ontology, and the claims' IRIs."""

    relation: Relation
    rule: str
    premises: tuple[str, ...]


def derive(facts: Facts, ontology: Ontology, class_of: Callable[[EntityId], str]) -> list[Derivation]:
    """What follows from facts and is not among them.

    What follows may make more follow, until nothing new does. A relation that follows in several ways, such
    as a pair that meets in two partnerships, has a derivation for each.

    Args:
        facts: Relations that are facts; what is planned, possible, reported or denied does not belong here.
        ontology: The properties, with what is said of them: super-properties, inverses, chains and pairs.
        class_of: The local name of a thing's class.

    Returns:
        The derivations, sorted.
    """
    rules = _Rules(ontology, class_of)
    known = dict(facts)
    derivations: list[Derivation] = []
    while new := {found for found in rules.apply(known) if found.relation not in known}:
        ordered = sorted(new)
        derivations += ordered
        for found in ordered:
            known.setdefault(found.relation, frozenset(found.premises))
    return sorted(derivations)


class _Rules:
    """The rules, for the properties of one ontology."""

    def __init__(self, ontology: Ontology, class_of: Callable[[EntityId], str]) -> None:
        self._ontology = ontology
        self._class_of = class_of
        terms = ontology.properties
        self._wider = {name: upwards(name, lambda below: terms[below].parents) for name in terms}
        self._chains = [term for term in terms.values() if term.chain_of]
        self._pairs = [term for term in terms.values() if term.pairs_of]
        self._allowed: dict[tuple[str, str, str], bool] = {}

    def apply(self, known: Facts) -> Iterator[Derivation]:
        """All that follows in one step, known or not."""
        for (subject, name, object_), claims in known.items():
            premises = tuple(sorted(claims))
            for wider in self._wider[name]:
                yield Derivation((subject, wider, object_), "WiderProperty", premises)
            for inverse in self._ontology.properties[name].inverses:
                yield Derivation((object_, inverse, subject), "InverseProperty", premises)
        for term in self._chains:
            yield from self._chained(term, known)
        for term in self._pairs:
            yield from self._paired(term, known)

    def _chained(self, term: OntologyProperty, known: Facts) -> Iterator[Derivation]:
        steps: defaultdict[EntityId, list[EntityId]] = defaultdict(list)
        for subject, name, object_ in sorted(known):
            if name == term.chain_of and self._allows(subject, term, object_):
                steps[subject].append(object_)
        for start in steps:
            for end, chain in _shortest(start, steps).items():
                claims = frozenset[str]().union(*(known[one, term.chain_of, next_] for one, next_ in chain))
                yield Derivation((start, term.name, end), "ChainOfPlaces", tuple(sorted(claims)))

    def _paired(self, term: OntologyProperty, known: Facts) -> Iterator[Derivation]:
        parts: defaultdict[EntityId, dict[EntityId, frozenset[str]]] = defaultdict(dict)
        for (whole, name, part), claims in known.items():
            if name == term.pairs_of:
                parts[whole][part] = claims
        for several in parts.values():
            if len(several) > MOST_PARTNERS:
                continue
            for one, other in permutations(several, 2):
                if self._allows(one, term, other):
                    premises = tuple(sorted(several[one] | several[other]))
                    yield Derivation((one, term.name, other), "PairsOfPartners", premises)

    def _allows(self, subject: EntityId, term: OntologyProperty, object_: EntityId) -> bool:
        key = self._class_of(subject), term.name, self._class_of(object_)
        if key not in self._allowed:
            self._allowed[key] = self._ontology.allows(*key)
        return self._allowed[key]


def _shortest(
    start: EntityId, steps: Mapping[EntityId, list[EntityId]]
) -> dict[EntityId, list[tuple[EntityId, EntityId]]]:
    """A shortest chain of steps from a thing to each other that it leads to; of several the first."""
    chains: dict[EntityId, list[tuple[EntityId, EntityId]]] = {start: []}
    waiting = deque([start])
    while waiting:
        one = waiting.popleft()
        if len(chains[one]) == MOST_STEPS:
            break  # those that wait have as many
        for next_ in steps.get(one, ()):
            if next_ not in chains:
                chains[next_] = [*chains[one], (one, next_)]
                waiting.append(next_)
    del chains[start]
    return chains
