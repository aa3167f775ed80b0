"""What the lexicon knows about each word of a window, as bits: an input of the neural reader.

The bits are part of the trained model: whoever changes the meaning of one trains anew.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntFlag
from functools import lru_cache
from typing import NamedTuple

from lcgraph.extraction.lexicon.gazetteer import Gazetteer
from lcgraph.extraction.lexicon.heads import HeadNouns
from lcgraph.extraction.lexicon.keys import is_acronym, key, word_key, words_of

LARGE_CITY = 100_000
LONGEST_NAME = 6
_INSIDE_NAMES = frozenset("-'’‘.·&/")


class Feature(IntFlag):
    """What is known about a word; several can hold at once."""

    COUNTRY = 1 << 0  # in a country's name: United, Kingdom
    DEMONYM = 1 << 1  # of a country or region: German, Flemish
    REGION = 1 << 2  # in a region's name, or the head noun of one: Bavaria, Valley
    CITY = 1 << 3  # in the name of a city of 100,000 people or more
    TOWN = 1 << 4  # in the name of a smaller city
    COMMON = 1 << 5  # the place name is an ordinary word too: Reading, Nice
    AUTHORITY = 1 << 6  # head noun or known name of a public authority: Council
    ENTERPRISE = 1 << 7  # head noun, legal form or known name of an enterprise: Ltd
    EDUCATION = 1 << 8  # head noun or known name of an institution of learning: College
    RESEARCH = 1 << 9  # head noun or known name of a research institution: Institute
    CIVIC = 1 << 10  # head noun or known name of a civic organisation: Association
    INTERNATIONAL = 1 << 11  # head noun or known name of an international organisation: UNESCO
    PARTNERSHIP = 1 << 12  # head noun or known name of a partnership: Consortium
    SITE = 1 << 13  # head noun of a development site: Park, Quarter
    UNDERTAKING = 1 << 14  # head noun or known name of a project or strategy: Festival, Charter
    PERSON = 1 << 15  # given name, title or office of a person: Anna, Dr, Mayor
    THEME = 1 << 16  # in a label of the thesaurus: lifelong, learning


#: The bit that points to a class. City and country have none: head nouns say little of them.
OF_CLASS: Mapping[str, Feature] = {
    "Region": Feature.REGION,
    "PublicAuthority": Feature.AUTHORITY,
    "Enterprise": Feature.ENTERPRISE,
    "EducationInstitution": Feature.EDUCATION,
    "ResearchInstitution": Feature.RESEARCH,
    "CivicOrganisation": Feature.CIVIC,
    "InternationalOrganisation": Feature.INTERNATIONAL,
    "Partnership": Feature.PARTNERSHIP,
    "DevelopmentSite": Feature.SITE,
    "Project": Feature.UNDERTAKING,
    "Strategy": Feature.UNDERTAKING,
    "Person": Feature.PERSON,
}


class Phrases:
    """Phrases and the bits that their words get."""

    def __init__(self) -> None:
        """Start without phrases."""
        self.bits: dict[str, int] = {}
        self.lengths: dict[str, int] = {}

    def add(self, phrase: str, bits: int) -> None:
        """Add a phrase; what is known of it already stays known."""
        if words := words_of(phrase):
            joined, first = key(phrase), key(words[0])
            self.bits[joined] = self.bits.get(joined, 0) | bits
            self.lengths[first] = max(len(words), self.lengths.get(first, 1))


class _Word(NamedTuple):
    """What can be said of one word alone: `key` is None where no name goes across this mark."""

    key: str | None
    capital: bool = False
    bits: int = 0
    longest_head: int = 1


class Tagger:
    """Gives each word of a window its bits; of several names that begin with a word the longest counts."""

    def __init__(
        self,
        places: Gazetteer,
        heads: HeadNouns,
        names: Phrases,
        acronyms: Mapping[str, int],
        themes: Iterable[str],
    ) -> None:
        """Put the parts together.

        Args:
            places: The gazetteer.
            heads: The head nouns.
            names: Known organisations, given names and titles; they count with a capital only.
            acronyms: The bits of what is written in capitals: NHS, UK.
            themes: The labels of the thesaurus; they count in lower case as well.
        """
        self._places, self._heads, self._names, self._acronyms = places, heads, names, acronyms
        self._phrases = Phrases()
        self._lower: set[str] = set()  # head nouns that count in lower case as well
        for noun in heads.nouns:
            if (bit := OF_CLASS.get(noun.class_name)) and noun.position not in ("noun", "ending"):
                self._phrases.add(noun.phrase, bit)
                if noun.strong and noun.position not in ("end", "legal"):
                    self._lower.add(key(noun.phrase))
        for theme in themes:
            self._phrases.add(theme, Feature.THEME)
            self._lower.add(key(theme))
        self._name_bits = lru_cache(maxsize=50_000)(self._look_up)
        self._word = lru_cache(maxsize=50_000)(self._describe)

    def tag(self, words: Sequence[str]) -> list[int]:
        """The bits of each word: the sum of its `Feature` values.

        Args:
            words: The words of a window as the tokenizer cuts them; whether hyphens and full stops
                inside a name stand apart makes no difference.
        """
        facts = [self._word(word) for word in words]
        bits = [fact.bits for fact in facts]
        covered = 0
        for start, fact in enumerate(facts):
            if not fact.key:
                continue
            if fact.longest_head > 1:
                self._match(facts, bits, start, fact.longest_head, self._head_bits)
            if fact.capital and start >= covered:
                covered = self._match(facts, bits, start, LONGEST_NAME, self._name_bits)
                if not covered:
                    bits[start] |= self._name_bits(fact.key)
        return bits

    @staticmethod
    def _match(
        facts: Sequence[_Word], bits: list[int], start: int, longest: int, look_up: Callable[[str], int]
    ) -> int:
        """Mark the longest known phrase of two words or more from here on; return where it ends, or 0."""
        joined, count, end, found = facts[start].key or "", 1, 0, 0
        for position in range(start + 1, len(facts)):
            word = facts[position].key
            if word is None:
                break
            if word:
                joined += word
                count += 1
                if value := look_up(joined):
                    end, found = position + 1, value
                if count >= longest:
                    break
        for position in range(start, end):
            bits[position] |= found
        return end

    def _describe(self, word: str) -> _Word:
        word_is = word_key(word)
        if not word_is or word == "&":
            return _Word("" if word and set(word) <= _INSIDE_NAMES else None)
        capital = next(filter(str.isalnum, word), "").isupper()
        bits = self._phrases.bits.get(word_is, 0) if capital or word_is in self._lower else 0
        if is_acronym(word):
            bits |= self._acronyms.get(word.replace(".", ""), 0)
        if ending := self._heads.by_ending(word):
            bits |= OF_CLASS.get(ending.class_name, 0)
        return _Word(word_is, capital, int(bits), self._phrases.lengths.get(word_is, 1))

    def _head_bits(self, phrase_key: str) -> int:
        return self._phrases.bits.get(phrase_key, 0)

    def _look_up(self, name_key: str) -> int:
        """The bits of a name: of all that it can mean."""
        bits = self._names.bits.get(name_key, 0)
        if not self._places.knows(name_key):
            return bits
        if name_key in self._places.demonyms:
            bits |= Feature.DEMONYM
        size = 0
        for entry in self._places.by_key(name_key):
            if entry.class_name == "City":
                size = max(size, entry.population, 1)
            else:
                bits |= Feature.COUNTRY if entry.class_name == "Country" else Feature.REGION
            if entry.common:
                bits |= Feature.COMMON
        if size:
            bits |= Feature.CITY if size >= LARGE_CITY else Feature.TOWN
        return int(bits)
