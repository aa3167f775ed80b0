"""Reasoning over ontology and alignments (OWL 2 RL) contradicts nothing and makes nothing what it is not."""

from pathlib import Path

import owlrl
import pytest
from rdflib import RDF, BNode, Graph, URIRef

from lcgraph.ontology import LC, PREFIXES, load_ontology
from lcgraph.ontology.namespaces import curie, local_name

ONTOLOGY = Path(__file__).parent.parent / "ontology"
PREFIX_LINES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())

#: What the other vocabularies say about the terms that alignments.ttl names, as far as it can do harm.
OTHERS = """
foaf:Person rdfs:subClassOf foaf:Agent ; owl:disjointWith foaf:Organization , foaf:Project .
foaf:Organization rdfs:subClassOf foaf:Agent .
org:Organization rdfs:subClassOf foaf:Agent ; owl:equivalentClass foaf:Organization .
org:OrganizationalCollaboration rdfs:subClassOf org:Organization ,
    [ a owl:Restriction ; owl:onProperty org:hasMember ; owl:allValuesFrom org:Organization ] .
org:hasMember rdfs:domain org:Organization ; rdfs:range foaf:Agent .
org:subOrganizationOf rdfs:domain org:Organization ; rdfs:range org:Organization .
prov:Entity owl:disjointWith prov:Activity .
prov:Plan rdfs:subClassOf prov:Entity .
prov:used rdfs:domain prov:Activity ; rdfs:range prov:Entity .
prov:wasGeneratedBy rdfs:domain prov:Entity ; rdfs:range prov:Activity .
skos:Concept owl:disjointWith skos:ConceptScheme .
"""

#: The classes of other vocabularies that things of a class may come to belong to.
WANTED = {
    "Place": {"dcterms:Location", "geo:Feature", "prov:Location", "schema:Place"},
    "City": {"schema:City"},
    "Country": {"schema:Country"},
    "Actor": {"foaf:Agent", "prov:Agent"},
    "Organisation": {"foaf:Organization", "org:Organization", "schema:Organization"},
    "PublicAuthority": {"m8g:PublicOrganisation"},
    "EducationInstitution": {"schema:EducationalOrganization"},
    "ResearchInstitution": {"schema:ResearchOrganization"},
    "Person": {"foaf:Person", "schema:Person"},
    "Strategy": {"prov:Entity", "prov:Plan"},
    "Theme": {"skos:Concept"},
    "Observation": {"sosa:Observation"},
    "Publication": {"fabio:Expression"},
    "Claim": {"prov:Entity", "rdf:Statement"},
    "Derivation": {"rdf:Statement"},
    "Document": {"dcterms:BibliographicResource", "prov:Entity"},
}

PEOPLE = """
@prefix actor: <https://example.org/lcgraph/actor/> .
actor:ingrid-solvang a lc:Person ; rdfs:label "Ingrid Solvang" .
actor:norrhamn-council a lc:PublicAuthority ; rdfs:label "Norrhamn City Council" .
<https://example.org/lcgraph/partnership/orre-light> lc:partner actor:ingrid-solvang .
<https://example.org/lcgraph/claim/1> prov:wasGeneratedBy <https://example.org/lcgraph/run/1> .
"""


Type = tuple[str, str, str]


def reasoned(extra: str = "") -> tuple[set[Type], list[str]]:
    """The new types of things (thing, stated class, new class), and the contradictions, that follow."""
    graph = Graph()
    examples = sorted((ONTOLOGY / "examples" / "ok").iterdir())
    for path in (ONTOLOGY / "lcgraph.ttl", ONTOLOGY / "alignments.ttl", *examples):
        graph.parse(path)
    graph.parse(data=PREFIX_LINES + OTHERS + PEOPLE + extra, format="turtle")
    before = set(graph.subject_objects(RDF.type))
    stated = {thing: local_name(str(class_)) for thing, class_ in before if str(class_).startswith(LC)}
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    types = {
        (str(thing), stated[thing], curie(str(class_)))
        for thing, class_ in set(graph.subject_objects(RDF.type)) - before
        # The blank nodes are the unions of domains and ranges: to belong to one says nothing new.
        if thing in stated and isinstance(thing, URIRef) and not isinstance(class_, BNode)
    }
    errors = [str(text) for _, predicate, text in graph if str(predicate).endswith("agent-ont#error")]
    return types, errors


def unwanted(types: set[Type]) -> set[tuple[str, str]]:
    ontology = load_ontology()
    found = set()
    for _, stated, new in types:
        family = (stated, *ontology.ancestors(stated)) if stated in ontology.classes else ()
        allowed = {"owl:Thing", *(f"lc:{name}" for name in family)}
        allowed.update(*(WANTED.get(name, set()) for name in family))
        if new not in allowed:
            found.add((stated, new))
    return found


def test_reasoning_contradicts_nothing_and_adds_only_wanted_classes():
    types, errors = reasoned()
    assert errors == []
    assert unwanted(types) == set()
    assert ("City", "schema:City") in {(stated, new) for _, stated, new in types}


@pytest.mark.parametrize(
    ("extra", "harm"),
    [
        ("lc:partner rdfs:subPropertyOf org:hasMember .", ("City", "foaf:Agent")),
        (
            "lc:Partnership rdfs:subClassOf org:OrganizationalCollaboration . "
            "lc:partner rdfs:subPropertyOf org:hasMember .",
            ("City", "org:Organization"),
        ),
        ("lc:focusesOn rdfs:domain lc:Place .", ("Strategy", "lc:Place")),
    ],
)
def test_an_unsound_alignment_is_found_out(extra, harm):
    types, _ = reasoned(extra)
    assert harm in unwanted(types)


def test_a_contradiction_is_found_out():
    thing = "<https://example.org/lcgraph/place/norrhamn> a lc:Theme ."
    assert reasoned(thing)[1] != []
