"""Networks from query rows: folding, what stands on nodes and edges, measures and layout."""

import itertools
import random

import networkx
import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcgraph.errors import NetworkError
from lcgraph.network import NetworkRow, add_measures, add_positions, build_network, measures, network_rows
from lcgraph.store import open_store

B = "https://example.org/lcgraph/"

GRAPH = """
@prefix lc: <https://w3id.org/lcgraph/ontology#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://example.org/lcgraph/> .

lc:City rdfs:subClassOf lc:Place . lc:Country rdfs:subClassOf lc:Place .
lc:PublicAuthority rdfs:subClassOf lc:Organisation . lc:Organisation rdfs:subClassOf lc:Actor .
lc:Theme rdfs:subClassOf skos:Concept .

<place/redton> a lc:City ; rdfs:label "Redton" ; lc:locatedIn <place/westland>, <place/greyshire> ;
    lc:focusesOn <theme/skills> .
<place/greyshire> a lc:Place ; rdfs:label "Greyshire" ; lc:locatedIn <place/westland> .
<place/westland> a lc:Country ; rdfs:label "Westland" .
<actor/council> a lc:PublicAuthority, lc:Organisation, skos:Thing ; rdfs:label "Redton Council" ;
    lc:locatedIn <place/redton> ; lc:activeIn <theme/skills>, <theme/energy> .
<actor/mill> a lc:Organisation .
<theme/skills> a lc:Theme, skos:Concept ; rdfs:label "Skills" .
<theme/energy> a lc:Theme, skos:Concept ; rdfs:label "Energy" .
<partnership/bridge> a lc:Partnership ; rdfs:label "Bridge Alliance" ;
    lc:partner <actor/council>, <place/redton> .
<place/redton> lc:cooperatesWith <actor/council> .

<doc/one> a lc:Document ; dcterms:title "One town" ;
    dcterms:identifier "texts/one.txt" ; dcterms:issued "2020-03" ;
    dcterms:source "https://example.org/one" .
<doc/one#char=0,30> a oa:SpecificResource ; oa:hasSource <doc/one> ;
    oa:hasSelector <doc/one#position=0,30>, <doc/one#quote=0,30> .
<doc/one#position=0,30> a oa:TextPositionSelector ; oa:start 0 ; oa:end 30 .
<doc/one#quote=0,30> a oa:TextQuoteSelector ; oa:exact "Redton and its council signed." .
<doc/one#char=40,75> a oa:SpecificResource ; oa:hasSource <doc/one> ;
    oa:hasSelector <doc/one#position=40,75>, <doc/one#quote=40,75> .
<doc/one#position=40,75> a oa:TextPositionSelector ; oa:start 40 ; oa:end 75 .
<doc/one#quote=40,75> a oa:TextQuoteSelector ; oa:exact "The council may fund the old mill." .

<claim/a> a lc:Claim ; rdf:subject <partnership/bridge> ; rdf:predicate lc:partner ;
    rdf:object <actor/council> ; lc:modality lc:Asserted ; lc:confidence 0.9 ; lc:method "model 1" ;
    lc:evidence <doc/one#char=0,30> .
<claim/b> a lc:Claim ; rdf:subject <partnership/bridge> ; rdf:predicate lc:partner ;
    rdf:object <place/redton> ; lc:modality lc:Asserted ; lc:confidence 0.8 ; lc:method "model 1" ;
    lc:evidence <doc/one#char=0,30> .
<claim/c> a lc:Claim ; rdf:subject <actor/council> ; rdf:predicate lc:funds ;
    rdf:object <actor/mill> ; lc:modality lc:Possible ; lc:confidence 0.7 ; lc:method "model 1" ;
    lc:evidence <doc/one#char=40,75> .
"""

REDTON, COUNCIL, MILL = B + "place/redton", B + "actor/council", B + "actor/mill"
BRIDGE = B + "partnership/bridge"
ROWS = [
    NetworkRow(REDTON, COUNCIL, None, BRIDGE),
    NetworkRow(COUNCIL, REDTON, None, BRIDGE),
    NetworkRow(MILL, COUNCIL),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    with open_store(path) as opened:
        yield opened


class Counting:
    def __init__(self, store):
        self.store, self.asked = store, 0

    def query(self, sparql):
        self.asked += 1
        return self.store.query(sparql)


def build(store, rows=ROWS, **options):
    return build_network(store, rows, name="partners", title="Partners", **options)


def test_both_directions_of_one_partnership_are_one_connection(store):
    network = build(store)
    assert sorted(map(sorted, network.edges)) == [[COUNCIL, MILL], [COUNCIL, REDTON]]
    assert network.edges[REDTON, COUNCIL]["weight"] == 1.0


def test_different_partnerships_of_the_same_two_add_up(store):
    rows = [
        NetworkRow(REDTON, COUNCIL, 2.0, BRIDGE),
        NetworkRow(COUNCIL, REDTON, 0.5, B + "partnership/other"),
    ]
    edge = build(store, rows).edges[REDTON, COUNCIL]
    assert edge["weight"] == 2.5
    assert edge["via"] == ["Bridge Alliance", "other"]


def test_directed_networks_keep_both_directions(store):
    rows = [NetworkRow(REDTON, COUNCIL), NetworkRow(COUNCIL, REDTON)]
    network = build(store, rows, directed=True)
    assert network.is_directed()
    assert network.number_of_edges() == 2


def test_an_edge_carries_the_claims_of_what_joins_its_ends(store):
    edge = build(store).edges[REDTON, COUNCIL]
    assert edge["evidence_count"] == 2
    assert edge["modality"] == "Asserted"
    assert edge["relation"] == "cooperates with; located in; partner"
    assert [claim["confidence"] for claim in edge["evidence"]] == [0.9, 0.8]
    assert edge["evidence"][0] == {
        "quote": "Redton and its council signed.",
        "title": "One town",
        "identifier": "texts/one.txt",
        "issued": "2020-03",
        "url": "https://example.org/one",
        "document": B + "doc/one",
        "start": 0,
        "end": 30,
        "modality": "Asserted",
        "confidence": 0.9,
        "method": "model 1",
        "claim": B + "claim/a",
        "subject": BRIDGE,
        "predicate": "https://w3id.org/lcgraph/ontology#partner",
        "object": COUNCIL,
    }


def test_what_is_only_possible_stays_so_in_the_network(store):
    edge = build(store).edges[COUNCIL, MILL]
    assert (edge["modality"], edge["relation"]) == ("Possible", "funds")


def test_evidence_beyond_the_limit_is_counted_though_not_kept(store):
    edge = build(store, most_evidence=1).edges[REDTON, COUNCIL]
    assert (len(edge["evidence"]), edge["evidence_count"]) == (1, 2)


def test_nodes_know_their_class_kind_nearest_place_and_themes(store):
    nodes = build(store).nodes
    assert nodes[REDTON] == {
        "label": "Redton",
        "class_name": "City",
        "kind": "place",
        "sphere": "",
        "place": "Greyshire",
        "country": "Westland",
        "themes": ["Skills"],
    }
    assert (nodes[COUNCIL]["sphere"], nodes[COUNCIL]["country"]) == ("government", "Westland")
    assert nodes[COUNCIL]["class_name"] == "PublicAuthority"
    assert nodes[COUNCIL]["kind"] == "actor"
    assert nodes[COUNCIL]["themes"] == ["Energy", "Skills"]


def test_a_node_without_label_is_called_by_the_end_of_its_iri(store):
    assert build(store).nodes[MILL]["label"] == "mill"


def test_the_graph_is_asked_as_often_for_many_edges_as_for_one(store):
    few, many = Counting(store), Counting(store)
    build(few, ROWS[:1])
    build(many, [NetworkRow(f"{B}actor/a{n}", f"{B}actor/a{n + 1}") for n in range(400)])
    assert many.asked <= few.asked


def test_the_order_of_rows_changes_nothing(store):
    for rows in itertools.permutations(ROWS):
        assert networkx.utils.graphs_equal(build(store, rows), build(store))
        assert list(build(store, rows)) == list(build(store))


def test_rows_come_from_a_query(store):
    answer = store.query(
        "PREFIX lc: <https://w3id.org/lcgraph/ontology#> "
        "SELECT ?via ?source ?target (2.5 AS ?weight) "
        "{ ?via lc:partner ?source, ?target FILTER(?source != ?target) }"
    )
    assert sorted(network_rows(answer)) == [
        NetworkRow(COUNCIL, REDTON, 2.5, BRIDGE),
        NetworkRow(REDTON, COUNCIL, 2.5, BRIDGE),
    ]


def test_a_query_without_source_is_told_what_a_network_needs(store):
    with pytest.raises(
        NetworkError, match=r"does not return \?source but \?a, \?target: a network needs SELECT"
    ):
        list(network_rows(store.query("SELECT ?a ?target { ?a ?p ?target }")))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((pyoxigraph.Literal("https://example.org/x"), REDTON), "no IRI"),
        (("Redton", COUNCIL), "no IRI"),
        ((REDTON, "https://example.org/x> } ; DROP ALL #"), "no IRI"),
        ((REDTON, COUNCIL, "much"), "no number"),
        ((REDTON, COUNCIL, float("nan")), "no number"),
    ],
)
def test_rows_that_are_no_connections_are_refused_before_they_reach_a_query(store, row, words):
    with pytest.raises(NetworkError, match=words):
        build(store, [row])


def test_a_connection_has_the_sentences_of_those_who_stand_for_its_ends(store):
    rows = [NetworkRow(REDTON, MILL, None, BRIDGE, COUNCIL)]
    edge = build(store, rows).edges[REDTON, MILL]
    assert [claim["claim"] for claim in edge["evidence"]] == [B + "claim/a"]
    assert (edge["via"], edge["via_iri"], edge["weight"]) == (["Bridge Alliance"], [BRIDGE], 1.0)
    assert edge["relation"] == "partner"


def test_many_who_stand_for_an_end_do_not_make_a_connection_stronger(store):
    rows = [NetworkRow(REDTON, MILL, None, BRIDGE, part) for part in (COUNCIL, REDTON)]
    assert build(store, rows).edges[REDTON, MILL]["weight"] == 1.0


def test_further_columns_of_a_query_stand_on_the_edge_but_never_in_place_of_what_is_known(store):
    answer = store.query(
        f"SELECT ?source ?target ?year ?weight ?evidence ?relation ?u_of_edge "
        f"{{ VALUES (?source ?target ?year ?weight ?evidence ?relation ?u_of_edge) {{ "
        f"(<{REDTON}> <{COUNCIL}> 2020 2 'none' 'twinnedWith' 1) "
        f"(<{COUNCIL}> <{REDTON}> 2019 2 'none' UNDEF 1) "
        f"(<{REDTON}> UNDEF 2018 1 'none' UNDEF 1) }} }}"
    )
    edge = build(store, network_rows(answer)).edges[REDTON, COUNCIL]
    assert (edge["year"], edge["weight"], edge["u_of_edge"]) == (["2019", "2020"], 2.0, ["1"])
    assert edge["relation"] == "cooperates with; located in; twinned with"
    assert edge["evidence"] == []


def test_each_partnership_has_its_mix_of_spheres(store):
    network = build(store, [NetworkRow(REDTON, COUNCIL, None, BRIDGE)])
    mix = {"partners": 2, "spheres": {"government": 1}, "helix": "", "balance": 0.0, "modality": ""}
    assert network.graph["partnerships"] == [{"iri": BRIDGE, "label": "Bridge Alliance", **mix}]
    node = build(store, [NetworkRow(BRIDGE, COUNCIL)]).nodes[BRIDGE]
    assert {name: node[name] for name in mix} == {**mix, "spheres": ["government"]}


def test_what_lies_in_two_countries_is_of_neither(tmp_path):
    (tmp_path / "two.ttl").write_text(
        f"""@prefix lc: <https://w3id.org/lcgraph/ontology#> . @base <{B}> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <e> a lc:Country ; rdfs:label "Eastland" . <w> a lc:Country ; rdfs:label "Westland" .
        <actor/mill> a lc:Enterprise ; lc:locatedIn <e>, <w> . <actor/inn> lc:locatedIn <w> .""",
        encoding="utf-8",
    )
    with open_store(tmp_path / "two.ttl") as two:
        network = build(two, [NetworkRow(MILL, f"{B}actor/inn")])
    assert [data["country"] for _, data in network.nodes(data=True)] == ["Westland", ""]


def test_a_connection_of_a_thing_with_itself_is_left_out(store):
    assert len(build(store, [NetworkRow(REDTON, REDTON)])) == 0


# Measures


def bowtie():
    """Two triangles that share one node, the middle, and a pair apart."""
    return networkx.Graph(
        [("a", "b"), ("b", "m"), ("a", "m"), ("m", "c"), ("c", "d"), ("d", "m"), ("x", "y")], title="Bow tie"
    )


def test_measures_agree_with_those_worked_out_by_hand():
    network = bowtie()
    add_measures(network)
    middle, side, lone = network.nodes["m"], network.nodes["a"], network.nodes["x"]
    assert (middle["degree"], side["degree"], lone["degree"]) == (4, 2, 1)
    assert middle["betweenness"] == pytest.approx(4 / 15, abs=1e-6)
    assert side["betweenness"] == 0.0
    assert middle["closeness"] == pytest.approx(4 / 4 * 4 / 6, abs=1e-6)
    assert side["closeness"] == pytest.approx(4 / 6 * 4 / 6, abs=1e-6)
    assert (middle["core"], lone["core"]) == (2, 1)
    assert (middle["component"], lone["component"]) == (1, 2)
    assert len({network.nodes[node]["community"] for node in "abmcdxy"}) == network.graph["communities"]
    assert network.graph["density"] == round(7 / 21, 6)
    assert network.graph["components"] == 2


def test_weights_count_where_strength_is_asked_for():
    network = networkx.Graph()
    network.add_edge("a", "b", weight=3.0)
    network.add_edge("b", "c", weight=0.5)
    assert measures.weighted_degree(network) == {"a": 3.0, "b": 3.5, "c": 0.5}
    assert measures.pagerank(network)["a"] > measures.pagerank(network)["c"]
    assert measures.closeness(network)["a"] == measures.closeness(network)["c"]


def test_parallel_edges_make_one_partner():
    network = networkx.MultiGraph([("a", "b"), ("a", "b"), ("a", "c")])
    assert measures.degree(network) == {"a": 2, "b": 1, "c": 1}


edge_lists = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda e: e[0] != e[1]), min_size=1
)


@settings(max_examples=40, deadline=None)
@given(edge_lists)
def test_pagerank_solves_its_own_equation(edges):
    """The ranks sum to 1 and one more step of the random surfer changes nothing."""
    network = networkx.DiGraph(edges)
    ranks = measures.pagerank(network)
    assert sum(ranks.values()) == pytest.approx(1)
    lost = sum(rank for node, rank in ranks.items() if not network.out_degree(node))
    for node, rank in ranks.items():
        arriving = sum(ranks[other] / network.out_degree(other) for other in network.predecessors(node))
        assert rank == pytest.approx((0.15 + 0.85 * lost) / len(ranks) + 0.85 * arriving, abs=1e-8)


def test_measuring_an_empty_network_gives_nothing_and_no_error():
    network = networkx.Graph()
    add_measures(network)
    assert set(network.graph.values()) == {0}


# Layout


def placed(network):
    add_positions(network)
    return {node: (data["x"], data["y"]) for node, data in network.nodes(data=True)}


def test_the_picture_does_not_depend_on_the_order_of_nodes_and_edges():
    edges = list(networkx.barabasi_albert_graph(40, 2, seed=3).edges)
    shuffled = [edge[::-1] for edge in edges]
    random.Random(1).shuffle(shuffled)
    assert placed(networkx.Graph(edges)) == placed(networkx.Graph(shuffled))


@pytest.mark.parametrize("size", [1, 2, 30, 260])
def test_every_node_has_a_place_of_its_own_rounded_to_a_tenth(size):
    places = placed(networkx.barabasi_albert_graph(size, 1, seed=2) if size > 1 else networkx.empty_graph(1))
    assert len(set(places.values())) == size
    assert all(round(value, 1) == value for place in places.values() for value in place)


def test_labels_do_not_lie_on_one_another():
    network = networkx.star_graph(12)
    networkx.set_node_attributes(network, "A rather long organisation name", "label")
    places = placed(network)
    wide = 7.0 * len("A rather long organisation name")
    for (x, y), (other_x, other_y) in itertools.combinations(places.values(), 2):
        assert abs(x - other_x) > wide * 0.95 or abs(y - other_y) > 52 * 0.95


def test_components_stand_apart():
    network = networkx.disjoint_union_all([networkx.complete_graph(5) for _ in range(6)])
    places = placed(network)
    boxes = []
    for part in networkx.connected_components(network):
        xs, ys = zip(*(places[node] for node in part), strict=True)
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    for one, other in itertools.combinations(boxes, 2):
        assert one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]


def test_connected_nodes_stand_nearer_than_others_in_a_large_network():
    """Beyond two hundred nodes groups stand for their members; the picture must still make sense."""
    network = networkx.random_geometric_graph(450, 0.09, seed=4)
    network = networkx.Graph(network.subgraph(max(networkx.connected_components(network), key=len)).edges)
    places = placed(network)

    def apart(pair):
        (x, y), (other_x, other_y) = places[pair[0]], places[pair[1]]
        return ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5

    pairs = random.Random(5).sample(list(itertools.combinations(network, 2)), 800)
    joined, others = [apart(edge) for edge in network.edges], [apart(pair) for pair in pairs]
    assert sum(joined) / len(joined) < 0.3 * sum(others) / len(others)
