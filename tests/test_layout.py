"""Where nodes stand: the same wherever the network comes from, in landscape, and no name on another."""

import itertools
import random

import networkx
import numpy
import pytest

from lcgraph.network import add_positions


def placed(network):
    add_positions(network)
    return {node: (data["x"], data["y"]) for node, data in network.nodes(data=True)}


def test_the_same_seed_gives_the_same_picture_and_another_one_another():
    one, same, other = (networkx.barabasi_albert_graph(50, 2, seed=1) for _ in range(3))
    add_positions(other, seed=8)
    assert placed(one) == placed(same)
    assert dict(one.nodes(data="x")) != dict(other.nodes(data="x"))


@pytest.mark.parametrize("size", [250, 1000])
def test_large_networks_do_not_depend_on_the_order_of_their_edges(size):
    edges = list(networkx.barabasi_albert_graph(size, 2, seed=3).edges)
    shuffled = [edge[::-1] for edge in edges]
    random.Random(1).shuffle(shuffled)
    assert placed(networkx.Graph(edges)) == placed(networkx.Graph(shuffled))


@pytest.mark.parametrize("network", [networkx.path_graph(30), networkx.barabasi_albert_graph(120, 2, seed=5)])
def test_a_component_lies_in_landscape(network):
    points = numpy.array(list(placed(network).values()))
    wide, high = numpy.ptp(points, axis=0)
    assert wide >= high


def test_neighbours_stand_nearer_than_strangers():
    network = networkx.connected_caveman_graph(6, 8)
    points = placed(network)

    def apart(pairs):
        return numpy.mean([numpy.hypot(*numpy.subtract(points[a], points[b])) for a, b in pairs])

    assert apart(network.edges) < 0.6 * apart(networkx.non_edges(network))


def test_many_small_components_do_not_lie_on_one_another():
    network = networkx.disjoint_union_all(
        [networkx.path_graph(2 + n % 3) for n in range(60)] + [networkx.empty_graph(30)]
    )
    points = list(placed(network).values())
    near = [
        (one, other)
        for one, other in itertools.combinations(points, 2)
        if abs(one[0] - other[0]) < 40 and abs(one[1] - other[1]) < 40
    ]
    assert near == []
