"""The explorer as a visitor without script meets it: what its pages say, and where its links lead."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from explorer_support import BASE, REPOSITORY, SAMPLE, client, explored, seen
from pyoxigraph import NamedNode, Quad

from lcgraph.explorer.keeping import Kept
from lcgraph.store import open_store


@pytest.fixture(scope="module")
def visitor():
    with open_store(SAMPLE) as store, explored(store) as address, client(address) as visiting:
        yield visiting


def words(visitor, path):
    response = visitor.get(path)
    assert response.status_code == 200, response.text
    return seen(response.text).words


def section(visitor, path, heading):
    """The words of a page from one heading to the next."""
    text = visitor.get(path).text
    after = re.split(rf"<h2[^>]*>{re.escape(heading)}(?![a-z])", text, maxsplit=1)
    assert len(after) == 2, f"no heading {heading!r}"
    return seen(after[1].split("<h2", 1)[0]).words


def test_a_newcomer_finds_who_works_with_a_council_on_what_and_the_sentence(visitor):
    found = visitor.get("/search", params={"q": "aldermoor city council"})
    assert found.status_code == 303
    page = section(visitor, found.headers["location"], "Works with")
    assert "Halden Optics" in page
    assert "lifelong learning" in page
    assert (
        "The University of Aldermoor, the Aldermoor City Council, Halden Optics and the Aldermoor Reading "
        "Circle formed the Aldermoor Learning Alliance to promote lifelong learning."
    ) in page


def test_the_front_page_says_what_the_graph_holds(visitor):
    page = words(visitor, "/")
    for told in (
        "32 sentences",
        "3 documents",
        "150 claims",
        "4City",
        "3Public authority",
        "Aldermoor, a learning city",
    ):
        assert told in page


def test_the_front_page_names_the_best_connected_first(visitor):
    page = section(visitor, "/", "Works with the most others")
    assert (
        page.index("University of Aldermoor")
        < page.index("Halden Optics")
        < page.index("Brennick City Council")
    )


@pytest.mark.parametrize("typed", ["ostevin", "OSTÉVIN", "ost", "  ostévin "])
def test_the_search_knows_names_without_case_and_accents(visitor, typed):
    found = visitor.get("/search", params={"q": typed})
    assert found.headers.get("location", found.text).count("ost") >= 1
    assert found.status_code == 303 or "Ostévin" in found.text


def test_the_search_finds_by_other_names_and_says_by_which(visitor):
    page = words(visitor, "/search?q=the+council")
    assert "Aldermoor City Council" in page
    assert "also called “the council”" in page


def test_the_search_offers_near_names_for_a_misspelt_one(visitor):
    assert "Westmark Rail" in words(visitor, "/search?q=wesmtark+ral")


def test_the_search_takes_the_place_and_the_class_for_words_that_the_name_lacks(visitor):
    found = visitor.get("/search?q=research+institution+in+aldermoor")
    assert found.headers["location"] == "/page/actor/lindal-institute-of-optics"
    assert "Nothing in this graph" in words(visitor, "/search?q=research+institution+in+corvale")


def test_the_search_counts_the_claims_of_documents(visitor):
    assert re.search(
        r"Aldermoor, a learning city Document ?[1-9]\d* claims", words(visitor, "/search?q=learning")
    )


@pytest.mark.parametrize("path", ["/", "/class/Partnership", "/search?q=brennick"])
def test_lists_of_names_mark_the_partnerships_that_are_no_facts(visitor, path):
    page = words(visitor, path)
    assert re.search("Brennick Bank – local schools of Brennick (Partnership )?denied", page)
    assert not re.search("Aldermoor Learning Alliance (Partnership )?(planned|denied)", page)


def test_an_actor_without_partnership_says_so_at_once(visitor):
    assert "no partnership is stated" in words(visitor, "/page/actor/westmark-rail")
    assert "no partnership is stated" not in words(visitor, "/page/actor/halden-optics")


def test_the_wider_place_comes_first_where_both_are_stated():
    with open_store(SAMPLE) as store:
        inside = NamedNode("https://w3id.org/lcgraph/ontology#locatedIn")
        store.add([Quad(NamedNode(f"{BASE}place/aldermoor"), inside, NamedNode(f"{BASE}place/nordland"))])
        with explored(store) as address, client(address) as visitor:
            links = seen(visitor.get("/page/place/aldermoor").text).links()
            assert [link for link in links if link.startswith("/page/place/")][:2] == [
                "/page/place/nordland",
                "/page/place/lindal-region",
            ]
            assert visitor.get("/suggest?q=aldermoor&type=City").json()[0]["where"] == "Lindal Region"


def test_a_circle_of_places_has_its_pages():
    with open_store(SAMPLE) as store:
        inside = NamedNode("https://w3id.org/lcgraph/ontology#locatedIn")
        store.add([Quad(NamedNode(f"{BASE}place/nordland"), inside, NamedNode(f"{BASE}place/aldermoor"))])
        with explored(store) as address, client(address) as visitor:
            assert "Lindal Region" in words(visitor, "/page/place/aldermoor")


def test_what_is_kept_is_given_while_something_else_is_being_made():
    kept = Kept()
    kept.get("known", lambda: "known")
    begun, go_on = Event(), Event()

    def slow():
        begun.set()
        assert go_on.wait(30)
        return "slow"

    with ThreadPoolExecutor(2) as threads:
        making = threads.submit(kept.get, "slow", slow)
        assert begun.wait(30)
        try:
            assert threads.submit(kept.get, "known", lambda: "made again").result(30) == "known"
        finally:
            go_on.set()
        assert making.result(30) == "slow"


def test_suggestions_keep_to_the_classes_asked_for(visitor):
    every = visitor.get("/suggest?q=aldermoor").json()
    places = visitor.get("/suggest?q=aldermoor&type=Place").json()
    assert {one["class"] for one in places} == {"City", "DevelopmentSite"}
    assert {"PublicAuthority", "City"} <= {one["class"] for one in every}
    assert places[0]["page"] == "/page/place/aldermoor"


def test_what_is_only_planned_stands_apart_and_is_marked(visitor):
    page = visitor.get("/page/actor/westmark-rail").text
    assert ">Works with<" not in page
    assert "Rail Campus planned" in section(visitor, "/page/actor/westmark-rail", "Said, but not as a fact")
    assert "Rail Campus planned" in words(visitor, "/page/partnership/rail-campus")


def test_what_is_denied_is_told_as_denied(visitor):
    page = section(visitor, "/page/actor/brennick-bank", "Said, but not as a fact")
    assert "denied" in page
    assert "local schools" in page


def test_a_reported_partner_of_a_stated_partnership_is_no_partner_there(visitor):
    page = section(visitor, "/page/actor/university-of-aldermoor", "Works with")
    assert "Corvale Polytechnic" in page
    assert "Ostévin" not in page


def test_a_sentence_that_says_several_things_is_read_once(visitor):
    page = section(visitor, "/page/partnership/aldermoor-learning-alliance", "Partners")
    assert page.count("formed the") == 1
    assert "Aldermoor City Council" in page
    assert "Halden Optics" in page


def test_the_page_of_a_place_tells_what_lies_in_it_at_any_depth(visitor):
    page = section(visitor, "/page/place/nordland", "What lies here, at any depth")
    assert "Aldermoor Science Park" in page
    assert "Lindal Institute of Optics" in page
    assert "Corvale" not in page


def test_the_page_of_a_place_leads_up_to_the_places_around_it(visitor):
    links = seen(visitor.get("/page/place/aldermoor-science-park").text).links()
    assert [link for link in links if link.startswith("/page/place/")][:3] == [
        "/page/place/nordland",
        "/page/place/lindal-region",
        "/page/place/aldermoor",
    ]


def test_the_page_of_a_theme_tells_who_works_on_it_and_on_narrower_ones(visitor):
    page = section(visitor, "/page?iri=https://w3id.org/lcgraph/themes%23learning", "Who works on it")
    assert "Open Doors" in page
    assert "adult literacy" in page
    assert "Halden Optics" not in page


def test_figures_over_time_are_a_chart_and_a_table_with_sentences(visitor):
    page = visitor.get("/figures").text
    circles = [
        fields for name, fields in seen(page).elements if name == "circle" and fields.get("class") == "dot"
    ]
    assert len(circles) == 2
    assert float(circles[0]["cy"]) > float(circles[1]["cy"])
    assert "about 15,500" in page
    assert "12,000 students in 2005" in page
    assert "No figure of that name" in words(visitor, "/figures?q=lighthouses")


def test_a_question_without_values_is_answered_for_all(visitor):
    page = words(visitor, "/question/partners-of-actor")
    assert "Optics Valley" in page
    assert "The sentences" in page


def test_a_question_takes_names_and_numbers_its_sentences(visitor):
    page = seen(visitor.get("/question/partners-of-actor?actor=HALDEN+optics").text)
    assert "6 rows" in page.words
    assert "#n1" in page.links()
    assert "University of Aldermoor and Halden Optics belong to the Aldermoor Learning Alliance" in page.words


def test_a_name_that_nothing_bears_is_told_with_near_ones(visitor):
    page = words(visitor, "/question/partners-of-actor?actor=Halden+Optix")
    assert "Did you mean Halden Optics" in page


@pytest.mark.parametrize(
    ("format", "type"), [("csv", "text/csv"), ("json", "application/sparql-results+json")]
)
def test_an_answer_can_be_taken_away_with_its_evidence(visitor, format, type):
    response = visitor.get(f"/question/partners-of-actor?actor=halden+optics&format={format}")
    assert response.headers["content-type"].startswith(type)
    assert "evidenceSentence" in response.text
    assert "attachment" in response.headers["content-disposition"]


def test_every_question_can_be_asked_of_the_sample(visitor):
    failed = []
    for path in sorted((REPOSITORY / "queries" / "questions").glob("*.rq")):
        response = visitor.get(f"/question/{path.stem}")
        if response.status_code != 200 or 'role="alert"' in response.text:
            failed.append(path.stem)
    assert failed == []


def test_every_network_has_its_page_and_its_picture(visitor):
    for path in sorted((REPOSITORY / "queries" / "networks").glob("*.rq")):
        page = seen(visitor.get(f"/network/{path.stem}").text)
        frames = [fields["src"] for name, fields in page.elements if name == "iframe"]
        for frame in frames:
            picture = visitor.get(frame)
            assert picture.status_code == 200, path.stem
            assert "frame-ancestors 'self'" in picture.headers["content-security-policy"]
        assert frames or "knows no such connections" in page.words


def test_the_things_of_a_network_lead_to_the_pages_of_the_explorer(visitor):
    picture = visitor.get("/around/picture", params={"iri": f"{BASE}actor/halden-optics"}).text
    assert f"{visitor.base_url}/page/actor/brennick-city-council".replace("//page", "/page") in picture
    assert 'https://example.org/lcgraph/actor/brennick-city-council"' not in picture


def test_a_text_that_is_unchanged_is_shown_whole(visitor):
    page = visitor.get("/page/doc/aldermoor-report").text
    assert "not the whole text" not in page
    source = (REPOSITORY / "tests" / "sample" / "texts" / "aldermoor-report.txt").read_text(encoding="utf-8")
    assert " ".join(source.split()) in seen(page).words


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda path: path.unlink(), "no longer where it was read from"),
        (lambda path: path.write_text("Other words.", encoding="utf-8"), "changed since the graph was built"),
    ],
)
def test_of_a_text_that_is_gone_or_changed_the_sentences_are_shown(tmp_path, change, why):
    folder = tmp_path / "tests" / "sample"
    shutil.copytree(SAMPLE.parent / "texts", folder / "texts")
    change(folder / "texts" / "westmark-gazette.txt")
    with open_store(SAMPLE) as store, explored(store, (tmp_path,)) as address, client(address) as visitor:
        page = visitor.get("/page/doc/westmark-gazette").text
        assert why in page
        assert "Other words" not in page
        assert "Aldermoor and Corvale are twin towns." in seen(page).words
        assert "not the whole text" not in visitor.get("/page/doc/aldermoor-report").text


def test_each_claim_beside_a_text_leads_to_a_sentence_that_is_there(visitor):
    page = seen(visitor.get("/page/doc/westmark-gazette").text)
    ids = {fields["id"] for _, fields in page.elements if "id" in fields}
    inside = {link for link in page.links() if link.startswith("#")}
    assert len([name for name in ids if name.startswith("c-")]) == 58
    assert {link.removeprefix("#") for link in inside} <= ids


def test_the_words_of_a_claim_are_marked_where_the_graph_says(visitor):
    page = seen(visitor.get("/page/doc/aldermoor-report").text)
    marked = [fields for name, fields in page.elements if name == "span" and fields.get("class") == "w"]
    claims = [fields for name, fields in page.elements if "data-claim" in fields]
    numbers = {
        number
        for fields in marked
        for key in ("data-s", "data-o", "data-c")
        for number in fields.get(key, "").split()
    }
    assert numbers == {fields["data-claim"] for fields in claims}


def test_sparql_is_answered_as_a_table_with_links(visitor):
    query = (
        "PREFIX lc: <https://w3id.org/lcgraph/ontology#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "SELECT ?a ?n WHERE { ?a a lc:Country ; rdfs:label ?n } ORDER BY ?n"
    )
    page = seen(visitor.get("/ask", params={"query": query}).text)
    assert "2 rows" in page.words
    assert "/page/place/nordland" in page.links()
    table = visitor.get("/ask", params={"query": query, "format": "csv"})
    assert table.text.splitlines()[1] == f"{BASE}place/nordland,Nordland"


def test_the_place_of_an_error_is_marked(visitor):
    response = visitor.get("/ask", params={"query": "SELECT ?a\r\nWHERE }"})
    assert response.status_code == 400
    assert "line 2, column 7" in response.text
    assert "<mark>}</mark>" in response.text


@pytest.mark.parametrize(
    "query", ["ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s a <https://w3id.org/lcgraph/ontology#Country> }"]
)
def test_truths_and_graphs_are_shown_as_well(visitor, query):
    page = words(visitor, f"/ask?query={query.replace('#', '%23')}")
    assert "Yes" in page or "place/nordland" in page


@pytest.mark.parametrize(
    "query", ["DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"]
)
def test_a_visitor_can_neither_change_the_graph_nor_call_elsewhere(visitor, query):
    assert visitor.get("/ask", params={"query": query}).status_code == 400


def test_a_query_that_takes_too_long_is_ended_and_the_site_goes_on(visitor):
    many = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    response = visitor.get("/ask", params={"query": many})
    assert response.status_code == 503
    assert "limit of 5 s" in response.text
    assert visitor.get("/ask", params={"query": "ASK {}"}).status_code == 200


def test_the_sparql_page_begins_with_the_prefixes_of_the_graph(visitor):
    for path in ("/ask", "/sparql"):
        page = visitor.get(path).text
        assert f"PREFIX place: &lt;{BASE}place/&gt;" in page
        assert "5 seconds" in page


def test_the_endpoint_is_there_beside_the_pages(visitor):
    answer = visitor.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "application/json"})
    assert answer.json()["boolean"] is True


def test_a_graph_of_facts_alone_is_shown_too():
    from lcgraph.graph import facts

    with open_store(SAMPLE) as store, explored(facts(store)) as address, client(address) as visitor:
        page = words(visitor, "/page/actor/university-of-aldermoor")
        assert "Optics Valley" in page
        assert "Lindal Institute of Optics" in page


def test_an_empty_graph_has_all_pages():
    with open_store() as store, explored(store) as address, client(address) as visitor:
        for path in (
            "/",
            "/search?q=x",
            "/documents",
            "/figures",
            "/questions",
            "/question/partners",
            "/networks",
            "/network/co-partners",
            "/ask",
            "/class/City",
        ):
            assert visitor.get(path).status_code == 200, path


def test_sentences_that_overlap_are_all_reached_and_the_text_stays_whole():
    from lcgraph.explorer.holdings import Thing
    from lcgraph.explorer.passages import Claim, Said, passages
    from lcgraph.model import Span

    text = "One says so. Two says more. Three."
    thing = Thing("https://example.org/x", "x")

    def told(number, start, end, subject):
        claim = Claim(number, str(number), thing, "says", thing, "stated", "1", Span(*subject), None, None)
        return Said(Span(start, end), text[start:end], (claim,))

    said = [told(0, 0, 12, (0, 3)), told(1, 0, 27, (0, 3)), told(2, 13, 27, (13, 16))]
    (passage,) = passages([(0, text)], said)
    assert "".join(piece.words for stretch in passage.stretches for piece in stretch.pieces) == text
    assert {name for stretch in passage.stretches for name in stretch.begins} == {one.name for one in said}
    assert passage.stretches[0].within == ("0-12", "0-27")
    assert passage.stretches[0].pieces[0].subject == "0 1"
    assert passage.stretches[-1].within == ()


def test_the_headings_are_those_of_properties_that_there_are():
    import csv

    from lcgraph.ontology import load_ontology

    path = REPOSITORY / "lcgraph" / "explorer" / "headings.csv"
    with path.open(encoding="utf-8", newline="") as file:
        names = [line[0] for line in csv.reader(file)][1:]
    assert set(names) <= set(load_ontology().properties)
    assert len(names) == len(set(names))
