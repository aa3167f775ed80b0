"""RDF files: which formats there are, and reading one whole or not at all."""

import re
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import RdfFormat, Store

from lcgraph.errors import StoreError

#: Brackets nested deeper than this are refused: the parsers recurse, and end the process far below.
MAX_DEPTH = 500


class Format(NamedTuple):
    """One way to write RDF: its name, its file suffixes, and the engine's word for it."""

    name: str
    suffixes: tuple[str, ...]
    rdf: RdfFormat


FORMATS = (
    Format("turtle", (".ttl",), RdfFormat.TURTLE),
    Format("ntriples", (".nt",), RdfFormat.N_TRIPLES),
    Format("nquads", (".nq",), RdfFormat.N_QUADS),
    Format("trig", (".trig",), RdfFormat.TRIG),
    Format("rdfxml", (".rdf", ".xml"), RdfFormat.RDF_XML),
    Format("jsonld", (".jsonld",), RdfFormat.JSON_LD),
)

# Every alternative also takes an unfinished string, so that no input makes the scan go back.
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*+"?|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)
_TRIPLE_TERMS = re.compile(
    rb"""
      (?P<open> << ) | (?P<close> >> )
    | \"\"\" (?: [^"\\] | \\. | "(?!"") )*+ (?:\"\"\")? | ''' (?: [^'\\] | \\. | '(?!'') )*+ (?:''')?
    | " (?: [^"\\\n] | \\. )*+ "? | ' (?: [^'\\\n] | \\. )*+ '?
    | < [^<>\s]*+ >? | \# [^\n]*+
    """,
    re.VERBOSE | re.DOTALL,
)


def find_format(name: str | None, path: Path | None = None) -> Format:
    """The format of a name or suffix, or else of a path's suffix.

    Args:
        name: ``turtle``, ``ttl``, ``.ttl`` ...; None to go by the path.
        path: A file whose suffix decides where there is no name.

    Raises:
        StoreError: The format is unknown; the message lists those that are known.

    >>> find_format("ttl").name
    'turtle'
    """
    wanted = (name if name is not None else path.suffix if path else "").lower()
    for known in FORMATS:
        if wanted and (wanted == known.name or f".{wanted.lstrip('.')}" in known.suffixes):
            return known
    where = f"{path}: " if path else ""
    names = ", ".join(f"{known.name} ({' '.join(known.suffixes)})" for known in FORMATS)
    raise StoreError(f"{where}no RDF format is called {wanted!r}; known are {names}")


def load_file(engine: Store, path: Path, name: str | None = None) -> None:
    """Load an RDF file into the engine, whole or not at all.

    Args:
        engine: Where the triples go.
        path: The file.
        name: The format's name where the suffix does not tell it.

    Raises:
        StoreError: The file cannot be read, is broken (with line and column), or is of a kind that
            would read other files or end the process.
    """
    known = find_format(name, path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror or error}); check the path") from None
    _check_hostile(path, known, data)
    try:
        engine.load(data, known.rdf)
    except SyntaxError as error:
        where = f", line {error.lineno}, column {error.offset}" if error.lineno else ""
        text = re.sub(r"^Parser error at .*?: | \(line \d+\)$", "", str(error.msg))
        raise StoreError(f"{path}{where}: not valid {known.name}: {text}; correct the file") from None
    except ValueError as error:
        raise StoreError(f"{path}: not valid {known.name}: {error}; correct the file") from None


def _check_hostile(path: Path, known: Format, data: bytes) -> None:
    if known.rdf == RdfFormat.RDF_XML:
        if b"\x00" in data:
            raise StoreError(f"{path}: RDF/XML must be in UTF-8; convert the file")
        if re.search(rb"<!DOCTYPE", data, re.IGNORECASE):
            line = data[: data.upper().index(b"<!DOCTYPE")].count(b"\n") + 1
            raise StoreError(
                f"{path}, line {line}: RDF/XML with a DOCTYPE is refused; write the entities out"
            )
        return
    if known.rdf == RdfFormat.JSON_LD:
        brackets = _JSON
    elif b"<<" in data:
        brackets = _TRIPLE_TERMS
    else:
        return
    too_deep = _too_deep(brackets, data)
    if too_deep is not None:
        line = data.count(b"\n", 0, too_deep) + 1
        raise StoreError(f"{path}, line {line}: nested deeper than {MAX_DEPTH}; flatten the file")


def depth_exceeded(json: bytes) -> bool:
    """Whether JSON is nested so deep that a parser would end the process on it."""
    return _too_deep(_JSON, json) is not None


def _too_deep(brackets: re.Pattern[bytes], data: bytes) -> int | None:
    """Where brackets are nested deeper than `MAX_DEPTH`, None where they nowhere are."""
    depth = 0
    for match in brackets.finditer(data):
        depth += 1 if match.lastgroup == "open" else -1 if match.lastgroup == "close" else 0
        if depth > MAX_DEPTH:
            return match.start()
    return None
