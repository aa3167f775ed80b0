"""The sentences behind each row of an answer, for every shipped question and for any SELECT."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.errors import QueryError
from lcgraph.queries import Query, Traced, list_questions, read_query, run, trace, trace_sparql
from lcgraph.queries.exposing import expose
from lcgraph.queries.paths import PathFinder
from lcgraph.store import Store, open_store

SAMPLE = Path(__file__).parent / "sample"
BASE = "https://example.org/lcgraph/"
LC = "https://w3id.org/lcgraph/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = f"""PREFIX lc: <{LC}>
PREFIX rdf: <{RDF}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX place: <{BASE}place/>
PREFIX actor: <{BASE}actor/>
"""
QUESTIONS = list_questions()

#: Rows that no sentence stands behind, by question, each with its reason.
WITHOUT_SENTENCE = {
    # Documents and claims are the program's own records of what it read, no text names them.
    ("classes", "Claim"),
    ("classes", "Document"),
}

#: Questions that count: of less they count less.
FOLDED = {
    "bridging-actors",
    "busiest-partners",
    "busiest-partners-by-place",
    "classes",
    "closeness-by-place",
    "co-partners",
    "documents",
    "funding-mix",
    "helix-mix",
    "indicators",
    "partnerships",
    "quadruple-helix",
    "sector-links",
    "supported-facts",
    "themes",
    "triple-helix",
}
#: Questions whose rows rest on what is missing: of that there is no sentence.
ON_WHAT_IS_MISSING = {"incomplete-entities", "places-without-partnership", "theme-gaps"}


@pytest.fixture(scope="module")
def sample() -> Store:
    return open_store(SAMPLE / "sample.ttl")


def quotes(traced: Traced, row: int = 0) -> set[str]:
    return {sentence.quote for sentence in traced.evidence[row]}


def claimed(store: Store, claim: str) -> tuple[str, ...]:
    (row,) = store.select(
        f"SELECT ?s ?p ?o WHERE {{ <{claim}> <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o }}"
    )
    return tuple(re.split(r"[/#]", getattr(term, "value", ""))[-1] for term in row)


def said(store: Store, traced: Traced, row: int = 0) -> set[tuple[str, ...]]:
    return {claimed(store, sentence.claim) for sentence in traced.evidence[row]}


# Every shipped question


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_each_row_of_each_question_has_a_sentence_or_a_reason(question: Query, sample: Store) -> None:
    traced = trace(question, sample)
    assert traced.table.rows == run(question, sample).rows
    bare = [
        row for row, sentences in zip(traced.table.records(), traced.evidence, strict=True) if not sentences
    ]
    reasons = {label for name, label in WITHOUT_SENTENCE if name == question.name}
    assert {row["classLabel"] for row in bare} == reasons if reasons else bare == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_each_sentence_stands_in_its_text(question: Query, sample: Store) -> None:
    for sentence in trace(question, sample).sentences:
        text = (SAMPLE / "texts" / Path(sentence.identifier).name).read_text(encoding="utf-8")
        assert text[sentence.start : sentence.end] == sentence.quote


@pytest.mark.parametrize(
    "question",
    [question for question in QUESTIONS if question.name not in FOLDED | ON_WHAT_IS_MISSING],
    ids=lambda question: question.name,
)
def test_the_evidence_of_a_row_is_enough_for_it(question: Query, sample: Store) -> None:
    """In a graph of which only the claims behind one row are left, that row is still an answer."""
    traced = trace(question, sample)
    step = max(1, len(traced) // 8)
    for row, sentences in list(zip(traced.table.terms, traced.evidence, strict=True))[::step]:
        with open_store() as less:
            less.add(_with_only(sample, {sentence.claim for sentence in sentences}))
            assert row in run(question, less).terms


def _with_only(store: Store, claims: set[str]) -> list[Quad]:
    """A graph without the facts that other claims state, and without those claims."""
    facts: dict[str, set[tuple[str, ...]]] = {"kept": set(), "all": set()}
    for claim, *fact in store.select(
        f"""SELECT ?c ?s ?p ?o WHERE {{ ?c <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o .
        FILTER(?p != <{RDF}type>) }}"""
    ):
        triple = tuple(map(str, fact))
        facts["all"].add(triple)
        if isinstance(claim, NamedNode) and claim.value in claims:
            facts["kept"].add(triple)
    gone = facts["all"] - facts["kept"]
    return [
        quad
        for quad in store
        if (str(quad.subject), str(quad.predicate), str(quad.object)) not in gone
        and not ("/claim/" in str(quad.subject) and quad.subject.value not in claims)  # type: ignore[union-attr]
    ]


# What counts as evidence


def test_a_fact_brings_the_sentences_that_assert_it_and_no_others(sample: Store) -> None:
    """The text also denies that the bank funds the library: that is no evidence for the fact."""
    traced = trace("funders", sample, funder="Brennick Bank")
    assert said(sample, traced) == {("brennick-bank", "funds", "night-library")}
    assert quotes(traced) == {
        "Under the plan the Aldermoor Reading Circle runs the Night Library in Aldermoor, "
        "funded by the Brennick Bank."
    }


def test_all_triples_on_a_path_count(sample: Store) -> None:
    traced = trace("places", sample, within="Nordland", kind="DevelopmentSite")
    assert said(sample, traced) == {
        ("aldermoor-science-park", "locatedIn", "aldermoor"),
        ("aldermoor", "locatedIn", "lindal-region"),
        ("lindal-region", "locatedIn", "nordland"),
    }


def test_a_count_has_the_evidence_of_all_that_it_counts(sample: Store) -> None:
    traced = trace("partnerships", sample)
    (bridge,) = [
        at for at, row in enumerate(traced.table.records()) if row["partnershipLabel"] == "Strait Bridge"
    ]
    assert said(sample, traced, bridge) == {
        ("strait-bridge", "partner", partner)
        for partner in ("corvale-polytechnic", "university-of-aldermoor", "brennick")
    }


def test_only_the_branch_that_made_a_row_counts(sample: Store) -> None:
    traced = trace("projects-by-place", sample, place="Aldermoor")
    by_part = {row["part"]: said(sample, traced, at) for at, row in enumerate(traced.table.records())}
    assert by_part == {
        "location": {("night-library", "locatedIn", "aldermoor")},
        "leader": {
            ("aldermoor-reading-circle", "runs", "night-library"),
            ("aldermoor-reading-circle", "locatedIn", "aldermoor"),
        },
    }


def test_what_is_planned_has_the_sentence_that_plans_it(sample: Store) -> None:
    traced = trace("planned-partnerships", sample)
    assert {sentence.modality for row in traced.evidence for sentence in row} == {"Planned"}
    assert ", planned)" in traced.to_markdown()


def test_that_a_thing_is_of_its_class_counts_where_nothing_else_does(sample: Store) -> None:
    traced = trace_sparql(f"{PREFIXES} SELECT ?city WHERE {{ ?city a lc:City }} ORDER BY ?city", sample)
    assert said(sample, traced) == {("aldermoor", "type", "City")}
    located = trace_sparql(
        f"{PREFIXES} SELECT ?a WHERE {{ ?a a lc:City ; lc:locatedIn place:marn-valley }}", sample
    )
    assert said(sample, located) == {("corvale", "locatedIn", "marn-valley")}


def test_what_was_worked_out_rests_on_the_claims_of_its_sources(sample: Store) -> None:
    store = open_store()
    store.add(sample)
    derived = [
        ("actor/corvale-polytechnic", "cooperatesWith", "place/brennick"),
        ("actor/corvale-polytechnic", "cooperatesWith", "actor/westmark-rail"),
        ("place/corvale", "locatedIn", "place/westmark"),
        ("actor/mira-solberg", "leads", "partnership/aldermoor-learning-alliance"),
    ]
    store.add(
        Quad(NamedNode(BASE + subject), NamedNode(LC + name), NamedNode(BASE + object))
        for subject, name, object in derived
    )
    found = [
        said(
            store,
            trace_sparql(f"SELECT ?o WHERE {{ <{BASE}{s}> <{LC}{p}> ?o FILTER(?o = <{BASE}{o}>) }}", store),
        )
        for s, p, o in derived
    ]
    assert found == [
        {("strait-bridge", "partner", "corvale-polytechnic"), ("strait-bridge", "partner", "brennick")},
        set(),  # these two only plan to work together
        {("corvale", "locatedIn", "marn-valley"), ("marn-valley", "locatedIn", "westmark")},
        {("mira-solberg", "coordinates", "aldermoor-learning-alliance")},
    ]


def test_a_graph_without_claims_gives_the_rows_and_says_that_it_has_no_sentences(sample: Store) -> None:
    facts = open_store()
    facts.add(quad for quad in sample if "/claim/" not in str(quad.subject))
    traced = trace("partners", facts, place="Corvale")
    assert len(traced) == 4
    assert traced.notes == ("4 of 4 rows have no sentence in this graph.",)
    assert traced.sentences == ()


# Any SELECT


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "SELECT (COUNT(*) AS ?n) WHERE { place:corvale lc:locatedIn ?x }",
            {("corvale", "locatedIn", "marn-valley")},
        ),
        (
            "SELECT * { place:corvale lc:locatedIn ?x }",
            {("corvale", "locatedIn", "marn-valley")},
        ),
        (
            "SELECT ?x WHERE { ?x lc:locatedIn place:marn-valley FILTER EXISTS { ?x "
            "lc:activeIn ?theme . ?theme rdfs:label 'tourism' } }",
            {("corvale", "locatedIn", "marn-valley"), ("corvale", "activeIn", "tourism")},
        ),
        (
            "SELECT ?x WHERE { ?x lc:locatedIn place:marn-valley FILTER NOT EXISTS { ?x "
            "lc:focusesOn ?theme } MINUS { ?x lc:pursues ?y } }",
            {("corvale", "locatedIn", "marn-valley")},
        ),
        (
            "SELECT ?x WHERE { { SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x lc:activeIn ?y } "
            "GROUP BY ?x HAVING (COUNT(?y) > 1) } }",
            {("corvale", "activeIn", "tourism"), ("corvale", "activeIn", "lantern-making")},
        ),
        (
            "SELECT ?x WHERE { { SELECT ?x WHERE { ?x lc:activeIn ?y . ?y rdfs:label "
            "'tourism' } } ?x lc:locatedIn ?y }",
            {("corvale", "activeIn", "tourism"), ("corvale", "locatedIn", "marn-valley")},
        ),
        (
            "SELECT ?name WHERE { ?x lc:spans place:nordland ; rdfs:label ?label } GROUP BY "
            "(UCASE(?label) AS ?name)",
            {("tern-strait-region", "spans", "nordland")},
        ),
        (
            "SELECT ?p WHERE { VALUES (?s ?o) { (actor:brennick-bank "
            "<https://example.org/lcgraph/project/night-library>) } ?s ?p ?o }",
            {("brennick-bank", "funds", "night-library")},
        ),
        (
            "SELECT ?x WHERE { place:marn-valley ^(lc:locatedIn|lc:spans)/(lc:activeIn?) ?x "
            ". ?x rdfs:label 'tourism' }",
            {("corvale", "locatedIn", "marn-valley"), ("corvale", "activeIn", "tourism")},
        ),
        (
            "SELECT ?x WHERE { actor:brennick-bank !(rdf:type|lc:locatedIn|rdfs:label) ?x }",
            {("brennick-bank", "funds", "night-library")},
        ),
        (
            f"SELECT ?c WHERE {{ ?c rdf:predicate lc:spans ; rdf:object <{BASE}place/westmark> }}",
            {("tern-strait-region", "spans", "westmark")},
        ),
        (
            f"SELECT ?x WHERE {{ <{BASE}place/tern-strait-region> ^rdf:subject/rdf:object ?x "
            "FILTER(?x = place:westmark) }",
            {("tern-strait-region", "spans", "westmark")},
        ),
    ],
)
def test_evidence_is_read_off_the_patterns(query: str, expected: set[tuple[str, ...]], sample: Store) -> None:
    traced = trace_sparql(PREFIXES + query, sample)
    assert len(traced) == 1
    assert said(sample, traced) == expected


def test_what_stands_in_brackets_is_told_as_not_looked_at(sample: Store) -> None:
    traced = trace_sparql(
        f"{PREFIXES} SELECT ?a WHERE {{ ?a lc:partner [ lc:locatedIn place:ostevin ] }}", sample
    )
    assert any("[ ]" in note for note in traced.notes)


@pytest.mark.parametrize("text", ["ASK { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"])
def test_only_rows_have_evidence(text: str, sample: Store) -> None:
    with pytest.raises(QueryError, match="SELECT"):
        trace_sparql(text, sample)


def test_hidden_variables_do_not_meet_their_namesakes() -> None:
    exposed = expose("SELECT ?a WHERE { { SELECT ?a WHERE { ?a ?p ?x } } ?a ?q ?x }", ("a",))
    assert "{ ?a ?p_w_2 ?x_w_2 " in exposed.body
    assert exposed.body.endswith("?a ?q ?x }")
    # The names of one's own are never taken.
    assert expose("SELECT ?w_1 WHERE { { SELECT ?w_1 WHERE { ?w_1 ?p ?x } } }", ("w_1",)).gate == "ww_"


_nodes = st.sampled_from("abcd")


@given(edges=st.sets(st.tuples(_nodes, _nodes), max_size=8), source=_nodes, target=_nodes)
def test_a_path_has_edges_exactly_where_the_engine_finds_one(
    edges: set[tuple[str, str]], source: str, target: str
) -> None:
    from rdflib import URIRef
    from rdflib.paths import MulPath, OneOrMore

    store = open_store()
    next_ = NamedNode("urn:x:next")
    store.add(Quad(NamedNode(f"urn:x:{one}"), next_, NamedNode(f"urn:x:{other}")) for one, other in edges)
    path = MulPath(URIRef(next_.value), OneOrMore)
    found = PathFinder(store).edges(path, NamedNode(f"urn:x:{source}"), NamedNode(f"urn:x:{target}"))
    assert bool(found) == store.query(f"ASK {{ <urn:x:{source}> <urn:x:next>+ <urn:x:{target}> }}")
    with open_store() as only:
        only.add(Quad(*edge) for edge in found)  # type: ignore[arg-type]
        if found:
            assert only.query(f"ASK {{ <urn:x:{source}> <urn:x:next>+ <urn:x:{target}> }}")


# Formats


def test_people_see_numbers_and_the_sentences_below(sample: Store) -> None:
    text = trace("regions-across-borders", sample).to_markdown()
    assert text.splitlines()[0] == "| region | part | evidence |"
    assert text.count("| 1 |") == 2
    assert text.endswith(
        "\n1. “The Tern Strait Region spans Nordland and Westmark.” (News from Westmark, "
        "tests/sample/texts/westmark\\-gazette.txt, 908–959)\n"
    )


def test_programs_get_a_row_for_each_claim(sample: Store) -> None:
    traced = trace("busiest-partners", sample)
    rows = list(csv.DictReader(io.StringIO(traced.to_csv())))
    assert len(rows) == sum(map(len, traced.evidence))
    assert {row["row"] for row in rows} == {str(number) for number in range(1, len(traced) + 1)}
    for row in rows:
        text = (SAMPLE / "texts" / Path(row["evidenceFile"]).name).read_text(encoding="utf-8")
        assert text[int(row["evidenceStart"]) : int(row["evidenceEnd"])] == row["evidenceSentence"]
    bindings = json.loads(traced.to_json())["results"]["bindings"]
    assert [binding["evidenceClaim"]["value"] for binding in bindings] == [
        row["evidenceClaim"] for row in rows
    ]


def test_a_row_without_evidence_is_still_there(sample: Store) -> None:
    rows = trace("classes", sample).flat.records()
    (claims,) = [row for row in rows if row["classLabel"] == "Claim"]
    assert claims["evidenceSentence"] is None


def test_columns_of_the_question_keep_their_names(sample: Store) -> None:
    traced = trace_sparql(f"{PREFIXES} SELECT ?row ?evidence WHERE {{ ?row lc:spans ?evidence }}", sample)
    assert traced.flat.columns[:3] == ("row_", "row", "evidence")
    assert traced.numbered.columns == ("row", "evidence", "evidence_")


def test_no_sentence_acts_as_markdown_or_html() -> None:
    store = open_store()
    store.load(SAMPLE / "sample.ttl")
    exact = NamedNode("http://www.w3.org/ns/oa#exact")
    hostile = Literal("<script>x</script>\n\n# [a](http://b.example) | c")
    store.add([Quad(NamedNode(f"{BASE}doc/westmark-gazette#quote=908,959"), exact, hostile)])
    traced = trace("regions-across-borders", store)
    assert hostile.value in {sentence.quote for sentence in traced.evidence[0]}
    for text in (traced.to_markdown(), traced._repr_html_()):
        assert "<script>" not in text
        assert "\n#" not in text


def test_a_question_that_is_traced_names_its_parameters_as_ever(sample: Store) -> None:
    with pytest.raises(QueryError, match="no parameter 'city'"):
        trace(read_query("partners"), sample, city="Corvale")
    assert "2 things are called" in trace("partners-of-actor", sample, actor="the council").notes[0]
