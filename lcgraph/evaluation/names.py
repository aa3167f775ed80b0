"""Whether two names mean the same: alike but for case, accents and articles, or by the words they share."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_POSSESSIVE = re.compile(r"['’]s\b")
_WORD = re.compile(r"[\w%£$€]+")
_ARTICLES = frozenset({"a", "an", "the"})
#: Words that do not tell one description from another.
_EMPTY = _ARTICLES | frozenset(
    {"at", "by", "for", "in", "of", "on", "to", "with", "and", "some", "new"}
    | {"this", "that", "these", "those", "its", "our", "their"}
)
#: The part of all their words that two descriptions of one thing share at least.
_SHARED = 0.5


@lru_cache(maxsize=8192)
def comparable(name: str) -> str:
    """A name as it is compared: without case, accents, punctuation, possessive and leading article.

    >>> comparable("The City of Málaga's"), comparable("R&D")
    ('city of malaga', 'r and d')
    """
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(sign)
    )
    words = _WORD.findall(_POSSESSIVE.sub("", plain.replace("&", " and ")))
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


@lru_cache(maxsize=8192)
def content_words(name: str) -> tuple[str, ...]:
    """The words of a description that carry its meaning, in the singular.

    >>> content_words("the new primary schools in Lund")
    ('primary', 'school', 'lund')
    """
    words = (word for word in comparable(name).split() if word not in _EMPTY)
    return tuple(word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words)


def alike(names: Iterable[str], others: Iterable[str], *, loosely: bool = False) -> bool:
    """Whether any of a thing's names is one of another's.

    Args:
        names: The one thing's names.
        others: The other's.
        loosely: Whether descriptions that share most of their words, or of which the one is the other
            with more before its last word, count as well.

    >>> alike({"a bridge to Malmö"}, {"the Malmö bridge"}), alike({"old mill"}, {"mill"}, loosely=True)
    (False, True)
    """
    names, others = list(names), list(others)
    if ({comparable(name) for name in names} - {""}) & {comparable(name) for name in others}:
        return True
    return loosely and any(_near(content_words(n), content_words(o)) for n in names for o in others)


def _near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return False
    mine, theirs = set(one), set(other)
    shared = len(mine & theirs)
    if shared >= _SHARED * len(mine | theirs):
        return True
    return shared == min(len(mine), len(theirs)) and one[-1] == other[-1]
