"""`lcgraph query` and `lcgraph evidence` with the sentences behind rows, and for spreadsheets."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.errors import QueryError
from lcgraph.queries import list_questions
from lcgraph.queries import run as ask
from lcgraph.store import Store, open_store

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SENTENCE = "The Tern Strait Region spans Nordland and Westmark."


@pytest.mark.parametrize("format", ["table", "md", "csv", "tsv", "json"])
def test_every_format_shows_the_sentence(format, sample, run):
    outcome = run("query", "regions-across-borders", "--evidence", "-f", format, "-g", sample)
    assert outcome.code == 0
    assert SENTENCE in outcome.out
    assert "908" in outcome.out
    assert outcome.err == ""


def test_on_the_terminal_rows_have_numbers_and_sentences_come_below(sample, run):
    lines = run("query", "regions-across-borders", "-e", "-g", sample).out.splitlines()
    assert lines[2].split() == ["region", "part", "evidence"]
    assert lines[4].split()[-1] == "1"
    assert lines[7] == f"  1. {SENTENCE}"
    assert lines[8] == "     News from Westmark, tests/sample/texts/westmark-gazette.txt, 908–959"


def test_programs_get_standard_json(sample, run):
    answer = json.loads(run("query", "funders", "-e", "-f", "json", "-g", sample).out)
    assert answer["head"]["vars"][0] == "row"
    assert {binding["evidenceStart"]["type"] for binding in answer["results"]["bindings"]} == {"literal"}


def test_sparql_of_ones_own_has_evidence_as_well(sample, folder, run):
    path = folder / "own.rq"
    path.write_text("SELECT ?r WHERE { ?r <https://w3id.org/lcgraph/ontology#spans> ?part }")
    assert SENTENCE in run("query", "--sparql", path, "--evidence", "-g", sample).out
    assert SENTENCE in run("query", "--sparql", "-", "-e", "-g", sample, stdin=path.read_bytes()).out


def test_a_file_with_a_header_takes_values_and_gives_evidence(sample, folder, run):
    path = folder / "spans.rq"
    path.write_text(
        "#+ summary: What spans a country?\n#+ parameters:\n#+   - name: part\n#+     type: Country\n"
        "SELECT ?r ?part WHERE { ?r <https://w3id.org/lcgraph/ontology#spans> ?part }"
    )
    outcome = run("query", "--sparql", path, "-p", "part=westmark", "-e", "-f", "csv", "-g", sample)
    assert len(list(csv.DictReader(io.StringIO(outcome.out)))) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--evidence"], "--evidence needs the NAME"),
        (["places", "--spreadsheet", "--format", "json"], "--spreadsheet writes CSV"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(arguments, message, sample, run):
    outcome = run("query", *arguments, "-g", sample)
    assert outcome.code == 2
    assert message in outcome.err


def test_a_query_that_gives_no_rows_cannot_be_traced(sample, run):
    outcome = run("query", "--sparql", "-", "-e", "-g", sample, stdin=b"ASK { ?s ?p ?o }")
    assert outcome.code == 1
    assert "SELECT" in outcome.err


def test_facts_alone_have_no_sentences_and_the_command_says_so(sample, folder, run):
    assert run("export", "--facts-only", "-o", "facts.ttl", "-g", sample).code == 0
    outcome = run("query", "funders", "-e", "-g", "facts.ttl")
    assert outcome.code == 0
    assert "2 of 2 rows have no sentence in this graph" in outcome.err


def test_the_page_on_questions_names_none_that_there_is_not():
    page = (Path(__file__).parent.parent / "docs" / "questions.md").read_text(encoding="utf-8")
    rows = page.partition("| One wants to know | Ask |")[2].splitlines()[2:]
    named = {name for row in rows for name in re.findall(r"`([a-z-]{3,})`", row)}
    assert len(named) > 40
    assert named <= {question.name for question in list_questions()}


class TestSpreadsheet:
    def test_answers_are_written_for_excel(self, sample, run):
        outcome = run("query", "figures", "--spreadsheet", "-g", sample)
        assert outcome.data.startswith(b"\xef\xbb\xbffigure,figureLabel,")
        assert '"students",12000,' in outcome.out
        assert run("query", "figures", "--spreadsheet", "-f", "csv", "-g", sample) == outcome

    def test_so_are_their_sentences(self, sample, run):
        outcome = run("query", "funders", "-e", "--spreadsheet", "-g", sample)
        assert outcome.data.startswith(b"\xef\xbb\xbfrow,funder,")
        outcome = run("evidence", "Corvale", "--spreadsheet", "-g", sample)
        assert outcome.data.startswith(b"\xef\xbb\xbfclaim,subject,")

    def test_a_name_that_is_a_formula_is_none_any_more(self, sample, folder, run):
        store = open_store(sample)
        place = NamedNode("https://example.org/lcgraph/place/atlantis")
        store.add([Quad(place, LABEL, Literal("=HYPERLINK(1)"))])
        region = NamedNode("https://example.org/lcgraph/place/tern-strait-region")
        store.add([Quad(region, NamedNode("https://w3id.org/lcgraph/ontology#spans"), place)])
        lines = ask("regions-across-borders", store).to_csv(spreadsheet=True)
        assert '"\'=HYPERLINK(1)"' in lines


class TestNames:
    """Parameters take names as people write them."""

    @pytest.fixture
    def store(self, sample) -> Store:
        store = open_store(sample)
        lc = "https://w3id.org/lcgraph/ontology#"
        a = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        for number, country in ((1, "nordland"), (2, "westmark")):
            place = NamedNode(f"https://example.org/lcgraph/place/oerby-{number}")
            store.add(
                [
                    Quad(place, a, NamedNode(f"{lc}City")),
                    Quad(place, LABEL, Literal("Örby")),
                    Quad(
                        place,
                        NamedNode(f"{lc}locatedIn"),
                        NamedNode(f"https://example.org/lcgraph/place/{country}"),
                    ),
                ]
            )
        return store

    @pytest.mark.parametrize("name", ["Örby", "örby", "Orby", "Oerby", "OERBY", "O\u0308rby"])
    def test_umlauts_may_be_left_out_or_spelt_out(self, name, store):
        assert len(ask("about", store, thing=name)) == 2

    def test_namesakes_are_told_apart_by_class_and_place(self, store):
        (note,) = ask("about", store, thing="Örby").notes
        assert "Örby (City in Nordland) <https://example.org/lcgraph/place/oerby-1>" in note
        assert "Örby (City in Westmark) <https://example.org/lcgraph/place/oerby-2>" in note
        assert "For one give its IRI" in note

    def test_a_thing_of_another_class_is_told(self, store):
        with pytest.raises(
            QueryError, match=r"no Place called 'halden optics'.*Halden Optics \(Enterprise in Ald"
        ):
            ask("partners", store, place="halden optics")

    def test_alternative_names_count(self, store):
        rows = ask("strategies-by-theme", store, theme="Reading Skills").records()
        assert {row["themeLabel"] for row in rows} == {"adult literacy"}

    @pytest.mark.parametrize(
        "kind", ["EducationInstitution", "education institution", "Education Institution"]
    )
    def test_classes_may_be_written_as_words(self, kind, store):
        rows = ask("actors-by-place", store, place="Aldermoor", kind=kind).records()
        assert [row["actorLabel"] for row in rows] == ["University of Aldermoor"]

    def test_a_suggestion_comes_once(self, store):
        with pytest.raises(QueryError) as error:
            ask("about", store, thing="Örbyy")
        assert str(error.value).count("Örby ") + str(error.value).count("Örby?") == 1
