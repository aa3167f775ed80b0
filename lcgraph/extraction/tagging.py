"""From the scores of tags to mentions: the best path, and where a mention may not begin or end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lcgraph.extraction.encoding import Window
from lcgraph.extraction.figures import Figure
from lcgraph.extraction.labels import CLASSES, FIGURE, REFERENCE, TAG_COUNT
from lcgraph.extraction.lexicon import Lexicon
from lcgraph.model import Span

Scores = NDArray[np.float64]

_BEGIN = np.arange(1, 1 + 2 * len(CLASSES), 2)
_INSIDE = _BEGIN + 1
_IMPOSSIBLE = -1e4
_PERSON, _CITY = CLASSES.index("Person"), CLASSES.index("City")
#: The longest word without a capital that a city's name begins with: la, den, al.
_PARTICLE = 3

#: Words that do not begin or end a name (unless they are capitalised and more follows).
_NOT_LAST = frozenset("the a an of and or in on at by for to with from as".split())  # noqa: SIM905
_NOT_FIRST = _NOT_LAST | frozenset(
    "its their our this that these his her my your some both all former".split()  # noqa: SIM905
)
#: The most words that a person's title has: Vice - Chancellor.
_LONGEST_TITLE = 3
#: Marks that separate items of a list, menu or table run into one line.
_SEPARATORS = frozenset(";|•")
_DASHES = frozenset("-–—")
_AND = frozenset(("and", "&"))


@dataclass(frozen=True, slots=True)
class Tagged:
    """A mention found in a window: first and last word, type, and the log-probability of each class."""

    first: int
    last: int
    type: int
    classes: Scores


def tag(
    window: Window,
    text: str,
    scores: NDArray[np.float32],
    transition: NDArray[np.float32],
    lexicon: Lexicon,
) -> list[Tagged]:
    """The mentions of a window by the Viterbi algorithm, trimmed to what a name can be.

    Args:
        window: The words.
        text: The text that they are of.
        scores: Tag scores of each word, ``[W, tags]``.
        transition: Scores of tag after tag; the last row scores the first tag.
        lexicon: What titles there are.
    """
    logs = scores.astype(np.float64)
    logs -= logs.max(-1, keepdims=True)
    logs -= np.log(np.exp(logs).sum(-1, keepdims=True))
    words = [text[s.start : s.end] for s in window.words]
    steps = transition.astype(np.float64)
    for k in _breaks(window, text, words):
        logs[k, 2::2] += _IMPOSSIBLE
    path = _best_path(logs, steps[:TAG_COUNT], steps[TAG_COUNT])
    mentions: list[Tagged] = []
    for first, last, kind in _spans(path):
        classes = _class_scores(logs, first, last, steps)
        mentions += _trim(Tagged(first, last, kind, classes), words, lexicon)
    return _joined(mentions, words, lexicon)


def _joined(mentions: Sequence[Tagged], words: Sequence[str], lexicon: Lexicon) -> list[Tagged]:
    """The mentions with names whole that have "and" in them: Kerry City and County Council.

    What follows is generic, and what is before it no such thing itself, as in "Kerry College and Library".
    """
    whole: list[Tagged] = []
    for mention in mentions:
        before = whole[-1] if whole else None
        if (
            before is not None
            and before.last + 2 == mention.first
            and words[before.last + 1] in _AND
            and before.type == mention.type < REFERENCE
            and lexicon.is_generic(_words(mention, words))
            and CLASSES[mention.type] not in lexicon.heads.votes(_words(before, words))
            and not lexicon.is_generic(_words(before, words))
        ):
            whole[-1] = Tagged(before.first, mention.last, mention.type, mention.classes)
        else:
            whole.append(mention)
    return whole


def _words(mention: Tagged, words: Sequence[str]) -> str:
    return " ".join(words[mention.first : mention.last + 1])


def keep_figures(window: Window, mentions: Sequence[Tagged], figures: Sequence[Figure]) -> list[Tagged]:
    """The mentions with those figures only that rules can read, and in the bounds that rules give them.

    Tagger and rules must agree: the tagger knows which numbers tell something, the rules where a
    number ends and what it comes to.
    """
    tagged = {k for m in mentions if m.type == FIGURE for k in range(m.first, m.last + 1)}
    named = [m for m in mentions if m.type != FIGURE]
    taken = {k for m in named for k in range(m.first, m.last + 1)}
    starts = [s.start for s in window.words]
    kept = []
    for figure in figures:
        first = int(np.searchsorted(starts, figure.span.start, side="right")) - 1
        last = int(np.searchsorted(starts, figure.span.end, side="left")) - 1
        words = set(range(first, last + 1))
        if first >= 0 and words & tagged and not words & taken:
            kept.append(Tagged(first, last, FIGURE, np.zeros(len(CLASSES))))
    return sorted([*named, *kept], key=lambda m: (m.first, m.last))


def _breaks(window: Window, text: str, words: Sequence[str]) -> list[int]:
    """Words that cannot go on with a mention: after a line's end, a separator, a dash between words."""
    blocks, spans = window.block, window.words
    return [
        k
        for k in range(1, len(words))
        if blocks[k] != blocks[k - 1]
        or words[k] in _SEPARATORS
        or (words[k] in _DASHES and _stands_apart(text, spans[k]))
    ]


def _stands_apart(text: str, dash: Span) -> bool:
    """Whether a dash joins clauses ("London -- the council", "London – the council") and not words."""
    around = text[max(dash.start - 1, 0) : dash.start] + text[dash.end : dash.end + 1]
    return any(c.isspace() or c in _DASHES for c in around)


def _best_path(logs: Scores, steps: Scores, first: Scores) -> list[int]:
    best, back = first + logs[0], []
    for k in range(1, len(logs)):
        total = best[:, None] + steps
        back.append(total.argmax(0))
        best = total.max(0) + logs[k]
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def _spans(path: Sequence[int]) -> list[tuple[int, int, int]]:
    spans: list[tuple[int, int, int]] = []
    for k, t in enumerate(path):
        if t % 2:
            spans.append((k, k, (t - 1) // 2))
        elif t and spans:
            spans[-1] = (spans[-1][0], k, spans[-1][2])
    return spans


def _class_scores(logs: Scores, first: int, last: int, steps: Scores) -> Scores:
    """How the tagger would have scored the same words under each class."""
    total = logs[first, _BEGIN].copy()
    for k in range(first + 1, last + 1):
        total += logs[k, _INSIDE] + steps[_BEGIN if k == first + 1 else _INSIDE, _INSIDE]
    total -= total.max()
    return np.asarray(total - np.log(np.exp(total).sum()))


def _trim(mention: Tagged, words: Sequence[str], lexicon: Lexicon) -> list[Tagged]:
    """The mention without articles, function words and stray punctuation; nothing where nothing is left."""
    first, last, kind = mention.first, mention.last, mention.type
    if kind >= REFERENCE:
        return [mention]
    found = []
    if last >= first + 4 and words[last] == ")" and words[last - 2] == "(" and words[last - 1].isupper():
        found.append(Tagged(last - 1, last - 1, kind, mention.classes))  # Long Name (LN)
        last -= 3
    while first <= last and _cannot_begin(words, first, last):
        first += 1
    while last >= first and _cannot_end(words, first, last):
        last -= 1
    inside = words[first : last + 1]
    if "(" in inside[1:] and ")" not in inside:
        last = first + inside.index("(") - 1
    if kind == _PERSON:
        first = _after_titles(words, first, last, lexicon)
    while kind == _CITY and first < last and words[first].islower() and len(words[first]) > _PARTICLE:
        first += 1  # nearby Veldhoven, but den Haag
    if first > last or (first == last and len(words[first]) == 1):
        return found
    return [Tagged(first, last, kind, mention.classes), *found]


def _after_titles(words: Sequence[str], first: int, last: int, lexicon: Lexicon) -> int:
    """Where a person's name begins behind titles and offices."""
    while first < last:
        sizes = [n for n in range(_LONGEST_TITLE, 0, -1) if lexicon.is_title(words[first : first + n])]
        step = sizes[0] if sizes else int(words[first] == ".")
        if not step or first + step > last:
            break
        first += step
    return first


def _cannot_begin(words: Sequence[str], first: int, last: int) -> bool:
    word = words[first]
    if not re.match(r"\w", word):
        return True
    if word.casefold() in {"the", "a", "an"}:
        return True
    return word.casefold() in _NOT_FIRST and not (word[0].isupper() and first < last)


def _cannot_end(words: Sequence[str], first: int, last: int) -> bool:
    word = words[last]
    if word.casefold() in _NOT_LAST:
        return True
    if re.match(r"\w", word):
        return False
    closes = word == ")" and "(" in words[first:last]
    initial = word == "." and last > first and len(words[last - 1]) == 1
    return not (closes or initial)
