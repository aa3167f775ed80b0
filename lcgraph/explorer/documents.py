"""A document: its text, or the sentences of it that the graph holds, and the claims that rest on them."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lcgraph.corpus import reread
from lcgraph.errors import LCGraphError
from lcgraph.explorer.headings import between
from lcgraph.explorer.holdings import Holdings, Thing, rows
from lcgraph.explorer.passages import Claim, Passage, Said, passages
from lcgraph.explorer.statements import MODALITIES, MODALITY_WORDS
from lcgraph.graph.iris import split_span
from lcgraph.model import Modality, Span
from lcgraph.ontology.namespaces import local_name
from lcgraph.store import Store

_CLAIMS = """SELECT ?claim ?subject ?predicate ?object ?modality ?sentence ?quote ?confidence
       ?subjectAt ?objectAt ?cueAt WHERE {
  ?sentence oa:hasSource <%s> ; oa:hasSelector/oa:exact ?quote .
  ?claim lc:evidence ?sentence ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
    lc:modality ?modality ; lc:confidence ?confidence .
  OPTIONAL { ?claim lc:subjectAt ?subjectAt } OPTIONAL { ?claim lc:objectAt ?objectAt }
  OPTIONAL { ?claim lc:cueAt ?cueAt }
}"""
_FIELDS = (
    "SELECT ?field ?value WHERE { <%s> ?field ?value FILTER(isLiteral(?value) || ?field = dcterms:source) }"
)
_CLAIM = "SELECT ?document WHERE { <%s> lc:evidence ?sentence . ?sentence oa:hasSource ?document }"
_COUNTS = """SELECT ?document (COUNT(DISTINCT ?sentence) AS ?sentences) (COUNT(?claim) AS ?claims) WHERE {
  ?sentence oa:hasSource ?document . ?claim lc:evidence ?sentence
} GROUP BY ?document"""


class Source(NamedTuple):
    """A document: what is known about it, its passages, and the sentences with their claims.

    `whole` says whether the passages are its whole text; `why` why they are not.
    """

    fields: dict[str, str]
    whole: bool
    why: str
    passages: tuple[Passage, ...]
    said: tuple[Said, ...]


def source_of(store: Store, iri: str, holdings: Holdings, folders: Sequence[Path]) -> Source:
    """A document with its claims, and with its text where that is still what was read.

    Args:
        store: The graph.
        iri: The document.
        holdings: The things of the graph.
        folders: Where the paths of texts may start.
    """
    fields = {local_name(field): value for field, value in rows(store, _FIELDS % iri)}
    said = _said(store, iri, holdings)
    text, why = _text(fields.get("identifier", ""), fields.get("sha256", ""), folders)
    stretches = [(0, text)] if text is not None else _apart(said)
    return Source(fields, text is not None, why, tuple(passages(stretches, said)), tuple(said))


def counts(store: Store) -> dict[str, tuple[int, int]]:
    """How many sentences and claims each document gave, by its IRI."""
    return {iri: (int(some), int(claims)) for iri, some, claims in rows(store, _COUNTS)}


def document_of(store: Store, claim: str) -> str:
    """The document in which a claim stands; empty where there is none."""
    found = rows(store, _CLAIM % claim)
    return found[0][0] if found else ""


def _said(store: Store, iri: str, holdings: Holdings) -> list[Said]:
    quotes: dict[Span, str] = {}
    claims: defaultdict[Span, list[Claim]] = defaultdict(list)
    found = rows(store, _CLAIMS % iri)
    found.sort(key=lambda row: (_span(row[5]) or Span(0, 0), _span(row[8]) or Span(0, 0), row[0]))
    for number, row in enumerate(found):
        claim, subject, predicate, object_, modality, sentence, quote, confidence, *places = row
        span = _span(sentence)
        if span is None:
            continue
        quotes[span] = quote
        named = predicate.endswith("#type")
        claims[span].append(
            Claim(
                number,
                local_name(claim),
                holdings.thing(subject),
                "" if named else between(predicate),
                Thing(object_, local_name(object_)) if named else holdings.thing(object_),
                MODALITY_WORDS[MODALITIES.get(modality, Modality.ASSERTED)],
                confidence,
                *map(_span, places),
            )
        )
    return [Said(span, quotes[span], tuple(claims[span])) for span in sorted(quotes)]


def _apart(said: Sequence[Said]) -> list[tuple[int, str]]:
    """The sentences that the graph holds as texts, those that overlap joined."""
    texts: list[tuple[int, str]] = []
    for one in said:
        start, words = texts[-1] if texts else (0, "")
        end = start + len(words)
        if texts and one.span.start <= end:
            texts[-1] = (start, words + one.quote[max(end - one.span.start, 0) :])
        else:
            texts.append((one.span.start, one.quote))
    return texts


def _text(identifier: str, sha256: str, folders: Sequence[Path]) -> tuple[str | None, str]:
    """The text if it is still the one that was read, else why not."""
    why = "its source is not known"
    for folder in folders if identifier else ():
        try:
            text = reread(identifier, folder=folder)
        except (LCGraphError, OSError, ValueError):
            why = "its source is no longer where it was read from"
            continue
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == sha256:
            return text, ""
        why = "its source has changed since the graph was built"
        break
    return None, why


def _span(iri: str) -> Span | None:
    found = split_span(iri)
    return found[1] if found else None
