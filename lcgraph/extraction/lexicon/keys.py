"""One key for all spellings of a name: Malmö, Malmo and Malmoe; Baden-Württemberg in one word or three."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_PUNCTUATION = "".join(c for c in map(chr, range(128)) if not c.isalnum()) + "’‘“”–—´`·"
_ASCII = str.maketrans({**dict.fromkeys(_PUNCTUATION), "&": "and"})
_ASCII_LINES = {code: to for code, to in _ASCII.items() if code != ord("\n")}
_NEITHER_LETTER_NOR_LINE = re.compile(r"[^\w\n]|_")
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ŋ": "n"}
)
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[^\W_]+")


def key(name: str) -> str:
    """The letters and digits of a name, in lower case and without accents.

    >>> key("Baden-Württemberg"), key("St. Gallen"), key("Ørsted")
    ('badenwurttemberg', 'stgallen', 'orsted')
    """
    name = name.lower().translate(_ASCII)
    if name.isascii():
        return name
    decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(letter for letter in decomposed if letter.isalnum())


def keys_of_all(names: Sequence[str]) -> list[str]:
    """The keys of many names: as `key`, but at one stroke, since there are tens of thousands of cities.

    >>> keys_of_all(["St. Gallen", "Ørsted"])
    ['stgallen', 'orsted']
    """
    text = "\n".join(names).lower().translate(_ASCII_LINES).translate(_LETTERS)
    return _NEITHER_LETTER_NOR_LINE.sub("", unicodedata.normalize("NFKD", text)).split("\n")


def keys(name: str) -> tuple[str, ...]:
    """The key of a name and, where it has umlauts, the key with these written out.

    >>> keys("Malmö")
    ('malmo', 'malmoe')
    """
    first = key(name)
    if name.isascii():
        return (first,)
    second = written_out(name)
    return (first,) if second == first else (first, second)


def written_out(name: str) -> str:
    """The key of a name with its umlauts written as two letters.

    >>> written_out("Düsseldorf")
    'duesseldorf'
    """
    return key(unicodedata.normalize("NFC", name).lower().translate(_WRITTEN_OUT))


@lru_cache(maxsize=50_000)
def word_key(word: str) -> str:
    """The key of one word of a text, its possessive ending dropped; empty for mere punctuation.

    >>> word_key("Munich's")
    'munich'
    """
    return key(_POSSESSIVE.sub("", word)) if len(word) > 2 else key(word)


def words_of(name: str) -> list[str]:
    """The words of a name, split at everything that is neither letter nor digit.

    >>> words_of("Stratford-upon-Avon")
    ['Stratford', 'upon', 'Avon']
    """
    return _WORD.findall(name)


def is_acronym(name: str) -> bool:
    """Whether a name only means itself in capitals: UK, U.S., NATO.

    >>> is_acronym("U.S."), is_acronym("Us")
    (True, False)
    """
    return name.isupper() and len(key(name)) <= 5 and " " not in name
