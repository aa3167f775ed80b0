"""The article and the shipped texts that retell it give the same core facts; what either misses is listed.

`core_facts.csv` says of each fact whether the article (`article`) and the shipped texts (`corpus`)
give it. A fact that is lost fails, and so does one that begins to be found: then its line is to be mended.
"""

import csv
from pathlib import Path

import pytest

from lcgraph import Graph, build
from lcgraph.extraction.folding import fold

pytestmark = pytest.mark.usefixtures("model")

TESTS = Path(__file__).parent
ARTICLE = TESTS.parent.parent / "shared" / "article" / "learning-cities.txt"
ROWS = list(csv.DictReader((TESTS / "core_facts.csv").open(encoding="utf-8")))
CLAIMS = """
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?subject ?property ?object ?modality ?value WHERE {
  ?claim a lc:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; lc:modality ?m .
  ?s rdfs:label ?subject . ?o rdfs:label ?object .
  OPTIONAL { ?s lc:value ?value }
  BIND(REPLACE(STR(?p), "^.*#", "") AS ?property) BIND(REPLACE(STR(?m), "^.*#", "") AS ?modality)
}
"""


def said(graph: Graph) -> set[tuple[str, str, str, str]]:
    """Subject, property, object and modality of all claims; figures and partners seen from the thing."""
    found = set()
    members: dict[str, set[tuple[str, str]]] = {}
    for row in graph.sparql(CLAIMS).records():
        subject, obj, modality = fold(str(row["subject"])), fold(str(row["object"])), str(row["modality"])
        if row["property"] == "about":
            found.add((obj, "figure", f"{float(str(row['value'])):g}", modality))
        elif row["property"] == "partner":
            members.setdefault(subject, set()).add((obj, modality))
        found.add((subject, str(row["property"]), obj, modality))
    for partners in members.values():
        found |= {(one, "partners", other, modality) for one, modality in partners for other, _ in partners}
    return found


@pytest.fixture(scope="module")
def sources() -> dict[str, set[tuple[str, str, str, str]]]:
    found = {"corpus": said(build())}
    if ARTICLE.is_file():
        found["article"] = said(build([ARTICLE]))
    return found


@pytest.mark.parametrize("source", ["article", "corpus"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['subject']}-{row['property']}-{row['object']}")
def test_a_core_fact_is_found_where_the_list_says_so(sources, row, source) -> None:
    if source not in sources:
        pytest.skip("the article is not beside this checkout (../shared/article)")
    words = fold(row["subject"])
    obj = f"{float(row['object']):g}" if row["property"] == "figure" else fold(row["object"])
    found = any(
        words in subject and (prop, object_, modality) == (row["property"], obj, row["modality"])
        for subject, prop, object_, modality in sources[source]
    )
    assert found is (row[source] == "yes"), "mend this line of core_facts.csv, or the reader"
