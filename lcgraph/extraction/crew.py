"""Several processes that read documents side by side: the same findings in the same order, sooner.

Each process has a reader of its own and reads one document at a time, the longest first, so that the
last one is not waited for alone.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from lcgraph.errors import ExtractionError
from lcgraph.extraction import Extractor, open_extractor
from lcgraph.extraction.findings import Extraction
from lcgraph.extraction.teaching import load_teaching
from lcgraph.model import Document


class TeachingFiles(NamedTuple):
    """The files by which a user teaches, as `load_teaching` takes them."""

    names: tuple[Path, ...] = ()
    cues: tuple[Path, ...] = ()
    ontology: tuple[Path, ...] = ()
    themes: tuple[Path, ...] = ()
    model: Path | None = None


def read_each(
    documents: Sequence[Document], extractor: Extractor, progress: Callable[[str, int, int], None]
) -> list[Extraction]:
    """Read documents one after the other in this process."""
    found = []
    for number, document in enumerate(documents):
        progress(f"reading {document.id}", number, len(documents))
        found.append(extractor.extract(document))
    return found


def read_together(
    documents: Sequence[Document],
    files: TeachingFiles,
    processes: int,
    progress: Callable[[str, int, int], None],
) -> list[Extraction]:
    """Read documents in several processes.

    Args:
        documents: What to read.
        files: What the user teaches.
        processes: How many; no more are started than there are documents.
        progress: Told after each document how many are done.

    Returns:
        What was found, in the order of the documents.

    Raises:
        ExtractionError: A process was ended from outside, as for want of memory.
    """
    found: dict[int, Extraction] = {}
    longest_first = sorted(range(len(documents)), key=lambda n: (-len(documents[n].text), n))
    # "spawn", since a forked process would inherit locks that other threads hold.
    with ProcessPoolExecutor(
        min(processes, len(documents)), get_context("spawn"), initializer=_start, initargs=(files,)
    ) as crew:
        reading: dict[Future[Extraction], int] = {crew.submit(_read, documents[n]): n for n in longest_first}
        try:
            for done, future in enumerate(as_completed(reading), start=1):
                number = reading[future]
                found[number] = future.result()
                progress(f"reading {documents[number].id}", done, len(documents))
        except BrokenProcessPool:
            raise ExtractionError(
                "a reading process was ended from outside, perhaps for want of memory; use fewer --processes"
            ) from None
        finally:
            crew.shutdown(cancel_futures=True)
    return [found[number] for number in range(len(documents))]


_reader: Extractor


def _start(files: TeachingFiles) -> None:
    """Give a new process its reader."""
    global _reader
    _reader = open_extractor(teaching=load_teaching(*files))


def _read(document: Document) -> Extraction:
    return _reader.extract(document)
