"""Who works with whom: the partnerships of a thing, with partners, themes and the sentences that say so."""

from collections import defaultdict
from typing import NamedTuple

from lcgraph.explorer.holdings import Holdings, Thing, rows
from lcgraph.explorer.statements import MODALITIES, MODALITY_WORDS, Sentence, sentences
from lcgraph.graph import EvidenceRow, evidence
from lcgraph.model import Modality
from lcgraph.ontology import LC
from lcgraph.store import Store

_OF_THING = """SELECT DISTINCT ?partnership WHERE {
  { ?partnership lc:partner <%s> }
  UNION {
    ?claim rdf:subject ?partnership ; rdf:predicate lc:partner ; rdf:object <%s> ; lc:modality ?modality .
    ?partnership lc:modality ?modality
  }
}"""
_IN_PLACE = """SELECT DISTINCT ?partnership WHERE {
  ?member lc:locatedIn* <%s> . ?partnership lc:partner ?member
}"""
_OF_THEME = """SELECT DISTINCT ?partnership WHERE {
  ?theme skos:broader* <%s> . ?partnership lc:focusesOn ?theme ; a lc:Partnership
}"""
_PARTS = """SELECT DISTINCT ?partnership ?part ?value WHERE {
  VALUES ?partnership { %s }
  { ?partnership lc:partner ?value BIND("partner" AS ?part) }
  UNION { ?partnership lc:focusesOn ?value BIND("theme" AS ?part) }
  UNION { ?partnership lc:hasProject ?value BIND("project" AS ?part) }
  UNION { ?partnership lc:modality ?value BIND("modality" AS ?part) }
}"""

#: Who is named as a partner of what is no fact; of a denied partnership only the claims name them.
_CLAIMED = """SELECT DISTINCT ?partnership ?partner WHERE {
  VALUES ?partnership { %s } ?partnership lc:modality ?modality .
  ?claim rdf:subject ?partnership ; lc:modality ?modality ; rdf:predicate lc:partner ; rdf:object ?partner
}"""

#: Partnerships that one page shows with their sentences: a thing's own, and those of others.
MOST_OWN, MOST_OTHERS = 40, 8
#: Those that it names besides.
_MOST_NAMED = 60


class Alliance(NamedTuple):
    """A partnership as the pages of its partners show it."""

    thing: Thing
    modality: Modality
    partners: tuple[Thing, ...]
    themes: tuple[Thing, ...]
    projects: tuple[Thing, ...]
    sentences: tuple[Sentence, ...]

    @property
    def modality_words(self) -> str:
        """How the partnership is spoken of."""
        return MODALITY_WORDS[self.modality]


class Alliances(NamedTuple):
    """Partnerships, facts first: those shown, those only named, and how many there are beyond."""

    shown: tuple[Alliance, ...]
    named: tuple[Thing, ...] = ()
    more: int = 0

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.shown) + len(self.named) + self.more

    def said(self, *, as_fact: bool) -> list[Alliance]:
        """Those that are facts, or those that are not."""
        return [one for one in self.shown if (one.modality is Modality.ASSERTED) is as_fact]


def alliances_of(store: Store, iri: str, holdings: Holdings) -> Alliances:
    """The partnerships in which a thing is a partner, or is to be, or is said not to be."""
    return _told(store, _found(store, _OF_THING % (iri, iri)), holdings, MOST_OWN, iri)


def alliances_in(store: Store, place: str, holdings: Holdings) -> Alliances:
    """The partnerships of what lies in a place, at any depth, other than the place's own."""
    own = set(_found(store, _OF_THING % (place, place)))
    return _told(
        store, [one for one in _found(store, _IN_PLACE % place) if one not in own], holdings, MOST_OTHERS
    )


def alliances_on(store: Store, theme: str, holdings: Holdings) -> Alliances:
    """The partnerships that work on a theme or on one that is narrower."""
    return _told(store, _found(store, _OF_THEME % theme), holdings, MOST_OTHERS)


def _found(store: Store, question: str) -> list[str]:
    return [iri for (iri,) in rows(store, question)]


def _told(store: Store, partnerships: list[str], holdings: Holdings, most: int, first: str = "") -> Alliances:
    if not partnerships:
        return Alliances(())
    parts: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for iri, part, value in rows(store, _PARTS % _listed(partnerships)):
        parts[iri][part].add(value)
    hedged = [iri for iri in partnerships if _modality(parts[iri]) is not Modality.ASSERTED]
    for iri, partner in rows(store, _CLAIMED % _listed(hedged)) if hedged else ():
        parts[iri]["partner"].add(partner)
    ranked = sorted(
        partnerships,
        key=lambda iri: (_modality(parts[iri]) is not Modality.ASSERTED, holdings.thing(iri).label, iri),
    )
    shown = tuple(_alliance(store, iri, parts[iri], holdings, first) for iri in ranked[:most])
    named = tuple(map(holdings.thing, ranked[most : most + _MOST_NAMED]))
    return Alliances(shown, named, len(ranked) - len(shown) - len(named))


def _alliance(store: Store, iri: str, parts: dict[str, set[str]], holdings: Holdings, first: str) -> Alliance:
    modality = _modality(parts)
    said = (iri, f"{LC}partner", modality)
    claims = [row for row in evidence(store, iri) if (row.subject, row.predicate, row.modality) == said]
    claims.sort(key=lambda row: row.object != first)  # stable: what names the thing itself comes first

    def things(part: str) -> tuple[Thing, ...]:
        return tuple(sorted(map(holdings.thing, parts.get(part, set()) - {first}), key=lambda one: one.label))

    return Alliance(
        holdings.thing(iri),
        modality,
        things("partner"),
        things("theme"),
        things("project"),
        sentences(_with_each_sentence(claims), holdings),
    )


def _listed(iris: list[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _with_each_sentence(claims: list[EvidenceRow]) -> list[EvidenceRow]:
    """Claims that stand in one sentence side by side, in the order of the first of each."""
    order = {row.sentence: at for at, row in reversed(list(enumerate(claims)))}
    return sorted(claims, key=lambda row: order[row.sentence])


def _modality(parts: dict[str, set[str]]) -> Modality:
    return MODALITIES.get(min(parts.get("modality", ()), default=""), Modality.ASSERTED)
