"""Source cards: what is known about a text, in a small YAML file beside it.

``lodz.yml`` describes ``lodz.txt``. Every field may be left out; a field that does not exist or
cannot be understood is an error with file and line, since someone wrote it for a purpose.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from lcgraph.corpus.decoding import Unreadable, decode, one_line
from lcgraph.corpus.files import files_below, load
from lcgraph.corpus.formats import CARD_SUFFIX
from lcgraph.corpus.naming import printable
from lcgraph.errors import CorpusError

_TEXT_FIELDS = ("title", "creator", "publisher", "issued", "licence", "source", "language")
_FIELDS = (*_TEXT_FIELDS, "expect")
_SIZE_LIMIT = 50_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_CLASS = re.compile(r"[A-Z][A-Za-z]*")
_NULL = "tag:yaml.org,2002:null"
_COUNT = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Card:
    """What a source card says. `expect` maps a class of the ontology to the least number of its things
    that a reading of the text should find.
    """

    title: str = ""
    creator: str = ""
    publisher: str = ""
    issued: str = ""
    licence: str = ""
    source: str = ""
    language: str = "en"
    expect: Mapping[str, int] = field(default_factory=dict)


def card_beside(path: Path) -> Path | None:
    """The path of the card that describes a text, if there is one."""
    card = path.parent / f"{path.stem}{CARD_SUFFIX}"
    return card if card != path and os.path.lexists(card) else None


def cards_of(folder: Path) -> dict[str, Card]:
    """All cards of a folder, by the names of their texts without suffix (``"lodz"``, ``"sub/lodz"``).

    Raises:
        CorpusError: The folder cannot be listed, or a card is faulty.
    """
    try:
        found = list(files_below(folder))
    except Unreadable as fault:
        raise CorpusError(f"{printable(str(folder))}: {fault}") from None
    return {
        item.name.removesuffix(CARD_SUFFIX): read_card(item.path)
        for item in found
        if item.path.suffix == CARD_SUFFIX and not item.fault
    }


def read_card(path: Path) -> Card:
    """Reads and checks one source card.

    Raises:
        CorpusError: It cannot be read, is no YAML, or has a field that is unknown or of the wrong
            kind; the message names file and line.
    """
    name = printable(str(path))
    try:
        text = decode(load(path, _SIZE_LIMIT)).text
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except Unreadable as fault:
        raise CorpusError(f"{name}: {fault}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CorpusError(f"{name}:{line}: not YAML: {one_line(error.problem or '')}; {_ADVICE}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise CorpusError(f"{name}:{line}: a character that YAML does not allow; remove it") from None
    except RecursionError:
        raise CorpusError(f"{name}:1: nested too deeply; {_ADVICE}") from None
    if root is None:
        return Card()
    values: dict[str, Any] = {}
    for key, line, node in _pairs(root, name, _FIELDS):
        if key == "expect":
            values[key] = _counts(node, name)
        elif value := _text(node, f"{name}:{line}: {key}"):
            values[key] = value
    return Card(**values)


_ADVICE = f"a card has one field a line, such as 'title: Port cities'; fields are {', '.join(_FIELDS)}"


def _pairs(node: yaml.Node, name: str, allowed: tuple[str, ...] = ()) -> Iterator[tuple[str, int, yaml.Node]]:
    """The keys of a mapping, with line and value, each checked to be allowed and given once."""
    if not isinstance(node, yaml.MappingNode):
        raise CorpusError(f"{name}:{node.start_mark.line + 1}: not a list of fields; {_ADVICE}")
    seen: set[str] = set()
    for key_node, value in node.value:
        line = key_node.start_mark.line + 1
        key = one_line(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        if allowed and key not in allowed:
            raise CorpusError(f"{name}:{line}: unknown field '{key}'; the fields are {', '.join(allowed)}")
        if key in seen:
            raise CorpusError(f"{name}:{line}: '{key}' is given twice; keep one")
        seen.add(key)
        yield key, line, value


def _text(node: yaml.Node, where: str) -> str:
    """A field's text just as it was written: ``issued: 1999`` is no number here, ``no`` no truth value."""
    if not isinstance(node, yaml.ScalarNode):
        raise CorpusError(f"{where} must be a text on one line; separate several with a semicolon")
    value = "" if node.tag == _NULL else one_line(node.value)
    if value and where.endswith(" language") and not _LANGUAGE.fullmatch(value):
        raise CorpusError(f"{where} '{value}' is no language code; write one such as en, en-GB or de")
    return value


def _counts(node: yaml.Node, name: str) -> dict[str, int]:
    """The expected counts, such as ``City: 2``."""
    counts: dict[str, int] = {}
    if node.tag == _NULL:
        return counts
    for key, line, value in _pairs(node, name):
        if not _CLASS.fullmatch(key):
            raise CorpusError(f"{name}:{line}: '{key}' is no class; write a class's name, such as City")
        if not isinstance(value, yaml.ScalarNode) or not _COUNT.fullmatch(value.value):
            raise CorpusError(f"{name}:{line}: expect {key} must be a whole number, such as 2")
        counts[key] = int(value.value)
    return counts
