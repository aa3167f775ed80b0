"""From what single documents say to entities and claims: things of one name become one thing.

Which named things of several documents are one, `identity` says. What is only described ("the
private sector", "two new bridges") is a thing of its own document. Every claim keeps its own words
and sentence, and every joining its reason.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lcgraph.extraction.citations import Citation
from lcgraph.extraction.findings import Alliance, Extraction, FigureFound, Referent, Support
from lcgraph.extraction.folding import fold
from lcgraph.extraction.identity import Identities, Identity, why_same
from lcgraph.extraction.lexicon import load_lexicon
from lcgraph.model import (
    Claim,
    Entity,
    EntityId,
    Evidence,
    Joined,
    Knowledge,
    Modality,
    Span,
    Value,
)
from lcgraph.ontology import Ontology, Themes, load_ontology, load_themes

#: Of these a name alone says too little to be worth a node.
_NAMED_IS_NOT_ENOUGH = frozenset({"ActorGroup", "Theme"})
_RULE = "rule: {}"
#: How a partnership or figure stands that several texts speak of: the first of these that one of them says.
_FIRMEST = (Modality.ASSERTED, Modality.REPORTED, Modality.PLANNED, Modality.POSSIBLE, Modality.NEGATED)


def link(
    extractions: Iterable[Extraction], ontology: Ontology | None = None, themes: Themes | None = None
) -> Knowledge:
    """What all documents of a build say together.

    Args:
        extractions: One a document.
        ontology: The classes, by default those that ship.
        themes: The thesaurus, by default the one that ships.

    Returns:
        Documents, entities and claims, in an order that depends on nothing but the input.
    """
    extractions = tuple(extractions)
    things = _Things(ontology or load_ontology(), themes or load_themes())
    identities = Identities(extractions, things.ontology, load_lexicon())
    claims: list[Claim] = []
    joined: list[Joined] = []
    for extraction in extractions:
        linker = _Linker(extraction, things, identities)
        claims += linker.claims()
        joined += linker.joined
    documents = tuple(extraction.document for extraction in extractions)
    return Knowledge(documents, tuple(things.entities()), tuple(claims), tuple(joined))


@dataclass(slots=True)
class _Thing:
    """An entity while its names and votes are being gathered."""

    id: EntityId
    classes: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    values: tuple[tuple[str, Value], ...] = ()
    modality: Modality | None = None


class _Things:
    """All entities of a build by their identity."""

    def __init__(self, ontology: Ontology, themes: Themes) -> None:
        self.ontology, self.themes = ontology, themes
        self._by_id: dict[EntityId, _Thing] = {}

    def meet(
        self,
        id: EntityId,
        class_name: str,
        label: str,
        names: Iterable[str] = (),
        values: tuple[tuple[str, Value], ...] = (),
        modality: Modality | None = None,
    ) -> EntityId:
        """Note that a document speaks of a thing, and perhaps how: the firmest way of saying it holds."""
        thing = self._by_id.setdefault(id, _Thing(id, values=values))
        thing.classes[class_name] += 1
        thing.labels[label] += 1
        thing.names.update(names)
        if modality is not None:
            thing.modality = min(thing.modality or modality, modality, key=_FIRMEST.index)
        return id

    def entities(self) -> Iterator[Entity]:
        for id, thing in sorted(self._by_id.items()):
            yield Entity(
                id,
                _most(thing.classes),
                _most(thing.labels),
                tuple(sorted(thing.names)),
                thing.values,
                thing.modality or Modality.ASSERTED,
            )


def _most(votes: Counter[str]) -> str:
    return min(votes, key=lambda word: (-votes[word], word))


class _Linker:
    """One document's findings on their way into the build's things and claims."""

    def __init__(self, extraction: Extraction, things: _Things, identities: Identities) -> None:
        self._extraction, self._things, self._identities = extraction, things, identities
        self.joined: list[Joined] = []
        self._document = extraction.document
        self._starts = [s.start for s in extraction.sentences]
        self._first_mention = self._first_mentions()

    def claims(self) -> list[Claim]:
        """The document's claims; its things are met on the way."""
        spoken_of = self._spoken_of()
        ids = {
            number: self._meet(number, referent)
            for number, referent in enumerate(self._extraction.referents)
            if number in spoken_of
        }
        claims = [self._type_claim(ids[n], self._extraction.referents[n], n) for n in sorted(ids)]
        for r in self._extraction.relations:
            claims.append(self._claim(ids[r.subject], r.predicate, ids[r.object], r.support))
        for alliance in self._extraction.alliances:
            claims += self._alliance_claims(alliance, ids)
        for figure in self._extraction.figures:
            claims.append(self._figure_claim(figure, ids))
        claims += [self._citation_claim(c) for c in self._extraction.citations]
        return claims

    def _spoken_of(self) -> set[int]:
        """Things worth a node: all that are named, known themes, and what is described and spoken of."""
        e = self._extraction
        said = {n for r in e.relations for n in (r.subject, r.object)}
        said |= {n for a in e.alliances for n in (*a.partners, a.name) if n is not None}
        said |= {f.about for f in e.figures}
        for number, referent in enumerate(e.referents):
            named = is_name(referent.label) and referent.class_name not in _NAMED_IS_NOT_ENOUGH
            known = referent.class_name == "Theme" and self._concept(referent) is not None
            if named or known or referent.taught:
                said.add(number)
        return said

    def _meet(self, number: int, referent: Referent) -> EntityId:
        if referent.class_name == "Theme":
            return self._meet_theme(referent)
        identity = self._identity(number, referent)
        id = EntityId(self._things.ontology.kind_of(referent.class_name), identity.key)
        if identity.because:
            self.joined.append(Joined(id, referent.label, self._document.id, identity.because))
        for form in referent.names:
            if because := why_same(form, referent, load_lexicon()):
                self.joined.append(Joined(id, form, self._document.id, because))
        return self._things.meet(id, referent.class_name, identity.label, (*referent.names, referent.label))

    def _identity(self, number: int, referent: Referent) -> Identity:
        if is_name(referent.label) or referent.taught:
            return self._identities.of(self._extraction, number)
        key = fold(referent.label) or referent.label
        return Identity(f"{key} {fold(self._document.id)}", referent.label)

    def _concept(self, referent: Referent) -> str | None:
        """The concept of the thesaurus that a theme goes by."""
        names = (referent.label, *referent.names)
        return next((key for name in names if (key := self._things.themes.find(name)) is not None), None)

    def _meet_theme(self, referent: Referent) -> EntityId:
        if (key := self._concept(referent)) is not None:
            label = self._things.themes.concepts[key].label
            return self._things.meet(EntityId("concept", key), "Theme", label, referent.names)
        label = referent.label if any(c.isupper() for c in referent.label[1:]) else referent.label.lower()
        return self._things.meet(EntityId("theme", fold(label) or label), "Theme", label, referent.names)

    def _first_mentions(self) -> dict[int, Span]:
        first: dict[int, Span] = {}
        for mention in self._extraction.mentions:
            if mention.by_name:
                first[mention.referent] = min(mention.span, first.get(mention.referent, mention.span))
        return first

    def _type_claim(self, id: EntityId, referent: Referent, number: int) -> Claim:
        span = self._first_mention.get(number, referent.first)
        evidence = self._evidence((span,), subject_at=span)
        kind = EntityId("class", referent.class_name)
        method = _RULE.format("own name") if referent.taught else self._extraction.method
        return Claim(id, "type", kind, Modality.ASSERTED, referent.confidence, method, evidence)

    def _claim(self, subject: EntityId, predicate: str, obj: EntityId, support: Support) -> Claim:
        evidence = self._evidence(
            (support.subject_at, support.object_at), support.subject_at, support.object_at, support.cue_at
        )
        return Claim(subject, predicate, obj, support.modality, support.confidence, support.method, evidence)

    def _alliance_claims(self, alliance: Alliance, ids: dict[int, EntityId]) -> Iterator[Claim]:
        partners = [ids[p] for p in alliance.partners]
        if alliance.name is not None:
            referent = self._extraction.referents[alliance.name]
            id = self._things.meet(
                ids[alliance.name], "Partnership", referent.label, referent.names, (), alliance.modality
            )
        else:
            key = " and ".join(sorted(f"{p.kind} {p.key}" for p in partners))
            labels = [self._extraction.referents[p].label for p in alliance.partners]
            id = self._things.meet(
                EntityId("partnership", key),
                "Partnership",
                f"Partnership of {', '.join(labels[:-1])} and {labels[-1]}",
                modality=alliance.modality,
            )
        for partner, support in zip(partners, alliance.supports, strict=True):
            yield self._claim(id, "partner", partner, support)

    def _figure_claim(self, figure: FigureFound, ids: dict[int, EntityId]) -> Claim:
        about, quantity = ids[figure.about], figure.quantity
        indicator = figure.indicator or "figure"
        number = f"{quantity.value.normalize():f}"
        key = f"{about.kind} {about.key} {fold(indicator)} {number} {quantity.unit} {figure.date}"
        values = [("lc:indicator", Value(indicator)), ("lc:value", Value(number, "xsd:decimal"))]
        if quantity.unit:
            values.append(("lc:unit", Value(quantity.unit)))
        if quantity.qualifier:
            values.append(("lc:qualifier", Value(quantity.qualifier)))
        if figure.date:
            values.append(("lc:date", Value(figure.date, "edtf:EDTF")))
        for name, date in (("lc:earliest", figure.earliest), ("lc:latest", figure.latest)):
            if date:
                values.append((name, Value(date, "xsd:date")))
        label = (
            f"{self._extraction.referents[figure.about].label}: {indicator} {number} {quantity.unit}".strip()
        )
        id = self._things.meet(
            EntityId("observation", " ".join(key.split())),
            "Observation",
            label,
            values=tuple(values),
            modality=figure.support.modality,
        )
        return self._claim(id, "about", about, figure.support)

    def _citation_claim(self, citation: Citation) -> Claim:
        key = f"{fold(citation.title)} {citation.issued}".strip()
        values = [("dcterms:title", Value(citation.title))]
        values += [("dcterms:creator", Value(author)) for author in citation.authors]
        if citation.publisher:
            values.append(("dcterms:publisher", Value(citation.publisher)))
        if citation.issued:
            values.append(("dcterms:issued", Value(citation.issued)))
        id = self._things.meet(
            EntityId("publication", key), "Publication", citation.title, values=tuple(values)
        )
        text = self._document.text
        evidence = Evidence(
            self._document.id, citation.span, text[slice(*citation.span)], subject_at=citation.title_span
        )
        return Claim(
            id,
            "type",
            EntityId("class", "Publication"),
            Modality.ASSERTED,
            1.0,
            _RULE.format("citation"),
            evidence,
        )

    def _evidence(
        self,
        spans: Sequence[Span],
        subject_at: Span | None = None,
        object_at: Span | None = None,
        cue_at: Span | None = None,
    ) -> Evidence:
        """The sentence that says it; where the words stand in two neighbouring ones, both."""
        sentences = self._extraction.sentences
        numbers = sorted(max(bisect_right(self._starts, s.start) - 1, 0) for s in spans)
        first, last = numbers[0], numbers[-1]
        if last - first > 1:
            first = last
        span = Span(sentences[first].start, sentences[last].end)
        quote = self._document.text[slice(*span)]
        return Evidence(self._document.id, span, quote, subject_at, object_at, cue_at)


def is_name(words: str) -> bool:
    """Whether words are a name rather than a description: its last or first word is capitalised.

    >>> is_name("Harbour Bridge"), is_name("two new bridges"), is_name("the Kaunas festival")
    (True, False, True)
    """
    letters = [w for w in words.split() if w[0].isalpha()]
    return any(w[0].isupper() for w in letters)
