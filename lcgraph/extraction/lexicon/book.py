"""The lexicon as a whole: what a name can mean, of which class it is, and how it is properly written."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from lcgraph.extraction.lexicon.features import OF_CLASS, Feature, Phrases, Tagger
from lcgraph.extraction.lexicon.gazetteer import PLACES, Entry, Gazetteer
from lcgraph.extraction.lexicon.heads import HeadNouns
from lcgraph.extraction.lexicon.keys import is_acronym, key, word_key, words_of
from lcgraph.extraction.lexicon.tables import CLASSES, read_rows
from lcgraph.ontology import load_themes
from lcgraph.resources import resource

_ARTICLES = ("the ", "The ")
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_PARTICLES = frozenset(
    ("van", "von", "der", "den", "de", "la", "le", "di", "da", "do", "dos", "du", "al", "bin")
)
_SMALL_WORDS = frozenset(
    ("of", "the", "and", "for", "in", "on", "at", "to", "a", "an", "de", "du", "des", "la", "für")
)
_KNOWN, _TITLED, _GIVEN, _BRANCH, _LONE_GIVEN = 5.0, 4.0, 2.5, 2.0, 1.0
_LONGEST_KNOWN = 6
_COUNTRY, _REGION, _LARGE, _SMALL, _DOUBTFUL = 4.0, 3.0, 3.0, 2.0, 1.0


class Lexicon:
    """Everything that ``data/names/`` knows about names."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read the name files.

        Args:
            folders: The folder of the lexicon, then folders with additions (files of the same names).

        Raises:
            LexiconError: If a line breaks its file's rules; the message names file and line.
        """
        self.places = Gazetteer(folders)
        self.heads = HeadNouns(folders)
        self._organisations: dict[str, list[Entry]] = {}
        self._by_acronym: dict[str, list[Entry]] = {}
        self._given: set[str] = set()
        self._titles: set[str] = set()
        self._generic = {key(row["word"]) for row in read_rows(folders, "generic-words.csv", "word")}
        names, acronyms = Phrases(), dict[str, int]()
        for row in read_rows(folders, "organisations.csv", "name class acronyms also"):
            entry = Entry(row.one_of("class", CLASSES), row["name"])
            bit = int(OF_CLASS.get(entry.class_name, 0))
            for form in (row["name"], *row.several("acronyms"), *row.several("also")):
                if form in row.several("acronyms") or is_acronym(form):
                    short = form.replace(".", "")
                    self._by_acronym.setdefault(short, []).append(entry)
                    acronyms[short] = acronyms.get(short, 0) | bit
                else:
                    self._organisations.setdefault(key(form), []).append(entry)
                    names.add(form, bit)
        for row in read_rows(folders, "given-names.csv", "name kind", unique=2):
            people = self._titles if row.one_of("kind", ("given name", "title")) == "title" else self._given
            people.add(key(row["name"]))
            names.add(row["name"], int(Feature.PERSON))
        for short, entries in self.places.acronyms.items():
            for entry in entries:
                bit = Feature.COUNTRY if entry.class_name == "Country" else Feature.REGION
                acronyms[short] = acronyms.get(short, 0) | bit
        themes = (name for concept in load_themes().concepts.values() for name in concept.names)
        self._tagger = Tagger(self.places, self.heads, names, acronyms, themes)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """All that a name can mean, likeliest first: organisations, countries, regions, cities by size.

        Accents, umlauts, hyphens and full stops do not matter; a capital at the beginning does, and
        acronyms are only found in capitals. After a comma may stand where the place lies.

        >>> [entry.name for entry in load_lexicon().lookup("Malmoe")]
        ['Malmö']
        >>> [entry.country for entry in load_lexicon().lookup("Paris, TX")]
        ['United States']
        """
        name = _bare(name)
        if name.count(", ") == 1:
            place, within = name.split(", ")
            around = {entry.name for entry in self.lookup(within)}
            around.add(self.places.abbreviations.get(within.replace(".", ""), within))
            return tuple(entry for entry in self.lookup(place) if around & {entry.parent, entry.country})
        if not name or not next(filter(str.isalpha, name), "a").isupper():
            return ()
        found: list[Entry] = []
        if is_acronym(name):
            short = name.replace(".", "")
            found += (*self._by_acronym.get(short, ()), *self.places.by_acronym(short))
        name_key = word_key(name)
        found += (*self._organisations.get(name_key, ()), *self.places.by_key(name_key))
        if name_key in self.places.demonyms:
            class_name, place = self.places.demonyms[name_key]
            country = place if class_name == "Country" else self.places.regions[place]
            found.append(Entry(class_name, place, country))
        return tuple(dict.fromkeys(found))

    def classify(self, name: str, context_before: str = "", context_after: str = "") -> dict[str, float]:
        """Votes for the class of a name, loudest first; empty where nothing is known.

        A known organisation counts more than a head noun, a head noun more than a place of that
        name, and each of them more than the words around it.

        Args:
            name: The name as the text has it, without its article.
            context_before: What the sentence says before the name.
            context_after: What the sentence says after it.

        >>> load_lexicon().classify("Kerry County Council")
        {'PublicAuthority': 4.0}
        """
        votes: dict[str, float] = {}

        def vote(class_name: str, weight: float) -> None:
            votes[class_name] = max(weight, votes.get(class_name, 0.0))

        heads = self.heads.votes(_bare(name))
        for class_name, weight in heads.items():
            vote(class_name, weight)
        for entry in self.lookup(name) or self.lookup(_BRACKET.sub("", name)):
            vote(entry.class_name, _weight(entry))
        if not votes and " " in name:
            for entry in self._branch_of(name):
                vote(entry.class_name, _BRANCH)
        for class_name, weight in self._person(name, context_before, headless=not heads).items():
            vote(class_name, weight)
        for class_name, weight in self.heads.noun_votes(context_before, context_after).items():
            votes[class_name] = votes.get(class_name, 0.0) + weight
        return dict(sorted(votes.items(), key=lambda item: (-item[1], item[0])))

    def _branch_of(self, name: str) -> tuple[Entry, ...]:
        """The known organisation that a longer name begins with: WWF Danube."""
        words = name.split()
        for count in range(min(len(words) - 1, _LONGEST_KNOWN), 0, -1):
            known = self.lookup(" ".join(words[:count]))
            if found := tuple(entry for entry in known if entry.class_name not in PLACES):
                return found
        return ()

    def _person(self, name: str, before: str, headless: bool) -> dict[str, float]:
        """The vote for a person: a title before the name or at its beginning, or a given name."""
        words = name.split()
        if not words:
            return {}
        if self.is_title(before.split()[-1:]) or self.is_title(before.split()[-2:]):
            return {"Person": _TITLED}
        if any(len(words) > count and self.is_title(words[:count]) for count in (1, 2)):
            return {"Person": _TITLED}
        if key(words[0]) not in self._given or not words[0][0].isupper():
            return {}
        if len(words) == 1:
            return {"Person": _LONE_GIVEN}
        named = all(word[0].isupper() or word in _PARTICLES for word in words[1:])
        return {"Person": _GIVEN} if headless and named and len(words) <= 4 else {}

    def is_title(self, words: Sequence[str]) -> bool:
        """Whether words, taken together, are a person's title or office: Dr, Vice-Chancellor."""
        joined = "".join(words)
        return joined[:1].isupper() and joined[-1] not in ",;:" and key(joined) in self._titles

    def demonym(self, word: str) -> str | None:
        """The country that an adjective or a people's name belongs to.

        >>> load_lexicon().demonym("Danish")
        'Denmark'
        """
        class_name, place = self.places.demonyms.get(word_key(word), ("", ""))
        return place if class_name == "Country" and word[:1].isupper() else None

    def canonical(self, name: str, class_name: str) -> str | None:
        """The name under which a thing of this class is known: Köln is Cologne, the UK United Kingdom.

        Returns:
            None where the lexicon knows nothing of the name as one of this class.
        """
        return next((entry.name for entry in self.lookup(name) if entry.class_name == class_name), None)

    def is_generic(self, name: str) -> bool:
        """Whether a name has no name in it: there is a Chamber of Commerce in every city.

        >>> load_lexicon().is_generic("Chamber of Commerce"), load_lexicon().is_generic("Kerry Council")
        (True, False)
        """
        return all(key(word) in self._generic for word in words_of(name)) and not self.lookup(name)

    def country_of(self, name: str) -> str | None:
        """The country of the likeliest place of this name; None where it is no place or in several.

        >>> load_lexicon().country_of("Thuringia")
        'Germany'
        """
        places = (entry for entry in self.lookup(name) if entry.class_name in PLACES)
        return next((entry.country or None for entry in places), None)

    def word_features(self, words: Sequence[str]) -> list[int]:
        """What is known of each word of a window, as a sum of `Feature` bits.

        Args:
            words: The words as any tokenizer cuts them.

        >>> [Feature(bits).name for bits in load_lexicon().word_features(["in", "Leipzig"])]
        [None, 'CITY']
        """
        return self._tagger.tag(words)


def _bare(name: str) -> str:
    name = name.strip()
    return name[4:] if name.startswith(_ARTICLES) and name != "The Hague" else name


def _weight(entry: Entry) -> float:
    """How loudly a known name votes for its class."""
    if entry.class_name not in PLACES:
        return _KNOWN
    if entry.common:
        return _DOUBTFUL
    if entry.class_name == "City":
        return _LARGE if entry.population >= 100_000 else _SMALL
    return _COUNTRY if entry.class_name == "Country" else _REGION


def expansion(acronym: str, long_name: str) -> bool:
    """Whether an acronym is made of the initials of a long name; small words may be left out.

    >>> expansion("WHO", "World Health Organization"), expansion("ABC", "World Bank")
    (True, False)
    """
    letters = key(acronym)
    words = words_of(long_name)
    full = "".join(key(word)[:1] for word in words)
    short = "".join(key(word)[:1] for word in words if word.lower() not in _SMALL_WORDS)
    return len(letters) >= 2 and letters in (full, short)


@lru_cache(maxsize=4)
def _load(folders: tuple[Path, ...]) -> Lexicon:
    return Lexicon(folders)


def load_lexicon(folder: Path | None = None, extra: Iterable[Path] = ()) -> Lexicon:
    """The lexicon, read once.

    Args:
        folder: A folder with all name files; by default the one that travels with the program.
        extra: Folders with additions: files of the same names and columns, each with more lines.

    Raises:
        LexiconError: If a line breaks its file's rules; the message names file and line.
    """
    return _load((folder or resource("data", "names"), *extra))
