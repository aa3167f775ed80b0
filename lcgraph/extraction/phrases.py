"""Noun phrases around a figure, found with lists of words and endings; there is no grammar behind it.

A phrase runs over words that no mark, no stop word and no name interrupts, up to its plural noun.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lcgraph.errors import LexiconError
from lcgraph.extraction.rule_data import read_table
from lcgraph.model import Span

#: No indicator has more words.
MOST_WORDS = 6
#: How far before a figure its indicator is looked for, in characters.
REACH = 160

PARTICIPLE = re.compile(
    r"[a-z]{3,}(?:ed|ing)|built|held|made|born|run|set|taught|sold|spent|paid|come|live|work"
)
DETERMINER = re.compile(
    r"the|an?|its|their|his|her|our|your|this|that|these|those|all|both|some|such", re.IGNORECASE
)

_KINDS = ("measure", "money", "verb", "share", "adjective", "place", "unit")
_WORD = re.compile(r"[^\W\d_](?:\w|[-&/’'.](?=\w))*’?(?<!['.])")
_BETWEEN_WORDS = re.compile(r"[ \t\u00a0]+[\"“‘']?|[ \t]*\n[ \t]*(?=\S)|-")
_AND = re.compile(r",?\s(?:and|or)\s(?=[a-z])")
_OF = re.compile(r"\sof\s(?=[a-z])")
_POSSESSIVE = re.compile(r"['’]s")
_PLURAL = re.compile(
    r"people|men|women|children|staff|personnel|faculty|alumni|media|data|police|youth|cattle|sheep|"
    r"(?=[a-z])[\w&/’'-]{3,}s(?<!['’]s)(?<!ss|us|is)(?<!nomics|hysics|litics|matics)(?<!tronics)"
)
_CLAUSE = re.compile(r"[;!?](?=\s)|\.(?=\s+[A-Z])|—|--|\s-\s|\n\s*\n")
_ACRONYMS = re.compile(r"[A-Z]{2,}s")


class Word(NamedTuple):
    """A word and where it stands."""

    start: int
    end: int
    text: str


class Lexicon(NamedTuple):
    """The words of ``numbers-stopwords.csv`` and ``numbers-measures.csv``, by what they do."""

    stops: frozenset[str]
    measures: frozenset[str]
    verbs: frozenset[str]
    shares: frozenset[str]
    adjectives: frozenset[str]
    places: frozenset[str]
    names: dict[str, str]


@cache
def lexicon() -> Lexicon:
    """The words that govern, name or interrupt an indicator; number words interrupt too."""
    kinds: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    names: dict[str, str] = {}
    for (word, kind, name), where in read_table("numbers-measures", ("word", "kind", "name")):
        if kind not in kinds:
            raise LexiconError(f"{where}: the kind must be one of {', '.join(kinds)}")
        kinds[kind].add(word)
        if kind not in {"measure", "money"}:
            names[word] = name
    stops = {cells[0] for cells, _ in read_table("numbers-stopwords", ("word",))}
    stops |= {cells[0] for cells, _ in read_table("numbers", ("word", "kind", "value")) if cells[1] != "part"}
    return Lexicon(
        stops=frozenset(stops),
        measures=frozenset(kinds["measure"] | kinds["money"]),
        verbs=frozenset(kinds["verb"]),
        shares=frozenset(kinds["share"]),
        adjectives=frozenset(kinds["adjective"]),
        places=frozenset(kinds["place"]),
        names=names,
    )


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun: "jobs", "people", "SMEs"; no name, no possessive.

    >>> [is_plural(word) for word in ("jobs", "people", "SMEs", "campus", "women's", "Alps")]
    [True, True, True, False, False, False]
    """
    return _PLURAL.fullmatch(word) is not None or _ACRONYMS.fullmatch(word) is not None


class Phrases:
    """Reads noun phrases within one sentence of a text, outside of the names that stand in it."""

    def __init__(self, text: str, sentence: Span, names: Sequence[Span]) -> None:
        """Looks at one sentence; `names` are in the order of the text."""
        self.text = text
        self.sentence = sentence
        self._names = names
        self._starts = [name.start for name in names]

    def named(self, position: int) -> bool:
        """Whether a position lies in a name."""
        number = bisect_right(self._starts, position) - 1
        return number >= 0 and position < self._names[number].end

    def words(self, start: int, end: int) -> list[Word]:
        """All words of a part of the text."""
        return [Word(match.start(), match.end(), match[0]) for match in _WORD.finditer(self.text, start, end)]

    def counted(self, word: Word) -> bool:
        """Whether a word may be what a figure counts."""
        return is_plural(word.text) and word.text not in lexicon().stops and not self.named(word.start)

    def after(self, position: int, singular: bool = False) -> Span | None:
        """The noun phrase right after a position, up to its plural noun and an "of staff" behind it.

        Args:
            position: Where the figure or the word before the phrase ends.
            singular: Whether a phrase without a plural may begin with a word that looks like a verb.
        """
        words = list(self._run(position))
        head = _head(words)
        if head is None and words and (both := _AND.match(self.text, words[-1].end, self.sentence.end)):
            others = list(self._run(both.end() - 1))
            last = _head(others)
            if last is not None and len(words) + 1 + last < MOST_WORDS:
                return Span(words[0].start, others[last].end)
        kept = words[: head + 1] if head is not None else _before_verb(words, singular)
        while kept and kept[-1].text[0].isupper() and not is_plural(kept[-1].text):
            kept = kept[:-1]
        if not kept:
            return None
        return Span(kept[0].start, self.tail(kept[-1].end, MOST_WORDS - len(kept) - 1))

    def tail(self, end: int, room: int) -> int:
        """Where an "of staff" after a noun ends if it has at most so many words, else where the noun ends."""
        of = _OF.match(self.text, end, self.sentence.end)
        words = list(self._run(of.end() - 1)) if of else []
        if not words or words[0].text[0].isupper():
            return end
        head = _head(words)
        head = len(_before_verb(words, True)) - 1 if head is None else head
        return words[head].end if head < room else end

    def clause(self, position: int) -> list[Word]:
        """The words of the clause before a position; a mark with but a word or two after it ends none."""
        start = max(self.sentence.start, position - REACH)
        for mark in _CLAUSE.finditer(self.text, start, position):
            if len(self.text[mark.end() : position].split()) > 1:
                start = mark.end()
        return self.words(start, position)

    def grown(self, words: Sequence[Word], number: int, position: int) -> Span:
        """A noun with its modifiers and what it measures: "regional population", "number of visitors"."""
        first = number
        while first > 0 and number - first < 2 and self._modifies(words[first - 1], words[first]):
            first -= 1
        tail = self.tail(words[number].end, MOST_WORDS - (number - first) - 2)
        return Span(words[first].start, tail if tail <= position else words[number].end)

    def _modifies(self, word: Word, following: Word) -> bool:
        plain = word.text.islower() and word.text not in lexicon().stops | lexicon().verbs
        joined = not self.text[word.end : following.start].strip()
        return plain and joined and not self.named(word.start) and not word.text.endswith(("ly", "ed", "s"))

    def _run(self, position: int) -> Iterator[Word]:
        """The words that follow a position without a mark, a stop word or a name between them.

        A name right at the beginning is passed over ("five Danish cities", "half of Turkey's carpets").
        """
        found = 0
        while found < MOST_WORDS:
            blank = _BETWEEN_WORDS.match(self.text, position, self.sentence.end)
            word = blank and _WORD.match(self.text, blank.end(), self.sentence.end)
            if not word:
                return
            if self.named(word.start()):
                if found:
                    return
                name = self._names[bisect_right(self._starts, word.start()) - 1]
                position = max(word.end(), name.end)
                if possessive := _POSSESSIVE.match(self.text, position):
                    position = possessive.end()
                continue
            if word[0].lower() in lexicon().stops:
                return
            yield Word(word.start(), word.end(), word[0])
            position = word.end()
            found += 1


def _head(words: Sequence[Word]) -> int | None:
    """Which word is the plural noun; of several on end ("arts students") the last."""
    head = next((number for number, word in enumerate(words) if is_plural(word.text)), None)
    while head is not None and head + 1 < len(words) and is_plural(words[head + 1].text):
        head += 1
    return head


def _before_verb(words: Sequence[Word], singular: bool) -> Sequence[Word]:
    """The words up to the first that looks like a verb."""
    if words and not singular and PARTICIPLE.fullmatch(words[0].text):
        return []
    verb = (number for number, word in enumerate(words) if number and PARTICIPLE.fullmatch(word.text))
    return words[: next(verb, len(words))]
