"""Pictures for print: what stands on the sheet, that it can be read, and that it is the same every time."""

import itertools
import math
import struct
import zlib
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lcgraph
from lcgraph.drawing import draw
from lcgraph.drawing.labels import Spot, overlap, place
from lcgraph.drawing.lettering import FONTS, lines_of, width_of
from lcgraph.drawing.paper import SIZES, Box
from lcgraph.errors import NetworkError
from lcgraph.network import add_positions
from lcgraph.network.geography import add_geographic_positions
from lcgraph.network.imprint import add_imprint

SPACE = "{http://www.w3.org/2000/svg}"


def network_of(size=30, modalities=("Asserted",), directed=False):
    network = networkx.barabasi_albert_graph(size, 2, seed=4)
    network = networkx.DiGraph(network.edges) if directed else network
    network.graph.update(title="Who works with whom?")
    for node, data in network.nodes(data=True):
        data.update(label=f"Organisation number {node}", class_name=("City", "Enterprise")[node % 2])
    for number, (_, _, data) in enumerate(network.edges(data=True)):
        modality = modalities[number % len(modalities)]
        data.update(relation="partner", evidence=[{"quote": f"Sentence {number}.", "modality": modality}])
    add_positions(network)
    return network


def sheet(tmp_path, network, **options):
    path = draw(network, tmp_path / "n.svg", **options)
    return ElementTree.fromstring(path.read_text(encoding="utf-8"))


def said(root):
    return [text.text.replace("\u00a0", " ") for text in root.iter(f"{SPACE}text")]


# The sheet


@pytest.mark.parametrize(
    ("size", "wide", "high"), [("a4", "297mm", "210mm"), ("slide", "338.7mm", "190.5mm")]
)
def test_a_picture_has_the_size_of_its_sheet(tmp_path, size, wide, high):
    root = sheet(tmp_path, network_of(), size=size)
    assert (root.get("width"), root.get("height")) == (wide, high)


@pytest.mark.parametrize(("size", "least"), [("a4", 7.0), ("slide", 9.0)])
def test_no_letter_is_too_small_to_be_read(tmp_path, size, least):
    root = sheet(tmp_path, network_of(), size=size)
    sizes = [float(part.get("font-size")) for part in root.iter() if part.get("font-size")]
    assert min(sizes) >= least


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("nodes", [3, 150])
def test_all_stays_on_the_sheet(tmp_path, size, nodes):
    network = network_of(nodes)
    root = sheet(tmp_path, network, size=size, source="A source " * 60, description="Words " * 80)
    paper = SIZES[size]
    for text in root.iter(f"{SPACE}text"):
        assert 0 <= float(text.get("x")) <= paper.width
        assert 0 <= float(text.get("y")) <= paper.height
    for line in root.iter(f"{SPACE}line"):
        assert 0 <= float(line.get("x1")) <= paper.width
        assert 0 <= float(line.get("y2")) <= paper.height


def test_the_legend_tells_classes_connections_and_what_they_say(tmp_path):
    root = sheet(tmp_path, network_of(10, modalities=("Asserted", "Planned", "Negated", "Asserted")))
    words = said(root)
    assert {"10 nodes", "City · 5", "Enterprise · 5", "16 connections", "partner · 16"} <= set(words)
    assert {"stated as fact · 8", "planned · 4, denied · 4"} <= set(words)


def test_every_class_there_is_finds_room_in_the_legend_of_a_slide(tmp_path):
    from lcgraph.drawing.palette import STYLES

    network = networkx.path_graph(len(STYLES))
    for (_, data), name in zip(network.nodes(data=True), STYLES, strict=True):
        data.update(label=name, class_name=name)
    add_positions(network)
    root = sheet(tmp_path, network, size="slide", source="Somewhere")
    foot = next(float(text.get("y")) for text in root.iter(f"{SPACE}text") if text.text == "Somewhere")
    legend = [float(text.get("y")) for text in root.iter(f"{SPACE}text") if "·" in text.text]
    assert len(legend) == len(STYLES) + 1
    assert max(legend) < foot


def test_source_and_date_stand_at_the_foot(tmp_path):
    assert "My texts · 2024-02-01" in said(
        sheet(tmp_path, network_of(), source="My texts", date="2024-02-01")
    )


def test_source_and_date_come_from_the_graph(tmp_path, sample_store):
    network = network_of()
    add_imprint(network, sample_store)
    assert network.graph["source"].startswith("From 3 documents: ")
    assert "Built with lcgraph" in network.graph["source"]
    assert network.graph["date"] == "Documents of 2016 to 2020"
    assert any(text.endswith("· Documents of 2016 to 2020") for text in said(sheet(tmp_path, network)))


def test_a_graph_without_documents_has_no_source_and_no_date(tmp_path):
    from lcgraph.store import Store

    network = network_of(3)
    add_imprint(network, Store())
    assert (network.graph["source"], network.graph["date"]) == ("", "")


def test_a_box_of_a_map_is_drawn_with_its_name(tmp_path):
    network = networkx.Graph()
    network.add_node(1, label="Nowhere at all", class_name="City", place="", country="")
    root = sheet(tmp_path, add_geographic_positions(network))
    assert "no known place" in said(root)


# Names


def test_names_lie_neither_on_one_another_nor_on_small_nodes():
    spots = [
        Spot(str(n), f"Organisation {n}", 40 + n % 9 * 60, 40 + n // 9 * 30, 4, n % 5) for n in range(90)
    ]
    placed = place(spots, Box(0, 0, 600, 360), 7.5)
    boxes = [label.box for label in placed.values()]
    assert not any(overlap(one, other) for one, other in itertools.combinations(boxes, 2))
    nodes = [Box(spot.x - 4, spot.y - 4, 8, 8) for spot in spots]
    assert not any(overlap(box, node) for box in boxes for node in nodes)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 200), st.floats(0.5, 12), st.text(max_size=40)), max_size=40
    )
)
def test_no_two_names_overlap_wherever_nodes_are(rows):
    room = Box(0, 0, 300, 200)
    spots = [Spot(str(n), text, x, y, radius, n) for n, (x, y, radius, text) in enumerate(rows)]
    boxes = [label.box for label in place(spots, room, 8).values()]
    assert not any(overlap(one, other) for one, other in itertools.combinations(boxes, 2))
    assert all(box.left >= 0 and box.right <= 300 and box.top >= 0 and box.bottom <= 200 for box in boxes)


def test_the_better_connected_node_keeps_its_name():
    spots = [Spot("small", "Small firm", 50, 20, 4, 1), Spot("hub", "Large hub", 50, 20, 4, 9)]
    assert set(place(spots, Box(0, 0, 100, 60), 8, most=1)) == {"hub"}


def test_a_hub_in_a_crowd_has_its_name_on_smaller_nodes():
    crowd = [Spot(f"{x}.{y}", "", x * 10.0, y * 10.0, 4.5, 1) for x in range(30) for y in range(20)]
    hub = Spot("hub", "Large hub", 150.0, 100.0, 12, 99)
    assert set(place([*crowd, hub], Box(0, 0, 300, 200), 8)) == {"hub"}


def test_names_that_find_no_room_are_counted(tmp_path):
    network = networkx.empty_graph(400)
    for node, data in network.nodes(data=True):
        data.update(label=f"A name {node}", class_name="City", x=float(node % 20), y=float(node // 20))
    root = sheet(tmp_path, network)
    shown = sum(1 for text in said(root) if text.startswith("A name"))
    assert shown <= 200
    assert f"{400 - shown} labels left out for want of room." in said(root)


def test_widths_are_those_of_the_font_that_ships(tmp_path):
    """The advance widths in the font's ``hmtx`` table are what words are measured with."""
    font = FONTS[0].read_bytes()
    tables = {
        font[at : at + 4]: struct.unpack(">II", font[at + 8 : at + 16])
        for at in range(12, 12 + 16 * struct.unpack(">H", font[4:6])[0], 16)
    }
    glyphs = _glyphs(font[tables[b"cmap"][0] :])
    widths = tables[b"hmtx"][0]
    for letter in map(chr, range(32, 127)):
        at = widths + 4 * glyphs[ord(letter)]
        (units,) = struct.unpack(">H", font[at : at + 2])
        assert width_of(letter, 2048) == pytest.approx(units, abs=2), letter


def _glyphs(cmap):
    """Glyph numbers of a format 4 ``cmap`` table, for Latin letters."""
    (count,) = struct.unpack(">H", cmap[2:4])
    records = [struct.unpack(">HHI", cmap[4 + 8 * n : 12 + 8 * n]) for n in range(count)]
    offset = next(at for platform, encoding, at in records if (platform, encoding) == (3, 1))
    table = cmap[offset:]
    segments = struct.unpack(">H", table[6:8])[0] // 2

    def read(start):
        return struct.unpack(f">{segments}H", table[start : start + 2 * segments])

    ends, starts = read(14), read(16 + 2 * segments)
    deltas, ranges = read(16 + 4 * segments), read(16 + 6 * segments)
    found = {}
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 300) + 1):
            if ranges[n]:
                at = 16 + 6 * segments + 2 * n + ranges[n] + 2 * (code - first)
                (found[code],) = struct.unpack(">H", table[at : at + 2])
            else:
                found[code] = (code + deltas[n]) % 65536
    return found


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.floats(20, 200), st.integers(1, 4))
def test_lines_fit_their_width(text, width, most):
    lines = lines_of(text, width, 10, most=most)
    assert len(lines) <= most
    assert all(width_of(line, 10) <= width for line in lines)


# PNG


def chunks(data):
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        body = data[at + 4 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(body)
        yield body[:4], body[4:]
        at += 12 + length


@pytest.mark.parametrize(("size", "wide", "high"), [("a4", 3508, 2481), ("slide", 1920, 1080)])
def test_a_png_is_as_large_as_its_sheet_needs(tmp_path, size, wide, high):
    data = draw(network_of(), tmp_path / "n.png", size=size).read_bytes()
    known = dict(chunks(data))
    assert struct.unpack(">II", known[b"IHDR"][:8]) == pytest.approx((wide, high), abs=1)
    an_inch = struct.unpack(">II", known[b"pHYs"][:8])[0] * 0.0254
    assert an_inch == pytest.approx(wide / (SIZES[size].width / 72), rel=0.01)


def test_a_png_is_the_same_every_time_and_has_words_in_it(tmp_path):
    one, other = (draw(network_of(), tmp_path / f"{name}.png").read_bytes() for name in "ab")
    assert one == other
    nameless = network_of()
    networkx.set_node_attributes(nameless, " ", "label")
    assert draw(nameless, tmp_path / "c.png").read_bytes() != one


def test_letters_that_the_font_lacks_do_not_stop_a_png(tmp_path):
    assert (
        draw(network_of(3), tmp_path / "n.png", title="学習都市 🏙 \ud800").read_bytes().startswith(b"\x89PNG")
    )


# What is refused


def test_an_unknown_size_names_those_that_there_are(tmp_path):
    with pytest.raises(NetworkError, match="'a5' is no size of a picture; use a4 or slide"):
        draw(network_of(3), tmp_path / "n.svg", size="a5")


@pytest.mark.parametrize("options", [{"size": "a4"}, {"by": "year"}])
def test_a_page_has_neither_size_nor_panels(tmp_path, options):
    with pytest.raises(NetworkError, match=r"n\.html: a page has no .*; draw n\.svg or n\.png"):
        draw(network_of(3), tmp_path / "n.html", **options)


# The same spot everywhere


def test_nodes_stand_alike_in_all_outputs(tmp_path):
    """A picture is the layout moved and scaled, with the same scale both ways."""
    network = network_of(12)
    root = sheet(tmp_path, network)
    lines = [
        [float(line.get(name)) for name in ("x1", "y1", "x2", "y2")]
        for line in root.iter(f"{SPACE}line")
        if line.find(f"{SPACE}title") is not None
    ]
    scales = []
    for (one, other), (x1, y1, x2, y2) in zip(network.edges, lines, strict=True):
        here, there = network.nodes[one], network.nodes[other]
        real = math.dist((here["x"], here["y"]), (there["x"], there["y"]))
        scales.append(math.dist((x1, y1), (x2, y2)) / real)
    assert max(scales) == pytest.approx(min(scales), rel=0.02)


@pytest.fixture(scope="module")
def sample_store():
    from pathlib import Path

    return lcgraph.open_graph(Path(__file__).parent / "sample" / "sample.ttl").store
