"""Knowledge to RDF and back: what becomes a fact, what stays a claim, and that nothing is lost."""

from dataclasses import replace

import pytest
from graph_examples import (
    ALLIANCE,
    BIOTECH,
    BRIDGE,
    COUNCIL,
    FIGURE,
    JENA,
    MALMO,
    NETWORK,
    SWEDEN,
    TEXT,
    claim,
    document,
    hostile_knowledge,
    knowledge,
)  # fmt: skip
from hypothesis import given, settings

from lcgraph.errors import LCGraphError
from lcgraph.graph import Iris, build_graph, facts, read_knowledge
from lcgraph.graph.iris import split_span
from lcgraph.graph.read import claim_order
from lcgraph.model import Claim, Entity, EntityId, Knowledge, Modality, Span, Value
from lcgraph.ontology import load_themes
from lcgraph.store import Store

PREFIXES = """
PREFIX lc: <https://w3id.org/lcgraph/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""


@pytest.fixture(scope="module")
def graph() -> Store:
    return build_graph(knowledge(), reader="model 1.0")


def ask(store: Store, pattern: str) -> bool:
    return store.query(f"{PREFIXES} ASK {{ {pattern} }}") is True


def iri(entity: EntityId) -> str:
    return f"<{Iris().entity(entity)}>"


def test_an_asserted_claim_makes_a_fact(graph: Store) -> None:
    assert ask(graph, f"{iri(MALMO)} lc:locatedIn {iri(SWEDEN)}")
    assert ask(graph, f"{iri(ALLIANCE)} lc:partner {iri(MALMO)} ; lc:modality lc:Asserted")


def test_planned_and_negated_claims_make_no_fact(graph: Store) -> None:
    assert not ask(graph, f"{iri(MALMO)} lc:focusesOn ?theme")
    assert not ask(graph, f"{iri(COUNCIL)} lc:funds {iri(BRIDGE)}")
    assert ask(graph, f"?claim rdf:subject {iri(COUNCIL)} ; rdf:predicate lc:funds ; lc:modality lc:Negated")


def test_a_possible_partnership_has_its_partners_and_says_that_it_is_possible(graph: Store) -> None:
    assert ask(graph, f"{iri(NETWORK)} lc:partner {iri(JENA)}, {iri(MALMO)} ; lc:modality lc:Possible")


@pytest.mark.parametrize(
    ("node", "said", "stands"),
    [
        (Modality.ASSERTED, Modality.ASSERTED, True),
        (Modality.ASSERTED, Modality.PLANNED, False),
        (Modality.ASSERTED, Modality.NEGATED, False),
        (Modality.PLANNED, Modality.PLANNED, True),
        (Modality.PLANNED, Modality.ASSERTED, True),
        (Modality.REPORTED, Modality.NEGATED, False),
        (Modality.NEGATED, Modality.NEGATED, False),
        (Modality.NEGATED, Modality.ASSERTED, False),
    ],
)
def test_a_partner_stands_only_where_the_node_or_the_claim_says_how_it_is_meant(
    node: Modality, said: Modality, stands: bool
) -> None:
    small = Knowledge(
        (document(),),
        (Entity(ALLIANCE, "Partnership", "Alliance", modality=node), Entity(MALMO, "City", "Malmö")),
        (claim(ALLIANCE, "partner", MALMO, 1, said),),
    )
    store = build_graph(small)
    assert ask(store, f"{iri(ALLIANCE)} lc:partner {iri(MALMO)}") is stands
    assert ask(store, f"{iri(ALLIANCE)} lc:modality lc:{node}")


def test_each_thing_states_one_class_and_the_tree_above_it_is_there(graph: Store) -> None:
    rows = graph.select(f"{PREFIXES} SELECT ?class WHERE {{ {iri(COUNCIL)} a ?class }}")
    assert [str(row[0]) for row in rows] == ["<https://w3id.org/lcgraph/ontology#PublicAuthority>"]
    assert ask(graph, f"{iri(COUNCIL)} a/rdfs:subClassOf+ lc:Actor")
    assert not ask(graph, "lc:Person rdfs:subClassOf ?above")


def test_a_theme_comes_with_its_names_and_wider_themes_from_the_thesaurus(graph: Store) -> None:
    concept = load_themes().concepts[BIOTECH.key]
    assert ask(graph, f'{iri(BIOTECH)} a lc:Theme, skos:Concept ; rdfs:label "{concept.label}"')
    for above in load_themes().ancestors(BIOTECH.key):
        assert ask(graph, f"{iri(BIOTECH)} skos:broader+ <{load_themes().concepts[above].iri}>")
        assert ask(graph, f"<{load_themes().concepts[above].iri}> rdfs:label ?label ; a lc:Theme")


def test_a_theme_of_the_text_is_a_concept_as_well() -> None:
    theme = EntityId("theme", "bell founding")
    store = build_graph(Knowledge((), (Entity(theme, "Theme", "bell founding"),), ()))
    assert ask(store, f'{iri(theme)} a lc:Theme, skos:Concept ; rdfs:label "bell founding"')


def test_a_figure_has_typed_values(graph: Store) -> None:
    assert ask(
        graph, f"{iri(FIGURE)} lc:value 2300.0 ; lc:indicator 'adults trained' ; lc:about {iri(MALMO)}"
    )


def test_each_sentence_is_one_node_with_its_offsets_and_words(graph: Store) -> None:
    rows = list(
        graph.select(
            f"{PREFIXES} SELECT ?sentence ?start ?end ?quote WHERE {{ ?sentence a oa:SpecificResource ;"
            " oa:hasSelector ?p, ?q . ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?quote }"
        )
    )
    assert len(rows) == 6
    for sentence, start, end, quote in rows:
        assert TEXT[int(start.value) : int(end.value)] == quote.value
        assert split_span(sentence.value)[1] == (int(start.value), int(end.value))


def test_claims_name_their_run_and_the_run_its_documents_and_reader(graph: Store) -> None:
    assert ask(
        graph, "?claim a lc:Claim ; prov:wasGeneratedBy ?run . ?run a prov:Activity ; lc:reader 'model 1.0'"
    )
    assert ask(
        graph,
        "?run prov:used ?document ; lc:software ?software . ?document a lc:Document ; lc:characters 260",
    )


def test_a_claim_said_twice_is_one_claim_with_the_higher_confidence() -> None:
    said = [claim(MALMO, "locatedIn", SWEDEN, 0, confidence=sure) for sure in (0.4, 0.8, 0.6)]
    for claims in (said, said[::-1]):
        store = build_graph(replace(knowledge(), claims=tuple(claims)))
        assert [found.confidence for found in read_knowledge(store).claims] == [0.8]


def test_facts_hold_no_claims_and_lose_no_fact(graph: Store) -> None:
    alone = facts(graph)
    assert ask(alone, f"{iri(MALMO)} lc:locatedIn {iri(SWEDEN)} ; a/rdfs:subClassOf* lc:Place")
    assert ask(alone, f"{iri(NETWORK)} lc:modality lc:Possible")
    assert not ask(
        alone, "?x a ?class FILTER(?class IN (lc:Claim, lc:Document, oa:SpecificResource, prov:Activity))"
    )
    assert not ask(alone, "?x oa:exact|oa:start|rdf:subject|lc:sha256 ?y")


def _with(claim_: Claim, **changes: object) -> Claim:
    return replace(claim_, evidence=replace(claim_.evidence, **changes))


SAID = claim(MALMO, "locatedIn", SWEDEN, 0)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (
            _with(SAID, quote="The port of Malmo lies in Sweden."),
            "texts/letters.txt, characters 0 to 33: .*not the quote",
        ),
        (_with(SAID, sentence=Span(1, 34)), "not the quote"),
        (_with(SAID, sentence=Span(-260, -227)), "not the quote"),
        (_with(SAID, sentence=Span(0, 0), quote=""), "not the quote"),
        (_with(SAID, subject_at=Span(250, 261)), "250 to 261 are outside the text"),
        (_with(SAID, cue_at=Span(5, 5)), "outside the text"),
        (_with(SAID, document="other"), "the document 'other'"),
        (replace(SAID, object=EntityId("place", "norway")), "not among the things"),
        (replace(SAID, predicate="isNear"), "no property 'isNear'"),
        (replace(SAID, predicate="type", object=EntityId("class", "Town")), "no class 'Town'"),
        (replace(SAID, object=EntityId("concept", "no-such-theme")), "not in the thesaurus"),
        (replace(SAID, confidence=1.2), "between 0 and 1"),
        (replace(SAID, confidence=float("nan")), "between 0 and 1"),
        (replace(SAID, method="\ud800"), "half a character"),
    ],
)
def test_a_claim_that_cannot_be_looked_up_stops_the_build(broken: Claim, message: str) -> None:
    with pytest.raises(LCGraphError, match=message):
        build_graph(replace(knowledge(), claims=(broken,)))


@pytest.mark.parametrize(
    ("entity", "message"),
    [
        (Entity(EntityId("place", "x"), "Town", "X"), "no class 'Town'"),
        (Entity(EntityId("place", "x"), "City", "X", values=(("foo:bar", Value("1")),)), "unknown prefix"),
        (Entity(EntityId("place", "x"), "City", "X", values=(("lc:a b", Value("1")),)), "is no IRI"),
        (Entity(MALMO, "City", "Malmö"), "same kind and key"),
    ],
)
def test_a_thing_that_cannot_be_written_stops_the_build(entity: Entity, message: str) -> None:
    whole = knowledge()
    with pytest.raises(LCGraphError, match=message):
        build_graph(replace(whole, entities=(*whole.entities, entity)))


def test_the_same_text_twice_stops_the_build() -> None:
    with pytest.raises(LCGraphError, match="same id"):
        build_graph(Knowledge((document(), document())))


def as_read(whole: Knowledge) -> Knowledge:
    """Knowledge as a graph can hold it: without texts, in order, and each claim once."""
    claims: dict[str, Claim] = {}
    for said in whole.claims:
        key = Iris().claim(said)
        at = Span(-1, -1)
        claims[key] = max(
            claims.get(key, said), said, key=lambda c: (c.confidence, c.method, c.evidence.cue_at or at)
        )
    entities = [
        replace(
            entity,
            names=tuple(sorted({*entity.names} - {entity.label})),
            values=tuple(sorted(set(entity.values))),
        )
        for entity in whole.entities
    ]
    return Knowledge(
        tuple(replace(document, text="") for document in whole.documents),
        tuple(sorted(entities, key=lambda entity: entity.id)),
        tuple(sorted(claims.values(), key=claim_order)),
    )


@settings(deadline=None, max_examples=60)
@given(hostile_knowledge())
def test_what_is_built_can_be_read_back_whole(whole: Knowledge) -> None:
    assert read_knowledge(build_graph(whole)) == as_read(whole)


def test_a_theme_of_the_thesaurus_is_read_back_by_its_key_without_its_wider_themes(graph: Store) -> None:
    concepts = [entity for entity in read_knowledge(graph).entities if entity.id.kind == "concept"]
    assert [(entity.id, entity.class_name) for entity in concepts] == [(BIOTECH, "Theme")]
    assert read_knowledge(graph).claims == as_read(knowledge()).claims


@pytest.mark.parametrize(
    "base", ["https://data.example.org/x#", "urn:example:lc/", "https://example.org/place/actor/"]
)
def test_another_base_changes_the_iris_and_nothing_else(base: str) -> None:
    store = build_graph(knowledge(), base=base)
    assert read_knowledge(store) == read_knowledge(build_graph(knowledge()))


def test_a_broken_claim_is_named_when_it_is_read(graph: Store) -> None:
    from lcgraph.store import open_store

    broken = open_store()
    broken.add(quad for quad in graph if "method" not in quad.predicate.value)
    with pytest.raises(LCGraphError, match=r"claim <.*>: has 0 times lc:method"):
        read_knowledge(broken)
