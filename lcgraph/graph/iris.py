"""Minting IRIs: the same thing gets the same IRI in every run, and two things never share one.

Local names are made of ``[A-Za-z0-9_-]`` only. Other signs are legal in Turtle behind a backslash, but some
stores keep the backslash as a part of the IRI and then find nothing.
"""

import hashlib
import re
from collections.abc import Iterable

from pyoxigraph import NamedNode

from lcgraph.errors import LCGraphError
from lcgraph.letters import plain
from lcgraph.model import Claim, Document, EntityId, Span
from lcgraph.ontology import LC, LCT

DEFAULT_BASE = "https://example.org/lcgraph/"

#: The kinds of things that get IRIs under the base, in the order in which files list them.
KINDS = ("place", "actor", "partnership", "strategy", "project", "theme", "observation", "publication")

#: Slugs are cut at this length and told apart by a hash.
MAX_SLUG = 80

_LOSSLESS = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_HASHED = re.compile(r"(?:.*-)?x(?:[0-9a-f]{8}|[0-9a-f]{16})")
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_DOCUMENT = re.compile(r"[a-z0-9-]+")
_SPAN = re.compile(r"(.+)[#/]char=([0-9]{1,18}),([0-9]{1,18})")


def fold(text: str) -> str:
    """Text without accents, capitals and outer or doubled space, for comparing names.

    >>> fold("  Malmö  Øst ")
    'malmo ost'
    """
    return " ".join(plain(text).split())


def slug(key: str) -> str:
    """A readable local name for a key, which other keys may share.

    >>> slug("St. Ives (Cornwall)")
    'st-ives-cornwall'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(key)).strip("-")


def local_name(key: str) -> str:
    """The local name of a key: its slug where the key can be read back from it, else the slug and a hash.

    >>> local_name("new york")
    'new-york'
    >>> local_name("Malmö")
    'malmo-xb2878c30'
    """
    name = slug(key)
    if len(name) <= MAX_SLUG and _LOSSLESS.fullmatch(key) and not _HASHED.fullmatch(name):
        return name
    digest = _digest(key)
    return f"{name[:MAX_SLUG].rstrip('-')}-x{digest[:8]}" if name else f"x{digest[:16]}"


def key_of(local: str) -> str | None:
    """The key that a local name was made from, None where it holds a hash.

    >>> key_of("new-york")
    'new york'
    """
    key = local.replace("-", " ")
    return key if local_name(key) == local else None


def split_span(iri: str) -> tuple[str, Span] | None:
    """The document's IRI and the offsets in a span's IRI, None where it is no such IRI.

    >>> split_span("https://example.org/doc/a#char=3,7")
    ('https://example.org/doc/a', Span(start=3, end=7))
    """
    found = _SPAN.fullmatch(iri)
    return (found[1], Span(int(found[2]), int(found[3]))) if found else None


class Iris:
    """The IRIs of a graph under one base.

    >>> Iris(DEFAULT_BASE).entity(EntityId("place", "jena"))
    'https://example.org/lcgraph/place/jena'
    """

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        """Take a base.

        Raises:
            LCGraphError: The base is no absolute http(s) or urn IRI that ends with ``/`` or ``#``.
        """
        if not re.match(r"(?:https?://[^/#]+/|urn:[A-Za-z0-9-]+:.)", base) or base[-1] not in "/#":
            raise LCGraphError(
                f"base {base!r}: must be an absolute http, https or urn IRI that ends with / or #, "
                f"such as {DEFAULT_BASE}"
            )
        try:
            NamedNode(base + "x")
        except ValueError as error:
            raise LCGraphError(f"base {base!r}: is no IRI ({error}); correct it") from None
        if "#" in base[:-1]:
            raise LCGraphError(f"base {base!r}: holds a # before its end; correct it")
        self.base = base
        # An IRI has only one fragment: below a base that ends with # the offsets go into the path.
        self._mark = "/" if base.endswith("#") else "#"

    def entity(self, entity: EntityId) -> str:
        """The IRI of a thing; that of the ontology or the thesaurus for classes and their concepts.

        Raises:
            LCGraphError: The kind or, for classes and concepts, the key cannot stand in an IRI.
        """
        if entity.kind in ("class", "concept"):
            if not _LOCAL.fullmatch(entity.key):
                raise LCGraphError(
                    f"{entity.kind} {entity.key!r}: no such name can be in the ontology; mend the key"
                )
            return (LC if entity.kind == "class" else LCT) + entity.key
        if not re.fullmatch(r"[a-z]+", entity.kind) or entity.kind in ("doc", "claim", "derivation", "run"):
            raise LCGraphError(
                f"kind {entity.kind!r} of {entity.key!r}: unknown; use one of {', '.join(KINDS)}"
            )
        return f"{self.base}{entity.kind}/{local_name(entity.key)}"

    def document(self, document: str) -> str:
        """The IRI of a document.

        Raises:
            LCGraphError: The document's id has other signs than ``[a-z0-9-]``.
        """
        if not _DOCUMENT.fullmatch(document) or document.startswith("-"):
            raise LCGraphError(
                f"document id {document!r}: must be made of a-z, 0-9 and - only; rename the document"
            )
        return f"{self.base}doc/{document}"

    def span(self, document: str, span: Span, *, part: str = "char") -> str:
        """The IRI of a range of a document's text; `part` tells its two selectors apart.

        >>> Iris(DEFAULT_BASE).span("a", Span(3, 7))
        'https://example.org/lcgraph/doc/a#char=3,7'
        """
        return f"{self.document(document)}{self._mark}{part}={span.start},{span.end}"

    def claim(self, claim: Claim) -> str:
        """The IRI of a claim: a hash of what it says, how and where."""
        evidence = claim.evidence
        spans = (evidence.sentence, evidence.subject_at, evidence.object_at)
        parts = (
            *claim.subject,
            claim.predicate,
            *claim.object,
            claim.modality.value,
            evidence.document,
            *("-" if span is None else f"{span.start},{span.end}" for span in spans),
        )
        return f"{self.base}claim/{_digest(*parts)[:16]}"

    def derivation(self, relation: tuple[EntityId, str, EntityId], rule: str, premises: Iterable[str]) -> str:
        """The IRI of a derivation: a hash of what follows, by which rule, and from which claims."""
        subject, predicate, object_ = relation
        parts = (*subject, predicate, *object_, rule, *premises)
        return f"{self.base}derivation/{_digest(*parts)[:16]}"

    def run(self, software: str, reader: str, documents: Iterable[Document]) -> str:
        """The IRI of a run: a hash of the program, its reader, and the texts."""
        texts = sorted(f"{document.id} {document.sha256}" for document in documents)
        return f"{self.base}run/{_digest(software, reader, *texts)[:16]}"


def _digest(*parts: str) -> str:
    """A hash of a list of strings; their lengths keep ("ab", "c") and ("a", "bc") apart."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data) + data if len(parts) > 1 else data)
    return digest.hexdigest()
