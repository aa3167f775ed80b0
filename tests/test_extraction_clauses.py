"""A sentence falls into clauses at the words that open and close them."""

import pytest

from lcgraph.extraction.clauses import clause_words, clauses_of, tokens_of
from lcgraph.model import Span

SENTENCES = [
    "Tornby runs a school",
    "Tornby runs a school | and will open a library",
    "Tornby and Hylte run a school",
    "Tornby runs a school | ; Hylte pays",
    "Tornby has a school , | which trains sailors",
    "Although Hylte pays | , Tornby complains",
    "Tornby owns a mill | that Hylte wants",
    "Tornby said that Hylte pays",
    "The dock will be cleared and turned into a park",
    "Tornby works with Hylte and Dell",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_clauses_begin_where_a_bar_stands(sentence):
    text = sentence.replace("| ", "")
    tokens = tokens_of(text, Span(0, len(text)))
    clauses, numbers = clauses_of(tokens, [False] * len(tokens))
    words, written = [], 0
    for position, token in enumerate(tokens):
        if position and numbers[position] != numbers[position - 1]:
            words.append("|")
            written += 1
        words.append(token.word)
    assert " ".join(words) == sentence
    assert len(clauses) >= written


def test_a_relative_clause_is_closed_by_the_verb_of_the_main_clause():
    text = "Tornby, which runs a school, owns a mill"
    tokens = tokens_of(text, Span(0, len(text)))
    _, numbers = clauses_of(tokens, [False] * len(tokens))
    by_word = dict(zip([token.word for token in tokens], numbers, strict=True))
    assert by_word["owns"] == by_word["Tornby"] != by_word["school"]


def test_words_inside_a_name_open_no_clause():
    text = "Tornby runs And Will Be Ltd"
    tokens = tokens_of(text, Span(0, len(text)))
    _, numbers = clauses_of(tokens, [False, False, True, True, True, True])
    assert set(numbers) == {0}


def test_every_role_of_the_word_file_has_words():
    assert "will" in clause_words("auxiliary")
    assert "which" in clause_words("relative")
