"""Where the sentences of a plain text begin and end.

A sentence ends at a line break that ends a paragraph, and at ``.``, ``!`` or ``?`` before a white space and a
word that can open a sentence. Abbreviations, initials and decimal points are no ends.
"""

import re
from collections.abc import Iterable, Iterator

from lcgraph.extraction.lines import bullet_mark, paragraphs
from lcgraph.model import Span

#: A sentence has at most so many characters: what never ends is cut at white space.
LONGEST = 2000

_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?:\[[0-9a-z, ]{1,12}\]|[¹²³⁰-⁹]|(?<=[a-z)\"”][.!?])[0-9]{1,2}(?=\s))*+"
    r"(?P<gap>\s++)(?P<next>[\"'“‘«(\[–—-]*+[^\s\W]?)"
)
#: These stand before what they belong to, and never at the end of a sentence.
_TITLES = re.compile(
    r"dr|mr|mrs|ms|mx|profs?|ste?|mt|ft|rev|hon|gen|col|capt|lt|sgt|maj|gov|sen|rep|pres|sr|fr|messrs|cllr|"
    r"vs|e\.?g|i\.?e|cf|viz|esp|incl|excl|dept|dist|resp"
)
#: These stand before a number; before anything else they end the sentence like any word ("No.").
_BEFORE_NUMBERS = re.compile(
    r"nos?|nr|figs?|vols?|arts?|sec|ch|chap|pp?|para|approx|ca?|est|tel|ext|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
#: These may end a sentence or not: they do where a word follows that commonly opens one. So do initials.
_EITHER = re.compile(
    r"inc|ltd|corp|co|bros|llc|plc|jr|etc|al|eds?|ave|rd|blvd|sq|univ|assn|govt|intl|am|pm|[^\W\d_]|(?:[a-z]\.)+[a-z]"
)
_OPENERS = re.compile(
    r"the|an?|its?|this|that|these|those|he|she|they|we|i|you|his|her|their|our|in|on|at|by|for|from|with|to|of|as|"
    r"and|but|or|so|yet|if|when|while|where|after|before|since|until|during|although|though|because|however|moreover|"
    r"there|here|what|who|why|how|then|thus|today|now|most|many|some|all|both|each|every|one|two|no|not|only"
)
_LAST_WORD = re.compile(r"[\w.&'’-]{1,24}$")


def sentences(text: str, spans: Iterable[Span] | None = None) -> list[Span]:
    """Finds the sentences of a text.

    Args:
        text: Any plain text.
        spans: The parts of it to look at, in order; all of it by default.

    Returns:
        The sentences in order, without bullets and white space around them, none empty, none overlapping
        another, none longer than `LONGEST`. A heading or a bullet is a sentence.

    >>> text = "Dr. Ek leads it. Who pays?"
    >>> [text[slice(*sentence)] for sentence in sentences(text)]
    ['Dr. Ek leads it.', 'Who pays?']
    """
    found: list[Span] = []
    reached = 0
    for part in [Span(0, len(text))] if spans is None else spans:
        start, end = max(part.start, reached), min(part.end, len(text))
        for paragraph in paragraphs(text, start, end) if start < end else ():
            begin = paragraph.start + bullet_mark(text, paragraph)
            for sentence in _split(text, begin, paragraph.end):
                found += _cut(text, sentence)
        reached = max(reached, end)
    return found


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _END.finditer(text, start, end):
        if _ends(text, start, match):
            yield Span(start, match.start("gap"))
            start = match.end("gap")
    if start < end:
        yield Span(start, end)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a mark ends the sentence that begins at `start`."""
    opening = match["next"][-1:]
    if not opening or opening.islower():
        return opening == "" and bool(match["next"])
    if text[match.start()] != "." or text[match.start() : match.start() + 2] == "..":
        return True
    last = _LAST_WORD.search(text, max(start, match.start() - 24), match.start())
    if last is None:
        return True
    word = last[0].lstrip("'’-").lower()
    if _TITLES.fullmatch(word):
        return False
    if _BEFORE_NUMBERS.fullmatch(word) and len(word) > 1:
        return not opening.isdigit()
    if _EITHER.fullmatch(word):
        following = re.compile(r"\w+").match(text, match.end() - 1, match.end() + 12)
        return following is not None and _OPENERS.fullmatch(following[0].lower()) is not None
    return True


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    """Cuts what is too long at white space, or anywhere where there is none."""
    start, end = sentence
    while end - start > LONGEST:
        limit = start + LONGEST
        blanks = [text.rfind(blank, start + 1, limit) for blank in (" ", "\n", "\t")]
        cut = max(blanks) if max(blanks) > start else limit
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    first, last = start + len(part) - len(part.lstrip()), start + len(part.rstrip())
    if first < last:
        yield Span(first, last)
