"""The store: opening, asking, adding, and saving graphs."""

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lcgraph.errors import QueryError, StoreError
from lcgraph.store import FORMATS, Store, open_store, save_store

EX = "https://example.org/"


def quad(subject: str, object: str) -> Quad:
    return Quad(NamedNode(EX + subject), NamedNode(EX + "knows"), Literal(object))


@pytest.fixture
def store() -> Store:
    new = open_store()
    new.add([quad("ada", "one"), quad("bo", "two")])
    return new


def test_select_gives_rows_with_columns_in_the_order_asked_for(store: Store) -> None:
    result = store.select("SELECT ?o ?s WHERE { ?s ?p ?o } ORDER BY ?o")
    assert result.columns == ("o", "s")
    assert list(result) == [
        (Literal("one"), NamedNode(EX + "ada")),
        (Literal("two"), NamedNode(EX + "bo")),
    ]


def test_columns_of_select_star_come_in_the_order_of_the_text(store: Store) -> None:
    result = store.select("SELECT * WHERE { ?zebra ?ant ?moth OPTIONAL { ?zebra <urn:x:none> ?bee } }")
    assert result.columns == ("zebra", "ant", "moth", "bee")
    assert {row[2] for row in result} == {Literal("one"), Literal("two")}


def test_an_unbound_variable_is_none(store: Store) -> None:
    assert list(store.select("SELECT ?x WHERE { OPTIONAL { <urn:a:a> <urn:a:b> ?x } }")) == [(None,)]


def test_ask_gives_a_truth_and_construct_gives_triples(store: Store) -> None:
    assert store.query("ASK { ?s ?p 'one' }") is True
    assert store.query("ASK { ?s ?p 'three' }") is False
    result = store.query("CONSTRUCT WHERE { ?s ?p 'one' }")
    assert not isinstance(result, bool)
    assert [str(triple.subject) for triple in result] == [f"<{EX}ada>"]


def test_select_refuses_other_forms(store: Store) -> None:
    with pytest.raises(QueryError, match="SELECT is needed"):
        store.select("ASK {}")


def test_a_syntax_error_has_line_and_column_and_is_short(store: Store) -> None:
    with pytest.raises(QueryError, match="line 2, column 9") as caught:
        store.query("SELECT * WHERE {\n ?s ?p }")
    assert len(str(caught.value)) < 300
    assert "\n" not in str(caught.value)


def test_rdflib_sees_the_same_triples_without_a_copy(store: Store) -> None:
    graph = store.rdflib()
    store.add([quad("cy", "three")])
    assert len(graph) == len(store) == 3


def test_a_closed_store_says_so() -> None:
    with open_store() as store:
        pass
    with pytest.raises(StoreError, match="closed"):
        len(store)


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_each_format_is_read_by_its_suffix(store: Store, known, tmp_path: Path) -> None:
    path = tmp_path / f"graph{known.suffixes[0]}"
    path.write_bytes(store.dump(format=known.name))
    with open_store(path) as again:
        assert set(again) == set(store)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", "<urn:a:b> <urn:a:c> 1 .\n<urn:a:b> x:y 2 .", r"a\.ttl, line 2, column 1\d.*prefix"),
        ("a.ttl", "<urn:a:b> <c> 1 .", r"a\.ttl.*not valid turtle"),
        ("a.nt", "<urn:a:b> <urn:a:c> 'x' .", r"a\.nt, line 1"),
        ("a.jsonld", '{"@id": "urn:a:b",\n "urn:a:c" 1}', r"a\.jsonld, line 2"),
        (
            "a.jsonld",
            '{"@context": "http://localhost:9/x", "@id": "urn:a:b"}',
            r"a\.jsonld: not valid jsonld",
        ),
        ("a.jsonld", "[" * 9000, r"a\.jsonld, line 1: nested deeper"),
        (
            "a.trig",
            "<urn:a:b> <urn:a:c> " + "<<( <urn:a:b> <urn:a:c> " * 9000,
            r"a\.trig, line 1: nested deeper",
        ),
        ("a.rdf", "<?xml version='1.0'?>\n<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", r"a\.rdf, line 2: .*DOCTYPE"),
        ("a.rdf", "<x/>", r"a\.rdf.*not valid rdfxml"),
        ("a.txt", "", "no RDF format is called '.txt'; known are turtle"),
    ],
)
def test_a_bad_file_is_named_with_its_place_and_nothing_is_loaded(
    name: str, content: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    store = open_store()
    with pytest.raises(StoreError, match=message):
        store.load(path)
    assert len(store) == 0


def test_brackets_in_strings_and_comments_are_no_nesting(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("# <<( don't\n" + '<urn:a:b> <urn:a:c> \'<<((\', """<<""" .\n' * 600, encoding="utf-8")
    with open_store(path) as store:
        assert len(store) == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file"):
        open_store(tmp_path / "none.ttl")


def test_a_saved_folder_opens_for_any_number_of_readers_and_for_no_writer(
    store: Store, tmp_path: Path
) -> None:
    save_store(store, tmp_path / "graph")
    with open_store(tmp_path / "graph") as one, open_store(tmp_path / "graph") as two:
        assert set(one) == set(two) == set(store)
        with pytest.raises(StoreError, match="for reading"):
            one.add([quad("cy", "three")])
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]


def test_saving_again_replaces_the_old_store(store: Store, tmp_path: Path) -> None:
    save_store(store, tmp_path / "graph")
    store.add([Quad(BlankNode(), NamedNode(EX + "knows"), Literal("x"), NamedNode(EX + "named"))])
    save_store(store, tmp_path / "graph")
    with open_store(tmp_path / "graph") as again:
        assert len(again) == 3
        assert again.has_named_graphs()


def test_a_failure_to_save_leaves_the_old_store(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_store(store, tmp_path / "graph")
    before = sorted(path.name for path in (tmp_path / "graph").iterdir())

    def failing(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(StoreError, match="No space left"):
        save_store(open_store(), tmp_path / "graph")
    with pytest.raises(StoreError, match="No space left"):
        save_store(store, tmp_path / "another")
    assert len(open_store(tmp_path / "graph")) == 2
    assert sorted(path.name for path in (tmp_path / "graph").iterdir()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]


def test_a_foreign_folder_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match="is not a store folder"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="left alone"):
        save_store(store, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_store_is_not_written_over_a_file_or_below_a_missing_folder(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match="is a file"):
        save_store(store, tmp_path / "file")
    with pytest.raises(StoreError, match="no such folder"):
        save_store(store, tmp_path / "none" / "graph")


def test_a_reader_keeps_the_store_that_it_opened(store: Store, tmp_path: Path) -> None:
    save_store(store, tmp_path / "graph")
    with open_store(tmp_path / "graph") as reader:
        save_store(open_store(), tmp_path / "graph")
        assert len(list(reader.select("SELECT ?o ?s WHERE { ?s ?p ?o }"))) == len(set(reader)) == 2
    assert len(open_store(tmp_path / "graph")) == 0


def test_a_second_writer_is_told_who_is_writing(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    save_store(store, folder)

    def nosy() -> Iterator[Quad]:
        with pytest.raises(StoreError, match=f"being written by process {os.getpid()} on .*wait for it"):
            save_store(store, folder)
        with open_store(folder) as reader:
            assert len(reader) == 2
        yield quad("cy", "three")

    class Slow(Store):
        def __iter__(self) -> Iterator[Quad]:
            return nosy()

    save_store(Slow(), folder)
    assert set(open_store(folder)) == {quad("cy", "three")}


def test_what_a_killed_writer_left_is_cleared_by_the_next_and_is_no_store(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "graph"
    (folder / "data-left").mkdir(parents=True)
    (folder / "lcgraph-store.lock").write_text("process 1 on elsewhere")
    with pytest.raises(StoreError, match="never finished; build it again"):
        open_store(folder)
    save_store(store, folder)
    names = [path.name for path in folder.iterdir()]
    assert len(names) == 3
    assert "data-left" not in names


@pytest.mark.parametrize("damage", ["card", "count", "list", "current", "emptied", "lost", "elsewhere"])
def test_a_damaged_store_is_named_as_damaged(store: Store, damage: str, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    save_store(store, folder)
    path = folder / "lcgraph-store.json"
    card = json.loads(path.read_text())
    data = folder / card["data"]
    if damage == "card":
        path.write_text("{")
    elif damage == "count":
        path.write_text(json.dumps({**card, "quads": 5}))
    elif damage == "list":
        path.write_text(json.dumps({**card, "files": 7}))
    elif damage == "elsewhere":
        path.write_text(json.dumps({**card, "data": "../graph/data"}))
    elif damage == "current":
        (data / "CURRENT").write_text("rubbish_of_same_")
    else:
        for file in data.glob("*.sst"):
            file.write_bytes(b"") if damage == "emptied" else file.unlink()
    with pytest.raises(StoreError, match=r"graph: the store is damaged.*build it again"):
        open_store(folder)


def test_no_byte_of_a_store_can_be_changed_so_that_it_answers_wrongly(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    store.add([quad(f"s{number}", f"o{number}") for number in range(300)])
    save_store(store, folder)
    rows = set(store.select("SELECT ?s ?o WHERE { ?s ?p ?o }"))
    choose = random.Random(20)
    damaged = 0
    for file in sorted(folder.glob("data-*/*")):
        whole = file.read_bytes()
        for _ in range(4 if whole else 0):
            at = choose.randrange(len(whole))
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << choose.randrange(8)]) + whole[at + 1 :])
            try:
                with open_store(folder) as again:
                    assert set(again.select("SELECT ?s ?o WHERE { ?s ?p ?o }")) == rows
            except StoreError as error:
                damaged += "the store is damaged" in str(error) or pytest.fail(str(error))
        file.write_bytes(whole)
    assert damaged > 10


def test_a_store_of_another_format_is_named(store: Store, tmp_path: Path) -> None:
    save_store(store, tmp_path / "graph")
    (tmp_path / "graph" / "lcgraph-store.json").write_text(json.dumps({"format": 1, "quads": 2}))
    with pytest.raises(StoreError, match="is of format 1, this version reads 2; build the store again"):
        open_store(tmp_path / "graph")


def test_a_dump_does_not_lose_named_graphs_silently(store: Store) -> None:
    store.add([Quad(NamedNode(EX + "a"), NamedNode(EX + "b"), Literal("c"), NamedNode(EX + "g"))])
    with pytest.raises(StoreError, match="cannot hold named graphs"):
        store.dump(format="turtle")
    assert b"example.org/g>" in store.dump(format="nquads")
