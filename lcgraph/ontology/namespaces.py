"""The namespaces of the vocabularies that a graph uses, each with the prefix it goes by."""

from collections.abc import Mapping
from types import MappingProxyType

#: The ontology's own terms. The permanent IRI is not yet registered with w3id.org.
LC = "https://w3id.org/lcgraph/ontology#"

#: The concepts of the thesaurus of themes.
LCT = "https://w3id.org/lcgraph/themes#"

#: Prefix to namespace, for every vocabulary of a graph, of the ontology and of its alignments. The prefixes
#: of the things in a graph (``place:``, ``actor:`` ...) are missing, as their base is the user's choice.
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcterms": "http://purl.org/dc/terms/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "fabio": "http://purl.org/spar/fabio/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "frapo": "http://purl.org/cerif/frapo/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "lc": LC,
        "lcs": "https://w3id.org/lcgraph/shapes#",
        "lct": LCT,
        "legal": "http://www.w3.org/ns/legal#",
        "m8g": "http://data.europa.eu/m8g/",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "sosa": "http://www.w3.org/ns/sosa/",
        "vann": "http://purl.org/vocab/vann/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)


def curie(iri: str) -> str:
    """The short form of an IRI, or the IRI itself where no prefix fits.

    >>> curie("https://w3id.org/lcgraph/ontology#City")
    'lc:City'
    """
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.replace("_", "").replace("-", "").isalnum():
            return f"{prefix}:{local}"
    return iri


def local_name(iri: str) -> str:
    """What comes after the last ``#`` or ``/`` of an IRI.

    >>> local_name("https://w3id.org/lcgraph/ontology#City")
    'City'
    """
    return iri.replace("#", "/").rsplit("/", 1)[-1]
