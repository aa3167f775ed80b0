"""The whole way from texts to a graph, and the five promises that hold along it."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from invented_reader import HARBOUR, InventedReader

import lcgraph
from lcgraph import LCGraphError, pipeline
from lcgraph.corpus import cards_of, shipped_corpus
from lcgraph.graph import to_bytes
from lcgraph.model import Modality

TESTS = Path(__file__).parent


@pytest.fixture
def made(texts):
    return pipeline.build(["texts"], extractor=InventedReader())


def asserted(made, predicate):
    """The facts of a predicate, by label."""
    return {
        (str(s), str(o))
        for s, o in made.store.select(
            "PREFIX lc: <https://w3id.org/lcgraph/ontology#>"
            "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
            f"SELECT ?s ?o {{ ?x lc:{predicate} ?y . ?x rdfs:label ?s . ?y rdfs:label ?o }}"
        )
    }


def test_every_quote_stands_in_its_text(made):
    assert made.verification.ok
    assert made.verification.claims == 20
    for claim in made.knowledge.claims:
        text = next(d.text for d in made.reading.documents if d.id == claim.evidence.document)
        assert text[slice(*claim.evidence.sentence)] == claim.evidence.quote


def test_what_is_only_hoped_for_planned_or_denied_is_no_fact(made):
    assert {claim.modality for claim in made.knowledge.claims} == {*Modality} - {Modality.REPORTED}
    assert asserted(made, "funds") == set()
    assert pipeline.network_of(made.store, "co-partners").number_of_edges() == 1
    assert asserted(made, "locatedIn") == {('"Aldermoor"', '"Nordland"'), ('"Marnby"', '"Nordland"')}


def test_the_graph_keeps_to_the_shapes(made):
    assert made.validation.rows == ()


def test_progress_names_each_text(texts):
    steps = []
    pipeline.build(["texts"], extractor=InventedReader(), progress=lambda *step: steps.append(step))
    assert steps[:2] == [("reading harbour", 0, 2), ("reading hills", 1, 2)]
    assert all(done <= of for _, done, of in steps)


def test_a_quote_that_is_not_in_its_text_stops_the_build(texts, monkeypatch):
    """A reader that reports other sentences than it read is found out before anything is written."""

    class Liar(InventedReader):
        def extract(self, document):
            from dataclasses import replace

            found = super().extract(document)
            other = document.text.replace("Nordland", "Sudlands")
            return replace(found, document=replace(document, text=other))

    with pytest.raises(LCGraphError):
        pipeline.build(["texts"], extractor=Liar())


class TestConfidence:
    def test_claims_below_are_left_out(self, texts):
        made = pipeline.build(["texts"], extractor=InventedReader(), min_confidence=0.78)
        assert {c.predicate for c in made.knowledge.claims} == {"type", "about"}
        assert made.verification.ok

    def test_a_partnership_that_loses_a_partner_goes_altogether(self, texts):
        made = pipeline.build(["texts"], extractor=InventedReader(), min_confidence=0.78)
        assert not [e for e in made.knowledge.entities if e.id.kind == "partnership"]

    def test_nought_leaves_all(self, made):
        assert pipeline.above(made.knowledge, 0.0) is made.knowledge


BUILD = """\
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from invented_reader import InventedReader
from lcgraph import pipeline
made = pipeline.build(sys.argv[2:], extractor=InventedReader())
pipeline.write_build(made, Path(sys.argv[1]))
"""


def build_elsewhere(out, *texts, seed, folder, **environment):
    """A build in a process with its own hash seed, working folder, time zone and language."""
    subprocess.run(
        [sys.executable, "-c", BUILD.format(tests=str(TESTS)), str(out), *texts],
        check=True,
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed, **environment},
    )
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_equal_input_gives_equal_bytes(tmp_path):
    folders = [tmp_path / "one", tmp_path / "another place"]
    for folder in folders:
        (folder / "texts").mkdir(parents=True)
        (folder / "texts" / "b.txt").write_text(HARBOUR)
        (folder / "texts" / "a.txt").write_text("Marnby is a city in Nordland.")
    one = build_elsewhere(folders[0] / "out", "texts", seed="1", folder=folders[0], TZ="UTC")
    other = build_elsewhere(
        folders[1] / "out", "texts", seed="2", folder=folders[1], TZ="Asia/Tokyo", LC_ALL="C"
    )
    assert one == other
    assert len(one) == 4


@pytest.fixture(scope="module")
def corpus(model):
    return pipeline.build()


class TestModel:
    """The same with the neural reader and the texts that ship."""

    def test_the_graph_is_sound(self, corpus):
        graph = lcgraph.Graph(corpus.store)
        assert graph.verify().ok
        assert graph.validate().conforms

    def test_finds_at_least_what_each_card_expects(self, corpus):
        classes = {entity.id: entity.class_name for entity in corpus.knowledge.entities}
        cards = cards_of(shipped_corpus())
        for document in corpus.reading.documents:
            things = {c.subject for c in corpus.knowledge.claims if c.evidence.document == document.id}
            themes = {c.object for c in corpus.knowledge.claims if c.evidence.document == document.id}
            found = Counter(classes[thing] for thing in (things | themes) & classes.keys())
            expected = cards[Path(document.identifier).stem].expect
            short = {name: found[name] for name, least in expected.items() if found[name] < least}
            assert not short, f"{document.id}: expected {dict(expected)}"

    def test_gives_equal_bytes_twice(self, model, tmp_path):
        out = []
        for seed in ("1", "2"):
            folder = tmp_path / seed
            folder.mkdir()
            subprocess.run(
                [sys.executable, "-m", "lcgraph", "build", "-q"],
                check=True,
                cwd=folder,
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(TESTS.parent)},
            )
            out.append({p.name: p.read_bytes() for p in (folder / "lcgraph-out").iterdir()})
        assert out[0] == out[1]

    def test_reads_side_by_side_what_it_reads_in_turn(self, corpus):
        assert to_bytes(pipeline.build(processes=2).store) == to_bytes(corpus.store)

    def test_asks_nobody(self, model, tmp_path):
        """A build that may neither look up a name nor open a connection does all that it does otherwise."""
        code = (
            "import sys\n"
            "def guard(event, arguments):\n"
            "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.sendto', 'urllib.Request'):\n"
            "        raise RuntimeError(f'{event} {arguments}')\n"
            "sys.addaudithook(guard)\n"
            "from lcgraph.cli import main\n"
            "main(['build', '-q'])\n"
        )
        environment = {**os.environ, "PYTHONPATH": str(TESTS.parent)}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert (done.returncode, done.stderr) == (0, "")
