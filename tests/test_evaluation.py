"""Precision and recall: counted by hand on invented texts, held against an independent count on real ones."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_reader import InventedReader

from lcgraph.errors import EvaluationError
from lcgraph.evaluation import Tally, evaluate, read_gold
from lcgraph.evaluation.names import alike, comparable, content_words
from lcgraph.evaluation.tally import tally
from lcgraph.extraction import EXTRACTORS

EXAMPLE = Path(__file__).parent / "gold_example"
SHARED = Path(__file__).parent.parent.parent / "shared" / "gold"


@pytest.fixture(scope="module")
def example():
    """The evaluation of the invented reader on the invented texts."""
    return evaluate(EXAMPLE, extractor=InventedReader())


@pytest.fixture
def reader(monkeypatch):
    """The invented reader, for the command line."""
    monkeypatch.setitem(EXTRACTORS, "model", lambda teaching: InventedReader())


def counts(tally):
    return tally.right, tally.answered, tally.found, tally.wanted


class TestCounts:
    def test_names_count_whatever_their_class(self, example):
        """Harbour: five of six (Ada Holm is not found, the guild debatable); hills: all four and a bridge."""
        assert counts(example.kinds["entity names"]) == (9, 10, 9, 10)

    def test_things_need_the_right_class_too(self, example):
        """The bridge is a project to the reader and a site to the gold."""
        assert counts(example.kinds["entities"]) == (8, 10, 8, 10)
        assert example.confusion["DevelopmentSite", "Project"] == 1

    def test_a_class_that_the_gold_allows_is_no_confusion(self, example):
        assert example.confusion["Region", "Region"] == 1
        assert ("Region", "Country") not in example.confusion

    def test_classes_are_counted_one_by_one(self, example):
        assert counts(example.classes["City"]) == (2, 2, 2, 2)
        assert counts(example.classes["Person"]) == (0, 0, 0, 1)
        assert counts(example.classes["Project"]) == (0, 2, 0, 0)
        assert "ResearchInstitution" not in example.classes

    def test_relations_count_as_claims_too_and_under_any_name_that_is_right(self, example):
        """Funding is only hoped for; Marnby is part of or located in Nordland."""
        assert counts(example.kinds["relations"]) == (3, 3, 3, 4)
        assert counts(example.relations["funds"]) == (1, 1, 1, 1)
        assert counts(example.relations["locatedIn"]) == (1, 1, 1, 1)
        assert counts(example.relations["partOf"]) == (0, 0, 0, 1)

    def test_a_planned_partnership_counts_and_a_denied_one_does_not(self, example):
        assert counts(example.kinds["partnerships"]) == (2, 2, 2, 2)

    def test_figures_may_be_rounded_and_need_what_they_count(self, example):
        assert counts(example.kinds["observations (about, value)"]) == (2, 2, 2, 2)
        assert counts(example.kinds["observations"]) == (1, 2, 1, 2)

    def test_what_is_debatable_is_not_missed(self, example):
        assert counts(example.kinds["publications"]) == (0, 0, 0, 0)

    def test_all_claims_are_grounded(self, example):
        assert example.claims == example.grounded > 10

    def test_what_went_amiss_is_named(self, example):
        harbour = example.texts[0].scores.kinds
        assert harbour["entities"].wrong == ("Lantern Bridge [Project]",)
        assert harbour["entities"].missed == ("Lantern Bridge [DevelopmentSite]", "Ada Holm [Person]")
        assert harbour["relations"].missed == ("Ada Holm -leads-> Lantern Bridge",)

    def test_one_file_can_be_evaluated_alone(self):
        alone = evaluate(EXAMPLE / "hills.json", extractor=InventedReader())
        assert [text.id for text in alone.texts] == ["hills"]


def test_the_text_stands_inside_or_beside():
    harbour, hills = read_gold(EXAMPLE)
    assert harbour.document.text.startswith("A town by the sea")
    assert hills.document.text.startswith("A town in the hills")


class TestNames:
    @pytest.mark.parametrize(
        ("one", "other"),
        [("The Ghent", "ghent"), ("Málaga", "Malaga"), ("R&D", "R and D"), ("Ghent’s", "Ghent")],
    )
    def test_small_differences_make_no_other_name(self, one, other):
        assert alike([one], [other])

    def test_descriptions_may_share_most_of_their_words(self):
        assert alike(["new bridges"], ["a bridge"], loosely=True)
        assert not alike(["new bridges"], ["a bridge"])
        assert not alike(["the bridge of Lund"], ["a mill in Ghent"], loosely=True)

    def test_nothing_is_alike_to_an_empty_name(self):
        assert not alike(["-"], ["…"], loosely=True)

    @given(st.text(), st.text(), st.booleans())
    def test_likeness_has_no_direction(self, one, other, loosely):
        assert alike([one], [other], loosely=loosely) == alike([other], [one], loosely=loosely)

    @given(st.text())
    def test_words_are_words_of_the_comparable_name(self, name):
        assert all(any(w.startswith(word) for w in comparable(name).split()) for word in content_words(name))


def counted(answers, golds, core):
    return tally(
        answers,
        golds,
        lambda answer, gold: answer == gold,
        core=core,
        show_answer=str,
        show_gold=str,
    )


class TestTally:
    @given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)))
    def test_counts_are_those_of_sets(self, answers, wanted, debatable):
        golds = sorted(wanted | debatable)
        found = counted(sorted(answers), golds, lambda gold: gold in wanted)
        assert counts(found) == (
            len(answers & wanted),
            len(answers - (debatable - wanted)),
            len(answers & wanted),
            len(wanted),
        )
        assert set(found.wrong) == set(map(str, answers - wanted - debatable))
        assert set(found.missed) == set(map(str, wanted - answers))

    def test_figures_of_nothing_are_nought(self):
        assert (Tally().precision, Tally().recall, Tally().f1) == (0, 0, 0)


FAULTS = {
    "{": "gold.json, line 1, column 2: no JSON",
    "[]": "gold.json: must be a JSON object",
    '{"entities": []}': "gold.json: has no field text, and there is no gold.txt",
    '{"text": 1.5}': "gold.json: text: must be a text",
    '{"text": "\\ud800"}': "gold.json: text: half a character at 0",
    '{"text": "x", "entities": {}}': "gold.json: entities: must be a list",
    '{"text": "x", "entities": [1]}': "gold.json: entities[0]: must be an object",
    '{"text": "x", "entities": [{"class": "City"}]}': "gold.json: entities[0].name: must be a text",
    '{"text": "x", "entities": [{"name": " ", "class": "City"}]}': "entities[0].name: must not be empty",
    '{"text": "x", "entities": [{"name": "A", "class": "Town"}]}': "entities[0].class: 'Town' is no class",
    '{"text": "x", "entities": [{"name": "A", "class": "City", "core": 1}]}': ".core: must be true",
    '{"text": "x", "entities": [{"name": "A", "class": "City", "aliases": "B"}]}': "aliases: must be a list",
    '{"text": "x", "relations": [{"s": "A", "p": "loves", "o": "B"}]}': "[0].p: 'loves' is not one of",
    '{"text": "x", "observations": [{"about": [], "value": 1}]}': "observations[0].about: must not be empty",
    '{"text": "x", "observations": [{"about": ["A"], "value": "1"}]}': "[0].value: must be a number",
    f'{{"text": "x", "observations": [{{"about": ["A"], "value": 1{"0" * 400}}}]}}': "value: is too large",
    f'{{"text": "x", "observations": [{{"about": ["A"], "value": 1{"0" * 5000}}}]}}': "a number too long",
    "[" * 100_000: "nested too deeply",
}


class TestFaults:
    @pytest.mark.parametrize("content", FAULTS, ids=range(len(FAULTS)))
    def test_a_bad_file_is_told_with_its_place(self, folder, content):
        Path("gold.json").write_text(content)
        with pytest.raises(EvaluationError) as error:
            read_gold("gold.json")
        assert FAULTS[content] in str(error.value)
        assert "\n" not in str(error.value)

    def test_a_file_that_is_not_utf8(self, folder):
        Path("gold.json").write_bytes(b'{"text": "caf\xe9"}')
        with pytest.raises(EvaluationError, match=r"gold\.json: not UTF-8 text \(byte 13\)"):
            read_gold("gold.json")

    def test_an_empty_folder_and_none(self, folder):
        with pytest.raises(EvaluationError, match="no gold annotations here"):
            read_gold(".")
        with pytest.raises(EvaluationError, match="no such file or folder"):
            read_gold("nowhere")


class TestCommand:
    def test_shows_kinds_classes_relations_and_confusion(self, reader, run):
        outcome = run("evaluate", EXAMPLE)
        assert (outcome.code, outcome.err) == (0, "")
        for words in ("entity names", "– City", "– locatedIn", "gold \\ found", "invented 1: F1", "hills"):
            assert words in outcome.out
        assert "Ada Holm" not in outcome.out

    def test_lists_what_went_amiss_when_asked(self, reader, run):
        assert "Ada Holm -leads-> Lantern Bridge" in run("evaluate", EXAMPLE, "--errors").out

    def test_json_has_all_figures(self, reader, run, example):
        found = json.loads(run("evaluate", EXAMPLE, "--format", "json", "--errors").out)
        assert found["all"]["f1"] == example.pooled.f1
        assert set(found) == {
            *("reader", "all", "mean_f1_of_texts", "mean_f1_of_kinds", "claims", "grounded"),
            *("kinds", "relations", "classes", "confusion", "texts"),
        }
        assert {"gold": "DevelopmentSite", "found": "Project", "count": 1} in found["confusion"]
        assert found["texts"][0]["missed"]["entities"] == [
            "Lantern Bridge [DevelopmentSite]",
            "Ada Holm [Person]",
        ]

    def test_markdown_has_a_heading_for_each_table(self, reader, run):
        out = run("evaluate", EXAMPLE, "-f", "md", "--errors").out
        assert out.count("\n## ") + out.startswith("## ") == 4
        assert "| --- |" in out

    def test_a_bad_file_is_one_line(self, reader, run, folder):
        Path("gold.json").write_text("{")
        outcome = run("evaluate", "gold.json")
        assert (outcome.code, outcome.out) == (1, "")
        assert outcome.err.startswith("lcgraph: gold.json, line 1")
        assert outcome.err.count("\n") == 1

    def test_names_in_gold_do_not_command_the_terminal(self, reader, run, folder):
        name = "\x1b[31mBad\u202e [bold]Corp"
        gold = {"text": "Nothing is here.", "entities": [{"name": name, "class": "City"}]}
        Path("gold.json").write_text(json.dumps(gold))
        out = run("evaluate", "gold.json", "--errors").out
        assert "\\x1b[31mBad\\u202e [bold]Corp" in out
        assert "\x1b" not in out


class Saving:
    """A reader that also saves the graph of each text."""

    def __init__(self, reader, folder):
        self.name, self._reader, self._folder = reader.name, reader, folder

    def extract(self, document):
        from lcgraph.extraction import link
        from lcgraph.graph import build_graph, write_graph

        found = self._reader.extract(document)
        graph = build_graph(link([found]), reader=self.name)
        write_graph(graph, self._folder / f"{Path(document.identifier).stem}.ttl")
        return found


def test_an_independent_count_comes_to_the_same(model, tmp_path):
    """Figures of real texts, which are not part of the project, against those of another program."""
    if not (SHARED / "score.py").is_file():
        pytest.skip("the annotated texts are not here")
    from lcgraph.extraction import open_extractor

    found = evaluate(SHARED / "dev", extractor=Saving(open_extractor(), tmp_path))
    command = [
        sys.executable,
        SHARED / "score.py",
        SHARED / "dev",
        tmp_path,
        "--json",
        tmp_path / "score.json",
    ]
    subprocess.run(command, check=True, capture_output=True)
    other = json.loads((tmp_path / "score.json").read_text())
    mine = {**found.kinds, **found.relations}
    assert mine.keys() == other["kinds"].keys()
    for name, kind in mine.items():
        figures = {"p": kind.precision, "r": kind.recall, "f1": kind.f1, "wanted": kind.wanted}
        assert figures == other["kinds"][name], name
    assert other == {
        "micro_f1": found.pooled.f1,
        "precision": found.pooled.precision,
        "recall": found.pooled.recall,
        "macro_documents": found.mean_of_texts,
        "macro_kinds": found.mean_of_kinds,
        "claims": found.claims,
        "grounded": found.grounded,
        "kinds": other["kinds"],
    }
