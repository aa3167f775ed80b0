"""Turtle files by subject and predicate, with the file and line to name when something in them is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lcgraph.errors import OntologyError
from lcgraph.ontology.namespaces import PREFIXES, local_name

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

    Subject = NamedNode | BlankNode | Triple
    Object = NamedNode | BlankNode | Literal | Triple


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


class TurtleFiles:
    """The triples of several Turtle files, merged.

    Predicates and classes are asked for as CURIEs with the prefixes of `PREFIXES`.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        """Read the files.

        Raises:
            OntologyError: A file is missing or is not Turtle.
        """
        self._paths = tuple(paths)
        self._objects: dict[tuple[Subject, str], list[Object]] = {}
        self._of_type: dict[str, list[NamedNode]] = {}
        for path in self._paths:
            for quad in parse_turtle(path):
                self._add(quad.triple)

    def _add(self, triple: Triple) -> None:
        from pyoxigraph import NamedNode

        subject, predicate, object_ = triple
        values = self._objects.setdefault((subject, predicate.value), [])
        if object_ in values:
            return
        values.append(object_)
        is_type = predicate.value == _expand("rdf:type")
        if is_type and isinstance(subject, NamedNode) and isinstance(object_, NamedNode):
            self._of_type.setdefault(object_.value, []).append(subject)

    def of_type(self, *classes: str) -> list[NamedNode]:
        """The named things of one of the classes, in the order of the files."""
        return list(dict.fromkeys(node for name in classes for node in self._of_type.get(_expand(name), ())))

    def objects(self, subject: Subject, predicate: str) -> list[Object]:
        """All objects of a subject and a predicate, in the order of the files."""
        return self._objects.get((subject, _expand(predicate)), [])

    def iris(self, subject: Subject, predicate: str) -> list[str]:
        """Those objects that are IRIs."""
        from pyoxigraph import NamedNode

        return [node.value for node in self.objects(subject, predicate) if isinstance(node, NamedNode)]

    def texts(self, subject: Subject, predicate: str) -> list[str]:
        """Those objects that are English or plain literals."""
        from pyoxigraph import Literal

        literals = [node for node in self.objects(subject, predicate) if isinstance(node, Literal)]
        return [node.value for node in literals if (node.language or "en").startswith("en")]

    def members(self, subject: Subject, predicate: str) -> list[str]:
        """The IRIs that a predicate leads to: directly, or as the members of an ``owl:unionOf``."""
        from pyoxigraph import BlankNode

        found = self.iris(subject, predicate)
        for node in self.objects(subject, predicate):
            for union in self.objects(node, "owl:unionOf") if isinstance(node, BlankNode) else ():
                found.extend(self._list_items(union))
        return found

    def _list_items(self, cell: Object) -> Iterator[str]:
        from pyoxigraph import Literal

        seen: set[Object] = set()
        while not isinstance(cell, Literal) and cell not in seen and (rest := self.objects(cell, "rdf:rest")):
            seen.add(cell)  # a list that bites its own tail must not hang the program
            yield from self.iris(cell, "rdf:first")
            cell = rest[0]

    def fault(self, subject: NamedNode, message: str) -> OntologyError:
        """An error about a subject, with the file and line of the last block that begins with it."""
        local = re.escape(local_name(subject.value))
        start = re.compile(rf"^(?:[\w-]*:{local}|<[^>]*[#/]{local}>)(?=\s)")
        for path in reversed(self._paths):
            lines = path.read_text(encoding="utf-8").splitlines()
            for number, line in reversed(list(enumerate(lines, start=1))):
                if start.match(line):
                    return OntologyError(f"{path}:{number}: {message}")
        return OntologyError(f"{', '.join(map(str, self._paths))}: {message}")


def contents(paths: Sequence[Path]) -> tuple[bytes, ...]:
    """What stands in files now, so that what is remembered of them is forgotten when they change.

    Of a file that cannot be read, nothing: whoever parses it next says so.
    """
    found = []
    for path in paths:
        try:
            found.append(path.read_bytes())
        except OSError:
            found.append(b"")
    return tuple(found)


def parse_turtle(path: Path) -> list[Quad]:
    """The triples of one Turtle file, in its order, with blank nodes that no other file has.

    Raises:
        OntologyError: The file is missing or is not Turtle; with file and line.
    """
    from pyoxigraph import RdfFormat, parse

    try:
        return list(parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise OntologyError(
            f"{where}: not Turtle ({error.msg}); mend the line or the one before it"
        ) from error
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read ({error}); check the path") from error
