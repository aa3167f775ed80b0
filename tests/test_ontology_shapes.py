"""Each shape passes its good example, fails its bad one, and says the same as the ontology."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace
from rdflib.collection import Collection
from rdflib.namespace import SH
from test_ontology_terms import write

from lcgraph.errors import OntologyError
from lcgraph.ontology import LC as LC_IRI
from lcgraph.ontology import PREFIXES, load_ontology, validate
from lcgraph.ontology.namespaces import local_name

ONTOLOGY = Path(__file__).parent.parent / "ontology"
LC = Namespace(LC_IRI)
SHAPES = Graph().parse(ONTOLOGY / "shapes.ttl")
CORE = Graph().parse(ONTOLOGY / "lcgraph.ttl")
#: Relations that lead from things to things, and so have a shape of their own.
RANGED = {
    LC[term.name]
    for term in load_ontology().properties.values()
    if term.domain and term.range and term.name not in ("about", "modality", "participant", "rule")
}
NAMES = sorted(local_name(shape) for shape in SHAPES.subjects(RDF.type, SH.NodeShape))


def example(folder: str, shape: str) -> Graph:
    return Graph().parse(ONTOLOGY / "examples" / folder / f"{shape}.ttl")


@pytest.mark.parametrize("shape", NAMES)
def test_the_good_example_passes_all_shapes(shape):
    assert validate(example("ok", shape)).rows == ()


@pytest.mark.parametrize("shape", NAMES)
def test_the_bad_example_fails_its_own_shape_and_no_other(shape):
    report = validate(example("bad", shape))
    assert {row.shape for row in report.rows} == {f"lcs:{shape}"}
    assert all(
        ";" in row.message or "needs" in row.message or "at most" in row.message for row in report.rows
    )


def test_no_example_is_left_without_a_shape():
    for folder in ("ok", "bad"):
        assert sorted(path.stem for path in (ONTOLOGY / "examples" / folder).glob("*.ttl")) == NAMES


def test_a_report_names_severity_thing_path_and_remedy_with_violations_first():
    data = example("bad", "NameStyleShape") + example("bad", "ObservationShape")
    report = validate(data)
    assert not report.conforms
    assert [row.severity for row in report.rows] == ["Violation"] * 3 + ["Warning"] * 2
    row = report.of_severity("Violation")[1]
    assert (row.focus, row.path) == ("https://example.org/lcgraph/observation/1", "lc:indicator")
    assert row.message.startswith("An observation needs exactly one lc:indicator")


def test_warnings_alone_conform():
    report = validate(example("bad", "ContainmentShape"))
    assert report.conforms
    assert report.rows


def test_the_graph_of_the_caller_is_left_as_it_was():
    data = example("ok", "LocatedInShape")
    before = set(data)
    validate(data)
    assert set(data) == before


def test_an_empty_graph_conforms():
    assert validate(Graph()).conforms


@pytest.mark.parametrize(("partners", "conforms"), [(0, True), (1, False), (2, True)])
def test_a_partnership_has_several_partners_or_is_named_without_them(partners, conforms):
    turtle = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + (
        '<https://example.org/p> a lc:Partnership ; rdfs:label "p" ; lc:modality lc:Planned .'
    )
    for number in range(partners):
        place = f"<https://example.org/place/{number}>"
        turtle += f'<https://example.org/p> lc:partner {place} . {place} a lc:City ; rdfs:label "c{number}" .'
    assert validate(Graph().parse(data=turtle, format="turtle")).conforms is conforms


@pytest.mark.parametrize("confidence", ["-0.01", "1.01", '"0.5"', "5.0e-1"])
def test_a_confidence_is_a_decimal_from_0_to_1(confidence):
    text = (ONTOLOGY / "examples" / "ok" / "ClaimShape.ttl").read_text(encoding="utf-8")
    report = validate(Graph().parse(data=text.replace("0.93", confidence), format="turtle"))
    assert {row.path for row in report.rows} == {"lc:confidence"}


def test_classes_and_shapes_of_the_user_count(tmp_path):
    path = write(
        tmp_path,
        """lc:Museum a owl:Class ; rdfs:subClassOf lc:CivicOrganisation .
lcs:MuseumShape a sh:NodeShape ; sh:targetClass lc:Museum ;
    sh:property [ sh:path dcterms:created ; sh:minCount 1 ; sh:message "A museum needs a year." ] .
""",
    )
    text = (ONTOLOGY / "examples" / "ok" / "PartOfShape.ttl").read_text(encoding="utf-8")
    data = Graph().parse(data=text.replace("lc:ResearchInstitution", "lc:Museum"), format="turtle")
    assert {row.shape for row in validate(data).rows} == {"lcs:PartOfShape"}
    assert [row.message for row in validate(data, paths=[path]).rows] == ["A museum needs a year."]


@pytest.mark.parametrize("fault", ["sh:property [ sh:minCount 1 ]", "sh:or lc:City", 'sh:minLength "a"'])
def test_a_shape_that_breaks_the_rules_is_an_error_that_names_the_file(tmp_path, fault):
    path = write(tmp_path, f"lcs:OwnShape a sh:NodeShape ; sh:targetClass lc:City ; {fault} .")
    with pytest.raises(OntologyError, match=r"own\.ttl: a shape cannot be applied"):
        validate(example("ok", "LocatedInShape"), paths=[path])


def union(node) -> set:
    """The classes of a domain or range in the ontology."""
    members = CORE.value(node, OWL.unionOf)
    return {node} if members is None else set(Collection(CORE, members))


def demanded(node) -> set:
    """The classes that a shape accepts."""
    choice = SHAPES.value(node, SH["or"])
    if choice is None:
        return set(SHAPES.objects(node, SH["class"]))
    return {SHAPES.value(branch, SH["class"]) for branch in Collection(SHAPES, choice)}


RELATION_SHAPES = [
    (shape, relation)
    for shape, relation in sorted(SHAPES.subject_objects(SH.targetSubjectsOf))
    if relation in RANGED and demanded(shape)
]


def test_every_relation_between_things_has_a_shape():
    assert {relation for _, relation in RELATION_SHAPES} == RANGED


@pytest.mark.parametrize(("shape", "relation"), RELATION_SHAPES)
def test_shapes_and_ontology_agree_on_domains_and_ranges(shape, relation):
    assert union(CORE.value(relation, RDFS.domain)) == demanded(shape)
    assert union(CORE.value(relation, RDFS.range)) == demanded(SHAPES.value(shape, SH.property))
