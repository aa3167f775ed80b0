"""The thesaurus of themes: concepts, the names they go by, and which is the wider of two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from lcgraph.ontology.namespaces import curie, local_name
from lcgraph.ontology.terms import upwards
from lcgraph.ontology.turtle import TurtleFiles, contents
from lcgraph.resources import resource

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

#: Words that say no more than "theme": "the glass industry" is glass.
_EMPTY_HEADS = frozenset({"field", "industry", "sector"})


@dataclass(frozen=True, slots=True)
class Concept:
    """A theme of the thesaurus: its key (the IRI's local name), labels, definition, direct wider themes."""

    key: str
    iri: str
    label: str
    alt_labels: tuple[str, ...] = ()
    definition: str = ""
    broader: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The preferred label and all others."""
        return (self.label, *self.alt_labels)


@dataclass(frozen=True, slots=True)
class Themes:
    """All concepts of the thesaurus, by key."""

    concepts: Mapping[str, Concept]
    _keys: Mapping[str, str] = field(repr=False)

    def find(self, name: str) -> str | None:
        """The key of the theme that a text calls by this name, or None.

        Case, spaces, hyphens, a leading article, singular or plural and an empty last word ("sector",
        "industry") make no difference. Abbreviations of two letters want their capitals, as "it" is a word.

        >>> load_themes().find("the Bio-Technologies")
        'biotechnology'
        """
        words = _words(name)
        found = self._keys.get(_comparable(words))
        if found is None and len(words) > 1 and words[-1].casefold() in _EMPTY_HEADS:
            found = self._keys.get(_comparable(words[:-1]))
        return found

    def ancestors(self, key: str) -> tuple[str, ...]:
        """All wider themes of a theme, the nearest first, without the theme itself.

        >>> load_themes().ancestors("biotechnology")[-1]
        'economy-and-industry'
        """
        return upwards(key, lambda below: self.concepts[below].broader)

    def narrower(self, key: str) -> tuple[str, ...]:
        """The themes directly below a theme, in the order of their keys."""
        return tuple(sorted(concept.key for concept in self.concepts.values() if key in concept.broader))


def load_themes(paths: Sequence[Path] = ()) -> Themes:
    """Read the thesaurus, and with it files of the user's own that add themes or names for them.

    Args:
        paths: Turtle files that are merged with the thesaurus: new concepts, or further labels of known ones.

    Returns:
        The themes; the same files give the same object again.

    Raises:
        OntologyError: A file is missing or no Turtle, a concept has no label or two preferred ones, a wider
            theme does not exist, or one name stands for two themes; with file and line.
    """
    return _load((resource("ontology", "themes.ttl"), *paths), contents(paths))


@cache
def _load(paths: tuple[Path, ...], _contents: tuple[bytes, ...]) -> Themes:
    files = TurtleFiles(paths)
    nodes = {node.value: node for node in files.of_type("skos:Concept", "lc:Theme")}
    above: dict[str, list[str]] = {iri: files.iris(node, "skos:broader") for iri, node in nodes.items()}
    for iri, node in nodes.items():
        for below in files.iris(node, "skos:narrower"):  # the other way of saying skos:broader
            above.setdefault(below, []).append(iri)
    concepts: dict[str, Concept] = {}
    keys: dict[str, str] = {}
    for iri, node in nodes.items():
        for wider in above[iri]:
            if wider not in nodes:
                message = (
                    f"{curie(iri)}: the wider theme {curie(wider)} is not defined; mend the name or define it"
                )
                raise files.fault(node, message)
        concept = _concept(files, node, tuple(local_name(wider) for wider in dict.fromkeys(above[iri])))
        if concept.key in concepts:
            raise files.fault(node, f"two themes have the local name {concept.key}; rename one of the two")
        concepts[concept.key] = concept
        for name in concept.names:
            other = keys.setdefault(_comparable(_words(name)), concept.key)
            if other != concept.key:
                message = f"{name!r} names two themes, {other} and {concept.key}; take it from one of them"
                raise files.fault(node, message)
    return Themes(MappingProxyType(concepts), MappingProxyType(keys))


def _concept(files: TurtleFiles, node: NamedNode, broader: tuple[str, ...]) -> Concept:
    labels = files.texts(node, "skos:prefLabel")
    if len(labels) != 1:
        found = ", ".join(labels) or "none"
        message = f"{curie(node.value)} needs exactly one skos:prefLabel in English, found {found}"
        raise files.fault(node, message)
    return Concept(
        key=local_name(node.value),
        iri=node.value,
        label=labels[0],
        alt_labels=tuple(files.texts(node, "skos:altLabel")),
        definition=next(iter(files.texts(node, "skos:definition")), ""),
        broader=broader,
    )


def _words(name: str) -> list[str]:
    """The words of a name, without accents, possessive endings and a leading article."""
    text = unicodedata.normalize("NFKD", name.replace("&", " and ").replace("’", "'"))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", re.sub(r"'s?\b", "", text, flags=re.IGNORECASE))
    return words[1:] if len(words) > 1 and words[0].casefold() in ("the", "a", "an") else words


def _comparable(words: Sequence[str]) -> str:
    """The form in which names are compared."""
    if len(words) == 1 and len(words[0]) == 2 and words[0].isupper():
        return words[0]
    return "".join(_singular(word.casefold()) for word in words)


def _singular(word: str) -> str:
    """A word without its plural ending; only good for comparing, as it maims "physics" too."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and re.search(r"(?:s|x|z|ch|sh)es$", word):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
