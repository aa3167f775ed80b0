"""What notebooks show, asked of IPython's own formatter: tables, evidence, graphs and networks."""

import copy
import pickle
import re
from html.parser import HTMLParser

import networkx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

import lcgraph
from lcgraph.api import MOST_DRAWN, EvidenceRows
from lcgraph.queries import Table, notebook
from lcgraph.store import open_store

HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(1)>\x1b[2J\u202e"
#: Elements that close themselves in HTML.
VOID = {"br", "img"}


class Checked(HTMLParser):
    """Reads HTML and notes what is in it; fails where elements are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def shown(thing: object) -> str:
    formatters = pytest.importorskip("IPython.core.formatters")
    data, _ = formatters.DisplayFormatter().format(thing)
    return data["text/html"]


def harmless(text: str) -> Checked:
    """Nothing in it runs, and nothing is fetched from anywhere."""
    read = Checked(text)
    for tag, attributes in read.elements:
        assert tag not in {"script", "link", "img", "iframe", "object", "foreignobject"}
        assert not any(name.startswith("on") or name in {"src", "href", "xlink:href"} for name in attributes)
    assert not re.search(r"@import|url\(", text)
    assert "\x1b" not in text
    assert "\u202e" not in text
    return read


@pytest.fixture
def graph(sample) -> lcgraph.Graph:
    return lcgraph.open_graph(sample)


@pytest.fixture
def poisoned(sample) -> lcgraph.Graph:
    """The sample with names and quotes that would like to run."""
    store = open_store()
    replaced = {
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/ns/oa#exact",
        "http://purl.org/dc/terms/title",
    }
    for quad in open_store(sample):
        bad = quad.predicate.value in replaced
        store.add([Quad(quad.subject, quad.predicate, Literal(HOSTILE + quad.object.value)) if bad else quad])
    return lcgraph.Graph(store)


def test_a_table_is_shown_with_its_title_and_its_numbers_to_the_right(graph) -> None:
    text = shown(graph.query("busiest-partners"))
    assert "<caption>Which actors are in most partnerships?</caption>" in text
    assert '<td class="number">3</td>' in text
    assert "https://example.org" not in text
    harmless(text)


def test_a_long_table_is_cut_and_says_so() -> None:
    rows = tuple((Literal(number),) for number in range(notebook.MOST_ROWS + 5))
    text = shown(Table(("n",), rows))
    assert text.count("<tr>") == notebook.MOST_ROWS + 1
    assert "… and 5 more rows" in text


def test_notes_are_shown_where_they_are_seen(graph) -> None:
    assert "2 things are called" in shown(graph.query("partners-of-actor", actor="the council"))


def test_colours_are_those_of_the_notebook_so_that_light_and_dark_both_read(graph) -> None:
    style = re.search(r"<style>(.*?)</style>", shown(graph.query("places")), re.DOTALL)[1]
    assert {found.strip() for found in re.findall(r"[{;]\s*color:([^;]+)", style)} == {"inherit"}
    backgrounds = {found.strip() for found in re.findall(r"background:([^;]+)", style)}
    assert all(found == "transparent" or found.startswith("rgba(") for found in backgrounds)
    assert all(line.startswith((".lcgraph", " ")) for line in style.strip().splitlines())


def test_traced_answers_show_their_sentences(graph) -> None:
    text = shown(graph.trace("regions-across-borders"))
    assert "The Tern Strait Region spans Nordland and Westmark." in text
    assert text.count("<li>") == 1
    harmless(text)


def test_any_select_can_be_traced(graph) -> None:
    text = "SELECT ?r WHERE { ?r <https://w3id.org/lcgraph/ontology#spans> ?part }"
    assert len(graph.trace_sparql(text).sentences) == 1


def test_a_graph_shows_what_it_holds(graph) -> None:
    text = shown(graph)
    assert f"{len(graph):,} triples, 3 documents, 150 claims" in text
    assert "News from Westmark" in text
    assert "EducationInstitution" in text
    harmless(text)


def test_an_empty_graph_can_be_shown() -> None:
    assert "0 triples, 0 documents" in shown(lcgraph.Graph(open_store()))


def test_evidence_is_a_list_whose_sentences_have_their_words_marked(graph) -> None:
    rows = graph.evidence("Corvale", "locatedIn", "Marn Valley")
    assert isinstance(rows, list)
    text = shown(rows)
    assert "<mark>Corvale</mark> lies in the <mark>Marn Valley</mark>" in text
    assert "asserted, confidence 0." in text
    harmless(text)
    assert "no claims" in shown(EvidenceRows())


def test_a_network_is_shown_as_a_picture(graph) -> None:
    text = shown(graph.network("co-partners"))
    assert text.count("<svg") == 1
    assert "University of Aldermoor" in text
    assert "<?xml" not in text
    harmless(text)


def test_a_network_is_still_networkx_and_can_be_copied_and_pickled(graph) -> None:
    network = graph.network("co-partners")
    assert type(network) is networkx.Graph
    for other in (network.copy(), copy.deepcopy(network), pickle.loads(pickle.dumps(network))):
        assert networkx.utils.graphs_equal(other, network)


def test_a_large_network_is_shown_as_a_list_of_its_best_connected(graph) -> None:
    network = graph.network("co-partners")
    hub = next(iter(network))
    network.add_edges_from((hub, f"https://example.org/{number}") for number in range(MOST_DRAWN))
    text = shown(network)
    assert "<svg" not in text
    assert "the best connected:" in text
    assert harmless(text).elements.count(("tr", {})) == 21


@pytest.mark.parametrize(
    "show",
    [
        lambda graph: graph.query("partners"),
        lambda graph: graph.trace("funders"),
        lambda graph: graph,
        lambda graph: graph.evidence("<https://example.org/lcgraph/place/corvale>"),
        lambda graph: graph.network("co-partners"),
    ],
    ids=["table", "traced", "graph", "evidence", "network"],
)
def test_nothing_a_text_says_acts_in_a_notebook(show, poisoned) -> None:
    text = shown(show(poisoned))
    assert "alert(1)" in text
    harmless(text)


def test_a_cell_is_escaped_once() -> None:
    text = shown(Table(("x",), ((Literal('a & b < "c"'),), (NamedNode("https://example.org/?a&b"),))))
    assert "a &amp; b &lt; &quot;c&quot;" in text
    assert "https://example.org/?a&amp;b" in text
