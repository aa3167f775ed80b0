"""Maps of networks: places stand where they are, and what is not certain stands beside the map."""

import itertools
import math

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcgraph.drawing.diagram import fit, frames_of
from lcgraph.drawing.paper import SIZES, Box
from lcgraph.errors import LexiconError
from lcgraph.network.coordinates import load_coordinates
from lcgraph.network.geography import UNKNOWN, add_geographic_positions

COUNTRIES = "code,name,also,parent\nAA,Northland,Norland,\nBB,Southland,,\nAA-W,Westmark,,Northland\n"
HEADER = "name,class,country,region,latitude,longitude\n"
PLACES = """\
Ald,City,AA,,60.00,10.00
Bren,City,AA,,50.00,10.00
Bren,City,BB,,-40.00,20.00
Corv,City,AA,East,55.00,30.00
Corv,City,AA,West,55.00,5.00
Dal,City,AA,Dal,52.10,11.00
Dal,Region,AA,,52.30,11.20
Ester,City,BB,,-41.00,21.00
Ester,Region,AA,,58.00,8.00
Northland,Country,AA,,56.00,12.00
"""


def known(folder, places=PLACES):
    (folder / "countries.csv").write_text(COUNTRIES, encoding="utf-8")
    (folder / "coordinates.csv").write_text(HEADER + places, encoding="utf-8")
    return load_coordinates(folder)


def mapped(folder, *nodes, edges=()):
    network = networkx.Graph()
    for label, class_name, place, country in nodes:
        network.add_node(label, label=label, class_name=class_name, place=place, country=country)
    network.add_edges_from(edges)
    return add_geographic_positions(network, coordinates=known(folder))


def in_the_box(network):
    """The nodes that stand in the box beside the map."""
    frames = network.graph["frames"]
    return {
        node
        for node, data in network.nodes(data=True)
        for frame in frames
        if frame["left"] <= data["x"] <= frame["right"] and frame["top"] <= data["y"] <= frame["bottom"]
    }


# Where places are


@pytest.mark.parametrize(
    ("name", "class_name", "country", "within", "point"),
    [
        ("Ald", "City", "", [], (60, 10)),
        ("ALD", "City", "Norland", [], (60, 10)),
        ("Ald", "City", "Westmark", [], (60, 10)),
        ("Bren", "City", "Southland", [], (-40, 20)),
        ("Corv", "City", "Northland", ["West"], (55, 5)),
        ("Dal", "", "Northland", [], (52.1, 11)),
        ("Northland", "Country", "Northland", [], (56, 12)),
    ],
    ids=[
        "alone",
        "other-spelling",
        "nation-in-a-state",
        "by-country",
        "by-region",
        "city-and-state",
        "country",
    ],
)
def test_a_place_is_found(tmp_path, name, class_name, country, within, point):
    assert known(tmp_path).find(name, class_name, country=country, within=within) == point


@pytest.mark.parametrize(
    ("name", "class_name", "country", "within"),
    [
        ("Bren", "City", "", []),
        ("Corv", "City", "Northland", []),
        ("Corv", "City", "Northland", ["South"]),
        ("Ald", "City", "Southland", []),
        ("Ald", "City", "Elsewhere", []),
        ("Ald", "Region", "Northland", []),
        ("Ester", "", "", []),
        ("Nowhere", "", "", []),
    ],
)
def test_a_name_that_might_mean_another_place_is_found_nowhere(tmp_path, name, class_name, country, within):
    assert known(tmp_path).find(name, class_name, country=country, within=within) is None


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Ald,Town,AA,,1.0,1.0", "class is 'Town'"),
        ("Ald,City,ZZ,,1.0,1.0", "countries.csv has no country 'ZZ'"),
        ("Ald,City,AA,,91.0,1.0", "latitude is '91.0'"),
        ("Ald,City,AA,,1.0,nan", "longitude is 'nan'"),
        ("Ald,City,AA,,north,1.0", "latitude is 'north'"),
        ("Ald,City,AA,,1.0", "5 cells instead of 6"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, fault):
    with pytest.raises(LexiconError, match=rf"coordinates\.csv:2: {fault}"):
        known(tmp_path, line + "\n")


def test_the_coordinates_that_ship_know_cities_regions_and_countries():
    shipped = load_coordinates()
    assert shipped.find("Cologne", "City", country="Germany") == (50.93, 6.95)
    assert shipped.find("Bavaria", "Region", country="Germany").latitude == pytest.approx(49, abs=0.5)
    assert shipped.find("Scotland", "Country").latitude == pytest.approx(56, abs=0.7)
    assert shipped.find("Georgia", "Country").longitude == pytest.approx(43, abs=1)
    assert shipped.find("Cambridge", "City") is None


# The map


def test_north_is_up_and_east_is_right(tmp_path):
    nodes = mapped(
        tmp_path, ("Ald", "City", "", ""), ("Bren", "City", "", "Southland"), ("Corv", "City", "East", "")
    ).nodes
    assert nodes["Ald"]["y"] < nodes["Bren"]["y"]
    assert nodes["Ald"]["x"] < nodes["Bren"]["x"] < nodes["Corv"]["x"]
    assert (nodes["Ald"]["latitude"], nodes["Ald"]["longitude"]) == (60, 10)


def test_the_middle_latitude_is_true_to_scale(tmp_path):
    nodes = mapped(tmp_path, ("Ald", "City", "", ""), ("Bren", "City", "", "Northland")).nodes
    high = nodes["Bren"]["y"] - nodes["Ald"]["y"]
    wide = mapped(tmp_path, ("Corv", "City", "East", ""), ("Ald", "City", "", "")).nodes
    across, down = wide["Corv"]["x"] - wide["Ald"]["x"], wide["Corv"]["y"] - wide["Ald"]["y"]
    assert high > 0
    assert across / down == pytest.approx(20 * math.cos(math.radians(57.5)) / 5, rel=0.01)


def test_actors_stand_beside_the_place_that_they_lie_in(tmp_path):
    actors = [(f"Firm {n}", "Enterprise", "Ald", "Northland") for n in range(6)]
    network = mapped(tmp_path, ("Ald", "City", "", "Northland"), ("Bren", "City", "", "Southland"), *actors)
    spots = {node: (data["x"], data["y"]) for node, data in network.nodes(data=True)}
    for name, *_ in actors:
        assert math.dist(spots[name], spots["Ald"]) < 0.25 * math.dist(spots[name], spots["Bren"])
    assert all(math.dist(one, other) > 30 for one, other in itertools.combinations(spots.values(), 2))
    assert network.graph["frames"] == []


def test_what_has_no_certain_place_stands_in_a_box_with_a_name(tmp_path):
    network = mapped(
        tmp_path,
        ("Ald", "City", "", "Northland"),
        ("Bren", "City", "", ""),
        ("Lost", "City", "Ald", "Northland"),
        ("A plan", "Strategy", "", ""),
        ("Two homes", "Enterprise", "Ald, Bren", "Northland"),
        ("Firm", "Enterprise", "Ald", "Northland"),
    )
    assert [frame["label"] for frame in network.graph["frames"]] == [UNKNOWN]
    assert in_the_box(network) == {"Bren", "Lost", "A plan", "Two homes"}


@pytest.mark.parametrize("count", [1, 2, 5, 12, 300])
def test_where_no_place_is_known_the_box_is_as_large_as_a_map_and_evenly_filled(tmp_path, count):
    network = mapped(tmp_path, *((f"Firm {n}", "Enterprise", "", "") for n in range(count)))
    (frame,) = network.graph["frames"]
    wide, high = frame["right"] - frame["left"], frame["bottom"] - frame["top"]
    assert wide >= 1600
    assert wide / high == pytest.approx(1.5, rel=0.1)
    spots = [(data["x"], data["y"]) for _, data in network.nodes(data=True)]
    assert in_the_box(network) == set(network)
    assert all(math.dist(one, other) > 60 for one, other in itertools.combinations(spots, 2))
    for place, low, high in (
        ([x for x, _ in spots], frame["left"], frame["right"]),
        ([y for _, y in spots], frame["top"], frame["bottom"]),
    ):
        assert min(place) - low == pytest.approx(high - max(place), abs=0.2)


def test_where_no_place_is_known_the_box_fills_the_sheet(tmp_path):
    room, paper = Box(0, 0, 620, 430), SIZES["a4"]
    network = mapped(tmp_path, *((f"Firm {n}", "Enterprise", "", "") for n in range(4)))
    (frame,) = frames_of(network.graph)
    box = fit((), room, paper, [frame]).box(frame)
    assert max(box.width / room.width, box.height / room.height) > 0.8


def test_a_map_does_not_depend_on_the_order_of_nodes(tmp_path):
    nodes = [(f"Firm {n}", "Enterprise", "Ald", "") for n in range(9)] + [("Ald", "City", "", "")]
    one, other = mapped(tmp_path, *nodes), mapped(tmp_path, *reversed(nodes))
    assert dict(one.nodes(data=True)) == dict(other.nodes(data=True))


def test_a_map_of_the_date_line_is_no_map_of_the_whole_world(tmp_path):
    places = "East,City,AA,,0.00,179.00\nWest,City,AA,,0.00,-179.00\nNorth,City,AA,,4.00,180.00\n"
    network = networkx.Graph()
    for name in ("East", "West", "North"):
        network.add_node(name, label=name, class_name="City", place="", country="")
    nodes = add_geographic_positions(network, coordinates=known(tmp_path, places)).nodes
    assert nodes["East"]["x"] < nodes["North"]["x"] < nodes["West"]["x"]
    assert nodes["West"]["x"] - nodes["East"]["x"] < nodes["East"]["y"] - nodes["North"]["y"]


def test_an_empty_network_is_an_empty_map():
    network = add_geographic_positions(networkx.Graph())
    assert network.graph["frames"] == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=8, unique=True))
def test_every_node_gets_a_finite_place(tmp_path_factory, points):
    lines = "".join(f"P{n},City,AA,,{lat:.4f},{lon:.4f}\n" for n, (lat, lon) in enumerate(points))
    network = networkx.Graph()
    for number in range(len(points) + 1):
        network.add_node(number, label=f"P{number}", class_name="City", place="", country="")
    add_geographic_positions(network, coordinates=known(tmp_path_factory.mktemp("map"), lines))
    assert all(math.isfinite(data[axis]) for _, data in network.nodes(data=True) for axis in "xy")
