"""Which things of different documents are one thing, and which are two of one name.

What has one kind and one folded name is one thing in all documents of a build, with three exceptions:

- a place whose documents put it in different countries is as many places;
- a short name that one document writes out ("Melting Institute of Technology (MIT)") is the long one
  in the others, where only one such long name is known;
- a name without a name in it ("the Chamber of Commerce") is a thing of its own document.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from lcgraph.extraction.findings import Extraction, Referent
from lcgraph.extraction.folding import fold
from lcgraph.extraction.homonyms import are_several, whole_country
from lcgraph.extraction.lexicon import Lexicon, expansion
from lcgraph.model import Modality
from lcgraph.ontology import Ontology

_TOWNS = {"City", "Region"}
#: How many "lies in" are followed upwards until a country is met.
_STEPS = 4


class Identity(NamedTuple):
    """What a thing of a document is called in the whole build: its key, its label, and why, where told."""

    key: str
    label: str
    because: str = ""


class Identities:
    """The identities of all things of a build that are named; descriptions have none."""

    def __init__(self, extractions: Sequence[Extraction], ontology: Ontology, lexicon: Lexicon) -> None:
        """Look at all documents at once.

        Args:
            extractions: One a document.
            ontology: The classes, and the kinds that they belong to.
            lexicon: What is known of names.
        """
        self._extractions, self._ontology, self._lexicon = extractions, ontology, lexicon
        self._above = {e.document.id: _places_above(e) for e in extractions}
        self._homes = self._homes_by_name()

    def of(self, extraction: Extraction, number: int) -> Identity:
        """The identity of a document's thing that is named."""
        referent = extraction.referents[number]
        kind, key = self._ontology.kind_of(referent.class_name), _key(referent)
        if referent.taught:
            return Identity(key, referent.label)
        if homes := self._homes.get(key, ()) if referent.class_name in _TOWNS else ():
            home = self._home(extraction, number) or self._likeliest(referent, homes)
            if home:
                reason = f"kept apart from others of the name: it lies in {home}"
                return Identity(f"{key} {fold(home)}", f"{referent.label}, {home}", reason)
        if len(long := self._written_out.get((kind, key), {})) == 1:
            ((long_key, (label, document)),) = long.items()
            return Identity(long_key, label, f"short for it, as {document} says")
        if kind != "place" and self._lexicon.is_generic(referent.label):
            return Identity(f"{key} {fold(extraction.document.id)}", referent.label)
        return Identity(key, referent.label)

    def _homes_by_name(self) -> dict[str, tuple[str, ...]]:
        """The countries of each place name that means places in several."""
        homes: dict[str, set[str]] = defaultdict(set)
        labels: dict[str, str] = {}
        for extraction in self._extractions:
            for number, referent in enumerate(extraction.referents):
                if referent.class_name in _TOWNS and (home := self._home(extraction, number)):
                    homes[_key(referent)].add(home)
                    labels.setdefault(_key(referent), referent.label)
        return {
            key: tuple(sorted(found))
            for key, found in homes.items()
            if are_several(labels[key], found, self._lexicon)
        }

    def _home(self, extraction: Extraction, number: int) -> str | None:
        """The country in which the document puts a place, by as many steps as it takes."""
        if home := extraction.referents[number].home:
            return home
        above = self._above[extraction.document.id]
        for _ in range(_STEPS):
            if (number := above.get(number, -1)) < 0:
                return None
            place = extraction.referents[number]
            if place.class_name not in (*_TOWNS, "Country"):
                continue
            known = self._lexicon.canonical(place.label, place.class_name)
            country = self._lexicon.country_of(known) if known and place.class_name != "City" else None
            if country:
                return whole_country(country, self._lexicon)
        return None

    def _likeliest(self, referent: Referent, homes: Sequence[str]) -> str | None:
        """The home of the largest place of the name, where the build speaks of it."""
        home = self._lexicon.country_of(referent.label)
        home = whole_country(home, self._lexicon) if home else None
        return home if home in homes else None

    @cached_property
    def _written_out(self) -> dict[tuple[str, str], dict[str, tuple[str, str]]]:
        """By kind and short name the long ones that stand for it, each with label and document."""
        found: dict[tuple[str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
        for extraction in self._extractions:
            for referent in extraction.referents:
                kind = self._ontology.kind_of(referent.class_name)
                for name in referent.names:
                    if name.isupper() and fold(name) != _key(referent) and expansion(name, referent.label):
                        long = referent.label, extraction.document.identifier
                        found[kind, fold(name)].setdefault(_key(referent), long)
        return found


def _places_above(extraction: Extraction) -> dict[int, int]:
    """For each thing of a document the first place that it is said to lie in."""
    return {
        r.subject: r.object
        for r in reversed(extraction.relations)
        if r.predicate == "locatedIn" and r.support.modality is Modality.ASSERTED
    }


def _key(referent: Referent) -> str:
    return fold(referent.label) or referent.label


def why_same(form: str, referent: Referent, lexicon: Lexicon) -> str:
    """Why a form of a name was taken for the same thing, in words for a reader; empty where it is plain.

    Args:
        form: The words as a text has them.
        referent: The thing with its usual name.
        lexicon: What is known of names.
    """
    label, key = referent.label, fold(form)
    if key == fold(label):
        return ""
    if referent.taught:
        return "the name that you gave"
    if expansion(form, label) or expansion(label, form):
        return "made of its initials"
    if lexicon.canonical(form, referent.class_name) == label:
        return "another name of it in the gazetteer"
    if referent.class_name == "Person" and fold(label).endswith(f" {key}"):
        return "the surname"
    if f" {fold(label)} " in f" {key} " or f" {key} " in f" {fold(label)} ":
        return "the name with a generic word"
    return "written beside it in the text"
