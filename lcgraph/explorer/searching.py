"""Finding things by what people type: labels and other names, without regard to case and accents."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple

from lcgraph.drawing import class_words
from lcgraph.explorer.holdings import Holdings, Thing, lineage
from lcgraph.queries.names import fold

#: What is typed beyond this is no name.
MOST_LETTERS = 200
#: Words of a name, and those that people put between them without meaning anything.
_WORD = re.compile(r"\w+")
_SMALL = frozenset(["a", "an", "and", "at", "for", "in", "of", "s", "the", "to"])


class Hit(NamedTuple):
    """A thing that was found, and the other name by which it was, if it was by one."""

    thing: Thing
    by: str = ""


class Search:
    """Looks through all names of a graph's things.

    Args:
        holdings: The things.
    """

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._names = [
            (fold(name), name, thing)
            for thing in holdings.things.values()
            for name in (thing.label, *thing.other_names)
        ]

    def find(self, text: str, types: Sequence[str] = ("Thing",)) -> list[Hit]:
        """The things that bear a name or a part of it, the likeliest first.

        What is called so comes before what begins so, and that before what has the words somewhere; among
        equals comes first what the graph says most about. Where no name has all the words, the name of the
        place and the class may have some of them, as in "university in Corvale".

        Args:
            text: What was typed.
            types: Classes of which things must be.
        """
        wanted = fold(text[:MOST_LETTERS])
        if not wanted:
            return []
        ranked: dict[str, tuple[int, Hit]] = {}
        for folded, name, thing in self._names:
            rank = _rank(wanted, folded)
            if rank is None or not self._holdings.is_a(thing, types):
                continue
            own = name == thing.label
            known = ranked.get(thing.iri)
            if known is None or (rank, not own) < (known[0], bool(known[1].by)):
                ranked[thing.iri] = rank, Hit(thing, "" if own else name)
        found = sorted(ranked.values() or self._placed(wanted, types), key=lambda pair: self._order(*pair))
        return [hit for _, hit in found]

    def near(self, text: str, types: Sequence[str] = ("Thing",)) -> list[Hit]:
        """The things whose names look most like a text."""
        by_name: dict[str, Thing] = {}
        for folded, _, thing in self._names:
            if self._holdings.is_a(thing, types):
                by_name.setdefault(folded, thing)
        close = get_close_matches(fold(text[:MOST_LETTERS]), by_name, n=5, cutoff=0.6)
        return [Hit(thing) for thing in dict.fromkeys(by_name[name] for name in close)]

    def _placed(self, wanted: str, types: Sequence[str]) -> list[tuple[int, Hit]]:
        """The things that have the words in their names, their places' names and their classes together."""
        parts = [word for word in _WORD.findall(wanted) if word not in _SMALL]
        return [
            (0, Hit(thing))
            for thing, own, others in self._described
            if parts
            and self._holdings.is_a(thing, types)
            and all(any(word.startswith(part) for word in own | others) for part in parts)
            and any(word.startswith(part) for word in own for part in parts)
        ]

    @cached_property
    def _described(self) -> list[tuple[Thing, frozenset[str], frozenset[str]]]:
        """Each thing with a place, with the words of its names and classes, and those of its places."""
        return [
            (
                thing,
                _words(thing.label, *thing.other_names, *map(class_words, lineage(thing.class_name))),
                _words(*(name for place in places for name in (place.label, *place.other_names))),
            )
            for iri, places in self._holdings.places.items()
            if (thing := self._holdings.things.get(iri))
        ]

    def _order(self, rank: int, hit: Hit) -> tuple[object, ...]:
        said = self._holdings.spoken_of[hit.thing.iri]
        return rank, bool(hit.by), -said, hit.thing.label, hit.thing.iri


def _words(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in _WORD.findall(fold(name)))


def _rank(wanted: str, folded: str) -> int | None:
    """How well a name fits: 0 best, None not at all.

    >>> _rank("county coun", "essex county council")
    2
    """
    if folded == wanted:
        return 0
    if folded.startswith(wanted):
        return 1
    words = folded.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 2
    return 3 if len(wanted) > 2 and wanted in folded else None
