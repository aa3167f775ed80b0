"""Names that a user teaches: found in texts wherever they stand, whatever the model thinks of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lcgraph.errors import LexiconError
from lcgraph.extraction.encoding import WORD, Window
from lcgraph.extraction.folding import fold
from lcgraph.extraction.labels import CLASSES
from lcgraph.extraction.lexicon import Entry, Lexicon
from lcgraph.extraction.tagging import Tagged

if TYPE_CHECKING:
    from lcgraph.extraction.lexicon.tables import Row
    from lcgraph.ontology import Ontology

_REQUIRED, _OPTIONAL = "name class", "other_names country case"
_CASES = ("", "exact", "any")
#: The log-probability of a class that the user has ruled out.
_RULED_OUT = -1e4


@dataclass(frozen=True, slots=True)
class OwnName:
    """A line of a user's name file.

    `learnt` is the class by which the model knows such things: `class_name` itself, or the nearest above it.
    """

    name: str
    class_name: str
    learnt: str
    forms: tuple[str, ...]
    country: str = ""
    any_case: bool = False

    @property
    def entry(self) -> Entry:
        """The name as the gazetteer would hold it."""
        return Entry(self.class_name, self.name, self.country)


class OwnNames:
    """All names of a user's files."""

    def __init__(self, names: Iterable[OwnName] = ()) -> None:
        """Make the names findable; `read_names` has checked them."""
        self._by_key: dict[str, OwnName] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], OwnName]]] = {}
        for own in names:
            for form in own.forms:
                self._by_key[fold(form)] = own
                words = tuple(WORD.findall(form))
                self._by_first.setdefault(words[0].casefold(), []).append((words, own))
        for forms in self._by_first.values():
            forms.sort(key=lambda form: -len(form[0]))

    def known(self, words: str) -> OwnName | None:
        """The name that words are a form of, give or take case, accents, article and possessive.

        A word all in small letters is no form of a name that has capitals, unless its line says so.
        """
        own = self._by_key.get(fold(words))
        if own is None or own.any_case or words in own.forms or not words.islower():
            return own
        return None

    def of_key(self, key: str) -> OwnName | None:
        """The name whose folded canonical form is this."""
        own = self._by_key.get(key)
        return own if own is not None and fold(own.name) == key else None

    def place(self, window: Window, text: str, mentions: Sequence[Tagged]) -> list[Tagged]:
        """The mentions of a window with the user's names among them, in the place of all that overlap them.

        Args:
            window: The words.
            text: The text that they are of.
            mentions: What the model has tagged.
        """
        own = list(self._find(window, text)) if self._by_first else []
        taken = {k for m in own for k in range(m.first, m.last + 1)}
        kept = [m for m in mentions if taken.isdisjoint(range(m.first, m.last + 1))]
        return sorted([*kept, *own], key=lambda m: (m.first, m.last))

    def _find(self, window: Window, text: str) -> Iterator[Tagged]:
        words = [text[s.start : s.end] for s in window.words]
        folded = [word.casefold() for word in words]
        first = 0
        while first < len(words):
            found = self._longest_at(first, words, folded, window)
            if found is None:
                first += 1
                continue
            last, own = found
            kind = CLASSES.index(own.learnt)
            classes = np.full(len(CLASSES), _RULED_OUT)
            classes[kind] = 0.0
            yield Tagged(first, last, kind, classes)
            first = last + 1

    def _longest_at(
        self, first: int, words: Sequence[str], folded: Sequence[str], window: Window
    ) -> tuple[int, OwnName] | None:
        for form, own in self._by_first.get(folded[first], ()):
            last = first + len(form) - 1
            if last >= len(words) or window.block[first] != window.block[last]:
                continue
            said = tuple((folded if own.any_case else words)[first : last + 1])
            if said == (tuple(word.casefold() for word in form) if own.any_case else form):
                return last, own
        return None


def read_names(paths: Sequence[Path], ontology: "Ontology", lexicon: Lexicon) -> OwnNames:
    """Read files with names of a user's own.

    Args:
        paths: CSV files with the columns name and class, and perhaps other_names (with semicolons between
            them), country (of a place) and case (``exact``, or ``any`` where capitals do not matter).
        ontology: What classes there are.
        lexicon: What countries there are.

    Raises:
        LexiconError: A line breaks the rules: an unknown class or country, a name without letters, one that
            stands on two lines; with file and line.
    """
    from lcgraph.extraction.lexicon.tables import read_own_rows

    names: list[OwnName] = []
    seen: dict[str, str] = {}
    for row in read_own_rows(paths, _REQUIRED, _OPTIONAL):
        forms = tuple(dict.fromkeys((row["name"], *row.several("other_names"))))
        for form, key in {form: fold(form) for form in forms}.items():
            if not key:
                raise LexiconError(f"{row.where}: the name {form!r} has no letter or digit; mend it")
            if (other := seen.setdefault(key, row.where)) != row.where:
                raise LexiconError(f"{row.where}: {form!r} stands already at {other}; delete one of the two")
        country = _country(row, lexicon)
        case = row.one_of("case", _CASES)
        learnt = _learnt(row, ontology)
        names.append(OwnName(row["name"], row["class"], learnt, forms, country, case == "any"))
    return OwnNames(names)


def _learnt(row: "Row", ontology: "Ontology") -> str:
    """The class by which the model knows things of a line's class."""
    known = {
        name: next((c for c in (name, *ontology.ancestors(name)) if c in CLASSES), "")
        for name in ontology.classes
    }
    return known[row.one_of("class", [name for name, learnt in known.items() if learnt])]


def _country(row: "Row", lexicon: Lexicon) -> str:
    said = row["country"]
    known = lexicon.canonical(said, "Country") if said else ""
    if known is None:
        raise LexiconError(
            f"{row.where}: no country is called {said!r}; write it as in countries.csv, or leave it out"
        )
    return known
