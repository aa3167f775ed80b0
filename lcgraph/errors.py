"""Errors that a person can act upon.

Every message says what happened, where, and what to do about it. Only the command line catches
them: one line on stderr and exit code 1.
"""


class LCGraphError(Exception):
    """Something in the input is at fault, and the message says what to do about it."""


class CorpusError(LCGraphError):
    """A text or its source card cannot be read."""


class LexiconError(LCGraphError):
    """A line of a name or cue-word file breaks the file's rules."""


class OntologyError(LCGraphError):
    """The ontology, the thesaurus or the shapes cannot be read."""


class ExtractionError(LCGraphError):
    """The reader cannot be started or does not fit its own data."""


class StoreError(LCGraphError):
    """A graph cannot be opened, read or written."""


class QueryError(LCGraphError):
    """A question is unknown, wrongly written, or wrongly asked."""


class NetworkError(LCGraphError):
    """A network cannot be built, drawn or written."""


class EvaluationError(LCGraphError):
    """A gold annotation cannot be read."""
