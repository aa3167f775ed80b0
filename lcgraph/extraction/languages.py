"""In which language a text is written, told by its small words; the reader knows English only.

The share of function words separates languages well from a few dozen words on (Grefenstette 1995,
"Comparing two language identification schemes"). The words are data: ``data/names/languages.csv``.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from lcgraph.extraction.lexicon.tables import read_rows
from lcgraph.model import Document
from lcgraph.resources import resource

COLUMNS = "language code words"
ENGLISH = "en"
#: Fewer words say too little.
_LEAST_WORDS = 40
#: More words need not be counted.
_MOST_LETTERS = 200_000
#: The least share of function words of a language that a text is in; lists of names have none.
_LEAST_SHARE = 0.12
#: How much larger that share must be than the English one: many small words belong to several languages.
_AHEAD = 1.5
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Language:
    """A language and its function words."""

    name: str
    code: str
    words: frozenset[str]


@lru_cache(maxsize=4)
def load_languages(folder: Path | None = None) -> tuple[Language, ...]:
    """The languages that can be told apart.

    Args:
        folder: The folder with ``languages.csv``; by default the one that travels with the program.

    Raises:
        LexiconError: If a line breaks the file's rules.
    """
    rows = read_rows((folder or resource("data", "names"),), "languages.csv", COLUMNS)
    return tuple(Language(row["language"], row["code"], frozenset(row.several("words"))) for row in rows)


def language_of(text: str) -> Language | None:
    """The language that a text is written in, None where that is not clear.

    >>> language_of("Die Stadt und der Hafen") is None  # too short to tell
    True
    """
    sample = unicodedata.normalize("NFC", text[:_MOST_LETTERS]).casefold()
    counts = Counter(_WORD.findall(sample))
    total = counts.total()
    if total < _LEAST_WORDS:
        return None
    languages = load_languages()
    shares = {lang.code: sum(counts[word] for word in lang.words) / total for lang in languages}
    best = max(languages, key=lambda lang: shares[lang.code])
    ahead = best.code == ENGLISH or shares[best.code] > _AHEAD * shares[ENGLISH]
    return best if ahead and shares[best.code] >= _LEAST_SHARE else None


def in_their_languages(documents: Iterable[Document]) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """The documents with the languages that they are in, and a remark on each that is not in English.

    What a source card says of a text's language stands; English is what is assumed without a card.
    """
    told, remarks = [], []
    for document in documents:
        found = language_of(document.text)
        if found is not None and found.code != ENGLISH:
            remarks.append(
                f"{document.identifier}: looks like {found.name}, but only English is understood; "
                "translate the text, or mistrust what is found in it"
            )
            if document.language == ENGLISH:
                document = replace(document, language=found.code)
        told.append(document)
    return tuple(told), tuple(remarks)
