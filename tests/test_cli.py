"""The commands, as a person uses them: what they print, what they write, and how they leave."""

import csv
import io
import json
import subprocess
import sys

import networkx
import pytest

from lcgraph.cli.main import COMMANDS
from lcgraph.store import open_store

QUESTION = """\
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
SELECT ?place WHERE { ?place a lc:City } ORDER BY ?place
"""


def test_help_lists_every_command(run):
    outcome = run("--help")
    assert outcome.code == 0
    assert all(f"\n  {name} " in outcome.out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example_or_a_full_sentence(run, command):
    outcome = run(command, "--help")
    assert outcome.code == 0
    assert outcome.out.startswith(f"Usage: lcgraph {command}")
    assert "lcgraph " in outcome.out.partition("Options:")[0].partition("\n")[2] or "exit code" in outcome.out


def test_version_names_the_program(run):
    assert run("--version").out.startswith("lcgraph ")


def test_python_m_does_the_same():
    done = subprocess.run([sys.executable, "-m", "lcgraph", "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: lcgraph")


class TestBuild:
    def test_tells_what_it_found(self, texts, invented, run):
        outcome = run("build", "texts")
        assert outcome.code == 0
        assert outcome.err == ""
        for words in ("Read 2 texts", "invented 1", "harbour.txt", "city 2", "asserted 5", "planned 2"):
            assert words in outcome.out
        assert "100 % letter for letter" in outcome.out
        assert "no violations" in outcome.out
        assert "lcgraph-out/report.html" in outcome.out

    def test_writes_the_four_files(self, built):
        assert sorted(p.name for p in built.iterdir()) == [
            "facts.ttl",
            "graph.ttl",
            "network.html",
            "report.html",
        ]

    def test_leaves_nothing_else_behind(self, built, folder):
        assert sorted(p.name for p in folder.iterdir()) == ["lcgraph-out", "texts"]

    def test_quiet_prints_nothing(self, texts, invented, run):
        outcome = run("build", "texts", "-q")
        assert (outcome.code, outcome.out, outcome.err) == (0, "", "")

    def test_quiet_still_names_what_was_skipped(self, texts, invented, run):
        (texts / "scan.pdf").write_bytes(b"%PDF-1.7")
        outcome = run("build", "texts", "--quiet")
        assert outcome.out == ""
        assert outcome.err.startswith("lcgraph: skipped texts/scan.pdf: a PDF file")

    def test_names_what_was_skipped_and_why(self, texts, invented, run):
        (texts / "scan.pdf").write_bytes(b"%PDF-1.7")
        assert "texts/scan.pdf: a PDF file" in run("build", "texts").out

    def test_writes_one_file_when_asked(self, texts, invented, run, folder):
        outcome = run("build", "texts", "-o", "region.nt")
        assert outcome.code == 0
        assert len(open_store(folder / "region.nt")) > 100
        assert "--graph region.nt" in outcome.out

    def test_dash_writes_turtle_to_standard_output(self, texts, invented, run, folder):
        outcome = run("build", "texts", "-o", "-")
        (folder / "out.ttl").write_bytes(outcome.data)
        assert len(open_store(folder / "out.ttl")) > 100
        assert "Read 2 texts" in outcome.err

    def test_dash_reads_standard_input(self, folder, invented, run):
        outcome = run("build", "-", "-o", "one.ttl", stdin=b"Aldermoor is a city in Nordland.")
        assert outcome.code == 0
        assert "Read 1 text" in outcome.out

    def test_base_decides_the_iris(self, texts, invented, run, folder):
        assert run("build", "texts", "-o", "g.ttl", "--base", "https://data.example.org/").code == 0
        assert "<https://data.example.org/place/>" in (folder / "g.ttl").read_text()

    def test_min_confidence_leaves_doubtful_claims_out(self, texts, invented, run):
        assert "asserted 5" in run("build", "texts").out
        assert "asserted 1\n" in run("build", "texts", "--min-confidence", "0.78").out

    def test_replaces_an_earlier_build(self, built, run):
        before = (built / "graph.ttl").read_bytes()
        assert run("build", "texts/hills.txt", "-q").code == 0
        assert (built / "graph.ttl").read_bytes() != before


class TestQuery:
    def test_without_name_lists_the_questions(self, folder, run):
        assert "themes-by-place" in run("query").out
        outcome = run("query", "--format", "csv")
        assert outcome.code == 0
        assert "partners,Who works together in the partnerships of a place?,[place]" in outcome.out

    def test_answers_a_question_of_the_last_build(self, built, run):
        outcome = run("query", "partnerships")
        assert outcome.code == 0
        assert "Partnership of Tide University and Brightwind Ltd" in " ".join(outcome.out.split())

    def test_takes_parameters(self, sample, run):
        outcome = run("query", "partners", "-p", "place=Aldermoor", "-g", sample, "-f", "csv")
        rows = list(csv.DictReader(io.StringIO(outcome.out)))
        assert {row["placeLabel"] for row in rows} == {"Aldermoor"}

    def test_a_repeated_parameter_means_any_of_its_values(self, sample, run):
        options = ("-g", sample, "-f", "csv")
        one = run("query", "partners", "-p", "place=Aldermoor", *options).out.splitlines()
        both = run("query", "partners", "-p", "place=Aldermoor", "-p", "place=Nordland", *options)
        assert len(both.out.splitlines()) > len(one)

    @pytest.mark.parametrize("format", ["csv", "tsv", "json", "md", "table"])
    def test_shows_the_answer_in_each_format(self, sample, run, format):
        outcome = run("query", "places", "--graph", sample, "--format", format)
        assert outcome.code == 0
        assert "Aldermoor" in outcome.out

    def test_json_is_that_of_the_w3c(self, sample, run):
        answer = json.loads(run("query", "places", "-g", sample, "-f", "json").out)
        assert answer["head"]["vars"]
        assert answer["results"]["bindings"][0]

    def test_asks_sparql_of_a_file(self, sample, folder, run):
        (folder / "mine.rq").write_text(QUESTION)
        assert "place/aldermoor" in run("query", "--sparql", "mine.rq", "-g", sample, "-f", "csv").out

    def test_asks_sparql_of_standard_input(self, sample, run):
        outcome = run("query", "--sparql", "-", "-g", sample, "-f", "csv", stdin=QUESTION.encode())
        assert "place/aldermoor" in outcome.out

    def test_a_file_with_a_header_takes_parameters(self, sample, folder, run):
        header = (
            "#+ summary: Is it there?\n#+ parameters:\n#+   - name: place\n#+     type: Place\n"
            "#+ columns:\n#+   place: a city\n"
        )
        (folder / "mine.rq").write_text(header + QUESTION)
        outcome = run("query", "--sparql", "mine.rq", "-p", "place=Aldermoor", "-g", sample, "-f", "csv")
        assert outcome.out.splitlines()[1:] == ["https://example.org/lcgraph/place/aldermoor"]

    def test_says_when_there_is_no_row(self, built, run):
        outcome = run("query", "publications")
        assert (outcome.code, outcome.out, outcome.err) == (0, "", "no rows\n")


class TestEvidence:
    def test_shows_the_sentence_where_it_stands_and_how_sure_it_is(self, built, run):
        outcome = run("evidence", "Aldermoor", "locatedIn")
        assert outcome.code == 0
        lines = outcome.out.splitlines()
        assert lines[0] == "Aldermoor – located in – Nordland"
        assert lines[1] == "  Aldermoor is a city in Nordland."
        assert lines[2] == "  texts/harbour.txt 19–51 · asserted, confidence 0.75, invented 1"

    def test_the_offsets_are_those_of_the_text(self, built, texts, run):
        answer = json.loads(run("evidence", "Lantern Bridge", "-f", "json").out)
        for row in answer["results"]["bindings"]:
            text = (texts.parent / row["document"]["value"]).read_text()
            start, end = int(row["start"]["value"]), int(row["end"]["value"])
            assert text[start:end] == row["sentence"]["value"]

    def test_shows_plans_and_denials_as_what_they_are(self, built, run):
        outcome = run("evidence", "Net Guild", "partner")
        assert "planned" in outcome.out
        assert "negated" in outcome.out
        assert "asserted" not in outcome.out

    def test_takes_an_object(self, built, run):
        outcome = run("evidence", "Brightwind Ltd", "funds", "Lantern Bridge", "--format", "csv")
        assert len(outcome.out.splitlines()) == 2
        assert "possible" in outcome.out.lower()

    @pytest.mark.parametrize("format", ["csv", "tsv", "json", "md"])
    def test_in_each_format(self, built, run, format):
        assert "Aldermoor is a city in Nordland" in run("evidence", "place:aldermoor", "-f", format).out

    def test_says_when_nothing_is_said(self, built, run):
        outcome = run("evidence", "Aldermoor", "funds")
        assert (outcome.code, outcome.out, outcome.err) == (0, "", "no claims\n")


class TestNetwork:
    def test_without_name_lists_the_networks(self, folder, run):
        outcome = run("network")
        assert outcome.code == 0
        assert "co-partners" in outcome.out

    def test_without_file_shows_the_measures(self, sample, run):
        outcome = run("network", "co-partners", "-g", sample)
        assert outcome.code == 0
        assert "betweenness" in outcome.out

    def test_gexf_can_be_read_with_its_measures(self, sample, folder, run):
        assert run("network", "co-partners", "-o", "n.gexf", "-g", sample).code == 0
        network = networkx.read_gexf(folder / "n.gexf")
        assert len(network) > 3
        assert all("betweenness" in data for _, data in network.nodes(data=True))

    @pytest.mark.parametrize("suffix", ["graphml", "csv", "json"])
    def test_writes_the_other_formats(self, sample, folder, run, suffix):
        assert run("network", "everything", "-o", f"n.{suffix}", "-g", sample).code == 0
        assert (folder / f"n.{suffix}").stat().st_size > 1000

    def test_dash_writes_to_standard_output(self, sample, run):
        outcome = run("network", "co-partners", "-o", "-", "-f", "json", "-g", sample)
        assert json.loads(outcome.out)["nodes"]
        assert outcome.err == ""


class TestDraw:
    @pytest.mark.parametrize("suffix", ["html", "svg"])
    def test_draws_the_network_of_partners_by_default(self, sample, folder, run, suffix):
        outcome = run("draw", "-o", f"n.{suffix}", "-g", sample, "--title", "Our region")
        assert outcome.code == 0
        assert "Our region" in (folder / f"n.{suffix}").read_text()

    def test_dash_writes_to_standard_output(self, sample, run):
        assert run("draw", "funders", "-o", "-", "-f", "svg", "-g", sample).out.startswith("<?xml")


class TestExport:
    @pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "rdf", "jsonld"])
    def test_every_format_holds_the_same_triples(self, sample, folder, run, suffix):
        assert run("export", "-o", f"out.{suffix}", "-g", sample).code == 0
        assert len(open_store(folder / f"out.{suffix}")) == len(open_store(sample))

    def test_goes_to_standard_output_by_default(self, sample, folder, run):
        (folder / "out.ttl").write_bytes(run("export", "-g", sample).data)
        assert len(open_store(folder / "out.ttl")) == len(open_store(sample))

    def test_facts_only_leaves_claims_out(self, sample, run):
        outcome = run("export", "--facts-only", "-f", "ntriples", "-g", sample)
        assert "rdf-syntax-ns#type> <https://w3id.org/lcgraph/ontology#Claim>" not in outcome.out
        assert "rdf-syntax-ns#type> <https://w3id.org/lcgraph/ontology#City>" in outcome.out

    def test_align_lets_other_vocabularies_find_things(self, sample, folder, run):
        """What follows rdfs:subClassOf finds cities when it asks for places of schema.org."""
        (folder / "q.rq").write_text(
            "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
            "SELECT ?x WHERE { ?x a/rdfs:subClassOf* <https://schema.org/Place> }"
        )
        plain = run("query", "--sparql", "q.rq", "-g", sample, "-f", "csv").out
        assert run("export", "--align", "-o", "both.ttl", "-g", sample).code == 0
        aligned = run("query", "--sparql", "q.rq", "-g", "both.ttl", "-f", "csv").out
        assert "place/aldermoor" not in plain
        assert "place/aldermoor" in aligned

    def test_align_says_nothing_new_about_any_thing(self, sample, folder, run):
        run("export", "--align", "-o", "both.nt", "-g", sample)
        run("export", "-o", "plain.nt", "-g", sample)
        added = set((folder / "both.nt").read_text().splitlines()) - set(
            (folder / "plain.nt").read_text().splitlines()
        )
        assert added
        assert not any(line.startswith("<https://example.org/") for line in added)


class TestChecks:
    def test_validate_passes_a_sound_graph(self, built, run):
        outcome = run("validate")
        assert (outcome.code, outcome.out) == (0, "")
        assert "0 violations" in outcome.err

    def test_validate_names_what_is_wrong_and_leaves_with_1(self, built, run):
        graph = built / "graph.ttl"
        graph.write_text(graph.read_text().replace("lc:indicator", "lc:unit"))
        outcome = run("validate", "-f", "csv")
        assert outcome.code == 1
        assert "Violation" in outcome.out
        assert "lc:indicator" in outcome.out

    def test_verify_looks_up_every_quote(self, built, run):
        outcome = run("verify")
        assert (outcome.code, outcome.out) == (0, "")
        assert "no faults" in outcome.err

    def test_verify_finds_a_text_that_was_changed(self, built, texts, run):
        path = texts / "harbour.txt"
        path.write_text(path.read_text().replace("a city in", "a town in"))
        outcome = run("verify", "-f", "csv")
        assert outcome.code == 1
        assert "texts/harbour.txt,the text has changed since the graph was built" in outcome.out
        assert "is not the quote" in outcome.out

    def test_verify_finds_the_texts_elsewhere(self, built, texts, folder, run):
        moved = folder / "elsewhere"
        moved.mkdir()
        texts.rename(moved / "texts")
        assert run("verify").code == 1
        assert run("verify", "--source", moved).code == 0

    def test_verify_finds_a_fact_without_a_claim(self, built, run):
        with (built / "graph.ttl").open("a") as file:
            file.write("place:marnby lc:locatedIn place:aldermoor .\n")
        outcome = run("verify", "-f", "csv")
        assert outcome.code == 1
        assert "no claim asserts it" in outcome.out
