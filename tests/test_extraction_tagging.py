"""From tag scores to mentions: where a name begins and ends."""

import numpy as np
import pytest

from lcgraph.extraction.encoding import WORD, Window
from lcgraph.extraction.figures import figures
from lcgraph.extraction.labels import CLASSES, FIGURE, TAG_COUNT
from lcgraph.extraction.lexicon import load_lexicon
from lcgraph.extraction.tagging import keep_figures, tag
from lcgraph.model import Span

#: Inside comes after its own beginning or inside only; any tag may come first but an inside.
TRANSITION = np.zeros((TAG_COUNT + 1, TAG_COUNT), dtype=np.float32)
for inside in range(2, TAG_COUNT, 2):
    TRANSITION[:, inside] = -1e4
    TRANSITION[[inside - 1, inside], inside] = 0


def window_of(text: str) -> Window:
    words = tuple(Span(*m.span()) for m in WORD.finditer(text))
    numbers = np.arange(len(words))
    nothing = np.zeros(len(words), dtype=np.int64)
    return Window(words, numbers, np.zeros((len(words), 1), np.float32), numbers, numbers, nothing, nothing)


def found(text: str, marked: str | tuple[str, ...], kind: int) -> list[str]:
    """What comes out where the tagger has marked some words as one mention, or several as one each."""
    window = window_of(text)
    scores = np.zeros((len(window.words), TAG_COUNT), dtype=np.float32)
    scores[:, 0] = 5
    for words in (marked,) if isinstance(marked, str) else marked:
        start, first = text.index(words), True
        for k, word in enumerate(window.words):
            if start <= word.start and word.end <= start + len(words):
                scores[k, 1 + 2 * kind if first else 2 + 2 * kind] = 10
                first = False
    mentions = tag(window, text, scores, TRANSITION, load_lexicon())
    mentions = keep_figures(window, mentions, figures(text))
    return [text[window.words[m.first].start : window.words[m.last].end] for m in mentions]


@pytest.mark.parametrize(
    ("text", "marked", "class_name", "names"),
    [
        ("At the College of Lund", "the College of Lund", "EducationInstitution", ["College of Lund"]),
        ("So said Professor Dr Ana Reyes.", "Professor Dr Ana Reyes", "Person", ["Ana Reyes"]),
        ("It lies in nearby Veldhoven.", "nearby Veldhoven", "City", ["Veldhoven"]),
        ("It lies in den Haag.", "den Haag", "City", ["den Haag"]),
        ("East of Leeds -- Hull City Council", "Leeds -- Hull", "City", ["Leeds"]),
        ("Saint-Denis grew.", "Saint-Denis", "City", ["Saint-Denis"]),
        ("The Town Aid Trust (TAT)", "Town Aid Trust (TAT)", "CivicOrganisation", ["Town Aid Trust", "TAT"]),
        ("It is a M of sorts.", "M", "Enterprise", []),
    ],
)
def test_a_name_is_trimmed_to_what_it_is(text: str, marked: str, class_name: str, names: list[str]) -> None:
    assert sorted(found(text, marked, CLASSES.index(class_name))) == sorted(names)


@pytest.mark.parametrize(
    ("text", "marked", "class_name", "names"),
    [
        (
            "So Kerry City and County Council said.",
            ("Kerry City", "County Council"),
            "PublicAuthority",
            ["Kerry City and County Council"],
        ),
        (
            "Kerry College and Library",
            ("Kerry College", "Library"),
            "EducationInstitution",
            ["Kerry College", "Library"],
        ),
        (
            "Kerry and Clare Council",
            ("Kerry", "Clare Council"),
            "PublicAuthority",
            ["Kerry", "Clare Council"],
        ),
    ],
)
def test_a_generic_part_after_and_belongs_to_the_name_before_it(
    text: str, marked: tuple[str, ...], class_name: str, names: list[str]
) -> None:
    assert found(text, marked, CLASSES.index(class_name)) == names


def test_a_figure_has_the_bounds_that_rules_give_it() -> None:
    assert found("It cost £4 billion in all.", "4", FIGURE) == ["£4 billion"]


def test_a_number_that_no_rule_reads_as_a_figure_is_none() -> None:
    assert found("It opened in 1998 there.", "1998", FIGURE) == []
