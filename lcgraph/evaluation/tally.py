"""Counting: how many answers are right, how much of what is wanted was found."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

A = TypeVar("A")
G = TypeVar("G")


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of one kind of answers. `wrong` and `missed` name what went amiss."""

    right: int = 0
    answered: int = 0
    found: int = 0
    wanted: int = 0
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    def __add__(self, other: "Tally") -> "Tally":
        """Both counts together."""
        return Tally(
            self.right + other.right,
            self.answered + other.answered,
            self.found + other.found,
            self.wanted + other.wanted,
            self.wrong + other.wrong,
            self.missed + other.missed,
        )

    @property
    def precision(self) -> float:
        """How many of the answers are right; 0 where there are none."""
        return self.right / self.answered if self.answered else 0.0

    @property
    def recall(self) -> float:
        """How much of what is wanted was found; 0 where nothing is wanted."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall (van Rijsbergen 1979).

        >>> Tally(right=1, answered=2, found=1, wanted=1).f1
        0.6666666666666666
        """
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def tally(
    answers: Iterable[A],
    golds: Sequence[G],
    fits: Callable[[A, G], bool],
    *,
    core: Callable[[G], bool],
    show_answer: Callable[[A], str],
    show_gold: Callable[[G], str],
) -> Tally:
    """Hold answers against gold.

    An answer that fits something wanted is right, one that fits nothing is wrong, and one that only fits
    what is debatable does not count.

    Args:
        answers: What was answered.
        golds: What a careful reader finds.
        fits: Whether an answer and an item of the gold say the same.
        core: Whether an item is wanted rather than debatable.
        show_answer: An answer in words.
        show_gold: An item of the gold in words.
    """
    right, wrong, found = 0, [], set()
    for answer in answers:
        hits = [number for number, gold in enumerate(golds) if fits(answer, gold)]
        wanted = [number for number in hits if core(golds[number])]
        if wanted:
            right += 1
            found.update(wanted)
        elif not hits:
            wrong.append(show_answer(answer))
    missed = [show_gold(g) for number, g in enumerate(golds) if core(g) and number not in found]
    count = sum(1 for g in golds if core(g))
    return Tally(right, right + len(wrong), len(found), count, tuple(wrong), tuple(missed))
