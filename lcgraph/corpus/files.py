"""Where texts lie: opening one file safely, and finding the files of a folder in a fixed order."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lcgraph.corpus.decoding import Unreadable
from lcgraph.resources import resource

#: The largest file that is read unless a caller says otherwise, in bytes.
SIZE_LIMIT = 50_000_000

#: The folder that a build writes by default: its pages are no sources, even where they lie among them.
_BUILD_OUTPUT = "lcgraph-out"


class Found(NamedTuple):
    """A file below a folder: where it is, its name seen from the folder, and what speaks against it."""

    path: Path
    name: str
    fault: str = ""


def shipped_corpus() -> Path:
    """The folder of the texts that come with the program.

    >>> shipped_corpus().name
    'corpus'
    """
    return resource("data", "corpus")


def load(path: Path, limit: int | None = SIZE_LIMIT) -> bytes:
    """The bytes of a regular file; its kind and size are looked at before it is opened.

    Args:
        path: The file.
        limit: The largest size in bytes that is read; None for any.

    Raises:
        Unreadable: It is missing, too large, not a regular file, or may not be read.
    """
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise Unreadable("not a regular file but a folder")
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not a regular file; to read from a pipe, write - for standard input")
        if limit is not None and status.st_size > limit:
            raise Unreadable(_too_large(limit))
        with open(path, "rb") as file:
            return _read(file.read(-1 if limit is None else limit + 1), limit)
    except FileNotFoundError:
        reason = "a link to a file that is not there" if os.path.islink(path) else "no such file"
        raise Unreadable(f"{reason}; check the path") from None
    except OSError as error:
        raise Unreadable(f"cannot be opened ({error.strerror})") from None
    except ValueError:  # a zero byte or half a surrogate pair in the name
        raise Unreadable("no such file: no file can have this name") from None


def load_stdin(limit: int | None = SIZE_LIMIT) -> bytes:
    """All bytes of standard input.

    Raises:
        Unreadable: There is none, or it is too large.
    """
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise Unreadable("there is no standard input")
    try:
        return _read(stream.read(-1 if limit is None else limit + 1), limit)
    except OSError as error:
        raise Unreadable(f"standard input cannot be read ({error.strerror or error})") from None


def files_below(folder: Path) -> Iterator[Found]:
    """All files of a folder and its sub-folders, sorted by their names from the top down.

    Left out without a word: names that begin with a dot, which are no sources by convention, and
    files named README, which describe a folder. Links to folders are not followed, nor are links to
    files outside: a folder's texts are what lies in it.

    Raises:
        Unreadable: The folder itself cannot be listed.
    """
    top = os.path.realpath(folder)
    try:
        pending = _listing(folder, "")
    except OSError as error:
        raise Unreadable(f"the folder cannot be listed ({error.strerror})") from None
    while pending:
        path, name = pending.pop()
        if path.name.startswith(".") or path.stem.casefold() == "readme":
            continue
        if os.path.islink(path):
            if os.path.isdir(path):
                yield Found(path, name, "a link to a folder, which is not followed; name the folder itself")
            elif os.path.commonpath([top, os.path.realpath(path)]) != top:
                yield Found(path, name, "a link to a file outside the folder; name the file itself")
            else:
                yield Found(path, name)
        elif os.path.isdir(path):
            if path.name == _BUILD_OUTPUT:
                yield Found(path, name, "the output of a build, not a source")
                continue
            try:
                pending += _listing(path, f"{name}/")
            except OSError as error:
                yield Found(path, name, f"the folder cannot be listed ({error.strerror})")
        else:
            yield Found(path, name)


def _listing(folder: Path, prefix: str) -> list[tuple[Path, str]]:
    """The entries of a folder in descending order, ready to be popped."""
    return [(folder / name, prefix + name) for name in sorted(os.listdir(folder), reverse=True)]


def _read(data: bytes, limit: int | None) -> bytes:
    if limit is not None and len(data) > limit:
        raise Unreadable(_too_large(limit))
    return data


def _too_large(limit: int) -> str:
    return f"larger than the limit of {limit / 1e6:g} MB; split it into smaller texts"
