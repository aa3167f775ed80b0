"""A text cut where sentences with claims, and the words of those claims, begin and end."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple, TypeAlias

from lcgraph.explorer.holdings import Thing
from lcgraph.model import Span
from lcgraph.queries.display import clean

#: A range of the text, what it is, and the number of its claim or the name of its sentence.
_Mark: TypeAlias = tuple[Span, str, str]
_SENTENCE = "sentence"


class Claim(NamedTuple):
    """A claim beside the text; `number` is its own on the page, `anchor` its name in addresses.

    `relation` is empty where the claim only says what a thing is.
    """

    number: int
    anchor: str
    subject: Thing
    relation: str
    object: Thing
    modality_words: str
    confidence: str
    subject_at: Span | None
    object_at: Span | None
    cue_at: Span | None


class Said(NamedTuple):
    """A sentence with the claims that rest on it."""

    span: Span
    quote: str
    claims: tuple[Claim, ...]

    @property
    def name(self) -> str:
        """What the sentence is called in addresses."""
        return f"{self.span.start}-{self.span.end}"

    @property
    def statements(self) -> tuple[Claim, ...]:
        """The claims that relate two things."""
        return tuple(claim for claim in self.claims if claim.relation)

    @property
    def named(self) -> tuple[Claim, ...]:
        """The claims that say what a thing is."""
        return tuple(claim for claim in self.claims if not claim.relation)


class Piece(NamedTuple):
    """Words, and the numbers of the claims whose subject, object or cue they are part of."""

    words: str
    subject: str
    object: str
    cue: str

    @property
    def is_marked(self) -> bool:
        """Whether any claim names these words."""
        return bool(self.subject or self.object or self.cue)


class Stretch(NamedTuple):
    """Pieces that stand in the same sentences, none for what lies between.

    `within` are the names of the sentences, the shortest first, because a claim may rest on two of them
    together; `begins` are those that begin here.
    """

    within: tuple[str, ...]
    begins: tuple[str, ...]
    pieces: tuple[Piece, ...]


class Passage(NamedTuple):
    """A part of a text without gaps."""

    start: int
    stretches: tuple[Stretch, ...]


def passages(texts: Sequence[tuple[int, str]], said: Sequence[Said]) -> Iterator[Passage]:
    """Texts with the sentences and words of claims told apart; joined, the pieces are the texts.

    Args:
        texts: Where each begins in the document, and its words.
        said: The sentences with their claims.

    >>> made = Said(Span(3, 8), "lo th", ())
    >>> [piece.words for stretch in next(passages([(0, "hello there")], [made])).stretches
    ...  for piece in stretch.pieces]
    ['hel', 'lo th', 'ere']
    """
    marks = sorted([*_marks(said), *((one.span, _SENTENCE, one.name) for one in said)])
    begun: set[str] = set()
    for start, text in texts:
        inside = [mark for mark in marks if mark[0].start < start + len(text) and mark[0].end > start]
        yield Passage(start, tuple(_stretches(start, text, inside, begun)))


def _stretches(start: int, text: str, marks: Sequence[_Mark], begun: set[str]) -> Iterator[Stretch]:
    for within, several in groupby(_pieces(start, text, marks), key=lambda pair: pair[0]):
        begins = tuple(name for name in within if name not in begun)
        begun.update(begins)
        yield Stretch(within, begins, tuple(piece for _, piece in several))


def _pieces(start: int, text: str, marks: Sequence[_Mark]) -> Iterator[tuple[tuple[str, ...], Piece]]:
    """The text cut at every mark: each piece with the sentences that it stands in."""
    end = start + len(text)
    cuts = {start, end, *(min(max(place, start), end) for span, *_ in marks for place in span)}
    active: list[_Mark] = []
    waiting = 0
    for left, right in pairwise(sorted(cuts)):
        while waiting < len(marks) and marks[waiting][0].start <= left:
            active.append(marks[waiting])
            waiting += 1
        active = [mark for mark in active if mark[0].end > left]
        around = sorted((span.end - span.start, name) for span, role, name in active if role == _SENTENCE)
        roles = (
            " ".join(name for _, role, name in active if role == wanted)
            for wanted in ("subject", "object", "cue")
        )
        yield tuple(name for _, name in around), Piece(_shown(text[left - start : right - start]), *roles)


def _marks(said: Sequence[Said]) -> Iterator[_Mark]:
    for one in said:
        for claim in one.claims:
            for role, span in (
                ("subject", claim.subject_at),
                ("object", claim.object_at),
                ("cue", claim.cue_at),
            ):
                if span is not None and span.start < span.end:
                    yield span, role, str(claim.number)


def _shown(text: str) -> str:
    """Words in which nothing turns the direction of reading; line ends stay."""
    return "\n".join(clean(line) if line else "" for line in text.replace("\r\n", "\n").split("\n"))
