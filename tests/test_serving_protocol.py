"""The endpoint over HTTP: what it speaks, and how it refuses."""

import json
from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving_support import SAMPLE, served
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from lcgraph.serving import Limits, Pool
from lcgraph.serving.formats import GRAPHS, HTML, RESULTS, choose

QUERY = "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 2"
GRAPH = "CONSTRUCT WHERE { ?s ?p ?o }"
FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(SAMPLE, Limits(workers=1, seconds=60, rows=1000)) as pool:
        yield pool


@pytest.fixture(scope="module")
def client(pool: Pool) -> Iterator[httpx.Client]:
    with served(pool) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.mark.parametrize(
    "request_",
    [
        ("GET", {"params": {"query": QUERY}}),
        ("POST", {"data": {"query": QUERY}}),
        ("POST", {"content": QUERY, "headers": DIRECT}),
        (
            "POST",
            {"content": QUERY, "headers": {"content-type": 'application/sparql-query; charset="UTF-8"'}},
        ),
    ],
)
def test_a_query_is_answered_however_it_is_sent(client: httpx.Client, request_: tuple[str, dict]) -> None:
    response = client.request(request_[0], "/sparql", **request_[1])
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert len(response.json()["results"]["bindings"]) == 2


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values, text/csv;q=0.9", "text/tab-separated-values"),
        ("text/csv;q=0.1, application/sparql-results+xml;q=0.2", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("application/*;q=0.2, text/csv;q=0.5", "text/csv"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("TEXT/CSV ; Q=1.000", "text/csv"),
        ("text/turtle, text/csv;q=0.1", "text/csv"),
    ],
)
def test_rows_come_as_the_client_likes_them_best(client: httpx.Client, accept: str, media: str) -> None:
    response = client.get("/sparql", params={"query": QUERY}, headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media
    assert response.headers["vary"] == "Accept"


@pytest.mark.parametrize("media", [media.type for media in GRAPHS])
def test_graphs_come_as_the_client_likes_them_best(client: httpx.Client, media: str) -> None:
    response = client.get("/sparql", params={"query": GRAPH}, headers={"accept": media})
    assert response.headers["content-type"].partition(";")[0] == media
    kind = ox.RdfFormat.from_media_type("application/n-triples" if media == "text/plain" else media)
    assert len(list(ox.parse(response.content, kind))) == int(response.headers["x-sparql-maxrows"])


@pytest.mark.parametrize(
    ("query", "accept"), [(QUERY, "text/turtle"), (GRAPH, "text/csv"), (QUERY, "image/png")]
)
def test_what_nobody_could_take_is_406(client: httpx.Client, query: str, accept: str) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert response.status_code == 406
    assert "comes as" in response.text


@given(st.text(st.characters(codec="ascii", exclude_characters="\r\n\x00"), max_size=60))
def test_any_accept_header_chooses_something_or_nothing(accept: str) -> None:
    assert choose(accept, RESULTS) in (*RESULTS, None)


@given(st.permutations(["text/csv;q=0.2", "application/sparql-results+xml;q=0.7", "*/*;q=0.1"]))
def test_the_order_of_an_accept_header_means_nothing(ranges: list[str]) -> None:
    chosen = choose(", ".join(ranges), RESULTS)
    assert chosen is not None
    assert chosen.format == "xml"


def test_the_endpoint_describes_itself(client: httpx.Client) -> None:
    response = client.get("/sparql", headers={"accept": "text/turtle"})
    found = ox.Store()
    found.load(response.content, ox.RdfFormat.TURTLE)
    endpoint = f"{client.base_url}/sparql".replace("//sparql", "/sparql")
    assert found.query(
        f"""PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
        ASK {{ ?s a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query ;
               sd:defaultDataset [ sd:defaultGraph [ a sd:Graph ] ] }}"""
    )


def test_a_cut_answer_says_so_in_a_header(client: httpx.Client) -> None:
    cut = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert cut.headers["x-sparql-maxrows"] == "1000"
    assert len(cut.json()["results"]["bindings"]) == 1000
    whole = client.get("/sparql", params={"query": QUERY})
    assert "x-sparql-maxrows" not in whole.headers


def test_relative_iris_are_relative_to_the_endpoint(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": "SELECT (<x> AS ?iri) {}"})
    assert response.json()["results"]["bindings"][0]["iri"]["value"] == str(client.base_url.join("/x"))


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": [("query", QUERY), ("query", QUERY)]}, 400),
        ("GET", {"params": {"query": "SELECT {"}}, 400),
        ("GET", {"params": {"query": ""}}, 400),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 403),
        ("GET", {"params": {"query": "CLEAR ALL"}}, 400),
        ("GET", {"params": {"query": QUERY, "default-graph-uri": "not an IRI"}}, 400),
        ("GET", {"params": [("named-graph-uri", "urn:a:b")] * 300}, 400),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403),
        ("POST", {"data": {"nothing": ""}}, 400),
        ("POST", {"content": "", "headers": FORM}, 400),
        ("POST", {"content": QUERY, "headers": {"content-type": "text/plain"}}, 415),
        ("POST", {"content": QUERY}, 415),
        (
            "POST",
            {"content": QUERY, "headers": {"content-type": "application/sparql-query; charset=utf-16"}},
            415,
        ),
        ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}, 403),
        ("POST", {"content": b"SELECT \xff", "headers": DIRECT}, 400),
        ("POST", {"content": b"query=%FF", "headers": FORM}, 400),
        ("POST", {"content": b"query=\xff", "headers": FORM}, 400),
        ("POST", {"content": b"x" * (2 << 20), "headers": DIRECT}, 413),
        ("PUT", {"content": QUERY, "headers": DIRECT}, 405),
        ("DELETE", {}, 405),
    ],
)
def test_wrong_requests_are_refused(client: httpx.Client, method: str, options: dict, status: int) -> None:
    response = client.request(method, "/sparql", **options)
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/plain")
    assert client.get("/sparql", params={"query": QUERY}).status_code == 200


def test_a_body_without_a_length_is_refused_as_soon_as_it_is_too_long(client: httpx.Client) -> None:
    parts = (b"x" * 65536 for _ in range(64))
    assert client.post("/sparql", content=parts, headers=DIRECT).status_code == 413


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        "192.0.2.1",
        "a@127.0.0.1",
        "",
        "[",
        "127.0.0.1:x",
    ],
)
def test_a_name_that_is_not_ours_is_refused(client: httpx.Client, host: str) -> None:
    response = client.get("/sparql", params={"query": QUERY}, headers={"host": host})
    assert response.status_code in (400, 403)
    assert "evil" not in response.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1234", "127.0.0.1:8000", "127.1.2.3", "[::1]:8000"])
def test_names_of_this_machine_are_ours(client: httpx.Client, host: str) -> None:
    assert client.get("/sparql", params={"query": QUERY}, headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_forms_from_other_sites_are_refused(client: httpx.Client, headers: dict[str, str]) -> None:
    assert client.post("/sparql", data={"query": QUERY}, headers=headers).status_code == 403


def test_forms_of_our_own_pages_are_taken(client: httpx.Client) -> None:
    own = {"origin": str(client.base_url).rstrip("/"), "sec-fetch-site": "same-origin"}
    assert client.post("/sparql", data={"query": QUERY}, headers=own).status_code == 200


def test_other_sites_read_nothing_unless_they_are_let_in(client: httpx.Client, pool: Pool) -> None:
    site = {"origin": "https://good.example"}
    assert (
        "access-control-allow-origin"
        not in client.get("/sparql", params={"query": QUERY}, headers=site).headers
    )
    with served(pool, cors=["https://good.example"]) as url:
        response = httpx.post(f"{url}/sparql", data={"query": QUERY}, headers=site)
        assert response.headers["access-control-allow-origin"] == "https://good.example"
        bad = httpx.post(f"{url}/sparql", data={"query": QUERY}, headers={"origin": "https://evil.example"})
        assert bad.status_code == 403
        asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
        preflight = httpx.options(f"{url}/sparql", headers={**site, **asked})
        assert preflight.status_code == 200
    with served(pool, cors=["*"]) as url:
        response = httpx.post(f"{url}/sparql", data={"query": QUERY}, headers=site)
        assert response.headers["access-control-allow-origin"] == "*"


def test_a_server_for_others_is_called_by_its_name_or_address(pool: Pool) -> None:
    with served(pool, hosts=["graph.example"], addresses=True) as url:
        for host, status in {"graph.example": 200, "192.0.2.1": 200, "evil.example": 403}.items():
            response = httpx.get(f"{url}/sparql", params={"query": QUERY}, headers={"host": host})
            assert response.status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/x",
        "/%2e%2e/etc/passwd",
        "/x%0d%0aSet-Cookie:%20a=b",
        "/<script>alert(1)</script>",
        "/sparql/x",
    ],
)
def test_unknown_pages_are_404_and_repeat_nothing(client: httpx.Client, path: str) -> None:
    response = httpx.get(httpx.URL(str(client.base_url).rstrip("/")).copy_with(raw_path=path.encode()))
    assert (response.status_code, response.text) == (404, "Not Found")
    assert "location" not in response.headers
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", "SELECT ?x { <script> }", "\r\nSet-Cookie: a=b"]
)
def test_what_is_said_of_a_wrong_query_is_plain_text(client: httpx.Client, query: str) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"accept": "text/html"})
    assert response.status_code in (400, 406)
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "<script>" not in response.text
    assert "set-cookie" not in response.headers


def test_plain_csv_is_left_as_the_standard_has_it(client: httpx.Client) -> None:
    query = "SELECT ?x { VALUES ?x { \"=cmd|' /C calc'!A0\" } }"
    response = client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
    assert response.text == "x\r\n=cmd|' /C calc'!A0\r\n"


def test_further_pages_stand_beside_the_endpoint_and_behind_the_gate(pool: Pool) -> None:
    async def page(request: Request) -> Response:
        return HTMLResponse("<p>a form</p>", headers={"Content-Security-Policy": "default-src 'self'"})

    async def other(request: Request) -> Response:
        return PlainTextResponse("other")

    with served(pool, routes=[Route("/other", other)], page=page) as url:
        browser = {"accept": f"{HTML.type},application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
        shown = httpx.get(f"{url}/sparql", headers=browser)
        assert (shown.text, shown.headers["content-security-policy"]) == (
            "<p>a form</p>",
            "default-src 'self'",
        )
        assert httpx.get(f"{url}/sparql").headers["content-type"].startswith("text/turtle")
        assert httpx.get(f"{url}/other").headers["x-content-type-options"] == "nosniff"
        assert httpx.get(f"{url}/other", headers={"host": "evil.example"}).status_code == 403


def test_the_dataset_of_a_request_names_graphs_and_fetches_none(client: httpx.Client) -> None:
    for graph in ("http://169.254.169.254/", "file:///etc/passwd", SAMPLE.as_uri()):
        response = client.get("/sparql", params={"query": QUERY, "default-graph-uri": graph})
        assert json.loads(response.content)["results"]["bindings"] == []
