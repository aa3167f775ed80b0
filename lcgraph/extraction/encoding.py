"""Text as numbers: words, their pieces, shapes and lexical features, packed into windows.

Training and reading share this module, so that the model meets at work what it met at school.
All offsets are code points of the original text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lcgraph.extraction.lexicon import Feature, Lexicon
from lcgraph.extraction.sentences import sentences
from lcgraph.model import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

WORD = re.compile(r"\w+|[^\w\s]")
CLASSIFY, SEPARATE, UNKNOWN = 101, 102, 100  # [CLS], [SEP], [UNK] of the BERT vocabulary

#: Pieces in one window. The encoder's time grows with the square of it, its view with it.
WINDOW_PIECES = 256
#: A text of endless new words must not fill the memory.
_CACHE_LIMIT = 200_000

SHAPES = 8
FEATURES = SHAPES + len(Feature)


def shape(word: str) -> int:
    """The look of a word, which an uncased vocabulary cannot see.

    >>> [shape(w) for w in ("city", "Jena", "OECD", "iHub", "G20", ",", "A")]
    [1, 2, 3, 4, 5, 6, 7]
    """
    if any(c.isdigit() for c in word):
        return 5
    if not any(c.isalpha() for c in word):
        return 6
    if word.islower():
        return 1
    if len(word) == 1:
        return 7
    if word.isupper():
        return 3
    return 2 if word[0].isupper() and word[1:].islower() else 4


@dataclass(frozen=True, slots=True)
class Window:
    """Some blocks of a text as the model sees them.

    `words` are offsets into the text, `pieces` the vocabulary numbers, `features` one row of zeros and ones a
    piece, `first` and `last` the pieces of each word, `sentence` the number of each word's
    sentence, `block` the number of its block.
    """

    words: tuple[Span, ...]
    pieces: Ints
    features: Floats
    first: Ints
    last: Ints
    sentence: Ints
    block: Ints


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or as much of one as fits a window."""

    words: tuple[Span, ...]
    pieces: tuple[tuple[int, ...], ...]
    block: int
    sentence: int

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))


class Encoder:
    """Turns texts into windows with one tokenizer and one lexicon."""

    def __init__(self, tokenizer: "Tokenizer", lexicon: Lexicon) -> None:
        self._tokenizer = tokenizer
        self._lexicon = lexicon
        self._cache: dict[str, tuple[int, ...]] = {}

    def windows(self, text: str, blocks: Iterable[Span], limit: int = WINDOW_PIECES) -> list[Window]:
        """The blocks of a text, packed in order into windows of at most `limit` pieces.

        A block stays whole where it fits; else it is cut between sentences, and a sentence only
        where it is longer than a window.
        """
        packed: list[list[_Unit]] = []
        room = 0
        for units in self._blocks(text, blocks, limit):
            whole = sum(unit.size for unit in units) + 2
            if room < whole <= limit:
                packed.append([])
                room = limit
            for unit in units:
                if room < unit.size + 2:
                    packed.append([])
                    room = limit
                packed[-1].append(unit)
                room -= unit.size + 1
        return [self._window(text, units) for units in packed]

    def _blocks(self, text: str, blocks: Iterable[Span], limit: int) -> Iterable[list[_Unit]]:
        number = 0
        for b, block in enumerate(blocks):
            units = []
            for sentence in sentences(text[block.start : block.end]):
                units += self._units(
                    text, Span(block.start + sentence.start, block.start + sentence.end), b, number, limit
                )
                number += 1
            if units:
                yield units

    def _units(self, text: str, sentence: Span, block: int, number: int, limit: int) -> list[_Unit]:
        units: list[_Unit] = []
        words: list[Span] = []
        pieces: list[tuple[int, ...]] = []
        size = 0
        for found in WORD.finditer(text, sentence.start, sentence.end):
            piece = self._pieces(found[0])
            if size + len(piece) > limit - 2 and words:
                units.append(_Unit(tuple(words), tuple(pieces), block, number))
                words, pieces, size = [], [], 0
            words.append(Span(*found.span()))
            pieces.append(piece)
            size += len(piece)
        if words:
            units.append(_Unit(tuple(words), tuple(pieces), block, number))
        return units

    def _pieces(self, word: str) -> tuple[int, ...]:
        known = self._cache.get(word)
        if known is None:
            # The vocabulary has no word of 100 letters; to the model they are all unknown.
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids if len(word) <= 100 else []
            known = tuple(ids[:16]) or (UNKNOWN,)
            if len(self._cache) < _CACHE_LIMIT:
                self._cache[word] = known
        return known

    def _window(self, text: str, units: Sequence[_Unit]) -> Window:
        words: list[Span] = []
        ids, first, last, owner = [CLASSIFY], [], [], [-1]
        sentence: list[int] = []
        block: list[int] = []
        for unit in units:
            if block and unit.block != block[-1]:
                ids.append(SEPARATE)
                owner.append(-1)
            for span, pieces in zip(unit.words, unit.pieces, strict=True):
                first.append(len(ids))
                ids += pieces
                owner += [len(words)] * len(pieces)
                last.append(len(ids) - 1)
                words.append(span)
                sentence.append(unit.sentence)
                block.append(unit.block)
        ids.append(SEPARATE)
        owner.append(-1)
        forms = [text[s.start : s.end] for s in words]
        by_word = np.zeros((len(words) + 1, FEATURES), dtype=np.float32)  # the last row is for [CLS], [SEP]
        for k, form in enumerate(forms):
            by_word[k, shape(form)] = 1
        masks = np.array(self._lexicon.word_features(forms), dtype=np.int64)
        by_word[:-1, SHAPES:] = masks[:, None] >> np.arange(len(Feature)) & 1
        return Window(
            words=tuple(words),
            pieces=np.array(ids, dtype=np.int64),
            features=by_word[owner],
            first=np.array(first, dtype=np.int64),
            last=np.array(last, dtype=np.int64),
            sentence=np.array(sentence, dtype=np.int64),
            block=np.array(block, dtype=np.int64),
        )


#: Upper ends of the buckets of distances in words.
_DISTANCES = (1, 2, 3, 5, 8, 13, 21, 34, 60)
DISTANCE_BUCKETS = 2 * (len(_DISTANCES) + 1)
SENTENCE_BUCKETS = 9
BETWEEN_BUCKETS = 10


def pair_features(mentions: Sequence[tuple[int, int]], sentence: Ints) -> Ints:
    """How each ordered pair of mentions lies in the window.

    Args:
        mentions: First and last word of each mention.
        sentence: Number of each word's sentence.

    Returns:
        An array ``[M, M, 3]``: bucket of the signed distance in words, of that in sentences, and
        of the number of mentions between.
    """
    count = len(mentions)
    start = np.array([m[0] for m in mentions])
    end = np.array([m[1] for m in mentions])
    number = sentence[start]
    ahead = start[None] > end[:, None]
    behind = start[:, None] > end[None]
    gap = np.where(ahead, start[None] - end[:, None] - 1, np.where(behind, start[:, None] - end[None] - 1, 0))
    bucket = np.digitize(gap, _DISTANCES)
    distance = np.where(start[None] >= start[:, None], bucket, bucket + len(_DISTANCES) + 1)
    half = SENTENCE_BUCKETS // 2
    sentences_apart = np.clip(number[None] - number[:, None], -half, half) + half
    order = np.argsort(np.argsort(start, kind="stable"), kind="stable")
    between = np.clip(np.abs(order[None] - order[:, None]) - 1, 0, BETWEEN_BUCKETS - 1)
    return np.stack([distance, sentences_apart, np.broadcast_to(between, (count, count))], -1).astype(
        np.int64
    )
