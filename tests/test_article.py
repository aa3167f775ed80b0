"""What the reader finds in the article that the shipped texts retell, where it lies beside the checkout."""

from pathlib import Path

import pytest

from lcgraph import Graph, build

pytestmark = pytest.mark.usefixtures("model")

ARTICLE = Path(__file__).parent.parent.parent / "shared" / "article" / "learning-cities.txt"


@pytest.fixture(scope="module")
def article() -> Graph:
    if not ARTICLE.is_file():
        pytest.skip("the article is not beside this checkout (../shared/article)")
    return build([ARTICLE])


def names(graph: Graph) -> set[str]:
    query = "SELECT ?n { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?n }"
    return {str(row["n"]) for row in graph.sparql(query).records()}


@pytest.mark.parametrize("place", ["Jena", "Poitiers", "Andalusia", "Copenhagen", "Futuroscope"])
def test_the_places_of_the_article_are_found(article: Graph, place: str) -> None:
    assert place in names(article)


@pytest.mark.parametrize(("place", "country"), [("Jena", "Germany"), ("Andalusia", "Spain")])
def test_the_places_of_the_article_lie_in_their_countries(article: Graph, place: str, country: str) -> None:
    assert any(row.object_label == country for row in article.evidence(place, "locatedIn"))


def test_the_references_of_the_article_are_found_with_author_title_and_year(article: Graph) -> None:
    rows = article.query("publications").records()
    assert len({row["publicationLabel"] for row in rows}) == 6
    assert all(row["issued"] for row in rows)
    authors = {row["creator"] for row in rows if row["creator"]}
    assert len(authors) == 5


def test_nothing_is_taken_from_the_page_around_the_article(article: Graph) -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    end = text.index("Economic data")
    query = "SELECT ?start { ?s <http://www.w3.org/ns/oa#start> ?start }"
    assert all(int(row["start"]) < end for row in article.sparql(query).records())
