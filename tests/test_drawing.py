"""Pictures and pages of networks, without a browser: what is in the file, and what must never be."""

import base64
import hashlib
import json
import re
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcgraph.drawing import COLOURS, draw
from lcgraph.drawing.palette import OTHER, STYLES, outline
from lcgraph.drawing.view import view_of
from lcgraph.errors import NetworkError

CLAIM = {
    "quote": "Redton and Milltown signed a pact.",
    "title": "Pacts",
    "identifier": "a.txt",
    "issued": "2020",
}

PAYLOADS = [
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    '"><svg onload=window.hacked=1>',
    "<a href='javascript:window.hacked=1'>x</a>",
    "<!--<script>",
    "{{ 7 * 7 }}{% raw %}",
    "]]><x/>",
    "\u2028\u2029 '; window.hacked=1; //",
]


def example(**words):
    network = networkx.Graph(title=words.get("title", "Pacts"))
    label = words.get("label", "Redton")
    network.add_node("https://example.org/a", label=label, class_name="City", place="Westland", x=0.0, y=0.0)
    network.add_node("https://example.org/b", label="Milltown", class_name="City", x=100.0, y=50.0)
    evidence = [CLAIM | {"modality": "Asserted", "confidence": 0.9} | words.get("claim", {})]
    network.add_edge(
        "https://example.org/a", "https://example.org/b", relation="cooperates with", evidence=evidence
    )
    return network


def drawn(tmp_path, name, network=None, **options):
    path = draw(example() if network is None else network, tmp_path / name, **options)
    return path.read_text(encoding="utf-8")


def block(page, name):
    """The JSON in one of the page's data blocks, found as a browser finds it."""
    start = page.index(f'id="{name}">') + len(f'id="{name}">')
    return json.loads(page[start : page.index("</script", start)])


# The view model


def test_parallel_edges_fold_into_one_with_all_sentences():
    network = networkx.MultiGraph(example())
    more = [CLAIM | {"quote": "They met again.", "modality": "Planned", "start": 9}]
    network.add_edge("https://example.org/b", "https://example.org/a", evidence=more, relation="plans with")
    (edge,) = view_of(network, title="x").edges
    assert [sentence.quote for sentence in edge.sentences] == [CLAIM["quote"], "They met again."]
    assert (edge.modality, edge.claims, edge.weight) == ("Asserted", 2, 2.0)


def test_a_sentence_that_makes_two_claims_is_shown_once_with_the_better_confidence():
    network = example()
    (_, _, data) = next(iter(network.edges(data=True)))
    data["evidence"] = [data["evidence"][0] | {"confidence": 0.4}, data["evidence"][0]]
    (edge,) = view_of(network, title="x").edges
    assert (len(edge.sentences), edge.claims, edge.confidence) == (1, 2, 0.9)


def test_a_connection_that_is_only_planned_is_not_drawn_as_a_fact(tmp_path):
    network = example(claim={"modality": "Planned"})
    (row,) = block(drawn(tmp_path, "n.html", network), "network-drawn")["edges"]
    assert row["dashes"]
    assert "stroke-dasharray" in drawn(tmp_path, "n.svg", network)
    assert "stroke-dasharray" not in drawn(tmp_path, "m.svg")


def test_a_network_without_positions_is_told_how_to_get_them(tmp_path):
    with pytest.raises(NetworkError, match=r"node 'a' has no position .*add_positions"):
        draw(networkx.Graph([("a", "b")]), tmp_path / "n.html")


def test_the_callers_network_stays_as_it_was(tmp_path):
    network = example()
    drawn(tmp_path, "n.html", network)
    drawn(tmp_path, "n.svg", network)
    assert networkx.utils.graphs_equal(network, example())


def test_what_else_a_query_tells_of_a_connection_is_kept():
    network = example()
    (_, _, data) = next(iter(network.edges(data=True)))
    data.update(
        since=["2009", "2011"], bridge=True, loop=False, via=["Pact"], via_iri=["https://example.org/p"]
    )
    (edge,) = view_of(network, title="x").edges
    assert dict(edge.facts) == {"Bridge": "yes", "Since": "2009; 2011"}
    assert (edge.via, edge.via_iri) == (("Pact",), ("https://example.org/p",))


def test_measures_are_named_known_ones_first():
    network = example()
    network.nodes["https://example.org/a"].update(
        zeal=2.5, pagerank=0.5, degree=1, note="7", gap=float("nan")
    )
    view = view_of(network, title="x")
    assert view.measures == (("degree", "Connections"), ("pagerank", "PageRank"), ("zeal", "Zeal"))
    assert dict(view.nodes[0].measures) == {"degree": 1.0, "pagerank": 0.5, "zeal": 2.5}


# The page


def test_the_page_holds_what_a_click_must_answer_with(tmp_path):
    page = drawn(tmp_path, "n.html", description="Pacts between towns", source="My texts", date="2024-02-01")
    data = block(page, "network-data")
    (edge,) = data["edges"]
    sentence = data["sentences"][edge["sentences"][0]]
    assert sentence["quote"] == CLAIM["quote"]
    assert data["documents"][sentence["document"]]["issued"] == "2020"
    assert "<title>Pacts</title>" in page
    assert "Pacts between towns" in page
    assert "My texts · 2024-02-01" in page


def test_ids_in_the_page_are_opaque(tmp_path):
    rows = block(drawn(tmp_path, "n.html"), "network-drawn")
    assert [row["id"] for row in rows["nodes"]] == ["n0", "n1"]
    assert [(row["from"], row["to"]) for row in rows["edges"]] == [("n0", "n1")]


def without_scripts(page):
    return re.sub(r"<(script|style)\b[^>]*>.*?</\1>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "place", ["title", "label", "quote", "url", "document", "iri", "class_name", "relation"]
)
def test_hostile_words_stay_words(tmp_path, payload, place):
    """Neither the page's structure nor its scripts change, whatever a document has said and where."""
    network = example()
    (_, _, edge) = next(iter(network.edges(data=True)))
    if place == "title":
        network.graph["title"] = payload
    elif place in ("label", "class_name"):
        network.nodes["https://example.org/a"][place] = payload
    elif place == "relation":
        edge["relation"] = payload
    elif place == "iri":
        network = networkx.relabel_nodes(network, {"https://example.org/a": payload})
    else:
        edge["evidence"][0][{"document": "title"}.get(place, place)] = payload
    page, plain = (
        drawn(tmp_path, "n.html", network, source=payload),
        drawn(tmp_path, "plain.html", source="x"),
    )
    tags = re.compile(r"<[a-z/!][^>]*>?", re.IGNORECASE)
    assert [t.split()[0] for t in tags.findall(without_scripts(page))] == [
        t.split()[0] for t in tags.findall(without_scripts(plain))
    ]
    assert page.count("<script") == plain.count("<script")
    assert page.count("</script") == plain.count("</script")
    assert policy(page) == policy(plain)
    block(page, "network-data")
    svg = drawn(tmp_path, "n.svg", network, source=payload)
    names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}
    assert names <= {"svg", "title", "desc", "rect", "text", "g", "line", "path"}


def policy(page):
    return re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")


def test_the_policy_allows_exactly_the_scripts_that_are_there(tmp_path):
    page = drawn(tmp_path, "n.html")
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert re.findall(r"'sha256-([^']+)'", policy(page)) == hashes
    assert "default-src 'none'" in policy(page)
    assert "\r" not in page


def test_nothing_in_the_page_points_outside(tmp_path):
    """No element fetches; that no request leaves is watched in a browser (tests/browser)."""
    page = without_scripts(drawn(tmp_path, "n.html"))
    assert not re.search(r"<(link|img|iframe|object|embed|base)\b|\ssrc=|@import|url\(", page)


def test_our_own_script_never_parses_words_as_html(tmp_path):
    page = drawn(tmp_path, "n.html")
    own = "".join(re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)[1:])
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", own)


def test_the_licence_notice_of_vis_network_stays(tmp_path):
    assert "@copyright (c) 2011-2017 Almende B.V" in drawn(tmp_path, "n.html")


def test_values_that_json_does_not_know_do_not_break_the_page(tmp_path):
    network = example(claim={"confidence": float("nan")})
    network.nodes["https://example.org/a"]["pagerank"] = float("inf")
    assert block(drawn(tmp_path, "n.html", network), "network-data")["nodes"][0]["label"] == "Redton"


@pytest.mark.parametrize("ending", ["html", "svg"])
def test_an_empty_network_draws_a_picture_that_says_so(tmp_path, ending):
    text = drawn(tmp_path, f"n.{ending}", networkx.Graph(title="Nothing yet"))
    assert "Nothing yet" in text
    assert "found no connections" in text
    assert "<script" not in text


@pytest.mark.parametrize("ending", ["html", "svg"])
def test_equal_networks_give_equal_bytes(tmp_path, ending):
    assert drawn(tmp_path, f"a.{ending}") == drawn(tmp_path, f"b.{ending}")


def test_sentences_that_carry_several_connections_stand_in_the_page_once(tmp_path):
    network = networkx.complete_graph(6)
    networkx.set_edge_attributes(network, [CLAIM | {"modality": "Asserted"}], "evidence")
    for node, data in network.nodes(data=True):
        data.update(x=float(node), y=0.0)
    data = block(drawn(tmp_path, "n.html", network), "network-data")
    assert (len(data["sentences"]), len(data["documents"]), len(data["edges"])) == (1, 1, 15)
    assert {tuple(edge["sentences"]) for edge in data["edges"]} == {(0,)}


def test_more_nodes_than_a_browser_takes_are_sent_to_gephi(tmp_path):
    with pytest.raises(NetworkError, match=r"20001 nodes are too many for a page .*n\.gexf"):
        draw(networkx.empty_graph(20_001), tmp_path / "n.html")


def test_an_unknown_ending_names_those_that_there_are(tmp_path):
    with pytest.raises(NetworkError, match="pdf is no format for pictures; use html, svg or png"):
        draw(example(), tmp_path / "n.pdf")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NetworkError, match=r"nowhere/n.svg: cannot be written"):
        draw(example(), tmp_path / "nowhere" / "n.svg")


# The SVG


def test_the_svg_says_what_it_shows(tmp_path):
    root = ElementTree.fromstring(drawn(tmp_path, "n.svg", source="My texts", date="2024-02-01"))
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "Pacts"
    assert root.find(f"{space}desc").text == "2 nodes (City 2) and 1 connection; Redton has the most, 1."
    words = [text.text for text in root.iter(f"{space}text")]
    assert {"Redton", "Milltown", "City ·\u00a02", "My texts · 2024-02-01"} <= set(words)


def test_directed_connections_have_heads(tmp_path):
    network = networkx.DiGraph(example())
    assert "<polygon" in drawn(tmp_path, "n.svg", network)
    assert "<polygon" not in drawn(tmp_path, "m.svg")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_words_give_a_well_formed_svg(tmp_path_factory, words):
    folder = tmp_path_factory.mktemp("svg")
    ElementTree.fromstring(drawn(folder, "n.svg", example(title=words, label=words), description=words))


@pytest.mark.parametrize("ending", ["html", "svg"])
def test_half_a_surrogate_pair_does_not_stop_the_writing(tmp_path, ending):
    assert "Half" in drawn(tmp_path, f"n.{ending}", example(title="Half \ud800", label="\udfff"))


# The palette


def test_no_two_classes_look_the_same():
    looks = [*STYLES.values(), OTHER]
    assert len(set(looks)) == len(looks)
    assert set(COLOURS) == set(STYLES)


@pytest.mark.parametrize("shape", sorted({look.shape for look in STYLES.values()}))
def test_every_shape_can_be_drawn(shape):
    assert re.fullmatch(r"M[-\d.,LA ]+Z", outline(shape, 1.0, -2.0, 10.0))
