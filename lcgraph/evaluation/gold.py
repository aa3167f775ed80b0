"""Gold annotations: what a careful reader finds in a text, read from JSON and checked.

One file a text, ``ID.json``; the text is its field ``text``, or ``ID.txt`` beside it. Lists (each may be
missing): ``entities`` (name, aliases, surface, class, class_alt), ``relations`` (s, s_aliases, p, p_alt, o,
o_aliases), ``partnerships`` (partners, optional_partners), ``observations`` (about, indicator, value, unit)
and ``publications`` (title, year). ``core: false`` marks what is debatable: neither wanted nor wrong.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from lcgraph.errors import EvaluationError
from lcgraph.model import Document
from lcgraph.ontology import load_ontology

#: Relations as gold files name them, each with the properties of the ontology that count as it.
RELATIONS = {
    "locatedIn": ("locatedIn", "spans"),
    "partOf": ("partOf",),
    "pursues": ("pursues",),
    "focusesOn": ("focusesOn",),
    "activeIn": ("activeIn",),
    "hasProject": ("hasProject",),
    "leads": ("leads", "founds", "runs", "launches", "coordinates"),
    "funds": ("funds",),
}
#: Short names of classes that gold files may use.
_CLASSES = {"Site": "DevelopmentSite"}


class Thing(NamedTuple):
    """Something that is named: all of its names, the class, and all classes that are right."""

    name: str
    names: frozenset[str]
    class_name: str
    classes: frozenset[str]
    core: bool


class Related(NamedTuple):
    """A relation: names of both ends, the relation, and all relations that are right."""

    subject: str
    subject_names: frozenset[str]
    relation: str
    relations: frozenset[str]
    object: str
    object_names: frozenset[str]
    core: bool


class Allied(NamedTuple):
    """Who works together, and who may be counted in."""

    partners: tuple[str, ...]
    optional: tuple[str, ...]
    core: bool


class Counted(NamedTuple):
    """A figure: names of what it is about, of what it counts, its bare number and its unit."""

    about: tuple[str, ...]
    indicators: tuple[str, ...]
    value: float
    unit: str
    core: bool


class Cited(NamedTuple):
    """A publication; the year is empty where the text gives none."""

    title: str
    year: str
    core: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """What a careful reader finds in one text."""

    id: str
    document: Document
    things: tuple[Thing, ...]
    relations: tuple[Related, ...]
    alliances: tuple[Allied, ...]
    figures: tuple[Counted, ...]
    works: tuple[Cited, ...]


def read_gold(where: str | Path) -> list[Gold]:
    """The gold annotations of a folder, or of one file, in the order of their names.

    Raises:
        EvaluationError: There are none, or one is faulty; with the file and the place in it.
    """
    place = Path(where)
    if not place.exists():
        raise EvaluationError(f"{place}: no such file or folder; name a folder with gold annotations")
    paths = sorted(place.glob("*.json")) if place.is_dir() else [place]
    if not paths:
        raise EvaluationError(f"{place}: no gold annotations here; they are files ID.json")
    return [_read(path) for path in paths]


def _read(path: Path) -> Gold:
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise EvaluationError(
            f"{path}, line {error.lineno}, column {error.colno}: no JSON ({error.msg}); correct it there"
        ) from None
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except (RecursionError, ValueError):
        raise EvaluationError(f"{path}: nested too deeply, or a number too long; correct it") from None
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    if not isinstance(data, dict):
        raise EvaluationError(f"{path}: must be a JSON object with a text and lists of what is in it")
    whole = _Fields(path, "", data)
    return Gold(
        path.stem,
        _document(path, whole),
        tuple(_thing(item) for item in whole.items("entities")),
        tuple(_related(item) for item in whole.items("relations")),
        tuple(
            Allied(
                item.texts("partners", needed=False),
                item.texts("optional_partners", needed=False),
                item.core(),
            )
            for item in whole.items("partnerships")
        ),
        tuple(
            Counted(
                item.texts("about"),
                item.texts("indicator", needed=False),
                item.number("value"),
                item.text("unit", needed=False),
                item.core(),
            )
            for item in whole.items("observations")
        ),
        tuple(
            Cited(item.text("title"), item.text("year", needed=False), item.core())
            for item in whole.items("publications")
        ),
    )


def _document(path: Path, whole: "_Fields") -> Document:
    if text := whole.text("text", needed=False):
        try:
            digest = hashlib.sha256(text.encode()).hexdigest()
        except UnicodeEncodeError as error:
            raise EvaluationError(
                f"{path}: text: half a character at {error.start} (a lone surrogate); correct it"
            ) from None
        return Document("text", text, digest, str(path))
    beside = path.with_suffix(".txt")
    if not beside.is_file():
        raise EvaluationError(f"{path}: has no field text, and there is no {beside.name}; add one of them")
    from lcgraph.corpus import read_documents

    return read_documents([beside]).documents[0]


def _thing(item: "_Fields") -> Thing:
    name = item.text("name")
    surface = item.text("surface", needed=False)
    names = {name, *item.texts("aliases", needed=False), *([surface] if surface else [])}
    class_name = item.class_("class", item.text("class"))
    others = {item.class_("class_alt", other) for other in item.texts("class_alt", needed=False)}
    return Thing(name, frozenset(names), class_name, frozenset({class_name, *others}), item.core())


def _related(item: "_Fields") -> Related:
    subject, object_ = item.text("s"), item.text("o")
    relation = item.one_of("p", item.text("p"))
    others = {item.one_of("p_alt", other) for other in item.texts("p_alt", needed=False)}
    return Related(
        subject,
        frozenset({subject, *item.texts("s_aliases", needed=False)}),
        relation,
        frozenset({relation, *others}),
        object_,
        frozenset({object_, *item.texts("o_aliases", needed=False)}),
        item.core(),
    )


class _Fields:
    """The fields of a JSON object, with the place where it stands."""

    def __init__(self, path: Path, place: str, data: dict[str, Any]) -> None:
        self._path, self._place, self._data = path, place, data

    def items(self, name: str) -> Iterator["_Fields"]:
        """The objects of a list."""
        found = self._data.get(name, [])
        if not isinstance(found, list):
            raise self._fault(name, "must be a list")
        for number, item in enumerate(found):
            place = f"{name}[{number}]"
            if not isinstance(item, dict):
                raise EvaluationError(f"{self._path}: {place}: must be an object with fields; correct it")
            yield _Fields(self._path, place, item)

    def text(self, name: str, *, needed: bool = True) -> str:
        """A string or a whole number; empty where it is missing and not needed."""
        found = self._data.get(name)
        if found is None and not needed:
            return ""
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
        if not isinstance(found, str):
            raise self._fault(name, "must be a text")
        if needed and not found.strip():
            raise self._fault(name, "must not be empty")
        return found

    def texts(self, name: str, *, needed: bool = True) -> tuple[str, ...]:
        """A list of strings; empty where it is missing and not needed."""
        found = self._data.get(name)
        if found is None and not needed:
            return ()
        if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
            raise self._fault(name, "must be a list of texts")
        if needed and not found:
            raise self._fault(name, "must not be empty")
        return tuple(found)

    def number(self, name: str) -> float:
        """A number."""
        found = self._data.get(name)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self._fault(name, "must be a number")
        try:
            return float(found)
        except OverflowError:
            raise self._fault(name, "is too large") from None

    def core(self) -> bool:
        """Whether any careful reader finds it; so where nothing is said."""
        found = self._data.get("core", True)
        if not isinstance(found, bool):
            raise self._fault("core", "must be true or false")
        return found

    def class_(self, name: str, value: str) -> str:
        """A class of the ontology."""
        found = _CLASSES.get(value, value)
        if found not in load_ontology().classes:
            raise self._fault(name, f"{value!r} is no class of the ontology")
        return found

    def one_of(self, name: str, value: str) -> str:
        """A relation."""
        if value not in RELATIONS:
            raise self._fault(name, f"{value!r} is not one of {', '.join(RELATIONS)}")
        return value

    def _fault(self, name: str, problem: str) -> EvaluationError:
        place = f"{self._place}.{name}" if self._place else name
        return EvaluationError(f"{self._path}: {place}: {problem}; correct it")
