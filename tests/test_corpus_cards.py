"""Source cards: what they add to a document, and how a mistake in one is reported."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.corpus import Card, cards_of, read_card, read_documents
from lcgraph.errors import CorpusError

CARD = """\
# A card with everything in it
title: "Lodz: a city of looms"
creator: A. Writer; B. Writer
publisher: The Press
issued: 1999-05-01
licence: CC-BY-4.0
source: >-
  A longer
  account
language: en-GB
expect:
  City: 2
  Observation: 0
"""


def card(folder: Path, content: str, name: str = "lodz.yml") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_a_card_says_what_it_says_word_for_word(tmp_path: Path) -> None:
    assert read_card(card(tmp_path, CARD)) == Card(
        title="Lodz: a city of looms",
        creator="A. Writer; B. Writer",
        publisher="The Press",
        issued="1999-05-01",
        licence="CC-BY-4.0",
        source="A longer account",
        language="en-GB",
        expect={"City": 2, "Observation": 0},
    )


def test_a_document_takes_its_description_from_the_card_beside_it(tmp_path: Path) -> None:
    (tmp_path / "lodz.html").write_text("<title>Page</title><p>Lodz is a city.", encoding="utf-8")
    card(tmp_path, CARD)
    (document,) = read_documents([tmp_path]).documents
    assert document.title == "Lodz: a city of looms"
    assert document.issued == "1999-05-01"
    assert document.language == "en-GB"
    assert document.media_type == "text/html"


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "title:\nissued: ~\nexpect:\n"])
def test_what_a_card_leaves_open_stays_open(tmp_path: Path, content: str) -> None:
    assert read_card(card(tmp_path, content)) == Card()


def test_a_value_that_yaml_takes_for_something_else_is_still_the_text_that_was_written(
    tmp_path: Path,
) -> None:
    assert read_card(card(tmp_path, "title: 1984\nissued: 2026\npublisher: no\n")) == Card(
        title="1984", issued="2026", publisher="no"
    )


def test_half_a_surrogate_pair_or_a_line_end_cannot_come_in_through_a_card(tmp_path: Path) -> None:
    assert read_card(card(tmp_path, r'title: "A\uD800\0\nB"')).title == "A B"


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("title: A\nauthor: B\n", 2, "unknown field 'author'; the fields are title, creator,"),
        ("title: A\ntitle: B\n", 2, "'title' is given twice"),
        ("title: A\ncreator: [B, C]\n", 2, "creator must be a text on one line"),
        ("\n- title\n", 2, "not a list of fields"),
        ("title: A: B\n", 1, "not YAML: mapping values are not allowed here"),
        ("title: A\n\tissued: 1999\n", 2, "not YAML"),
        ("title: 'A\n", 2, "not YAML"),
        ("title: A\ncreator: \x86\n", 2, "a character that YAML does not allow"),
        ("language: English language\n", 1, "is no language code"),
        ("title: A\nexpect: 3\n", 2, "not a list of fields"),
        ("expect:\n  city: 2\n", 2, "'city' is no class"),
        ("expect:\n  City: two\n", 2, "expect City must be a whole number"),
        ("expect:\n  City: -1\n", 2, "expect City must be a whole number"),
        ("expect:\n  City: 1\n  City: 2\n", 3, "'City' is given twice"),
        ("? [a]\n: b\n", 1, "unknown field"),
        ("title: " + "[" * 5000, 1, "card has one field a line"),
        ("a: &a [x]\n<<: *a\n", 1, "unknown field 'a'"),
        ("title: A\n---\ntitle: B\n", 2, "not YAML"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, content: str, line: int, message: str) -> None:
    path = card(tmp_path, content)
    with pytest.raises(CorpusError) as error:
        read_card(path)
    assert str(error.value).startswith(f"{path}:{line}: ")
    assert message in str(error.value)


def test_a_faulty_card_stops_the_reading_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "lodz.txt").write_text("Lodz is a city.", encoding="utf-8")
    card(tmp_path, "autor: A")
    with pytest.raises(CorpusError, match=r"lodz\.yml:1: unknown field 'autor'"):
        read_documents([tmp_path])


def test_all_cards_of_a_folder_by_the_names_of_their_texts(tmp_path: Path) -> None:
    card(tmp_path, "title: B", "b.yml")
    card(tmp_path / "sub", "title: A", "a.yml")
    assert cards_of(tmp_path) == {"b": Card(title="B"), "sub/a": Card(title="A")}
    with pytest.raises(CorpusError, match="cannot be listed"):
        cards_of(tmp_path / "missing")


PIECES = st.sampled_from(
    ["title:", "expect:", "City:", "1", "- ", "[", "]", "{", "}", "&a", "*a", "!", "|", "\n", "'"]
)


@given(st.text(max_size=80) | st.lists(PIECES).map(" ".join))
def test_any_content_is_a_card_or_an_error_that_names_it(
    tmp_path_factory: pytest.TempPathFactory, content: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yml"
    path.write_text(content, encoding="utf-8")
    try:
        told = read_card(path).title
    except CorpusError as error:
        told = str(error)
        if not told.startswith(f"{path}:"):
            raise
    assert "\n" not in told
