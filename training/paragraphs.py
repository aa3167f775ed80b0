"""The training paragraphs: reading, checking, and telling with file and line what is wrong.

The format is described in `data/training/GUIDE.md`. Run as a program to check the files::

    python -m training.paragraphs data/training/*.txt
"""

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lcgraph.extraction.labels import CLASS_LETTERS, MODALITIES, RELATIONS
from lcgraph.model import Modality, Span

_MARK = re.compile(r"\[(=|#|[A-Z])(\d+) ([^\[\]]+)\]")
_STATUS = {m.value.lower(): m for m in MODALITIES if m is not Modality.ASSERTED}
_OPTION = re.compile(r"(unit|date|qual|name)=(.+)")
#: Stands for a paragraph break inside the one line that a text is written on.
BREAK = re.compile(r"\s*¶\s*")


@dataclass(frozen=True, slots=True)
class Mention:
    """Marked words: `class_name` is empty where they refer to a thing named elsewhere."""

    entity: int
    class_name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between two entities of a paragraph."""

    subject: int
    predicate: str
    object: int
    modality: Modality


@dataclass(frozen=True, slots=True)
class Partnership:
    """A co-operation of two or more entities."""

    partners: tuple[int, ...]
    modality: Modality
    name: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A marked number, what it is about, and what it counts."""

    span: Span
    about: int
    indicator: str
    modality: Modality
    unit: str = ""
    date: str = ""
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A training text with all that it says."""

    id: str
    text: str
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def fold(self) -> int:
        """A stable number from 0 to 9; the paragraphs of fold 0 are never trained on."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 10

    def class_of(self, entity: int) -> str:
        """The class of a numbered entity."""
        return next(m.class_name for m in self.mentions if m.entity == entity and m.class_name)


class ParagraphError(ValueError):
    """A line of a training file breaks the format."""


def read_paragraphs(paths: Iterable[Path]) -> tuple[list[Paragraph], list[str]]:
    """All paragraphs of some files, each text once, and the complaints about the others."""
    good: dict[str, Paragraph] = {}
    complaints = []
    for path in sorted(paths):
        for number, block in _blocks(path.read_text(encoding="utf-8")):
            try:
                paragraph = parse(block, f"{path.stem}:{number}")
                good.setdefault(paragraph.text, paragraph)
            except ParagraphError as error:
                complaints.append(f"{path}:{number}: {error}")
    return list(good.values()), complaints


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The number of the first line of each block, and its lines."""
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def parse(lines: list[str], where: str) -> Paragraph:
    """One marked text and its fact lines as values.

    Raises:
        ParagraphError: naming the mark or line at fault.
    """
    text, mentions, spans = _read_marks(BREAK.sub("\n\n", lines[0].strip()))
    classes: dict[int, str] = {}
    for m in mentions:
        if m.class_name and classes.setdefault(m.entity, m.class_name) != m.class_name:
            raise ParagraphError(f"entity {m.entity} has two classes")
    for m in mentions:
        if m.entity not in classes:
            raise ParagraphError(f"[={m.entity} ...] stands for nothing")
    paragraph = Paragraph(where, text, tuple(mentions))
    for line in lines[1:]:
        try:
            paragraph = _add(paragraph, line.split(), classes, spans)
        except (ValueError, IndexError, KeyError) as error:
            reason = error if isinstance(error, ParagraphError) else "not a fact line"
            raise ParagraphError(f"{line!r}: {reason}") from None
    for number in spans.keys() - {_number(line.split()[1]) for line in lines[1:] if line[0] == "O"}:
        raise ParagraphError(f"figure #{number} has no O line")
    return paragraph


def _read_marks(line: str) -> tuple[str, list[Mention], dict[int, Span]]:
    text, last = "", 0
    mentions: list[Mention] = []
    figures: dict[int, Span] = {}
    for mark in _MARK.finditer(line):
        text += line[last : mark.start()]
        last = mark.end()
        kind, number, words = mark[1], int(mark[2]), mark[3]
        span = Span(len(text), len(text) + len(words))
        text += words
        if kind == "#":
            if number in figures:
                raise ParagraphError(f"figure #{number} twice")
            figures[number] = span
        elif kind == "=" or kind in CLASS_LETTERS:
            mentions.append(Mention(number, CLASS_LETTERS.get(kind, ""), span))
        else:
            raise ParagraphError(f"no class has the letter {kind}")
    text += line[last:]
    if stray := re.search(r".{0,20}(\[[=#A-Z]\d|\]).{0,20}", text):
        raise ParagraphError(f"stray mark: {stray[0]}")
    return text, mentions, figures


def _number(word: str) -> int:
    return int(word.removeprefix("#"))


def _add(
    paragraph: Paragraph, words: list[str], classes: dict[int, str], spans: dict[int, Span]
) -> Paragraph:
    modality = _STATUS.get(words[-1], Modality.ASSERTED)
    if modality is not Modality.ASSERTED:
        words = words[:-1]
    options = {m[1]: m[2] for w in words[2:] if (m := _OPTION.fullmatch(w))}
    words = [w for i, w in enumerate(words) if i < 2 or not _OPTION.fullmatch(w)]

    def entity(word: str) -> int:
        if int(word) not in classes:
            raise ParagraphError(f"entity {word} is not in the text")
        return int(word)

    match words:
        case ["R", subject, predicate, obj] if predicate in RELATIONS:
            fact = Fact(entity(subject), predicate, entity(obj), modality)
            return replace(paragraph, facts=(*paragraph.facts, fact))
        case ["P", *partners]:
            members = tuple(dict.fromkeys(map(entity, partners)))
            if len(members) < 2:
                raise ParagraphError("a partnership needs two partners")
            name = entity(options["name"]) if "name" in options else None
            return replace(
                paragraph, partnerships=(*paragraph.partnerships, Partnership(members, modality, name))
            )
        case ["O", figure, about, *indicator] if indicator:
            found = Figure(
                spans[_number(figure)],
                entity(about),
                " ".join(indicator),
                modality,
                options.get("unit", ""),
                options.get("date", ""),
                options.get("qual", ""),
            )
            return replace(paragraph, figures=(*paragraph.figures, found))
    raise ParagraphError("not a fact line")


def main() -> int:
    """Check the files named on the command line; 1 where something is wrong."""
    paragraphs, complaints = read_paragraphs(map(Path, sys.argv[1:]))
    print(*complaints, sep="\n", end="\n" if complaints else "")
    counts: Counter[str] = Counter()
    for p in paragraphs:
        counts["words"] += len(p.text.split())
        counts["mentions"] += len(p.mentions)
        counts["partnerships"] += len(p.partnerships)
        counts["figures"] += len(p.figures)
        counts.update(fact.predicate for fact in p.facts)
    listed = ", ".join(f"{count} {name}" for name, count in counts.most_common())
    print(f"{len(paragraphs)} paragraphs: {listed}")
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
