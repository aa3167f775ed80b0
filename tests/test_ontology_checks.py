"""The checks find nothing in the files that ship, and each finds the fault that it is made for."""

import re
from pathlib import Path

import pytest
from test_ontology_terms import write

from lcgraph.errors import OntologyError
from lcgraph.ontology import check, load_ontology, load_themes

CHECKS = Path(__file__).parent.parent / "ontology" / "checks"

#: A sound class and a sound theme, to which each fault below is added.
SOUND = """
lc:Museum a owl:Class ; rdfs:subClassOf lc:Place ; rdfs:label "museum"@en ;
    skos:definition "A house of things."@en ; rdfs:comment "Open to all."@en ;
    skos:example "The museum opened."@en ; rdfs:isDefinedBy <https://example.org/o> .
lct:glamping a skos:Concept ; skos:prefLabel "glamping"@en ; skos:definition "Rich camping."@en ;
    skos:example "Glamping in the dunes."@en ; skos:broader lct:tourism ;
    skos:inScheme <https://w3id.org/lcgraph/themes> .
"""

#: For each check: what to take from the sound file, and what to put in its place.
FAULTS = {
    "missing-label": ('rdfs:label "museum"@en ;', ""),
    "missing-definition": ('skos:definition "A house of things."@en ;', ""),
    "missing-comment": ('rdfs:comment "Open to all."@en ;', ""),
    "missing-example": ('skos:example "The museum opened."@en ;', ""),
    "missing-source": ("; rdfs:isDefinedBy <https://example.org/o>", ""),
    "several-labels": ('"museum"@en', '"museum"@en , "house"@en'),
    "shared-label": ('"museum"@en', '"City"@en'),
    "shared-definition": ("Rich camping.", "A house of things."),
    "unconnected-class": ("rdfs:subClassOf lc:Place ;", ""),
    "unconnected-property": ("", "lc:visits a owl:ObjectProperty ; rdfs:domain lc:Person ."),
    "several-domains": ("", "lc:funds rdfs:domain lc:Place ."),
    "circular-classes": ("", "lc:Place rdfs:subClassOf lc:Museum ."),
    "missing-header": ("", '<https://example.org/o> a owl:Ontology ; dcterms:title "o"@en .'),
    "licence-not-an-iri": ("", '<https://example.org/o> dcterms:license "free" .'),
    "untrimmed-text": ('"museum"@en', '"museum "@en'),
    "deprecated-reference": ("", "lc:Place owl:deprecated true ; dcterms:isReplacedBy lc:City ."),
    "deprecated-without-replacement": ("", "lc:Museum owl:deprecated true ."),
    "undefined-term": ("rdfs:subClassOf lc:Place", "rdfs:subClassOf lc:Plaice"),
    "shape-without-message": (
        "",
        "lcs:S a sh:NodeShape ; sh:targetClass lc:Museum ; sh:property [ sh:path rdfs:label ] .",
    ),
    "property-without-shape": ("", "lc:visits a owl:ObjectProperty ; rdfs:subPropertyOf lc:funds ."),
    "theme-label": ('"glamping"@en', '"Glamping"@de'),
    "theme-definition": ('skos:definition "Rich camping."@en ;', ""),
    "theme-example": ('skos:example "Glamping in the dunes."@en ;', ""),
    "theme-shared-name": ('"glamping"@en', '"glamping"@en ; skos:altLabel "Bio-Technology"@en'),
    "theme-circle": ("", "lct:tourism skos:broader lct:glamping ."),
    "theme-orphan": ("skos:broader lct:tourism ;", ""),
    "theme-top": ("", "lct:glamping skos:topConceptOf <https://w3id.org/lcgraph/themes> ."),
}


def test_the_files_that_ship_have_no_fault():
    assert [str(fault) for fault in check()] == []


def test_a_sound_addition_has_no_fault_either(tmp_path):
    assert check([write(tmp_path, SOUND)]) == ()


def test_what_the_guide_tells_people_to_add_has_no_fault(tmp_path):
    guide = (CHECKS.parent / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```turtle\n(l.*?)```", guide, re.DOTALL)
    assert len(blocks) == 2
    path = write(tmp_path, "".join(blocks))
    assert check([path]) == ()
    assert load_themes([path]).find("luxury camping") == "glamping"
    assert load_ontology([path]).kind_of("Museum") == "actor"


def test_every_check_has_a_planted_fault_and_says_what_a_row_means():
    assert {path.stem for path in CHECKS.glob("*.rq")} == set(FAULTS)
    for path in CHECKS.glob("*.rq"):
        assert path.read_text(encoding="utf-8").startswith("# A") or "same" in path.read_text(
            encoding="utf-8"
        )


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_planted_fault_is_found_by_its_check(tmp_path, name):
    old, new = FAULTS[name]
    turtle = SOUND.replace(old, new) if old else f"{SOUND}\n{new}\n"
    assert turtle != SOUND
    found = [fault for fault in check([write(tmp_path, turtle)]) if fault.check == name]
    assert found
    assert found[0].meaning.endswith(".")


def test_a_file_that_is_not_turtle_is_an_error_with_its_line(tmp_path):
    path = tmp_path / "broken.ttl"
    path.write_text("<x:a> <x:b> <x:c> .\n<x:d> .\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"broken\.ttl:2: not Turtle"):
        check([path])
