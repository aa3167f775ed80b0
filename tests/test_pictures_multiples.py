"""Small multiples: what each panel holds, and that a node stands at the same spot in all."""

from xml.etree import ElementTree

import networkx
import pytest

from lcgraph.drawing import draw
from lcgraph.drawing.multiples import MOST_PANELS, panels
from lcgraph.drawing.view import view_of
from lcgraph.errors import NetworkError
from lcgraph.network import add_positions

SPACE = "{http://www.w3.org/2000/svg}"


def example():
    network = networkx.Graph(title="Who works with whom?")
    network.add_node("redton", label="Redton", class_name="City", place="Westland")
    network.add_node("bank", label="Redton Bank", class_name="Enterprise", place="Redton", themes=["finance"])
    network.add_node("lab", label="Milltown Lab", class_name="ResearchInstitution", place="Milltown")
    network.add_node("fund", label="A fund", class_name="Organisation", themes=["finance", "water"])
    said = {"modality": "Asserted", "quote": "One."}
    network.add_edge("redton", "bank", evidence=[said | {"issued": "2019-05"}])
    network.add_edge(
        "bank", "lab", evidence=[said | {"issued": "2019"}, said | {"issued": "2021", "start": 7}]
    )
    network.add_edge("lab", "fund", evidence=[said | {"issued": ""}])
    add_positions(network)
    return network


def spread(network, by):
    shown, rest = panels(view_of(network, title="x"), by)
    return {panel.value: {node.label for node in panel.nodes} for panel in shown}, [p.value for p in rest]


def sheet(tmp_path, network, **options):
    path = draw(network, tmp_path / "n.svg", **options)
    return ElementTree.fromstring(path.read_text(encoding="utf-8"))


def said(root):
    return [text.text.replace("\u00a0", " ") for text in root.iter(f"{SPACE}text")]


def test_a_connection_belongs_to_the_years_in_which_it_is_said():
    shown, _ = spread(example(), "year")
    assert shown == {
        "2019": {"Redton", "Redton Bank", "Milltown Lab"},
        "2021": {"Redton Bank", "Milltown Lab"},
    }
    assert list(shown) == ["2019", "2021"]


def test_a_connection_belongs_to_the_places_of_both_its_ends():
    shown, _ = spread(example(), "place")
    assert shown == {
        "Milltown": {"Redton Bank", "Milltown Lab", "A fund"},
        "Redton": {"Redton", "Redton Bank", "Milltown Lab"},
    }


def test_a_connection_belongs_to_the_themes_of_both_its_ends():
    shown, _ = spread(example(), "theme")
    assert shown["water"] == {"Milltown Lab", "A fund"}
    assert list(shown) == ["finance", "water"]


def test_a_column_of_the_query_goes_before_what_is_known_of_the_ends():
    network = example()
    network.edges["redton", "bank"]["year"] = ["1999", "2001"]
    shown, _ = spread(network, "year")
    assert list(shown) == ["1999", "2001", "2019", "2021"]


def test_at_most_twelve_panels_are_drawn_and_the_rest_is_named(tmp_path):
    network = networkx.star_graph(20)
    for number, (_, _, data) in enumerate(network.edges(data=True)):
        data["evidence"] = [{"quote": "Q.", "issued": str(2000 + number), "modality": "Asserted"}]
    network.edges[0, 20]["evidence"].append({"quote": "R.", "issued": "2003", "modality": "Asserted"})
    add_positions(network)
    shown, rest = spread(network, "year")
    assert len(shown) == MOST_PANELS
    assert "2003" in shown
    assert rest == [str(year) for year in range(2012, 2020)]
    assert any("Not shown: 2012 (1), 2013 (1)" in text for text in said(sheet(tmp_path, network, by="year")))


def test_each_panel_has_its_name_and_its_counts(tmp_path):
    words = said(sheet(tmp_path, example(), by="year"))
    assert {"2019", "3 nodes, 2 connections", "2021", "2 nodes, 1 connection"} <= set(words)
    assert {"3 nodes", "City · 1", "stated as fact · 2"} <= set(words)
    assert "Who works with whom? By year" in words
    assert any("1 connection without a year." in text for text in words)


def test_a_node_stands_at_the_same_spot_in_each_panel(tmp_path):
    root = sheet(tmp_path, example(), by="year")
    bank = [
        path.get("d")
        for path in root.iter(f"{SPACE}path")
        if path.find(f"{SPACE}title") is not None
        and path.find(f"{SPACE}title").text.startswith("Redton Bank")
    ]
    headings = {text.text: float(text.get("x")) for text in root.iter(f"{SPACE}text")}
    one, other = (float(d[1:].split(",")[0]) for d in bank)
    assert other - one == pytest.approx(headings["2021"] - headings["2019"], abs=0.15)


def test_a_png_of_panels_can_be_made(tmp_path):
    data = draw(example(), tmp_path / "n.png", by="place", size="slide").read_bytes()
    assert data.startswith(b"\x89PNG")


def test_nothing_to_take_apart_is_told(tmp_path):
    network = networkx.path_graph(2)
    add_positions(network)
    with pytest.raises(NetworkError, match="no connection of this network has a theme"):
        draw(network, tmp_path / "n.svg", by="theme")
    with pytest.raises(NetworkError, match="cannot be drawn by 'colour'; use place, year or theme"):
        draw(network, tmp_path / "n.svg", by="colour")
    assert not (tmp_path / "n.svg").exists()
