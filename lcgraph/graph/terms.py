"""The terms that graphs are made of, and the one way in which text becomes a literal."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from lcgraph.errors import LCGraphError
from lcgraph.model import Modality, Value
from lcgraph.ontology import PREFIXES

_NAMES = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def expand(curie: str) -> str:
    """The IRI of a CURIE with one of the known prefixes.

    Raises:
        LCGraphError: The prefix is unknown.

    >>> expand("rdfs:label")
    'http://www.w3.org/2000/01/rdf-schema#label'
    """
    prefix, colon, local = curie.partition(":")
    if not colon or prefix not in PREFIXES:
        raise LCGraphError(f"{curie!r}: unknown prefix; use one of {', '.join(PREFIXES)}")
    return PREFIXES[prefix] + local


def shorten(iri: str) -> str:
    """The CURIE of an IRI, or the IRI itself where no prefix is known.

    >>> shorten("http://www.w3.org/2000/01/rdf-schema#label")
    'rdfs:label'
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _NAMES.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix else iri


@lru_cache(maxsize=4096)
def node(curie: str) -> NamedNode:
    """The term of a CURIE.

    Raises:
        LCGraphError: The prefix is unknown or the rest cannot stand in an IRI.
    """
    try:
        return NamedNode(expand(curie))
    except ValueError as error:
        raise LCGraphError(f"{curie!r}: is no IRI ({error}); mend the name") from None


def literal(value: Value) -> Literal:
    """The term of a value.

    Raises:
        LCGraphError: The text holds half a character (a lone surrogate), or the datatype is unknown.
    """
    try:
        if value.datatype:
            return Literal(value.lexical, datatype=node(value.datatype))
        return Literal(value.lexical)
    except ValueError:
        raise LCGraphError(
            f"{ascii(value.lexical)[:80]}: holds half a character (a surrogate); decode the text again"
        ) from None


def text_literal(text: str) -> Literal:
    """A plain string as a term."""
    return literal(Value(text))


def confidence_literal(confidence: float) -> Literal:
    """A confidence as a decimal with at most two places.

    Raises:
        LCGraphError: It does not lie between 0 and 1.

    >>> confidence_literal(0.9).value
    '0.9'
    """
    if not 0 <= confidence <= 1:
        raise LCGraphError(f"confidence {confidence}: must lie between 0 and 1; mend the reader")
    rounded = f"{Decimal(repr(float(confidence))):.2f}".rstrip("0").rstrip(".")
    return Literal(rounded, datatype=node("xsd:decimal"))


def modality_of(iri: str) -> Modality:
    """The modality that an IRI stands for.

    Raises:
        LCGraphError: It stands for none.

    >>> modality_of("https://w3id.org/lcgraph/ontology#Planned").value
    'Planned'
    """
    try:
        return Modality(iri.removeprefix(PREFIXES["lc"]))
    except ValueError:
        raise LCGraphError(f"<{iri}>: is no modality; use lc:{', lc:'.join(Modality)}") from None


def number(lexical: str) -> float:
    """A confidence as a number.

    Raises:
        LCGraphError: It is none.
    """
    try:
        return float(lexical)
    except ValueError:
        raise LCGraphError(f"{lexical[:40]!r}: is no confidence; build the graph again") from None


def names_in(values: Iterable[str]) -> str:
    """IRIs as SPARQL writes them in a VALUES block, each of them checked.

    Raises:
        LCGraphError: One of them is no IRI.

    >>> names_in(["urn:a:b"])
    '<urn:a:b>'
    """
    try:
        return " ".join(str(NamedNode(value)) for value in values)
    except ValueError as error:
        raise LCGraphError(f"no IRI ({error}); check the name") from None
