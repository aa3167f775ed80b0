"""From what a user names to documents: what is read, what is skipped and why."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lcgraph.corpus.cards import Card, card_beside, read_card
from lcgraph.corpus.decoding import Unreadable, decode
from lcgraph.corpus.files import SIZE_LIMIT, files_below, load, load_stdin, shipped_corpus
from lcgraph.corpus.formats import CARD_SUFFIX, FORMATS, REFUSED, format_of, refuse_binary, refuse_suffix
from lcgraph.corpus.naming import distinct_ids, printable, restored, title_of
from lcgraph.errors import CorpusError
from lcgraph.model import Document
from lcgraph.resources import resource

STDIN = "-"
#: The shipped texts are identified by their place in the project, the same on every machine.
_SHIPPED = "data/corpus"
#: Why a file of a folder is not read whose suffix says what it is meant to be.
_UNKNOWN = {
    CARD_SUFFIX: "a source card without a text of the same name beside it",
    ".yaml": f"not read; if it is meant as a source card, its name must end in {CARD_SUFFIX}",
}


class Skipped(NamedTuple):
    """An input that was not read, and the reason."""

    path: str
    reason: str


class Reading(NamedTuple):
    """What came of reading: the documents, what was left out, and remarks on how a text was decoded."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()


class _Source(NamedTuple):
    """An input before it is read; `named` if the user wrote its very name."""

    path: Path
    identifier: str
    named: bool
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    """The content of one source."""

    text: str
    title: str
    media_type: str
    warning: str


def read_documents(
    paths: Sequence[str | Path] = (),
    *,
    report: Callable[[str], None] | None = None,
    limit: int = SIZE_LIMIT,
) -> Reading:
    """Reads files and folders into documents.

    Of a folder every file of a known format is read; the rest is named in `Reading.skipped` (but for
    source cards, files named README, and hidden files). A file that is named itself must be readable.

    Args:
        paths: Files, folders, ``-`` for standard input; without any, the corpus that ships.
        report: Told the name of each file before it is read.
        limit: The largest file that is read, in bytes.

    Returns:
        The documents in the order of `paths`, within a folder sorted by name.

    Raises:
        CorpusError: A named file cannot be read, a source card is faulty, or nothing is readable.

    >>> len(read_documents().documents)
    7
    """
    if isinstance(paths, str | Path):
        paths = [paths]
    found: dict[str, tuple[_Source, _Text]] = {}
    skipped: list[Skipped] = []
    for source in _sources(paths):
        if report and not source.fault:
            report(source.identifier)
        try:
            text = _read(source, limit)
        except Unreadable as fault:
            if source.named:
                raise CorpusError(f"{source.identifier}: {fault}") from None
            skipped.append(Skipped(source.identifier, str(fault)))
            continue
        digest = hashlib.sha256(text.text.encode()).hexdigest()
        if digest in found:
            skipped.append(Skipped(source.identifier, f"same text as {found[digest][0].identifier}"))
        else:
            found[digest] = source, text
    if not found:
        names = ", ".join(printable(str(path)) for path in paths) or _SHIPPED
        first = f" (the first of {len(skipped)}: {skipped[0].path}: {skipped[0].reason})" if skipped else ""
        raise CorpusError(f"{names}: no text to read{first}; known formats are {', '.join(FORMATS)}")
    ids = distinct_ids([_stem(source) for source, _ in found.values()], list(found))
    return Reading(
        tuple(
            _document(id, digest, source, text)
            for id, (digest, (source, text)) in zip(ids, found.items(), strict=True)
        ),
        tuple(skipped),
        tuple(f"{source.identifier}: {text.warning}" for source, text in found.values() if text.warning),
    )


def reread(identifier: str, *, folder: Path | None = None) -> str:
    """The text of a document, read again from its source in just the same way.

    Args:
        identifier: `Document.identifier`.
        folder: Where a relative identifier starts; without it, the current folder.

    Returns:
        What `Document.text` was, if the source has not changed since.

    Raises:
        CorpusError: The source is standard input, is no longer there, or cannot be read.
    """
    if identifier == STDIN:
        raise CorpusError("-: standard input cannot be read a second time; build from a file instead")
    base = folder or Path()
    places = [base / identifier, base / restored(identifier)]
    if identifier.startswith(f"{_SHIPPED}/"):
        places.append(resource(*identifier.split("/")))
    path = next((place for place in places if os.path.exists(place)), places[0])
    try:
        return _read(_Source(path, identifier, named=True), None).text
    except Unreadable as fault:
        raise CorpusError(f"{printable(identifier)}: {fault}") from None


def _sources(paths: Sequence[str | Path]) -> Iterator[_Source]:
    """Every input in turn: what was named, and the files of folders."""
    if not paths:
        yield from _of_folder(shipped_corpus(), _SHIPPED)
    for given in map(str, paths):
        if not given:
            raise CorpusError("an empty path was given; name a file, a folder, or - for standard input")
        path = Path(given)
        if given != STDIN and os.path.isdir(path):
            yield from _of_folder(path, given)
        else:
            yield _Source(path, printable(given), named=True)


def _of_folder(folder: Path, given: str) -> Iterator[_Source]:
    """The files of a folder, but for the cards that stand beside a text."""
    try:
        found = list(files_below(folder))
    except Unreadable as fault:
        raise CorpusError(f"{printable(given)}: {fault}") from None
    prefix = given if given.endswith("/") else f"{given}/"
    texts = {
        item.path.with_name(item.path.stem)
        for item in found
        if item.path.suffix.lower() in FORMATS or item.path.suffix.lower() in REFUSED
    }
    for path, name, reason in found:
        suffix = path.suffix.lower()
        if path.suffix == CARD_SUFFIX and path.with_name(path.stem) in texts:
            continue
        if not reason and suffix not in FORMATS and suffix not in REFUSED:
            reason = _UNKNOWN.get(suffix, "of no known format; name the file itself to have it read as text")
        yield _Source(path, printable(prefix + name), named=False, fault=reason)


def _read(source: _Source, limit: int | None) -> _Text:
    """The text of a source: the one way in which a text is ever read, so that offsets agree."""
    if source.fault:
        raise Unreadable(source.fault)
    if source.identifier == STDIN:
        suffix, data = "", load_stdin(limit)
    else:
        suffix = source.path.suffix.lower()
        refuse_suffix(suffix)
        data = load(source.path, limit)
    refuse_binary(data)
    decoded = decode(data, legacy=suffix in FORMATS or source.identifier == STDIN)
    format = format_of(suffix, decoded.text)
    content = format.read(decoded.text)
    if not content.text.strip():
        raise Unreadable("empty: there is no text in it")
    return _Text(content.text, content.title, format.media_type, decoded.warning)


def _document(id: str, digest: str, source: _Source, text: _Text) -> Document:
    beside = None if source.identifier == STDIN else card_beside(source.path)
    card = read_card(beside) if beside else Card()
    return Document(
        id=id,
        text=text.text,
        sha256=digest,
        identifier=source.identifier,
        title=card.title or text.title or title_of(text.text) or printable(_stem(source)),
        creator=card.creator,
        publisher=card.publisher,
        issued=card.issued,
        licence=card.licence,
        source=card.source,
        language=card.language,
        media_type=text.media_type,
    )


def _stem(source: _Source) -> str:
    return "stdin" if source.identifier == STDIN else source.path.stem
