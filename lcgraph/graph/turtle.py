"""Turtle that a person can read and a version control system can compare.

The engine's own writer keeps the order of insertion and escapes with backslashes what does not fit a prefix.
Here subjects stand in groups (facts first, then documents, claims and evidence), in the order of their IRIs,
and an IRI is shortened only where its local name needs no escape: some stores keep the backslash and then
find nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from lcgraph.graph.iris import KINDS
from lcgraph.graph.terms import expand
from lcgraph.ontology import LC, LCT, PREFIXES

_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_TYPED = re.compile(r'"(.*)"\^\^<([^<>"]*)>', re.DOTALL)

#: Literals that Turtle reads with the same datatype when they stand without quotes.
_BARE = {
    expand("xsd:decimal"): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    expand("xsd:integer"): re.compile(r"[+-]?[0-9]+"),
    expand("xsd:boolean"): re.compile(r"true|false"),
}

#: Groups of subjects, in the order of the file: things by kind, the tree of classes, then the sources.
_GROUPS = (*KINDS, "other", "class", "doc", "run", "claim", "evidence", "derivation")
_RANKS = {group: rank for rank, group in enumerate(_GROUPS)}

_FIRST = (
    "rdf:type",
    "rdfs:label",
    "skos:altLabel",
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "oa:start",
)
_PREDICATE_RANKS = {f"<{expand(curie)}>": rank for rank, curie in enumerate(_FIRST)}
_LINE = 100

_TYPE = f"<{expand('rdf:type')}>"

#: An object and the graph after it: what ends a line is a graph only if an object stands before it.
_IN_GRAPH = re.compile(r'(.+) (<[^<> "]*>|_:[^ "]+)', re.DOTALL)
_SPAN = re.compile(r"(.+)[#/](char|position|quote)=([0-9]+),([0-9]+)")
_RELATIVE = re.compile(r"[A-Za-z0-9_-]+#[a-z]+=[0-9]+,[0-9]+")
_Triple = tuple[str, str, str]


def find_prefixes(subjects: Iterable[str]) -> dict[str, str]:
    """The prefixes that a graph can use: those of the vocabularies, and one for each kind below its base.

    The base is the one that most things of the known kinds have; other things are written in full.

    >>> find_prefixes(["https://example.org/place/jena"])["place"]
    'https://example.org/place/'
    """
    namespaces = {subject.rpartition("/")[0] + "/" for subject in subjects}
    kinds = {*KINDS, "doc", "claim", "derivation", "run"}
    split = [found for name in namespaces if (found := re.fullmatch(r"(.+[/#])([a-z]+)/", name))]
    bases = Counter(found[1] for found in split if found[2] in kinds)
    prefixes = dict(PREFIXES)
    if bases:
        base = min(bases, key=lambda name: (-bases[name], name))
        for found in split:
            if found[1] == base and found[2] not in PREFIXES:
                prefixes[found[2]] = found[0]
    return dict(sorted(prefixes.items()))


def to_turtle(lines: Iterable[str], *, named_graphs: bool = False) -> str:
    """Sorted canonical N-Quads lines as Turtle; equal lines give equal text.

    Args:
        lines: One triple or quad each, without the end of line.
        named_graphs: Whether some lines may be in named graphs. The text is TriG then: the default graph, and
            after it the others.
    """
    graphs: dict[str, list[_Triple]] = {"": []}
    for line in lines:
        subject, predicate, rest = line[:-2].split(" ", 2)
        graph = ""
        if named_graphs and (found := _IN_GRAPH.fullmatch(rest)):
            rest, graph = found.groups()
        graphs.setdefault(graph, []).append((subject, predicate, rest))
    prefixes = find_prefixes({subject[1:-1] for triples in graphs.values() for subject, _, _ in triples})
    writer = _Writer(prefixes)
    parts = []
    for graph in sorted(graphs):
        text = "\n".join(writer.blocks(graphs[graph]))
        parts.append(f"{writer.term(graph)} {{\n{text}}}\n" if graph else text)
    header = f"@base <{writer.base}> .\n" if writer.base_used else ""
    header += "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(writer.used))
    return "\n".join(part for part in (header, *parts) if part)


class _Writer:
    """Writes terms with a set of prefixes, and remembers those that it used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.used: set[str] = set()
        self._names = {namespace: name for name, namespace in prefixes.items()}
        # Spans of documents fit no prefix, so the documents' namespace is the base. Not every reader resolves
        # against a urn.
        documents = prefixes.get("doc", "")
        self.base = documents if documents.startswith("http") else ""
        self.base_used = False
        self._terms: dict[str, str] = {}

    def blocks(self, triples: Iterable[_Triple]) -> Iterator[str]:
        """One block of text for each subject; the triples come sorted."""
        subjects: dict[str, list[tuple[str, str]]] = {}
        for subject, predicate, object_ in triples:
            subjects.setdefault(subject, []).append((predicate, object_))
        for subject in sorted(subjects, key=self._subject_order):
            pairs = sorted(subjects[subject], key=_predicate_order)
            lines = [
                self._line(predicate, [self._object(term) for _, term in group])
                for predicate, group in groupby(pairs, key=itemgetter(0))
            ]
            yield self.term(subject) + " " + " ;\n    ".join(lines) + " .\n"

    def _subject_order(self, subject: str) -> tuple[int | str, ...]:
        iri = subject[1:-1]
        group = self._names.get(iri.rpartition("/")[0] + "/", "other")
        if iri.startswith(LC):
            group = "class"
        elif iri.startswith(LCT):
            group = "theme"
        span = _SPAN.fullmatch(iri)
        if span:  # a sentence and its selectors together, in the order of the text
            return _RANKS["evidence"], span[1], int(span[3]), int(span[4]), span[2]
        return _RANKS.get(group, _RANKS["other"]), subject

    def _line(self, predicate: str, objects: list[str]) -> str:
        name = "a" if predicate == _TYPE else self.term(predicate)
        line = f"{name} {', '.join(objects)}"
        if len(objects) == 1 or len(line) <= _LINE:
            return line
        return f"{name}\n        " + ",\n        ".join(objects)

    def _object(self, term: str) -> str:
        return term if term[0] == '"' and term[-1] != ">" else self.term(term)

    def term(self, term: str) -> str:
        """A term in its short form where that needs no escape; else as it is."""
        known = self._terms.get(term)
        if known is None:
            known = self._terms[term] = self._shorten(term)
        return known

    def _shorten(self, term: str) -> str:
        if typed := _TYPED.fullmatch(term):
            bare = _BARE.get(typed[2])
            return (
                typed[1]
                if bare and bare.fullmatch(typed[1])
                else f'"{typed[1]}"^^{self.term(f"<{typed[2]}>")}'
            )
        if term[0] != "<" or term.startswith("<<"):
            return term
        iri = term[1:-1]
        if self.base and iri.startswith(self.base) and _RELATIVE.fullmatch(iri, len(self.base)):
            self.base_used = True
            return f"<{iri[len(self.base) :]}>"
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        name = self._names.get(iri[:cut])
        if name is None or not _LOCAL.fullmatch(iri, cut):
            return term
        self.used.add(name)
        return f"{name}:{iri[cut:]}"


def _predicate_order(pair: tuple[str, str]) -> int:
    return _PREDICATE_RANKS.get(pair[0], len(_FIRST))
