"""IRIs: stable, legal everywhere, and never shared by two things."""

import re

import pytest
from graph_examples import HOSTILE, MALMO, claim
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from lcgraph.errors import LCGraphError
from lcgraph.graph import DEFAULT_BASE, KINDS, Iris
from lcgraph.graph.iris import key_of, local_name, split_span
from lcgraph.model import EntityId, Span

PLAIN = st.from_regex(r"\A[a-z0-9]{1,6}( [a-z0-9]{1,6}){0,3}\Z")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("jena", "jena"),
        ("new york", "new-york"),
        ("st ives", "st-ives"),
        ("St. Ives", r"st-ives-x[0-9a-f]{8}"),
        ("new-york", r"new-york-x[0-9a-f]{8}"),
        ("new  york", r"new-york-x[0-9a-f]{8}"),
        ("jena\n", r"jena-x[0-9a-f]{8}"),
        ("Øresund", r"oresund-x[0-9a-f]{8}"),
        ("東京", r"x[0-9a-f]{16}"),
        ("", r"x[0-9a-f]{16}"),
        ("../../x", r"x-x[0-9a-f]{8}"),
        ("jena x12345678", r"jena-x12345678-x[0-9a-f]{8}"),
        ("x0123456789abcdef", r"x0123456789abcdef-x[0-9a-f]{8}"),
        ("a" * 500, r"a{80}-x[0-9a-f]{8}"),
    ],
)
def test_local_names_are_slugs_with_a_hash_where_the_slug_loses_something(key: str, name: str) -> None:
    assert re.fullmatch(name, local_name(key))


@given(PLAIN | HOSTILE, PLAIN | HOSTILE)
@example("a b", "a-b")
@example("malmö", "malmo")
@example("ab", local_name("AB").replace("-", " "))
def test_two_keys_never_share_a_local_name(one: str, other: str) -> None:
    assert (local_name(one) == local_name(other)) == (one == other)


@given(PLAIN | HOSTILE)
def test_local_names_are_legal_bounded_and_can_be_read_back_where_they_hold_no_hash(key: str) -> None:
    name = local_name(key)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", name)
    assert len(name) <= 100
    assert key_of(name) in (key, None)


@given(st.sampled_from(KINDS), HOSTILE)
def test_entity_iris_are_iris_below_their_kind(kind: str, key: str) -> None:
    iri = Iris("https://data.example.org/x#").entity(EntityId(kind, key))
    assert NamedNode(iri).value.startswith(f"https://data.example.org/x#{kind}/")


def test_classes_and_concepts_have_the_iris_of_the_ontology_and_the_thesaurus() -> None:
    iris = Iris()
    assert iris.entity(EntityId("class", "City")) == "https://w3id.org/lcgraph/ontology#City"
    assert iris.entity(EntityId("concept", "glass-making")) == "https://w3id.org/lcgraph/themes#glass-making"


@pytest.mark.parametrize(
    "entity", [EntityId("class", "a b"), EntityId("doc", "x"), EntityId("../x", "x"), EntityId("concept", "")]
)
def test_kinds_and_keys_that_cannot_stand_in_an_iri_are_refused(entity: EntityId) -> None:
    with pytest.raises(LCGraphError, match=r"kind|class|concept"):
        Iris().entity(entity)


@pytest.mark.parametrize("name", ["", "A", "a/b", "a b", "é", "-a", "a\n"])
def test_document_ids_are_checked(name: str) -> None:
    with pytest.raises(LCGraphError, match="document id"):
        Iris().document(name)


@pytest.mark.parametrize(
    "base", ["", "example.org/", "https://example.org", "https://example.org/x", "ftp://example.org/", "/a/", "http:///",
             "https://example.org/a b/", "https://example.org/#a/", "file:///etc/", "urn:x"]
)  # fmt: skip
def test_a_bad_base_is_refused_with_an_example(base: str) -> None:
    with pytest.raises(LCGraphError, match=r"base .*: "):
        Iris(base)


@pytest.mark.parametrize("base", [DEFAULT_BASE, "http://a.example/x#", "urn:example:lc/"])
def test_spans_have_legal_iris_that_tell_document_and_offsets(base: str) -> None:
    iris = Iris(base)
    iri = NamedNode(iris.span("letters", Span(3, 17))).value
    assert split_span(iri) == (iris.document("letters"), Span(3, 17))


def test_a_claim_iri_depends_on_what_is_said_and_where_but_not_on_how_sure_it_is() -> None:
    iris = Iris()
    one = claim(MALMO, "locatedIn", EntityId("place", "sweden"), 0)
    assert iris.claim(one) == iris.claim(
        claim(MALMO, "locatedIn", EntityId("place", "sweden"), 0, confidence=0.1)
    )
    others = {
        iris.claim(claim(MALMO, "locatedIn", EntityId("place", "sweden"), 1)),
        iris.claim(claim(MALMO, "spans", EntityId("place", "sweden"), 0)),
        iris.claim(claim(EntityId("place", "malm"), "locatedIn", EntityId("place", "sweden"), 0)),
    }
    assert len(others | {iris.claim(one)}) == 4


def test_iris_are_the_same_in_every_version() -> None:
    """A published graph is linked to: changing how IRIs are minted breaks those links."""
    iris = Iris()
    assert iris.entity(MALMO) == "https://example.org/lcgraph/place/malmo-x4266f9bb"
    assert iris.claim(claim(MALMO, "locatedIn", EntityId("place", "sweden"), 0)).endswith(
        "claim/c061451bf9ed7d99"
    )
