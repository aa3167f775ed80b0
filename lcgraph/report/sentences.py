"""A sentence in parts: the words that name things, the words that relate them, and the rest."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from lcgraph.model import Span

#: What a part of a sentence is: a thing's name, the words that say the relation, or neither.
THING, CUE, PLAIN = "thing", "cue", ""


class Part(NamedTuple):
    """Words of a sentence and what they are: ``thing``, ``cue``, or empty."""

    words: str
    role: str


def marked(
    quote: str, start: int, things: Iterable[Span | None] = (), cues: Iterable[Span | None] = ()
) -> tuple[Part, ...]:
    """A sentence cut where its marks begin and end; joined, the parts are the sentence.

    Args:
        quote: The sentence.
        start: Its offset in the document, in which the marks are counted.
        things: Where things are named. They win over cues that overlap them.
        cues: Where the words are that relate them.

    Marks outside the sentence, as where a pronoun's name stands further up, are left out.

    >>> marked("Ghent works with Bruges.", 10, [Span(10, 15), Span(27, 33)], [Span(16, 26)])[1:3]
    (Part(words=' ', role=''), Part(words='works with', role='cue'))
    """
    roles = [PLAIN] * len(quote)
    for role, spans in ((CUE, cues), (THING, things)):
        for span in spans:
            if span is not None:
                inside = range(max(span.start - start, 0), min(span.end - start, len(quote)))
                for place in inside:
                    roles[place] = role
    signs = groupby(zip(quote, roles, strict=True), key=lambda pair: pair[1])
    return tuple(Part("".join(sign for sign, _ in group), role) for role, group in signs)
