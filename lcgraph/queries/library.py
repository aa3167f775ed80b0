"""The shelf of questions and networks: the shipped files, and a user's own folder beside them."""

import difflib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

from lcgraph.errors import QueryError
from lcgraph.queries.header import parse_query
from lcgraph.queries.query import Query
from lcgraph.resources import resource

_Kind = Literal["question", "network"]
_FOLDERS: dict[_Kind, str] = {"question": "questions", "network": "networks"}


def list_questions(*, folder: Path | None = None) -> list[Query]:
    """All questions, sorted by name.

    Args:
        folder: A folder of one's own ``.rq`` files; a question in it hides a shipped one of its name.

    Raises:
        QueryError: A file's header or SPARQL is wrong, or there is no such folder.
    """
    return _list("question", folder)


def list_networks(*, folder: Path | None = None) -> list[Query]:
    """All networks, sorted by name: questions whose answers have ``?source`` and ``?target``.

    Args:
        folder: A folder of one's own ``.rq`` files; a network in it hides a shipped one of its name.

    Raises:
        QueryError: A file's header or SPARQL is wrong, or there is no such folder.
    """
    return _list("network", folder)


def read_query(name: str, *, folder: Path | None = None) -> Query:
    """The question of this name.

    Args:
        name: Its file's name without ``.rq``.
        folder: A folder of one's own ``.rq`` files, looked into first.

    Raises:
        QueryError: There is none of this name (the message suggests near ones), or its file is wrong.

    >>> read_query("triple-helix").summary
    'Which partnerships join an authority, an enterprise and education or research?'
    """
    return _read("question", name, folder)


def read_network(name: str, *, folder: Path | None = None) -> Query:
    """The network of this name.

    Args:
        name: Its file's name without ``.rq``.
        folder: A folder of one's own ``.rq`` files, looked into first.

    Raises:
        QueryError: There is none of this name (the message suggests near ones), or its file is wrong.

    >>> read_network("funders").directed
    True
    """
    return _read("network", name, folder)


def read_query_file(path: Path) -> Query:
    """The question or network that one file holds, wherever it lies.

    Args:
        path: A file of SPARQL with a ``#+`` header.

    Raises:
        QueryError: The file cannot be read, or its header or SPARQL is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise QueryError(f"There is no file {path}. Check the path.") from None
    except UnicodeDecodeError:
        raise QueryError(f"{path} is not UTF-8 text. Save it as UTF-8.") from None
    except OSError as error:
        raise QueryError(f"{path} cannot be read: {error.strerror}.") from None
    return _parsed(text, path)


@lru_cache(maxsize=512)
def _parsed(text: str, path: Path) -> Query:
    """A question is parsed once, as long as its file says the same: a service asks it again and again."""
    return parse_query(text, path)


def _list(kind: _Kind, folder: Path | None) -> list[Query]:
    return [_read_kind(kind, path) for _, path in sorted(_paths(kind, folder).items())]


def _read(kind: _Kind, name: str, folder: Path | None) -> Query:
    paths = _paths(kind, folder)
    if name not in paths:
        near = difflib.get_close_matches(name, sorted(paths), n=3, cutoff=0.5)
        advice = f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(sorted(paths))}."
        raise QueryError(f"There is no {kind} '{name}'. {advice}")
    return _read_kind(kind, paths[name])


def _read_kind(kind: _Kind, path: Path) -> Query:
    query = read_query_file(path)
    if kind == "network" and not {"source", "target"} <= {column.name for column in query.columns}:
        raise QueryError(f"{path} is no network: its SELECT needs the columns ?source and ?target.")
    return query


def _paths(kind: _Kind, folder: Path | None) -> dict[str, Path]:
    if folder is not None and not folder.is_dir():
        raise QueryError(f"There is no folder {folder} to read questions from. Check the path.")
    return {path.stem: path for path in _files(kind, folder)}


def _files(kind: _Kind, folder: Path | None) -> Iterator[Path]:
    yield from resource("queries", _FOLDERS[kind]).glob("*.rq")
    if folder is not None:
        yield from folder.glob("*.rq")
