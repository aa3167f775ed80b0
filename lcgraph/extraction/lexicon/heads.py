"""Head nouns: the word of a name that says what sort of thing it names (… County Council, Institute of …)."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lcgraph.extraction.lexicon.gazetteer import PLACES
from lcgraph.extraction.lexicon.keys import key
from lcgraph.extraction.lexicon.tables import CLASSES, read_rows

COLUMNS = "phrase class position weight example counter_example"
POSITIONS = ("head", "first", "either", "end", "legal", "anywhere", "ending", "noun")
STRONG, WEAK, ALSO, NOUN = 4.0, 2.0, 0.5, 2.0

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_PREPOSITION = re.compile(
    r"\s(?:of|for|in|on|at|to|against|with|under|by|de|del|della|delle|des|du|di|da|do|dos|für|der|voor|van|för|for|i)\s"
    r"|\s(?:d'|d’|dell'|dell’|l'|l’)"
)
_WORDS = re.compile(r"[^\s,;]+")
_APPOSITION = re.compile(
    r"[,(–—-]*\s*(?:an?|the|one of the|another|its|their)\s+([^,.;:()]{2,60})", re.IGNORECASE
)
_BEFORE = re.compile(r"([\w'’-]+)(\s+of)?,?\s*$")
_END_OF_PHRASE = re.compile(
    r"\s(?:of|in|for|from|with|that|which|who|where|on|at|near|based|run|by|to)\s.*", re.DOTALL
)


class HeadNoun(NamedTuple):
    """A line of ``head-nouns.csv``."""

    phrase: str
    class_name: str
    position: str
    strong: bool
    example: str
    counter_example: str

    @property
    def plural(self) -> bool:
        """Whether it is a plural, which may be left out of a name: the universities of Bath and Cork."""
        return self.phrase.endswith(("ies", "eges", "ools"))


class HeadNouns:
    """What the words of a name, or those around it, say about its class."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read the head nouns.

        Args:
            folders: The folder of the lexicon, then folders with additions.

        Raises:
            LexiconError: If a line breaks the file's rules.
        """
        self.nouns = [
            HeadNoun(
                row["phrase"],
                row.one_of("class", CLASSES),
                row.one_of("position", POSITIONS),
                row.one_of("weight", ("strong", "weak")) == "strong",
                row["example"],
                row["counter_example"],
            )
            for row in read_rows(folders, "head-nouns.csv", COLUMNS, unique=3)
        ]
        self._at: dict[str, dict[str, HeadNoun]] = {position: {} for position in POSITIONS}
        for noun in self.nouns:
            phrase = noun.phrase if noun.position in ("end", "legal") else _words_key(noun.phrase)
            self._at[noun.position].setdefault(phrase, noun)
            if noun.position == "either":
                self._at["head"].setdefault(phrase, noun)
        self._inner = {
            phrase: noun for phrase, noun in self._at["head"].items() if _PREPOSITION.search(f" {phrase} ")
        }
        self._endings = tuple(
            (noun.phrase.lstrip("-"), noun) for noun in self.nouns if noun.position == "ending"
        )
        self._suffixes = tuple(suffix for suffix, _ in self._endings)

    def by_ending(self, word: str) -> HeadNoun | None:
        """What a compound ends in: Volkshochschule, Sportverein."""
        if len(word) < 8 or not word.endswith(self._suffixes):
            return None
        return next(noun for suffix, noun in self._endings if word.endswith(suffix))

    def votes(self, name: str) -> dict[str, float]:
        """The classes that the words of a name speak for, and how loudly.

        The head is the last word of an English name, or the last word before its first preposition
        (*Institute* for Urban Studies); in Romance and Germanic names it may be the first word.

        Args:
            name: A name as the text has it.
        """
        name = _BRACKETS.sub("", name).split(", ")[0].strip()
        if legal := self._at_end(name, "legal"):
            return {legal.class_name: STRONG if legal.strong else WEAK}
        heads = (
            self._inner_head(name),
            self._last_head(name) or self._at_end(name, "end"),
            self._opening_head(name),
            self._anywhere(name),
        )
        found = [noun for noun in heads if noun is not None]
        if len(found) > 1 and self._gives_way(found[0], found[1]):
            found[:2] = found[1], found[0]
        votes: dict[str, float] = {}
        for rank, noun in enumerate(found):
            weight = (STRONG if noun.strong else WEAK) if rank == 0 else ALSO
            votes[noun.class_name] = max(weight, votes.get(noun.class_name, 0.0))
        return votes

    def noun_votes(self, before: str, after: str) -> dict[str, float]:
        """The class that an apposition says: the brewer X; X, a charity; the port of X.

        Args:
            before: The text of the sentence before the name.
            after: The text of the sentence after it.
        """
        votes: dict[str, float] = {}
        match = _BEFORE.search(before)
        noun = self._at["noun"].get(_words_key(match[1])) if match else None
        if match and noun and (noun.class_name in PLACES or noun.plural or not match[2]):
            votes[noun.class_name] = NOUN
        if match := _APPOSITION.match(after):
            last = _END_OF_PHRASE.sub("", f"{match[1]} ").split()[-1:]
            if last and (noun := self._at["noun"].get(_words_key(last[0]))):
                votes[noun.class_name] = NOUN
        return votes

    @staticmethod
    def _gives_way(first: HeadNoun, second: HeadNoun) -> bool:
        """Whether the head before the preposition is not the head of the whole: City of York *Council*."""
        if first.position == "first" and first.class_name in PLACES:
            return second.class_name not in PLACES
        return second.strong and not first.strong and second.position != "end"

    def _at_end(self, name: str, position: str) -> HeadNoun | None:
        """A legal form or other word that counts at the very end and as it is written: AG, Ltd., & Sons."""
        words = name.rstrip(",").split()
        for count in (3, 2, 1):
            if len(words) > count:
                tail = " ".join(words[-count:])
                noun = self._at[position].get(tail) or self._at[position].get(tail.rstrip("."))
                if noun is not None:
                    return noun
        return None

    def _inner_head(self, name: str) -> HeadNoun | None:
        """The head before the first preposition, or a phrase that opens the name: City of, Friends of."""
        words = [_words_key(word) for word in _WORDS.findall(name)]
        for count in (3, 2, 1):
            if len(words) > count and (noun := self._at["first"].get(" ".join(words[:count]))):
                return noun
        for phrase, noun in self._inner.items():
            if f" {phrase} " in f" {' '.join(words)} ":
                return noun
        if match := _PREPOSITION.search(name):
            return self._longest_tail(name[: match.start()])
        return None

    def _opening_head(self, name: str) -> HeadNoun | None:
        """A head that comes first without a preposition: Lycée Victor Hugo, Stadtwerke Jena."""
        words = [_words_key(word) for word in _WORDS.findall(name)]
        for count in (2, 1):
            if len(words) > count and (noun := self._at["either"].get(" ".join(words[:count]))):
                return noun
        return None

    def _last_head(self, name: str) -> HeadNoun | None:
        words = name.split()
        while len(words) > 1 and not any(letter.isalpha() for letter in words[-1]):
            words.pop()  # Strategy 2030
        return self._longest_tail(" ".join(words)) or (self.by_ending(words[-1]) if words else None)

    def _longest_tail(self, words: str) -> HeadNoun | None:
        parts = [_words_key(word) for word in _WORDS.findall(words)]
        for count in (4, 3, 2, 1):
            if len(parts) >= count and (noun := self._at["head"].get(" ".join(parts[-count:]))):
                return noun
        return self.by_ending(parts[-1]) if parts else None

    def _anywhere(self, name: str) -> HeadNoun | None:
        words = f" {' '.join(_words_key(word) for word in _WORDS.findall(name.replace('-', ' ')))} "
        return next((noun for phrase, noun in self._at["anywhere"].items() if f" {phrase} " in words), None)


def _words_key(phrase: str) -> str:
    """A phrase with a key for each word, spaces kept."""
    return " ".join(filter(None, map(key, phrase.split())))
