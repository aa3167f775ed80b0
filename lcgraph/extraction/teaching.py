"""What a user teaches by files: names, cue words, themes, classes and properties, a model of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lcgraph.extraction.lexicon import load_lexicon
from lcgraph.extraction.own_cues import OwnCue, read_own_cues
from lcgraph.extraction.own_names import OwnNames, read_names
from lcgraph.ontology import Ontology, Themes, load_ontology, load_themes


@dataclass(frozen=True, slots=True)
class Teaching:
    """A user's names and cues, with the ontology and the thesaurus as the user has extended them.

    `model` is the folder of a model that was trained with the user's own texts.
    """

    names: OwnNames
    cues: tuple[OwnCue, ...]
    ontology: Ontology
    themes: Themes
    model: Path | None = None


def load_teaching(
    names: Sequence[Path] = (),
    cues: Sequence[Path] = (),
    ontology: Sequence[Path] = (),
    themes: Sequence[Path] = (),
    model: Path | None = None,
) -> Teaching:
    """Read and check what a user teaches; without files, what ships.

    Args:
        names: CSV files, see `read_names`.
        cues: CSV files, see `read_own_cues`.
        ontology: Turtle files with classes and properties.
        themes: Turtle files with SKOS concepts.
        model: The folder that ``python -m training --out`` has written.

    Raises:
        LexiconError: A line of a CSV file is wrong; with file and line.
        OntologyError: A Turtle file is wrong; with file and line.
    """
    terms = load_ontology(tuple(ontology))
    return Teaching(
        names=read_names(names, terms, load_lexicon()) if names else OwnNames(),
        cues=read_own_cues(cues, terms),
        ontology=terms,
        themes=load_themes(tuple(themes)),
        model=model,
    )
