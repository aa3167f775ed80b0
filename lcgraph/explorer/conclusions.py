"""What follows about a thing from what is said: the rule in words, and the sentences that it follows from."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lcgraph.errors import OntologyError
from lcgraph.explorer.headings import between, heading, order
from lcgraph.explorer.holdings import Holdings, Thing, rows
from lcgraph.explorer.statements import Bundle, Sentence, Statement, bundled, sentences
from lcgraph.graph import EvidenceRow, evidence
from lcgraph.model import Modality
from lcgraph.network.source import words
from lcgraph.ontology.namespaces import local_name
from lcgraph.store import Store

_FILE = Path(__file__).parent / "rules.csv"
_FOLLOWS = """SELECT ?predicate ?other ?rule ?claim WHERE {
  ?derivation rdf:subject <%s> ; a lc:Derivation ; rdf:predicate ?predicate ; rdf:object ?other ;
    lc:rule ?rule ; prov:wasDerivedFrom ?claim .
}"""

_SUBJECT = "SELECT ?subject WHERE { <%s> a lc:Derivation ; rdf:subject ?subject }"


class Conclusion(NamedTuple):
    """Relations that follow by one rule and join a thing with others that no sentence joins it with.

    `because` is the rule in words; the sentences of each bundle are those of its premises.
    """

    heading: str
    because: str
    bundles: tuple[Bundle, ...]
    size: int


class Restated(NamedTuple):
    """A relation that says in another word, or from the other end, what a sentence says of the same two."""

    relation: str
    other: Thing
    because: str
    sentences: tuple[Sentence, ...]


class Conclusions(NamedTuple):
    """All that follows about a thing."""

    new: tuple[Conclusion, ...]
    restated: tuple[Restated, ...]


def conclusions_of(store: Store, iri: str, holdings: Holdings) -> Conclusions:
    """What follows about a thing, as its derivations record it.

    Each conclusion is told on the page of its subject, so that what lies in a country is not listed there a
    second time, and a pair of partners once with each of the two.

    Args:
        store: The graph.
        iri: The thing.
        holdings: The things of the graph.
    """
    here = holdings.thing(iri)
    groups: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    restated = []
    for (predicate, rule, object_), claims in _premises(store, iri).items():
        other = holdings.thing(object_)
        alike = [row for row in claims if {row.subject, row.object} == {iri, object_}]
        if alike:
            restated.append(Restated(between(predicate), other, because(rule), sentences(alike, holdings)))
        else:
            found = tuple(sorted(claims, key=lambda row: _distance(row, iri)))
            groups[predicate, rule].append(Statement(here, predicate, other, other, Modality.ASSERTED, found))
    return Conclusions(
        tuple(
            Conclusion(heading(predicate), because(rule), tuple(_bundled(several, holdings)), len(several))
            for (predicate, rule), several in sorted(
                groups.items(), key=lambda one: (order(one[0][0]), one[0])
            )
        ),
        tuple(sorted(restated, key=lambda one: (one.relation, one.other.label, one.other.iri))),
    )


def _premises(store: Store, iri: str) -> dict[tuple[str, str, str], list[EvidenceRow]]:
    """The claims from which each relation of a thing follows: by property, rule and object."""
    found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for predicate, object_, rule, claim in rows(store, _FOLLOWS % iri):
        found[predicate, rule, object_].add(claim)
    said = {
        row.claim: row
        for predicate in sorted({key[0] for key in found})
        for row in evidence(store, iri, predicate)
    }
    return {key: [said[claim] for claim in sorted(claims & said.keys())] for key, claims in found.items()}


def subject_of(store: Store, derivation: str) -> str:
    """The thing about which a derivation concludes; empty where there is none."""
    found = rows(store, _SUBJECT % derivation)
    return found[0][0] if found else ""


def because(rule: str) -> str:
    """A rule in words.

    >>> because("https://w3id.org/lcgraph/ontology#PairsOfPartners")
    'both take part in the same partnership'
    """
    return _reasons().get(local_name(rule)) or words(rule)


def _bundled(several: list[Statement], holdings: Holdings) -> list[Bundle]:
    return bundled(sorted(several, key=lambda one: (one.other.label, one.other.iri)), holdings)


def _distance(row: EvidenceRow, iri: str) -> tuple[bool, float, str]:
    """Premises about the thing itself come first, the surest of them before the others."""
    return iri not in (row.subject, row.object), -row.confidence, row.claim


@cache
def _reasons() -> dict[str, str]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        found = {}
        for number, line in enumerate(csv.reader(file), start=1):
            if len(line) != 2 or not all(line):
                told = f"{_FILE}, line {number}: {','.join(line)!r} is not a rule and its reason"
                raise OntologyError(f"{told}; write a rule and a phrase between commas")
            if number > 1:
                found[line[0]] = line[1]
    return found
