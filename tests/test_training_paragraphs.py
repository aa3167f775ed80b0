"""The training paragraphs: their format, and that varying them keeps the annotation true."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.model import Modality, Span
from training.augment import exchange_names, first_sentence_as_heading, join, names_of, rewrite
from training.paragraphs import ParagraphError, parse, read_paragraphs

FOLDER = Path(__file__).parent.parent / "data" / "training"
MARKED = [
    "The [N1 Dutch] city of [C2 Assen] opened [J3 a library] with [A4 Drenthe Province]."
    " ¶ [=3 It] has [#1 40,000] books.",
    "R 2 locatedIn 1",
    "R 4 funds 3 planned",
    "P 2 4",
    "O #1 3 books",
]


def test_the_shipped_paragraphs_have_no_fault() -> None:
    paragraphs, complaints = read_paragraphs(FOLDER.glob("*.txt"))
    assert not complaints
    assert len(paragraphs) > 3000


def test_marks_become_mentions_with_offsets_and_lines_become_facts() -> None:
    p = parse(MARKED, "test:1")
    assert [p.text[slice(*m.span)] for m in p.mentions] == [
        "Dutch",
        "Assen",
        "a library",
        "Drenthe Province",
        "It",
    ]
    assert "\n\nIt has 40,000" in p.text
    assert [(f.predicate, f.modality) for f in p.facts] == [
        ("locatedIn", Modality.ASSERTED),
        ("funds", Modality.PLANNED),
    ]
    assert p.partnerships[0].partners == (2, 4)
    assert p.text[slice(*p.figures[0].span)] == "40,000"


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (["[C1 Assen] and [E1 Assen] met."], "two classes"),
        (["[=1 It] grew."], "stands for nothing"),
        (["[X1 Assen] grew."], "no class has the letter X"),
        (["[C1 Assen grew."], "stray mark"),
        (["[C1 Assen] has [#1 4] parks."], "has no O line"),
        (["[C1 Assen] grew.", "R 1 locatedIn 2"], "entity 2 is not in the text"),
        (["[C1 Assen] grew.", "R 1 admires 1"], "not a fact line"),
        (["[C1 Assen] grew.", "P 1 1"], "two partners"),
    ],
)
def test_a_fault_is_named(lines: list[str], complaint: str) -> None:
    with pytest.raises(ParagraphError, match=complaint):
        parse(lines, "test:1")


def test_a_fault_is_reported_with_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "bad.txt"
    file.write_text("[C1 Assen] grew.\n\n[C1 Assen] grew.\nR 1 locatedIn 9\n", encoding="utf-8")
    _, complaints = read_paragraphs([file])
    assert len(complaints) == 1
    assert complaints[0].startswith(f"{file}:3: ")


@given(st.integers(0, 10_000))
def test_exchanging_names_keeps_every_mark_on_its_words(seed: int) -> None:
    p = parse(MARKED, "test:1")
    names = names_of([p]) | {"City": ["Ústí nad Labem", "Ur"], "PublicAuthority": ["Zug"]}
    varied = exchange_names(p, names, random.Random(seed), 1.0)
    assert varied.text[slice(*varied.mentions[2].span)] == "a library"
    assert varied.text[slice(*varied.mentions[1].span)] in names["City"]
    assert varied.text[slice(*varied.figures[0].span)] == "40,000"


def test_joining_keeps_both_and_knows_the_same_name() -> None:
    first, second = parse(MARKED, "a:1"), parse(["[C1 Assen] grew to [#1 9] parks.", "O #1 1 parks"], "b:1")
    both = join(first, second)
    assert [both.text[slice(*m.span)] for m in both.mentions][-1] == "Assen"
    assert both.mentions[-1].entity == first.mentions[1].entity
    assert both.figures[-1].about == first.mentions[1].entity


def test_a_first_sentence_becomes_a_heading_only_where_no_mark_is_torn() -> None:
    p = parse(["Assen has news today. [C1 Assen] grew."], "a:1")
    assert first_sentence_as_heading(p).text.startswith("Assen has news today\n\n")
    torn = rewrite(p, {Span(0, 5): "Ur"})
    assert torn.text.startswith("Ur has news")
