"""Networks as files: what other programs read back is what was written, whatever a text has said."""

import csv
import datetime
import json

import networkx
import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcgraph.errors import NetworkError
from lcgraph.network import add_measures, add_positions, write_network
from lcgraph.network.files import clean

EVIDENCE = [{"quote": "Redton signed.\x0b <b>&", "confidence": 0.5, "start": 0, "issued": None}]


def example():
    network = networkx.Graph(name="partners", title="Partners")
    network.add_node(
        "https://example.org/a",
        label="Málaga & <Co>",
        class_name="City",
        themes=["Energy", "Skills"],
        place="",
    )
    network.add_node("https://example.org/b", label="=HYPERLINK(1)", class_name="Enterprise", themes=[])
    network.add_edge(
        "https://example.org/a", "https://example.org/b", weight=2.0, evidence=EVIDENCE, evidence_count=1
    )
    add_measures(network)
    add_positions(network)
    return network


def written(tmp_path, name, network=None, **options):
    path = tmp_path / name
    write_network(example() if network is None else network, path, **options)
    return path


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        (None, None),
        ("", None),
        (float("nan"), None),
        (float("inf"), None),
        (True, True),
        (numpy.int64(3), 3),
        (numpy.float64("nan"), None),
        (["one", "two"], "one; two"),
        ([], None),
        ({"b": 1, "a": [None]}, '{"a": [null], "b": 1}'),
        ({"only"}, "only"),
        (datetime.date(2020, 5, 1), "2020-05-01"),
        (5e-324, 0.0),
        ("a\x0bb\x00c\ufffe", "a\ufffdb\ufffdc\ufffd"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
    ],
)
def test_odd_values_become_what_a_file_can_hold(value, cleaned):
    assert clean(value) == cleaned


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_networkx_reads_back_the_same_network(tmp_path, ending):
    path = written(tmp_path, f"n.{ending}")
    again = networkx.read_gexf(path) if ending == "gexf" else networkx.read_graphml(path)
    network = example()
    assert set(again) == set(network)
    assert {frozenset(edge) for edge in again.edges} == {frozenset(edge) for edge in network.edges}
    node = again.nodes["https://example.org/a"]
    assert node["label"] == "Málaga & <Co>"
    assert node["themes"] == "Energy; Skills"
    assert node["degree"] == 1
    assert node["pagerank"] == 0.5
    edge = again.edges["https://example.org/a", "https://example.org/b"]
    assert edge["weight"] == 2.0
    assert json.loads(edge["evidence"]) == EVIDENCE


def test_gexf_carries_positions_and_colours_for_gephi(tmp_path):
    path = written(tmp_path, "n.gexf", colours={"City": "#0072b2"})
    viz = networkx.read_gexf(path).nodes["https://example.org/a"]["viz"]
    node = example().nodes["https://example.org/a"]
    assert (viz["color"]["r"], viz["color"]["g"], viz["color"]["b"]) == (0, 0x72, 0xB2)
    assert (viz["position"]["x"], viz["position"]["y"]) == (node["x"], -node["y"])


@pytest.mark.parametrize("ending", ["gexf", "graphml", "csv", "json"])
def test_equal_networks_give_equal_bytes_and_no_date(tmp_path, ending):
    first, second = written(tmp_path, f"one.{ending}"), written(tmp_path, f"two.{ending}")
    assert first.read_bytes() == second.read_bytes()
    assert str(datetime.date.today()).encode() not in first.read_bytes()


def test_json_is_node_link_data_with_all_evidence(tmp_path):
    content = json.loads(written(tmp_path, "n.json").read_text(encoding="utf-8"))
    again = networkx.Graph()
    again.add_nodes_from((node["id"], node) for node in content["nodes"])
    again.add_edges_from((edge["source"], edge["target"], edge) for edge in content["edges"])
    assert set(again.edges) == set(example().edges)
    assert content["edges"][0]["evidence"] == EVIDENCE
    assert content["nodes"][0]["themes"] == ["Energy", "Skills"]


def test_csv_is_an_edge_list_with_the_nodes_beside_it(tmp_path):
    path = written(tmp_path, "n.csv")
    edges = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    nodes = list(csv.DictReader((tmp_path / "n-nodes.csv").open(encoding="utf-8", newline="")))
    assert edges[0]["source_label"] == "Málaga & <Co>"
    assert edges[0]["sentence"] == "Redton signed.\ufffd <b>&"
    assert [node["id"] for node in nodes] == ["https://example.org/a", "https://example.org/b"]


def test_a_spreadsheet_finds_no_formula_in_a_name(tmp_path):
    rows = list(csv.DictReader(written(tmp_path, "n.csv").open(encoding="utf-8", newline="")))
    assert rows[0]["target_label"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("ending", ["gexf", "graphml", "csv", "json"])
def test_an_empty_network_is_a_valid_file(tmp_path, ending):
    path = written(tmp_path, f"n.{ending}", networkx.Graph(title="Empty"))
    if ending in ("gexf", "graphml"):
        again = networkx.read_gexf(path) if ending == "gexf" else networkx.read_graphml(path)
        assert len(again) == 0
    assert path.stat().st_size > 0


#: Names to which a format or a library gives a meaning of its own, and others.
names = st.sampled_from(
    ["label", "id", "weight", "start", "end", "type", "x", "y", "key", "viz", "pid", "name", "mode", "degree"]
) | st.text(max_size=5)
values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.lists(st.text(max_size=4), max_size=3)
    | st.dictionaries(st.text(max_size=3), st.floats(), max_size=2)
)
attributes = st.dictionaries(names, values, max_size=4)


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(attributes, attributes, attributes),
    st.tuples(attributes, attributes),
    attributes,
    st.booleans(),
)
def test_no_odd_value_breaks_a_file(tmp_path_factory, nodes, edges, graph, directed):
    network = networkx.DiGraph() if directed else networkx.Graph()
    network.graph.update(graph)
    network.add_nodes_from(zip("abc", nodes, strict=True))
    network.add_edges_from([("a", "b", edges[0]), ("b", "c", edges[1])])
    folder = tmp_path_factory.mktemp("odd")
    for ending, read in (("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)):
        again = read(written(folder, f"n.{ending}", network))
        assert set(again) == {"a", "b", "c"}
        assert {frozenset(edge) for edge in again.edges} == {frozenset("ab"), frozenset("bc")}
        assert again.is_directed() == directed
    json.loads(written(folder, "n.json", network).read_text(encoding="utf-8"), parse_constant=pytest.fail)
    rows = list(csv.reader(written(folder, "n.csv", network).open(encoding="utf-8", newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from("pqrs"), values, max_size=4), min_size=2, max_size=2))
def test_igraph_reads_from_graphml_what_networkx_reads(tmp_path_factory, nodes):
    igraph = pytest.importorskip("igraph", reason="igraph is not installed")
    network = networkx.Graph([("a & b", "c")])
    for node, data in zip(list(network), nodes, strict=True):
        network.nodes[node].update(data)
    path = written(tmp_path_factory.mktemp("odd"), "n.graphml", network)
    by_igraph = igraph.Graph.Read_GraphML(str(path))
    for node, data in networkx.read_graphml(path).nodes(data=True):
        assert by_igraph.vs.find(name=node).attributes().items() >= data.items()


def test_igraph_reads_the_same_nodes_edges_and_measures(tmp_path):
    igraph = pytest.importorskip("igraph", reason="igraph is not installed")
    network = networkx.relabel_nodes(networkx.karate_club_graph(), lambda n: f"https://example.org/{n}")
    for _, data in network.nodes(data=True):
        data["sphere"] = data.pop("club")
    add_measures(network)
    again = igraph.Graph.Read_GraphML(str(written(tmp_path, "n.graphml", network)))
    ends = {frozenset((again.vs[e.source]["name"], again.vs[e.target]["name"])) for e in again.es}
    assert ends == {frozenset(edge) for edge in network.edges}
    for node, data in network.nodes(data=True):
        assert {name: again.vs.find(name=node)[name] for name in data} == data
    for edge in again.es:
        data = network.edges[again.vs[edge.source]["name"], again.vs[edge.target]["name"]]
        assert (edge["bridge"], edge["weight"]) == (data["bridge"], data["weight"])


@pytest.mark.parametrize(
    ("values", "read"),
    [
        ((1, 2.5), (1.0, 2.5)),
        ((1, "two"), ("1", "two")),
        ((True, 2), ("true", "2")),
        ((2**63, 1), (str(2**63), "1")),
    ],
)
@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_an_attribute_has_one_type_in_a_file(tmp_path, ending, values, read):
    network = networkx.Graph()
    network.add_nodes_from([("a", {"size of it": values[0]}), ("b", {"size of it": values[1]})])
    path = written(tmp_path, f"n.{ending}", network)
    again = networkx.read_gexf(path) if ending == "gexf" else networkx.read_graphml(path)
    assert tuple(again.nodes[node]["size of it"] for node in "ab") == read


def test_the_network_in_memory_stays_as_it_was(tmp_path):
    network, before = example(), example()
    for ending in ("gexf", "graphml", "csv", "json"):
        written(tmp_path, f"n.{ending}", network)
    assert networkx.utils.graphs_equal(network, before)


def test_an_unknown_ending_names_those_that_there_are(tmp_path):
    with pytest.raises(NetworkError, match=r"xlsx is no network format; use one of csv, gexf, graphml, json"):
        write_network(example(), tmp_path / "n.xlsx")


def test_the_format_may_be_named_where_the_ending_says_nothing(tmp_path):
    assert written(tmp_path, "network.txt", format="json").read_bytes().startswith(b"{")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NetworkError, match=r"nowhere/n.json: cannot be written"):
        write_network(example(), tmp_path / "nowhere" / "n.json")
