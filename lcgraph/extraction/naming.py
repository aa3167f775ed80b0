"""Which mentions of a document name the same thing, and of which class that thing is.

Names are joined where their folded forms are equal, where one is the other's acronym, a person's
surname, or the same place with a generic word ("the city of X", "the X region"). A city is never
joined with its council, university or club: what follows the name belongs to the name. Places of one
name in different countries are as many things, where the text says so (`homonyms`). A name that the
user has taught keeps its class and its canonical form, whatever else is joined with it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lcgraph.extraction.findings import Referent
from lcgraph.extraction.folding import fold
from lcgraph.extraction.homonyms import stated_homes
from lcgraph.extraction.judging import Judged
from lcgraph.extraction.labels import CLASSES, REFERENCE
from lcgraph.extraction.lexicon import Lexicon, expansion
from lcgraph.extraction.own_names import OwnNames
from lcgraph.model import Span

#: How much a vote of the lexicon counts against the model's log-probabilities, by occurrence.
_VOTE = 1.0
#: One doubtful mention must not outweigh several clear ones.
_WORST = -6.0
_CITY, _REGION, _COUNTRY, _PERSON = (CLASSES.index(c) for c in ("City", "Region", "Country", "Person"))
_PLACES = {_CITY, _REGION, _COUNTRY}
_CITY_OF = re.compile(r"(?:city|town|municipality|borough|village) of (.+)")
_REGION_WORD = re.compile(r"(?:region of |province of )?(.+?)(?: region| area| province)?", re.IGNORECASE)

Scores = NDArray[np.float64]
_NO_NAMES = OwnNames()


def join_names(
    text: str, mentions: Sequence[Judged], lexicon: Lexicon, own: OwnNames = _NO_NAMES
) -> tuple[dict[int, int], list[Referent]]:
    """The things that a document names.

    Args:
        text: The document's text.
        mentions: All mentions of the document in their order.
        lexicon: What names are known.
        own: What names the user has taught.

    Returns:
        For each mention by name (its place in `mentions`) the number of its thing, and the things.
    """
    keys: dict[int, str] = {}
    for number, mention in enumerate(mentions):
        words = text[slice(*mention.span)]
        if mention.type < REFERENCE and (key := _key(words, mention.type, lexicon, own)):
            keys[number] = key
    homes = stated_homes(text, mentions, keys, lexicon)
    keys |= {number: f"{keys[number]} in {fold(home)}" for number, home in homes.items()}
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for number, key in keys.items():
        counts[key][mentions[number].type] += 1
    alias = _rooted(_aliases(text, mentions, keys, counts, lexicon), own)
    groups: dict[str, list[int]] = defaultdict(list)
    for number, key in keys.items():
        groups[_follow(alias, key)].append(number)
    ordered = sorted(groups, key=lambda k: mentions[groups[k][0]].span)
    referents = [_referent(text, key, [mentions[n] for n in groups[key]], lexicon, own) for key in ordered]
    for place, key in enumerate(ordered):
        if home := homes.get(groups[key][0]):
            referents[place] = replace(referents[place], home=home)
    return {n: place for place, key in enumerate(ordered) for n in groups[key]}, referents


def _key(words: str, kind: int, lexicon: Lexicon, own: OwnNames) -> str:
    name = (_place_name(words, kind, lexicon) if kind in _PLACES else None) or words
    if known := own.known(words) or own.known(name):
        return fold(known.name)
    key = fold(name)
    # "reading" is not the project that the user calls Reading.
    return key if own.of_key(key) is None else f"{key} in small letters"


def _rooted(alias: dict[str, str], own: OwnNames) -> dict[str, str]:
    """The same keys joined, but so that others stand for the user's names and not the other way round."""
    for key in [key for key in sorted(alias) if own.of_key(key)]:
        other = alias.pop(key)
        if own.of_key(other) is None:
            alias[other] = key
    return alias


def _place_name(words: str, kind: int, lexicon: Lexicon) -> str | None:
    """The usual name of a place that goes under other ones: Danish, Seville, European."""
    for class_name in dict.fromkeys((CLASSES[kind], "Country", "Region")):
        if known := lexicon.canonical(words, class_name):
            return known
    plain = _REGION_WORD.fullmatch(words)  # the Bavaria region: Bavaria, where that is known as one
    return lexicon.canonical(plain[1], "Region") if plain and kind == _REGION else None


def _aliases(
    text: str,
    mentions: Sequence[Judged],
    keys: Mapping[int, str],
    counts: Mapping[str, Counter[int]],
    lexicon: Lexicon,
) -> dict[str, str]:
    """Keys that stand for other keys."""
    alias: dict[str, str] = {}
    by_place = sorted(keys, key=lambda n: mentions[n].span)
    for one, other in pairwise(by_place):
        between = text[mentions[one].span.end : mentions[other].span.start]
        if between.strip() == "(" and len(between) <= 3:  # "Long Name (LN)"
            short, long = text[slice(*mentions[other].span)], text[slice(*mentions[one].span)]
            if short.isupper() and expansion(short, long) and keys[one] != keys[other]:
                alias[keys[other]] = keys[one]
    usual = {key: count.most_common(1)[0][0] for key, count in counts.items()}
    forms = {key: text[slice(*mentions[n].span)] for n, key in reversed(list(keys.items()))}
    for key in sorted(counts):
        if key in alias:
            continue
        if (other_key := _other_form(key, usual, forms, lexicon)) and other_key != key:
            alias[key] = other_key
    return alias


def _other_form(key: str, usual: Mapping[str, int], forms: Mapping[str, str], lexicon: Lexicon) -> str | None:
    """A fuller or plainer name among the document's, under which the same thing goes."""
    kind, form = usual[key], forms[key]
    if kind == _PERSON:  # a surname (titles are no part of a name) is the one person who bears it
        full = [k for k in usual if usual[k] == _PERSON and k.endswith(f" {key}")]
        return full[0] if " " not in key and len(full) == 1 else None
    if (plain := _CITY_OF.fullmatch(key)) and usual.get(plain[1]) in _PLACES:
        return plain[1]
    if kind == _REGION and (plain := _REGION_WORD.fullmatch(key)) and usual.get(plain[1]) == _REGION:
        return plain[1]
    if form.isupper() and 2 <= len(form) <= 8 and kind != _COUNTRY:
        full = [k for k in sorted(usual) if " " in k and expansion(form, forms[k])]
        return full[0] if len(full) == 1 else None
    return None


def _follow(alias: Mapping[str, str], key: str) -> str:
    seen = set()
    while key in alias and key not in seen:
        seen.add(key)
        key = alias[key]
    return key


def _referent(text: str, key: str, mentions: Sequence[Judged], lexicon: Lexicon, own: OwnNames) -> Referent:
    forms = Counter(text[slice(*m.span)] for m in mentions)
    names = tuple(sorted({" ".join(form.split()) for form in forms}))
    first = Span(*min(m.span for m in mentions))
    if known := own.of_key(key):
        return Referent(known.class_name, known.name, names, 1.0, first, taught=True)
    total = np.zeros(len(CLASSES))
    for mention in mentions:
        total += np.maximum(mention.classes, _WORST)
    for form, count in forms.items():
        for name, weight in lexicon.classify(form).items():
            if name in CLASSES:
                total[CLASSES.index(name)] += _VOTE * weight * count
    if not any(lexicon.canonical(form, CLASSES[_COUNTRY]) for form in forms):
        total[_COUNTRY] = -np.inf  # the lexicon has every country: what it does not know as one is none
    shares = np.exp(total - total.max())
    best = int(shares.argmax())
    class_name = CLASSES[best]
    # The name that the others were joined to, in its most usual form.
    label = max(sorted(forms), key=lambda f: (fold(f) == key, forms[f], len(f)))
    if best in _PLACES:
        label = _place_name(label, best, lexicon) or label
    return Referent(
        class_name,
        " ".join(label.split()),
        names,
        round(float(shares[best] / shares.sum()), 4),
        first,
    )
