"""Graphs to files: equal graphs give equal bytes, and a failure leaves the old file as it was."""

import json
import re
from pathlib import Path
from typing import IO

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from lcgraph.errors import StoreError
from lcgraph.graph.turtle import find_prefixes, to_turtle
from lcgraph.store import Format, Store, find_format
from lcgraph.writing import write_whole

# XML 1.0 has no way to write these, not even as character references.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def write_graph(store: Store, out: str | Path | IO[bytes], format: str | None = None) -> int:
    """Write a graph, sorted, so that equal graphs give equal bytes whatever the order they were added in.

    What is written is read again and counted before it takes the place of an older file.

    Args:
        store: The graph.
        out: A path or a stream for bytes.
        format: ``turtle``, ``ntriples``, ``nquads``, ``trig``, ``rdfxml``, ``jsonld`` or a suffix. By default
            a path's suffix decides, and a stream gets Turtle.

    Returns:
        The number of triples written.

    Raises:
        StoreError: The format is unknown or cannot hold the graph, or the file cannot be written.
    """
    if not isinstance(out, str | Path):
        data = to_bytes(store, format or "turtle")
        out.write(data)
        return len(store)
    path = Path(out)
    write_whole(path, to_bytes(store, find_format(format, path).name), StoreError)
    return len(store)


def to_bytes(store: Store, format: str = "turtle") -> bytes:
    """A graph as the bytes that `write_graph` writes.

    Raises:
        StoreError: The format is unknown or cannot hold the graph.
    """
    known = find_format(format)
    if not known.rdf.supports_datasets and store.has_named_graphs():
        raise StoreError(f"{known.name} cannot hold named graphs; write trig or nquads")
    lines = _sorted_lines(store)
    if known.name in ("turtle", "trig"):
        data = to_turtle(lines, named_graphs=known.name == "trig").encode()
    elif known.name == "rdfxml":
        data = _rdfxml(lines)
    elif known.name == "jsonld":
        data = _jsonld(lines)
    else:
        data = _joined(lines)
    _check(data, known, len(lines))
    return data


def _sorted_lines(store: Store) -> list[str]:
    """The quads as canonical N-Quads lines, in order."""
    text = store.dump(format="nquads").decode()
    if "_:" in text:  # perhaps blank nodes, whose labels change from reading to reading
        dataset = Dataset(store)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        text = (serialize(dataset, format=RdfFormat.N_QUADS) or b"").decode()
    return sorted(text.split("\n")[:-1])


def _joined(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _rdfxml(lines: list[str]) -> bytes:
    triples = [quad.triple for quad in parse(_joined(lines), RdfFormat.N_QUADS)]
    for predicate in {triple.predicate.value for triple in triples}:
        if not re.search(r"[A-Za-z_][\w.-]*$", predicate):
            raise StoreError(f"RDF/XML has no way to write the property <{predicate}>; write turtle")
    prefixes = find_prefixes(line.partition(" ")[0][1:-1] for line in lines)
    data = serialize(triples, format=RdfFormat.RDF_XML, prefixes=prefixes) or b""
    if _NOT_XML.search(data):
        raise StoreError("RDF/XML has no way to write the control characters in this graph; write turtle")
    # An XML reader turns a bare carriage return into a line feed: the quote would no longer be the source's.
    return data.replace(b"\r", b"&#13;") + b"\n"


def _jsonld(lines: list[str]) -> bytes:
    data = serialize(parse(_joined(lines), RdfFormat.N_QUADS), format=RdfFormat.JSON_LD) or b"[]"
    return json.dumps(json.loads(data), ensure_ascii=False, indent=1).encode() + b"\n"


def _check(data: bytes, known: Format, expected: int) -> None:
    """Read again what is about to be written, so that no broken file is left behind."""
    try:
        found = sum(1 for _ in parse(data, known.rdf))
    except (SyntaxError, ValueError) as error:
        message = f"{known.name} cannot hold this graph so that it can be read again ({error})"
        raise StoreError(f"{message}; write another format") from None
    if found != expected:
        raise StoreError(f"{known.name} would hold {found} of {expected} triples; write another format")
