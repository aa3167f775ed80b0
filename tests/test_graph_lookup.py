"""Looking things up: sentences behind facts, things by their names, and the proof that quotes are true."""

from dataclasses import replace

import pytest
from graph_examples import ALLIANCE, COUNCIL, FIGURE, JENA, MALMO, SWEDEN, TEXT, knowledge
from pyoxigraph import Literal, NamedNode, Quad

from lcgraph.errors import CorpusError, LCGraphError, QueryError
from lcgraph.graph import (
    DocumentRecord,
    Iris,
    build_graph,
    evidence,
    labels,
    resolve,
    resolve_one,
    suggest,
    verify,
)  # fmt: skip
from lcgraph.model import Entity, EntityId, Modality
from lcgraph.store import Store, open_store

LC = "https://w3id.org/lcgraph/ontology#"


@pytest.fixture(scope="module")
def graph() -> Store:
    return build_graph(knowledge())


def iri(entity: EntityId) -> str:
    return Iris().entity(entity)


def changed(store: Store, remove: str = "", add: tuple[Quad, ...] = ()) -> Store:
    """A copy without the quads whose text holds `remove`, and with others."""
    copy = open_store()
    copy.add([quad for quad in store if not remove or remove not in str(quad)])
    copy.add(add)
    return copy


# Evidence


def test_evidence_of_a_triple_is_its_sentence_with_document_and_offsets(graph: Store) -> None:
    (row,) = evidence(graph, iri(MALMO), "locatedIn", iri(SWEDEN))
    assert (row.subject_label, row.predicate_label, row.object_label) == ("Malmö", "locatedIn", "Sweden")
    assert row.quote == TEXT[slice(*row.sentence)] == "The port of Malmö lies in Sweden."
    assert (row.subject_at, row.object_at, row.cue_at) == ((0, 3), (4, 8), (1, 2))
    assert (row.document, row.title, row.identifier, row.issued) == (
        "letters", "Letters from a port", "texts/letters.txt", "2019",
    )  # fmt: skip
    assert (row.modality, row.confidence, row.method) == (Modality.ASSERTED, 0.9, "model 1.0")


def test_evidence_of_a_thing_also_holds_claims_that_have_it_as_object(graph: Store) -> None:
    rows = evidence(graph, iri(MALMO))
    assert {row.predicate.rpartition("#")[2] for row in rows} == {
        "type",
        "locatedIn",
        "partner",
        "about",
        "focusesOn",
    }
    assert [row.modality for row in rows] == sorted((row.modality for row in rows), key=list(Modality).index)
    assert rows[0].modality is Modality.ASSERTED


@pytest.mark.parametrize(("node", "count"), [(ALLIANCE, 2), (FIGURE, 1), (COUNCIL, 1)])
def test_evidence_of_a_partnership_figure_or_denied_relation_is_found(
    graph: Store, node: EntityId, count: int
) -> None:
    assert len(evidence(graph, iri(node))) == count


@pytest.mark.parametrize("name", ["partner", "lc:partner", LC + "partner", f"<{LC}partner>"])
def test_a_predicate_may_be_given_in_any_form(graph: Store, name: str) -> None:
    assert len(evidence(graph, predicate=name)) == 4


@pytest.mark.parametrize(
    ("name", "message"), [("partners", "did you mean partner"), ("foo:bar", "unknown prefix")]
)
def test_an_unknown_predicate_is_named(graph: Store, name: str, message: str) -> None:
    with pytest.raises(LCGraphError, match=message):
        evidence(graph, predicate=name)


def test_evidence_of_nothing_known_is_empty_and_of_all_is_everything(graph: Store) -> None:
    assert evidence(graph, "urn:no:body") == []
    assert len(evidence(graph)) == len(knowledge().claims)


@pytest.mark.parametrize("hostile", ["x> ?p ?o } #", "", "a b", 'urn:a:"b"'])
def test_what_is_no_iri_never_reaches_the_query(graph: Store, hostile: str) -> None:
    with pytest.raises(LCGraphError, match="no IRI"):
        evidence(graph, hostile)


# Names


@pytest.mark.parametrize(
    "text",
    [
        "Malmö",
        "malmo",
        "MALMÖ",
        "Malmo\u0308",
        "  malmö ",
        "place:malmo-x4266f9bb",
        iri(MALMO),
        f"<{iri(MALMO)}>",
    ],
)
def test_a_thing_is_found_by_name_short_form_or_iri(graph: Store, text: str) -> None:
    assert [(found.iri, found.label, found.class_name) for found in resolve(graph, text)] == [
        (iri(MALMO), "Malmö", "City")
    ]


def test_a_class_narrows_the_search_to_it_and_its_sub_classes(graph: Store) -> None:
    assert resolve(graph, "city council", "Actor")
    assert resolve(graph, "city council", "Organisation")
    assert not resolve(graph, "city council", "Place")


def test_what_is_not_found_is_suggested(graph: Store) -> None:
    assert resolve(graph, "Mallmö") == []
    assert suggest(graph, "Mallmö")[0].label == "Malmö"
    with pytest.raises(QueryError, match="no City in the graph is called 'Jenna'; near: Jena"):
        resolve_one(graph, "Jenna", "City")
    with pytest.raises(QueryError, match="check the name"):
        resolve_one(graph, "zzzzzzz")


def test_a_name_of_two_things_asks_which() -> None:
    whole = knowledge()
    other = Entity(EntityId("place", "jena district"), "Region", "Jena district", ("Jena",))
    store = build_graph(replace(whole, entities=(*whole.entities, other)))
    assert len(resolve(store, "Jena")) == 2
    assert resolve_one(store, "Jena", "City").iri == iri(JENA)
    with pytest.raises(QueryError, match=r"names 2 things: .*\(City\).*\(Region\)"):
        resolve_one(store, "jena")


def test_things_without_a_label_go_by_their_local_name(graph: Store) -> None:
    assert labels(graph, [iri(MALMO), LC + "locatedIn"]) == {
        iri(MALMO): "Malmö",
        LC + "locatedIn": "locatedIn",
    }


# Verification


def problems(store: Store, text: str = TEXT) -> list[str]:
    return [fault.problem for fault in verify(store, lambda record: text).faults]


def test_an_untouched_graph_and_text_have_no_fault(graph: Store) -> None:
    report = verify(graph, lambda record: TEXT)
    assert report.ok
    assert (report.documents, report.claims, report.facts) == (1, 9, 6)


def test_the_reader_of_texts_is_told_what_the_graph_knows(graph: Store) -> None:
    asked: list[DocumentRecord] = []
    verify(graph, lambda record: asked.append(record) or TEXT)
    assert [(record.id, record.identifier, record.media_type) for record in asked] == [
        ("letters", "texts/letters.txt", "text/plain")
    ]


def test_a_changed_text_is_found_by_its_digest_and_by_the_quotes_that_moved(graph: Store) -> None:
    assert problems(graph, TEXT + "!") == ["the text has changed since the graph was built"]
    moved = problems(graph, "x" + TEXT)
    assert len(moved) == 1 + len(knowledge().claims)
    assert any("is not the quote" in problem for problem in moved)


def test_a_text_that_cannot_be_read_is_a_fault_and_no_error(graph: Store) -> None:
    def missing(record: DocumentRecord) -> str:
        raise CorpusError(f"{record.identifier}: no such file")

    assert [fault.problem for fault in verify(graph, missing).faults] == [
        "the text cannot be read: texts/letters.txt: no such file"
    ]


def test_a_changed_quote_is_found(graph: Store) -> None:
    quote = next(
        quad for quad in graph if isinstance(quad.object, Literal) and "lies in Sweden" in quad.object.value
    )
    other = Quad(quote.subject, quote.predicate, Literal("The port of Malmö lies in Norway."))
    assert all(
        "is not the quote" in problem for problem in problems(changed(graph, "lies in Sweden", (other,)))
    )
    assert problems(changed(graph, "lies in Sweden", (other,)))


def test_a_fact_that_no_claim_asserts_is_found(graph: Store) -> None:
    forged = Quad(NamedNode(iri(JENA)), NamedNode(LC + "locatedIn"), NamedNode(iri(SWEDEN)))
    denied = Quad(
        NamedNode(iri(COUNCIL)),
        NamedNode(LC + "funds"),
        NamedNode(Iris().entity(EntityId("project", "lantern bridge"))),
    )
    for fact in (forged, denied):
        assert problems(changed(graph, add=(fact,))) == ["stands as a fact, but no claim asserts it"]


def test_a_possible_partner_without_any_claim_is_found(graph: Store) -> None:
    network = NamedNode(Iris().entity(EntityId("partnership", "a network of malmö and jena")))
    forged = Quad(network, NamedNode(LC + "partner"), NamedNode(iri(COUNCIL)))
    assert problems(changed(graph, add=(forged,))) == ["stands as a fact, but no claim asserts it"]


@pytest.mark.parametrize(
    ("remove", "problem"),
    [
        (f"<{LC}evidence>", "has 0 sentences as evidence instead of one"),
        ("oa#exact", "has not exactly one start, one end and one quote"),
        ("oa#hasSource", "is in no document of this graph"),
    ],
)
def test_a_claim_without_its_sentence_is_found(graph: Store, remove: str, problem: str) -> None:
    found = problems(changed(graph, remove))
    assert len(found) == len(knowledge().claims)
    assert all(problem in text for text in found)


def test_rubbish_in_place_of_offsets_is_a_fault_and_no_error(graph: Store) -> None:
    start = NamedNode("http://www.w3.org/ns/oa#start")
    rubbish = tuple(Quad(quad.subject, start, Literal("x")) for quad in graph if quad.predicate == start)
    assert len(problems(changed(graph, "oa#start", rubbish))) == len(knowledge().claims)


def test_spans_outside_the_text_are_found(graph: Store) -> None:
    claim = next(quad.subject for quad in graph if quad.predicate.value == LC + "subjectAt")
    far = Quad(claim, NamedNode(LC + "cueAt"), NamedNode(Iris().document("letters") + "#char=259,261"))
    assert any(
        "is no part of the document's text" in problem for problem in problems(changed(graph, add=(far,)))
    )
