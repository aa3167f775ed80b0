"""Measures: as networkx has them, or worked out by hand where networkx has none."""

import itertools
import math
import re
from collections import Counter

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from lcgraph.errors import NetworkError
from lcgraph.network import (
    Brokerage,
    add_measures,
    bridges,
    brokerage,
    ei_index,
    hanging_on,
    load_spheres,
    measures,
    mix_of,
    normalised_brokerage,
)
from lcgraph.network.brokerage import network_ei_index
from lcgraph.network.holes import articulation_points, constraint, effective_size, groups_linked
from lcgraph.queries import list_networks

edge_lists = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda e: e[0] != e[1]), min_size=1, max_size=20
)
networks = st.builds(
    lambda edges, directed: networkx.DiGraph(edges) if directed else networkx.Graph(edges),
    edge_lists,
    st.booleans(),
)


def karate():
    return networkx.karate_club_graph()


# As networkx


@pytest.mark.parametrize(
    ("name", "by_networkx"),
    [
        ("degree", lambda g: dict(g.degree)),
        ("weighted_degree", lambda g: dict(g.degree(weight="weight"))),
        ("betweenness", networkx.betweenness_centrality),
        ("closeness", networkx.closeness_centrality),
        ("eigenvector", lambda g: networkx.eigenvector_centrality(g, max_iter=1000, tol=1e-10)),
        ("pagerank", lambda g: _pagerank_python(g, tol=1e-12)),  # the public one needs scipy
        ("constraint", networkx.constraint),
        ("effective_size", networkx.effective_size),
        ("core", networkx.core_number),
    ],
)
def test_a_measure_equals_that_of_networkx(name, by_networkx):
    assert measures.MEASURES[name](karate()) == pytest.approx(by_networkx(karate()), abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(networks)
def test_structural_holes_equal_those_of_networkx(network):
    plain = network.to_undirected()
    assert constraint(network) == pytest.approx(networkx.constraint(plain))
    assert effective_size(network) == pytest.approx(networkx.effective_size(plain))


@settings(max_examples=60, deadline=None)
@given(networks)
def test_what_holds_a_network_together_equals_what_networkx_finds(network):
    plain = network.to_undirected()
    cut = {node for node, is_one in articulation_points(network).items() if is_one}
    assert cut == set(networkx.articulation_points(plain))
    assert set(map(frozenset, bridges(network))) == set(map(frozenset, networkx.bridges(plain)))


@settings(max_examples=40, deadline=None)
@given(networks)
def test_density_transitivity_and_modularity_equal_those_of_networkx(network):
    add_measures(network)
    plain = network.to_undirected()
    groups = {}
    for node, data in network.nodes(data=True):
        groups.setdefault(data["community"], set()).add(node)
    both = measures.plain(network)
    assert network.graph["density"] == pytest.approx(networkx.density(network), abs=1e-6)
    assert network.graph["transitivity"] == pytest.approx(networkx.transitivity(plain), abs=1e-6)
    modularity = networkx.community.modularity(both, groups.values())
    assert network.graph["modularity"] == pytest.approx(modularity, abs=1e-6)


# Networks that fall into parts


def test_each_component_has_an_eigenvector_of_its_own_as_long_as_its_share_of_the_nodes():
    network = networkx.disjoint_union(networkx.star_graph(3), networkx.path_graph(2))
    network.add_node("alone")
    scores = measures.eigenvector(network)
    middle, leaf = math.sqrt(1 / 2), math.sqrt(1 / 6)
    assert scores[0] == pytest.approx(middle * math.sqrt(4 / 7))
    assert scores[1] == pytest.approx(leaf * math.sqrt(4 / 7))
    assert scores[4] == pytest.approx(math.sqrt(1 / 2) * math.sqrt(2 / 7))
    assert scores["alone"] == 0.0


@settings(max_examples=60, deadline=None)
@given(networks)
def test_groups_linked_are_the_parts_that_are_left_without_the_node(network):
    plain = network.to_undirected()
    for node, groups in groups_linked(network).items():
        near = set(plain[node])
        rest = plain.subgraph(set(plain) - {node})
        assert groups == sum(bool(near & part) for part in networkx.connected_components(rest))


@settings(max_examples=60, deadline=None)
@given(networks)
def test_what_hangs_on_a_bridge_is_the_smaller_of_the_parts_that_its_loss_leaves(network):
    for (one, other), hanging in bridges(network).items():
        cut = network.to_undirected()
        cut.remove_edge(one, other)
        parts = [networkx.node_connected_component(cut, end) for end in (one, other)]
        assert hanging == min(map(len, parts)) == len(hanging_on(network, one, other))
        assert hanging_on(network, one, other) in parts


def test_nothing_hangs_on_a_connection_that_is_not_the_only_way():
    assert hanging_on(networkx.cycle_graph(4), 0, 1) == frozenset()


def test_bridges_are_told_on_the_edges_with_what_hangs_on_them():
    network = networkx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e")])
    add_measures(network)
    told = {
        "".join(sorted(edge)): (data["bridge"], data.get("hanging")) for *edge, data in network.edges.data()
    }
    firm = (False, None)
    assert told == {"ab": firm, "bc": firm, "ac": firm, "cd": (True, 2), "de": (True, 1)}
    assert (network.graph["bridges"], network.graph["articulation_points"]) == (2, 2)


def test_large_networks_are_estimated_and_say_so(monkeypatch):
    monkeypatch.setattr(measures, "MOST_EXACT", 30)
    monkeypatch.setattr(measures, "STARTS", 25)
    network = karate()
    add_measures(network)
    assert network.graph["betweenness_starts"] == 25
    assert not any("closeness" in data for _, data in network.nodes(data=True))
    exact = networkx.betweenness_centrality(karate())
    assert network.nodes[0]["betweenness"] == pytest.approx(exact[0], rel=0.3)


# Brokerage (Gould and Fernandez 1989)

#: v mediates from a and c to b, d and e: A is the group of a, v, b; B that of c, d; C that of e.
BROKER = networkx.DiGraph([("a", "v"), ("c", "v"), ("v", "b"), ("v", "d"), ("v", "e")])
GROUPS = {"a": "A", "v": "A", "b": "A", "c": "B", "d": "B", "e": "C"}


def test_the_five_roles_worked_out_by_hand():
    """a-b coordinator; c-b gatekeeper; a-d and a-e representative; c-d itinerant; c-e liaison."""
    assert brokerage(BROKER, GROUPS)["v"] == Brokerage(1, 1, 2, 1, 1)
    assert brokerage(BROKER, GROUPS)["a"].total == 0


def test_who_is_connected_directly_needs_no_broker():
    network = networkx.DiGraph([*BROKER.edges, ("a", "b"), ("e", "c")])
    assert brokerage(network, GROUPS)["v"] == Brokerage(0, 1, 2, 1, 1)


def test_normalised_brokerage_worked_out_by_hand():
    """Of 6 nodes 3 are in A, 2 in B, 1 in C: 2*1, 2*3, 2*3, 2*1 and 9-5 pairs could be mediated."""
    assert normalised_brokerage(BROKER, GROUPS)["v"] == pytest.approx((1 / 2, 1 / 6, 2 / 6, 1 / 2, 1 / 4))


def test_an_edge_without_direction_leads_both_ways():
    path = networkx.path_graph(["x", "v", "y"])
    assert brokerage(path, {"x": "A", "v": "A", "y": "B"})["v"] == Brokerage(0, 1, 1, 0, 0)
    assert brokerage(path, {"x": "B", "v": "A", "y": "B"})["v"] == Brokerage(0, 0, 0, 2, 0)


def test_who_has_no_group_takes_no_part_in_brokerage():
    path = networkx.path_graph(["x", "v", "y"])
    assert brokerage(path, {"v": "A", "y": "B", "x": ""}) == {"v": (0,) * 5, "y": (0,) * 5}


@settings(max_examples=60, deadline=None)
@given(networks, st.lists(st.sampled_from(["A", "B", "C", ""]), min_size=9, max_size=9))
def test_brokerage_is_what_its_definition_counts(network, letters):
    groups = {node: letters[node] for node in network}
    directed = network.to_directed()
    for broker, roles in brokerage(network, groups).items():
        counts = Counter()
        for first, last in itertools.permutations(set(network) - {broker}, 2):
            through = directed.has_edge(first, broker) and directed.has_edge(broker, last)
            if through and groups[first] and groups[last] and not directed.has_edge(first, last):
                counts[
                    groups[first] == groups[broker],
                    groups[broker] == groups[last],
                    groups[first] == groups[last],
                ] += 1
        assert roles == (
            counts[True, True, True],
            counts[False, True, False],
            counts[True, False, False],
            counts[False, False, True],
            counts[False, False, False],
        )
        assert all(0 <= share <= 1 for share in normalised_brokerage(network, groups)[broker])


# E-I index (Krackhardt and Stern 1988)


def test_the_ei_index_worked_out_by_hand():
    """Of the connections of a two lead out and one stays within; c has only one, with a."""
    network = networkx.Graph([("a", "b"), ("a", "c"), ("a", "d"), ("a", "nobody")])
    groups = {"a": "A", "b": "A", "c": "B", "d": "C"}
    assert ei_index(network, groups) == pytest.approx({"a": 1 / 3, "b": -1, "c": 1, "d": 1})
    assert network_ei_index(network, groups) == pytest.approx(1 / 3)
    assert network_ei_index(network, {}) is None


def test_groups_become_columns_where_nodes_have_them():
    network = networkx.Graph([("a", "b"), ("b", "c")])
    network.add_nodes_from([("a", {"sphere": "A"}), ("b", {"sphere": "A"}), ("c", {"sphere": "B"})])
    add_measures(network)
    assert network.graph["ei_sphere"] == 0.0
    assert "ei_country" not in network.graph
    node = network.nodes["b"]
    assert (node["gatekeeper_sphere"], node["representative_sphere"], node["brokerage_sphere"]) == (1, 1, 2)
    assert (node["ei_sphere"], network.nodes["c"]["ei_sphere"]) == (0.0, 1.0)


# Helix


def test_the_balance_of_a_partnership_worked_out_by_hand():
    """Two thirds and one third over four spheres: 0.6365 / 1.3863."""
    mix = mix_of(["government", "government", "enterprise", "", "international"])
    assert mix.balance == pytest.approx(0.459148, abs=1e-6)
    assert mix.spheres == {"enterprise": 1, "government": 2, "international": 1}
    assert (mix.partners, mix.helix) == (5, "")


def test_a_helix_is_complete_where_all_its_spheres_take_part():
    triple = ["government", "enterprise", "education and research"]
    assert (mix_of(triple).helix, mix_of([*triple[:2], "civic"]).helix) == ("triple", "")
    assert mix_of([*triple, "civic"])[2:4] == ("quadruple", pytest.approx(1.0))
    assert mix_of(["", "international"]).balance is None


def test_the_networks_of_the_helix_know_the_spheres_of_the_file():
    spheres = load_spheres()
    for query in list_networks():
        if "helix" in query.tags:
            most = 3 if query.name == "triple-helix" else 4
            told = dict(_values(query.text))
            wanted = {
                name for name, sphere in spheres.by_class.items() if spheres.levels.get(sphere, 9) <= most
            }
            assert told == {name: spheres.by_class[name] for name in wanted}


def _values(text):
    return re.findall(r'\(lc:(\w+) "([^"]+)"\)', text)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("class,sphere\n", "line 1: write the columns' names"),
        ("class,sphere,helix\nEnterprise,market,6\n", "line 2: write a class"),
        ("class,sphere,helix\nEnterprise,,3\n", "line 2: write a class"),
        ("class,sphere,helix\nA,market,3\n\nA,state,3\n", "line 4: A has a sphere already"),
        ("class,sphere,helix\nA,market,3\nB,market,\n", "line 3: market has another helix"),
    ],
)
def test_a_wrong_line_about_spheres_is_named(tmp_path, lines, message):
    path = tmp_path / "spheres.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(NetworkError, match=message):
        load_spheres(path)


def test_spheres_of_ones_own_make_a_helix_of_ones_own(tmp_path):
    path = tmp_path / "spheres.csv"
    path.write_text("class,sphere,helix\nA,market,3\nB,state,3\nC,nature,5\n", encoding="utf-8")
    spheres = load_spheres(path)
    assert mix_of(["market", "state"], spheres).helix == "triple"
    assert mix_of(["market", "state", "nature"], spheres)[2:4] == ("quintuple", pytest.approx(1))
