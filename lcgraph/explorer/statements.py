"""What a graph states about a thing, relation by relation, each with the sentences that say it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from lcgraph.explorer.headings import between, heading, order
from lcgraph.explorer.holdings import Holdings, Thing, rows
from lcgraph.graph import EvidenceRow
from lcgraph.model import Modality, Span
from lcgraph.ontology import LC
from lcgraph.queries.display import clean
from lcgraph.report.sentences import Part, marked
from lcgraph.store import Store

#: How a claim is said that is no fact, as a mark beside it.
MODALITY_WORDS = {
    Modality.ASSERTED: "stated",
    Modality.PLANNED: "planned",
    Modality.POSSIBLE: "possible",
    Modality.REPORTED: "reported",
    Modality.NEGATED: "denied",
}
#: The modalities by their IRIs.
MODALITIES = {f"{LC}{modality}": modality for modality in Modality}
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TRIPLES = """SELECT DISTINCT ?predicate ?other ?incoming WHERE {
  { <%s> ?predicate ?other BIND("" AS ?incoming) } UNION { ?other ?predicate <%s> BIND("1" AS ?incoming) }
  FILTER(isIRI(?other) && ?predicate != lc:modality && STRSTARTS(STR(?predicate), STR(lc:)))
  FILTER NOT EXISTS { ?other a lc:Claim }
}"""

_HEDGED = """SELECT ?thing ?modality WHERE {
  VALUES ?class { lc:Partnership lc:Observation } ?thing a ?class ; lc:modality ?modality
}"""


class Sentence(NamedTuple):
    """A sentence as pages show it: its words with names and cues marked, and where it stands.

    `claim` is the IRI of the claim for which it is shown, `document` the thing that holds it.
    """

    parts: tuple[Part, ...]
    document: Thing
    issued: str
    claim: str
    modality: Modality
    confidence: float

    @property
    def modality_words(self) -> str:
        """How the sentence says it."""
        return MODALITY_WORDS[self.modality]


class Statement(NamedTuple):
    """One relation between a thing and another, said in one way, with the claims that say it."""

    subject: Thing
    predicate: str
    object: Thing
    other: Thing
    modality: Modality
    claims: tuple[EvidenceRow, ...] = ()

    @property
    def relation(self) -> str:
        """The relation in words, read from the subject."""
        return between(self.predicate)

    @property
    def modality_words(self) -> str:
        """How it is said."""
        return MODALITY_WORDS[self.modality]


class Bundle(NamedTuple):
    """Statements that stand in one sentence, and the sentences that they rest on, that one first."""

    statements: tuple[Statement, ...]
    sentences: tuple[Sentence, ...]

    @property
    def others(self) -> list[Thing]:
        """The things at the other ends."""
        return [one.other for one in self.statements]


class Group(NamedTuple):
    """All statements of one relation in one direction; `size` is how many there are."""

    heading: str
    incoming: bool
    bundles: tuple[Bundle, ...]
    size: int


def sentences(found: Iterable[EvidenceRow], holdings: Holdings) -> tuple[Sentence, ...]:
    """The sentences of claims, each once, the surest first.

    Args:
        found: The claims; what several claims of one sentence name is marked together.
        holdings: The things of the graph.
    """
    together: defaultdict[tuple[object, ...], list[EvidenceRow]] = defaultdict(list)
    for row in found:
        together[_place(row)].append(row)
    return tuple(_sentence(claims, holdings) for claims in together.values())


def statements(found: Iterable[EvidenceRow], iri: str, holdings: Holdings) -> list[Statement]:
    """Claims folded into statements: those of one relation, the same other thing and the same modality.

    Args:
        found: The claims about a thing.
        iri: The thing.
        holdings: The things of the graph.
    """
    folded: defaultdict[tuple[str, str, str, Modality], list[EvidenceRow]] = defaultdict(list)
    for row in found:
        if row.predicate != _TYPE and not row.rule:
            folded[row.subject, row.predicate, row.object, row.modality].append(row)
    made = []
    for (subject, predicate, object_, modality), claims in folded.items():
        ends = holdings.thing(subject), holdings.thing(object_)
        other = ends[0] if object_ == iri else ends[1]
        made.append(Statement(ends[0], predicate, ends[1], other, modality, tuple(claims)))
    return sorted(made, key=lambda one: (-len(one.claims), one.other.label, one.other.iri))


def unclaimed(store: Store, iri: str, holdings: Holdings) -> list[Statement]:
    """What a graph without claims states, such as one of facts only."""
    here = holdings.thing(iri)
    made = []
    for predicate, other, incoming in rows(store, _TRIPLES % (iri, iri)):
        thing = holdings.thing(other)
        ends = (thing, here) if incoming else (here, thing)
        made.append(Statement(ends[0], predicate, ends[1], thing, Modality.ASSERTED))
    return sorted(made, key=lambda one: (one.other.label, one.other.iri))


def grouped(several: Iterable[Statement], iri: str, holdings: Holdings) -> list[Group]:
    """Statements under their headings, in the order in which people look for them.

    Args:
        several: The statements.
        iri: The thing whose page it is.
        holdings: The things of the graph.
    """
    groups: defaultdict[tuple[str, bool], list[Statement]] = defaultdict(list)
    for one in several:
        groups[one.predicate, one.subject.iri != iri].append(one)
    return [
        Group(heading(predicate, incoming=incoming), incoming, tuple(bundled(found, holdings)), len(found))
        for (predicate, incoming), found in sorted(
            groups.items(), key=lambda pair: (pair[0][1], order(pair[0][0]), pair[0][0])
        )
    ]


def bundled(several: Iterable[Statement], holdings: Holdings) -> list[Bundle]:
    """Statements side by side where one sentence says them, so that it is read once.

    A statement stands with the one of its sentences that says most; what else it rests on follows.
    """
    given = list(several)
    share = Counter(place for one in given for place in set(map(_place, one.claims)))
    together: defaultdict[object, list[Statement]] = defaultdict(list)
    for one in given:
        together[max(map(_place, one.claims), key=share.__getitem__, default=one)].append(one)
    return [
        Bundle(
            tuple(found),
            sentences(
                sorted((row for one in found for row in one.claims), key=lambda row: -share[_place(row)]),
                holdings,
            ),
        )
        for found in together.values()
    ]


def _place(row: EvidenceRow) -> tuple[str, Span, Modality]:
    return row.document, row.sentence, row.modality


def modality_of(store: Store, iri: str) -> str:
    """How a partnership or a figure itself is spoken of; empty for other things."""
    found = rows(store, f"SELECT ?modality WHERE {{ <{iri}> lc:modality ?modality }}")
    return MODALITY_WORDS[MODALITIES.get(found[0][0], Modality.ASSERTED)] if found else ""


def hedged_things(store: Store) -> dict[str, str]:
    """The partnerships and figures that are no facts, each with how it is spoken of."""
    return {
        iri: MODALITY_WORDS[modality]
        for iri, name in rows(store, _HEDGED)
        if (modality := MODALITIES.get(name, Modality.ASSERTED)) is not Modality.ASSERTED
    }


def documents_of(found: Iterable[EvidenceRow], documents: dict[str, Thing]) -> list[tuple[Thing, int]]:
    """The documents that speak of a thing, and in how many claims, the most telling first.

    Args:
        found: The claims about the thing.
        documents: The graph's documents by the ends of their IRIs.
    """
    counts = Counter(row.document for row in found)
    return [
        (documents[name], count)
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if name in documents
    ]


def is_framed(one: Statement) -> bool:
    """Whether a statement is a part of a partnership or a figure."""
    return one.predicate in (f"{LC}partner", f"{LC}about")


def lies_in(one: Statement, place: str) -> bool:
    """Whether a statement says that something lies in a place."""
    return one.predicate == f"{LC}locatedIn" and one.object.iri == place != one.subject.iri


def _sentence(claims: list[EvidenceRow], holdings: Holdings) -> Sentence:
    first = claims[0]
    things = [span for row in claims for span in (row.subject_at, row.object_at)]
    parts = marked(first.quote, first.sentence.start, things, [row.cue_at for row in claims])
    return Sentence(
        tuple(Part(clean(part.words), part.role) for part in parts),
        holdings.document(first.document) or Thing("", first.title or first.identifier, "Document"),
        first.issued,
        first.claim,
        first.modality,
        max(row.confidence for row in claims),
    )
