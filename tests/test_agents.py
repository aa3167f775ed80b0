"""Agents ask the graph: the tools themselves, and the same over standard input and output."""

import gc
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from derived_sample import derived_sample

from lcgraph.agents import Desk
from lcgraph.agents.pooled import PooledStore
from lcgraph.errors import LCGraphError, QueryError
from lcgraph.graph import evidence, write_graph
from lcgraph.queries import list_questions, run, trace
from lcgraph.serving import LimitError, Limits, Pool
from lcgraph.store import Store

PLACE, ACTOR = "https://example.org/lcgraph/place/", "https://example.org/lcgraph/actor/"
LABELS = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?label { ?x rdfs:label ?label }"


@pytest.fixture(scope="module")
def sample() -> Store:
    return derived_sample()


@pytest.fixture(scope="module")
def desk(sample) -> Iterator[Desk]:
    with Pool(sample, Limits(seconds=5, workers=1)) as pool:
        yield Desk(pool)


def labels(things: list[dict[str, Any]]) -> list[str]:
    return [thing["label"] for thing in things]


# Search


def test_search_finds_a_name_whatever_its_accents_and_capitals(desk):
    assert desk.search("ostevin")["matches"][0] == {
        "iri": f"{PLACE}ostevin",
        "label": "Ostévin",
        "class": "City",
    }


def test_search_puts_the_name_itself_before_names_that_hold_it(desk):
    found = labels(desk.search("Aldermoor")["matches"])
    assert found[0] == "Aldermoor"
    assert {"Aldermoor City Council", "University of Aldermoor"} <= set(found)
    assert found.index("Aldermoor City Council") < found.index("University of Aldermoor")


def test_search_keeps_to_a_class_and_its_sub_classes(desk):
    assert labels(desk.search("optics", "Organisation")["matches"]) == [
        "Halden Optics",
        "Lindal Institute of Optics",
    ]
    with pytest.raises(LCGraphError, match=r"no class 'Organization'.*Organisation"):
        desk.search("optics", "Organization")


def test_search_gives_near_names_where_nothing_fits_and_says_when_it_is_cut(desk):
    found = desk.search("Aldermor")
    assert (found["matches"], found["near"][0]["label"]) == ([], "Aldermoor")
    short = desk.search("a", limit=2)
    assert (len(short["matches"]), short["cut"]) == (2, True)


def test_search_for_nothing_is_an_error_that_says_so(desk):
    with pytest.raises(QueryError, match="nothing to look for"):
        desk.search("  ")


# One thing


def test_a_thing_is_told_with_its_facts_and_their_sentences(desk):
    found = desk.describe("Night Library")
    funded = next(fact for fact in found["facts"] if fact["relation"] == "funds")
    assert funded["subject"] == {"iri": f"{ACTOR}brennick-bank", "label": "Brennick Bank"}
    assert "funded by the Brennick Bank" in funded["sentences"][0]["quote"]
    assert (found["class"], found["cut"]) == ("Project", False)


def test_what_is_denied_is_no_fact_and_says_how_it_is_meant(desk):
    (denied,) = (fact for fact in desk.describe("Brennick Bank")["notFacts"] if fact["relation"] == "funds")
    assert denied["modality"] == "negated"
    assert denied["sentences"][0]["quote"] == "The Brennick Bank does not fund the Night Library."
    assert all("modality" not in fact for fact in desk.describe("Brennick Bank")["facts"])


def test_what_only_follows_stands_apart_with_its_rule(desk):
    found = desk.describe("Brennick")
    chain = next(one for one in found["follows"] if one["object"]["label"] == "Nordland")
    assert (chain["relation"], chain["rule"], chain["claims"]) == ("within", "ChainOfPlaces", 2)
    assert "within" not in {fact["relation"] for fact in found["facts"]}


def test_a_name_that_nothing_has_is_told_with_the_nearest(desk):
    with pytest.raises(QueryError, match=r"Brenick.*near: Brennick"):
        desk.describe("Brenick")


def test_facts_beyond_the_limit_are_cut_and_said_to_be(desk):
    found = desk.describe("University of Aldermoor", limit=1)
    assert (len(found["facts"]), found["cut"], found["followsCut"]) == (1, True, True)


# Questions


def test_all_questions_are_listed_with_their_parameters(desk):
    listed = {question["name"]: question for question in desk.questions()["questions"]}
    assert set(listed) == {question.name for question in list_questions()}
    assert listed["partners"]["parameters"]["place"]["type"] == "Place"


def test_a_question_is_answered_as_it_is_elsewhere(desk, sample):
    found = desk.ask("partners", {"place": "Aldermoor"}, limit=100)
    expected = run("partners", sample, place="Aldermoor")
    assert [list(row.values()) for row in found["rows"]] == [list(row) for row in expected.rows]
    assert (found["columns"], found["cut"]) == (list(expected.columns), False)


def test_a_question_with_evidence_gives_each_row_its_sentences(desk, sample):
    found = desk.ask("funders", evidence=True)
    expected = trace("funders", sample)
    quotes = {one["number"]: one["quote"] for one in found["sentences"]}
    assert [{quotes[number] for number in row["sentences"]} for row in found["rows"]] == [
        {one.quote for one in sentences} for sentences in expected.evidence
    ]
    assert all(row["sentences"] for row in found["rows"])
    assert len(quotes) == len(found["sentences"]) == len({one.quote for one in expected.sentences})


def test_a_question_beyond_the_limit_is_cut_and_said_to_be(desk):
    for evidence_too in (False, True):
        found = desk.ask("partners", limit=3, evidence=evidence_too)
        assert (len(found["rows"]), found["cut"]) == (3, True)


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("partner", {}, "partners"),
        ("partners", {"city": "Aldermoor"}, "no parameter 'city'"),
        ("partners", {"place": "Atlantis"}, "Atlantis"),
    ],
)
def test_a_question_wrongly_asked_says_what_is_wrong(desk, name, parameters, message):
    with pytest.raises(QueryError, match=message):
        desk.ask(name, parameters)


# SPARQL


def test_rows_truths_and_triples_are_told(desk):
    assert desk.sparql("SELECT (1 + 1 AS ?two) (1.5 AS ?more) {}")["rows"] == [{"two": 2, "more": 1.5}]
    assert desk.sparql("ASK { ?s ?p ?o }") == {"answer": True}
    place = f"<{PLACE}ostevin>"
    found = desk.sparql(f"CONSTRUCT {{ {place} a ?class }} WHERE {{ {place} a ?class }}")
    assert found["triples"][0][0] == place


def test_rows_beyond_the_limit_are_cut_and_said_to_be(desk):
    found = desk.sparql(LABELS, limit=5)
    assert (len(found["rows"]), found["cut"]) == (5, True)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "DELETE WHERE { ?s ?p ?o }",
        "SELECT ?x WHERE {",
        "SELECT * { " + "{ " * 5000 + "}" * 5000 + " }",
    ],
)
def test_what_the_endpoint_refuses_is_refused(desk, query):
    with pytest.raises(QueryError):
        desk.sparql(query)
    assert desk.sparql("ASK {}") == {"answer": True}


def test_a_query_that_takes_too_long_is_ended_and_the_next_is_answered(sample):
    with Pool(sample, Limits(seconds=0.5, workers=1)) as pool:
        slow = Desk(pool)
        with pytest.raises(LimitError, match=r"0\.5 s"):
            slow.sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        assert slow.sparql("ASK {}") == {"answer": True}


# Evidence


def test_the_sentences_of_a_fact_are_those_of_its_claims(desk, sample):
    found = desk.evidence("Brennick Bank", "funds", "Night Library")
    expected = evidence(
        sample, f"{ACTOR}brennick-bank", "funds", "https://example.org/lcgraph/project/night-library"
    )
    assert [(one["modality"], one["quote"]) for one in found["claims"]] == [
        (one.modality.lower(), one.quote) for one in expected
    ]
    assert {one["modality"] for one in found["claims"]} == {"asserted", "negated"}


def test_the_sentences_of_what_follows_say_of_what_they_are_premises(desk):
    found = desk.evidence("Brennick", "cooperatesWith", "Corvale Polytechnic")["claims"]
    assert {one["relation"] for one in found} == {"partner"}
    assert all(one["premiseOf"].endswith("PairsOfPartners") for one in found)


def test_an_unknown_relation_is_told_with_the_nearest(desk):
    with pytest.raises(LCGraphError, match=r"'found'.*founds"):
        desk.evidence("Brennick Bank", "found")


# In several threads


@pytest.mark.parametrize(
    "query",
    [LABELS, "SELECT * { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"],
    ids=["rows", "all-columns", "triples"],
)
def test_an_answer_may_be_cleared_up_in_another_thread(sample, query, monkeypatch):
    """The engine's own readers may not, and say so on standard error, which is the agent's log."""
    complaints: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    with Pool(sample, Limits(workers=1)) as pool, ThreadPoolExecutor(1) as another:
        answer = another.submit(PooledStore(pool).query, query).result()
    del answer
    gc.collect()
    assert [str(one.exc_value) for one in complaints] == []


# Over standard input and output


def conversation(graph: Path, *calls: tuple[str, dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """The tools of the command, and what it answers to some calls, by the SDK's own client."""
    anyio = pytest.importorskip("anyio")
    mcp = pytest.importorskip("mcp", reason="the extra agents is not installed")
    from mcp.client.stdio import stdio_client

    arguments = ["-m", "lcgraph", "mcp", "--graph", str(graph)]
    environment = {"PYTHONPATH": os.environ["PYTHONPATH"]}  # conftest.py: the program that is tested
    server = mcp.StdioServerParameters(command=sys.executable, args=arguments, env=environment)

    async def talk() -> tuple[list[Any], list[Any]]:
        async with mcp.Client(stdio_client(server)) as client:
            tools = (await client.list_tools()).tools
            return tools, [await client.call_tool(name, arguments) for name, arguments in calls]

    tools, answers = anyio.run(talk)
    return tools, answers


def test_an_agent_is_served_over_standard_input_and_output(sample, tmp_path):
    write_graph(sample, tmp_path / "graph.ttl")
    tools, answers = conversation(
        tmp_path / "graph.ttl",
        ("search", {"text": "brennick bank"}),
        ("describe_entity", {"entity": "Night Library"}),
        ("list_questions", {}),
        ("run_question", {"name": "partners", "parameters": {"place": "Aldermoor"}, "evidence": True}),
        ("run_sparql", {"query": LABELS, "limit": 2}),
        ("evidence", {"subject": "Brennick Bank", "relation": "funds"}),
        ("describe_entity", {"entity": "Atlantis"}),
        ("run_sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}),
        ("run_sparql", {"query": "ASK {}"}),
    )
    names = ["search", "describe_entity", "list_questions", "run_question", "run_sparql", "evidence"]
    assert [tool.name for tool in tools] == names
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    told = [json.loads(answer.content[0].text) for answer in answers if not answer.is_error]
    assert told == [answer.structured_content for answer in answers if not answer.is_error]
    search, described, questions, rows, labelled, sentences, truth = told
    assert search["matches"][0]["iri"] == f"{ACTOR}brennick-bank"
    assert described["facts"]
    assert len(questions["questions"]) == len(list_questions())
    assert rows["sentences"][rows["rows"][0]["sentences"][0] - 1]["quote"]
    assert (len(labelled["rows"]), labelled["cut"]) == (2, True)
    assert {one["modality"] for one in sentences["claims"]} == {"asserted", "negated"}
    assert truth == {"answer": True}
    wrong = [answer.content[0].text for answer in answers if answer.is_error]
    assert len(wrong) == 2
    assert "Atlantis" in wrong[0]
    assert "SERVICE" in wrong[1]
    assert not any("Traceback" in text for text in wrong)


def test_without_the_extra_the_command_says_what_to_install(run, sample, tmp_path, monkeypatch):
    write_graph(sample, tmp_path / "graph.ttl")
    monkeypatch.delitem(sys.modules, "lcgraph.agents.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    outcome = run("mcp", "--graph", tmp_path / "graph.ttl")
    assert outcome.code == 1
    assert "lcgraph[agents]" in outcome.err


def test_a_graph_that_is_not_there_is_named(run, tmp_path):
    outcome = run("mcp", "--graph", tmp_path / "none.ttl")
    assert outcome.code == 1
    assert "none.ttl" in outcome.err
