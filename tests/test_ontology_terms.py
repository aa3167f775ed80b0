"""Classes, properties and the errors of the files that define them."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.errors import OntologyError
from lcgraph.model import Modality
from lcgraph.ontology import LC, PREFIXES, load_ontology
from lcgraph.ontology.namespaces import curie, local_name

PREFIX_LINES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())

CLASSES = {
    "Place": {"City", "Region", "Country", "DevelopmentSite"},
    "Actor": {"Organisation", "Person", "ActorGroup"},
    "Organisation": {
        "PublicAuthority",
        "Enterprise",
        "EducationInstitution",
        "ResearchInstitution",
        "CivicOrganisation",
        "InternationalOrganisation",
    },
}

RELATIONS = {
    "locatedIn": ({"Place", "Actor", "Project"}, {"Place"}),
    "within": ({"Place"}, {"Place"}),
    "partnerIn": ({"Actor", "Place"}, {"Partnership"}),
    "spans": ({"Region"}, {"Country", "Region"}),
    "partOf": ({"Organisation"}, {"Organisation"}),
    "partner": ({"Partnership"}, {"Actor", "Place"}),
    "cooperatesWith": ({"Actor", "Place"}, {"Actor", "Place"}),
    "pursues": ({"Actor", "Place"}, {"Strategy"}),
    "focusesOn": ({"Actor", "Place", "Strategy", "Project", "Partnership"}, {"Theme"}),
    "activeIn": ({"Actor", "Place"}, {"Theme"}),
    "hasProject": ({"Place", "Actor", "Strategy", "Partnership"}, {"Project"}),
    "leads": ({"Actor"}, {"Project", "Strategy", "Partnership"}),
    "funds": ({"Actor"}, {"Project", "Strategy", "Partnership", "Place", "Actor"}),
}


def write(folder: Path, turtle: str) -> Path:
    path = folder / "own.ttl"
    path.write_text(PREFIX_LINES + turtle, encoding="utf-8")
    return path


def line_of(path: Path, start: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def test_the_classes_of_the_contract_hang_together():
    ontology = load_ontology()
    for parent, children in CLASSES.items():
        found = {name for name, term in ontology.classes.items() if parent in term.parents}
        assert found == children


@pytest.mark.parametrize("name", RELATIONS)
def test_each_relation_has_the_domain_and_range_of_the_contract(name):
    term = load_ontology().property(name)
    assert (term.domain, term.range) == tuple(map(frozenset, RELATIONS[name]))


def test_leading_has_four_kinds_and_only_pairs_are_symmetric():
    properties = load_ontology().properties.values()
    assert {term.name for term in properties if "leads" in term.parents} == {
        "founds",
        "runs",
        "launches",
        "coordinates",
    }
    assert {term.name for term in properties if term.symmetric} == {"cooperatesWith"}


def test_what_is_derived_says_from_which_property():
    properties = load_ontology().properties
    sources = {
        name: (term.chain_of or term.pairs_of or term.inverses[0])
        for name, term in properties.items()
        if term.derived
    }
    assert sources == {"within": "locatedIn", "cooperatesWith": "partner", "partnerIn": "partner"}
    assert properties["partner"].inverses == ("partnerIn",)


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "allowed"),
    [
        ("City", "locatedIn", "Country", True),
        ("Enterprise", "locatedIn", "City", True),
        ("Theme", "locatedIn", "City", False),
        ("City", "locatedIn", "Enterprise", False),
        ("City", "spans", "Country", False),
        ("ActorGroup", "funds", "EducationInstitution", True),
        ("City", "funds", "Project", False),
        ("Person", "founds", "Partnership", True),
        ("Place", "founds", "Partnership", False),
        ("Observation", "about", "Publication", True),
        ("Claim", "evidence", "City", False),
    ],
)
def test_allows_follows_the_classes_upwards(subject, predicate, object_, allowed):
    assert load_ontology().allows(subject, predicate, object_) is allowed


@given(st.sampled_from(sorted(load_ontology().classes)), st.sampled_from(sorted(load_ontology().classes)))
def test_a_sub_class_may_do_whatever_its_super_class_may(subject, object_):
    ontology = load_ontology()
    for predicate in RELATIONS:
        for ancestor in ontology.ancestors(subject):
            if ontology.allows(ancestor, predicate, object_):
                assert ontology.allows(subject, predicate, object_)


def test_kinds_are_those_of_entity_ids_and_claims_have_none():
    ontology = load_ontology()
    kinds = {
        "City": "place",
        "Enterprise": "actor",
        "Person": "actor",
        "Project": "project",
        "Strategy": "strategy",
        "Partnership": "partnership",
        "Theme": "theme",
        "Observation": "observation",
        "Publication": "publication",
    }
    assert {name: ontology.kind_of(name) for name in kinds} == kinds
    with pytest.raises(OntologyError, match="lc:kind"):
        ontology.kind_of("Claim")


def test_every_modality_of_the_model_is_an_individual_of_the_ontology():
    text = (Path(__file__).parent.parent / "ontology" / "lcgraph.ttl").read_text(encoding="utf-8")
    assert all(f"\nlc:{modality} a lc:Modality" in text for modality in Modality)


def test_a_misspelt_term_is_named_with_what_was_meant():
    with pytest.raises(OntologyError, match=r"'Citty'.*City"):
        load_ontology().is_a("Citty", "Place")
    with pytest.raises(OntologyError, match=r"'fund'.*funds"):
        load_ontology().allows("City", "fund", "Project")


def test_a_file_of_the_user_adds_classes_and_relations_in_any_namespace(tmp_path):
    path = write(
        tmp_path,
        """@prefix my: <https://example.org/terms#> .
my:Museum a owl:Class ; rdfs:label "museum"@en ; rdfs:subClassOf lc:CivicOrganisation .
my:sponsors a owl:ObjectProperty ; rdfs:subPropertyOf lc:funds .
""",
    )
    ontology = load_ontology([path])
    assert ontology.class_("Museum").iri == "https://example.org/terms#Museum"
    assert ontology.kind_of("Museum") == "actor"
    assert ontology.property("sponsors").range == ontology.property("funds").range
    assert ontology.allows("Museum", "sponsors", "Project")
    assert "Museum" not in load_ontology().classes


@pytest.mark.parametrize(
    ("turtle", "start", "message"),
    [
        (
            "lc:Museum a owl:Class ; rdfs:subClassOf lc:Organization .",
            "lc:Museum",
            "lc:Organization.*not defined",
        ),
        ("<https://example.org/x#City> a owl:Class .", "<https://example.org/x#City>", "same local name"),
        ("lc:Museum a owl:Class ;;; rdfs:label .", "lc:Museum", "not Turtle"),
    ],
)
def test_a_fault_in_a_file_is_reported_with_file_and_line(tmp_path, turtle, start, message):
    path = write(tmp_path, turtle)
    with pytest.raises(OntologyError, match=message) as caught:
        load_ontology([path])
    assert str(caught.value).startswith(f"{path}:{line_of(path, start)}: ")


def test_a_missing_file_is_an_error_that_names_it(tmp_path):
    with pytest.raises(OntologyError, match=r"gone\.ttl"):
        load_ontology([tmp_path / "gone.ttl"])


def test_circles_among_super_classes_end(tmp_path):
    path = write(
        tmp_path,
        """lc:A a owl:Class ; rdfs:subClassOf lc:B .
lc:B a owl:Class ; rdfs:subClassOf lc:A .
""",
    )
    assert load_ontology([path]).ancestors("A") == ("B",)


def test_short_forms_go_by_the_longest_namespace_and_leave_strange_iris_alone():
    assert curie(LC + "locatedIn") == "lc:locatedIn"
    assert curie("http://www.w3.org/ns/prov#used") == "prov:used"
    assert curie("https://example.org/place/x") == "https://example.org/place/x"
    assert curie(LC) == LC
    assert local_name("https://example.org/place/x") == "x"


def test_importing_the_room_loads_no_heavy_library():
    script = (
        "import sys, lcgraph.ontology; "
        "print(*({'rdflib', 'pyshacl', 'pyoxigraph', 'networkx'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""
