"""What a text, a graph or a visitor says is words and nothing else, on every page."""

from urllib.parse import quote, urlsplit

import pytest
from explorer_support import PAYLOADS, client, explored, hostile_graph, seen

#: Elements that pages are made of; what is not here, no page has a use for.
SCRIPTS = {"/static/suggest.js", "/static/document.js"}
FORBIDDEN = {"img", "object", "embed", "base", "style", "video", "audio", "frame", "math", "applet"}


def harmless(text):
    """Nothing runs in a page, and nothing in it leads where no page should."""
    page = seen(text)
    for name, fields in page.elements:
        assert name not in FORBIDDEN, name
        assert not [field for field in fields if field.startswith("on") or field == "style"], (name, fields)
        if name == "script":
            assert urlsplit(fields["src"]).path in SCRIPTS
        for field in ("href", "src", "action"):
            if field in fields:
                assert fields[field].startswith(("/", "#", "http://", "https://")), fields[field]
                assert not fields[field].startswith("//")
    assert "49</textarea>" not in text
    return page


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_stay_words_on_every_page(payload):
    said = quote(payload, safe="")
    with hostile_graph(payload) as store, explored(store) as address, client(address) as visitor:
        pages = [
            "/",
            "/documents",
            "/figures",
            "/questions",
            "/networks",
            f"/search?q={said}",
            f"/figures?q={said}",
            f"/ask?query={said}",
            f"/question/partners-of-actor?actor={said}",
            f"/question/{said}",
            f"/network/actors-by-place?place={said}",
            f"/network/{said}",
            f"/class/{said}",
            f"/{said}",
            f"/page/{said}",
            f"/page?iri={said}",
            f"/resource?iri={said}",
            f"/around?iri={said}",
            f"/data/{said}.ttl",
            "/ask?query=SELECT%20*%20WHERE%20%7B%3Fs%20%3Fp%20%3Fo%7D",
            "/question/figures",
            "/question/about",
            "/question/evidence",
            "/question/uncertain-claims",
        ]
        for path in pages:
            harmless(visitor.get(path, follow_redirects=True).text)
        things = {
            link
            for path in (
                "/class/Place",
                "/class/Actor",
                "/class/Partnership",
                "/class/Strategy",
                "/class/Project",
                "/class/Theme",
                "/class/Observation",
                "/class/Publication",
                "/class/Document",
            )
            for link in harmless(visitor.get(path).text).links()
            if link.startswith("/page")
        }
        assert len(things) == 11
        for path in things:
            response = visitor.get(path)
            assert response.status_code == 200
            assert " ".join(payload.split()) in harmless(response.text).words


def test_every_answer_has_a_policy_without_inline_script():
    with hostile_graph("plain words") as store, explored(store) as address, client(address) as visitor:
        for path in ("/", "/ask", "/page/doc/letters", "/nothing", "/static/explorer.css", "/suggest?q=x"):
            headers = visitor.get(path).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert headers["x-content-type-options"] == "nosniff"


def test_a_name_that_points_here_from_elsewhere_is_refused():
    with hostile_graph("plain words") as store, explored(store) as address, client(address) as visitor:
        assert visitor.get("/", headers={"Host": "evil.example"}).status_code == 403


def test_no_text_is_shown_that_the_graph_does_not_prove_to_know(tmp_path):
    """A graph may name any file of the machine; only one with the very digest it gives is shown."""
    from dataclasses import replace

    from graph_examples import document, knowledge

    from lcgraph.graph import build_graph

    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words", encoding="utf-8")
    known = knowledge()
    store = build_graph(replace(known, documents=(replace(document(), identifier=str(secret)),)))
    with store, explored(store, (tmp_path,)) as address, client(address) as visitor:
        page = visitor.get("/page/doc/letters").text
        assert "secret words" not in page
        assert "changed since the graph was built" in page
