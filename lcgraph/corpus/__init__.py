"""The corpus: reads what a user names, files, folders or standard input, into documents.

This room is the doorkeeper of ``data/corpus/``. It decides what counts as a text, how bytes become
characters (all offsets of the program count in what comes out here), and what a document is called.
"""

from lcgraph.corpus.cards import Card, cards_of, read_card
from lcgraph.corpus.files import SIZE_LIMIT, shipped_corpus
from lcgraph.corpus.reading import Reading, Skipped, read_documents, reread

__all__ = [
    "SIZE_LIMIT",
    "Card",
    "Reading",
    "Skipped",
    "cards_of",
    "read_card",
    "read_documents",
    "reread",
    "shipped_corpus",
]
