"""What the words of a clause say about its truth: planned, possible, reported, denied, or plainly so.

The cue words are data (``data/names/cues.csv``); how far a cue reaches is decided here, in doubt too far
rather than not far enough: a fact may be lost, but a plan is not stated as a fact.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from lcgraph.extraction.clauses import Clause, Token, clause_words, clauses_of, is_finite, tokens_of
from lcgraph.extraction.lexicon.tables import read_rows
from lcgraph.model import Modality, Span
from lcgraph.resources import resource

COLUMNS = "cue modality scope except_for example counter_example"
SCOPES = ("verb", "clause", "after", "phrase", "sentence")

#: Which of several cues wins.
STRENGTH = (Modality.NEGATED, Modality.POSSIBLE, Modality.PLANNED, Modality.REPORTED)

_LINK = re.compile(
    r"['’]s? |-based |,? (?:in|of|at|near|from) (?:the )?|, (?:the )?|\s?\((?:the )?| "
    r"|, (?:an?|the) (?:[\w-]+ ){1,6}(?:of|in) (?:the )?"
    r"|(?: [a-z][\w-]*){0,3} (?:city|town|village|port|capital|district|county|province|region|state|republic"
    r"|island|municipality|company|firm|group|agency|maker|manufacturer|brewer|university|college|institute)"
    r"(?: of)? "
)
_PHRASE_LENGTH = 6


class Cue(NamedTuple):
    """A line of ``cues.csv``."""

    cue: str
    modality: Modality
    scope: str
    except_for: tuple[str, ...]
    example: str
    counter_example: str

    def forms(self) -> Iterator[tuple[str, ...]]:
        """Every way to write the cue: slashes separate the forms of a word."""
        return product(*(word.split("/") for word in self.cue.lower().split()))


class _Found(NamedTuple):
    """A cue met in a sentence: from the first to before the second token."""

    cue: Cue
    first: int
    end: int


@lru_cache(maxsize=4)
def load_cues(folder: Path | None = None) -> dict[str, tuple[tuple[tuple[str, ...], Cue], ...]]:
    """The cues by their first word, longest first.

    Args:
        folder: The folder with ``cues.csv``; by default the one that travels with the program.

    Raises:
        LexiconError: If a line breaks the file's rules.
    """
    found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for row in read_rows((folder or resource("data", "names"),), "cues.csv", COLUMNS):
        cue = Cue(
            row["cue"],
            Modality(row.one_of("modality", [modality.value for modality in Modality])),
            row.one_of("scope", SCOPES),
            row.several("except_for"),
            row["example"],
            row["counter_example"],
        )
        for form in cue.forms():
            phrase = " ".join(form)
            words = tuple(token.lower for token in tokens_of(phrase, Span(0, len(phrase))))
            found.setdefault(words[0], []).append((words, cue))
    return {first: tuple(sorted(cues, key=lambda each: -len(each[0]))) for first, cues in found.items()}


def cue_modality(
    text: str, sentence: Span, spans: Sequence[Span], predicate: str = ""
) -> tuple[Modality, Span | None]:
    """How a sentence says what it says about some of its words.

    Args:
        text: The document's text.
        sentence: The sentence, by offsets in the text.
        spans: The words that a claim is about (subject and object, or the partners), in the sentence.
        predicate: The property of the claim. Cues may have exceptions: who "aims to" promote a thing
            is not said to do it, but does focus on it.

    Returns:
        The modality of the strongest cue that reaches the spans, and where the cue stands;
        `Modality.ASSERTED` and None where there is none.

    >>> cue_modality("Jena will host the fair.", Span(0, 24), [Span(0, 4), Span(15, 23)])
    (<Modality.PLANNED: 'Planned'>, Span(start=5, end=9))
    """
    tokens = _tokens(text[slice(*sentence)])
    if not any(token.lower in load_cues() for token in tokens):
        return Modality.ASSERTED, None
    local = sorted(Span(span.start - sentence.start, span.end - sentence.start) for span in spans)
    inside = [any(span.start <= token.span.start < span.end for span in local) for token in tokens]
    cues = [
        found
        for found in _cues_in(tokens, inside)
        if found.cue.modality != Modality.ASSERTED and predicate not in found.cue.except_for
    ]
    places = [place for span in local if (place := _first_token(tokens, span)) is not None]
    if cues and places:
        clauses, numbers = clauses_of(tokens, inside)
        governing = _governing(clauses, [numbers[place] for place in places])
        cues = [found for found in cues if _reaches(found, tokens, numbers, governing, places)]
    if not cues:
        return Modality.ASSERTED, None
    best = min(cues, key=lambda found: (STRENGTH.index(found.cue.modality), found.first))
    start, end = tokens[best.first].span.start, tokens[best.end - 1].span.end
    return best.cue.modality, Span(sentence.start + start, sentence.start + end)


@lru_cache(maxsize=256)
def _tokens(sentence: str) -> tuple[Token, ...]:
    """The words of a sentence; kept, since the claims of one sentence are asked about in turn."""
    return tuple(tokens_of(sentence, Span(0, len(sentence))))


def _cues_in(tokens: Sequence[Token], inside: Sequence[bool]) -> Iterator[_Found]:
    """The cues of a sentence; none begins inside another, and none is part of a name."""
    position = 0
    while position < len(tokens):
        name = inside[position] or (position and tokens[position].word[:1].isupper())
        found = None if name else _cue_at(tokens, position)
        if found is None or any(inside[position : found.end]):
            position += 1
            continue
        yield found
        position = found.end


def _cue_at(tokens: Sequence[Token], position: int) -> _Found | None:
    """The longest cue that begins with this word."""
    for words, cue in load_cues().get(tokens[position].lower, ()):
        end = position + len(words)
        if tuple(token.lower for token in tokens[position:end]) == words:
            if cue.scope == "verb" and not _is_verb(tokens, position, words):
                return None
            return _Found(cue, position, end)
    return None


def _is_verb(tokens: Sequence[Token], position: int, words: tuple[str, ...]) -> bool:
    """Whether a cue stands where a verb can: after a subject, and not as *an abandoned* mill."""
    if position == 0:
        return False
    participle = len(words) == 1 and words[0].endswith(("ed", "en"))
    return not (participle and tokens[position - 1].lower in clause_words("determiner"))


def one_phrase(text: str, first: Span, second: Span) -> bool:
    """Whether two spans stand in one noun phrase (Lund in Sweden; Falk of Lund; Cork, Ireland).

    What a clause says of the truth of its verb says nothing of such a place: "Falk of Lund will
    build a mill" plans the mill, and Falk is of Lund all the same.

    >>> one_phrase("Falk of Lund will build a mill.", Span(0, 4), Span(8, 12))
    True
    """
    first, second = sorted((first, second))
    return first.end <= second.start and _LINK.fullmatch(text[first.end : second.start]) is not None


def _first_token(tokens: Sequence[Token], span: Span) -> int | None:
    """Where a span begins among the tokens."""
    return next((n for n, token in enumerate(tokens) if span.start < token.span.end <= span.end), None)


def _governing(clauses: Sequence[Clause], numbers: Sequence[int]) -> set[int]:
    """The clauses whose cues count for words that stand in these clauses, given in the order of the text."""
    governing = set(numbers)
    for number in sorted(governing):
        clause = clauses[number]
        if clause.parent != number and (clause.bound or not clause.has_verb):
            governing.add(clause.parent)
        elif clause.parent != number:
            governing.discard(clause.parent)  # the relation is told in the dependent clause
    later = max(numbers, default=0)
    if not clauses[later].has_subject:
        governing = {number for number in governing if number >= later}  # the subject alone comes from before
    return governing


def _reaches(
    found: _Found,
    tokens: Sequence[Token],
    numbers: Sequence[int],
    governing: set[int],
    places: Sequence[int],
) -> bool:
    """Whether a cue reaches what stands at these places."""
    scope = found.cue.scope
    if scope == "sentence":
        return True
    if scope == "phrase" or (found.cue.cue == "not" and not _after_auxiliary(tokens, found.first)):
        return any(_in_phrase(tokens, found.end, place) for place in places)
    if numbers[found.first] not in governing:
        return False
    if scope == "after":
        return any(place >= found.end for place in places)
    if found.cue.modality == Modality.NEGATED:
        return not _set_right(tokens, found.end, max(places))
    return True


def _after_auxiliary(tokens: Sequence[Token], position: int) -> bool:
    allowed = clause_words("auxiliary") | {"to"}
    return any(tokens[before].lower in allowed for before in range(max(0, position - 2), position))


def _in_phrase(tokens: Sequence[Token], end: int, place: int) -> bool:
    """Whether a place lies in the noun phrase that follows a cue: the proposed [tram line]."""
    if not end <= place <= end + _PHRASE_LENGTH:
        return False
    between = tokens[end:place]
    if between and between[0].lower == "of":
        return False
    stops = (",", ";", ":", "(", ")", "and", "but", "or")
    return not any(
        token.lower in stops or (is_finite(tokens, number) and not token.lower.endswith("ed"))
        for number, token in enumerate(between, start=end)
    )


def _set_right(tokens: Sequence[Token], end: int, last: int) -> bool:
    """Whether a denial is over before the last place: not in Bath *but* in Wells."""
    return any(tokens[position].lower == "but" for position in range(end, last))
