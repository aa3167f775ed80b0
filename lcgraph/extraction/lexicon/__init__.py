"""The doorkeeper of ``data/names/``: what names are, and what the words of a text say about them."""

from lcgraph.extraction.lexicon.book import Lexicon, expansion, load_lexicon
from lcgraph.extraction.lexicon.features import Feature
from lcgraph.extraction.lexicon.gazetteer import Entry

__all__ = ["Entry", "Feature", "Lexicon", "expansion", "load_lexicon"]
