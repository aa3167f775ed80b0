"""The default reader: a small joint model finds who and what, rules find figures, dates and references.

A document passes through here once, window by window; the order of the steps is `Reader.extract`.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from lcgraph.extraction.citations import Citation, citations
from lcgraph.extraction.dates import DateMention, date_of, dates
from lcgraph.extraction.deciding import Scene, alliances, antecedents, candidates
from lcgraph.extraction.encoding import Encoder
from lcgraph.extraction.figures import Figure, figures
from lcgraph.extraction.findings import Extraction, FigureFound, Mention, Relation, Verdict
from lcgraph.extraction.geography import is_macro_region
from lcgraph.extraction.indicators import indicator, indicator_name
from lcgraph.extraction.judging import Judged, JudgedWindow, Pair, judge_window
from lcgraph.extraction.labels import ABOUT, FIGURE, PAIR_LABELS, REFERENCE
from lcgraph.extraction.layout import blocks
from lcgraph.extraction.lexicon import load_lexicon
from lcgraph.extraction.naming import join_names
from lcgraph.extraction.neural import NeuralModel
from lcgraph.extraction.sentences import sentences
from lcgraph.extraction.tagging import keep_figures, tag
from lcgraph.extraction.teaching import Teaching, load_teaching
from lcgraph.model import Document, Span

#: Blocks that are read; the rest is page furniture or bibliography.
_READ = {"prose", "heading", "bullet", "table"}
#: "The figure has since risen to 300" counts what was counted before.
_SAME_AGAIN = {"figure", "the figure", "number", "the number", "total", "the total"}


class Reader:
    """Reads documents with the model that ships, or with another one of the same kind."""

    def __init__(self, model: NeuralModel | None = None, teaching: Teaching | None = None) -> None:
        self.model = model or NeuralModel()
        self._teaching = teaching or load_teaching()
        self.name = f"model {self.model.settings.version}"

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder(self.model.tokenizer, load_lexicon())

    def extract(self, document: Document) -> Extraction:
        """All that a document says, with the words that say it."""
        text = document.text
        cited = tuple(citations(text))
        readable = _readable(text, [c.span for c in cited])
        lines = [s for block in readable for s in _sentences(text, block)]
        page = _Page()
        for window in self._encoder.windows(text, readable, self.model.settings.window):
            read = self.model.read(window)
            found = tag(window, text, read.tags, self.model.transition, load_lexicon())
            found = self._teaching.names.place(window, text, found)
            start, end = window.words[0].start, window.words[-1].end
            known_dates = dates(text, start, end, document.issued)
            known_figures = figures(text, start, end, known_dates)
            found = keep_figures(window, found, known_figures)
            page.add(judge_window(self.model, window, read, found), known_figures, known_dates)
        return self._finish(document, page, lines, cited)

    def _finish(
        self, document: Document, page: "_Page", lines: Sequence[Span], cited: tuple[Citation, ...]
    ) -> Extraction:
        named, referents = join_names(document.text, page.mentions, load_lexicon(), self._teaching.names)
        margin = self.model.settings.reference_margin
        means = named | antecedents(page.same, named, margin)
        scene = Scene(
            document.text,
            lines,
            page.mentions,
            means,
            referents,
            self.model.settings,
            self.name,
            self._teaching,
        )
        thought_of = candidates(scene, (p for window in page.windows for p in window))
        return Extraction(
            document=document,
            sentences=tuple(lines),
            mentions=tuple(
                Mention(page.mentions[n].span, thing, page.mentions[n].type < REFERENCE)
                for n, thing in sorted(means.items())
            ),
            referents=tuple(referents),
            relations=tuple(
                Relation(c.subject, c.predicate, c.object, c.support)
                for c in thought_of
                if c.verdict is Verdict.ACCEPTED
            ),
            alliances=tuple(alliances(scene, page.windows)),
            figures=tuple(_figures(scene, page)),
            citations=cited,
            candidates=tuple(thought_of),
            method=self.name,
        )


@dataclass(slots=True)
class _Page:
    """What has been gathered of one document while its windows go by; mentions are numbered throughout."""

    mentions: list[Judged] = field(default_factory=list)
    windows: list[list[Pair]] = field(default_factory=list)
    same: dict[int, dict[int, float]] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)

    def add(
        self, judged: JudgedWindow, known_figures: Sequence[Figure], known_dates: Sequence[DateMention]
    ) -> None:
        """Take in one window."""
        base = len(self.mentions)
        self.mentions += judged.mentions
        self.windows.append([replace(p, first=base + p.first, second=base + p.second) for p in judged.pairs])
        for reference, row in judged.same.items():
            self.same[base + reference] = {base + mention: score for mention, score in row.items()}
        self.figures += known_figures
        self.dates += known_dates


def _readable(text: str, cited: Sequence[Span]) -> list[Span]:
    taken = sorted(cited)
    spans = []
    for block in blocks(text):
        before = bisect_right(taken, (block.span.start, len(text) + 1)) - 1
        is_citation = before >= 0 and taken[before].end >= block.span.end
        if block.kind in _READ and not is_citation:
            spans.append(block.span)
    return spans


def _sentences(text: str, block: Span) -> Iterator[Span]:
    for s in sentences(text[block.start : block.end]):
        yield Span(block.start + s.start, block.start + s.end)


def _figures(scene: Scene, page: _Page) -> Iterator[FigureFound]:
    """The figures whose subject is clear enough, with what they count and when."""
    best = _subjects(scene, page)
    stops = sorted(m.span for m in scene.mentions if m.type not in (FIGURE, REFERENCE))
    counted_before: dict[int, str] = {}
    for number, pair in sorted(best.items()):
        span = scene.mentions[number].span
        figure = _figure_at(page.figures, span)
        if figure is None:
            continue
        sentence = scene.sentence_at(span.start)
        counted = indicator(scene.text, figure, sentence, stops)
        date = date_of(span, scene.text, sentence, page.dates)
        words = " ".join(scene.text[slice(*counted)].split()) if counted else ""
        words = indicator_name(words, figure.quantity.unit) if words else ""
        about = scene.means[pair.second]
        if words.casefold() in _SAME_AGAIN:
            words = counted_before.get(about, words)
        counted_before[about] = words
        support = scene.support(pair)
        yield FigureFound(
            span=figure.span,
            quantity=figure.quantity,
            indicator=words,
            about=about,
            date=date.edtf if date else "",
            earliest=date.earliest if date else "",
            latest=date.latest if date else "",
            support=replace(support, cue_at=support.cue_at or counted),
        )


def _subjects(scene: Scene, page: _Page) -> dict[int, Pair]:
    """For each figure the thing that it is about, by the mention that speaks best for it."""
    said: dict[int, dict[int, list[Pair]]] = defaultdict(lambda: defaultdict(list))
    for pair in (p for window in page.windows for p in window):
        if pair.label == ABOUT and pair.second in scene.means:
            said[pair.first][scene.means[pair.second]].append(pair)
    best: dict[int, Pair] = {}
    for figure, things in said.items():
        for pairs, share in _shares(scene, things):
            together = scene.settings.honest(PAIR_LABELS[ABOUT], share)
            known = best.get(figure)
            if together >= scene.threshold(ABOUT) and (known is None or together > known.confidence):
                speaker = max(pairs, key=lambda p: (p.confidence, -p.second))
                best[figure] = replace(speaker, confidence=together)
    return best


def _shares(scene: Scene, things: Mapping[int, list[Pair]]) -> Iterator[tuple[list[Pair], float]]:
    """What of a figure falls to each thing, by the pairs that say so.

    In "the largest in Scandinavia: 300 firms" a part of the world is what others are compared in:
    where there is another thing, its share goes to the others.
    """
    lexicon = load_lexicon()
    shares = {thing: sum(p.confidence for p in pairs) for thing, pairs in sorted(things.items())}
    wide = {thing for thing in shares if is_macro_region(scene.referents[thing], lexicon)}
    wide = wide if len(wide) < len(shares) else set()
    rest = max(1 - sum(shares[thing] for thing in wide), 1e-4)
    for thing in (t for t in shares if t not in wide):
        yield things[thing], min(shares[thing] / rest, 1.0)


def _figure_at(known: Sequence[Figure], span: Span) -> Figure | None:
    """The rule's figure under a mention's words (whole words: they may be longer than the figure)."""
    place = bisect_right(known, span.end, key=lambda f: f.span.start) - 1
    return known[place] if place >= 0 and known[place].span.end > span.start else None
