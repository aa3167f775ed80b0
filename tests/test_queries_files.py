"""The shipped questions and networks, each asked of the sample graph."""

import csv
import re
from pathlib import Path

import pytest
from derived_sample import derived_sample
from pyoxigraph import NamedNode, Quad

from lcgraph.network.spheres import load_spheres
from lcgraph.pipeline import network_of
from lcgraph.queries import Query, Table, list_networks, list_questions, read_network, read_query, run
from lcgraph.store import Store, open_store

SAMPLE = Path(__file__).parent / "sample"
EXPECTED = SAMPLE / "expected"
LC = "https://w3id.org/lcgraph/ontology#"

#: What a question is asked with where all its rows would be too many to check by reading.
CASES: dict[str, dict[str, str]] = {
    "about": {"thing": "University of Aldermoor"},
    "actors-by-place": {"place": "Lindal Region"},
    "busiest-partners-by-place": {"place": "Lindal Region"},
    "derived": {"subject": "Brennick"},
    "evidence": {"subject": "Brennick Bank"},
    "figures": {"counting": "student", "since": "2006"},
    "figures-by-place": {"place": "Nordland"},
    "partners": {"place": "Aldermoor"},
    "partners-of-actor": {"actor": "Halden Optics"},
    "places": {"within": "Nordland"},
    "projects-by-place": {"place": "Aldermoor"},
    "sector-links": {"actor": "Halden Optics"},
    "strategies-by-theme": {"theme": "lifelong learning"},
    "supported-facts": {"subject": "Aldermoor Learning Alliance"},
    "themes-by-place": {"place": "Aldermoor"},
    "uncertain-claims": {"below": "0.6"},
}

#: Questions whose business is what is not a fact.
ABOUT_NO_FACTS = {
    "planned-partnerships",
    "denied-partnerships",
    "planned-figures",
    "evidence",
    "uncertain-claims",
}
ABOUT_NO_FACTS |= {"contradictions", "classes", "documents"}

#: Things of the sample that no text states as a fact, or of which only other things are stated.
NO_FACTS = (
    "partnership/rail-campus",
    "partnership/brennick-bank-schools",
    "observation/jobs",
    "observation/passengers",
)

QUESTIONS = list_questions()
NETWORKS = list_networks()
BOUND = [
    pytest.param(query, parameter.name, id=f"{query.name}-{parameter.name}")
    for query in QUESTIONS
    for parameter in query.parameters
    if not parameter.is_literal
]


@pytest.fixture(scope="module")
def sample() -> Store:
    return derived_sample()


def read_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def as_text(table: Table, columns: list[str]) -> list[list[str]]:
    return [["" if row[name] is None else str(row[name]) for name in columns] for row in table.records()]


def shorten(iri: str) -> str:
    """An IRI of the sample with the prefix that the sample's Turtle has."""
    local = re.sub(r"^https://example\.org/lcgraph/(\w+)/", r"\1:", iri)
    return local.replace("https://w3id.org/lcgraph/themes#", "lct:")


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.name)
def test_question_gives_the_expected_rows(query: Query, sample: Store) -> None:
    columns, rows = read_rows(EXPECTED / f"{query.name}.csv")
    assert as_text(run(query, sample, **CASES.get(query.name, {})), columns) == rows


@pytest.mark.parametrize("query", NETWORKS, ids=lambda query: query.name)
def test_network_gives_the_expected_edges(query: Query, sample: Store) -> None:
    columns, rows = read_rows(EXPECTED / "networks" / f"{query.name}.csv")
    table = run(query, sample)
    assert [[shorten(cell) for cell in row] for row in as_text(table, columns)] == rows
    assert list(table.columns) == columns


def test_every_question_and_network_has_expected_rows_and_none_is_left_over() -> None:
    assert {path.stem for path in EXPECTED.glob("*.csv")} == {query.name for query in QUESTIONS}
    assert {path.stem for path in (EXPECTED / "networks").glob("*.csv")} == {query.name for query in NETWORKS}


@pytest.mark.parametrize(
    ("name", "columns"), [("helix-mix", ["sector"]), ("sector-links", ["sector", "otherSector"])]
)
def test_sectors_are_called_as_the_spheres_of_networks_are(
    name: str, columns: list[str], sample: Store
) -> None:
    spheres = set(load_spheres().by_class.values())
    table = run(name, sample)
    assert {str(row[column]) for row in table.records() for column in columns} - {"other"} <= spheres
    pairs = re.findall(r'\(lc:(\w+) "(.+?)"\)', read_query(name).text)
    assert dict(pairs) == load_spheres().by_class


def test_two_who_meet_in_several_partnerships_have_one_edge_with_all_of_them(sample: Store) -> None:
    query = read_network("co-partners")
    assert "one edge" in " ".join(query.description.split())
    met: dict[tuple[str, str], list[str]] = {}
    for row in run(query, sample).records():
        met.setdefault((str(row["source"]), str(row["target"])), []).append(str(row["via"]))
    network = network_of(sample, "co-partners")
    assert max(map(len, met.values())) > 1
    for pair, partnerships in met.items():
        edge = network.edges[pair]
        assert (sorted(edge["via_iri"]), edge["weight"]) == (sorted(partnerships), len(partnerships))


@pytest.mark.parametrize("query", [*QUESTIONS, *NETWORKS], ids=lambda query: query.name)
def test_every_column_is_described(query: Query) -> None:
    assert [column.name for column in query.columns if not column.description] == []


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.name)
def test_every_column_of_iris_has_a_column_of_labels_beside(query: Query, sample: Store) -> None:
    table = run(query, sample)
    assert table.terms, "the sample graph should give at least one row"
    for index, column in enumerate(table.columns):
        if any(isinstance(row[index], NamedNode) for row in table.terms):
            assert table.columns[index + 1] == f"{column}Label"


@pytest.mark.parametrize(("query", "name"), BOUND)
def test_a_bound_parameter_gives_just_the_rows_with_its_value(query: Query, name: str, sample: Store) -> None:
    """Also where the variable is optional or under GROUP BY: the usual traps."""
    table = run(query, sample)
    column = table.columns.index(name)
    for value in sorted({str(row[column]) for row in table.rows}):
        bound = run(query, sample, **{name: f"<{value}>"})
        assert bound.rows == tuple(row for row in table.rows if row[column] == value)


@pytest.mark.parametrize("query", [*QUESTIONS, *NETWORKS], ids=lambda query: query.name)
def test_what_is_planned_reported_or_denied_never_answers_a_question_about_facts(
    query: Query, sample: Store
) -> None:
    if query.name in ABOUT_NO_FACTS:
        pytest.skip("asks for what is not a fact")
    answer = run(query, sample).to_tsv()
    assert [thing for thing in NO_FACTS if thing in answer] == []


@pytest.mark.parametrize("query", [*QUESTIONS, *NETWORKS], ids=lambda query: query.name)
def test_rows_come_in_the_same_order_however_the_graph_was_loaded(query: Query, sample: Store) -> None:
    turned = open_store()
    turned.add(sorted(sample, key=str, reverse=True))
    assert run(query, turned).to_tsv() == run(query, sample).to_tsv()


def test_questions_about_facts_need_no_claims(sample: Store) -> None:
    """`facts.ttl` holds no claims; what is asked of facts has the same answers there."""
    facts = open_store()
    facts.add(quad for quad in sample if not _is_about_evidence(quad))
    assert run("partners", facts, place="Aldermoor").rows == run("partners", sample, place="Aldermoor").rows
    assert [row[:3] for row in run("partnerships", facts)] == [row[:3] for row in run("partnerships", sample)]


def _is_about_evidence(quad: Quad) -> bool:
    return any(part in str(quad.subject) for part in ("/claim/", "/doc/", "/run/"))


def test_questions_use_no_term_that_the_ontology_lacks() -> None:
    ontology = (Path(__file__).parent.parent / "ontology" / "lcgraph.ttl").read_text(encoding="utf-8")
    defined = set(re.findall(r"^lc:(\w+)", ontology, re.MULTILINE))
    for query in [*QUESTIONS, *NETWORKS]:
        assert set(re.findall(r"\blc:(\w+)", query.text)) <= defined, query.name
        classes = {name for parameter in query.parameters for name in parameter.types if name[0].isupper()}
        assert classes - {"Thing"} <= defined, query.name


def test_questions_by_name_are_those_of_the_list() -> None:
    assert [read_query(query.name) for query in QUESTIONS] == QUESTIONS
    assert [read_network(query.name) for query in NETWORKS] == NETWORKS


def test_every_quote_of_the_sample_stands_in_its_text_at_its_offsets(sample: Store) -> None:
    for row in run("evidence", sample).records():
        text = (SAMPLE / "texts" / f"{str(row['document']).rpartition('/')[2]}.txt").read_text(
            encoding="utf-8"
        )
        assert text[int(str(row["start"])) : int(str(row["end"]))] == row["sentence"]


def test_every_fact_of_the_sample_has_a_claim_that_asserts_it() -> None:
    sample = open_store(SAMPLE / "sample.ttl")
    stated = {tuple(row) for row in sample.select(_ASSERTED)}
    facts = {tuple(row) for row in sample.select(_FACTS)}
    assert facts
    assert facts <= stated


_ASSERTED = f"""PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?s ?p ?o WHERE {{
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; <{LC}modality> <{LC}Asserted> .
}}"""

_FACTS = f"""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?s ?p ?o WHERE {{
  ?s ?p ?o ; rdfs:label ?name .
  FILTER(ISIRI(?o) && STRSTARTS(STR(?p), "{LC}") && ?p != <{LC}modality>)
  FILTER NOT EXISTS {{ ?s <{LC}modality> ?modality . FILTER(?modality != <{LC}Asserted>) }}
}}"""
