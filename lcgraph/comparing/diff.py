"""What is new, gone or changed between two builds, claim by claim.

Claims are compared by what they say and not by their IRIs, in which offsets count: a comma that was added to
a text changes the IRI of every claim after it, but nothing of what the text says.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from lcgraph.comparing.matters import Matter, Saying, sayings
from lcgraph.store import Store


class Change(StrEnum):
    """What became of a claim."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim that the two builds do not share, or share in another form.

    `what` says which part has changed: ``modality``, ``confidence``, ``value`` or ``class``, or several; it
    is empty for what is new or gone. `before` and `after` are these parts as they were and are. Subject,
    predicate, object and `claim` are IRIs, of the newer build where the claim is there; `document` is the
    document's path as given.
    """

    change: Change
    what: str
    subject: str
    subject_label: str
    predicate: str
    predicate_label: str
    object: str
    object_label: str
    before: str
    after: str
    document: str
    sentence: str
    claim: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two builds do not share, in the order of the documents, and how many claims are `alike`."""

    differences: tuple[Difference, ...]
    alike: int

    def of_change(self, change: Change) -> tuple[Difference, ...]:
        """The differences of one kind."""
        return tuple(difference for difference in self.differences if difference.change is change)


def compare(old: Store, new: Store) -> Comparison:
    """Compare two builds of the same or of revised texts.

    A claim stays the same as long as the same document says the same of the same things, wherever in the text
    and with whatever words. It has changed where its modality is another, where the reader's confidence has
    moved to another band (sure from 0.9, likely from 0.7, else doubtful), where a figure has another value
    for the same thing, indicator, unit and date, or where a thing has another class.

    Args:
        old: The graph of the older build.
        new: The graph of the newer one.

    Raises:
        LCGraphError: A claim of one of them is broken.
    """
    before, after = sayings(old), sayings(new, like=old)
    differences: list[tuple[tuple[object, ...], Difference]] = []
    alike = 0
    for matter in sorted(before.keys() | after.keys()):
        pairs, gone, added = _paired(before.get(matter, []), after.get(matter, []))
        for one, other in pairs:
            if what := _changed(one, other):
                differences.append(_difference(Change.CHANGED, other, one, what))
            else:
                alike += 1
        differences += [_difference(Change.GONE, saying, saying) for saying in gone]
        differences += [_difference(Change.NEW, saying) for saying in added]
    return Comparison(tuple(found for _, found in sorted(differences, key=lambda pair: pair[0])), alike)


_Pairs: TypeAlias = list[tuple[Saying, Saying]]

#: What makes two sayings of one matter the same one, the best reason first.
_REASONS: tuple[Callable[[Saying], object], ...] = (
    lambda saying: (saying.quote, saying.modality, saying.value),
    lambda saying: (saying.modality, saying.value),
    lambda saying: saying.quote,
    lambda saying: None,
)


def _paired(old: list[Saying], new: list[Saying]) -> tuple[_Pairs, list[Saying], list[Saying]]:
    """Sayings of one matter, each with what became of it, and those that have no other."""
    pairs: _Pairs = []
    for reason in _REASONS:
        waiting: defaultdict[object, list[Saying]] = defaultdict(list)
        for saying in old:
            waiting[reason(saying)].append(saying)
        left = []
        for saying in new:
            if several := waiting[reason(saying)]:
                pairs.append((several.pop(0), saying))
            else:
                left.append(saying)
        old, new = [saying for several in waiting.values() for saying in several], left
    return pairs, old, new


def _changed(old: Saying, new: Saying) -> list[str]:
    return [what for what in _PARTS if getattr(old, what) != getattr(new, what)]


#: The parts of a saying that may change, and what they are called; a class is the value of a type claim.
_PARTS = ("modality", "band", "value")


def _difference(
    change: Change, shown: Saying, old: Saying | None = None, what: Iterable[str] = ()
) -> tuple[tuple[object, ...], Difference]:
    parts = list(what) or ["modality", "value"]
    row = shown.row
    found = Difference(
        change=change,
        what=", ".join(_named(what, shown.matter)),
        subject=row.subject,
        subject_label=row.subject_label,
        predicate=row.predicate,
        predicate_label=row.predicate_label,
        object=row.object,
        object_label=row.object_label,
        before=_told(old, parts) if old is not None else "",
        after=_told(shown, parts) if change is not Change.GONE else "",
        document=row.identifier,
        sentence=row.quote,
        claim=row.claim,
    )
    return (row.identifier, row.sentence, *shown.matter, change, row.claim), found


def _named(what: Iterable[str], matter: Matter) -> Iterator[str]:
    names = {"band": "confidence", "value": "class" if matter.object == "class" else "value"}
    return (names.get(part, part) for part in what)


def _told(saying: Saying, parts: Iterable[str]) -> str:
    """Some parts of a saying in words."""
    return ", ".join(text for part in parts if (text := str(getattr(saying, part)).lower()))
