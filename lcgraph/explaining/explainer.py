"""Why the reader says what it says: its findings in a text sorted by sentence, with what was not believed."""

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from lcgraph.explaining.seen import (
    Explanation,
    Figure,
    LeftOut,
    Named,
    Reference,
    Rejected,
    Said,
    Sentence,
    Stated,
)
from lcgraph.extraction import Extractor, open_extractor
from lcgraph.model import Document, Span

if TYPE_CHECKING:
    from lcgraph.extraction.findings import Candidate, Extraction, FigureFound, Relation, Support

T = TypeVar("T")

#: How many relations of a sentence that were not believed are shown.
MOST = 5
#: The confidence from which on a relation is believed where the model sets no other.
_THRESHOLD = 0.5
#: Relations that cannot hold between the same two things at once.
_RIVALS = {"locatedIn": "spans", "spans": "locatedIn"}
#: Lone surrogates, as badly encoded words have them.
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


def explain(
    text: str | Path | Document, *, most: int = MOST, extractor: Extractor | None = None
) -> Explanation:
    """Read a text and tell what was seen in each sentence, believed or not.

    Args:
        text: The words themselves, or the path of a file with them, or a document.
        most: How many relations that were not believed are told of each sentence, best first.
        extractor: The engine; the default one where none is given.

    Raises:
        LCGraphError: The file cannot be read.
    """
    document = _document(text)
    reader = extractor or open_extractor()
    return _Explainer(reader.extract(document), _thresholds(reader), most).explanation(reader.name)


def _document(text: str | Path | Document) -> Document:
    if isinstance(text, Document):
        return text
    if isinstance(text, Path):
        from lcgraph.corpus import read_documents

        return read_documents([text]).documents[0]
    whole = _HALF_A_CHARACTER.sub("\ufffd", text)
    return Document("text", whole, hashlib.sha256(whole.encode()).hexdigest(), "text")


def _thresholds(reader: Extractor) -> dict[str, float]:
    from lcgraph.extraction.own_cues import CueReader
    from lcgraph.extraction.reader import Reader

    if isinstance(reader, CueReader):
        reader = reader.reader
    return reader.model.settings.thresholds if isinstance(reader, Reader) else {}


class _Explainer:
    """One text's findings, sorted by sentence."""

    def __init__(self, extraction: "Extraction", thresholds: dict[str, float], most: int) -> None:
        self._found, self._thresholds, self._most = extraction, thresholds, most
        self._text = extraction.document.text
        self._labels = [referent.label for referent in extraction.referents]
        self._believed = {(r.subject, r.predicate, r.object): r for r in extraction.relations}

    def explanation(self, reader: str) -> Explanation:
        """All of it."""
        return Explanation(
            self._found.document,
            reader,
            tuple(self._sentences()),
            tuple(
                Reference(self._words(c.span), c.span, c.title, c.authors, c.publisher, c.issued)
                for c in self._found.citations
            ),
            tuple(self._left_out()),
        )

    def _sentences(self) -> Iterator[Sentence]:
        named = self._by_sentence((n, n.at) for n in self._named())
        figures = self._by_sentence((f, f.at) for f in self._figures())
        stated = self._by_sentence((s, _last(s.said)) for s in self._stated())
        rejected = self._by_sentence((r, _last(r.said)) for r in self._rejected())
        for number, span in enumerate(self._found.sentences):
            doubted = sorted(rejected[number], key=lambda r: (-r.said.confidence, r.said.subject_at))
            told = sorted(stated[number], key=lambda s: (s.said.subject_at, s.said.object_at, s.predicate))
            yield Sentence(
                self._words(span),
                span,
                tuple(sorted(named[number], key=lambda n: n.at)),
                tuple(sorted(figures[number], key=lambda f: f.at)),
                tuple(told),
                tuple(doubted[: self._most]),
                max(len(doubted) - self._most, 0),
            )

    def _by_sentence(self, placed: Iterable[tuple[T, Span]]) -> dict[int, list[T]]:
        found = defaultdict[int, list[T]](list)
        for thing, span in placed:
            place = bisect_right(self._found.sentences, span.start, key=lambda sentence: sentence.start)
            found[max(place - 1, 0)].append(thing)
        return found

    def _named(self) -> Iterator[Named]:
        for mention in self._found.mentions:
            thing = self._found.referents[mention.referent]
            words = self._words(mention.span)
            yield Named(words, mention.span, thing.label, thing.class_name, thing.confidence, mention.by_name)

    def _figures(self) -> Iterator[Figure]:
        """Those that were understood, and the other numbers that count something."""
        from lcgraph.extraction.dates import dates
        from lcgraph.extraction.figures import figures

        understood = {figure.span for figure in self._found.figures}
        for figure in self._found.figures:
            yield self._figure(figure)
        for sentence in self._found.sentences:
            known = dates(self._text, *sentence, self._found.document.issued)
            for other in figures(self._text, *sentence, known):
                if other.span not in understood:
                    q, words = other.quantity, self._words(other.span)
                    yield Figure(words, other.span, q.value, q.unit, q.qualifier, "", "", "", None)

    def _figure(self, found: "FigureFound") -> Figure:
        q, words, about = found.quantity, self._words(found.span), self._labels[found.about]
        said = self._said(found.support)
        return Figure(
            words, found.span, q.value, q.unit, q.qualifier, found.indicator, about, found.date, said
        )

    def _stated(self) -> Iterator[Stated]:
        """Relations, and the partners of each partnership one by one, as claims have them."""
        for relation in self._found.relations:
            yield Stated(*self._triple(relation), self._said(relation.support))
        for alliance in self._found.alliances:
            partners = [self._labels[number] for number in alliance.partners]
            if alliance.name is not None:
                name = self._labels[alliance.name]
            else:
                name = f"Partnership of {', '.join(partners[:-1])} and {partners[-1]}"
            for partner, support in zip(partners, alliance.supports, strict=True):
                yield Stated(name, "partner", partner, self._said(support))

    def _rejected(self) -> Iterator[Rejected]:
        from lcgraph.extraction.findings import Verdict

        for candidate in self._found.candidates:
            if candidate.verdict is not Verdict.ACCEPTED:
                threshold = self._thresholds.get(candidate.predicate, _THRESHOLD)
                yield Rejected(
                    *self._triple(candidate),
                    self._said(candidate.support),
                    candidate.verdict.value,
                    threshold,
                    self._because(candidate, threshold),
                )

    def _because(self, candidate: "Candidate", threshold: float) -> str:
        """What in particular stood against a relation."""
        from lcgraph.extraction.findings import Verdict

        subject, obj = (self._found.referents[n] for n in (candidate.subject, candidate.object))
        if candidate.verdict is Verdict.DOUBTFUL:
            return f"needs {threshold:.2f}"
        if candidate.verdict is Verdict.IMPOSSIBLE:
            return f"{subject.class_name} and {obj.class_name}"
        for rival in (
            (candidate.object, candidate.predicate, candidate.subject),
            (candidate.subject, _RIVALS.get(candidate.predicate, ""), candidate.object),
        ):
            if candidate.verdict is Verdict.OUTDONE and rival in self._believed:
                surer = self._believed[rival]
                return f"{' '.join(self._triple(surer))}, {surer.support.confidence:.2f}"
        return ""

    def _triple(self, found: "Relation | Candidate") -> tuple[str, str, str]:
        return self._labels[found.subject], found.predicate, self._labels[found.object]

    def _said(self, support: "Support") -> Said:
        return Said(
            support.confidence,
            support.modality,
            self._words(support.cue_at) if support.cue_at else "",
            support.method,
            support.subject_at,
            support.object_at,
            support.cue_at,
        )

    def _left_out(self) -> Iterator[LeftOut]:
        """Blocks in which no sentence was read, but for references that are told as such."""
        from lcgraph.extraction.layout import blocks

        read = sorted([*self._found.sentences, *(c.span for c in self._found.citations)])
        for block in blocks(self._text):
            before = bisect_right(read, block.span.end - 1, key=lambda span: span.start) - 1
            if before < 0 or read[before].end <= block.span.start:
                yield LeftOut(self._words(block.span), block.span, block.kind.value)

    def _words(self, span: Span) -> str:
        return self._text[slice(*span)]


def _last(said: Said) -> Span:
    """Where the later of both ends stands: the sentence that says it, if they stand in two."""
    return max(said.subject_at, said.object_at)
