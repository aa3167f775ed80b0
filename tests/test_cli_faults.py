"""Bad input of every kind: one line that says what, where and what to do; exit 1, or 2 for wrong usage."""

import os
import socket

import pytest
from invented_reader import HARBOUR

from lcgraph import pipeline
from lcgraph.errors import LCGraphError

AS_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")


def is_one_line(outcome, *words):
    """Whether a command failed for its input's sake, with these words in one line."""
    assert outcome.code == 1
    assert outcome.out == ""
    assert outcome.err.startswith("lcgraph: ")
    assert outcome.err.count("\n") == 1
    for word in words:
        assert word in outcome.err
    return True


class TestTexts:
    @pytest.mark.parametrize(
        ("name", "data", "words"),
        [
            ("empty.txt", b"", ["empty.txt", "empty"]),
            ("blank.txt", b" \n\n\t ", ["blank.txt", "empty"]),
            ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), ["picture.txt", "picture"]),
            ("broken.txt", "Umeå".encode() * 50 + b"\xff\xc3", ["broken.txt", "byte"]),
            ("half.txt", b"\xff\xfeA\x00\x00\xd8", ["half.txt", "UTF-16"]),
            ("report.pdf", b"%PDF-1.7", ["report.pdf", "PDF"]),
            ("report.docx", b"PK\x03\x04", ["report.docx", "Word"]),
        ],
    )
    def test_that_cannot_be_read(self, folder, invented, run, name, data, words):
        (folder / name).write_bytes(data)
        assert is_one_line(run("build", name), *words)
        assert not (folder / "lcgraph-out").exists()

    def test_that_are_not_there(self, folder, invented, run):
        assert is_one_line(run("build", "nowhere.txt"), "nowhere.txt", "no such file")

    def test_a_folder_without_any(self, folder, invented, run):
        (folder / "texts").mkdir()
        assert is_one_line(run("build", "texts"), "texts", "no text to read")

    def test_in_windows_1252_are_read_with_a_note(self, folder, invented, run):
        (folder / "old.txt").write_bytes(HARBOUR.replace("sea", "se\u00e5").encode("cp1252"))
        outcome = run("build", "old.txt")
        assert outcome.code == 0
        assert "read as Windows-1252" in outcome.out

    @AS_ROOT
    def test_in_a_folder_that_is_closed(self, texts, invented, run):
        texts.chmod(0)
        try:
            assert is_one_line(run("build", "texts"), "texts", "Permission denied")
        finally:
            texts.chmod(0o755)

    def test_an_empty_name(self, folder, invented, run):
        assert is_one_line(run("build", ""), "an empty path")

    def test_a_faulty_card_is_named_with_its_line(self, texts, invented, run):
        (texts / "hills.yml").write_text("title: Hills\ncolour: green\n")
        assert is_one_line(run("build", "texts"), "hills.yml", "2", "colour")

    def test_a_device(self, folder, invented, run):
        assert is_one_line(run("build", "/dev/null"), "/dev/null", "not a regular file")


class TestPlaces:
    def test_a_folder_with_foreign_files_is_left_alone(self, texts, invented, run, folder):
        place = folder / "photos"
        place.mkdir()
        (place / "holiday.jpg").write_bytes(b"...")
        assert is_one_line(run("build", "texts", "-o", "photos"), "photos", "holiday.jpg")
        assert [p.name for p in place.iterdir()] == ["holiday.jpg"]

    def test_a_file_in_the_place_of_a_folder(self, texts, invented, run, folder):
        (folder / "out").write_text("mine")
        assert is_one_line(run("build", "texts", "-o", "out"), "is a file")

    def test_an_unknown_format(self, texts, invented, run):
        assert is_one_line(run("build", "texts", "-o", "graph.doc"), ".doc", "turtle")

    def test_a_folder_that_is_not_there(self, texts, invented, run):
        assert is_one_line(run("build", "texts", "-o", "nowhere/graph.ttl"), "nowhere")

    def test_below_a_file(self, texts, invented, run, folder):
        (folder / "out").write_text("mine")
        assert is_one_line(run("build", "texts", "-o", "out/build"), "out")

    @AS_ROOT
    def test_a_closed_folder(self, texts, invented, run, folder):
        closed = folder / "closed"
        closed.mkdir(mode=0o500)
        assert is_one_line(run("build", "texts", "-o", "closed/out"), "closed", "may not be written")
        assert is_one_line(run("build", "texts", "-o", "closed/g.ttl"), "closed", "may not be written")

    def test_a_full_disk(self, built, run):
        """What does not fit ends in one line, whichever command writes."""
        if not os.path.exists("/dev/full"):
            pytest.skip("there is no /dev/full here")
        for command in (
            ["export", "-f", "turtle", "-o", "/dev/full/x.ttl"],
            ["network", "co-partners", "-o", "/dev/full/x.gexf"],
            ["draw", "-o", "/dev/full/x.html"],
        ):
            assert is_one_line(run(*command), "cannot be written")

    def test_a_wrong_base_is_told_before_anything_is_read(self, folder, run):
        assert is_one_line(run("build", "nowhere.txt", "--base", "example"), "base 'example'")


class TestGraphs:
    def test_no_build_yet(self, folder, run):
        for command in (["query", "places"], ["evidence", "X"], ["validate"], ["verify"], ["export"]):
            assert is_one_line(run(*command), "lcgraph-out/graph.ttl", '"lcgraph build"', "--graph")

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("g.ttl", "@prefix x: <http://x/> .\nx:a x:b .\n", ["g.ttl", "line 2", "column"]),
            ("g.ttl", "x:a x:b x:c .\n", ["g.ttl", "line 1", "prefix"]),
            ("g.ttl", "a text about towns\n", ["g.ttl", "line 1"]),
            ("g.nt", "<a> <b>\n", ["g.nt", "line 1"]),
            ("g.rdf", '<!DOCTYPE x [<!ENTITY a "b">]><x/>', ["g.rdf", "DOCTYPE"]),
            ("g.jsonld", "[" * 5000, ["g.jsonld", "nested"]),
            ("g.txt", "", ["g.txt", "no RDF format"]),
        ],
    )
    def test_that_are_broken(self, folder, run, name, content, words):
        (folder / name).write_text(content)
        assert is_one_line(run("query", "places", "-g", name), *words)

    def test_that_are_not_there(self, folder, run):
        assert is_one_line(run("verify", "-g", "nowhere.ttl"), "nowhere.ttl", "no such file")

    def test_a_folder_that_is_none(self, folder, run):
        (folder / "empty").mkdir()
        assert is_one_line(run("validate", "-g", "empty"), "empty")

    def test_an_endpoint_where_nothing_answers(self, folder, run):
        with socket.socket() as held:  # bound and never listening: a port that is surely closed
            held.bind(("127.0.0.1", 0))
            address = f"http://127.0.0.1:{held.getsockname()[1]}/sparql"
            assert is_one_line(
                run("query", "places", "-g", address), address, "cannot be reached", "check the address"
            )

    def test_an_unknown_export_format(self, built, run):
        assert is_one_line(run("export", "-o", "graph.doc"), ".doc", "turtle")
        assert is_one_line(run("export", "-f", "doc"), "'doc'", "turtle")


class TestQuestions:
    def test_an_unknown_question_suggests_near_ones(self, built, run):
        assert is_one_line(run("query", "partner"), "no question 'partner'", "partners")

    def test_an_unknown_parameter_names_those_there_are(self, built, run):
        assert is_one_line(run("query", "partners", "-p", "town=X"), "'town'", "place")

    def test_a_name_that_nothing_has(self, sample, run):
        outcome = run("query", "partners", "-p", "place=Aldermor", "-g", sample)
        assert is_one_line(outcome, "'Aldermor'", "Aldermoor")

    def test_sparql_with_a_fault_in_it(self, built, run):
        outcome = run("query", "--sparql", "-", stdin=b"SELECT ?x\nWHERE { ?x ?y }")
        assert is_one_line(outcome, "line 2", "column")

    def test_sparql_that_would_leave_the_machine_or_change_the_graph(self, built, run):
        for text in (
            b"SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            b"INSERT DATA { <a:a> <a:b> <a:c> }",
            b"LOAD <file:///etc/hostname>",
        ):
            assert is_one_line(run("query", "--sparql", "-", stdin=text))

    def test_a_file_of_sparql_that_is_not_there_or_not_text(self, built, run, folder):
        (folder / "x.rq").write_bytes(b"\xff\xfe\x00")
        assert is_one_line(run("query", "--sparql", "nowhere.rq"), "nowhere.rq", "No such file")
        assert is_one_line(run("query", "--sparql", "x.rq"), "x.rq", "UTF-8")

    def test_evidence_for_what_nobody_names(self, sample, run):
        assert is_one_line(run("evidence", "Aldermor", "-g", sample), "'Aldermor'", "Aldermoor")
        assert is_one_line(run("evidence", "Aldermoor", "locatedin", "-g", sample), "did you mean locatedIn")

    def test_an_unknown_network(self, built, run):
        for command in (["network", "partnership", "-o", "x.gexf"], ["draw", "partnership", "-o", "x.html"]):
            assert is_one_line(run(*command), "no network 'partnership'", "partnerships")

    def test_a_picture_or_file_of_an_unknown_format(self, built, run):
        assert is_one_line(run("draw", "-o", "x.pdf"), "x.pdf", "png")
        assert is_one_line(run("draw", "-o", "x.bmp"), "x.bmp", "svg")
        assert is_one_line(run("network", "co-partners", "-o", "x.xls"), "x.xls", "gexf")


@pytest.mark.parametrize(
    "command",
    [
        ["bild"],
        ["build", "--colour"],
        ["build", "--min-confidence", "2"],
        ["query", "places", "--format", "xml"],
        ["query", "places", "--sparql", "x.rq"],
        ["query", "partners", "-p", "place"],
        ["query", "--sparql", "-", "-p", "place=X"],
        ["evidence"],
        ["network", "-o", "x.gexf"],
        ["network", "co-partners", "-o", "-"],
        ["draw"],
        ["draw", "-o", "-"],
    ],
)
def test_wrong_usage_leaves_with_2(built, run, command):
    outcome = run(*command)
    assert outcome.code == 2
    assert outcome.out == ""
    assert "Usage: lcgraph" in outcome.err


class TestLastBuild:
    """A build finishes whole or leaves the last one untouched."""

    @pytest.fixture
    def before(self, built):
        return {path.name: path.read_bytes() for path in built.iterdir()}

    def assert_untouched(self, folder, before):
        assert {path.name: path.read_bytes() for path in (folder / "lcgraph-out").iterdir()} == before
        assert sorted(path.name for path in folder.iterdir()) == ["lcgraph-out", "texts"]

    def test_a_text_that_cannot_be_read(self, before, folder, texts, run):
        (texts / "empty.txt").write_bytes(b"")
        assert run("build", "texts/empty.txt").code == 1
        self.assert_untouched(folder, before)

    @pytest.mark.parametrize("fault", [LCGraphError("no"), KeyboardInterrupt(), OSError(28, "No space left")])
    @pytest.mark.parametrize(
        "step",
        [
            "lcgraph.pipeline.link",
            "lcgraph.pipeline.network_of",
            "lcgraph.graph.write_graph",
            "lcgraph.drawing.draw",
            "lcgraph.report.write_report",
            "lcgraph.pipeline._put",
        ],
    )
    def test_a_fault_at_any_step(self, before, folder, texts, run, monkeypatch, step, fault):
        def fail(*arguments, **options):
            raise fault

        monkeypatch.setattr(step, fail)
        outcome = run("build", "texts/hills.txt")
        assert outcome.code == (130 if isinstance(fault, KeyboardInterrupt) else 1)
        assert outcome.err.strip().startswith("lcgraph: ")
        self.assert_untouched(folder, before)

    def test_an_interruption_before_the_swap(self, before, folder, texts, run, monkeypatch):
        def interrupted(one, other):
            assert {path.name for path in one.iterdir()} == set(before)
            raise KeyboardInterrupt

        monkeypatch.setattr(pipeline, "swap", interrupted)
        assert run("build", "texts/hills.txt").code == 130
        self.assert_untouched(folder, before)

    def test_an_interruption_after_the_swap(self, before, folder, texts, run, monkeypatch):
        """The new build is whole in its place then, and nothing of the last one is left beside it."""
        swap = pipeline.swap

        def swap_and_stop(one, other):
            if not swap(one, other):
                pytest.skip("nothing can be swapped in one step here")
            raise KeyboardInterrupt

        monkeypatch.setattr(pipeline, "swap", swap_and_stop)
        assert run("build", "texts/hills.txt").code == 130
        after = {path.name: path.read_bytes() for path in (folder / "lcgraph-out").iterdir()}
        assert after.keys() == before.keys()
        assert after["graph.ttl"] != before["graph.ttl"]
        assert sorted(path.name for path in folder.iterdir()) == ["lcgraph-out", "texts"]

    @pytest.mark.parametrize("failing", ["first", "second"])
    def test_a_fault_in_the_renamings_where_nothing_can_be_swapped(
        self, before, folder, texts, run, monkeypatch, failing
    ):
        rename = pipeline.Path.rename
        renamed = []

        def fail(path, target):
            renamed.append(path.name)
            if len(renamed) == ["first", "second"].index(failing) + 1:
                raise KeyboardInterrupt
            return rename(path, target)

        monkeypatch.setattr(pipeline, "swap", lambda one, other: False)
        monkeypatch.setattr(pipeline.Path, "rename", fail)
        assert run("build", "texts/hills.txt").code == 130
        assert renamed[0] == "lcgraph-out"
        self.assert_untouched(folder, before)
