"""Sentences and blocks: where they begin and end, what is page furniture, and that nothing is read twice."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.errors import LexiconError
from lcgraph.extraction.citations import citations
from lcgraph.extraction.dates import dates
from lcgraph.extraction.figures import figures
from lcgraph.extraction.layout import BlockKind, blocks, check_chrome
from lcgraph.extraction.rule_data import Row, read_table
from lcgraph.extraction.sentences import LONGEST, sentences
from lcgraph.model import Span


def split(text: str) -> list[str]:
    return [text[slice(*sentence)] for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Towns learn. Firms pay! Who leads?", ["Towns learn.", "Firms pay!", "Who leads?"]),
        ("Dr. J. R. Smith of Berg Inc. leads it.", ["Dr. J. R. Smith of Berg Inc. leads it."]),
        ("It was Berg Ltd. The firm grew 3.5 times.", ["It was Berg Ltd.", "The firm grew 3.5 times."]),
        ("See No. 5. No. It is so.", ["See No. 5.", "No.", "It is so."]),
        ("The U.S. city of St. Olaf, e.g. its port.", ["The U.S. city of St. Olaf, e.g. its port."]),
        ("It came from the U.S. The port grew.", ["It came from the U.S.", "The port grew."]),
        ("There are approx. 20 firms. They pay.", ["There are approx. 20 firms.", "They pay."]),
        ("“Will it work?” she asked. It did.", ["“Will it work?” she asked.", "It did."]),
        ("He said: “It works.” The plan stands.", ["He said: “It works.”", "The plan stands."]),
        ("It grew.[4] She left.5 The end.", ["It grew.[4]", "She left.5", "The end."]),
        ("It ended in 2014. 300 came.", ["It ended in 2014.", "300 came."]),
        ("A plan... Then nothing.", ["A plan...", "Then nothing."]),
        ("- One. Two.\n- Three\n2. Four", ["One.", "Two.", "Three", "Four"]),
        ("Works to start\non two schools\n\nNext", ["Works to start\non two schools", "Next"]),
        ("Title\r\n\r\nText here.", ["Title", "Text here."]),
        (" \n\t\n", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_lines_wrapped_at_one_width_read_on() -> None:
    text = (
        "This paragraph has been set at a width of some sixty letters, as\n"
        "Old e-mails and text files are. The second sentence goes from\n"
        "Oslo to Bergen and it ends here.\n"
    )
    assert [" ".join(sentence.split()) for sentence in split(text)] == [
        "This paragraph has been set at a width of some sixty letters, as Old e-mails and text files are.",
        "The second sentence goes from Oslo to Bergen and it ends here.",
    ]


def test_a_list_of_short_lines_does_not_read_on() -> None:
    assert split("Harbour School\nTown Library\nNorthgate Press") == [
        "Harbour School",
        "Town Library",
        "Northgate Press",
    ]


def test_an_endless_line_is_cut_at_white_space() -> None:
    found = split("word " * 2000)
    assert all(len(sentence) <= LONGEST and sentence.endswith("word") for sentence in found)
    assert sum(sentence.count("word") for sentence in found) == 2000


def test_only_the_given_parts_are_read() -> None:
    text = "One. Two. Three."
    assert [text[slice(*s)] for s in sentences(text, [Span(5, 9)])] == ["Two."]


PIECES = st.sampled_from(
    [
        "Word",
        "word",
        ".",
        "!",
        "?",
        "…",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\f",
        "\u2028",
        "“",
        "”",
        '"',
        ")",
        "[1]",
        "- ",
        "1. ",
        "Dr.",
        "U.S.",
        "\t",
        "|",
        "5",
        ",",
        "x" * 90,
        "#",
        "\u00a0",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


@given(TEXTS)
def test_sentences_are_trimmed_ordered_and_never_too_long(text: str) -> None:
    reached = 0
    for start, end in sentences(text):
        assert reached <= start < end <= len(text)
        assert end - start <= LONGEST
        assert text[start:end] == text[start:end].strip()
        reached = end


@given(TEXTS)
def test_sentences_lose_no_letter(text: str) -> None:
    kept = "".join(text[slice(*sentence)] for sentence in sentences(text))
    assert kept.count("W") == text.count("W")


@given(TEXTS)
def test_blocks_cover_all_but_white_space(text: str) -> None:
    reached = 0
    for block in blocks(text):
        assert not text[reached : block.span.start].strip()
        assert block.span.start < block.span.end
        reached = block.span.end
    assert not text[reached:].strip()


def kinds(text: str) -> list[str]:
    return [str(block.kind) for block in blocks(text)]


def test_every_pattern_of_chrome_does_what_its_examples_say() -> None:
    rows = read_table("chrome", ("pattern", "example", "counter_example"))
    for row in rows:
        check_chrome(row)
        example, counter_example = row.cells[1:]
        assert kinds(f"A town.\n\n{example}") == ["prose", "chrome"], row.where
        assert kinds(f"A town.\n\n{counter_example}")[1] != "chrome", row.where


@pytest.mark.parametrize(
    ("pattern", "said"),
    [("(", "no regular expression"), ("menu", "does not match its example"), (".*", "counter-example")],
)
def test_a_bad_pattern_is_reported_with_file_and_line(pattern: str, said: str) -> None:
    with pytest.raises(LexiconError, match=f"chrome.csv, line 7.*{said}"):
        check_chrome(Row((pattern, "Home", "A town"), "chrome.csv, line 7"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,c\n", "line 1: the header must be a,b"),
        ("a,b\n1\n", "line 2: give one value"),
        ("a,b\n1,\n", "line 2: give one value"),
        ("a,b\n1,2\n1,3\n", "line 3: '1' is there already"),
    ],
)
def test_a_bad_table_is_reported_with_file_and_line(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=f"table.csv, {said}"):
        read_table("table", ("a", "b"), path)


def test_a_table_that_is_no_text_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"a,b\n\xff\xfe")
    with pytest.raises(LexiconError, match=r"table.csv: cannot be read"):
        read_table("table", ("a", "b"), path)


@pytest.mark.parametrize(
    "line",
    [
        "The town has two schools and a library.",
        "Most of the pupils live near the harbour.",
        "Sharing the harbour: a new plan for the port",
        "Population: 45,000",
        "Unemployment: 7.3%",
        "Home to 300 firms",
        "The newsletter of the harbour school has 300 readers.",
        "Firms sign up for courses of the college every spring, and most of them come back.",
        "- Contact points in all schools",
        "© is a sign that few pupils know.\nThey learn it here, says the teacher, in the second year.",
    ],
)
def test_ordinary_lines_are_never_chrome(line: str) -> None:
    assert "chrome" not in kinds(f"A town.\n\n{line}\n\nIt has grown.") or line.startswith("©")


def test_a_ticker_of_rates_is_chrome_and_a_fact_sheet_is_not() -> None:
    assert kinds("A town.\n\nInflation: 1.3% Sep 2020\nGrowth: -9.8% Q2 2020\n") == [
        "prose",
        "chrome",
        "chrome",
    ]
    assert "chrome" not in kinds("A town.\n\nPopulation: 45,000\nUnemployment: 7%\nUnder 18: 22%\n")


def test_labels_between_chrome_at_the_end_of_a_page_are_chrome() -> None:
    text = "A town.\n\nAll rights reserved.\n\nWeather\n\nShare on Facebook"
    assert kinds(text) == ["prose", "chrome", "chrome", "chrome"]
    assert kinds("All rights reserved.\n\nWeather\n\nShare on Facebook\n\nA town.")[1] == "heading"


def test_heads_of_pages_that_come_back_are_chrome() -> None:
    page = "Harbour Town Review\n\nThe town has {} schools.\n\n"
    found = kinds("".join(page.format(n) for n in ("two", "three", "four")))
    assert found == ["chrome", "prose"] * 3


def test_kinds_of_blocks() -> None:
    text = (
        "Learning by the water\n\nThe town has two schools. Both are new.\n\n- a library\n- a port\n\n"
        "School\tPupils\nNorth\t300\n\n12\n\nReferences\n\nEk, A. (2004). Ports. Northgate Press.\n"
    )
    expected = "heading prose bullet bullet table table chrome heading citation"
    assert kinds(text) == expected.split()
    assert blocks(text)[0].kind is BlockKind.HEADING


HOSTILE = [
    ",",
    "1,",
    "111 ",
    "1",
    "(",
    '"',
    ". ",
    "A. ",
    "-",
    "one hundred and ",
    "€",
    "2014-",
    "\n",
    "- a\n",
    "x | ",
    "'",
    "between 1 and ",
    "A, B. (2004). ",
    "Q1 ",
    "1.5 million ",
    "\u00a0",
    "[1] ",
    "Ab: ",
]


@pytest.mark.parametrize("reader", [sentences, blocks, figures, dates, citations])
def test_the_work_grows_with_the_length_of_a_hostile_text(reader: Callable[[str], Sequence[object]]) -> None:
    """Eight times the text takes about eight times the steps; sixty-four would be quadratic."""
    reader("A first text, so that the tables are read.")
    for unit in HOSTILE:
        short, long = (_steps(reader, unit * (length // len(unit))) for length in (2_500, 20_000))
        assert long < 16 * max(short, 100), unit


def _steps(reader: Callable[[str], Sequence[object]], text: str) -> int:
    """How many calls reading takes: unlike a time, the same on every machine and under any load."""
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1

    sys.setprofile(count)
    try:
        reader(text)
    finally:
        sys.setprofile(None)
    return steps
