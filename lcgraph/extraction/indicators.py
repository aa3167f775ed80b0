"""The words that name what a figure counts or measures.

Counted things stand after the figure ("2,400 jobs", "40% of its staff"), amounts before it ("a budget
of €3m") or after it ("a £4m grant"), and a sum without a noun is named by its verb ("invested €3m").
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from lcgraph.extraction.figures import Figure
from lcgraph.extraction.phrases import DETERMINER, MOST_WORDS, PARTICIPLE, REACH, Phrases, Word, lexicon
from lcgraph.model import Span

_NOUN_OF_RATIO = re.compile(r"\w+\s(?P<noun>[a-z]+)\s(?:in|out)\s")
_ARTICLE_BEFORE = re.compile(
    r"\b(?:an?|the|its|their|this|that|our|his|her|each|every|new|first|second|initial|annual)\s$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\s(?:of(?:\sall)?|the|its|their)\s(?:(?:the|an?|its|their|his|her|our|these|those|all|such)\s)*+"
)
_PRONOUN = re.compile(r"(?:them|it|which|whom|these|those)\b")
_KIND_OF_MONEY = re.compile(r"\s(?:worth\sof|in|of)\s")
_BECOMES = re.compile(
    r"(?:\s(?:is|are|was|were|has|have|had|will|would|been|being|be|to|already|also|now))++\s(?P<verb>[a-z]+)"
)
_EXTENT = re.compile(r"[- ](?:long|wide|high|tall|deep|away|from|apart)\b")
_OF_THING = re.compile(r"\sof\s(?![A-Z])")
_GOVERNING = re.compile(
    r"(?<![\w-])(?P<noun>[a-z][a-z-]+)\sof\s(?:(?:a|an|another|the|only|just|its|about)\s)?$"
)
_LABEL = re.compile(
    r"(?P<label>[^\W\d_][^:;.\n(]{1,50}?)(?:\s*[\[(]?(?:1[89]|20)[0-9]{2}[\])]?)?\s?:\s?(?:\w+ ){0,2}$"
)
_PREPOSITION = re.compile(r"of|in|at|to|for|from|by|on|with")
_UNIT_FIRST = re.compile(
    r"(?:square |sq\.? )?(?:kilo|met|mile|hect|acre|feet|foot|mega|giga|km|m[2²]?\b|ha\b|[kMGT]Wh?)"
)


def indicator(text: str, figure: Figure, sentence: Span, stops: Sequence[Span] = ()) -> Span | None:
    """Finds the words that name what a figure counts or measures.

    Args:
        text: The whole text; offsets count in it.
        figure: A figure of the sentence.
        sentence: The sentence, beyond which nothing is looked for.
        stops: Where things are named in the text, in order; a name with a capital letter is no indicator.

    Returns:
        A few words whose last noun says what kind of thing it is, or None.

    >>> from lcgraph.extraction.figures import figures
    >>> text = "The park has created 2,400 new jobs in the valley."
    >>> text[slice(*indicator(text, figures(text)[0], Span(0, len(text))))]
    'new jobs'
    """
    here = stops[
        bisect_left(stops, sentence.start, key=_start) : bisect_left(stops, sentence.end, key=_start)
    ]
    phrases = Phrases(text, sentence, [stop for stop in here if text[stop.start].isupper()])
    words, unit = lexicon(), figure.quantity.unit
    start = min(figure.span.start, figure.qualifier_at.start if figure.qualifier_at else figure.span.start)
    end = figure.span.end
    if inside := _NOUN_OF_RATIO.match(text, figure.span.start, end):
        return Span(*inside.span("noun"))
    if figure.unit_at:
        return _measured(phrases, figure.unit_at, start)
    if unit in {"%", "percentage points"}:
        return _whole(phrases, end) or phrases.after(end) or _before(phrases, start, words.shares)
    if unit:
        named = phrases.after(end, singular=True)
        if named and _ARTICLE_BEFORE.search(text, max(sentence.start, start - 12), start):
            return named
        named = named or _kind_of_money(phrases, end) or _verb_after(phrases, end)
        return (
            _governing(phrases, start)
            or named
            or _before(phrases, start, words.verbs)
            or _whole(phrases, end)
        )
    return phrases.after(end) or _whole(phrases, end) or _before(phrases, start, words.verbs)


def _start(span: Span) -> int:
    return span.start


def indicator_name(words: str, unit: str = "") -> str:
    """The noun for what an indicator's words say: "invested" is an investment, "employs" are employees.

    Args:
        words: An indicator's words.
        unit: The figure's unit, which names what no other word does ("12 hectares": area).

    Returns:
        The words on one line; for a verb, an adjective or a bare unit the noun.

    >>> indicator_name("invested"), indicator_name("new\\n jobs"), indicator_name("hectares of wood", "ha")
    ('investment', 'new jobs', 'area of wood')
    """
    words = " ".join(words.split())
    names, last = lexicon().names, re.split(r"[- ]", words)[-1]
    if words.lower() in names:
        return names[words.lower()]
    if last in lexicon().places or (unit and last in lexicon().adjectives):
        return names[last]
    if unit in names and _UNIT_FIRST.match(words):
        _, of, thing = words.partition(" of ")
        return names[unit] + of + thing
    return words


def _measured(phrases: Phrases, unit_at: Span, start: int) -> Span:
    """What has an extent: "kilometre-long", "hectares of reclaimed land", "an area of 12 hectares"."""
    text, end = phrases.text, phrases.sentence.end
    if extent := _EXTENT.match(text, unit_at.end, end):
        return Span(unit_at.start, extent.end())
    of = _OF_THING.match(text, unit_at.end, end)
    if of and (thing := phrases.after(of.end() - 1, singular=True)):
        return Span(unit_at.start, thing.end)
    governing = _governing(phrases, start)
    if governing and text[slice(*governing)].split()[-1] not in lexicon().places:
        return governing
    thing = phrases.after(unit_at.end)
    return Span(unit_at.start, thing.end) if thing else unit_at


def _whole(phrases: Phrases, position: int) -> Span | None:
    """What a share is taken of: "of its staff" gives "staff", "of them" the nearest plural before."""
    of = _WHOLE.match(phrases.text, position, phrases.sentence.end)
    if of is None:
        return None
    if _PRONOUN.match(phrases.text, of.end(), phrases.sentence.end):
        return _nearest(phrases, position)
    return phrases.after(of.end() - 1, singular=True)


def _kind_of_money(phrases: Phrases, position: int) -> Span | None:
    """The kind of money: "in grants", "worth of equipment", "of lottery money"."""
    link = _KIND_OF_MONEY.match(phrases.text, position, phrases.sentence.end)
    found = phrases.after(link.end() - 1, singular=True) if link else None
    if link is None or found is None or link[0].strip() != "in":
        return found
    return found if phrases.text[slice(*found)].split()[-1].lower() in lexicon().measures else None


def _verb_after(phrases: Phrases, position: int) -> Span | None:
    """The verb that says what becomes of a sum: "is being invested"."""
    found = _BECOMES.match(phrases.text, position, phrases.sentence.end)
    return Span(*found.span("verb")) if found and found["verb"] in lexicon().verbs else None


def _before(phrases: Phrases, position: int, verbs: frozenset[str]) -> Span | None:
    """What governs the figure: a label, the nearest measure or verb in its clause, else the subject."""
    return (
        _governing(phrases, position)
        or _measure(phrases, position, verbs)
        or _subject(phrases, position)
        or _opening(phrases, position)
        or _nearest(phrases, position)
    )


def _governing(phrases: Phrases, position: int) -> Span | None:
    """What the figure is said to be the size of, right before it: "a budget of", "Turnover 2022:"."""
    start = max(phrases.sentence.start, position - REACH)
    of = _GOVERNING.search(phrases.text, max(start, position - 40), position)
    if of and of["noun"] not in lexicon().stops and not PARTICIPLE.fullmatch(of["noun"]):
        words = phrases.words(max(start, of.start() - 40), of.end("noun"))
        return phrases.grown(words, len(words) - 1, position)
    label = _LABEL.search(phrases.text, max(start, position - 80), position)
    words = phrases.words(*label.span("label")) if label else []
    kept = [word for word in words if not phrases.named(word.start)][-MOST_WORDS:]
    if kept and not re.search(r"[,(]", phrases.text[kept[0].start : kept[-1].end]):
        return Span(kept[0].start, kept[-1].end)
    return None


def _measure(phrases: Phrases, position: int, verbs: frozenset[str]) -> Span | None:
    """The nearest word before that names a measure ("turnover") or a verb that implies one ("employs")."""
    words = phrases.clause(position)
    for number in range(len(words) - 1, -1, -1):
        word = words[number]
        if phrases.named(word.start):
            continue
        if word.text in lexicon().measures or word.text.lower() in lexicon().measures:
            return phrases.grown(words, number, position)
        if word.text.lower() in verbs:
            return Span(word.start, word.end)
    return None


def _subject(phrases: Phrases, position: int) -> Span | None:
    """The first plural noun of the clause that no preposition governs."""
    words = phrases.clause(position)
    for number, word in enumerate(words):
        if phrases.counted(word) and not _governed(words, number):
            return phrases.grown(words, number, position)
    return None


def _opening(phrases: Phrases, position: int) -> Span | None:
    """A singular subject at the head of the clause: "Footfall has levelled off at"."""
    words = phrases.clause(position)
    while words and DETERMINER.fullmatch(words[0].text):
        words = words[1:]
    ends = (
        n
        for n, word in enumerate(words)
        if word.text.lower() in lexicon().stops or PARTICIPLE.fullmatch(word.text)
    )
    number = next(ends, len(words))
    if not 0 < number <= 3 or any(phrases.named(word.start) for word in words[:number]):
        return None
    span = Span(words[0].start, words[number - 1].end)
    return span if re.fullmatch(r"[^\W\d_][\w -]*", phrases.text[slice(*span)]) else None


def _nearest(phrases: Phrases, position: int) -> Span | None:
    """The nearest plural noun before: "of 1,180 workers, 62% ...", "eight mills, three of them"."""
    words = phrases.words(max(phrases.sentence.start, position - REACH), position)
    for number in range(len(words) - 1, -1, -1):
        if phrases.counted(words[number]):
            return phrases.grown(words, number, position)
    return None


def _governed(words: Sequence[Word], number: int) -> bool:
    """Whether a preposition governs a noun; the "of" of "Of the shops, twenty are left" does not count."""
    for before in range(number - 1, max(-1, number - 5), -1):
        word = words[before].text.lower()
        if _PREPOSITION.fullmatch(word):
            return before > 0 or word != "of"
        if word in lexicon().stops and not DETERMINER.fullmatch(word):
            return False
    return False
