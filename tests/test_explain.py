"""Explanations: all that was seen in a text, each thing once, at its place, and why it was not believed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_reader import HARBOUR, METHOD, InventedReader

import lcgraph
from lcgraph.errors import CorpusError
from lcgraph.explaining import explain
from lcgraph.extraction import EXTRACTORS, open_extractor
from lcgraph.extraction.findings import Candidate, Extraction, Mention, Referent, Relation, Support, Verdict
from lcgraph.model import Modality, Span

TEXT = """\
A town that learns

Falkby is a city in Denmark. The city hopes to work with the University of Elmstad. In 2014 its festival \
drew about 2,400 visitors, and 12 schools took part. Ada Holm leads the Elmstad Science Centre.

All rights reserved.

References

Ek, A.: "Towns that Learn", Northgate Press, Leeds, 2004.
"""


class DoubtfulReader:
    """Thinks of many relations between three places and believes one."""

    name = METHOD
    text = "Falkby lies in Elmland. Elmland lies in Nordland."

    def extract(self, document):
        words = ("Falkby", "Elmland", "Nordland")
        spans = [Span(document.text.index(word), document.text.index(word) + len(word)) for word in words]
        support = [
            Support(confidence, Modality.POSSIBLE, METHOD, spans[0], spans[1], Span(7, 14))
            for confidence in (0.9, 0.6, 0.7, 0.1, 0.3)
        ]
        return Extraction(
            document,
            sentences=(Span(0, 23), Span(24, 49)),
            mentions=tuple(Mention(span, number, True) for number, span in enumerate(spans)),
            referents=tuple(
                Referent("Region", word, (word,), 0.9, span) for word, span in zip(words, spans, strict=True)
            ),
            relations=(Relation(0, "locatedIn", 1, support[0]),),
            candidates=(
                Candidate(0, "locatedIn", 1, Verdict.ACCEPTED, support[0]),
                Candidate(1, "locatedIn", 0, Verdict.OUTDONE, support[1]),
                Candidate(0, "funds", 1, Verdict.IMPOSSIBLE, support[2]),
                Candidate(0, "pursues", 1, Verdict.DOUBTFUL, support[3]),
                Candidate(0, "locatedIn", 2, Verdict.MISPLACED, support[4]),
            ),
            method=METHOD,
        )


@pytest.fixture
def doubtful():
    """The first sentence as the doubtful reader explains it."""
    return explain(DoubtfulReader.text, extractor=DoubtfulReader()).sentences[0]


@pytest.fixture(scope="module")
def found(model):
    """The invented text as the reader that ships explains it."""
    return explain(TEXT)


@pytest.fixture
def reader(monkeypatch):
    """The invented reader, for the command line."""
    monkeypatch.setitem(EXTRACTORS, "model", lambda teaching: InventedReader())


class TestWhatWasNotBelieved:
    def test_is_told_best_first_with_the_verdict(self, doubtful):
        assert [(r.said.confidence, r.predicate, r.verdict) for r in doubtful.rejected] == [
            (0.7, "funds", "cannot hold between things of these classes"),
            (0.6, "locatedIn", "contradicts a surer one"),
            (0.3, "locatedIn", "the gazetteer knows the place elsewhere"),
            (0.1, "pursues", "not sure enough"),
        ]

    def test_is_told_with_what_stood_against_it(self, doubtful):
        assert [r.because for r in doubtful.rejected] == [
            "Region and Region",
            "Falkby locatedIn Elmland, 0.90",
            "",
            "needs 0.50",
        ]

    def test_does_not_hold_what_was_believed(self, doubtful):
        assert [(s.subject, s.predicate, s.object) for s in doubtful.stated] == [
            ("Falkby", "locatedIn", "Elmland")
        ]
        assert doubtful.stated[0].said.cue == "lies in"

    @pytest.mark.parametrize(("most", "shown", "unshown"), [(0, 0, 4), (3, 3, 1), (9, 4, 0)])
    def test_is_counted_where_it_is_not_shown(self, most, shown, unshown):
        sentence = explain(DoubtfulReader.text, most=most, extractor=DoubtfulReader()).sentences[0]
        assert (len(sentence.rejected), sentence.unshown) == (shown, unshown)


class TestTheReader:
    """What the reader that ships sees in an invented text."""

    def test_all_words_stand_where_they_are_said_to(self, found):
        for sentence in found.sentences:
            assert TEXT[slice(*sentence.at)] == sentence.text
            for part in (*sentence.named, *sentence.figures):
                assert TEXT[slice(*part.at)] == part.words
                assert sentence.at.start <= part.at.start < sentence.at.end
            for part in (*sentence.stated, *sentence.rejected):
                if part.said.cue_at:
                    assert TEXT[slice(*part.said.cue_at)] == part.said.cue

    def test_each_finding_is_told_once(self, found):
        extraction = open_extractor().extract(found.document)
        whole = explain(TEXT, most=1000)
        told = [s for sentence in whole.sentences for s in sentence.stated]
        partners = sum(len(alliance.partners) for alliance in extraction.alliances)
        assert len(told) == len(extraction.relations) + partners
        assert sum(len(s.named) for s in whole.sentences) == len(extraction.mentions)
        doubted = [c for c in extraction.candidates if c.verdict is not Verdict.ACCEPTED]
        assert sum(len(s.rejected) for s in whole.sentences) == len(doubted)

    def test_references_stand_for_what_they_mean(self, found):
        meant = {n.words: n.label for s in found.sentences for n in s.named if not n.by_name}
        assert meant["The city"] == "Falkby"

    def test_numbers_are_told_even_if_nothing_is_clear_of_them(self, found):
        figures = {f.words: f for s in found.sentences for f in s.figures}
        assert figures.keys() == {"2,400", "12"}
        assert (int(figures["2,400"].value), figures["2,400"].qualifier) == (2400, "about")

    def test_publications_are_told_and_not_left_out(self, found):
        (work,) = found.references
        assert (work.title, work.authors, work.issued) == ("Towns that Learn", ("Ek, A.",), "2004")
        assert [(block.kind, block.text) for block in found.left_out] == [("chrome", "All rights reserved.")]

    def test_nothing_of_the_text_is_lost(self, found):
        """Sentences, publications and what was left out cover all but white space."""
        parts = [p.at for p in (*found.sentences, *found.references, *found.left_out)]
        covered = {place for span in parts for place in range(*span)}
        assert not "".join(sign for place, sign in enumerate(TEXT) if place not in covered).strip()

    def test_python_users_have_it_at_hand(self, found):
        assert lcgraph.explain(TEXT) == found

    def test_empty_words_and_broken_ones_are_no_error(self, model):
        assert explain("").sentences == ()
        assert explain("Falkby \ud800 town.").document.text == "Falkby \ufffd town."


@given(st.lists(st.sampled_from([*HARBOUR.split("\n"), "\n\n", "¶ 𝔸\r\n", "Page 3", "- 12 parks", "[1]"])))
def test_any_text_is_told_at_its_places_and_fits_into_json(lines):
    found = explain("\n".join(lines), extractor=InventedReader())
    text = found.document.text
    for part in (*found.sentences, *found.references, *found.left_out):
        assert text[slice(*part.at)] == part.text
    assert json.loads(found.to_json())["sentences"] == json.loads(
        json.dumps(found.to_dict()["sentences"], default=float)
    )


def test_a_path_is_read_as_a_file(folder):
    Path("a.md").write_text("# Towns\n\nAldermoor is a city in Nordland.\n")
    found = explain(Path("a.md"), extractor=InventedReader())
    assert (found.document.identifier, found.document.title) == ("a.md", "Towns")
    with pytest.raises(CorpusError):
        explain(Path("nowhere.md"), extractor=InventedReader())


class TestCommand:
    def test_shows_each_sentence_with_all_that_was_seen(self, reader, run, folder):
        Path("harbour.txt").write_text(HARBOUR)
        outcome = run("explain", "harbour.txt")
        assert (outcome.code, outcome.err) == (0, "")
        for words in (
            "Aldermoor is a city in Nordland.",
            "Aldermoor – located in – Nordland",
            "possible by “hopes to fund”, 0.75, invented 1",
            "Lantern Bridge: visitors 1,500",
            "Partnership of Tide University and Brightwind",
            "asserted by “work with each other”, 0.75",
            "education institution 0.90",
        ):
            assert words in outcome.out

    def test_takes_words_files_and_standard_input(self, reader, run, folder):
        words = "Marnby is a city in Nordland."
        Path("a.txt").write_text(words)
        shown = run("explain", words).out
        assert "located in" in shown
        assert run("explain", "a.txt").out == run("explain", "-", stdin=words.encode()).out == shown

    def test_json_has_stable_keys(self, reader, run):
        found = json.loads(run("explain", HARBOUR, "--format", "json").out)
        assert list(found) == ["document", "title", "reader", "sentences", "references", "left_out"]
        sentence = next(s for s in found["sentences"] if s["figures"])
        assert list(sentence) == ["text", "at", "named", "figures", "stated", "rejected", "unshown"]
        (figure,) = sentence["figures"]
        assert (figure["value"], figure["about"], figure["indicator"]) == (1500, "Lantern Bridge", "visitors")
        assert set(figure["said"]) == {
            *("confidence", "modality", "cue", "method", "subject_at", "object_at", "cue_at")
        }
        start, end = figure["at"]
        assert HARBOUR[start:end] == "1,500"

    def test_tells_how_much_more_was_not_believed(self, monkeypatch, run):
        monkeypatch.setitem(EXTRACTORS, "model", lambda teaching: DoubtfulReader())
        out = run("explain", DoubtfulReader.text, "--most", 2).out
        assert "0.60, contradicts a surer one (Falkby locatedIn Elmland, 0.90)" in out
        assert "and 2 more" in out
        assert "pursues" not in out

    @pytest.mark.parametrize("name", ["nowhere.txt", "no/where"])
    def test_a_file_that_is_not_there_is_not_taken_for_words(self, reader, run, folder, name):
        outcome = run("explain", name)
        assert (outcome.code, outcome.out) == (1, "")
        assert outcome.err.startswith(f"lcgraph: {name}: ")

    def test_a_folder_and_no_words_at_all_are_refused(self, reader, run, folder):
        assert run("explain", ".").err == "lcgraph: .: is a folder; name one of the texts in it\n"
        assert run("explain", " ").code == 2

    def test_long_and_odd_words_are_no_paths(self, reader, run):
        assert run("explain", "word " * 3000).code == 0
        assert run("explain", "a\x00b and c").code == 0


HOSTILE = "[[Bad\x1b]0;owned\x07\x1b[31m\u202e[bold red]Corp[/]]] and Aldermoor met."
WITH_READER = """\
import sys
sys.path.insert(0, {tests!r})
from invented_reader import InventedReader
from lcgraph.cli import main
from lcgraph.extraction import EXTRACTORS
EXTRACTORS["model"] = lambda teaching: InventedReader()
main(["explain", sys.argv[1]])
"""


def test_colours_are_for_terminals_and_texts_do_not_command_them():
    pty = pytest.importorskip("pty", reason="there are no terminals here")
    script = WITH_READER.format(tests=str(Path(__file__).parent))
    command = [sys.executable, "-c", script, HOSTILE]
    piped = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert "\x1b" not in piped.stdout
    assert "[bold red]Corp[/]" in piped.stdout
    mine, theirs = pty.openpty()
    with open(mine, "rb", buffering=0) as screen:
        child = subprocess.Popen(command, stdout=theirs, env={**os.environ, "TERM": "xterm-256color"})
        child.wait()
        shown = os.read(screen.fileno(), 65536).decode("utf-8", "replace")
        os.close(theirs)
    assert "\x1b[1m" in shown
    for sign in ("\x1b]0;", "\x07", "\x1b[31m", "\u202e"):
        assert sign not in shown
