"""Sentences that look as if they said something and gave nothing: where to look first."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from lcgraph.model import Claim, Document, Span
from lcgraph.report.sentences import Part, marked

if TYPE_CHECKING:
    from lcgraph.extraction.findings import Extraction
    from lcgraph.ontology import Ontology

#: So many actors in one sentence are expected to have something to do with one another.
_ACTORS = 2


class Silent(NamedTuple):
    """A sentence that gave nothing, and what is in it that might have."""

    span: Span
    parts: tuple[Part, ...]
    reason: str


def silences(extraction: "Extraction", claims: Iterable[Claim], ontology: "Ontology") -> list[Silent]:
    """The sentences of a document with two or more actors, or a figure, that no claim rests on.

    Args:
        extraction: What was found in the document.
        claims: The claims of all documents; those that only say what a thing is do not count.
        ontology: Which things are actors.
    """
    document, sentences = extraction.document, extraction.sentences
    heard = [
        claim.evidence.sentence
        for claim in claims
        if claim.evidence.document == document.id and claim.predicate != "type"
    ]
    loud = {number for span in heard for number in _within(sentences, span)}
    actors = _actors(extraction, ontology)
    found = []
    for number, span in enumerate(sentences):
        if number in loud:
            continue
        names = actors.get(number, {})
        figures = list(_figures(document, span))
        if len(names) < _ACTORS and not figures:
            continue
        reasons = [f"{len(names)} actors"] if len(names) >= _ACTORS else []
        reasons += [f"{len(figures)} figure{'' if len(figures) == 1 else 's'}"] if figures else []
        parts = marked(document.text[slice(*span)], span.start, [*names.values(), *figures])
        found.append(Silent(span, parts, " and ".join(reasons)))
    return found


def _within(sentences: tuple[Span, ...], span: Span) -> Iterator[int]:
    """The numbers of the sentences that a span covers or touches."""
    first = max(bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1, 0)
    for number in range(first, len(sentences)):
        if sentences[number].start >= span.end:
            break
        yield number


def _actors(extraction: "Extraction", ontology: "Ontology") -> dict[int, dict[int, Span]]:
    """By number of sentence, the actors that are named in it, each with the place of its name."""
    found = defaultdict[int, dict[int, Span]](dict)
    for mention in extraction.mentions:
        if mention.by_name and ontology.is_a(extraction.referents[mention.referent].class_name, "Actor"):
            for number in list(_within(extraction.sentences, mention.span))[:1]:
                found[number].setdefault(mention.referent, mention.span)
    return found


def _figures(document: Document, sentence: Span) -> Iterator[Span]:
    from lcgraph.extraction.dates import dates
    from lcgraph.extraction.figures import figures

    known = dates(document.text, sentence.start, sentence.end, document.issued)
    return (figure.span for figure in figures(document.text, sentence.start, sentence.end, known))
