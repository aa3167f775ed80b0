"""Finds the things a person means by a name: without regard to case, accents and hyphens."""

import difflib
import re
import unicodedata
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from lcgraph.errors import QueryError
from lcgraph.letters import plain
from lcgraph.queries.query import ANY_THING, TERM_TYPE
from lcgraph.store import Store

_ONTOLOGY = "https://w3id.org/lcgraph/ontology#"
_PREFIXES = {
    "lc:": _ONTOLOGY,
    "lct:": "https://w3id.org/lcgraph/themes#",
    "rdf:": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs:": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms:": "http://purl.org/dc/terms/",
}

_THINGS = """
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?name ?isLabel WHERE {
  %s
  VALUES (?property ?isLabel) { (rdfs:label true) (skos:altLabel false) }
  ?thing ?property ?name .
}
"""

_ABOUT = """
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?name (MIN(STR(?found)) AS ?value) WHERE {
  { BIND("label" AS ?name) %s rdfs:label ?found }
  UNION { BIND("class" AS ?name) %s a ?found FILTER(STRSTARTS(STR(?found), STR(lc:))) }
  UNION { BIND("place" AS ?name) %s lc:locatedIn/rdfs:label ?found }
}
GROUP BY ?name
"""

_TERMS = """
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?thing WHERE {
  { ?subject a ?thing } UNION { ?claim rdf:predicate ?thing } UNION { ?claim lc:modality ?thing }
}
"""

#: Letters that people write as two where their keyboard lacks them.
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})

_CURIE = re.compile(r"([a-z]+:)([A-Za-z][A-Za-z0-9_-]*)")
_SHORT = re.compile(r"[a-z]+:[A-Za-z0-9_-]+")
_IRI = re.compile(r"<(?P<bracketed>[^<>]+)>|(?P<bare>[A-Za-z][A-Za-z0-9+.-]*://.+)", re.DOTALL)


def fold(name: str) -> str:
    """A name without what people write differently: case, accents, hyphens, apostrophes, spaces.

    >>> fold("Île-de-France") == fold("ile de  france")
    True
    """
    return " ".join(re.findall(r"\w+", plain(name).replace("'", "").replace("’", "")))


def _spelt_out(name: str) -> str:
    """A name folded as people type it whose keyboard lacks its letters.

    >>> _spelt_out("Malmö")
    'malmoe'
    """
    return fold(unicodedata.normalize("NFC", name).casefold().translate(_SPELT_OUT))


def read_iri(text: str) -> NamedNode | None:
    """The IRI that a text is, if it is one: absolute, or abbreviated with a prefix of the ontology.

    >>> read_iri("lc:City").value
    'https://w3id.org/lcgraph/ontology#City'
    """
    curie = _CURIE.fullmatch(text)
    if curie and curie[1] in _PREFIXES:
        return NamedNode(_PREFIXES[curie[1]] + curie[2])
    iri = _IRI.fullmatch(text)
    if not iri:
        return None
    try:
        return NamedNode(iri["bracketed"] or iri["bare"])
    except ValueError as error:
        raise QueryError(f"{text!r} is not a valid IRI: {error}.") from None


def find_things(name: str, types: tuple[str, ...], store: Store) -> list[NamedNode]:
    """The things of the graph that bear a name, sorted by IRI.

    Those whose label it is come before all others: where a city and a university in it are both
    called Bergen, but only the city is labelled so, the city is meant.

    Args:
        name: A label or an alternative label, in any case, with or without accents and hyphens, umlauts
            also as two letters; or a short form such as ``place:bergen``.
        types: Classes of the ontology, of which a thing must have one (sub-classes count);
            ``("term",)`` looks among the classes, properties and modalities that the graph uses.
        store: Where to look.

    Raises:
        QueryError: Nothing bears the name; the message suggests near names.
    """
    labels: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    spelt: dict[str, set[str]] = {}
    shown: dict[str, str] = {}
    wanted = fold(name)
    # What the user's own base stands before is not known here, so a short form is compared at the end.
    ending = "/" + name.replace(":", "/") if _SHORT.fullmatch(name) else None
    for iri, written, is_label in _candidates(types, store):
        if ending and iri.endswith(ending):
            return [NamedNode(iri)]
        folded = fold(written)
        shown.setdefault(folded, written)
        (labels if is_label else others).setdefault(folded, set()).add(iri)
        spelt.setdefault(_spelt_out(written), set()).add(iri)
    found = labels.get(wanted) or others.get(wanted) or spelt.get(wanted)
    if not found:
        kind = "class, property or modality" if types == (TERM_TYPE,) else " or ".join(types)
        elsewhere = _of_other_classes(wanted, types, store)
        raise QueryError(f"The graph knows no {kind} called {name!r}. {elsewhere}{_advice(wanted, shown)}")
    return [NamedNode(iri) for iri in sorted(found)]


def describe(thing: NamedNode, store: Store) -> str:
    """A thing as people tell it from its namesakes: its label, its class, where it is, and its IRI.

    Args:
        thing: The thing.
        store: The graph.
    """
    values = {
        name.value: value.value
        for name, value in store.select(_ABOUT % (thing, thing, thing))
        if isinstance(name, Literal) and isinstance(value, Literal)
    }
    kind = values.get("class", "").replace("#", "/").rpartition("/")[2]
    where = f"{kind} in {values['place']}" if kind and "place" in values else kind
    label = values.get("label", "")
    return " ".join(part for part in (label, f"({where})" if where else "", str(thing)) if part)


def _of_other_classes(wanted: str, types: tuple[str, ...], store: Store) -> str:
    """What else bears a name that no thing of the classes asked for has."""
    if types == (TERM_TYPE,) or ANY_THING in types:
        return ""
    named = {iri for iri, written, _ in _candidates((ANY_THING,), store) if wanted == fold(written)}
    others = [describe(NamedNode(iri), store) for iri in sorted(named)]
    return f"So is called {' and '.join(others[:3])}. " if others else ""


def is_known(iri: NamedNode, store: Store) -> bool:
    """Whether the graph says anything about or by a thing."""
    return bool(store.query(f"ASK {{ {{ {iri} ?p ?o }} UNION {{ ?s ?p {iri} }} UNION {{ ?s {iri} ?o }} }}"))


def _candidates(types: tuple[str, ...], store: Store) -> Iterator[tuple[str, str, bool]]:
    if types == (TERM_TYPE,):
        for (thing,) in store.select(_TERMS):
            if isinstance(thing, NamedNode) and thing.value.startswith(_ONTOLOGY):
                local = thing.value.removeprefix(_ONTOLOGY)
                yield thing.value, local, True
                yield thing.value, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local), False
        return
    classes = " ".join(f"lc:{name}" for name in types)
    rule = (
        f"VALUES ?class {{ {classes} }} ?thing a/rdfs:subClassOf* ?class ." if ANY_THING not in types else ""
    )
    for thing, written, is_label in store.select(_THINGS % rule):
        if isinstance(thing, NamedNode) and isinstance(written, Literal) and isinstance(is_label, Literal):
            yield thing.value, written.value, is_label.value == "true"


def _advice(wanted: str, shown: dict[str, str]) -> str:
    if not shown:
        return "There is none in this graph at all."
    words = set(wanted.split())
    same_words = [
        folded
        for folded in sorted(shown, key=lambda name: (len(name), name))
        if words and words <= set(folded.split())
    ]
    near = difflib.get_close_matches(wanted, sorted(shown), n=4, cutoff=0.6)
    suggestions = [shown[folded] for folded in dict.fromkeys([*same_words[:4], *near])]
    if suggestions:
        return f"Did you mean {' or '.join(suggestions)}?"
    some = ", ".join(shown[folded] for folded in sorted(shown)[:8])
    return f"It knows, for example: {some}."
