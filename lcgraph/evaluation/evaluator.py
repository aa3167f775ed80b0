"""The evaluation of a reader: each gold text read by itself, and the counts of all put together."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lcgraph.evaluation.answers import answers_of
from lcgraph.evaluation.gold import Gold, read_gold
from lcgraph.evaluation.scoring import Scores, score
from lcgraph.evaluation.tally import Tally
from lcgraph.extraction import Extractor, link, open_extractor

if TYPE_CHECKING:
    from lcgraph.extraction.teaching import Teaching
    from lcgraph.store import Store

#: The kinds that are counted together; the others are these seen less strictly.
MAIN = ("entities", "relations", "partnerships", "observations", "publications")


@dataclass(frozen=True, slots=True)
class TextResult:
    """The counts of one text, and how many of its claims have their quote in the text."""

    id: str
    scores: Scores
    claims: int
    grounded: int

    @property
    def pooled(self) -> Tally:
        """All main kinds together."""
        return _pooled(self.scores.kinds)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The counts of all texts."""

    texts: tuple[TextResult, ...]
    reader: str

    @property
    def kinds(self) -> dict[str, Tally]:
        """The counts by kind: entities, relations, partnerships, observations, publications."""
        return _sums(text.scores.kinds for text in self.texts)

    @property
    def relations(self) -> dict[str, Tally]:
        """The counts by relation, those that are neither wanted nor answered left out."""
        return _spoken(_sums(text.scores.relations for text in self.texts))

    @property
    def classes(self) -> dict[str, Tally]:
        """The counts by class, those that are neither wanted nor answered left out."""
        return _spoken(_sums(text.scores.classes for text in self.texts))

    @property
    def confusion(self) -> Counter[tuple[str, str]]:
        """How often a thing of the first class (in the gold) was found as one of the second."""
        return reduce(add, (text.scores.confusion for text in self.texts), Counter())

    @property
    def pooled(self) -> Tally:
        """All main kinds of all texts together (micro average)."""
        return _pooled(self.kinds)

    @property
    def mean_of_texts(self) -> float:
        """The mean F1 of the texts (macro average)."""
        return sum(text.pooled.f1 for text in self.texts) / len(self.texts)

    @property
    def mean_of_kinds(self) -> float:
        """The mean F1 of the main kinds of which anything is wanted."""
        found = [self.kinds[name].f1 for name in MAIN if self.kinds[name].wanted]
        return sum(found) / len(found) if found else 0.0

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return sum(text.claims for text in self.texts)

    @property
    def grounded(self) -> int:
        """How many claims have their quote, letter for letter, in the text at the place they name."""
        return sum(text.grounded for text in self.texts)

    def to_dict(self, *, errors: bool = False) -> dict[str, Any]:
        """All figures as plain values, for JSON.

        Args:
            errors: Whether what was wrong and what was missed is listed.
        """
        groups = {"kinds": self.kinds, "relations": self.relations, "classes": self.classes}
        found: dict[str, Any] = {
            "reader": self.reader,
            "all": _plain(self.pooled),
            "mean_f1_of_texts": self.mean_of_texts,
            "mean_f1_of_kinds": self.mean_of_kinds,
            "claims": self.claims,
            "grounded": self.grounded,
            **{name: {k: _plain(t) for k, t in group.items()} for name, group in groups.items()},
            "confusion": [
                {"gold": gold, "found": found, "count": count}
                for (gold, found), count in sorted(self.confusion.items())
            ],
            "texts": [{"id": text.id, **_plain(text.pooled)} for text in self.texts],
        }
        if errors:
            for listed, text in zip(found["texts"], self.texts, strict=True):
                for name in ("wrong", "missed"):
                    kinds = {kind: list(getattr(text.scores.kinds[kind], name)) for kind in MAIN}
                    listed[name] = {kind: items for kind, items in kinds.items() if items}
        return found


def evaluate(
    gold: str | Path,
    *,
    extractor: Extractor | None = None,
    teaching: "Teaching | None" = None,
    progress: Callable[[str, int, int], None] = lambda step, done, of: None,
) -> Evaluation:
    """Read the texts of gold annotations and hold what is found against them.

    Args:
        gold: A folder with gold annotations, or one of them.
        extractor: The engine; the default one where none is given.
        teaching: What the user has taught the default engine.
        progress: Told the step's name, how much is done, and of how much.

    Raises:
        EvaluationError: There are no gold annotations, or one is faulty.
    """
    golds = read_gold(gold)
    reader = extractor or open_extractor(teaching=teaching)
    results = []
    for number, one in enumerate(golds):
        progress(f"reading {one.id}", number, len(golds))
        results.append(_evaluated(one, reader, teaching))
    return Evaluation(tuple(results), reader.name)


def _evaluated(gold: Gold, reader: Extractor, teaching: "Teaching | None") -> TextResult:
    from lcgraph.graph import build_graph, verify

    ontology, themes = (teaching.ontology, teaching.themes) if teaching else (None, None)
    knowledge = link([reader.extract(gold.document)], ontology, themes)
    store = build_graph(knowledge, reader=reader.name, ontology=ontology, themes=themes)
    report = verify(store, lambda record: gold.document.text)
    unfounded = {fault.claim for fault in report.faults}
    grounded = report.claims - len(unfounded & _claims(store))
    return TextResult(gold.id, score(gold, answers_of(store)), report.claims, grounded)


def _claims(store: "Store") -> set[str]:
    from pyoxigraph import NamedNode

    from lcgraph.graph.terms import node

    subjects = (quad.subject for quad in store.match(None, node("rdf:type"), node("lc:Claim")))
    return {subject.value for subject in subjects if isinstance(subject, NamedNode)}


def _sums(counts: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for one in counts:
        for name, tally in one.items():
            total[name] = total.get(name, Tally()) + tally
    return total


def _spoken(tallies: dict[str, Tally]) -> dict[str, Tally]:
    return {name: tally for name, tally in tallies.items() if tally.wanted or tally.answered}


def _pooled(kinds: dict[str, Tally]) -> Tally:
    return reduce(add, (kinds[name] for name in MAIN))


def _plain(tally: Tally) -> dict[str, float]:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "right": tally.right,
        "answered": tally.answered,
        "found": tally.found,
        "wanted": tally.wanted,
    }
