"""What may be said: the terms of the ontology, the thesaurus of themes, and the shapes of a sound graph.

This room alone opens the files of ``ontology/``. `load_ontology` answers which classes and relations there
are, `load_themes` which themes and by which names they go, `validate` whether a graph keeps to the shapes,
and `check` whether the files themselves are sound.
"""

from lcgraph.ontology.alignments import alignments
from lcgraph.ontology.checks import Fault, check
from lcgraph.ontology.namespaces import LC, LCT, PREFIXES
from lcgraph.ontology.terms import Ontology, OntologyClass, OntologyProperty, load_ontology
from lcgraph.ontology.themes import Concept, Themes, load_themes
from lcgraph.ontology.validation import ValidationReport, ValidationRow, validate

__all__ = [
    "LC",
    "LCT",
    "PREFIXES",
    "Concept",
    "Fault",
    "Ontology",
    "OntologyClass",
    "OntologyProperty",
    "Themes",
    "ValidationReport",
    "ValidationRow",
    "alignments",
    "check",
    "load_ontology",
    "load_themes",
    "validate",
]
