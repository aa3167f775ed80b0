"""The page about a build: what it holds, that nothing in it can run, and that it is the same each time."""

import html
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_reader import HARBOUR, InventedReader

from lcgraph import pipeline
from lcgraph.model import Modality, Span
from lcgraph.report import digest, marked, write_report
from lcgraph.report.silence import silences

PAYLOADS = [
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    '"><svg onload=window.hacked=1>',
    "{{ 7 * 7 }}",
]


@pytest.fixture
def made(texts):
    (texts / "scan.pdf").write_bytes(b"%PDF-1.7")
    return pipeline.build(["texts"], extractor=InventedReader())


@pytest.fixture
def page(made, tmp_path):
    return write_report(made, tmp_path / "report.html").read_text(encoding="utf-8")


def words_of(page):
    """What a reader sees."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.partition("<main")[2])).split())


def test_counts_what_was_found(made):
    counts = digest(made)
    assert {group.heading: group.things for group in counts.groups}["Places"] == 3
    assert dict(counts.modalities) == {
        Modality.ASSERTED: 5,
        Modality.PLANNED: 2,
        Modality.POSSIBLE: 1,
        Modality.NEGATED: 2,
    }
    assert [row.entity.label for row in counts.connected] == ["Brightwind Ltd", "Tide University"]


def test_names_what_was_read_and_what_was_skipped(page):
    words = words_of(page)
    assert "A town by the sea texts/harbour.txt" in words
    assert "texts/scan.pdf: a PDF file" in words


def test_shows_partnerships_with_their_sentences(page):
    words = words_of(page)
    assert "Tide University and Brightwind Ltd work with each other in Aldermoor" in words


def test_sets_plans_hopes_and_denials_apart(page):
    words = words_of(page).partition("Not stated as fact")[2].partition("Publications")[0]
    assert "Brightwind Ltd funds Lantern Bridge possible" in words
    assert "planned" in words
    assert "negated" in words


def test_writes_figures_as_people_do(page):
    assert "Lantern Bridge visitors 1,500" in words_of(page)


def test_lists_sentences_that_gave_nothing(made, page):
    found = silences(made.extractions[0], made.knowledge.claims, made.ontology)
    assert [silent.reason for silent in found] == ["2 actors"]
    assert "".join(part.words for part in found[0].parts) == "The Net Guild and Brightwind Ltd met for tea."
    assert "Net Guild and Brightwind Ltd met for tea" in words_of(page).partition("Silent sentences")[2]


def test_a_figure_without_a_claim_is_silent_too(folder):
    (folder / "a.txt").write_text("In all, 400 boats came.\n")
    made = pipeline.build(["a.txt"], extractor=InventedReader())
    assert [silent.reason for silent in silences(made.extractions[0], (), made.ontology)] == ["1 figure"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_a_text_are_nothing_but_words(folder, payload):
    text = HARBOUR.replace("A town", payload).replace("Net Guild", f"[[{payload}]]")
    (folder / "a.txt").write_text(text)
    made = pipeline.build(["a.txt"], extractor=InventedReader())
    page = write_report(made, folder / "report.html").read_text(encoding="utf-8")
    assert payload in html.unescape(page)
    assert "<img" not in page
    assert "<script" not in page
    assert "onload=window.hacked=1>" not in page
    assert ">49<" not in page


def test_runs_nothing_and_fetches_nothing(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert "default-src &#39;none&#39;" in policy
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert "url(" not in page
    assert "@import" not in page


def test_every_link_of_the_contents_leads_somewhere(page):
    targets = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets


def test_equal_builds_give_equal_pages(made, tmp_path):
    pages = [write_report(made, tmp_path / f"{n}.html").read_bytes() for n in (1, 2)]
    assert pages[0] == pages[1]


def test_a_build_that_found_nothing_has_a_page_too(folder):
    (folder / "a.txt").write_text("Nothing happened.\n")
    made = pipeline.build(["a.txt"], extractor=InventedReader())
    assert "None was found." in words_of(write_report(made, folder / "r.html").read_text())


spans = st.tuples(st.integers(-5, 40), st.integers(0, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.text(max_size=30), st.integers(0, 10), st.lists(spans), st.lists(spans))
def test_the_parts_of_a_sentence_are_the_sentence(quote, start, things, cues):
    parts = marked(quote, start, things, cues)
    assert "".join(part.words for part in parts) == quote
    assert all(part.words for part in parts)
    assert all(one.role != other.role for one, other in pairwise(parts))
