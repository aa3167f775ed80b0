"""Cues that a user teaches: words that relate the thing before them to the thing after them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lcgraph.errors import LexiconError, OntologyError
from lcgraph.extraction.findings import Extraction, Mention, Relation, Support
from lcgraph.extraction.lexicon.tables import Row, read_own_rows
from lcgraph.extraction.modality import cue_modality
from lcgraph.model import Document, Span

if TYPE_CHECKING:
    from lcgraph.extraction import Extractor
    from lcgraph.ontology import Ontology

_REQUIRED = "words property subject_class object_class direction example counter_example"
_OPTIONAL = "confidence"
_FORWARD, _BACKWARD = "forward", "backward"
#: How sure a relation is that rests on a cue, unless its line says otherwise.
_CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class OwnCue:
    """A line of a user's cue file. Of a `forward` one the subject stands before the words."""

    words: str
    predicate: str
    subject_class: str
    object_class: str
    forward: bool
    confidence: float
    example: str
    counter_example: str


@lru_cache(maxsize=1024)
def _pattern(words: str) -> re.Pattern[str]:
    """What finds the words of a cue; slashes separate the forms of a word."""
    forms = ("|".join(map(re.escape, word.split("/"))) for word in words.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(f"(?:{form})" for form in forms) + r"(?!\w)", re.IGNORECASE)


def read_own_cues(paths: Sequence[Path], ontology: "Ontology") -> tuple[OwnCue, ...]:
    """Read files with cues of a user's own.

    Args:
        paths: CSV files with the columns words, property, subject_class, object_class, direction (forward:
            subject, words, object; backward: the other way round), example, counter_example, and perhaps
            confidence.
        ontology: What classes and properties there are.

    Raises:
        LexiconError: A line breaks the rules: an unknown property or class, classes that the property does
            not lead from or to, an example without the words, the same cue twice; with file and line.
    """
    cues: list[OwnCue] = []
    seen: dict[tuple[str, ...], str] = {}
    for row in read_own_rows(paths, _REQUIRED, _OPTIONAL):
        _check_terms(row, ontology)
        cue = OwnCue(
            " ".join(row["words"].split()),
            row["property"],
            row["subject_class"],
            row["object_class"],
            row.one_of("direction", (_FORWARD, _BACKWARD)) == _FORWARD,
            _confidence(row),
            row["example"],
            row["counter_example"],
        )
        if not all(re.search(r"\w", form) for word in cue.words.split() for form in word.split("/")):
            raise LexiconError(f"{row.where}: {cue.words!r} has a word without letters; mend it")
        if not _pattern(cue.words).search(cue.example):
            raise LexiconError(
                f"{row.where}: the example does not hold the words {cue.words!r}; mend one of the two"
            )
        key = (cue.words.casefold(), *(row[name] for name in _REQUIRED.split()[1:5]))
        if (other := seen.setdefault(key, row.where)) != row.where:
            raise LexiconError(f"{row.where}: the same cue stands already at {other}; delete one of the two")
        cues.append(cue)
    return tuple(cues)


def _check_terms(row: Row, ontology: "Ontology") -> None:
    try:
        fits = ontology.allows(row["subject_class"], row["property"], row["object_class"])
        found = ontology.property(row["property"])
    except OntologyError as error:
        raise LexiconError(f"{row.where}: {error}") from None
    if found.derived:
        raise LexiconError(
            f"{row.where}: {found.name} follows from other properties and cannot be read; "
            "take one of those (see its comment in the ontology)"
        )
    if not fits:
        ends = (", ".join(sorted(classes)) or "nothing" for classes in (found.domain, found.range))
        raise LexiconError(
            f"{row.where}: {found.name} does not lead from {row['subject_class']} to {row['object_class']}, "
            f"but from {next(ends)} to {next(ends)}; mend the classes"
        )


def _confidence(row: Row) -> float:
    try:
        confidence = float(row["confidence"] or _CONFIDENCE)
    except ValueError:
        confidence = -1.0
    if not 0 < confidence <= 1:
        raise LexiconError(
            f"{row.where}: confidence is {row['confidence']!r}; write a number above 0, up to 1"
        )
    return confidence


class CueReader:
    """Another reader's findings with what the user's cues tell besides."""

    def __init__(self, reader: "Extractor", cues: Sequence[OwnCue], ontology: "Ontology") -> None:
        self.reader, self._cues, self._ontology = reader, cues, ontology
        self.name = reader.name

    def extract(self, document: Document) -> Extraction:
        """All that the other reader finds, and the relations that cues tell."""
        return with_cues(self.reader.extract(document), self._cues, self._ontology)


def with_cues(extraction: Extraction, cues: Sequence[OwnCue], ontology: "Ontology") -> Extraction:
    """What was found in a document, with what the user's cues say.

    In one sentence, the nearest mention of the one class before the words and the nearest of the other after
    them are related. Where the reader has found the same relation in that sentence, the user's cue counts.
    """
    if not cues:
        return extraction
    said: dict[tuple[int, str, int, Span], Relation] = {}
    for sentence in extraction.sentences:
        for relation in _said(extraction, sentence, cues, ontology):
            said.setdefault((relation.subject, relation.predicate, relation.object, sentence), relation)
    kept = [
        r
        for r in extraction.relations
        if (r.subject, r.predicate, r.object, _sentence_at(extraction, r.support.subject_at)) not in said
    ]
    return replace(extraction, relations=(*kept, *said.values()))


def _sentence_at(extraction: Extraction, span: Span) -> Span:
    number = bisect_right(extraction.sentences, (span.start, len(extraction.document.text) + 1)) - 1
    return extraction.sentences[max(number, 0)]


def _said(
    extraction: Extraction, sentence: Span, cues: Sequence[OwnCue], ontology: "Ontology"
) -> Iterator[Relation]:
    text = extraction.document.text
    spoken = [(cue, Span(*m.span())) for cue in cues for m in _pattern(cue.words).finditer(text, *sentence)]
    if not spoken:
        return
    inside = [m for m in extraction.mentions if sentence.start <= m.span.start and m.span.end <= sentence.end]

    def fitting(mentions: Sequence[Mention], class_name: str) -> list[Mention]:
        classes = ((m, extraction.referents[m.referent].class_name) for m in mentions)
        return [m for m, own in classes if ontology.is_a(own, class_name)]

    for cue, words in spoken:
        if any(m.by_name and m.span.start < words.end and words.start < m.span.end for m in inside):
            continue  # the words are part of a name
        first, second = cue.subject_class, cue.object_class
        if not cue.forward:
            first, second = second, first
        before = fitting([m for m in inside if m.span.end <= words.start], first)
        after = fitting([m for m in inside if m.span.start >= words.end], second)
        if not before or not after:
            continue
        left, right = max(before, key=lambda m: m.span), min(after, key=lambda m: m.span)
        if left.referent == right.referent:
            continue
        subject, obj = (left, right) if cue.forward else (right, left)
        modality, hedge = cue_modality(text, sentence, (subject.span, obj.span), cue.predicate)
        method = f"cue: {cue.words}"
        support = Support(cue.confidence, modality, method, subject.span, obj.span, hedge or words)
        yield Relation(subject.referent, cue.predicate, obj.referent, support)
