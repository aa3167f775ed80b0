"""Places of one name that a text tells apart itself: Cambridge, Massachusetts, and the English city.

Only what the text says counts, and only where the gazetteer knows such a place in each of the
countries: a slip of the reader must not make two towns of one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from lcgraph.extraction.judging import Judged
from lcgraph.extraction.labels import CLASSES
from lcgraph.extraction.lexicon import Lexicon

_PLACES = {CLASSES.index(c) for c in ("City", "Region", "Country")}
_TOWNS = {"City", "Region"}
#: "Cambridge, Massachusetts", "Granada (Spain)", "Granada in Nicaragua".
_AFTER = re.compile(r",? (?:in (?:the )?)?|,? \((?:in )?")
#: "the English city of Cambridge", "Spain's Granada".
_BEFORE = re.compile(
    r" (?:\w+ ){0,2}(?:city|town|region|province|municipality|capital) of |['’]s (?:city of )?"
)


def stated_homes(
    text: str, mentions: Sequence[Judged], keys: Mapping[int, str], lexicon: Lexicon
) -> dict[int, str]:
    """The country in which each mention of a place lies, for names that the text uses of places in several.

    Args:
        text: The document's text.
        mentions: All mentions of the document.
        keys: The folded name of each mention by name.
        lexicon: What is known of places.

    Returns:
        For each mention of such a name its country; a mention without a country of its own has that of the
        one before it. Names that mean one place only are not in it.
    """
    stated: dict[int, str] = {}
    places = sorted((n for n in keys if mentions[n].type in _PLACES), key=lambda n: mentions[n].span)
    for one, other in pairwise(places):
        between = text[mentions[one].span.end : mentions[other].span.start]
        first, second = (text[slice(*mentions[n].span)] for n in (one, other))
        if _AFTER.fullmatch(between) and (home := lexicon.country_of(second)):
            stated.setdefault(one, whole_country(home, lexicon))
        elif _BEFORE.fullmatch(between) and (home := lexicon.country_of(first)):
            stated.setdefault(other, whole_country(home, lexicon))
    of_key: dict[str, list[int]] = defaultdict(list)
    for n in places:
        of_key[keys[n]].append(n)
    homes: dict[int, str] = {}
    for key in sorted(of_key):
        said = [stated[n] for n in of_key[key] if n in stated]
        if not are_several(text[slice(*mentions[of_key[key][0]].span)], said, lexicon):
            continue
        current = said[0]
        for n in of_key[key]:
            homes[n] = current = stated.get(n, current)
    return homes


def whole_country(name: str, lexicon: Lexicon) -> str:
    """The state that a country is or is a part of: of England the United Kingdom."""
    return next((e.parent for e in lexicon.lookup(name) if e.class_name == "Country" and e.parent), name)


def are_several(name: str, homes: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether these are several countries, in each of which the gazetteer knows a place of that name."""
    homes = set(homes)
    entries = [e for e in lexicon.lookup(name) if e.class_name in _TOWNS]
    known = {whole_country(c, lexicon) for e in entries for c in (e.country, *e.countries) if c}
    return len(homes) > 1 and homes <= known
