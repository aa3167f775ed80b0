"""Text to knowledge: what one document says, and where it says it.

An `Extractor` turns a document into an `Extraction`; `link` makes entities and claims of what all
documents of a build say. `EXTRACTORS` names the engines; another one is another entry there.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from lcgraph.errors import ExtractionError
from lcgraph.model import Document, Knowledge

if TYPE_CHECKING:
    from lcgraph.extraction.findings import Extraction
    from lcgraph.extraction.teaching import Teaching
    from lcgraph.ontology import Ontology, Themes

__all__ = ["EXTRACTORS", "Extractor", "link", "open_extractor", "with_own_cues"]


class Extractor(Protocol):
    """Anything that reads a document. `name` goes into the graph as the reader of its claims."""

    name: str

    def extract(self, document: Document) -> "Extraction":
        """All that a document says, with the words that say it."""


def _model(teaching: "Teaching | None") -> Extractor:
    from lcgraph.extraction.neural import NeuralModel
    from lcgraph.extraction.reader import Reader

    return Reader(NeuralModel(teaching.model if teaching else None), teaching)


#: The engines by name; each is imported when it is opened.
EXTRACTORS: "dict[str, Callable[[Teaching | None], Extractor]]" = {"model": _model}


def open_extractor(name: str = "model", teaching: "Teaching | None" = None) -> Extractor:
    """The engine of a name.

    Args:
        name: One of `EXTRACTORS`.
        teaching: What the user has taught.

    Raises:
        ExtractionError: where there is none of that name, or it cannot be started.
    """
    if name not in EXTRACTORS:
        raise ExtractionError(f"no extractor is called {name!r}; there is {', '.join(sorted(EXTRACTORS))}")
    reader = EXTRACTORS[name](teaching)
    return with_own_cues(reader, teaching) if teaching else reader


def with_own_cues(reader: Extractor, teaching: "Teaching") -> Extractor:
    """A reader that also finds the relations that the user's cue words tell."""
    from lcgraph.extraction.own_cues import CueReader

    return CueReader(reader, teaching.cues, teaching.ontology) if teaching.cues else reader


def link(
    extractions: "Iterable[Extraction]",
    ontology: "Ontology | None" = None,
    themes: "Themes | None" = None,
) -> Knowledge:
    """What all documents of a build say together, as entities and claims."""
    from lcgraph.extraction.linking import link as join

    return join(extractions, ontology, themes)
