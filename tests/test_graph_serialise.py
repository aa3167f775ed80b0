"""Graphs to files: equal bytes for equal graphs, formats that read back, old files that survive failures."""

import io
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from graph_examples import HOSTILE, hostile_knowledge, knowledge
from hypothesis import example, given, settings
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from lcgraph.errors import StoreError
from lcgraph.graph import build_graph, facts, to_bytes, write_graph
from lcgraph.store import FORMATS, Store, open_store

FORMAT_NAMES = [known.name for known in FORMATS]


@pytest.fixture(scope="module")
def graph() -> Store:
    return build_graph(knowledge())


def with_text(text: str) -> Store:
    store = open_store()
    store.add([Quad(NamedNode("https://example.org/place/a"), NamedNode("urn:a:b"), Literal(text))])
    return store


def parsed(data: bytes, format: RdfFormat = RdfFormat.TURTLE) -> set[Quad]:
    store = open_store()
    store.add(parse(data, format))
    return set(store)


@pytest.mark.parametrize("format", FORMAT_NAMES)
def test_any_order_of_insertion_gives_the_same_bytes(graph: Store, format: str) -> None:
    quads = list(graph)
    random.Random(7).shuffle(quads)
    shuffled = open_store()
    for quad in quads:
        shuffled.add([quad])
    assert to_bytes(shuffled, format) == to_bytes(graph, format)


def test_the_seed_of_string_hashes_makes_no_difference(graph: Store) -> None:
    program = (
        "import sys; from graph_examples import knowledge; from lcgraph.graph import build_graph, to_bytes\n"
        "sys.stdout.buffer.write(to_bytes(build_graph(knowledge())))"
    )
    for seed in ("1", "2"):
        path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        run = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, env=environment, check=True
        )
        assert run.stdout == to_bytes(graph)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("format", FORMAT_NAMES)
def test_every_format_reads_back_in_both_libraries(graph: Store, format: str) -> None:
    from rdflib import Dataset, Graph

    data = to_bytes(graph, format)
    rdf = next(known.rdf for known in FORMATS if known.name == format)
    assert parsed(data, rdf) == set(graph)
    other = {"ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}.get(format, format)
    again = Dataset() if format in ("nquads", "trig") else Graph()
    again.parse(data=data, format=other)
    assert len(again) == len(graph)


@settings(deadline=None, max_examples=40)
@given(hostile_knowledge())
def test_hostile_texts_come_back_from_turtle_in_both_libraries(whole) -> None:
    from rdflib import Graph

    graph = build_graph(whole)
    data = to_bytes(graph)
    assert parsed(data) == set(graph)
    quotes = {quad.object.value for quad in graph if isinstance(quad.object, Literal)}
    again = Graph().parse(data=data, format="turtle")
    assert len(again) == len(graph)
    assert {str(term) for term in again.objects() if type(term).__name__ == "Literal"} == quotes


@settings(deadline=None)
@given(HOSTILE)
@example("x> <p> <o> . <y")
@example('"""\n@prefix')
@example("back\\")
@example('a "@en <https://example.org/g>')
@example('"1"^^<http://www.w3.org/2001/XMLSchema#decimal>')
@example("\r\n")
@example("\x00")
@example("\x85\u2028")
def test_any_text_is_one_literal_in_each_format_or_refused(text: str) -> None:
    graph = with_text(text)
    for known in FORMATS:
        if known.name == "rdfxml" and re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text):
            with pytest.raises(StoreError, match="control characters"):
                to_bytes(graph, known.name)
        else:
            assert parsed(to_bytes(graph, known.name), known.rdf) == set(graph)


def test_rdfxml_keeps_carriage_returns_for_strict_readers() -> None:
    from rdflib import Graph

    again = Graph().parse(data=to_bytes(with_text("a\r\nb"), "rdfxml"), format="xml")
    assert [str(term) for term in again.objects()] == ["a\r\nb"]


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper is not installed")
def test_a_third_reader_counts_the_same_triples(graph: Store, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    write_graph(graph, path)
    run = subprocess.run(
        ["rapper", "-q", "-i", "turtle", "-o", "ntriples", path], capture_output=True, check=True
    )
    assert parsed(run.stdout, RdfFormat.N_TRIPLES) == set(graph)


def test_turtle_lists_facts_before_their_sources_and_never_escapes_a_name(graph: Store) -> None:
    text = to_bytes(graph).decode()
    names = [
        "place:",
        "actor:",
        "partnership:",
        "project:",
        "lct:",
        "observation:",
        "lc:",
        "doc:",
        "run:",
        "claim:",
    ]
    starts = [f"\n{name}" for name in (*names, "<letters#char=")]
    assert sorted(starts, key=text.index) == starts
    assert "\\" not in text
    assert '\n\nplace:jena a lc:City ;\n    rdfs:label "Jena" .\n\n' in text
    assert "@base <https://example.org/lcgraph/doc/> .\n" in text


def test_facts_alone_need_no_base_and_only_the_prefixes_they_use(graph: Store) -> None:
    text = to_bytes(facts(graph)).decode()
    assert "@prefix place: <https://example.org/lcgraph/place/> ." in text
    assert "@base" not in text
    assert "claim:" not in text


@pytest.mark.parametrize("base", ["https://data.example.org/x#", "urn:example:lc/", "http://org.example/"])
def test_other_bases_are_written_and_read_back(base: str) -> None:
    graph = build_graph(knowledge(), base=base)
    assert parsed(to_bytes(graph)) == set(graph)
    assert f"@prefix place: <{base}place/> .".encode() in to_bytes(graph)


def test_names_that_would_need_an_escape_are_written_in_full() -> None:
    store = open_store()
    store.add(
        Quad(
            NamedNode("https://example.org/place/" + name),
            NamedNode("urn:a:b"),
            NamedNode("https://example.org/place/a"),
        )
        for name in ("a.b", "a/b", "a%20b", "a~b", "-a", "é", "a'b", "", "a,b")
    )
    assert parsed(to_bytes(store)) == set(store)
    assert b"\\" not in to_bytes(store)


def test_blank_nodes_give_the_same_bytes_after_each_reading(tmp_path: Path) -> None:
    def once() -> bytes:
        store = open_store()
        inner, outer = BlankNode(), BlankNode()
        about = NamedNode("urn:a:about")
        store.add(
            [
                Quad(outer, about, inner),
                Quad(inner, about, Literal("x")),
                Quad(NamedNode("urn:a:a"), about, outer),
            ]
        )
        return to_bytes(store)

    assert once() == once()


def test_named_graphs_go_into_trig_and_are_not_lost_silently_elsewhere(tmp_path: Path) -> None:
    store = with_text('said "here" <https://example.org/not-a-graph>')
    place = NamedNode("https://example.org/place/a")
    store.add(
        [
            Quad(place, NamedNode("urn:a:b"), Literal("x"), place),
            Quad(place, place, place, NamedNode("urn:g:g")),
        ]
    )
    write_graph(store, tmp_path / "graph.trig")
    assert set(open_store(tmp_path / "graph.trig")) == set(store)
    assert set(open_store_of(tmp_path, store, "jsonld")) == set(store)
    with pytest.raises(StoreError, match="named graphs; write trig or nquads"):
        write_graph(store, tmp_path / "graph.ttl")


def open_store_of(folder: Path, store: Store, suffix: str) -> Store:
    write_graph(store, folder / f"graph.{suffix}")
    return open_store(folder / f"graph.{suffix}")


def test_a_stream_gets_turtle_unless_asked_otherwise(graph: Store) -> None:
    stream = io.BytesIO()
    assert write_graph(graph, stream) == len(graph)
    assert stream.getvalue() == to_bytes(graph)


def test_an_unknown_format_lists_the_known_ones(graph: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"graph\.docx.*known are turtle \(\.ttl\), ntriples"):
        write_graph(graph, tmp_path / "graph.docx")
    with pytest.raises(StoreError, match="'yaml'; known are"):
        write_graph(graph, tmp_path / "graph.ttl", "yaml")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
    graph: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old")

    def failing(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, failing)
    with pytest.raises(StoreError, match=r"graph\.ttl: cannot be written \(No space left on device\)"):
        write_graph(graph, path)
    assert [entry.read_text() for entry in tmp_path.iterdir()] == ["old"]


def test_a_missing_folder_is_named(graph: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        write_graph(graph, tmp_path / "none" / "graph.ttl")
