"""One text's graph held against its gold: what is right, wrong and missed, by kind, relation and class."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lcgraph.evaluation import answers as a
from lcgraph.evaluation import gold as g
from lcgraph.evaluation.names import alike, comparable, content_words
from lcgraph.evaluation.tally import Tally, tally

#: Classes whose names are descriptions; these are compared by the words that they share.
_DESCRIBED = frozenset({"Theme", "Strategy", "Project", "Partnership"})
#: Relations whose objects are described rather than named.
_DESCRIBED_OBJECTS = frozenset({"focusesOn", "activeIn", "pursues", "hasProject"})
#: Half of the partners of either side must be the same, and two at least.
_SHARED, _FEWEST = 0.5, 2
#: Values may differ by half a per cent, as rounded ones do.
_ROUNDING = 0.005
_TITLE_LIKENESS = 0.85
_PERCENT = frozenset({"%", "percent", "per cent"})

_ThingFits = Callable[[a.Thing, g.Thing], bool]
_FigureFits = Callable[[a.Figure, g.Counted], bool]


@dataclass(frozen=True, slots=True)
class Scores:
    """The counts of one text. `confusion` counts, of names that agree, gold's class and the class found."""

    kinds: dict[str, Tally]
    relations: dict[str, Tally]
    classes: dict[str, Tally]
    confusion: Counter[tuple[str, str]]


def score(gold: g.Gold, answers: a.Answers) -> Scores:
    """Hold what a graph says against gold."""
    return _Judge(gold, answers).scores()


class _Judge:
    """One text: what else its things are called in the gold, and of which classes they are."""

    def __init__(self, gold: g.Gold, answers: a.Answers) -> None:
        self._gold, self._answers = gold, answers
        self._things = [thing for thing in gold.things if not thing.classes.isdisjoint(a.NAMED)]
        self._other_names: dict[str, set[str]] = defaultdict(set)
        for thing in gold.things:
            for name in thing.names:
                self._other_names[comparable(name)] |= thing.names
        self._class_of = {comparable(thing.name): thing.class_name for thing in gold.things}

    def scores(self) -> Scores:
        """The counts by kind, relation and class."""
        said = self._answers.relations
        return Scores(
            kinds={
                "entity names": self._tally_things(self._answers.things, self._things, _named_alike),
                "entities": self._tally_things(self._answers.things, self._things, _same_thing),
                "relations": self._tally_relations(said, self._gold.relations),
                "partnerships": tally(
                    self._answers.alliances,
                    self._gold.alliances,
                    self._same_partners,
                    core=lambda gold: gold.core,
                    show_answer=lambda partners: " + ".join(sorted(map(_first, partners))),
                    show_gold=lambda gold: " + ".join(gold.partners),
                ),
                "observations (about, value)": self._tally_figures(self._same_value),
                "observations": self._tally_figures(self._same_figure),
                "publications": tally(
                    self._answers.works,
                    self._gold.works,
                    _same_work,
                    core=lambda gold: gold.core,
                    show_answer=lambda work: _first(work.titles),
                    show_gold=lambda gold: gold.title,
                ),
            },
            relations={name: self._of_relation(name) for name in g.RELATIONS},
            classes={name: self._of_class(name) for name in a.NAMED},
            confusion=self._confusion(),
        )

    def _tally_things(
        self, answers: Iterable[a.Thing], golds: Sequence[g.Thing], fits: _ThingFits, only: str = ""
    ) -> Tally:
        return tally(
            answers,
            golds,
            fits,
            core=lambda gold: gold.core and only in ("", gold.class_name),
            show_answer=lambda thing: f"{_first(thing.names)} [{thing.class_name}]",
            show_gold=lambda gold: f"{gold.name} [{gold.class_name}]",
        )

    def _of_class(self, name: str) -> Tally:
        """Things of one class; gold of another that may also be of this one is not wanted here."""
        answers = [thing for thing in self._answers.things if thing.class_name == name]
        golds = [thing for thing in self._things if name in thing.classes]
        return self._tally_things(answers, golds, _same_thing, only=name)

    def _confusion(self) -> Counter[tuple[str, str]]:
        """Gold's class and the class found; one that the gold allows besides its own is no confusion."""
        counts: Counter[tuple[str, str]] = Counter()
        for thing in self._answers.things:
            hits = [gold for gold in self._things if _named_alike(thing, gold)]
            if hits:
                best = next((gold for gold in hits if thing.class_name in gold.classes), hits[0])
                agrees = thing.class_name in best.classes
                counts[best.class_name, best.class_name if agrees else thing.class_name] += 1
        return counts

    def _tally_relations(
        self, answers: Iterable[a.Said], golds: Sequence[g.Related], only: str = ""
    ) -> Tally:
        return tally(
            answers,
            golds,
            self._same_relation,
            core=lambda gold: gold.core and only in ("", gold.relation),
            show_answer=lambda said: f"{_first(said.subject)} -{said.relation}-> {_first(said.object)}",
            show_gold=lambda gold: f"{gold.subject} -{gold.relation}-> {gold.object}",
        )

    def _of_relation(self, name: str) -> Tally:
        """Relations of one name; gold that may also be said so is not wanted here."""
        answers = [said for said in self._answers.relations if said.relation == name]
        golds = [gold for gold in self._gold.relations if name in gold.relations]
        return self._tally_relations(answers, golds, only=name)

    def _same_relation(self, said: a.Said, gold: g.Related) -> bool:
        if said.relation not in gold.relations:
            return False
        subject, object_ = (self._class_of.get(comparable(name)) for name in (gold.subject, gold.object))
        described = subject is None or subject in _DESCRIBED
        object_described = gold.relation in _DESCRIBED_OBJECTS or object_ in _DESCRIBED
        return alike(said.subject, self._all_names(gold.subject_names), loosely=described) and alike(
            said.object, self._all_names(gold.object_names), loosely=object_described
        )

    def _same_partners(self, partners: Sequence[a.Names], gold: g.Allied) -> bool:
        wanted = [self._all_names([name]) for name in gold.partners]
        allowed = wanted + [self._all_names([name]) for name in gold.optional]
        shared = sum(any(alike(names, w, loosely=True) for names in partners) for w in wanted)
        strange = sum(not any(alike(names, m, loosely=True) for m in allowed) for names in partners)
        return shared >= _FEWEST and shared >= _SHARED * (len(wanted) + strange)

    def _tally_figures(self, fits: _FigureFits) -> Tally:
        return tally(
            self._answers.figures,
            self._gold.figures,
            fits,
            core=lambda gold: gold.core,
            show_answer=_figure_in_words,
            show_gold=lambda gold: (
                f"{gold.about[0]}: {next(iter(gold.indicators), '?')} = {gold.value:g} {gold.unit}".rstrip()
            ),
        )

    def _same_value(self, figure: a.Figure, gold: g.Counted) -> bool:
        about = {name for one in gold.about for name in self._all_names([one])}
        values = [figure.value, *([figure.value * 100] if gold.unit in _PERCENT else [])]
        near = any(abs(value - gold.value) <= _ROUNDING * abs(gold.value) for value in values)
        return near and alike(figure.about, about, loosely=True)

    def _same_figure(self, figure: a.Figure, gold: g.Counted) -> bool:
        """The value agrees, and what is counted shares the gold's last word."""
        heads = {words[-1] for name in gold.indicators if (words := content_words(name))}
        mine = {word for name in figure.indicator | figure.unit for word in content_words(name)}
        return not heads.isdisjoint(mine) and self._same_value(figure, gold)

    def _all_names(self, names: Iterable[str]) -> set[str]:
        """Names with all others by which the gold knows their things."""
        found = set(names)
        return found.union(*(self._other_names.get(comparable(name), ()) for name in found))


def _named_alike(thing: a.Thing, gold: g.Thing) -> bool:
    return alike(thing.names, gold.names, loosely=gold.class_name in _DESCRIBED)


def _same_thing(thing: a.Thing, gold: g.Thing) -> bool:
    return thing.class_name in gold.classes and _named_alike(thing, gold)


def _same_work(work: a.Work, gold: g.Cited) -> bool:
    if gold.year and gold.year not in work.years:
        return False
    title = comparable(gold.title)
    return any(SequenceMatcher(None, comparable(t), title).ratio() >= _TITLE_LIKENESS for t in work.titles)


def _figure_in_words(figure: a.Figure) -> str:
    about, indicator, unit = map(_first, (figure.about, figure.indicator, figure.unit))
    return f"{about}: {indicator} = {figure.value:g} {unit}".rstrip()


def _first(names: a.Names) -> str:
    return min(names, default="")
