"""References: many styles taken apart, prose left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.extraction.citations import Citation, citations

#: reference, title, authors, publisher, place, year, container
REFERENCES = [
    (
        'Ek: "Towns that Learn", Northgate Press, Leeds, 2004.',
        "Towns that Learn",
        ("Ek",),
        "Northgate Press",
        "Leeds",
        "2004",
        "",
    ),
    (
        'Ek, Anna: "Streets and Quays: a Second Look", Nordic Town Studies 2, 1995.',
        "Streets and Quays: a Second Look",
        ("Ek, Anna",),
        "",
        "",
        "1995",
        "Nordic Town Studies",
    ),
    (
        'Moreau Ilse: "Skills and Harbours", Quayside/Berg, Oslo, 1999.',
        "Skills and Harbours",
        ("Moreau Ilse",),
        "Quayside/Berg",
        "Oslo",
        "1999",
        "",
    ),
    (
        '"Skills for a Harbour Town - Aalen and its Port", UNESCO, 1999.',
        "Skills for a Harbour Town - Aalen and its Port",
        (),
        "UNESCO",
        "",
        "1999",
        "",
    ),
    (
        "“Learning by the Water”, Institute for Ports, Rotterdam, 2007.",
        "Learning by the Water",
        (),
        "Institute for Ports",
        "Rotterdam",
        "2007",
        "",
    ),
    (
        "Ek, A. B. (2004). Learning in small towns. Northgate Press.",
        "Learning in small towns",
        ("Ek, A. B.",),
        "Northgate Press",
        "",
        "2004",
        "",
    ),
    (
        "Ek, A. B., & Moreau, C. (2011). Harbour towns. Journal of Urban Learning, 12(3), 45-67.",
        "Harbour towns",
        ("Ek, A. B.", "Moreau, C."),
        "",
        "",
        "2011",
        "Journal of Urban Learning",
    ),
    (
        "Ek, A. B., and C. Moreau. Learning in Small Towns. Leeds: Northgate Press, 2004.",
        "Learning in Small Towns",
        ("Ek, A. B.", "C. Moreau"),
        "Northgate Press",
        "Leeds",
        "2004",
        "",
    ),
    (
        '[12] A. Ek, "Learning in small towns," Journal of Urban Learning 2, 1995.',
        "Learning in small towns",
        ("A. Ek",),
        "",
        "",
        "1995",
        "Journal of Urban Learning",
    ),
    (
        "Ek, A. (1995) 'Learning in small towns', Journal of Urban Learning 2(3), pp. 1-9.",
        "Learning in small towns",
        ("Ek, A.",),
        "",
        "",
        "1995",
        "Journal of Urban Learning",
    ),
    (
        "Ek, A. (1995) ‘What towns know’, Journal of Urban Learning, vol. 2, no. 3, pp. 1–9.",
        "What towns know",
        ("Ek, A.",),
        "",
        "",
        "1995",
        "Journal of Urban Learning",
    ),
    (
        "Ek, A. (1995) Learning in Small Towns. Leeds: Northgate Press.",
        "Learning in Small Towns",
        ("Ek, A.",),
        "Northgate Press",
        "Leeds",
        "1995",
        "",
    ),
    (
        "OECD (2001), Cities and Skills in the New Economy, OECD Publishing, Paris.",
        "Cities and Skills in the New Economy",
        ("OECD",),
        "OECD Publishing",
        "Paris",
        "2001",
        "",
    ),
    (
        "Harbour Institute for Lifelong Learning. 2015. Guide to Ports. Hamburg: Quay Books.",
        "Guide to Ports",
        ("Harbour Institute for Lifelong Learning",),
        "Quay Books",
        "Hamburg",
        "2015",
        "",
    ),
    (
        "van der Berg, J., de Wit, P. and Ek, A. (2010) Ports. Aldershot: Quayside.",
        "Ports",
        ("van der Berg, J.", "de Wit, P.", "Ek, A."),
        "Quayside",
        "Aldershot",
        "2010",
        "",
    ),
    (
        'Ek, A. et al. (2019). "What Towns Know." Town Studies 53 (4): 512–530. https://doi.org/10.1000/xyz',
        "What Towns Know",
        ("Ek, A.",),
        "",
        "",
        "2019",
        "Town Studies",
    ),
    (
        "1. Ek A., Moreau C., Learning in small towns, Journal of Urban Learning, N. 27, 2015, pp. 79-92",
        "Learning in small towns",
        ("Ek A.", "Moreau C."),
        "",
        "",
        "2015",
        "Journal of Urban Learning",
    ),
    (
        "2. Berg P., Flow in Towns - The Psychology of Streets, 1990, Quay & Row",
        "Flow in Towns - The Psychology of Streets",
        ("Berg P.",),
        "Quay & Row",
        "",
        "1990",
        "",
    ),
    (
        "Moreau, C. (ed.) (1998) The Learning Harbour. London: Quayside.",
        "The Learning Harbour",
        ("Moreau, C.",),
        "Quayside",
        "London",
        "1998",
        "",
    ),
    (
        "Ek, A. (2003). Schools by the sea. In C. Moreau (Ed.), The Harbour (pp. 12-30). Leeds: Quay Press.",
        "Schools by the sea",
        ("Ek, A.",),
        "Quay Press",
        "Leeds",
        "2003",
        "The Harbour",
    ),
    (
        "European Commission (2012). Towns and skills: a report. Brussels: European Commission.",
        "Towns and skills: a report",
        ("European Commission",),
        "European Commission",
        "Brussels",
        "2012",
        "",
    ),
    (
        'Ek, Anna. "Learning in Small Towns." PhD thesis, University of Leeds, 2004.',
        "Learning in Small Towns",
        ("Ek, Anna",),
        "University of Leeds",
        "",
        "2004",
        "",
    ),
    (
        "Smith, J. R., Learning Streets, Oxford: Quayside, 1999.",
        "Learning Streets",
        ("Smith, J. R.",),
        "Quayside",
        "Oxford",
        "1999",
        "",
    ),
    (
        'City of Aalen: "Strategy for Learning 2030", Aalen, 2019.',
        "Strategy for Learning 2030",
        ("City of Aalen",),
        "Aalen",
        "",
        "2019",
        "",
    ),
    (
        "Ek, A. (2004) Learning in towns. Quay Press. Available at: http://a.org/a.pdf (accessed May 2010).",
        "Learning in towns",
        ("Ek, A.",),
        "Quay Press",
        "",
        "2004",
        "",
    ),
    (
        "- Ek, A. (2004b). What is a learning town? Northgate University Press.",
        "What is a learning town?",
        ("Ek, A.",),
        "Northgate University Press",
        "",
        "2004",
        "",
    ),
]


@pytest.mark.parametrize(
    ("line", "title", "authors", "publisher", "place", "issued", "container"), REFERENCES
)
def test_a_reference_is_taken_apart(
    line: str, title: str, authors: tuple[str, ...], publisher: str, place: str, issued: str, container: str
) -> None:
    (found,) = citations(line)
    assert (found.title, found.authors, found.publisher) == (title, authors, publisher)
    assert (found.place, found.issued, found.container) == (place, issued, container)
    assert line[slice(*found.title_span)] == title


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ('Ek: "Skills and Harbours", Quayside Press, Forthcoming, 1999.', "1999"),
        ('"Skills and Harbours", Quayside Press, Forthcoming 1999.', "1999"),
        ("Ek, A. (in press). Learning towns. Quayside University Press.", ""),
    ],
)
def test_a_work_may_be_forthcoming(line: str, issued: str) -> None:
    (found,) = citations(line)
    assert found.forthcoming
    assert found.issued == issued


@pytest.mark.parametrize(
    "line",
    [
        '"Learning for All" was published in 1999 by the OECD.',
        'In 2004 the mayor called it "the best school in town", and London agreed.',
        "Ek (2004) argues that learning towns need schools.",
        "As Ek (2004) shows, towns learn.",
        'The report "Towns that Learn", published by Northgate Press in Leeds in 2004, says so.',
        'Anna Ek said: "We are proud of this school", and in 2004 she left.',
        '"We will build it," said the mayor in 2004.',
        'Aalen, Germany: "Learning for All" is the motto of the city since 2004.',
        "The city (Ek, 2004) has grown. It was founded in 1200.",
        "Turku, 2004. The Festival of Lights opens in May.",
        'Press release: "Towns that Learn" starts on 5 May 2004.',
        "Contact: Anna Ek, Northgate Press, Leeds, 2004.",
        "University of Leeds, founded in 1904, is in Leeds.",
        "Founded: 1904. Employees: 300. Seat: Leeds.",
        'Title: "Learning Towns". Budget: 2004.',
        "Smith and Jones (2001) The city pays for schools.",
        '"Learning Town Award 2015", Oslo, went to Cork.',
        "Budget 2004. The council met. London: Mayor Ek, 2004",
        "",
    ],
)
def test_prose_is_no_reference(line: str) -> None:
    assert citations(line) == []


def test_hanging_lines_belong_to_the_reference_above() -> None:
    text = (
        "References\n\nEk, A. (2004). Learning in\n   small towns. Northgate Press.\n"
        "Moreau, C. (2005). Ports. Quayside Press.\n"
    )
    found = citations(text)
    assert [citation.title for citation in found] == ["Learning in small towns", "Ports"]
    assert text[slice(*found[0].span)].endswith("Northgate Press.")


def test_a_list_of_references_needs_less_evidence_than_prose() -> None:
    line = "Ek, A. (2004). Learning in small towns."
    assert citations(line) == []
    assert [citation.title for citation in citations(f"Bibliography\n\n{line}")] == [
        "Learning in small towns"
    ]


def test_a_heading_ends_the_list() -> None:
    text = "References\n\nEk, A. (2004). Learning in towns.\n\nAbout us\n\nEk, A. (2005). Learning in ports."
    assert [citation.title for citation in citations(text)] == ["Learning in towns"]


PIECES = st.sampled_from(
    [
        "Ek, A.",
        "(2004)",
        "“",
        "”",
        '"',
        "Title",
        ". ",
        ", ",
        ": ",
        "Press",
        "Leeds",
        "2004",
        "\n",
        "\n\n",
        "  ",
        "pp. 1-9",
        "[1] ",
        "References",
        "and",
        "&",
        "In ",
        "(ed.)",
        "https://a.b",
        "é",
        "'",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_references_lie_in_order_and_hold_their_titles(text: str) -> None:
    last: Citation | None = None
    for citation in citations(text):
        assert citation.span.start <= citation.title_span.start < citation.title_span.end <= citation.span.end
        assert " ".join(text[slice(*citation.title_span)].split()) == citation.title
        assert last is None or last.span.end <= citation.span.start
        last = citation
