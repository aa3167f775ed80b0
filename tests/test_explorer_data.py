"""IRIs that lead somewhere: to a page for people, to Turtle or JSON-LD for programs."""

import pytest
from explorer_support import BASE, SAMPLE, client, explored
from pyoxigraph import NamedNode, RdfFormat, parse

from lcgraph.store import open_store

CLAIM = f"{BASE}claim/7084218713e6"
THEME = "https://w3id.org/lcgraph/themes#optics"


@pytest.fixture(scope="module")
def visitor():
    with open_store(SAMPLE) as store, explored(store) as address, client(address) as visiting:
        yield visiting


def follow(visitor, path, accept="text/html", **parameters):
    response = visitor.get(path, headers={"Accept": accept}, params=parameters)
    while response.status_code == 303:
        response = visitor.get(response.headers["location"], headers={"Accept": accept})
    return response


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "/page/place/aldermoor"),
        ("text/turtle", "/data/place/aldermoor.ttl"),
        ("application/ld+json, text/html;q=0.5", "/data/place/aldermoor.jsonld"),
        ("*/*", "/page/place/aldermoor"),
    ],
)
def test_an_iri_leads_to_what_the_client_likes_best(visitor, accept, target):
    response = visitor.get("/id/place/aldermoor", headers={"Accept": accept})
    assert response.status_code == 303
    assert response.headers["location"] == target
    assert "Accept" in response.headers["vary"]


def test_iris_of_other_bases_are_named_whole(visitor):
    page = follow(visitor, "/resource", iri=THEME)
    assert page.status_code == 200
    assert "photonics" in page.text
    own = visitor.get("/resource", params={"iri": f"{BASE}place/aldermoor"})
    assert own.headers["location"] == "/page/place/aldermoor"


@pytest.mark.parametrize(
    ("accept", "format"), [("text/turtle", RdfFormat.TURTLE), ("application/ld+json", RdfFormat.JSON_LD)]
)
def test_a_page_is_data_for_those_who_ask_for_data(visitor, accept, format):
    response = visitor.get("/page/place/aldermoor", headers={"Accept": accept})
    assert response.headers["content-type"].startswith(accept)
    triples = {(q.subject, q.predicate, q.object) for q in parse(response.content, format)}
    located = NamedNode("https://w3id.org/lcgraph/ontology#locatedIn")
    assert (NamedNode(f"{BASE}place/aldermoor"), located, NamedNode(f"{BASE}place/lindal-region")) in triples


def test_the_data_of_a_thing_brings_its_claims_with_their_sentences(visitor):
    response = visitor.get("/data/place/aldermoor.ttl")
    triples = list(parse(response.content, RdfFormat.TURTLE))
    quotes = {q.object.value for q in triples if q.predicate.value.endswith("oa#exact")}
    assert "Aldermoor is a city in the Lindal Region of Nordland." in quotes
    with open_store(SAMPLE) as store:
        assert all(next(iter(store.match(q.subject, q.predicate, q.object)), None) for q in triples)


def test_pages_name_their_data(visitor):
    page = visitor.get("/page/place/aldermoor").text
    assert 'type="text/turtle" href="/data/place/aldermoor.ttl"' in page
    assert 'type="application/ld+json" href="/data/place/aldermoor.jsonld"' in page


def test_a_claim_leads_to_its_place_in_the_text(visitor):
    response = visitor.get("/page/claim/7084218713e6")
    assert response.status_code == 303
    assert response.headers["location"] == "/page/doc/aldermoor-report#c-7084218713e6"
    assert 'id="c-7084218713e6"' in visitor.get("/page/doc/aldermoor-report").text
    assert CLAIM in visitor.get("/data/claim/7084218713e6.jsonld").text


@pytest.mark.parametrize(
    "path",
    [
        "/page/place/atlantis",
        "/data/place/atlantis.ttl",
        "/data/place/aldermoor.exe",
        "/page",
        "/resource",
        "/id/",
        "/nothing/here",
        "/static/../site.py",
        "/static/%2e%2e/site.py",
    ],
)
def test_what_is_not_there_is_not_found(visitor, path):
    assert follow(visitor, path).status_code == 404


@pytest.mark.parametrize("iri", ["aldermoor", "a b", "<x>", "http://x.org/}", "https://x.org/> ?p ?o } #"])
def test_what_is_no_iri_is_refused(visitor, iri):
    for path in ("/resource", "/page", "/around", "/around/picture"):
        assert visitor.get(path, params={"iri": iri}).status_code in (400, 404)


@pytest.mark.parametrize(
    "path", ["/id//evil.example/x", "//evil.example/x", "/page//evil.example", "/id/%0d%0aSet-Cookie:x"]
)
def test_no_path_leads_to_another_host_or_into_a_header(visitor, path):
    response = visitor.get(path)
    target = response.headers.get("location", "/")
    assert target.startswith("/")
    assert not target.startswith("//")
    assert "set-cookie" not in response.headers


def test_the_front_page_is_the_description_of_the_graph_for_programs(visitor):
    response = visitor.get("/", headers={"Accept": "text/turtle"})
    told = {
        (q.predicate.value.rpartition("#")[2], q.object.value)
        for q in parse(response.content, RdfFormat.TURTLE)
    }
    with open_store(SAMPLE) as store:
        assert ("triples", str(len(store))) in told
    assert ("documents", "3") in told


def test_an_answer_is_a_table_for_those_who_ask_for_a_table(visitor):
    response = visitor.get("/question/partners-of-actor?actor=halden+optics", headers={"Accept": "text/csv"})
    assert response.headers["content-type"].startswith("text/csv")
    assert response.text.startswith("row,actor,actorLabel")
