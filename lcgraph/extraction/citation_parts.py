"""The parts of a bibliographic reference: who wrote it, and who published it where, when and in what.

Each reader here is strict: words that no reference would hold in that place (a verb, a clause) give None,
which is how a sentence of prose that quotes a title is told from a reference.
"""

import re
from functools import cache
from typing import NamedTuple

from lcgraph.errors import LexiconError
from lcgraph.extraction.rule_data import read_table

YEAR = r"(?:1[5-9]|20)[0-9]{2}"

_KINDS = frozenset({"publisher", "container", "section", "forthcoming", "kind", "particle"})
_SMALL = re.compile(r"an?|and|&|at|by|for|from|in|of|on|the|to|und|et|y|e|für|des|les|la|le|del?|di|du|der")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?[ -]?){1,4}")
_INITIALS_FIRST = re.compile(r"(?:[A-ZÀ-Þ][a-z]?\.[ -]?){1,4}(?P<surname>[^\d.]{2,40})")
_INITIALS_LAST = re.compile(r"(?P<surname>[^\d.,]{2,40}?)\s(?:[A-ZÀ-Þ]\.[ -]?){1,4}")
_EDITORS = re.compile(r",?\s*\(?\b(?:[Ee]ds?|[Hh]rsg|[Ee]ditors?|coord)\b\.?\)?[\s,.:]*$")
_SEVERAL = re.compile(r"\s*;\s*|,?\s+(?:and|&|und)\s+|,?\s+(?=et al\b)")
_LOCATOR = re.compile(
    r"(?:(?:pp?|vols?|nos?|issue|iss|n|nr|bd|heft|ch|chap|chapter|art|article|pages?|volume|number|part)\.?\s*)?"
    r"[0-9IVXLC]+(?:\s?[-–/:]\s?[0-9]+)*(?:\s?\([0-9A-Za-z /–-]{1,20}\))?(?:\s?[-–:]\s?[0-9]+)*\.?"
    r"|[0-9]+(?:st|nd|rd|th) ed(?:ition|n)?\.?|(?:revised|first|second|third) edition|[0-9]+ ?pp?\.?",
    re.IGNORECASE,
)
_MONTH_PART = re.compile(
    r"(?:[0-9]{1,2}\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Spring|Summer|Autumn|Fall|Winter)(?:\s[0-9]{1,2})?"
)
_PLACE_PUBLISHER = re.compile(
    r"(?P<place>[A-ZÀ-Þ][^,:.;()]{1,40}(?:, [A-Z]{2})?):\s(?P<publisher>[A-ZÀ-Þ][^,;:()]{1,80})"
)
_VOLUME_AT_END = re.compile(
    r",?\s[0-9]{1,4}(?:\s?\([0-9A-Za-z /–-]{1,20}\))?(?:\s?[:,]\s?[0-9]+(?:\s?[-–]\s?[0-9]+)?)?$"
)
_ABBREVIATED = re.compile(r"\b(pp?|vols?|nos?|n|nr|ch|art|iss|ed)\.\s*(?=[0-9IVX])", re.IGNORECASE)
_GIVEN_ENDS = re.compile(r"(?<=[^\W\d_]{2})\.$")
_IN = re.compile(r"in:?\s+(?=[A-ZÀ-Þ])", re.IGNORECASE)


class Tail(NamedTuple):
    """What follows the title."""

    publisher: str = ""
    place: str = ""
    container: str = ""
    year: str = ""
    forthcoming: bool = False
    located: bool = False
    cued: bool = False


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of one kind in ``citations.csv``, in lower case."""
    for (_, name), where in read_table("citations", ("word", "kind")):
        if name not in _KINDS:
            raise LexiconError(f"{where}: the kind must be one of {', '.join(sorted(_KINDS))}")
    return frozenset(cells[0] for cells, _ in read_table("citations", ("word", "kind")) if cells[1] == kind)


def read_authors(words: str) -> tuple[str, ...] | None:
    """Reads a list of authors, each as it is written; an organisation is one author.

    Args:
        words: What stands before the title or the year.

    Returns:
        The authors, or None where the words are no list of names.

    >>> read_authors("Ek, A. B., and C. Moreau")
    ('Ek, A. B.', 'C. Moreau')
    """
    words = _EDITORS.sub("", words.strip()).strip(" ,:;")
    if not words or len(words) > 300:
        return None
    authors: list[str] = []
    for chunk in _SEVERAL.split(words):
        if not chunk or re.fullmatch(r"et al\.?|others", chunk):
            continue
        names = _names(_EDITORS.sub("", chunk))
        if names is None:
            return None
        authors += names
    return tuple(_GIVEN_ENDS.sub("", author) for author in authors) or None


def _names(chunk: str) -> list[str] | None:
    tokens = [token.strip() for token in chunk.split(",") if token.strip()]
    names: list[str] = []
    number = 0
    while number < len(tokens):
        token, following = tokens[number], tokens[number + 1] if number + 1 < len(tokens) else ""
        given = _INITIALS.fullmatch(following) or (len(tokens) == 2 and _is_name(following, 3))
        if following and given and _is_name(token, 4) and not _has_initials(token):
            names.append(f"{token}, {following}")
            number += 2
        elif _has_initials(token) or _is_name(token, 9):
            names.append(token)
            number += 1
        else:
            return None
    return names


def _has_initials(token: str) -> bool:
    match = _INITIALS_LAST.fullmatch(token) or _INITIALS_FIRST.fullmatch(token)
    return match is not None and _is_name(match["surname"], 4)


def _is_name(token: str, longest: int) -> bool:
    """Whether every word begins with a capital, particles ("van", "of") aside."""
    parts = token.rstrip(".").split()
    if not 0 < len(parts) <= longest or not (parts[0][0].isupper() or parts[0] in words_of("particle")):
        return False
    if re.search(r"[0-9:!?\"“”]", token) or not any(part[0].isupper() for part in parts):
        return False
    return all(part[0].isupper() or part in words_of("particle") or _SMALL.fullmatch(part) for part in parts)


def read_tail(words: str) -> Tail | None:
    """Reads what follows the title: publisher, place, journal, volume, pages, year.

    Args:
        words: The rest of a reference without its web address.

    Returns:
        The parts, or None where the words are not only such parts.

    >>> read_tail("Northgate Press, Leeds, 2004.")[:4]
    ('Northgate Press', 'Leeds', '', '2004')
    """
    words = words.strip(" ,.;:")
    if inside := _IN.match(words):
        return _in_container(words[inside.end() :])
    publisher = place = container = year = ""
    forthcoming = located = cued = False
    if pair := _PLACE_PUBLISHER.search(words):
        if not (_capital(pair["place"]) and _capital(pair["publisher"].rstrip(". "))):
            return None
        place, publisher, cued = pair["place"].strip(), _without_year(pair["publisher"]), True
        year = _year(pair["publisher"])
        words = f"{words[: pair.start()]}, {words[pair.end() :]}"
    texts: list[str] = []
    for piece in re.split(r"[,;]\s*|\.\s+(?=\S)", _ABBREVIATED.sub(r"\1 ", words)):
        piece = piece.strip(" .")
        if piece.count("(") != piece.count(")") or re.fullmatch(r"\([^()]*\)", piece):
            piece = piece.strip("(). ")
        bare = _without_year(piece)
        if not piece or piece.lower() in words_of("kind"):
            continue
        if _LOCATOR.fullmatch(piece) and not re.fullmatch(rf"{YEAR}[a-z]?", piece):
            located = located or not piece.isdecimal() or bool(texts)
        elif not bare or _MONTH_PART.fullmatch(bare) or bare.lower() in words_of("forthcoming"):
            forthcoming = forthcoming or bare.lower() in words_of("forthcoming")
            year = year or _year(piece)
        elif _capital(bare) and ":" not in _VOLUME_AT_END.sub("", piece):
            year = year or _year(piece)
            texts.append(bare)
        else:
            return None
    for text in texts:
        named = set(re.split(r"[ /]", text.lower()))
        journal = bool(words_of("container") & named)
        house = bool(words_of("publisher") & named)
        volume = _VOLUME_AT_END.search(text)
        plain = not (journal or house or publisher)
        if not container and (volume or (journal and not house) or (located and plain)):
            container, cued, located = _VOLUME_AT_END.sub("", text), True, located or bool(volume)
        elif not publisher:
            publisher, cued = text, cued or journal or house
        elif not place:
            place = text
    return Tail(publisher, place, container, year, forthcoming, located, cued)


def _in_container(words: str) -> Tail | None:
    """ "In B. Berg (ed.), Learning Regions (pp. 12-30). Leeds: Northgate Press"."""
    editors = re.match(r"(?P<names>[^()]{3,120}?),?\s\(?[Ee]ds?\.?\)?[.,]?\s+", words)
    if editors and read_authors(editors["names"]) is None:
        return None
    rest = words[editors.end() :] if editors else words
    title = re.match(r"(?P<title>[A-ZÀ-Þ][^.,(]{3,160})(?P<after>[.,(].*)?$", rest)
    if title is None:
        return None
    tail = read_tail((title["after"] or "").lstrip(" ,.("))
    return tail and tail._replace(container=title["title"].strip(), cued=True)


def _year(piece: str) -> str:
    match = re.search(rf"(?<![0-9–-])({YEAR})[a-z]?$", piece.strip(" .()"))
    return match[1] if match else ""


def _without_year(piece: str) -> str:
    return re.sub(rf"\s*\(?(?<![0-9–-]){YEAR}[a-z]?\)?$", "", piece.strip(" .")).strip(" ,.")


def _capital(text: str) -> bool:
    """Whether a text is written like a name: capitals, small words, numbers, at most ten words."""
    parts = text.split()
    if not 0 < len(parts) <= 10 or not parts[0][0].isupper():
        return False
    plain = {part for part in parts if part[0].islower() and not _SMALL.fullmatch(part)}
    return len(plain) <= 1 and plain <= words_of("container") | words_of("publisher")
