"""What follows from facts: marked with its rule and its claims, and never drawn from less than a fact."""

from dataclasses import replace
from itertools import pairwise

import pytest
from derived_sample import derived_sample
from graph_examples import (
    ALLIANCE,
    BRIDGE,
    COUNCIL,
    JENA,
    MALMO,
    NETWORK,
    OPTICS,
    SWEDEN,
    TEXT,
    claim,
    hostile_knowledge,
    knowledge,
)
from hypothesis import given
from pyoxigraph import NamedNode, Quad

from lcgraph.graph import Iris, build_graph, evidence, facts, read_knowledge, to_bytes, verify, write_graph
from lcgraph.graph.derive import MOST_PARTNERS, MOST_STEPS, derive
from lcgraph.model import Claim, Entity, EntityId, Knowledge, Modality
from lcgraph.ontology import LC, load_ontology
from lcgraph.store import Store, open_store

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PROV = "http://www.w3.org/ns/prov#"
EUROPE, DOCKS = EntityId("place", "europe"), EntityId("place", "docks")
CLASSES = {
    MALMO: "City", SWEDEN: "Country", EUROPE: "Region", DOCKS: "DevelopmentSite", OPTICS: "Enterprise",
    COUNCIL: "PublicAuthority", BRIDGE: "Project", ALLIANCE: "Partnership",
}  # fmt: skip


def concluded(*relations: tuple[EntityId, str, EntityId]) -> dict[tuple, list[tuple[str, tuple[str, ...]]]]:
    """What follows from relations, each said by a claim of its number."""
    given_facts = {relation: frozenset({str(number)}) for number, relation in enumerate(relations)}
    found: dict[tuple, list[tuple[str, tuple[str, ...]]]] = {}
    for derivation in derive(given_facts, load_ontology(), CLASSES.__getitem__):
        found.setdefault(derivation.relation, []).append((derivation.rule, derivation.premises))
    return found


def graph_of(*claims: Claim, entities: tuple[Entity, ...] = ()) -> Store:
    whole = knowledge()
    return build_graph(replace(whole, entities=(*whole.entities, *entities), claims=claims))


def stands(store: Store, subject: EntityId, name: str, object_: EntityId) -> bool:
    ends = (NamedNode(Iris().entity(end)) for end in (subject, object_))
    return any(store.match(next(ends), NamedNode(LC + name), next(ends)))


def verified(store: Store) -> list[str]:
    return [fault.problem for fault in verify(store, lambda record: TEXT).faults]


# The rules


def test_places_lie_within_all_that_their_places_lie_in():
    found = concluded(
        (DOCKS, "locatedIn", MALMO), (MALMO, "locatedIn", SWEDEN), (SWEDEN, "locatedIn", EUROPE)
    )
    assert {(one.key, other.key): ways for (one, name, other), ways in found.items() if name == "within"} == {
        ("docks", "malmö"): [("ChainOfPlaces", ("0",))],
        ("docks", "sweden"): [("ChainOfPlaces", ("0", "1"))],
        ("docks", "europe"): [("ChainOfPlaces", ("0", "1", "2"))],
        ("malmö", "sweden"): [("ChainOfPlaces", ("1",))],
        ("malmö", "europe"): [("ChainOfPlaces", ("1", "2"))],
        ("sweden", "europe"): [("ChainOfPlaces", ("2",))],
    }


def test_an_actor_is_not_within_the_places_around_its_seat():
    assert concluded((OPTICS, "locatedIn", MALMO)) == {}


def test_of_several_chains_the_shortest_counts():
    found = concluded((DOCKS, "locatedIn", MALMO), (MALMO, "locatedIn", SWEDEN), (DOCKS, "locatedIn", SWEDEN))
    assert found[DOCKS, "within", SWEDEN] == [("ChainOfPlaces", ("2",))]


def test_a_chain_ends_after_its_last_step():
    row = [EntityId("place", f"row{number}") for number in range(MOST_STEPS + 3)]
    CLASSES.update(dict.fromkeys(row, "City"))
    found = concluded(*((one, "locatedIn", other) for one, other in pairwise(row)))
    assert (row[0], "within", row[MOST_STEPS]) in found
    assert (row[0], "within", row[MOST_STEPS + 1]) not in found


def test_places_that_lie_in_one_another_end_the_chain_and_no_place_lies_within_itself():
    found = concluded((MALMO, "locatedIn", SWEDEN), (SWEDEN, "locatedIn", MALMO))
    assert set(found) == {(MALMO, "within", SWEDEN), (SWEDEN, "within", MALMO)}


def test_who_founds_leads_once_for_each_way_of_leading():
    found = concluded((OPTICS, "founds", BRIDGE), (OPTICS, "runs", BRIDGE))
    assert found == {(OPTICS, "leads", BRIDGE): [("WiderProperty", ("0",)), ("WiderProperty", ("1",))]}


def test_what_a_text_says_itself_is_not_derived():
    assert concluded((OPTICS, "founds", BRIDGE), (OPTICS, "leads", BRIDGE)) == {}


def test_partners_make_pairs_in_both_directions_and_know_their_partnership():
    found = concluded((ALLIANCE, "partner", MALMO), (ALLIANCE, "partner", OPTICS))
    assert found == {
        (MALMO, "cooperatesWith", OPTICS): [("PairsOfPartners", ("0", "1"))],
        (OPTICS, "cooperatesWith", MALMO): [("PairsOfPartners", ("0", "1"))],
        (MALMO, "partnerIn", ALLIANCE): [("InverseProperty", ("0",))],
        (OPTICS, "partnerIn", ALLIANCE): [("InverseProperty", ("1",))],
    }


def test_a_pair_of_two_partnerships_has_a_derivation_for_each():
    other = EntityId("partnership", "other")
    CLASSES[other] = "Partnership"
    shared = [(whole, "partner", part) for whole in (ALLIANCE, other) for part in (MALMO, OPTICS)]
    ways = concluded(*shared)[MALMO, "cooperatesWith", OPTICS]
    assert ways == [("PairsOfPartners", ("0", "1")), ("PairsOfPartners", ("2", "3"))]


@pytest.mark.parametrize(("partners", "pairs"), [(MOST_PARTNERS, 30 * 29), (MOST_PARTNERS + 1, 0)])
def test_a_very_long_list_of_partners_makes_no_pairs(partners, pairs):
    several = [EntityId("place", f"p{number}") for number in range(partners)]
    CLASSES.update(dict.fromkeys(several, "City"))
    found = concluded(*((ALLIANCE, "partner", place) for place in several))
    assert sum(name == "cooperatesWith" for _, name, _ in found) == pairs


def test_properties_of_ones_own_are_reasoned_with_as_well(tmp_path):
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix lc: <https://w3id.org/lcgraph/ontology#> . @prefix my: <https://example.org/my#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "my:sponsors a owl:ObjectProperty ; rdfs:subPropertyOf lc:funds .\n"
        "my:sponsoredBy a owl:ObjectProperty ; owl:inverseOf my:sponsors .\n",
        encoding="utf-8",
    )
    said = {(BRIDGE, "sponsoredBy", OPTICS): frozenset({"c"})}
    found = derive(said, load_ontology([own]), CLASSES.__getitem__)
    assert [(d.relation[1], d.rule) for d in found] == [
        ("funds", "WiderProperty"),
        ("sponsors", "InverseProperty"),
    ]


# In a graph


PAIR = (claim(ALLIANCE, "partner", MALMO, 1), claim(ALLIANCE, "partner", OPTICS, 1))


def test_each_derived_triple_is_marked_with_its_rule_and_claims():
    rows = graph_of(*PAIR).select(
        f"PREFIX lc: <{LC}> PREFIX prov: <{PROV}> PREFIX rdf: <{RDF}>"
        "SELECT ?predicate ?rule (COUNT(?claim) AS ?claims) WHERE {"
        " ?d a lc:Derivation ; lc:rule ?rule ; rdf:predicate ?predicate ; prov:wasDerivedFrom ?claim ."
        " ?claim lc:modality lc:Asserted } GROUP BY ?d ?predicate ?rule ORDER BY ?predicate"
    )
    named = [(p.value.removeprefix(LC), rule.value.removeprefix(LC), int(n.value)) for p, rule, n in rows]
    pairs, inverses = ("cooperatesWith", "PairsOfPartners", 2), ("partnerIn", "InverseProperty", 1)
    assert named == [pairs, pairs, inverses, inverses]


@pytest.mark.parametrize("modality", [m for m in Modality if m is not Modality.ASSERTED])
def test_nothing_follows_from_what_is_not_asserted(modality):
    hedged = replace(PAIR[1], modality=modality)
    located = claim(MALMO, "locatedIn", SWEDEN, 0, modality)
    store = graph_of(PAIR[0], hedged, located)
    assert not stands(store, MALMO, "cooperatesWith", OPTICS)
    assert not stands(store, OPTICS, "partnerIn", ALLIANCE)
    assert not stands(store, MALMO, "within", SWEDEN)


def test_nothing_follows_from_a_partnership_that_is_only_possible():
    store = graph_of(*(claim(NETWORK, "partner", place, 2) for place in (MALMO, JENA)))
    assert stands(store, NETWORK, "partner", JENA)
    assert not stands(store, MALMO, "cooperatesWith", JENA)
    assert not stands(store, MALMO, "partnerIn", NETWORK)


def test_nothing_follows_about_a_partnership_that_is_only_possible():
    store = graph_of(claim(OPTICS, "founds", NETWORK, 2))
    assert stands(store, OPTICS, "founds", NETWORK)
    assert not stands(store, OPTICS, "leads", NETWORK)


def test_facts_alone_hold_nothing_derived_and_reading_back_ignores_it():
    store = build_graph(knowledge())
    assert stands(store, MALMO, "within", SWEDEN)
    alone = facts(store)
    assert not stands(alone, MALMO, "within", SWEDEN)
    assert stands(alone, MALMO, "locatedIn", SWEDEN)
    assert b"derivation" not in to_bytes(alone)
    assert b"cooperatesWith" not in to_bytes(alone)
    assert len(read_knowledge(store).claims) == len(knowledge().claims)


def test_a_fact_that_one_graph_derives_and_another_asserts_stays_a_fact():
    founded, led = (claim(OPTICS, name, BRIDGE, 1) for name in ("founds", "leads"))
    merged = open_store()
    for said in (founded, led):
        merged.add(list(graph_of(said)))
    assert stands(facts(merged), OPTICS, "leads", BRIDGE)
    assert verified(merged) == []


def test_a_written_graph_keeps_its_derivations_and_its_bytes(tmp_path):
    path = tmp_path / "graph.ttl"
    write_graph(build_graph(knowledge()), path)
    shuffled = replace(knowledge(), claims=knowledge().claims[::-1], entities=knowledge().entities[::-1])
    assert path.read_bytes() == to_bytes(build_graph(shuffled))
    assert path.read_bytes() == to_bytes(open_store(path))
    assert b"\nderivation:" in path.read_bytes()


@given(hostile_knowledge())
def test_whatever_is_derived_passes_verification(whole: Knowledge):
    text = whole.documents[0].text
    report = verify(build_graph(whole), lambda record: text)
    assert report.ok


# Evidence


def test_the_evidence_of_what_follows_is_that_of_its_claims():
    one, other = (Iris().entity(thing) for thing in (MALMO, OPTICS))
    rows = evidence(graph_of(*PAIR), one, "cooperatesWith", other)
    assert [(row.predicate_label, row.object) for row in rows] == [("partner", other), ("partner", one)]
    assert {row.quote for row in rows} == {"Malmö and Tamarisk Optics founded the Light Alliance."}
    assert {row.rule for row in rows} == {LC + "PairsOfPartners"}


def test_what_a_claim_says_itself_names_no_rule():
    store = graph_of(claim(OPTICS, "leads", BRIDGE, 1), claim(OPTICS, "founds", BRIDGE, 1))
    assert [row.rule for row in evidence(store, Iris().entity(OPTICS), "leads")] == [""]


# Verification


@pytest.mark.parametrize(
    ("drop", "problem"),
    [
        (f"{LC}rule", "names 0 rules instead of one"),
        (f"{PROV}wasDerivedFrom", "names no claim that it follows from"),
        (f"{LC}within", "what follows does not stand in the graph"),
        (f"{LC}Derivation", "stands as a fact, but no claim asserts it"),
    ],
)
def test_a_derivation_that_lacks_a_part_is_a_fault(drop, problem):
    store = graph_of(claim(MALMO, "locatedIn", SWEDEN, 0))
    broken = open_store()
    broken.add(
        quad for quad in store if drop not in (quad.predicate.value, getattr(quad.object, "value", ""))
    )
    if drop == f"{LC}within":  # its derivation still names the property
        broken.add(quad for quad in store if quad.object == NamedNode(drop))
    assert verified(store) == []
    assert problem in verified(broken)


def forged(store: Store, subject: EntityId, object_: EntityId, premise: str) -> Store:
    """The graph with one more pair, which is said to follow from a claim."""
    iri = NamedNode("https://example.org/derivation/forged")
    ends = [NamedNode(Iris().entity(end)) for end in (subject, object_)]
    pair = NamedNode(LC + "cooperatesWith")
    triples = [
        (ends[0], pair, ends[1]),
        (iri, NamedNode(RDF + "type"), NamedNode(LC + "Derivation")),
        (iri, NamedNode(RDF + "subject"), ends[0]),
        (iri, NamedNode(RDF + "predicate"), pair),
        (iri, NamedNode(RDF + "object"), ends[1]),
        (iri, NamedNode(LC + "rule"), NamedNode(LC + "PairsOfPartners")),
        (iri, NamedNode(PROV + "wasDerivedFrom"), NamedNode(premise)),
    ]
    store.add(Quad(*triple) for triple in triples)
    return store


def test_a_derivation_from_claims_that_do_not_say_so_is_a_fault():
    said = claim(ALLIANCE, "partner", MALMO, 1)
    found = verified(forged(graph_of(said), MALMO, JENA, Iris().claim(said)))
    assert "the claims that it names do not lead from its subject to its object" in found
    assert "stands as a fact, but no claim asserts it" in found


def test_a_derivation_from_a_denial_is_a_fault():
    said = claim(COUNCIL, "funds", BRIDGE, 3, Modality.NEGATED)
    found = verified(forged(graph_of(said), COUNCIL, BRIDGE, Iris().claim(said)))
    assert any("which asserts nothing as a fact" in problem for problem in found)


def test_a_derivation_from_a_claim_that_is_not_there_is_a_fault():
    found = verified(forged(graph_of(), COUNCIL, BRIDGE, "https://example.org/claim/none"))
    assert any("which is no claim of this graph" in problem for problem in found)


# At the command line


@pytest.fixture
def written(folder):
    write_graph(derived_sample(), folder / "graph.ttl")
    return folder / "graph.ttl"


def test_evidence_of_a_pair_shows_the_sentences_of_its_partnership(run, written):
    outcome = run("evidence", "Brennick", "cooperatesWith", "Corvale Polytechnic", "-g", written)
    assert outcome.code == 0
    assert "Strait Bridge – partner – Brennick" in outcome.out
    assert "are partners in Strait" in outcome.out
    assert "follows from it (pairs of partners)" in " ".join(outcome.out.split())


def test_facts_only_leaves_out_what_was_derived(run, written):
    everything, facts_only = (
        run("export", "-f", "ntriples", "-g", written, *more).out for more in ((), ("--facts-only",))
    )
    for name in ("Derivation", "cooperatesWith", "within", "partnerIn", "wasDerivedFrom"):
        assert name in everything
        assert f"#{name}>" not in facts_only
    assert "#partner>" in facts_only


def test_a_graph_with_derivations_keeps_to_the_shapes_and_is_verified(run, written, sample):
    validated = run("validate", "-g", written)
    assert (validated.code, "0 violations" in validated.err) == (0, True)
    (written.parent / "tests" / "sample").mkdir(parents=True)
    (written.parent / "texts").rename(written.parent / "tests" / "sample" / "texts")
    verified_there = run("verify", "-g", written)
    assert (verified_there.code, "59 derived: no faults" in verified_there.err) == (0, True)
