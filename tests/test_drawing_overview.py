"""The overview of a large network: who is in which group, and that every group has room of its own."""

import itertools
import math

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcgraph.drawing.overview import MOST_GROUPS, opening, overviews
from lcgraph.drawing.view import view_of


def network(places, communities=None, edges=()):
    made = networkx.Graph(title="x")
    for node, place in enumerate(places):
        made.add_node(node, label=f"Node {node}", place=place, x=0.0, y=0.0)
        if communities:
            made.nodes[node]["community"] = communities[node]
    made.add_edges_from(edges)
    return made


def ways(made):
    return overviews(view_of(made, title="x"))


def opened(made):
    view = view_of(made, title="x")
    return opening(view, overviews(view))


def test_nodes_are_gathered_by_place_and_by_community():
    found = ways(network(["Redton", "Redton", "Milltown", ""], [1, 1, 2, 2]))
    assert [(group.name, len(group.members)) for group in found["place"]] == [
        ("Redton", 2),
        ("Milltown", 1),
        ("No place known", 1),
    ]
    assert [len(group.members) for group in found["community"]] == [2, 2]


def test_a_community_is_called_after_its_best_connected():
    made = network([""] * 5, [1, 1, 1, 2, 2], edges=[(0, 2), (1, 2), (3, 4)])
    assert ways(made)["community"][0].name == "Node 2, Node 0"


def test_one_group_is_no_overview():
    assert ways(network(["Redton"] * 3)) == {}


def test_what_has_no_group_of_its_own_shares_the_last_ones():
    names = [f"Town {number}" for number in range(60) for _ in range(2 if number < 50 else 1)]
    groups = ways(network([*names, ""]))["place"]
    assert len(groups) == MOST_GROUPS
    assert [group.name for group in groups if group.rest] == ["32 smaller places", "No place known"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 45), min_size=2, max_size=120),
    st.lists(st.tuples(st.integers(0, 119), st.integers(0, 119)), max_size=150),
)
def test_each_node_has_one_seat_in_the_room_of_its_group(places, pairs):
    edges = [(one % len(places), other % len(places)) for one, other in pairs]
    made = network([f"Town {place}" for place in places], edges=edges)
    for groups in ways(made).values():
        seated = [id_ for group in groups for id_, _, _ in group.members]
        assert sorted(seated) == sorted(f"n{number}" for number in range(len(places)))
        for group in groups:
            for _, x, y in group.members:
                assert math.dist((x, y), (group.x, group.y)) <= group.radius
        for one, other in itertools.combinations(groups, 2):
            assert math.dist((one.x, one.y), (other.x, other.y)) > one.radius + other.radius


def test_the_best_connected_sits_in_the_middle():
    made = network(["Redton"] * 9 + ["Milltown"], edges=[(5, other) for other in range(9) if other != 5])
    group = ways(made)["place"][0]
    assert group.members[0] == ("n5", group.x, group.y)


def test_a_small_network_opens_as_a_whole():
    assert opened(network(["Redton", "Milltown"] * 150)) == "whole"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (["Redton", "Milltown"] * 151, "place"),
        (["Redton", "", ""] * 101, "community"),
        (["Redton"] * 290 + ["Milltown"] * 12, "community"),
    ],
)
def test_a_large_one_opens_by_place_where_places_tell_it_apart(places, expected):
    assert opened(network(places, [1 + number % 2 for number in range(len(places))])) == expected


def test_a_large_one_without_any_groups_opens_as_a_whole():
    assert opened(network([""] * 301)) == "whole"


def test_the_order_of_the_rows_changes_no_room():
    places = ["Redton", "Milltown", "Ford"] * 5
    made = network(places, edges=[(0, 1), (3, 4), (1, 5)])
    turned = networkx.Graph(title="x")
    turned.add_nodes_from(reversed(list(made.nodes(data=True))))
    turned.add_edges_from(made.edges)
    rooms = [{g.name: (g.x, g.y, g.radius) for g in ways(one)["place"]} for one in (made, turned)]
    assert rooms[0] == rooms[1]
