"""Texts as numbers: what the model is shown, and that nothing of a text is lost on the way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcgraph.extraction.encoding import CLASSIFY, SEPARATE, WORD, Encoder, Window, pair_features
from lcgraph.extraction.lexicon import load_lexicon
from lcgraph.extraction.neural import NeuralModel
from lcgraph.model import Span


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(NeuralModel().tokenizer, load_lexicon())


def words_of(text: str, windows: list[Window]) -> list[str]:
    return [text[slice(*span)] for window in windows for span in window.words]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=80), max_size=6))
def test_every_word_is_in_one_window_once_and_in_order(encoder: Encoder, lines: list[str]) -> None:
    text = "\n\n".join(lines)
    blocks, start = [], 0
    for line in lines:
        blocks.append(Span(start, start + len(line)))
        start += len(line) + 2
    windows = encoder.windows(text, blocks, limit=40)
    assert words_of(text, windows) == WORD.findall(text)
    for window in windows:
        assert len(window.pieces) <= 42
        assert window.pieces[0] == CLASSIFY
        assert window.pieces[-1] == SEPARATE
        assert (window.first <= window.last).all()
        assert len(window.features) == len(window.pieces)


@pytest.mark.parametrize("text", ["a" * 5000, "," * 5000, "(" * 3000 + ")" * 3000, "word " * 4000])
def test_a_line_without_end_is_cut_into_windows_of_the_usual_size(encoder: Encoder, text: str) -> None:
    windows = encoder.windows(text, [Span(0, len(text))], limit=100)
    assert "".join(words_of(text, windows)) == text.replace(" ", "")
    assert max(len(w.pieces) for w in windows) <= 102


def test_a_block_that_fits_is_not_torn_apart(encoder: Encoder) -> None:
    text = "one two three four five\n\nsix seven eight nine ten"
    windows = encoder.windows(text, [Span(0, 23), Span(25, len(text))], limit=10)
    assert [len(w.words) for w in windows] == [5, 5]


def test_blocks_of_one_window_are_separated(encoder: Encoder) -> None:
    text = "Heading\n\nText follows."
    (window,) = encoder.windows(text, [Span(0, 7), Span(9, len(text))])
    assert list(window.pieces).count(SEPARATE) == 2
    assert list(window.block) == [0, 1, 1, 1]


def test_the_shape_of_a_word_survives_an_uncased_vocabulary(encoder: Encoder) -> None:
    (window,) = encoder.windows("Reading reading", [Span(0, 15)])
    assert window.pieces[1] == window.pieces[2]
    assert (window.features[1] != window.features[2]).any()


def test_pairs_know_their_distance_and_direction() -> None:
    sentence = np.array([0, 0, 0, 0, 1, 1])
    lie = pair_features([(0, 0), (3, 3), (5, 5)], sentence)
    assert lie.shape == (3, 3, 3)
    assert lie[0, 1, 0] != lie[1, 0, 0]
    assert lie[0, 2, 1] - lie[0, 1, 1] == 1
    assert lie[0, 2, 2] == 1
