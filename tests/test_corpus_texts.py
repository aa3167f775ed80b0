"""The texts that ship: whole, in their own words, and each with a card that fits."""

import re
from pathlib import Path

import pytest

from lcgraph.corpus import cards_of, read_documents, shipped_corpus

ARTICLE = Path(__file__).parents[2] / "shared" / "article" / "learning-cities.txt"
SLUGS = ["andalusia", "jena", "kent-thames-side", "learning-cities", "oresund", "poitiers", "references"]
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(shipped_corpus().glob("*.txt"))}
ALL = "\n".join(TEXTS.values())
#: What may be the same: titles, entries of a bibliography, and the full name of the article's author.
CITED = re.compile(
    r'"[^"]{30,}"|^.*\(\d{4}\), .*$|Centre for Educational Research and Innovation \(CERI\)', re.MULTILINE
)
NUMBER = r"[0-9]+(?:[.,][0-9]+)*"

needs_article = pytest.mark.skipif(not ARTICLE.is_file(), reason="the article is not part of the project")


@pytest.fixture(scope="module")
def article() -> str:
    """The article without the page around it."""
    return ARTICLE.read_text(encoding="utf-8").partition("Economic data")[0]


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:[.,][0-9]+)*", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}


def test_the_shipped_corpus_is_seven_documents_named_by_their_slugs() -> None:
    reading = read_documents()
    assert [document.id for document in reading.documents] == SLUGS
    assert [document.identifier for document in reading.documents] == [
        f"data/corpus/{slug}.txt" for slug in SLUGS
    ]
    assert reading.skipped == ()
    assert reading.warnings == ()


def test_every_text_has_a_card_that_gives_its_title_licence_and_source() -> None:
    cards = cards_of(shipped_corpus())
    assert sorted(cards) == SLUGS
    for slug, card in cards.items():
        assert TEXTS[slug].startswith(f"{card.title}\n\n")
        assert card.licence == "Apache-2.0 OR CC-BY-4.0"
        assert "OECD Observer, No 217/218, Summer 1999" in card.source
        assert card.expect


@pytest.mark.parametrize("slug", SLUGS)
def test_a_text_is_short_and_has_one_line_a_paragraph(slug: str) -> None:
    text = TEXTS[slug]
    assert 150 <= len(text.split()) <= 350
    assert text.endswith("\n")
    assert not re.search(r"[^\n]\n[^\n]|\n{3}|\t| \n|  ", text)


@needs_article
@pytest.mark.parametrize("slug", SLUGS)
def test_no_seven_words_in_a_row_are_the_articles_but_in_citations(slug: str, article: str) -> None:
    own = {run for piece in CITED.split(TEXTS[slug]) for run in runs(piece, 7)}
    assert own
    assert not own & runs(article, 7)


@needs_article
def test_every_number_of_the_cases_and_references_is_in_the_texts(article: str) -> None:
    cases = article[article.index("The German city of Jena") :]
    assert set(re.findall(NUMBER, cases)) <= set(re.findall(NUMBER, ALL))
    for period in re.findall(r"\b(?:six|thirty) years", cases):
        assert period in ALL


@needs_article
def test_every_name_of_the_cases_is_in_the_texts(article: str) -> None:
    cases = article[article.index("The German city of Jena") : article.index("The above examples")]
    names = set(re.findall(r"(?<=[a-z,] )[A-Z]\w+(?:-\w+)?(?: [A-Z]\w+)*", cases))
    assert len(names) > 30
    assert not {name for name in names if name not in ALL}


@needs_article
def test_every_title_of_the_references_is_cited(article: str) -> None:
    titles = re.findall(r'^(?:[A-Z][\w ,]+: )?"([^"\n]{40,})"', article, re.MULTILINE)
    assert len(titles) == 6
    assert all(f'"{title}"' in TEXTS["references"] for title in titles)
